//! The saved offers, and the changes that the account does not know yet. Plain values, no browser.

use chrono::{DateTime, FixedOffset, Utc};
use contract::saved::MOST_SAVED;
use contract::{JobPostingSummary, SavedJobPosting, SavedOnDeviceItem};
use serde::{Deserialize, Serialize};

/// An offer as this device last saw it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavedCopy {
    pub id: String,
    pub saved_at: DateTime<FixedOffset>,
    pub seen_at: DateTime<Utc>,
    /// The API does not know the offer any more.
    #[serde(default)]
    pub is_gone: bool,
    /// A [`JobPostingSummary`] as JSON. Counting the copies needs no parsing, and a release that can't parse one still has
    /// its id to ask the API for.
    job_posting: String,
}

impl SavedCopy {
    pub fn new(job_posting: &JobPostingSummary, saved_at: DateTime<FixedOffset>, seen_at: DateTime<Utc>) -> Self {
        // The distance depends on the search it was found with; no card shows coordinates.
        let mut job_posting = JobPostingSummary { distance_km: None, ..job_posting.clone() };
        if let Some(location) = &mut job_posting.job_location {
            location.place = None;
        }
        // Serialising a summary can't fail. An empty text would only mean that the offer is fetched again by its id.
        let text = serde_json::to_string(&job_posting).unwrap_or_default();
        Self { id: job_posting.id, saved_at, seen_at, is_gone: false, job_posting: text }
    }

    pub fn summary(&self) -> Option<JobPostingSummary> {
        serde_json::from_str(&self.job_posting).ok()
    }

    /// Differs when the offer has changed: the key of its card.
    pub fn version(&self) -> String {
        format!("{}{}", self.is_gone, self.job_posting)
    }
}

/// A change that the account does not know yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Id of the offer.
    pub id: String,
    /// The copy to put back if the account refuses the removal; `None` if the offer was saved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<SavedCopy>,
    /// Tells it apart from the same change made again.
    #[serde(default)]
    made_at: DateTime<Utc>,
}

impl Change {
    fn new(id: String, removed: Option<SavedCopy>) -> Self {
        Self { id, removed, made_at: Utc::now() }
    }

