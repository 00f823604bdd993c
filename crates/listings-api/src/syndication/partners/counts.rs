//! What partners bring: views of our offers in their pages, and clicks that lead here. Sums per partner and day, nothing
//! about persons, and nothing that could be linked to one.

use std::collections::HashMap;
use std::io::Write;
use std::ops::RangeInclusive;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::NaiveDate;
use contract::PartnerId;
use contract::deadline::rome_date;

use crate::jobs;
use crate::listings::reports::listing::LeftOut;
use crate::state::AppState;
use store::Store;
use store::partner_days::{self, Row};

/// How often what was counted is written down: a busy partner must not cost a commit per visitor. A crash loses as much.
const STORE_EVERY: Duration = Duration::from_secs(10);
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

    fn take(&self) -> Vec<Row> {
        let counts = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let row = |((partner, day), count): ((PartnerId, NaiveDate), Count)| Row {
            partner: partner.as_str().to_owned(),
            day: day.to_string(),
            views: count.views,
            clicks: count.clicks,
        };
        counts.into_iter().map(row).collect()
    }

    fn put_back(&self, rows: Vec<Row>) {
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

/// Writes down what is counted until the server stops.
pub async fn follow(state: AppState) {
    jobs::repeat(state, "partner_counts", STORE_EVERY, |state| async move { store(&state).await }).await;
}

/// Writes down what has been counted so far; what can't be written is kept for the next time.
pub async fn store(state: &AppState) -> Result<(), store::Error> {
    let rows = state.partner_counts.take();
    if rows.is_empty() {
        return Ok(());
    }
    let stored = partner_days::add(&state.store, &rows).await;
    if stored.is_err() {
        state.partner_counts.put_back(rows);
    }
    stored
}

/// Counts one thing today.
pub fn count(state: &AppState, partner: PartnerId, event: Event) {
    let day = rome_date(state.clock.now());
    if !state.partner_counts.count(partner, day, event) {
        tracing::warn!("more partners at once than are counted; the least one was left out");
    }
}

/// Writes the sums of these days, most views first; or the days themselves as CSV. Gives the rows that could not be read:
/// they do not stop the others. An output that is closed early (`| head`) is no error.
pub async fn report(
    store: &Store,
    days: RangeInclusive<NaiveDate>,
    is_csv: bool,
    output: &mut impl Write,
) -> Result<Vec<LeftOut>, Box<dyn std::error::Error>> {
    let (mut rows, mut left_out) = (Vec::new(), Vec::new());
    for row in partner_days::list(store, &days).await? {
        match row {
            Ok(row) => rows.push(row),
            Err(error) => left_out.push(LeftOut::new("a partner's day", error)),
        }
    }
    let text = if is_csv { days_as_csv(&rows)? } else { sums(&rows, &days) };
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
        written => written?,
    }
    Ok(left_out)
}

fn days_as_csv(rows: &[Row]) -> Result<String, Box<dyn std::error::Error>> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(["partner", "day", "views", "clicks"])?;
    for row in rows {
        csv.write_record([&row.partner, &row.day, &row.views.to_string(), &row.clicks.to_string()])?;
    }
    Ok(String::from_utf8(csv.into_inner()?)?)
}

fn sums(rows: &[Row], days: &RangeInclusive<NaiveDate>) -> String {
    let mut sums: HashMap<&str, Count> = HashMap::new();
    for row in rows {
        let sum = sums.entry(&row.partner).or_default();
        sum.views += row.views;
        sum.clicks += row.clicks;
    }
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_by_key(|(partner, count)| (std::cmp::Reverse((count.views, count.clicks)), *partner));
    let head = format!("{} to {}\n{:<40} {:>10} {:>10}\n", days.start(), days.end(), "partner", "views", "clicks");
    sums.into_iter().fold(head, |mut text, (partner, count)| {
        // Writing to a string cannot fail.
        let _ = std::fmt::Write::write_fmt(
            &mut text,
            format_args!("{partner:<40} {:>10} {:>10}\n", count.views, count.clicks),
        );
        text
    })
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
