use std::process::ExitCode;

use clap::Subcommand;
use listings_api::config::Config;

use super::database::open_store;
use super::outcome::Failure;

#[derive(Subcommand)]
pub enum What {
    /// The position is taken: the page stays and says so.
    Close { id: String },
    /// Take the offer back: its page says that it was withdrawn.
    Withdraw { id: String },
}

pub async fn run(config: &Config, what: What) -> Result<ExitCode, Failure> {
    let (id, state) = match what {
        What::Close { id } => (id, "filled"),
        What::Withdraw { id } => (id, "withdrawn"),
    };
    let store = open_store(config).await?;
    let is_known = store.end_job_posting(&id, state).await?;
    store.close().await;
    if !is_known {
        return Err(format!("no offer has the id {id}").into());
    }
    println!("{id}: {state}");
    Ok(ExitCode::SUCCESS)
}
