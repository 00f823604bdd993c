use listings_api::config::Config;
use store::{DATABASE, Store};

use super::outcome::Failure;

/// Opens the database alone: a server may be running on it.
pub async fn open_store(config: &Config) -> Result<Store, Failure> {
    let database = config.data_dir.join(DATABASE);
    if !database.is_file() {
        // Opening would make an empty one, and a mistyped folder would look like one without reports.
        return Err(format!("no database at {}", database.display()).into());
    }
    Ok(Store::open(&config.data_dir).await?)
}
