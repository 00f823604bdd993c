//! The rules of sign-up. Form and server run this same code.

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use crate::person_name::{PersonName, is_invisible};
use crate::{FieldError, FieldProblem};

pub use crate::limits::{
    EMAIL_LOCAL_MAX_BYTES, EMAIL_MAX_BYTES, PASSWORD_MAX_BYTES, PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS,
};

/// The versions of the privacy notice, the current one first.
pub const PRIVACY_NOTICE_VERSIONS: [&str; 1] = [PRIVACY_NOTICE_VERSION];
/// The version that the form links to; the API stores it with the account.
pub const PRIVACY_NOTICE_VERSION: &str = "2026-11";

#[cfg(feature = "openapi")]
fn privacy_notice_version() -> utoipa::openapi::schema::ObjectBuilder {
    crate::schema::text()
        .enum_values(Some(PRIVACY_NOTICE_VERSIONS))
        .description(Some("Which text of the privacy notice was shown."))
}

/// The body of `POST /accounts`, as it is sent. [`NewAccount::check`] tells what is wrong with it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewAccount {
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::person_name))]
    pub name: String,
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::email))]
    pub email: String,
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::new_password))]
    pub password: String,
    /// Slug of the comune where the candidate looks for work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::place_or_null))]
    pub place: Option<String>,
    /// Consent to newsletters; never a condition of the account.
    #[serde(default)]
    pub marketing_consent: bool,
    /// Which text of the privacy notice was shown.
    #[cfg_attr(feature = "openapi", schema(schema_with = privacy_notice_version))]
    pub privacy_notice_version: String,
}

/// A [`NewAccount`] with valid fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedAccount {
    pub name: PersonName,
    pub email: Email,
    pub password: Password,
}

impl NewAccount {
    /// Every invalid field, in the order of the form.
    pub fn check(&self) -> Result<CheckedAccount, Vec<FieldError>> {
        let mut errors = Vec::new();
        let name = PersonName::parse(&self.name).map_err(|error| errors.push(error.at("/name"))).ok();
        let email = Email::parse(&self.email).map_err(|error| errors.push(error.at("/email"))).ok();
        let password = Password::parse(&self.password).map_err(|error| errors.push(error.at("/password"))).ok();
        match (name, email, password) {
            (Some(name), Some(email), Some(password)) => Ok(CheckedAccount { name, email, password }),
            _ => Err(errors),
        }
    }
}

// A password must not reach a log through `{:?}`.
impl std::fmt::Debug for NewAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewAccount").field("place", &self.place).finish_non_exhaustive()
    }
}

