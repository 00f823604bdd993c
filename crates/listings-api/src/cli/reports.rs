use std::process::ExitCode;

use listings_api::config::Config;
use listings_api::listings::reports::listing as reports;

use super::database::open_store;
use super::outcome::{Failure, say_left_out};

pub async fn run(config: &Config) -> Result<ExitCode, Failure> {
    let store = open_store(config).await?;
    let printed = reports::write_all(&store, &mut std::io::stdout().lock()).await;
    store.close().await;
    Ok(say_left_out(&printed?))
}
