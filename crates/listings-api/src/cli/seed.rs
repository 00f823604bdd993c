use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use listings_api::AppState;
use listings_api::clock::SystemClock;
use listings_api::config::Config;
use listings_api::imports::seed;

use super::outcome::Failure;

#[derive(clap::Args)]
pub struct Options {
    /// How many.
    #[arg(long)]
    postings: u64,
    /// Write them to this file, one object per line, instead of storing them.
    #[arg(long)]
    file: Option<PathBuf>,
}

pub async fn run(config: Config, options: Options) -> Result<ExitCode, Failure> {
    let state = AppState::open(config, Arc::new(SystemClock)).await?;
    match options.file {
        Some(file) => seed::write(&state, options.postings, &file)?,
        None => println!("{}", seed::seed(&state, options.postings).await?),
    }
    state.store.close().await;
    Ok(ExitCode::SUCCESS)
}
