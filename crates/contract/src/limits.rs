//! Limits of user input, in one place: the checks, the forms and the OpenAPI document use the same constants. The module
//! that checks a limit exports it too.

/// Minimum length of a password in characters. NIST SP 800-63B-4 requires 15 for a password alone and 8 beside a second
/// factor; OWASP ASVS 5.0 §6.2.1 requires 8. The server refuses common ones.
pub const PASSWORD_MIN_CHARACTERS: usize = 8;
/// Maximum length of a password in characters: bounds the work of hashing it.
pub const PASSWORD_MAX_CHARACTERS: usize = 128;
/// Maximum length of a password in bytes. One character may be many code points (a family emoji is 25 bytes), so the
/// number of characters does not bound the input.
pub const PASSWORD_MAX_BYTES: usize = 4096;
/// Maximum path of RFC 5321 §4.5.3.1.3, without its angle brackets.
pub const EMAIL_MAX_BYTES: usize = 254;
/// Maximum local part, RFC 5321 §4.5.3.1.1.
pub const EMAIL_LOCAL_MAX_BYTES: usize = 64;
/// Maximum length of a name in characters.
pub const NAME_MAX_CHARACTERS: usize = 100;
/// Maximum number of occupations in a profile.
pub const MOST_OCCUPATIONS: usize = 10;
/// Maximum radius, as in a [`crate::JobSearch`].
pub const MOST_RADIUS_KM: u16 = 100;
/// Maximum length of the note, in characters.
pub const NOTE_MAX_CHARACTERS: usize = 1000;
/// Maximum number of saved offers of an account; the oldest are never removed automatically.
pub const MOST_SAVED: usize = 500;
/// Maximum length of the message, in characters.
pub const MESSAGE_MAX_CHARACTERS: usize = 2000;
/// Maximum length of a telephone number as typed.
pub const PHONE_MAX_CHARACTERS: usize = 24;
