//! `cargo xtask <command>`: one file per command, this one only matches. `site` builds the site and `api` the server for
//! whichever command needs them; `machine` is what both are done with.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line program talks to the terminal")]

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

mod api;
mod bench;
mod configure;
mod data;
mod deny;
mod dist;
mod machine;
mod run;
mod setup;
mod site;
mod size;
mod test;
mod tidy;

use data::{passwords, places};
use machine::process;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Builds, runs, tests and checks Bacheca")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything, import the sample content, serve site and API on one port
    Run(run::Options),
    /// Run all tests: unit and API tests, the API against its description, then the end-to-end tests in Chromium
    Test(test::Options),
    /// Build the site for a web server into dist/
    Dist(dist::Options),
    /// Change the addresses in a built site, without building it again
    Configure(configure::Options),
    /// Install what development needs beyond `run` and `test`: everything
    Setup,
    /// Check the rules of the tree that the compiler doesn't know
    Tidy,
    /// Print what a visitor downloads and compare it with the budget
    Size,
    /// Measure
    Bench(bench::Options),
    /// Rebuild the list of Italy's comuni from its sources
    Places,
    /// Rebuild the list of passwords that sign-up refuses
    Passwords,
    /// Check licences, sources, duplicates and known vulnerabilities of the dependencies
    Deny,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = process::end_children_on_signal().and_then(|()| match cli.command {
        Command::Run(options) => run::run(&options),
        Command::Test(options) => test::run(&options),
        Command::Dist(options) => dist::run(&options),
        Command::Configure(options) => configure::run(&options),
        Command::Setup => setup::run(),
        Command::Tidy => tidy::run(&Cli::command()),
        Command::Size => size::run(),
        Command::Bench(options) => bench::run(&options),
        Command::Places => places::run(),
        Command::Passwords => passwords::run(),
        Command::Deny => deny::run(),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        // The error is only the echo of a program that was ended with us.
        Err(_) if process::is_interrupted() => {
            println!("\nStopped.");
            ExitCode::from(130)
        }
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
