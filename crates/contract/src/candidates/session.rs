//! Signing in.

use serde::{Deserialize, Serialize};

use crate::FieldError;

/// The body of `POST /sessions`. The form of the fields is not checked: an invalid address or password belongs to no
/// account and gets the same answer as every other wrong pair.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewSession {
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::not_blank))]
    pub email: String,
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::password))]
    pub password: String,
}

impl NewSession {
    /// Fields left empty, in the order of the form.
    pub fn check(&self) -> Result<(), Vec<FieldError>> {
        let fields = [("/email", self.email.trim().is_empty()), ("/password", self.password.is_empty())];
        let missing = fields.into_iter().filter(|(_, is_missing)| *is_missing);
        let errors: Vec<_> = missing.map(|(pointer, _)| FieldError::new(pointer, "missing", "required")).collect();
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

// A password must not reach a log through `{:?}`.
impl std::fmt::Debug for NewSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewSession(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_empty_is_named_and_nothing_is_printed() {
        let session = NewSession { email: " ".to_owned(), password: String::new() };
        let pointers: Vec<_> = session.check().unwrap_err().into_iter().map(|error| error.pointer).collect();
        assert_eq!(pointers, ["/email", "/password"]);
        let session = NewSession { email: "a@b.it".to_owned(), password: "segretissima".to_owned() };
        assert_eq!(session.check(), Ok(()));
        assert!(!format!("{session:?}").contains("segret"));
    }
}
