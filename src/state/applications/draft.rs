//! Drafts of applications, stored on the device: a reload, a lost network or the end of a session lose nothing. The CV
//! itself is in the file store.

use contract::Profile;
use serde::{Deserialize, Serialize};

use crate::browser::device::storage;

/// Key of the drafts in local storage.
pub const KEY: &str = "bacheca.applications";
/// Seconds after the last change until a draft is deleted: 30 days.
const KEPT_FOR: i64 = 30 * 24 * 60 * 60;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApplicationDraft {
    /// Id of the offer.
    pub job_posting: String,
    /// The offer's title and place, for when the offer can't be fetched.
    pub title: String,
    /// Id of the account that it belongs to; empty until that is known.
    pub account: String,
    /// The account's email instead of its id, in drafts of earlier releases. A tab of such a release may still be open.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub owner: String,
    pub message: String,
    pub phone: String,
    pub cv: Option<DraftCv>,
    /// Idempotency key of this content: sent again, it makes no second application.
    pub key: String,
    /// Is it waiting to be sent when the network is back?
    pub is_queued: bool,
    /// Seconds since 1970.
    pub changed_at: i64,
}

/// A file that was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftCv {
    /// Its mark in the file store.
    pub id: String,
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// If false, the device stores no files and a reload loses it.
    pub is_kept: bool,
}

impl ApplicationDraft {
    /// Does it belong to an account?
    pub fn is_claimed(&self) -> bool {
        !self.account.is_empty() || !self.owner.is_empty()
    }

    pub fn is_of(&self, profile: &Profile) -> bool {
        if self.account.is_empty() { self.owner == profile.email } else { self.account == profile.id }
    }

    pub fn claim(&mut self, account: String) {
        self.account = account;
        self.owner.clear();
    }

    /// Is there nothing in it that someone would miss?
    pub fn is_empty(&self) -> bool {
        self.message.trim().is_empty() && self.phone.trim().is_empty() && self.cv.is_none()
    }

    /// Changed content gets a new key: for the API it is another application.
    pub fn change_texts(&mut self, message: String, phone: String, key: String) {
        if self.message != message || self.phone != phone {
            (self.message, self.phone, self.key) = (message, phone, key);
        }
    }

    /// Changes the key too, as [`Self::change_texts`] does.
    pub fn change_cv(&mut self, cv: Option<DraftCv>, key: String) {
        if self.cv != cv {
            (self.cv, self.key) = (cv, key);
        }
    }

    fn is_stale(&self, now: i64) -> bool {
        now - self.changed_at > KEPT_FOR
    }

    /// The draft after a reload: a file that was not stored is lost.
    fn after_reload(mut self, key: String) -> Self {
        if self.cv.as_ref().is_some_and(|cv| !cv.is_kept) {
            self.change_cv(None, key);
            self.is_queued = false;
        }
        self
    }
}

/// The drafts on the device, which another tab may have changed.
pub fn read() -> Vec<ApplicationDraft> {
    storage::read(KEY).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// The drafts on the device after a reload, and the ids of the offers whose drafts are too old.
pub fn read_after_reload(now: i64, new_key: impl Fn() -> String) -> (Vec<ApplicationDraft>, Vec<String>) {
    let (stale, fresh): (Vec<_>, Vec<_>) = read().into_iter().partition(|draft| draft.is_stale(now));
    let fresh = fresh.into_iter().map(|draft| draft.after_reload(new_key())).collect();
    (fresh, stale.into_iter().map(|draft| draft.job_posting).collect())
}

pub fn keep(drafts: &[ApplicationDraft]) {
    if drafts.is_empty() {
        storage::remove(KEY);
    } else if let Ok(text) = serde_json::to_string(drafts) {
        storage::write(KEY, &text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cv(id: &str, is_kept: bool) -> DraftCv {
        DraftCv { id: id.to_owned(), name: "cv.pdf".to_owned(), size: 1, is_kept }
    }

    #[test]
    fn the_key_changes_with_the_content_alone() {
        let mut draft = ApplicationDraft { key: "a".to_owned(), ..ApplicationDraft::default() };
        draft.change_texts(String::new(), String::new(), "b".to_owned());
        draft.change_cv(None, "b".to_owned());
        assert_eq!(draft.key, "a");
        draft.change_texts("Buongiorno".to_owned(), String::new(), "b".to_owned());
        assert_eq!(draft.key, "b");
        draft.change_texts("Buongiorno".to_owned(), "333 1234567".to_owned(), "c".to_owned());
        assert_eq!(draft.key, "c");
        draft.change_cv(Some(cv("1", true)), "d".to_owned());
        assert_eq!(draft.key, "d");
        // The same name and size may be another file.
        draft.change_cv(Some(cv("2", true)), "e".to_owned());
        assert_eq!(draft.key, "e");
    }

    #[test]
    fn a_reload_takes_what_the_device_does_not_keep() {
        let draft = ApplicationDraft { is_queued: true, cv: Some(cv("1", false)), ..ApplicationDraft::default() };
        let after = draft.clone().after_reload("b".to_owned());
        assert_eq!((after.cv, after.is_queued, after.key.as_str()), (None, false, "b"));
        let kept = ApplicationDraft { cv: Some(cv("1", true)), ..draft };
        assert_eq!(kept.clone().after_reload("b".to_owned()), kept);
    }

    #[test]
    fn a_draft_is_its_accounts_whatever_email_that_has() {
        let profile = |id: &str, email: &str| -> Profile {
            serde_json::from_str(&format!(
                r#"{{"id":"{id}","email":"{email}","name":"","radius_km":30,"occupations":[],"language":"it",
                    "marketing_consent":false,"saved_reminders":true,"alert_emails":true,
                    "created_at":"2026-11-23T10:00:00Z"}}"#
            ))
            .unwrap()
        };
        let mut draft = ApplicationDraft { owner: "anna@posta.example".to_owned(), ..ApplicationDraft::default() };
        assert!(draft.is_claimed() && draft.is_of(&profile("a", "anna@posta.example")));
        assert!(!draft.is_of(&profile("a", "anna.rossi@posta.example")));
        draft.claim("a".to_owned());
        assert!(draft.is_claimed() && draft.is_of(&profile("a", "anna.rossi@posta.example")));
        assert!(!draft.is_of(&profile("b", "anna@posta.example")));
        // A tab of the release before finds no email that is not its own.
        assert!(!serde_json::to_string(&draft).unwrap().contains("owner"));
        assert!(!ApplicationDraft::default().is_claimed());
    }

    #[test]
    fn drafts_are_kept_for_thirty_days() {
        let draft = ApplicationDraft { changed_at: 1_000_000, ..ApplicationDraft::default() };
        assert!(!draft.is_stale(1_000_000 + KEPT_FOR));
        assert!(draft.is_stale(1_000_001 + KEPT_FOR));
    }

    #[test]
    fn drafts_of_another_release_are_read_as_far_as_they_go() {
        let text = r#"[{"job_posting":"a1","message":"Ciao","colour":"green"}]"#;
        let drafts: Vec<ApplicationDraft> = serde_json::from_str(text).unwrap();
        assert_eq!(drafts.first().map(|draft| draft.message.as_str()), Some("Ciao"));
        assert!(!drafts.iter().any(ApplicationDraft::is_empty));
    }
}
