use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Subcommand;
use listings_api::AppState;
use listings_api::clock::SystemClock;
use listings_api::config::Config;
use listings_api::imports::lint::Language;
use listings_api::imports::postings::Mapping;
use listings_api::imports::sources::history::{self, instant};
use listings_api::imports::sources::location::{self, Location};
use listings_api::imports::sources::schedule::Schedule;
use listings_api::imports::sources::{How, run_now};
use store::sources::{self as rows, NewSource, Row};
use store::{Store, source_runs};

use super::database::open_store;
use super::feed::FeedOptions;
use super::outcome::Failure;

/// Runs shown of a source.
const RUNS_SHOWN: u32 = 20;
const ALL_RUNS: u32 = 1_000;
/// Longest name of a source.
const LONGEST_NAME: usize = 60;

#[derive(Subcommand)]
pub enum What {
    /// Name a feed. It is fetched by the running server, from now on.
    Add(Box<Add>),
    /// Print every source: when it runs, and how it went.
    List,
    /// Fetch a source now, or every one whose time has come.
    Run {
        id: Option<String>,
        /// Read the feed even if it says that nothing has changed.
        #[arg(long)]
        again: bool,
        /// End all offers that are missing from a complete feed, without the limit of 30 %.
        #[arg(long, requires = "id")]
        end_missing: bool,
    },
    /// Fetch a source no more, until it is resumed. Its offers stay.
    Pause { id: String },
    /// Fetch a paused source again, at once and from then on.
    Resume { id: String },
    /// Forget a source and its runs. Its offers stay, unless told otherwise.
    Remove {
        id: String,
        /// Withdraw its offers.
        #[arg(long)]
        end_offers: bool,
    },
    /// Print the runs of a source, newest first.
    Runs {
        id: String,
        /// What this run did, record by record.
        #[arg(long)]
        run: Option<i64>,
        /// As CSV, record by record.
        #[arg(long)]
        csv: bool,
        /// it or en; that of the environment unless given.
        #[arg(long)]
        language: Option<Language>,
    },
}

#[derive(clap::Args)]
pub struct Add {
    /// A name of your choice: letters, digits and hyphens. The ids of its offers depend on it.
    id: String,
    /// An address (http, https) or a file.
    location: String,
    #[command(flatten)]
    feed: FeedOptions,
    /// Such as 30m, 6h, 1d, or "daily 06:30" by Rome's clock.
    #[arg(long, default_value = "6h")]
    schedule: Schedule,
    /// The feed holds all offers: those that are missing have ended.
    #[arg(long)]
    complete: bool,
    /// Change the source of this name. Its runs and offers stay.
    #[arg(long)]
    replace: bool,
}

pub async fn run(config: Config, what: What) -> Result<ExitCode, Failure> {
    match what {
        What::Add(options) => add(config, *options).await,
        What::Run { id, again, end_missing } => fetch(config, id, How { again, end_missing }).await,
        What::Remove { id, end_offers } => remove(config, &id, end_offers).await,
        other => {
            let store = open_store(&config).await?;
            let done = look(&store, other).await;
            store.close().await;
            done.map(|()| ExitCode::SUCCESS)
        }
    }
}

async fn look(store: &Store, what: What) -> Result<(), Failure> {
    let now = chrono::Utc::now().timestamp();
    let known = |is_known: bool, id: &str| if is_known { Ok(()) } else { Err(unknown(id)) };
    match what {
        What::List => {
            for source in rows::list(store).await? {
                println!("{}", described(&source, now));
            }
        }
        What::Pause { id } => {
            known(rows::pause(store, &id, now).await?, &id)?;
            println!("{id}: paused");
        }
        What::Resume { id } => {
            known(rows::resume(store, &id, now).await?, &id)?;
            println!("{id}: resumed");
        }
        What::Runs { id, run, csv, language } => {
            known(rows::find(store, &id).await?.is_some(), &id)?;
            let language = language.unwrap_or_else(Language::of_environment);
            let limit = if run.is_some() || csv { ALL_RUNS } else { RUNS_SHOWN };
            let mut runs = source_runs::list(store, &id, limit).await?;
            runs.retain(|one| run.is_none_or(|wanted| one.seq == wanted));
            if csv {
                return match history::write_csv(store, &runs, language, &mut std::io::stdout().lock()).await {
                    Err(error) if is_broken_pipe(&*error) => Ok(()),
                    done => done,
                };
            }
            if let Some(run) = run.filter(|_| runs.is_empty()) {
                return Err(format!("{id} has no run {run}, or no more").into());
            }
            for one in &runs {
                println!("{}", summary(one));
                if run.is_some() {
                    for entry in source_runs::entries(store, one.seq).await? {
                        let line = if entry.line > 0 { format!("line {}: ", entry.line) } else { String::new() };
                        let why = history::why(&entry, language);
                        println!("  {}: {line}{} {} {why}", entry.what, entry.record, entry.job_posting);
                    }
                }
            }
        }
        What::Add(_) | What::Run { .. } | What::Remove { .. } => {}
    }
    Ok(())
}

