//! Where a list goes on, as an opaque signed text. The signature covers the question too, so that a cursor of another
//! search is refused like a forged one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

const TAG_BYTES: usize = 16;

/// Signs cursors. The key is made at first start and kept in the database, so that restarts break no open page.
#[derive(Clone)]
pub struct CursorKey(Vec<u8>);

impl CursorKey {
    pub fn new(secret: &str) -> Self {
        Self(secret.as_bytes().to_vec())
    }

    /// `question` is the canonical form of the search that `position` belongs to.
    pub fn sign(&self, question: &str, position: &str) -> String {
        let mut bytes = self.tag(question, position);
        bytes.extend_from_slice(position.as_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The position, when the cursor is one that [`CursorKey::sign`] gave for the same question.
    pub fn verify(&self, question: &str, cursor: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (tag, position) = bytes.split_at_checked(TAG_BYTES)?;
        let position = std::str::from_utf8(position).ok()?;
        self.mac(question, position).verify_truncated_left(tag).ok()?;
        Some(position.to_owned())
    }

    fn mac(&self, question: &str, position: &str) -> Hmac<Sha256> {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.update(question.as_bytes());
        mac.update(&[0]);
        mac.update(position.as_bytes());
        mac
    }

    fn tag(&self, question: &str, position: &str) -> Vec<u8> {
        let mut tag = self.mac(question, position).finalize().into_bytes().to_vec();
        tag.truncate(TAG_BYTES);
        tag
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_untouched_cursor_of_the_same_question_holds() {
        let key = CursorKey::new("secret");
        let cursor = key.sign("a=1", "2026-11-23.x");
        assert_eq!(key.verify("a=1", &cursor).as_deref(), Some("2026-11-23.x"));
        assert_eq!(key.verify("a=2", &cursor), None);
        assert_eq!(CursorKey::new("other").verify("a=1", &cursor), None);
        assert_eq!(key.verify("a=1", &URL_SAFE_NO_PAD.encode("short")), None);
        for bad in ["", "%", "AAAA", &format!("{cursor}A"), &cursor.replacen(&cursor[..1], "_", 1)] {
            assert_eq!(key.verify("a=1", bad), None, "{bad}");
        }
    }
}
