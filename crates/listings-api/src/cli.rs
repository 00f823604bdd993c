//! The command line: one file per command. Each reads its own arguments and says what happened.

mod applications;
mod backup;
mod database;
mod feed;
mod import;
mod outcome;
mod partners;
mod postings;
mod reports;
mod seed;
mod serve;
mod sources;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use listings_api::config::Config;

use self::outcome::Failure;

#[derive(Parser)]
#[command(name = "listings-api", version, about = "Articles, job postings, places and accounts over HTTP")]
pub struct Arguments {
    /// Folder of the database and the media; made when it is not there.
    #[arg(long, global = true, default_value = "./data")]
    data: PathBuf,
    /// Where CVs are kept: s3://bucket/prefix, with AWS_ACCESS_KEY_ID and the other variables of the AWS tools in the
    /// environment. Without it they are files in the data folder.
    #[arg(long, global = true, env = "BACHECA_CV_STORE")]
    cv_store: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answer requests until Ctrl-C or SIGTERM.
    Serve(serve::Options),
    /// Take in articles or job postings. The last line counts what was taken and what was left out.
    Import(import::Options),
    /// Feeds that are fetched on a schedule.
    #[command(subcommand)]
    Sources(sources::What),
    /// Print what visitors reported about offers, newest first: a JSON object per line.
    Reports,
    /// What candidates sent.
    #[command(subcommand)]
    Applications(applications::What),
    /// What partners brought.
    #[command(subcommand)]
    Partners(partners::What),
    /// Copy everything that cannot be made again into a new folder; the server may be running.
    Backup(backup::Options),
    /// Make a new data folder of a backup.
    Restore(backup::Options),
    /// End single offers; an import of the same record leaves them ended.
    #[command(subcommand)]
    Postings(postings::What),
    /// Make up job postings, to measure with: the same ones every time on one day.
    Seed(seed::Options),
    /// Print the OpenAPI document.
    Openapi,
}

pub async fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let mut config = Config::new(arguments.data);
    config.cv_store = arguments.cv_store;
    // Not `vars`: that one panics at what is no text.
    let variables =
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    config.cv_store_variables = variables.filter(|(name, _)| name.starts_with("AWS_")).collect();
    match arguments.command {
        Command::Serve(options) => serve::run(config, options).await,
        Command::Import(options) => import::run(config, options).await,
        Command::Sources(what) => sources::run(config, what).await,
        Command::Reports => reports::run(&config).await,
        Command::Applications(what) => applications::run(&config, what).await,
        Command::Partners(what) => partners::run(&config, what).await,
        Command::Backup(options) => backup::back_up(&config, options).await,
        Command::Restore(options) => backup::restore(&config, options).await,
        Command::Postings(what) => postings::run(&config, what).await,
        Command::Seed(options) => seed::run(config, options).await,
        Command::Openapi => {
            println!("{:#}", listings_api::openapi_document());
            Ok(ExitCode::SUCCESS)
        }
    }
}
