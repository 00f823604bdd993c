//! Options of the commands that read a feed: once, or as a source.

use std::path::PathBuf;

use listings_api::imports::postings;

use super::outcome::Failure;

/// What a feed does not say of itself.
#[derive(clap::Args)]
pub struct FeedOptions {
    /// auto, or one of jsonld, csv, indeed, ziprecruiter, jobrapido, personio, greenhouse, lever, ashby, recruitee,
    /// smartrecruiters, teamtailor, workable. `auto` tells it by what is in the file.
    #[arg(long, default_value = "auto", value_parser = format)]
    pub format: Choice,
    /// A TOML file that describes a format of one's own: docs/imports.md.
    #[arg(long, conflicts_with = "format")]
    pub mapping: Option<PathBuf>,
    /// The employer of offers that name none.
    #[arg(long)]
    pub employer: Option<String>,
    /// The agency whose offers these are; where it stands as the employer too, the employer stays unnamed.
    #[arg(long, conflicts_with = "public_service")]
    pub agency: Option<String>,
    /// The number of the agency's authorisation.
    #[arg(long, requires = "agency")]
    pub agency_authorisation: Option<String>,
    /// The agency's privacy notice.
    #[arg(long, requires = "agency")]
    pub agency_privacy_url: Option<String>,
    /// The public employment service that speaks for employers it does not name.
    #[arg(long)]
    pub public_service: Option<String>,
}

/// `None` for the one that is recognised.
#[derive(Clone, Copy)]
pub struct Choice(pub Option<postings::Format>);

fn format(name: &str) -> Result<Choice, String> {
    if name.eq_ignore_ascii_case("auto") {
        return Ok(Choice(None));
    }
    let names: Vec<_> = postings::Format::NAMED.iter().map(|(name, _)| *name).collect();
    let known = postings::Format::named(name).map(|format| Choice(Some(format)));
    known.ok_or_else(|| format!("no such format; there are: auto, {}", names.join(", ")))
}

impl Choice {
    /// As `--format` names it.
    pub fn name(self) -> Option<&'static str> {
        let format = self.0?;
        postings::Format::NAMED.iter().find(|(_, known)| *known == format).map(|(name, _)| *name)
    }
}

impl FeedOptions {
    /// For an import of the feed.
    pub fn into_options(self, has_relative_dates: bool) -> Result<postings::Options, Failure> {
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
        let (format, mapping) = (self.format.0, mapping.transpose()?);
        Ok(postings::Options { format, mapping, given, has_relative_dates, ..postings::Options::default() })
    }
}
