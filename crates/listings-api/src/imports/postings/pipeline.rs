//! Records in, offers stored: read one after the other, checked on all cores, written in order by the one writer, in one
//! transaction. What is under way is bounded, however long the file.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use tokio::task::{JoinHandle, spawn_blocking};

use super::check::{self, Checker};
use super::formats::Reader;
use super::linting;
use super::options::Options;
use super::origin::{Ending, Origin};
use super::reading::Records;
use super::record::RawRecord;
use super::source::SourcePosting;
use crate::hash::base32_number;
use crate::imports::duplicates::{Duplicate, Fingerprint, Groups};
use crate::imports::lint::Finding;
use crate::imports::{ImportError, Report};
use crate::listings::search;
use crate::state::AppState;
use store::articles::Change;
use store::job_postings::{self as rows, Prepared};
use store::{Transaction, settings, sources};

/// Records checked and written together.
const BATCH: usize = 500;
/// Goes up when the same record is read into something else than before: then none is passed over.
const READING_VERSION: u32 = 2;

/// What came of a record.
enum Outcome {
    /// It is the record it was before; the number of its id.
    Known(u64),
    /// Why, and the number of its id where that could be told.
    LeftOut(String, Option<u64>),
    Offer(Box<Prepared>),
    /// No record: only notes on the file.
    Remark,
}

struct Checked {
    line: usize,
    /// What people know the record by.
    shown: String,
    notes: Vec<String>,
    findings: Vec<Finding>,
    /// To find what is the same job.
    fingerprint: Option<Box<Fingerprint>>,
    outcome: Outcome,
}

/// What the reading of a record depends on besides its text, its format and whose it is.
pub fn basis(state: &AppState) -> String {
    format!("{READING_VERSION}.{}", state.taxonomy_hash)
}

/// Takes records in, all of them or, on an error of the file or the database, none.
pub async fn take_in(
    state: &AppState,
    records: Records,
    reader: Reader,
    mut report: Report,
    options: &Options,
) -> Result<Report, ImportError> {
    let now = state.clock.now();
    let origin = options.origin.as_deref();
    let today = options.has_relative_dates.then(|| contract::deadline::rome_date(now));
    let scope = origin.map(|origin| origin.source.as_str()).unwrap_or_default();
    let worker = Arc::new(Worker {
        checker: Checker::new(Arc::clone(&state.taxonomy), now, options.has_relative_dates),
        basis: format!("{}.{today:?}.{}.{scope}", basis(state), reader.basis()),
        reader,
        // By hand, the lint is to see every record; a source looks at what has changed.
        known: match (origin, options.is_linted) {
            (None, true) => HashMap::new(),
            _ => rows::source_hashes(&state.store).await?,
        },
        origin: options.origin.clone(),
        is_linted: options.is_linted,
    });
    let mut tx = state.store.begin_write().await?;
    let generation = settings::generation(&mut tx).await? + 1;
    let mut is_changed = false;
    let mut seen = Seen::default();
    let mut groups = Groups::default();
    let mut batches = Batches::new(records, worker);
    while let Some(batch) = batches.next().await? {
        let mut offers = Vec::with_capacity(batch.len());
        let mut names = Vec::with_capacity(batch.len());
        for Checked { line, shown, notes, findings, fingerprint, outcome } in batch {
            let number = match &outcome {
                Outcome::Known(number) => Some(*number),
                Outcome::Offer(offer) => Some(base32_number(&offer.id)),
                Outcome::LeftOut(..) | Outcome::Remark => None,
            };
            // The first of an identifier is taken, whatever comes after it.
            let first = number.and_then(|number| seen.lines.insert(number, line).map(|first| (number, first)));
            for finding in findings {
                report.flag(line, &shown, finding);
            }
            for reason in notes {
                report.note(line, &shown, reason);
            }
            match (outcome, first) {
                (_, Some((number, first))) => {
                    seen.lines.insert(number, first);
                    report.leave_out(line, &shown, format!("the same identifier as line {first}"));
                }
                (Outcome::LeftOut(reason, number), None) => {
                    match number {
                        Some(number) => _ = seen.left_out.insert(number),
                        None => seen.unknown += 1,
                    }
                    report.leave_out(line, &shown, reason);
                }
                (Outcome::Remark, None) => {}
                (Outcome::Known(_), None) => report.count(Change::Unchanged),
                (Outcome::Offer(offer), None) => {
                    if let Some((first, what)) = fingerprint.and_then(|print| groups.add(line, *print)) {
                        let place = if what == Duplicate::OtherPlace { ", for another place" } else { "" };
                        report.note(line, &shown, format!("the same job as line {first}{place}"));
                    }
                    offers.push(*offer);
                    names.push((line, shown));
                }
            }
        }
        let changes = rows::put_all(&mut tx, &offers, generation).await?;
        if let Some(origin) = origin {
            let ids: Vec<_> = offers.iter().map(|offer| offer.id.as_str()).collect();
            sources::add_offers(&mut tx, &origin.source, &ids).await?;
        }
        for ((change, offer), (line, shown)) in changes.into_iter().zip(&offers).zip(&names) {
            is_changed |= change != Change::Unchanged;
            report.count(change);
            if origin.is_some() {
                report.name(change, *line, shown, &offer.id);
            }
        }
    }
    if let Some(origin) = origin {
        refuse_useless(origin, &report)?;
        is_changed |= end_missing(&mut tx, origin, &seen, &mut report, (generation, now.timestamp())).await?;
    }
    if is_changed {
        settings::put_generation(&mut tx, generation).await?;
    }
    tx.commit().await?;
    // After the commit: should this be broken off, the next start finds the index behind and brings it up to date.
    match search::update_index(&state.listings).await {
        Err(error) if error.is_busy() => report.note(0, "", "the search index follows in a moment"),
        done => done?,
    }
    Ok(report)
}

