use chrono::{DateTime, Utc};
use contract::deadline::rome_date;
use contract::{Deadline, JobPostingSummary};

use crate::i18n::labels;
use crate::state::saved::SavedCopy;

/// Days before its deadline in which an offer counts as closing.
const CLOSING_DAYS: i64 = 3;

#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub copy: SavedCopy,
    pub job_posting: JobPostingSummary,
}

/// The saved offers as the page shows them: in each section the last saved first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sections {
    pub closing: Vec<Entry>,
    pub open: Vec<Entry>,
    pub ended: Vec<Entry>,
}

impl Sections {
    /// Copies that this release can't parse are left out until they have been fetched again.
    pub fn new(items: &[SavedCopy], now: DateTime<Utc>) -> Self {
        let mut sections = Self::default();
        items.iter().for_each(|copy| sections.add(copy, now));
        sections
    }

    /// Adds an offer to its section.
    fn add(&mut self, copy: &SavedCopy, now: DateTime<Utc>) {
        let Some(job_posting) = copy.summary() else { return };
        let end = job_posting.valid_through;
        let is_ended = copy.is_gone || labels::ended(&job_posting.status).is_some();
        let section = match Deadline::of(end, now) {
            _ if is_ended => &mut self.ended,
            Deadline::Expired(_) => &mut self.ended,
            Deadline::Today | Deadline::Tomorrow => &mut self.closing,
            Deadline::On(day) if (day - rome_date(now)).num_days() <= CLOSING_DAYS => &mut self.closing,
            Deadline::On(_) | Deadline::Open => &mut self.open,
        };
        let is_before = |other: &Entry| other.copy.saved_at > copy.saved_at;
        let index = section.iter().rposition(is_before).map_or(0, |index| index + 1);
        section.insert(index, Entry { copy: copy.clone(), job_posting });
    }

    pub fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    /// Id of the offer that takes a removed one's place: the next one, or else the one before it.
    pub fn after(&self, removed: &SavedCopy, now: DateTime<Utc>) -> Option<String> {
        let mut before = self.clone();
        before.add(removed, now);
        let ids: Vec<&str> = before.all().map(|entry| entry.copy.id.as_str()).collect();
        let index = ids.iter().position(|id| *id == removed.id)?;
        let next = ids.get(index + 1).or_else(|| ids.get(index.checked_sub(1)?));
        next.map(|id| (*id).to_owned())
    }

    fn all(&self) -> impl Iterator<Item = &Entry> {
        self.closing.iter().chain(&self.open).chain(&self.ended)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-23T09:00:00Z".parse().unwrap()
    }

    fn copy(id: &str, minute: u32, more: &str) -> SavedCopy {
        let job_posting: JobPostingSummary = serde_json::from_str(&format!(
            r#"{{"id":"{id}","title":"Magazziniere","workplace_type":"on_site","total_job_openings":1,
                "date_posted":"2026-11-20T00:00:00+01:00","excerpt":"",{more}}}"#
        ))
        .unwrap();
        let saved_at = DateTime::parse_from_rfc3339(&format!("2026-11-22T10:{minute:02}:00+01:00")).unwrap();
        SavedCopy::new(&job_posting, saved_at, now())
    }

    fn until(day: u32) -> String {
        format!(r#""status":"open","valid_through":"2026-11-{day}T23:59:59+01:00""#)
    }

    fn ids(entries: &[Entry]) -> Vec<&str> {
        entries.iter().map(|entry| entry.copy.id.as_str()).collect()
    }

    fn items() -> Vec<SavedCopy> {
        let mut items = vec![
            copy("far", 9, &until(27)),
            copy("close", 8, &until(26)),
            copy("filled", 7, r#""status":"filled""#),
            copy("open", 6, r#""status":"open""#),
            copy("today", 5, &until(23)),
            copy("past", 4, &until(22)),
        ];
        items.sort_by_key(|copy| std::cmp::Reverse(copy.saved_at));
        items
    }

    #[test]
    fn what_closes_within_three_days_comes_first_and_what_has_ended_last() {
        let mut items = items();
        let mut gone = copy("gone", 3, r#""status":"open""#);
        gone.is_gone = true;
        items.push(gone);
        let sections = Sections::new(&items, now());
        assert_eq!(ids(&sections.closing), ["close", "today"]);
        assert_eq!(ids(&sections.open), ["far", "open"]);
        assert_eq!(ids(&sections.ended), ["filled", "past", "gone"]);
        assert!(!sections.is_empty() && Sections::new(&[], now()).is_empty());
    }

    #[test]
    fn the_focus_goes_to_the_next_card_or_the_one_before() {
        let items = items();
        let after = |id: &str| {
            let (removed, rest): (Vec<_>, Vec<_>) = items.iter().cloned().partition(|copy| copy.id == id);
            Sections::new(&rest, now()).after(&removed[0], now())
        };
        assert_eq!(after("close").as_deref(), Some("today"));
        assert_eq!(after("today").as_deref(), Some("far"));
        assert_eq!(after("open").as_deref(), Some("filled"));
        assert_eq!(after("past").as_deref(), Some("filled"));
        assert_eq!(Sections::default().after(&items[0], now()), None);
    }
}
