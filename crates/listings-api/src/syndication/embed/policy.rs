//! What the frame may do, and who may frame it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The Content-Security-Policy of a document with these styles and this script inline, and nothing else: no picture, no
/// form, no other script. `ancestors` are the origins whose pages may frame it; none: any.
pub fn security_policy(styles: &[&str], script: &str, ancestors: &[String]) -> String {
    let hashes = |texts: &[&str]| texts.iter().map(|text| format!(" '{}'", hash(text))).collect::<String>();
    // Left out rather than `*`, which means web pages alone: not a file, nor an app with pages of its own.
    let ancestors = match ancestors {
        [] => String::new(),
        listed => format!("; frame-ancestors {}", listed.join(" ")),
    };
    format!(
        "default-src 'none'; style-src{}; script-src{}; connect-src 'self'; base-uri 'none'; form-action 'none'{ancestors}",
        hashes(styles),
        hashes(&[script]),
    )
}

fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_in_the_document_runs() {
        let policy = security_policy(&["a{}"], "1", &[]);
        // openssl: printf 1 | openssl dgst -sha256 -binary | base64
        assert!(policy.contains("script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=';"), "{policy}");
        assert!(!policy.contains("frame-ancestors"), "{policy}");
        let listed = ["https://comune.example".to_owned(), "https://scuola.example".to_owned()];
        let policy = security_policy(&[], "", &listed);
        assert!(policy.ends_with("frame-ancestors https://comune.example https://scuola.example"), "{policy}");
    }
}