/// Which offers a file holds, by the number of their id.
#[derive(Default)]
struct Seen {
    /// Taken, and the line of each.
    lines: HashMap<u64, usize>,
    left_out: HashSet<u64>,
    /// Records left out that could not be told apart.
    unknown: usize,
}

/// A feed that brings nothing is broken rather than empty: of one that changed overnight every record is left out.
fn refuse_useless(origin: &Origin, report: &Report) -> Result<(), ImportError> {
    if report.taken() > 0 {
        return Ok(());
    }
    match report.left_out.first() {
        Some(first) => Err(ImportError::NothingTaken {
            count: report.count_left_out(),
            first: first.reason.clone(),
            report: Box::new(report.clone()),
        }),
        None if origin.ending == Ending::Never => Ok(()),
        None => Err(ImportError::NoOffers { path: report.file.clone() }),
    }
}

/// Ends the open offers of a complete source that it holds no longer; whether there were any.
async fn end_missing(
    tx: &mut Transaction,
    origin: &Origin,
    seen: &Seen,
    report: &mut Report,
    (generation, now): (i64, i64),
) -> Result<bool, ImportError> {
    if origin.ending == Ending::Never {
        return Ok(false);
    }
    let mut open = sources::open_offers(tx, &origin.source, now).await?;
    let count = open.len();
    open.retain(|offer| {
        let number = base32_number(&offer.id);
        !seen.lines.contains_key(&number) && !seen.left_out.contains(&number)
    });
    report.held_back = origin.ending.objection(count, open.len(), seen.unknown);
    if report.held_back.is_some() || open.is_empty() {
        return Ok(false);
    }
    let ids: Vec<_> = open.iter().map(|offer| offer.id.as_str()).collect();
    sources::end_offers(tx, &ids, generation).await?;
    for offer in &open {
        report.end(&offer.title, &offer.id);
    }
    Ok(true)
}

struct Worker {
    checker: Checker,
    reader: Reader,
    basis: String,
    /// Hash of the record as it was → number of the id.
    known: HashMap<i64, u64>,
    origin: Option<Arc<Origin>>,
    is_linted: bool,
}

impl Worker {
    /// What came of each offer of a record: of none where it is something else and no error either.
    fn check(&self, record: RawRecord) -> Vec<Checked> {
        let line = record.line;
        let hash = record.hash(&self.basis);
        let notes: Vec<String> = record.note.iter().cloned().collect();
        if let Some(number) = hash.and_then(|hash| self.known.get(&hash)) {
            return vec![Checked::nothing(line, Vec::new(), Outcome::Known(*number))];
        }
        if record.is_remark() {
            return vec![Checked::nothing(line, notes, Outcome::Remark)];
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
        let mut source = match source {
            Ok(source) => source,
            Err(reason) => return Checked::nothing(line, notes, Outcome::LeftOut(reason, None)),
        };
        let shown = source.shown_name();
        if self.origin.is_some() {
            source.issuer = Some(self.own_issuer(&source));
        }
        let number = self.number(&source);
        let checked = self.checker.check(&source, &mut notes).map(|mut posting| {
            if let Some(origin) = &self.origin {
                posting.id = origin.scoped(&posting.id);
            }
            posting
        });
        let offer = checked.as_ref().ok();
        let fingerprint = offer.filter(|_| self.is_linted).map(|offer| Box::new(linting::fingerprint(&source, offer)));
        let findings = if self.is_linted { linting::look(&source, offer) } else { Vec::new() };
        let outcome = match checked.and_then(|posting| Prepared::new(posting, hash).map_err(|error| error.to_string()))
        {
            Ok(prepared) => Outcome::Offer(Box::new(prepared)),
            Err(reason) => Outcome::LeftOut(reason, number),
        };
        Checked { line, shown, notes, findings, fingerprint, outcome }
    }

    /// Who gave an identifier, in the record's own words: ids must not change with whom the source speaks for.
    fn own_issuer(&self, source: &SourcePosting) -> String {
        let employer =
            source.organization_name.as_ref().filter(|name| Some(*name) != self.reader.given.employer.as_ref());
        source.issuer.as_ref().or(employer).cloned().unwrap_or_default()
    }

    /// The number of a record's id, where it names one, whether or not the record can be taken.
    fn number(&self, source: &SourcePosting) -> Option<u64> {
        source.identifier.as_ref().or(source.apply_url.as_ref())?;
        let id = check::id(source, "", &mut Vec::new());
        Some(base32_number(&self.origin.as_ref().map_or_else(|| id.clone(), |origin| origin.scoped(&id))))
    }
}

impl Checked {
    /// Of a record that is not looked at any further.
    fn nothing(line: usize, notes: Vec<String>, outcome: Outcome) -> Self {
        Self { line, shown: String::new(), notes, findings: Vec::new(), fingerprint: None, outcome }
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
