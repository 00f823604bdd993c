//! What partners have brought since it was last written down.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::NaiveDate;
use contract::PartnerId;

use store::partner_days::Row;

/// Partners counted between two of these. Anyone may invent a name: a flood of them must not fill the disk, and drives out
/// whoever was counted least.
const MOST_PARTNERS: usize = 500;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// An offer was on somebody's screen.
    View,
    /// Somebody came to the site.
    Click,
}

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    views: i64,
    clicks: i64,
}

/// What has not been written down yet.
#[derive(Default)]
pub struct PartnerCounts(Mutex<HashMap<(PartnerId, NaiveDate), Count>>);

impl PartnerCounts {
    /// `false`: too many partners at once, what was counted least has made place.
    pub fn count(&self, partner: PartnerId, day: NaiveDate, event: Event) -> bool {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (partner, day);
        let has_room = counts.len() < MOST_PARTNERS || counts.contains_key(&key);
        if !has_room {
            let least = counts.iter().min_by_key(|(_, count)| count.views + count.clicks).map(|(key, _)| key.clone());
            least.and_then(|least| counts.remove(&least));
        }
        let count = counts.entry(key).or_default();
        match event {
            Event::View => count.views += 1,
            Event::Click => count.clicks += 1,
        }
        has_room
    }

    pub(super) fn take(&self) -> Vec<Row> {
        let counts = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let row = |((partner, day), count): ((PartnerId, NaiveDate), Count)| Row {
            partner: partner.as_str().to_owned(),
            day: day.to_string(),
            views: count.views,
            clicks: count.clicks,
        };
        counts.into_iter().map(row).collect()
    }

    pub(super) fn put_back(&self, rows: Vec<Row>) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for row in rows {
            if let (Some(partner), Ok(day)) = (PartnerId::parse(&row.partner), row.day.parse()) {
                let count = counts.entry((partner, day)).or_default();
                count.views += row.views;
                count.clicks += row.clicks;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_names_stays_bounded_and_drives_out_no_one_who_is_seen_more() {
        let counts = PartnerCounts::default();
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let name = |number: usize| PartnerId::parse(&format!("partner-{number}")).unwrap();
        assert!((0..MOST_PARTNERS).all(|number| counts.count(name(number), day, Event::View)));
        assert!(counts.count(name(3), day, Event::Click));
        assert!((0..5_000).all(|number| !counts.count(name(MOST_PARTNERS + number), day, Event::View)));
        let rows = counts.take();
        assert_eq!((rows.len(), counts.take().len()), (MOST_PARTNERS, 0));
        counts.put_back(rows);
        let rows = counts.take();
        let third = rows.iter().find(|row| row.partner == "partner-3").unwrap();
        assert_eq!((third.views, third.clicks), (1, 1));
    }
}
