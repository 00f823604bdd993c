//! `prerender`: writes the pages of a built site as files. Run it again whenever content has changed.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks through its output")]

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use prerender::files::{Api, publish};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(
    name = "prerender",
    version,
    about = "Writes the pages of a built site as files, from what a listings API has"
)]
struct Arguments {
    /// Folder of the built site.
    #[arg(long)]
    site: PathBuf,
    /// Where the listings API answers, such as https://api.example.it
    #[arg(long)]
    api: String,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let began = Instant::now();
    let done = match Api::new(&arguments.api) {
        Ok(api) => publish(&arguments.site, api, chrono::Utc::now()).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(outcome) => {
            println!(
                "{} pages written, {} unchanged, {} removed in {:.1} s",
                outcome.written,
                outcome.unchanged,
                outcome.removed,
                began.elapsed().as_secs_f64()
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("no page was touched: {error:#}");
            ExitCode::FAILURE
        }
    }
}
