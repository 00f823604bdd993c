use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::hash;
use crate::http::error::ApiError;

/// 256 random bits. The text is in the cookie or the link, its hash in the database: whoever reads a copy of it can't
/// sign in.
pub struct Token(String);

impl Token {
    pub fn new() -> Result<Self, ApiError> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).map_err(|error| ApiError::Internal(format!("random numbers: {error}")))?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn hash(&self) -> String {
        token_hash(&self.0)
    }
}

/// A token has all the entropy it needs: no salt, no slow hash.
pub fn token_hash(token: &str) -> String {
    hash::hex(&hash::sha256([token.as_bytes()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_long_and_differ() {
        let (one, two) = (Token::new().unwrap(), Token::new().unwrap());
        assert_eq!(one.as_str().len(), 43);
        assert_ne!(one.as_str(), two.as_str());
        assert_ne!(one.hash(), one.as_str());
    }
}
