//! What partners bring: views of our offers in their pages, and clicks that lead here. Sums per partner and day, nothing
//! about persons, and nothing that could be linked to one.

use std::collections::HashMap;
use std::io::Write;
use std::ops::RangeInclusive;
use std::time::Duration;

use chrono::NaiveDate;
use contract::PartnerId;
use contract::deadline::rome_date;

use crate::jobs;
use crate::listings::reports::listing::LeftOut;
use crate::state::AppState;
use crate::syndication::partners::tally::Event;
use store::Store;
use store::partner_days::{self, Row};

/// How often what was counted is written down: a busy partner must not cost a commit per visitor. A crash loses as much.
const STORE_EVERY: Duration = Duration::from_secs(10);

/// Writes down what is counted until the server stops.
pub async fn run_counting(state: AppState) {
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

#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    views: i64,
    clicks: i64,
}

fn sums(rows: &[Row], days: &RangeInclusive<NaiveDate>) -> String {
    let mut sums: HashMap<&str, Sum> = HashMap::new();
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
