//! Changing the email and the password of an account, and resetting a forgotten password.

use serde::{Deserialize, Serialize};

use crate::{Email, FieldError, Password};

/// The body of `POST /password-resets`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPasswordReset {
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::email))]
    pub email: String,
}

impl NewPasswordReset {
    /// The address, if it is valid.
    pub fn check(&self) -> Result<Email, Vec<FieldError>> {
        Email::parse(&self.email).map_err(|problem| vec![problem.at("/email")])
    }
}

/// The body of `PUT /password-resets/{token}`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPassword {
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::new_password))]
    pub password: String,
}

impl NewPassword {
    /// The password, if it is valid. Only the server knows the common ones.
    pub fn check(&self) -> Result<Password, Vec<FieldError>> {
        Password::parse(&self.password).map_err(|problem| vec![problem.at("/password")])
    }
}

/// The body of `PUT /me/password`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordChange {
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::password))]
    pub current_password: String,
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::new_password))]
    pub password: String,
}

impl PasswordChange {
    /// The new password, or every invalid field in the order of the form.
    pub fn check(&self) -> Result<Password, Vec<FieldError>> {
        let mut errors = missing(&self.current_password);
        let password = Password::parse(&self.password).map_err(|problem| errors.push(problem.at("/password"))).ok();
        password.filter(|_| errors.is_empty()).ok_or(errors)
    }
}

/// The body of `PUT /me/email`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailChange {
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::email))]
    pub email: String,
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::password))]
    pub current_password: String,
}

impl EmailChange {
    /// The new address, or every invalid field in the order of the form.
    pub fn check(&self) -> Result<Email, Vec<FieldError>> {
        let mut errors = Vec::new();
        let email = Email::parse(&self.email).map_err(|problem| errors.push(problem.at("/email"))).ok();
        errors.extend(missing(&self.current_password));
        email.filter(|_| errors.is_empty()).ok_or(errors)
    }
}

/// The body of `DELETE /me`: erasing an account requires the password again.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountErasure {
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::password))]
    pub current_password: String,
}

impl AccountErasure {
    pub fn check(&self) -> Result<(), Vec<FieldError>> {
        let errors = missing(&self.current_password);
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

fn missing(current_password: &str) -> Vec<FieldError> {
    let error = current_password.is_empty().then(|| FieldError::new("/current_password", "missing", "required"));
    error.into_iter().collect()
}

/// A password must not reach a log through `{:?}`.
macro_rules! debug_without_passwords {
    ($($name:ident),+) => {
        $(impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        })+
    };
}
debug_without_passwords!(NewPassword, PasswordChange, EmailChange, AccountErasure);

#[cfg(test)]
mod tests {
    use super::*;

    fn pointers<T: std::fmt::Debug>(checked: Result<T, Vec<FieldError>>) -> Vec<String> {
        checked.unwrap_err().into_iter().map(|error| error.pointer).collect()
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let change = PasswordChange { current_password: String::new(), password: "corta".to_owned() };
        assert_eq!(pointers(change.check()), ["/current_password", "/password"]);
        let change = EmailChange { email: "anna".to_owned(), current_password: String::new() };
        assert_eq!(pointers(change.check()), ["/email", "/current_password"]);
        assert_eq!(pointers(NewPasswordReset { email: "anna".to_owned() }.check()), ["/email"]);
        assert_eq!(pointers(NewPassword { password: "corta".to_owned() }.check()), ["/password"]);
        assert_eq!(pointers(AccountErasure { current_password: String::new() }.check()), ["/current_password"]);
    }

    #[test]
    fn passwords_are_never_printed() {
        let change =
            PasswordChange { current_password: "segretissima".to_owned(), password: "segretissima".to_owned() };
        assert!(!format!("{change:?}").contains("segret"));
    }
}
