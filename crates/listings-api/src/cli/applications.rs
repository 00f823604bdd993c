use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use listings_api::candidates::cv::files::CvFiles;
use listings_api::candidates::job_applications::received as received_applications;
use listings_api::config::Config;

use super::database::open_store;
use super::outcome::{Failure, say_left_out};

#[derive(Subcommand)]
pub enum What {
    /// Print them, oldest first: a JSON object per line.
    List {
        /// Only those for this offer.
        #[arg(long)]
        posting: Option<String>,
    },
    /// Write them into a folder, with their CVs.
    Export {
        dir: PathBuf,
        /// Only those for this offer.
        #[arg(long)]
        posting: Option<String>,
    },
}

pub async fn run(config: &Config, what: What) -> Result<ExitCode, Failure> {
    let store = open_store(config).await?;
    let left_out = match what {
        What::List { posting } => {
            let mut output = std::io::stdout().lock();
            received_applications::write_all(&store, posting.as_deref(), &mut output).await?
        }
        What::Export { dir, posting } => {
            let files = CvFiles::open(config)?;
            let exported = received_applications::export(&store, &files, posting.as_deref(), &dir).await?;
            println!("{} CVs and applications.jsonl in {}", exported.cvs, dir.display());
            exported.left_out
        }
    };
    store.close().await;
    Ok(say_left_out(&left_out))
}
