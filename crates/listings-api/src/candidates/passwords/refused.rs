//! Passwords that are guessed first.

use std::collections::HashSet;
use std::sync::LazyLock;

use taxonomy::fold::fold;

static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../../data/common-passwords.txt").lines().map(str::trim).collect());

/// Whether a password is on the list of the most common ones, whatever its case.
pub fn is_common(password: &str) -> bool {
    COMMON.contains(password.to_lowercase().trim())
}

/// Whether a password is but the person's own name or address, whatever its case, accents and separators.
pub fn is_about_oneself(password: &str, name: &str, email: &str) -> bool {
    let squashed = |text: &str| fold(text).replace(' ', "");
    let own = squashed(password);
    let local = email.split('@').next().unwrap_or_default();
    password.to_lowercase() == email.to_lowercase()
        || [name, email, local].iter().any(|about| squashed(about) == own && !own.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everyone_takes_is_common() {
        for password in ["password", "Password", "123456789", "juventus"] {
            assert!(is_common(password), "{password}");
        }
        assert!(!is_common("cavallo batteria graffetta"));
    }

    #[test]
    fn ones_own_name_is_no_secret() {
        assert!(is_about_oneself("annarossi", "Anna Rossi", "a@b.it"));
        assert!(is_about_oneself("Anna.Rossi@posta.it", "X", "anna.rossi@posta.it"));
        assert!(is_about_oneself("anna-rossi", "X", "anna.rossi@posta.it"));
        assert!(!is_about_oneself("anna rossi va al mare", "Anna Rossi", "a@b.it"));
    }
}
