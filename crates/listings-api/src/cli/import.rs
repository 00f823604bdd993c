use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Subcommand;
use listings_api::AppState;
use listings_api::clock::SystemClock;
use listings_api::config::Config;
use listings_api::imports::report::Total;
use listings_api::imports::{articles, postings};

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
        source: SourceOptions,
        /// Allow dates such as today-3: for samples.
        #[arg(long)]
        relative_dates: bool,
    },
}

/// What a file does not say of itself.
#[derive(clap::Args)]
struct SourceOptions {
    /// auto, or one of jsonld, csv, indeed, ziprecruiter, jobrapido, personio, greenhouse, lever, ashby, recruitee,
    /// smartrecruiters, teamtailor, workable. `auto` tells it by what is in the file.
    #[arg(long, default_value = "auto", value_parser = format)]
    format: Choice,
    /// A TOML file that describes a format of one's own: docs/imports.md.
    #[arg(long, conflicts_with = "format")]
    mapping: Option<PathBuf>,
    /// The employer of offers that name none.
    #[arg(long)]
    employer: Option<String>,
    /// The agency whose offers these are; where it stands as the employer too, the employer stays unnamed.
    #[arg(long, conflicts_with = "public_service")]
    agency: Option<String>,
    /// The number of the agency's authorisation.
    #[arg(long, requires = "agency")]
    agency_authorisation: Option<String>,
    /// The agency's privacy notice.
    #[arg(long, requires = "agency")]
    agency_privacy_url: Option<String>,
    /// The public employment service that speaks for employers it does not name.
    #[arg(long)]
    public_service: Option<String>,
}

/// `None` for the one that is recognised.
#[derive(Clone, Copy)]
struct Choice(Option<postings::Format>);

fn format(name: &str) -> Result<Choice, String> {
    if name.eq_ignore_ascii_case("auto") {
        return Ok(Choice(None));
    }
    let names: Vec<_> = postings::Format::NAMED.iter().map(|(name, _)| *name).collect();
    let known = postings::Format::named(name).map(|format| Choice(Some(format)));
    known.ok_or_else(|| format!("no such format; there are: auto, {}", names.join(", ")))
}

impl SourceOptions {
    fn into_options(self, has_relative_dates: bool) -> Result<postings::Options, Failure> {
        let mapping = self.mapping.as_deref().map(|path| {
            let text =
                std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
            postings::Mapping::parse(&text).map_err(|reason| format!("{}: {reason}", path.display()))
        });
        let agency = self.agency.map(|name| postings::GivenAgency {
            name,
            authorisation_number: self.agency_authorisation,
            privacy_url: self.agency_privacy_url,
        });
        let given = postings::Given { employer: self.employer, agency, public_service: self.public_service };
        Ok(postings::Options { format: self.format.0, mapping: mapping.transpose()?, given, has_relative_dates })
    }
}

/// Fails when nothing at all could be taken, when the import was broken off, and, if it is strict, when anything was left
/// out.
pub async fn run(config: Config, options: Options) -> Result<ExitCode, Failure> {
    let state = AppState::open(config, Arc::new(SystemClock)).await?;
    let mut reports = Vec::new();
    let done = match options.what {
        What::Articles { dir } => articles::import_into(&state, &dir, &mut reports).await,
        What::Postings { file, source, relative_dates } => {
            let options = source.into_options(relative_dates)?;
            postings::import(&state, &file, options).await.map(|report| reports.push(report))
        }
    };
    state.store.close().await;
    for report in &reports {
        println!("{report}");
    }
    done?;
    let total = Total::of(&reports);
    println!("{total}");
    let is_well = total.taken() > 0 && (total.left_out == 0 || !options.strict);
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
