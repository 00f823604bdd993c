use std::process::ExitCode;

use chrono::NaiveDate;
use clap::Subcommand;
use listings_api::config::Config;
use listings_api::syndication::partners::counts as partner_counts;

use super::database::open_store;
use super::outcome::{Failure, say_left_out};

#[derive(Subcommand)]
pub enum What {
    /// Print how often the offers were seen in each partner's pages, and how often somebody came from there.
    Report {
        /// First day, such as 2026-11-01; 30 days ago unless given.
        #[arg(long)]
        from: Option<NaiveDate>,
        /// Last day; today unless given.
        #[arg(long)]
        to: Option<NaiveDate>,
        /// A line for every day, as CSV, instead of the sums.
        #[arg(long)]
        csv: bool,
    },
}

pub async fn run(config: &Config, What::Report { from, to, csv }: What) -> Result<ExitCode, Failure> {
    let today = contract::deadline::rome_date(chrono::Utc::now());
    let to = to.unwrap_or(today);
    let from = from.unwrap_or_else(|| to - chrono::Days::new(29));
    let store = open_store(config).await?;
    let mut output = std::io::stdout().lock();
    let printed = partner_counts::report(&store, from..=to, csv, &mut output).await;
    store.close().await;
    Ok(say_left_out(&printed?))
}
