//! Applying for an offer.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::open_enum::open_enum;
use crate::{FieldError, JobPostingSummary};

pub use crate::limits::{MESSAGE_MAX_CHARACTERS, PHONE_MAX_CHARACTERS};

/// Maximum size of a CV, in bytes.
pub const CV_MAX_BYTES: usize = 5 * 1024 * 1024;
/// File name extensions that a CV may have.
pub const CV_EXTENSIONS: [&str; 5] = ["pdf", "docx", "odt", "rtf", "txt"];
/// Minimum and maximum number of its digits: E.164 allows 15, Italian land lines have at least 6.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 6..=15;

open_enum! {
    /// State of an application.
    JobApplicationStatus {
        Sent = "sent",
        /// Withdrawn by the candidate; its CV and message are deleted.
        Withdrawn = "withdrawn",
    }
}

/// The text parts that accompany the CV in `POST /job-postings/{id}/applications`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewJobApplication {
    pub message: String,
    pub phone: String,
}

impl NewJobApplication {
    /// Every invalid field, in the order of the form.
    pub fn check(&self) -> Result<(), Vec<FieldError>> {
        let mut errors = Vec::new();
        if self.message.chars().count() > MESSAGE_MAX_CHARACTERS {
            let detail = format!("at most {MESSAGE_MAX_CHARACTERS} characters");
            errors.push(FieldError::new("/message", "too_long", detail));
        } else if self.message.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            errors.push(FieldError::new("/message", "invalid", "control characters"));
        }
        let phone = self.phone.trim();
        let digits = phone.chars().filter(char::is_ascii_digit).count();
        let is_phone = phone.len() <= PHONE_MAX_CHARACTERS
            && PHONE_DIGITS.contains(&digits)
            && phone
                .chars()
                .enumerate()
                .all(|(at, c)| c.is_ascii_digit() || " ()-./".contains(c) || (c == '+' && at == 0));
        if !phone.is_empty() && !is_phone {
            errors.push(FieldError::new("/phone", "invalid", "digits, with spaces and a leading + if wanted"));
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

/// Checks the name and size of a CV; only the server checks its content.
pub fn check_cv_file(name: &str, size: u64) -> Result<(), FieldError> {
    let refuse = |code: &str, detail: &str| Err(FieldError::new("/cv", code, detail));
    if size == 0 {
        return refuse("empty", "the file has no content");
    }
    if size > CV_MAX_BYTES as u64 {
        return refuse("too_large", "larger than 5 MB");
    }
    let is_known = |extension: &str| CV_EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension));
    // Phones provide files without an extension: then the content alone decides.
    match name.rsplit_once('.') {
        Some((_, extension)) if !is_known(extension) => refuse("unsupported_type", "send pdf, docx, odt, rtf or txt"),
        _ => Ok(()),
    }
}

/// A CV that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cv {
    /// The owner's name for it, without characters that a file name can't have.
    pub file_name: String,
    pub media_type: String,
    /// In bytes.
    pub size: u64,
}

/// An application as the candidate sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobApplication {
    pub id: String,
    pub job_posting: JobPostingSummary,
    pub status: JobApplicationStatus,
    pub created_at: DateTime<FixedOffset>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_at: Option<DateTime<FixedOffset>>,
    /// Absent after withdrawal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cv: Option<Cv>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(message: &str, phone: &str) -> Vec<String> {
        let application = NewJobApplication { message: message.to_owned(), phone: phone.to_owned() };
        application.check().err().unwrap_or_default().into_iter().map(|error| error.pointer).collect()
    }

    #[test]
    fn messages_and_telephones_are_taken_as_people_write_them() {
        assert!(codes("", "").is_empty());
        for phone in ["333 1234567", "+39 02-123.456", "(011) 123456", "0039/333/1234567"] {
            assert!(codes("Buongiorno,\nè per il turno di notte 👷", phone).is_empty(), "{phone}");
        }
        for phone in ["12345", "333+123456", "chiamami", "1234567890123456", "<script>123456"] {
            assert_eq!(codes("", phone), ["/phone"], "{phone}");
        }
        assert_eq!(codes(&"à".repeat(2001), ""), ["/message"]);
        assert_eq!(codes("a\u{0}", ""), ["/message"]);
    }

    #[test]
    fn a_file_is_judged_by_name_and_size_before_it_travels() {
        let code = |name: &str, size| check_cv_file(name, size).err().map(|error| error.code).unwrap_or_default();
        for name in ["Anna Rossi.pdf", "CV.DOCX", "cv.exe.pdf", "curriculum"] {
            assert_eq!(code(name, 1), "", "{name}");
        }
        for name in ["cv.pdf.exe", "cv.html", "foto.jpeg", "cv."] {
            assert_eq!(code(name, 1), "unsupported_type", "{name}");
        }
        assert_eq!(code("cv.pdf", 0), "empty");
        assert_eq!(code("cv.pdf", CV_MAX_BYTES as u64), "");
        assert_eq!(code("cv.pdf", CV_MAX_BYTES as u64 + 1), "too_large");
    }
}
