//! Identifies the sender of a notification to push services (RFC 8292).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use web_push_native::p256::ecdsa::signature::Signer;
use web_push_native::p256::ecdsa::{Signature, SigningKey};

/// Longest that a signature may hold is a day; in seconds.
const HOLDS: i64 = 12 * 60 * 60;

/// The key that browsers are told, and with whose other half every notification is signed.
pub struct VapidKey {
    key: SigningKey,
    /// Uncompressed point, base64url.
    pub public: String,
}

#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("the key of notifications is not 32 bytes in base64url that are a private key of P-256")]
    Malformed,
    #[error("random numbers: {0}")]
    Random(String),
}

impl VapidKey {
    /// From the text that other programs for Web Push keep their private key in.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let bytes = URL_SAFE_NO_PAD.decode(text.trim().trim_end_matches('=')).map_err(|_| KeyError::Malformed)?;
        let key = SigningKey::from_slice(&bytes).map_err(|_| KeyError::Malformed)?;
        let public = URL_SAFE_NO_PAD.encode(key.verifying_key().to_encoded_point(false).as_bytes());
        Ok(Self { key, public })
    }

    /// A new key as text.
    pub fn generate() -> Result<String, KeyError> {
        // Nearly every number is a key.
        for _ in 0..8 {
            let mut bytes = [0_u8; 32];
            getrandom::fill(&mut bytes).map_err(|error| KeyError::Random(error.to_string()))?;
            if SigningKey::from_slice(&bytes).is_ok() {
                return Ok(URL_SAFE_NO_PAD.encode(bytes));
            }
        }
        Err(KeyError::Malformed)
    }

    /// The `Authorization` for messages to a push service (`https://push.example`) at a time in Unix seconds. `contact`
    /// is a `mailto:` or a page for its operators.
    pub fn authorization(&self, push_service: &str, contact: &str, now: i64) -> String {
        let part = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let head = part(json!({ "typ": "JWT", "alg": "ES256" }));
        let claims = part(json!({ "aud": push_service, "exp": now + HOLDS, "sub": contact }));
        let signed = format!("{head}.{claims}");
        let signature: Signature = self.key.sign(signed.as_bytes());
        format!("vapid t={signed}.{}, k={}", URL_SAFE_NO_PAD.encode(signature.to_bytes()), self.public)
    }
}

#[cfg(test)]
mod tests {
    use web_push_native::p256::ecdsa::VerifyingKey;
    use web_push_native::p256::ecdsa::signature::Verifier;

    use super::*;

    #[test]
    fn the_public_half_verifies_what_was_signed() {
        let key = VapidKey::parse(&VapidKey::generate().unwrap()).unwrap();
        let text = key.authorization("https://push.example", "mailto:a@b.example", 1_000);
        let (token, public) = text.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
        let verifying = VerifyingKey::from_sec1_bytes(&decode(public)).unwrap();
        verifying.verify(signed.as_bytes(), &Signature::from_slice(&decode(signature)).unwrap()).unwrap();
        let claims: serde_json::Value = serde_json::from_slice(&decode(signed.split_once('.').unwrap().1)).unwrap();
        assert_eq!(claims, json!({"aud": "https://push.example", "exp": 44_200, "sub": "mailto:a@b.example"}));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "abc", &"A".repeat(43), &"/".repeat(43), &"A".repeat(44)] {
            assert!(VapidKey::parse(text).is_err(), "{text}");
        }
        assert_ne!(VapidKey::generate().unwrap(), VapidKey::generate().unwrap());
    }
}
