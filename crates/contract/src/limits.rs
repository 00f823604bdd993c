//! How long, how many and how large what people send may be. In one place: the checks, the forms and the OpenAPI document
//! use the same constants. Each is also a name of the module that checks it.

/// Fewest characters of a password. NIST SP 800-63B-4 asks for 15 where the password stands alone and 8 beside a
/// second factor; OWASP ASVS 5.0 §6.2.1 takes 8 as the floor. The common ones are refused on the server.
pub const PASSWORD_MIN_CHARACTERS: usize = 8;
/// Most characters of a password: bounds the work of hashing it.
pub const PASSWORD_MAX_CHARACTERS: usize = 128;
/// Most bytes of a password. One character may be many code points (a family emoji is 25 bytes), so the count of
/// characters alone does not bound the input.
pub const PASSWORD_MAX_BYTES: usize = 4096;
/// Longest path of RFC 5321 §4.5.3.1.3, less its angle brackets.
pub const EMAIL_MAX_BYTES: usize = 254;
/// Longest local part, RFC 5321 §4.5.3.1.1.
pub const EMAIL_LOCAL_MAX_BYTES: usize = 64;
/// Most characters of a name.
pub const NAME_MAX_CHARACTERS: usize = 100;
/// Most occupations that a profile may want.
pub const MOST_OCCUPATIONS: usize = 10;
/// Widest radius, as in a [`crate::JobSearch`].
pub const MOST_RADIUS_KM: u16 = 100;
/// Longest note, in characters.
pub const NOTE_MAX_CHARACTERS: usize = 1000;
/// Most offers an account keeps; the oldest never go by themselves.
pub const MOST_SAVED: usize = 500;
/// Longest message, in characters.
pub const MESSAGE_MAX_CHARACTERS: usize = 2000;
/// Longest telephone number as people write it.
pub const PHONE_MAX_CHARACTERS: usize = 24;