/// An email address in its usual form: `local@domain.tld`, without display name, quoted local part, comments or address
/// literal. Unicode domains are accepted as typed. The domain becomes lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    pub fn parse(text: &str) -> Result<Self, FieldProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(FieldProblem::Missing);
        }
        if text.len() > EMAIL_MAX_BYTES {
            return Err(FieldProblem::TooLong);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(FieldProblem::Invalid)?;
        if local.len() > EMAIL_LOCAL_MAX_BYTES {
            return Err(FieldProblem::TooLong);
        }
        if is_local_part(local) && is_domain(domain) {
            Ok(Self(format!("{local}@{}", domain.to_lowercase())))
        } else {
            Err(FieldProblem::Invalid)
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Two addresses with the same key are the same account. No provider distinguishes case in the local part.
    pub fn account_key(&self) -> String {
        self.0.to_lowercase()
    }
}

fn is_local_part(local: &str) -> bool {
    let is_allowed = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    !local.is_empty()
        && local.chars().all(is_allowed)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    // A top level domain is never all digits (RFC 3696 §2): catches IP addresses.
    let has_named_top_level =
        domain.rsplit('.').next().is_some_and(|top| top.len() >= 2 && top.chars().any(char::is_alphabetic));
    domain.contains('.') && has_named_top_level && domain.split('.').all(is_label)
}

/// A password of 8 to 128 characters, counted as people count them: an accented letter or an emoji is one, however many
/// code points it has. No composition rules. Never trimmed: spaces count, but a password cannot be only spaces. The
/// server compares passwords in Unicode NFC, so that every keyboard produces the same one.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    pub fn parse(text: &str) -> Result<Self, FieldProblem> {
        if text.is_empty() {
            return Err(FieldProblem::Missing);
        }
        if text.len() > PASSWORD_MAX_BYTES {
            return Err(FieldProblem::TooLong);
        }
        if text.chars().all(|c| c.is_whitespace() || c.is_control() || is_invisible(c)) {
            return Err(FieldProblem::Blank);
        }
        match Self::characters(text) {
            count if count < PASSWORD_MIN_CHARACTERS => Err(FieldProblem::TooShort),
            count if count > PASSWORD_MAX_CHARACTERS => Err(FieldProblem::TooLong),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// Number of characters that a person sees in `text` (extended grapheme clusters, UAX #29).
    pub fn characters(text: &str) -> usize {
        text.graphemes(true).count()
    }

    /// The text, for hashing. Not called `as_str`, so that its uses stand out.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_counted_as_people_count() {
        assert_eq!(Password::parse("1234567"), Err(FieldProblem::TooShort));
        assert!(Password::parse("12345678").is_ok());
        assert!(Password::parse("caffè  è").is_ok());
        assert_eq!(Password::parse("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦"), Err(FieldProblem::TooShort));
        assert!(Password::parse(&"👨‍👩‍👧‍👦".repeat(8)).is_ok());
        // The same accented letter, composed and decomposed, is one character.
        assert_eq!(Password::characters("è"), Password::characters("e\u{300}"));
        assert!(Password::parse(&"è".repeat(128)).is_ok());
        assert_eq!(Password::parse(&"a".repeat(129)), Err(FieldProblem::TooLong));
        assert_eq!(Password::parse(&format!("a{}", "\u{300}".repeat(1_000_000))), Err(FieldProblem::TooLong));
        assert_eq!(Password::parse(""), Err(FieldProblem::Missing));
    }

    #[test]
    fn passwords_are_never_printed() {
        let password = Password::parse("segretissima").unwrap();
        assert!(!format!("{password:?}").contains("segret"));
    }

    #[test]
    fn emails_of_people_are_taken() {
        for good in ["a@b.it", "Anna.Rossi+lavoro@Posta.Example", "o'neil@esempio.it", "x@münchen.example", " a@b.it "]
        {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        assert_eq!(Email::parse("Anna@ESEMPIO.it").unwrap().as_str(), "Anna@esempio.it");
        assert_eq!(Email::parse("Anna@ESEMPIO.it").unwrap().account_key(), "anna@esempio.it");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let long = format!("a@{}.it", "b".repeat(300));
        for bad in [
            "", "anna", "anna@", "@esempio.it", "anna@esempio", "anna rossi@esempio.it", "Anna <anna@esempio.it>",
            "anna@esempio..it", ".anna@esempio.it", "anna@-esempio.it", "anna@[127.0.0.1]", "anna@127.0.0.1",
            "anna@esempio.it\r\nBcc: altri@esempio.it", "a@b@c.it", &long,
        ] {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_password_is_more_than_blanks() {
        for blank in
            [" ".repeat(8), "\u{a0}".repeat(12), "\u{3000}\t \u{200b}\u{2800}\u{3164}\u{feff}\u{2003} ".to_owned()]
        {
            assert_eq!(Password::parse(&blank), Err(FieldProblem::Blank), "{blank:?}");
        }
        assert!(Password::parse("       x").is_ok());
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let account = NewAccount {
            name: String::new(),
            email: "anna".into(),
            password: "corta".into(),
            place: None,
            marketing_consent: false,
            privacy_notice_version: "2026-11".into(),
        };
        let errors = account.check().unwrap_err();
        let pointers: Vec<_> = errors.iter().map(|error| (error.pointer.as_str(), error.code.as_str())).collect();
        assert_eq!(pointers, [("/name", "missing"), ("/email", "invalid"), ("/password", "too_short")]);
    }
}
