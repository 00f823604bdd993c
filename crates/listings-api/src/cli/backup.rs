use std::path::PathBuf;
use std::process::ExitCode;

use listings_api::config::Config;
use listings_api::data_folder::backup;

use super::outcome::{Failure, say_left_out};

#[derive(clap::Args)]
pub struct Options {
    folder: PathBuf,
}

pub async fn back_up(config: &Config, options: Options) -> Result<ExitCode, Failure> {
    let done = backup::back_up(config, &options.folder).await?;
    println!("{}: {done}", options.folder.display());
    Ok(say_left_out(&done.left_out))
}

pub async fn restore(config: &Config, options: Options) -> Result<ExitCode, Failure> {
    let done = backup::restore(config, &options.folder).await?;
    println!("{}: {done}", config.data_dir.display());
    Ok(say_left_out(&done.left_out))
}