async fn add(config: Config, options: Add) -> Result<ExitCode, Failure> {
    let Add { id, location, feed, schedule, complete, replace } = options;
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || id.len() > LONGEST_NAME || !id.chars().all(is_name) || id.starts_with('-') {
        return Err(format!("\"{id}\" is no name: use small letters, digits and hyphens").into());
    }
    let location = match Location::parse(&location, config.local_feed)? {
        Location::Address(url) => url.to_string(),
        // The server may run in another folder.
        Location::File(path) => absolute(&path)?,
    };
    let mapping = feed.mapping.as_deref().map(absolute).transpose()?;
    if let Some(path) = &mapping {
        Mapping::parse(&std::fs::read_to_string(path)?).map_err(|reason| format!("{path}: {reason}"))?;
    }
    let source = NewSource {
        id,
        location,
        format: feed.format.name().map(str::to_owned),
        mapping,
        schedule: schedule.to_string(),
        employer: feed.employer,
        agency: feed.agency,
        agency_authorisation: feed.agency_authorisation,
        agency_privacy_url: feed.agency_privacy_url,
        public_service: feed.public_service,
        is_complete: complete,
    };
    let store = Store::open(&config.data_dir).await?;
    let now = chrono::Utc::now().timestamp();
    let is_done = match replace {
        true => rows::replace(&store, &source, now).await?,
        false => rows::insert(&store, &source, now).await?,
    };
    store.close().await;
    match (is_done, replace) {
        (true, _) => println!("{}: {}, {}", source.id, location::shown(&source.location), source.schedule),
        (false, true) => return Err(unknown(&source.id)),
        (false, false) => {
            return Err(format!("there is a source {} already: --replace changes it", source.id).into());
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Fails when a source could not be read.
async fn fetch(config: Config, id: Option<String>, how: How) -> Result<ExitCode, Failure> {
    let state = AppState::open(config, Arc::new(SystemClock)).await?;
    let now = chrono::Utc::now().timestamp();
    let ids = match id {
        Some(id) if rows::find(&state.store, &id).await?.is_some() => vec![id],
        Some(id) => return Err(unknown(&id)),
        None => {
            let sources = rows::list(&state.store).await?.into_iter();
            sources
                .filter(|source| source.paused_at.is_none() && source.next_run_at <= now)
                .map(|source| source.id)
                .collect()
        }
    };
    let mut is_well = true;
    for id in ids {
        let Some(ran) = run_now(&state, &id, how).await? else {
            eprintln!("{id}: it is being run");
            is_well = false;
            continue;
        };
        let reason = ran.ended.reason.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default();
        match (&ran.report, ran.ended.outcome) {
            (Some(report), "done") => println!("{id}: run {}\n{report}", ran.run),
            (_, outcome @ "unchanged") => println!("{id}: run {}: {outcome}", ran.run),
            (_, outcome) => {
                eprintln!("{id}: run {}: {outcome}{reason}", ran.run);
                is_well = false;
            }
        }
    }
    state.store.close().await;
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn remove(config: Config, id: &str, are_offers_ended: bool) -> Result<ExitCode, Failure> {
    let store = open_store(&config).await?;
    let mut tx = store.begin_write().await?;
    let is_known = rows::delete(&mut tx, id).await?;
    let ended = match is_known && are_offers_ended {
        true => rows::end_all_offers(&mut tx, id, chrono::Utc::now().timestamp()).await?,
        false => 0,
    };
    tx.commit().await?;
    store.close().await;
    if !is_known {
        return Err(unknown(id));
    }
    println!("{id}: removed, {ended} offers withdrawn");
    Ok(ExitCode::SUCCESS)
}

fn described(source: &Row, now: i64) -> String {
    let Row { id, location, schedule, paused_at, next_run_at, claimed_until, failures_in_a_row, .. } = source;
    let state = match paused_at {
        _ if *claimed_until > now => "running".to_owned(),
        Some(_) => "paused".to_owned(),
        None => format!("next {}", instant(*next_run_at)),
    };
    let success = source.last_success_at.map_or_else(|| "never".to_owned(), instant);
    let format = source.format.as_deref().or(source.recognised_format.as_deref()).unwrap_or("auto");
    let complete = if source.is_complete { ", complete" } else { "" };
    let location = location::shown(location);
    format!(
        "{id}: {location} ({format}{complete}), {schedule}, {state}, last success {success}, {failures_in_a_row} failures in a row"
    )
}

fn summary(run: &source_runs::Run) -> String {
    let source_runs::Run { seq, outcome, added, changed, unchanged, ended, left_out, findings, .. } = run;
    let started = instant(run.started_at);
    let reason = run.reason.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default();
    format!(
        "run {seq}, {started}: {outcome}, {added} added, {changed} changed, {unchanged} unchanged, {ended} ended, \
         {left_out} left out, {findings} findings{reason}"
    )
}

fn unknown(id: &str) -> Failure {
    format!("there is no source {id}").into()
}

fn absolute(path: &Path) -> Result<String, Failure> {
    let path = std::fs::canonicalize(path).map_err(|error| format!("{}: {error}", path.display()))?;
    path.into_os_string().into_string().map_err(|path| format!("{}: not UTF-8", path.display()).into())
}

/// An output that is closed early (`| head`) is no error.
fn is_broken_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe) {
            return true;
        }
        next = error.source();
    }
    false
}
