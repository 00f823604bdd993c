//! Records in, offers stored: read one after the other, checked on all cores, written in order by the one writer, in one
//! transaction. What is under way is bounded, however long the file.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use tokio::task::{JoinHandle, spawn_blocking};

use super::check::Checker;
use super::formats::Reader;
use super::reading::Records;
use super::record::RawRecord;
use super::source::SourcePosting;
use crate::hash::base32_number;
use crate::imports::{ImportError, Report};
use crate::listings::search;
use crate::state::AppState;
use store::articles::Change;
use store::job_postings::{self as rows, Prepared};
use store::settings;

/// Records checked and written together.
const BATCH: usize = 500;
/// Goes up when the same record is read into something else than before: then none is passed over.
const READING_VERSION: u32 = 2;

/// What came of a record.
enum Outcome {
    /// It is the record it was before; the number of its id.
    Known(u64),
    LeftOut(String),
    Offer(Box<Prepared>),
    /// No record: only notes on the file.
    Remark,
}

struct Checked {
    line: usize,
    /// What people know the record by.
    shown: String,
    notes: Vec<String>,
    outcome: Outcome,
}

/// Takes records in, all of them or, on an error of the file or the database, none.
pub async fn take_in(
    state: &AppState,
    records: Records,
    reader: Reader,
    mut report: Report,
    has_relative_dates: bool,
) -> Result<Report, ImportError> {
    let now = state.clock.now();
    let checker = Checker::new(Arc::clone(&state.taxonomy), now, has_relative_dates);
    let today = has_relative_dates.then(|| contract::deadline::rome_date(now));
    let worker = Arc::new(Worker {
        checker,
        basis: format!("{READING_VERSION}.{}.{today:?}.{}", state.taxonomy_hash, reader.basis()),
        reader,
        known: rows::source_hashes(&state.store).await?,
    });
    let mut tx = state.store.begin_write().await?;
    let before = settings::generation(&mut tx).await?;
    let mut is_changed = false;
    let mut lines: HashMap<u64, usize> = HashMap::new();
    let mut batches = Batches::new(records, worker);
    while let Some(batch) = batches.next().await? {
        let mut offers = Vec::with_capacity(batch.len());
        for Checked { line, shown, notes, outcome } in batch {
            let number = match &outcome {
                Outcome::Known(number) => Some(*number),
                Outcome::Offer(offer) => Some(base32_number(&offer.id)),
                Outcome::LeftOut(_) | Outcome::Remark => None,
            };
            // The first of an identifier is taken, whatever comes after it.
            let first = number.and_then(|number| lines.insert(number, line).map(|first| (number, first)));
            match (outcome, first) {
                (_, Some((number, first))) => {
                    lines.insert(number, first);
                    report.leave_out(line, &shown, format!("the same identifier as line {first}"));
                }
                (Outcome::LeftOut(reason), None) => report.leave_out(line, &shown, reason),
                (Outcome::Known(_), None) => report.count(Change::Unchanged),
                (Outcome::Offer(offer), None) => offers.push(*offer),
                (Outcome::Remark, None) => {}
            }
            for reason in notes {
                report.note(line, &shown, reason);
            }
        }
        for change in rows::put_all(&mut tx, &offers, before + 1).await? {
            is_changed |= change != Change::Unchanged;
            report.count(change);
        }
    }
    if is_changed {
        settings::put_generation(&mut tx, before + 1).await?;
    }
    tx.commit().await?;
    // After the commit: should this be broken off, the next start finds the index behind and brings it up to date.
    match search::update_index(&state.listings).await {
        Err(error) if error.is_busy() => report.note(0, "", "the search index follows in a moment"),
        done => done?,
    }
    Ok(report)
}

struct Worker {
    checker: Checker,
    reader: Reader,
    basis: String,
    /// Hash of the record as it was → number of the id.
    known: HashMap<i64, u64>,
}

impl Worker {
    /// What came of each offer of a record: of none where it is something else and no error either.
    fn check(&self, record: RawRecord) -> Vec<Checked> {
        let line = record.line;
        let hash = record.hash(&self.basis);
        if let Some(number) = hash.and_then(|hash| self.known.get(&hash)) {
            return vec![Checked { line, shown: String::new(), notes: Vec::new(), outcome: Outcome::Known(*number) }];
        }
        let notes: Vec<String> = record.note.iter().cloned().collect();
        if record.is_remark() {
            return vec![Checked { line, shown: String::new(), notes, outcome: Outcome::Remark }];
        }
        let read = record.read(&self.reader);
        // A hash stands for one offer.
        let hash = hash.filter(|_| read.len() == 1);
        read.into_iter().map(|source| self.check_one(line, hash, source, notes.clone())).collect()
    }

    fn check_one(
        &self,
        line: usize,
        hash: Option<i64>,
        source: Result<SourcePosting, String>,
        mut notes: Vec<String>,
    ) -> Checked {
        let source = match source {
            Ok(source) => source,
            Err(reason) => return Checked { line, shown: String::new(), notes, outcome: Outcome::LeftOut(reason) },
        };
        let shown = source.shown_name();
        let checked = self.checker.check(&source, &mut notes);
        let outcome = match checked.and_then(|posting| Prepared::new(posting, hash).map_err(|error| error.to_string()))
        {
            Ok(prepared) => Outcome::Offer(Box::new(prepared)),
            Err(reason) => Outcome::LeftOut(reason),
        };
        Checked { line, shown, notes, outcome }
    }
}

type Read = (Records, Vec<RawRecord>);

/// Batches in order, some of them being checked while others are written.
struct Batches {
    worker: Arc<Worker>,
    /// `None` while a batch is being read, and after the last.
    records: Option<Records>,
    under_way: VecDeque<JoinHandle<Vec<Checked>>>,
    most_under_way: usize,
}

impl Batches {
    fn new(records: Records, worker: Arc<Worker>) -> Self {
        let most_under_way = std::thread::available_parallelism().map_or(1, usize::from) + 1;
        Self { worker, records: Some(records), under_way: VecDeque::new(), most_under_way }
    }

    async fn next(&mut self) -> Result<Option<Vec<Checked>>, ImportError> {
        while self.under_way.len() < self.most_under_way
            && let Some(records) = self.records.take()
        {
            let (records, batch) = spawn_blocking(move || read_batch(records)).await.map_err(thread)??;
            if batch.is_empty() {
                break;
            }
            self.records = Some(records);
            let worker = Arc::clone(&self.worker);
            let check = move || batch.into_iter().flat_map(|record| worker.check(record)).collect();
            self.under_way.push_back(spawn_blocking(check));
        }
        match self.under_way.pop_front() {
            Some(checking) => checking.await.map(Some).map_err(thread),
            None => Ok(None),
        }
    }
}

fn read_batch(mut records: Records) -> Result<Read, ImportError> {
    let batch = records.by_ref().take(BATCH).collect::<Result<Vec<_>, _>>()?;
    Ok((records, batch))
}

fn thread(error: tokio::task::JoinError) -> ImportError {
    ImportError::Interrupted(error.to_string())
}
