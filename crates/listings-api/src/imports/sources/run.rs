//! One run of a source that this process has claimed: fetch, look, import, and write down what came of it.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tempfile::NamedTempFile;
use tokio::task::{JoinSet, spawn_blocking};

use super::content::{self, ContentError};
use super::fetch::{self, Condition, FetchError, Fetched};
use super::location::{Location, LocationError};
use super::schedule::Schedule;
use crate::imports::postings::{self, Ending, Format, Given, GivenAgency, Mapping, Options, Origin, pipeline};
use crate::imports::{ImportError, Report};
use crate::state::AppState;
use disk::private_files;
use store::source_runs::{self, Ended, Entry};
use store::sources::{self as rows, Row, Validators};

/// How long a run may take in all.
const LIMIT: Duration = Duration::from_secs(50 * 60);
/// How long a claim holds, in seconds: longer than a run.
pub const LEASE: i64 = 60 * 60;
/// Most records of each kind that the history of a run names.
const MOST_ENTRIES: usize = 5_000;

/// What somebody who runs a source by hand may want.
#[derive(Debug, Clone, Copy, Default)]
pub struct How {
    /// Read the feed even if nothing has changed.
    pub again: bool,
    /// End what is missing, however much it is.
    pub end_missing: bool,
}

/// How a run ended.
pub struct Ran {
    pub run: i64,
    pub ended: Ended,
    /// None when the feed was not read.
    pub report: Option<Report>,
}

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Location(#[from] LocationError),
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error(transparent)]
    Content(#[from] ContentError),
    #[error("it cannot be kept: {0}")]
    Io(#[from] io::Error),
    #[error("\"{0}\" is no format")]
    UnknownFormat(String),
    #[error("its mapping file {0}: {1}")]
    Mapping(String, String),
    #[error(transparent)]
    Import(#[from] Box<ImportError>),
    #[error("it took longer than {} minutes", LIMIT.as_secs() / 60)]
    Slow,
    #[error("the program failed while reading it; the log says where")]
    Panicked,
    #[error("the server was stopped")]
    Stopped,
}

enum Success {
    NotModified,
    Imported(Box<Report>, Validators),
}

/// Runs a source by hand. `None`: there is none of that name, or it is being run.
pub async fn run_now(state: &AppState, id: &str, how: How) -> Result<Option<Ran>, store::Error> {
    let now = state.clock.now().timestamp();
    match rows::claim(&state.store, id, now, now + LEASE).await? {
        Some(source) => run(state, source, how).await.map(Some),
        None => Ok(None),
    }
}

/// Runs a source that is claimed, and gives it back.
pub async fn run(state: &AppState, source: Row, how: How) -> Result<Ran, store::Error> {
    let run = source_runs::begin(&state.store, &source.id, state.clock.now().timestamp()).await?;
    let source = Arc::new(source);
    // A task of its own: a panic costs this run alone. Dropped with this future.
    let mut attempts = JoinSet::new();
    let attempt = attempt(state.clone(), Arc::clone(&source), how);
    attempts.spawn(async move { tokio::time::timeout(LIMIT, attempt).await.unwrap_or(Err(Failure::Slow)) });
    let outcome = tokio::select! {
        biased;
        joined = attempts.join_next() => match joined {
            Some(Ok(outcome)) => outcome,
            Some(Err(_)) | None => Err(Failure::Panicked),
        },
        () = state.jobs.leaving() => {
            attempts.shutdown().await;
            Err(Failure::Stopped)
        }
    };
    let now = state.clock.now();
    let schedule: Result<Schedule, _> = source.schedule.parse();
    let schedule = schedule.unwrap_or(Schedule::Every(24 * 60));
    let mut tx = state.store.begin_write().await?;
    let (ended, report, next) = match outcome {
        Ok(Success::NotModified) => {
            rows::note_success(&mut tx, &source, now.timestamp()).await?;
            (Ended { outcome: "unchanged", ..Ended::default() }, None, schedule.next(now))
        }
        Ok(Success::Imported(report, validators)) => {
            rows::note_success(&mut tx, &source, now.timestamp()).await?;
            rows::put_validators(&mut tx, &source, &validators).await?;
            (ended("done", report.held_back.clone(), Some(&report)), Some(*report), schedule.next(now))
        }
        Err(Failure::Stopped) => {
            (ended("interrupted", Some(Failure::Stopped.to_string()), None), None, source.next_run_at)
        }
        Err(failure) => {
            let (reason, retry_after) = (failure.to_string(), retry_after(&failure));
            tracing::warn!(source = source.id, reason, "a source failed");
            rows::note_failure(&mut tx, &source).await?;
            let report = match failure {
                Failure::Import(error) => match *error {
                    ImportError::NothingTaken { report, .. } => Some(*report),
                    _ => None,
                },
                _ => None,
            };
            let next = schedule.next_after_failure(now, source.failures_in_a_row + 1, retry_after);
            (ended("failed", Some(reason), report.as_ref()), report, next)
        }
    };
    let entries = report.as_ref().map(entries).unwrap_or_default();
    source_runs::end(&mut tx, &source.id, run, &ended, &entries, now.timestamp()).await?;
    rows::put_back(&mut tx, &source, next).await?;
    tx.commit().await?;
    Ok(Ran { run, ended, report })
}

async fn attempt(state: AppState, source: Arc<Row>, how: How) -> Result<Success, Failure> {
    let location = Location::parse(&source.location, state.config.local_feed)?;
    let origin = Origin {
        source: source.id.clone(),
        format: source.recognised_format.clone().filter(|_| source.format.is_none() && source.mapping.is_none()),
        ending: match (source.is_complete, how.end_missing) {
            (false, _) => Ending::Never,
            (true, false) => Ending::Guarded,
            (true, true) => Ending::All,
        },
    };
    let options = Options {
        format: source.format.as_deref().map(format).transpose()?,
        mapping: source.mapping.as_deref().map(mapping).transpose()?,
        given: given(&source),
        has_relative_dates: false,
        origin: Some(Arc::new(origin)),
        is_linted: true,
    };
    let reading = format!("{}.{:?}.{:?}", pipeline::basis(&state), options.mapping, options.given);
    // Read differently than the last time, the same feed is another one.
    let asks = !how.again && !how.end_missing && source.reading.as_ref() == Some(&reading);
    let asked = match asks {
        true => Condition { etag: source.etag.clone(), last_modified: source.last_modified.clone() },
        false => Condition::default(),
    };
    let dir = state.config.feeds_dir();
    private_files::create_own_dir(&dir)?;
    let mut notes = Vec::new();
    let (path, fetched, content_type, condition) = match &location {
        Location::File(path) => (path.clone(), None, None, Condition::default()),
        Location::Address(url) => match fetch::fetch(&state.config, url, &asked, &dir).await? {
            Fetched::NotModified => return Ok(Success::NotModified),
            Fetched::Feed(feed) => {
                notes.extend(feed.moved_to.map(|to| format!("it has moved to {to} for good: change the source")));
                (feed.file.path().to_owned(), Some(feed.file), feed.content_type, feed.condition)
            }
        },
    };
    let suffix = suffix(&location, content_type.as_deref());
    let most = state.config.feed_bytes;
    let looked = spawn_blocking(move || look(&path, fetched, &dir, suffix, most)).await;
    let feed = looked.map_err(|_| Failure::Panicked)??;
    let imported = postings::import(&state, &feed.path, options).await;
    let shown = location.shown();
    let mut report = imported.map_err(|error| Box::new(named(error, &feed.path, &shown)))?;
    report.file = shown;
    for note in notes {
        report.note(0, "", note);
    }
    let validators = Validators {
        etag: condition.etag,
        last_modified: condition.last_modified,
        reading: Some(reading),
        recognised_format: report.format.map(str::to_owned),
    };
    Ok(Success::Imported(Box::new(report), validators))
}

/// A feed that can be read; with it goes the file that it was unpacked or fetched into.
struct Readable {
    path: PathBuf,
    _file: Option<NamedTempFile>,
}

fn look(
    path: &Path,
    fetched: Option<NamedTempFile>,
    dir: &Path,
    suffix: &'static str,
    most: u64,
) -> Result<Readable, ContentError> {
    // Named by its kind: that is how formats are told apart.
    let file = match content::unpack(path, dir, suffix, most)? {
        Some(unpacked) => Some(unpacked),
        None if fetched.is_some() => {
            let named = tempfile::Builder::new().suffix(suffix).tempfile_in(dir)?;
            std::fs::rename(path, named.path())?;
            Some(named)
        }
        None => None,
    };
    let path = file.as_ref().map_or(path, |file| file.path()).to_owned();
    // Says what is wrong with the file before anything is read of it.
    File::open(&path)?;
    content::refuse_page(&path)?;
    Ok(Readable { path, _file: file })
}

/// The ending that a feed would have as a file.
fn suffix(location: &Location, content_type: Option<&str>) -> &'static str {
    let name = match location {
        Location::File(path) => path.display().to_string(),
        Location::Address(url) => url.path().to_owned(),
    };
    let name = name.to_lowercase();
    let name = name.trim_end_matches(".gz");
    let content_type = content_type.unwrap_or_default().to_lowercase();
    let known = [(".csv", "csv"), (".xml", "xml"), (".jsonl", "ndjson"), (".json", "json"), (".html", "html")];
    let by_name = known.iter().find(|(ending, _)| name.ends_with(ending));
    by_name.or_else(|| known.iter().find(|(_, kind)| content_type.contains(kind))).map_or("", |(ending, _)| ending)
}

fn format(name: &str) -> Result<Format, Failure> {
    Format::named(name).ok_or_else(|| Failure::UnknownFormat(name.to_owned()))
}

fn mapping(path: &str) -> Result<Mapping, Failure> {
    let failed = |reason: String| Failure::Mapping(path.to_owned(), reason);
    let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
    Mapping::parse(&text).map_err(failed)
}

/// Whom a source speaks for.
fn given(source: &Row) -> Given {
    let agency = source.agency.clone().map(|name| GivenAgency {
        name,
        authorisation_number: source.agency_authorisation.clone(),
        privacy_url: source.agency_privacy_url.clone(),
    });
    Given { employer: source.employer.clone(), agency, public_service: source.public_service.clone() }
}

/// An error that names the feed and not the file that it was kept in meanwhile.
fn named(error: ImportError, path: &Path, shown: &str) -> ImportError {
    let feed = || shown.to_owned();
    match error {
        ImportError::Unreadable { source, .. } => ImportError::Unreadable { path: feed(), source },
        ImportError::Empty { .. } => ImportError::Empty { path: feed() },
        ImportError::TooLarge { limit_mb, .. } => ImportError::TooLarge { path: feed(), limit_mb },
        ImportError::Malformed { line, reason, .. } => {
            let reason = reason.replace(&path.display().to_string(), shown);
            ImportError::Malformed { path: feed(), line, reason }
        }
        ImportError::NoOffers { .. } => ImportError::NoOffers { path: feed() },
        other => other,
    }
}

fn retry_after(failure: &Failure) -> Option<i64> {
    match failure {
        Failure::Fetch(FetchError::Status { retry_after, .. }) => *retry_after,
        _ => None,
    }
}

fn ended(outcome: &'static str, reason: Option<String>, report: Option<&Report>) -> Ended {
    let Some(report) = report else { return Ended { outcome, reason, ..Ended::default() } };
    Ended {
        outcome,
        reason,
        added: report.added,
        changed: report.changed,
        unchanged: report.unchanged,
        ended: report.ended,
        left_out: report.count_left_out(),
        findings: report.count_findings(),
    }
}

/// What the history keeps of a report.
fn entries(report: &Report) -> Vec<Entry> {
    let line = |line: usize| i64::try_from(line).unwrap_or(i64::MAX);
    let mut entries = Vec::new();
    let named = [("added", &report.added_offers), ("changed", &report.changed_offers), ("ended", &report.ended_offers)];
    for (what, offers) in named {
        entries.extend(offers.iter().take(MOST_ENTRIES).map(|offer| Entry {
            what: what.to_owned(),
            line: line(offer.line),
            record: offer.record.clone(),
            job_posting: offer.id.clone(),
            ..Entry::default()
        }));
    }
    for (what, notes) in [("left_out", &report.left_out), ("note", &report.notes)] {
        entries.extend(notes.iter().take(MOST_ENTRIES).map(|note| Entry {
            what: what.to_owned(),
            line: line(note.line),
            record: note.record.clone(),
            reason: note.reason.clone(),
            ..Entry::default()
        }));
    }
    entries.extend(report.findings.iter().take(MOST_ENTRIES).map(|flagged| Entry {
        what: "finding".to_owned(),
        line: line(flagged.line),
        record: flagged.record.clone(),
        rule: flagged.finding.rule.code().to_owned(),
        reason: flagged.finding.evidence.clone(),
        ..Entry::default()
    }));
    entries
}
