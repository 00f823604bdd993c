use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Subcommand;
use listings_api::AppState;
use listings_api::clock::SystemClock;
use listings_api::config::Config;
use listings_api::imports::lint::Language;
use listings_api::imports::report::Total;
use listings_api::imports::{articles, postings};

use super::feed::FeedOptions;
use super::outcome::Failure;

#[derive(clap::Args)]
pub struct Options {
    /// Exit with 1 when any record was left out; the others are imported all the same.
    #[arg(long, global = true)]
    strict: bool,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Every *.md of a folder, with its pictures.
    Articles { dir: PathBuf },
    /// One file of job postings.
    Postings {
        file: PathBuf,
        #[command(flatten)]
        feed: FeedOptions,
        /// Allow dates such as today-3: for samples.
        #[arg(long)]
        relative_dates: bool,
        /// Print what a rule has something against in the offers, with its source and what to do.
        #[arg(long)]
        lint: bool,
        /// it or en; that of the environment unless given.
        #[arg(long)]
        language: Option<Language>,
    },
}

/// Fails when nothing at all could be taken, when the import was broken off, and, if it is strict, when anything was left
/// out.
pub async fn run(config: Config, options: Options) -> Result<ExitCode, Failure> {
    let state = AppState::open(config, Arc::new(SystemClock)).await?;
    let mut reports = Vec::new();
    let mut language = Language::of_environment();
    let done = match options.what {
        What::Articles { dir } => articles::import_into(&state, &dir, &mut reports).await,
        What::Postings { file, feed, relative_dates, lint, language: named } => {
            language = named.unwrap_or(language);
            let options = postings::Options { is_linted: lint, ..feed.into_options(relative_dates)? };
            postings::import(&state, &file, options).await.map(|report| reports.push(report))
        }
    };
    state.store.close().await;
    for report in &reports {
        println!("{report}");
        for line in report.findings_in(language) {
            println!("{line}");
        }
    }
    done?;
    let total = Total::of(&reports);
    println!("{total}");
    let is_well = total.taken() > 0 && (total.left_out == 0 || !options.strict);
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
