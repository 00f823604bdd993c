//! schema.org in JSON-LD, for search engines. Everything here must also be visible on the page: Google penalises
//! anything else. No I/O, no views: the API and the static prerenderer write the same.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must fail"))]

mod article;
mod breadcrumbs;
mod job_posting;
mod site;

pub use article::article;
pub use breadcrumbs::breadcrumbs;
pub use job_posting::job_posting;
pub use site::Site;

use serde_json::Value;

/// For the content of `<script type="application/ld+json">`: no text in it can close the element, open a comment, or
/// end a line of a script.
pub fn script_text(value: &Value) -> String {
    let mut text = String::new();
    for c in value.to_string().chars() {
        match c {
            '<' => text.push_str("\\u003c"),
            '>' => text.push_str("\\u003e"),
            '&' => text.push_str("\\u0026"),
            '\u{2028}' => text.push_str("\\u2028"),
            '\u{2029}' => text.push_str("\\u2029"),
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_script() {
        let hostile = serde_json::json!({"title": "</script><!--<script>alert(1)&amp;\u{2028}\u{2029}\"\\"});
        let text = script_text(&hostile);
        assert!(!text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), hostile);
    }
}
