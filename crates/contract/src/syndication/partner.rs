//! Other people's sites that show our offers.

/// A partner's name in links and counts: 2 to 40 lower-case letters, digits and hyphens, as in `comune-di-lodi`. Anyone
/// may use any name: it is a claim to have sent a visitor, not a proof.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartnerId(String);

impl PartnerId {
    /// Accepts capitals as small letters. `None` for an invalid name.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_one = (2..=40).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-');
        is_one.then(|| Self(text.to_ascii_lowercase()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for PartnerId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::PartnerId;

    #[test]
    fn only_plain_names_are_partners() {
        assert_eq!(PartnerId::parse(" Comune-di-Lodi ").unwrap().as_str(), "comune-di-lodi");
        assert!(PartnerId::parse(&"a".repeat(40)).is_some());
        let long = "a".repeat(10_000);
        for wrong in ["", "a", "-a", "a-", "a b", "à-b", "<script>", "a/b", "a.b", long.as_str()] {
            assert!(PartnerId::parse(wrong).is_none(), "{wrong}");
        }
    }
}
