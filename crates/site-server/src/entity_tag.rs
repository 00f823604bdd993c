//! Entity tags (RFC 9110 §8.8.3) of what is answered.

use axum::http::{HeaderMap, HeaderValue, header};

/// Whether the client already has the version with this tag.
pub fn is_known(asked: &HeaderMap, tag: &HeaderValue) -> bool {
    let Ok(tag) = tag.to_str() else { return false };
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.into_iter().any(|value| matches(value, tag))
}

/// Weakly (RFC 9110 §13.1.2): the tag stands for the content, compressed or not.
fn matches(if_none_match: &str, tag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    if_none_match.trim() == "*" || if_none_match.split(',').any(|known| bare(known) == bare(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_match_weakly_and_in_lists() {
        assert!(matches("\"a\"", "\"a\""));
        assert!(matches("W/\"a\"", "\"a\""));
        assert!(matches("\"a\"", "W/\"a\""));
        assert!(matches("\"x\", \"a\"", "\"a\""));
        assert!(matches("*", "\"a\""));
        assert!(!matches("\"b\"", "\"a\""));
        // A list of tags has no such member.
        assert!(!matches("\"b\", *", "\"a\""));
    }
}
