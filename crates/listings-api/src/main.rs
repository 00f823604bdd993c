//! The program: sets up the log and runs a command.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks through its output")]

mod cli;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into());
    let is_terminal = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(is_terminal).init();
    match cli::run(cli::Arguments::parse()).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("listings-api: {error}");
            ExitCode::FAILURE
        }
    }
}