    /// Name of the lock that a tab holds for a while after the account has accepted the change.
    pub fn lock_name(&self) -> String {
        format!("bacheca.saved.{}.{}", self.id, self.made_at.timestamp_millis())
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedJobPostings {
    /// Id of the account that the copies belong to; `None` while they belong to this device alone.
    pub account: Option<String>,
    /// Newest first.
    pub items: Vec<SavedCopy>,
    /// In the order in which they are sent; at most one for each offer.
    pub changes: Vec<Change>,
}

impl SavedJobPostings {
    pub fn has(&self, id: &str) -> bool {
        self.items.iter().any(|item| item.id == id)
    }

    pub fn is_full(&self) -> bool {
        self.items.len() >= MOST_SAVED
    }

    /// Saves an offer, sorted by time. `is_told`: the account has to be told.
    pub fn save(&mut self, item: SavedCopy, is_told: bool) {
        if is_told {
            self.tell(Change::new(item.id.clone(), None));
        }
        self.put(item);
    }

    /// Removes an offer and returns its copy, so that it can be put back. `is_told`: the account has to be told.
    pub fn remove(&mut self, id: &str, is_told: bool) -> Option<SavedCopy> {
        let index = self.items.iter().position(|item| item.id == id)?;
        let item = self.items.remove(index);
        if is_told {
            self.tell(Change::new(item.id.clone(), Some(item.clone())));
        }
        Some(item)
    }

    /// The account has accepted a change. A later change to the same offer stays in the list.
    pub fn settle(&mut self, change: &Change) -> bool {
        let before = self.changes.len();
        self.changes.retain(|other| other != change);
        self.changes.len() < before
    }

    /// The account has refused a change: undoes it. False if the same offer has been changed again since.
    pub fn undo(&mut self, change: &Change) -> bool {
        if !self.settle(change) {
            return false;
        }
        match &change.removed {
            Some(item) => self.put(item.clone()),
            None => self.items.retain(|item| item.id != change.id),
        }
        true
    }

    /// Replaces the copies with the account's list. Changes that the account does not know yet stay in effect.
    pub fn replace(&mut self, account: &str, list: &[SavedJobPosting], now: DateTime<Utc>) {
        let before = std::mem::take(&mut self.items);
        self.account = Some(account.to_owned());
        self.items = list.iter().map(|saved| SavedCopy::new(&saved.job_posting, saved.saved_at, now)).collect();
        for change in &self.changes {
            let known = self.items.iter().position(|item| item.id == change.id);
            match (known, &change.removed) {
                (Some(index), Some(_)) => {
                    self.items.remove(index);
                }
                (None, None) => {
                    if let Some(item) = before.iter().find(|item| item.id == change.id) {
                        insert(&mut self.items, item.clone());
                    }
                }
                _ => {}
            }
        }
    }

    /// Updates an offer's copy; `None` if the API does not know the offer any more.
    pub fn see(&mut self, id: &str, job_posting: Option<&JobPostingSummary>, now: DateTime<Utc>) {
        if let Some(item) = self.items.iter_mut().find(|item| item.id == id) {
            match job_posting {
                Some(job_posting) => *item = SavedCopy::new(job_posting, item.saved_at, now),
                None => {
                    item.is_gone = true;
                    item.seen_at = now;
                }
            }
        }
    }

    /// The newest copies that the account does not have yet, as many as it has room for.
    pub fn fitting(&self, in_account: &[SavedJobPosting]) -> Vec<SavedOnDeviceItem> {
        let is_new = |item: &&SavedCopy| !in_account.iter().any(|saved| saved.job_posting.id == item.id);
        self.items.iter().filter(is_new).take(MOST_SAVED.saturating_sub(in_account.len())).map(on_device).collect()
    }

    /// All copies, as the API takes them.
    pub fn on_device(&self) -> Vec<SavedOnDeviceItem> {
        self.items.iter().map(on_device).collect()
    }

    /// Only the last of several changes to an offer is sent.
    fn tell(&mut self, change: Change) {
        self.changes.retain(|other| other.id != change.id);
        self.changes.push(change);
    }

    fn put(&mut self, item: SavedCopy) {
        self.items.retain(|other| other.id != item.id);
        insert(&mut self.items, item);
    }
}

/// Inserts by time. The list is always sorted this way: `sort` would add more to the download than this whole file.
fn insert(items: &mut Vec<SavedCopy>, item: SavedCopy) {
    let index = items.partition_point(|other| other.saved_at > item.saved_at);
    items.insert(index, item);
}

fn on_device(item: &SavedCopy) -> SavedOnDeviceItem {
    SavedOnDeviceItem { id: item.id.clone(), saved_at: Some(item.saved_at) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: u32) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(&format!("2026-11-23T10:{minute:02}:00+01:00")).unwrap()
    }

    fn job_posting(id: &str) -> JobPostingSummary {
        serde_json::from_str(&format!(
            r#"{{"id":"{id}","title":"Magazziniere","status":"open","workplace_type":"on_site","total_job_openings":1,
                "date_posted":"2026-11-20T00:00:00+01:00","excerpt":"","distance_km":3.5,
                "job_location":{{"label":"Milano (MI)"}}}}"#
        ))
        .unwrap()
    }

    fn copy(id: &str, minute: u32) -> SavedCopy {
        SavedCopy::new(&job_posting(id), at(minute), at(minute).to_utc())
    }

    fn saved(id: &str, minute: u32) -> SavedJobPosting {
        SavedJobPosting { job_posting: job_posting(id), saved_at: at(minute) }
    }

    fn ids(job_postings: &SavedJobPostings) -> Vec<&str> {
        job_postings.items.iter().map(|item| item.id.as_str()).collect()
    }

    fn queue(job_postings: &SavedJobPostings) -> Vec<(&str, bool)> {
        job_postings.changes.iter().map(|change| (change.id.as_str(), change.removed.is_none())).collect()
    }

    #[test]
    fn saved_offers_are_read_back_from_their_text() {
        let mut job_postings = SavedJobPostings { account: Some("a".into()), ..SavedJobPostings::default() };
        job_postings.save(copy("a", 1), true);
        job_postings.save(copy("b", 2), true);
        job_postings.remove("a", true);
        let text = serde_json::to_string(&job_postings).unwrap();
        assert_eq!(serde_json::from_str::<SavedJobPostings>(&text).unwrap(), job_postings);
        assert_eq!(serde_json::from_str::<SavedJobPostings>("{}").unwrap(), SavedJobPostings::default());
        // As an earlier release kept it.
        assert!(serde_json::from_str::<Change>(r#"{"id":"a"}"#).is_ok());
    }

    #[test]
    fn a_copy_does_not_say_where_someone_searched() {
        let summary = copy("a", 1).summary().unwrap();
        assert_eq!(summary.distance_km, None);
        assert_eq!(summary.job_location.unwrap().label, "Milano (MI)");
    }

    #[test]
    fn newest_first_and_each_once() {
        let mut job_postings = SavedJobPostings::default();
        for (id, minute) in [("a", 1), ("b", 3), ("c", 2), ("a", 1)] {
            job_postings.save(copy(id, minute), false);
        }
        assert_eq!(ids(&job_postings), ["b", "c", "a"]);
        assert!(job_postings.changes.is_empty());
        assert!(!job_postings.is_full());
    }

    #[test]
    fn the_last_change_to_an_offer_is_the_one_that_is_sent() {
        let mut job_postings = SavedJobPostings::default();
        job_postings.save(copy("a", 1), true);
        job_postings.save(copy("b", 2), true);
        job_postings.remove("a", true);
        assert_eq!(queue(&job_postings), [("b", true), ("a", false)]);
        job_postings.save(copy("a", 1), true);
        assert_eq!(queue(&job_postings), [("b", true), ("a", true)]);
        assert_eq!(job_postings.remove("z", true), None);
    }

    #[test]
    fn a_change_made_during_the_sending_is_sent_too() {
        let mut job_postings = SavedJobPostings::default();
        job_postings.save(copy("a", 1), true);
        let sent = job_postings.changes[0].clone();
        job_postings.remove("a", true);
        assert!(!job_postings.settle(&sent));
        assert_eq!(queue(&job_postings), [("a", false)]);
        assert!(!job_postings.undo(&sent));
        assert!(ids(&job_postings).is_empty());
    }

    #[test]
    fn a_refusal_is_undone() {
        let mut job_postings = SavedJobPostings::default();
        job_postings.save(copy("a", 1), false);
        job_postings.save(copy("b", 2), true);
        job_postings.remove("a", true);
        for change in job_postings.changes.clone() {
            assert!(job_postings.undo(&change));
        }
        assert_eq!(ids(&job_postings), ["a"]);
        assert!(job_postings.changes.is_empty());
    }

    #[test]
    fn the_accounts_list_replaces_the_devices_but_not_unsent_changes() {
        let mut job_postings = SavedJobPostings::default();
        job_postings.save(copy("old", 1), false);
        job_postings.save(copy("new", 5), true);
        job_postings.save(copy("unwanted", 3), false);
        job_postings.remove("unwanted", true);
        job_postings.replace("me", &[saved("there", 4), saved("unwanted", 3)], at(9).to_utc());
        assert_eq!(ids(&job_postings), ["new", "there"]);
        assert_eq!(job_postings.account.as_deref(), Some("me"));
        assert_eq!(queue(&job_postings), [("new", true), ("unwanted", false)]);
    }

    #[test]
    fn an_account_gets_as_many_of_the_newest_as_it_has_room_for() {
        let mut job_postings = SavedJobPostings::default();
        for (id, minute) in [("a", 1), ("b", 2), ("c", 3)] {
            job_postings.save(copy(id, minute), false);
        }
        let mut list = vec![saved("c", 0)];
        list.extend((0..MOST_SAVED - 2).map(|index| saved(&format!("x{index}"), 0)));
        let fitting: Vec<_> = job_postings.fitting(&list).into_iter().map(|item| item.id).collect();
        assert_eq!(fitting, ["b"]);
        assert_eq!(job_postings.on_device().len(), 3);
    }

    #[test]
    fn an_offer_that_has_gone_is_still_shown_as_it_was() {
        let mut job_postings = SavedJobPostings::default();
        job_postings.save(copy("a", 1), false);
        job_postings.see("a", None, at(9).to_utc());
        assert!(job_postings.items[0].is_gone && job_postings.items[0].summary().is_some());
        let renamed = JobPostingSummary { title: "Mulettista".into(), ..job_posting("a") };
        job_postings.see("a", Some(&renamed), at(10).to_utc());
        assert!(!job_postings.items[0].is_gone);
        assert_eq!(job_postings.items[0].saved_at, at(1));
        assert_eq!(job_postings.items[0].summary().unwrap().title, "Mulettista");
    }
}
