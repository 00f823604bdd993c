//! What the link at the end of an email ends, signed so that nobody can make one up.

use crate::http::cursor::CursorKey;

/// What the token is signed for.
const PURPOSE: &str = "unsubscribe";
const ALERT: &str = "alert";
const SAVED_REMINDERS: &str = "saved_reminders";

/// Emails that come again and again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subscription {
    /// About new offers, by the alert's id.
    Alert(String),
    /// About kept offers that are about to close, by the account's id.
    SavedReminders(String),
}

impl Subscription {
    pub fn token(&self, key: &CursorKey) -> String {
        let (kind, id) = match self {
            Self::Alert(id) => (ALERT, id),
            Self::SavedReminders(id) => (SAVED_REMINDERS, id),
        };
        key.sign(PURPOSE, &format!("{kind}:{id}"))
    }

    /// `None`: not a token of ours.
    pub fn of(token: &str, key: &CursorKey) -> Option<Self> {
        let signed = key.verify(PURPOSE, token)?;
        match signed.split_once(':')? {
            (ALERT, id) => Some(Self::Alert(id.to_owned())),
            (SAVED_REMINDERS, id) => Some(Self::SavedReminders(id.to_owned())),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_says_what_it_ends_and_cannot_be_made_up() {
        let key = CursorKey::new("secret");
        for subscription in [Subscription::Alert("a".to_owned()), Subscription::SavedReminders("a".to_owned())] {
            assert_eq!(Subscription::of(&subscription.token(&key), &key), Some(subscription.clone()));
            assert_eq!(Subscription::of(&subscription.token(&CursorKey::new("other")), &key), None);
        }
        for other in ["a", "accounts:a"] {
            assert_eq!(Subscription::of(&key.sign(PURPOSE, other), &key), None);
        }
    }
}
