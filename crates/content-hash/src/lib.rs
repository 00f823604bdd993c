//! Hashes of content, for telling what changed.

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};

/// SHA-256 over the parts, each preceded by its length so that "ab","c" and "a","bc" differ.
pub fn sha256<const N: usize>(parts: [&[u8]; N]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// The first 16 hexadecimal digits: enough to tell versions of one thing apart.
pub fn short_hash<const N: usize>(parts: [&[u8]; N]) -> String {
    let mut text = hex(&sha256(parts));
    text.truncate(16);
    text
}

pub fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

/// The first `length` characters of RFC 4648 base32, lower case: safe in URLs, and can be read out on the phone.
pub fn base32(bytes: &[u8], length: usize) -> String {
    let mut text = BASE32_NOPAD.encode(bytes);
    text.make_ascii_lowercase();
    text.truncate(length);
    text
}

/// The number that a [`base32`] text of at most twelve characters stands for: a smaller key for the same thing.
pub fn base32_number(text: &str) -> u64 {
    text.bytes().fold(0, |number, byte| {
        let digit = match byte {
            b'a'..=b'z' => byte - b'a',
            b'2'..=b'7' => byte - b'2' + 26,
            _ => 0,
        };
        number << 5 | u64::from(digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base32_is_that_of_the_standard() {
        assert_eq!(base32(b"foobar", 16), "mzxw6ytboi");
        assert_eq!(base32(&sha256([b"a"]), 12).len(), 12);
        assert_eq!(base32_number("ba7"), 32 * 32 + 31);
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(short_hash([b"ab", b"c"]), short_hash([b"a", b"bc"]));
    }
}
