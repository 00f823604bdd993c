//! Hashes of content, for telling what changed.

use std::fmt::Write;

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
    hex(&sha256(parts)).chars().take(16).collect()
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The first `length` characters of RFC 4648 base32, lower case: safe in URLs, and can be read out on the phone.
pub fn base32(bytes: &[u8], length: usize) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let digit = |bits: u32| ALPHABET.get((bits & 31) as usize).copied().map_or('a', char::from);
    let mut text = String::new();
    let (mut buffer, mut bits) = (0_u32, 0_u32);
    for byte in bytes {
        buffer = (buffer << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 && text.len() < length {
            bits -= 5;
            text.push(digit(buffer >> bits));
        }
    }
    if bits > 0 && text.len() < length {
        text.push(digit(buffer << (5 - bits)));
    }
    text
}

/// The number that an [`base32`] text of at most twelve characters stands for: a smaller key for the same thing.
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
