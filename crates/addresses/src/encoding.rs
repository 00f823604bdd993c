use percent_encoding::percent_decode_str;

/// Percent-encodes one path segment; slugs and ids pass unchanged.
pub fn encode(segment: &str) -> String {
    use std::fmt::Write;
    let mut encoded = String::with_capacity(segment.len());
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// What [`encode`] made this segment of. `None` for any other spelling: a page has one address.
pub fn decode(segment: &str) -> Option<String> {
    let decoded = percent_decode_str(segment).decode_utf8().ok()?;
    (!decoded.is_empty() && encode(&decoded) == segment).then(|| decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_has_one_spelling() {
        for text in ["magazziniere", "a b", "../x?y#z%", "è", "a1b2~_."] {
            assert_eq!(decode(&encode(text)).as_deref(), Some(text));
        }
        for other in ["", "%61", "%c3%a8", "a b", "%", "%FF", "è", "a+b"] {
            assert_eq!(decode(other), None, "{other}");
        }
    }
}
