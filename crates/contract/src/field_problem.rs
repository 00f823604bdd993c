use crate::FieldError;

/// Why a field is invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldProblem {
    Missing,
    TooShort,
    TooLong,
    /// Only blanks.
    Blank,
    /// Contains what could be taken for a web or email address.
    Link,
    /// A word mixes two alphabets.
    MixedScripts,
    /// Not in the required form.
    Invalid,
}

impl FieldProblem {
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::Blank => "blank",
            Self::Link => "link",
            Self::MixedScripts => "mixed_scripts",
            Self::Invalid => "invalid",
        }
    }

    pub(crate) fn at(self, pointer: &str) -> FieldError {
        let detail = match self {
            Self::Missing => "required",
            Self::TooShort => "too short",
            Self::TooLong => "too long",
            Self::Blank => "nothing but blanks",
            Self::Link => "holds the address of a site or a mailbox",
            Self::MixedScripts => "a word holds letters of two alphabets",
            Self::Invalid => "not of the right form",
        };
        FieldError::new(pointer, self.code(), detail)
    }
}
