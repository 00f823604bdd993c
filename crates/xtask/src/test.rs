//! `cargo xtask test`: everything that can fail, in one go.

mod contract;

use std::process::{Command, ExitStatus};
use std::time::Instant;

use anyhow::{Result, bail};

use crate::machine::{chromium, process, python, workspace};
use crate::site::{self, Profile, shell::Addresses};
use crate::{api, setup};

#[derive(clap::Args)]
pub struct Options {
    /// Only one kind of tests
    #[arg(long, value_enum)]
    only: Option<Kind>,
    /// What the requests of the contract tests are drawn from; another seed, other requests
    #[arg(long, default_value_t = 1)]
    seed: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    /// Unit and API tests: no browser, no built site
    Unit,
    /// The API against its OpenAPI description; needs Python
    Contract,
    /// In Chromium, against the real API
    E2e,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Count {
    passed: u64,
    failed: u64,
}

/// How one kind of tests ended.
enum Outcome {
    Counted(Count),
    /// Why they did not run.
    Skipped(String),
}

pub fn run(options: &Options) -> Result<()> {
    let is_wanted = |kind| options.only.is_none_or(|only| only == kind);
    let mut summary = Vec::new();
    if is_wanted(Kind::Unit) {
        summary.push(measured("unit and API tests", unit));
    }
    if is_wanted(Kind::Contract) && !process::is_interrupted() {
        summary.push(measured("API against its description", || api_contract(options.seed)));
    }
    if is_wanted(Kind::E2e) && !process::is_interrupted() {
        summary.push(measured("end-to-end tests", end_to_end));
    }

    println!("\nSummary");
    for (line, _) in &summary {
        println!("  {line}");
    }
    if summary.iter().any(|(_, is_good)| !is_good) {
        bail!("not everything passed");
    }
    Ok(())
}

/// Runs one kind of tests; what goes wrong becomes its line in the summary, so that the other kind still runs.
fn measured(what: &str, tests: impl FnOnce() -> Result<Outcome>) -> (String, bool) {
    println!("\n── {what}");
    let start = Instant::now();
    let result = tests();
    let elapsed = process::duration(start.elapsed());
    match result {
        Ok(Outcome::Counted(Count { passed, failed })) => {
            (format!("{what}: {passed} passed, {failed} failed in {elapsed}"), failed == 0)
        }
        Ok(Outcome::Skipped(reason)) => (format!("{what}: skipped: {reason}"), true),
        Err(error) => (format!("{what}: could not run to the end, after {elapsed}: {error:#}"), false),
    }
}

fn unit() -> Result<Outcome> {
    let mut cargo = workspace::cargo();
    // --no-fail-fast: one broken crate must not hide what the others say.
    let mut count = Count::default();
    let status = process::run_watched(cargo.args(["test", "--workspace", "--no-fail-fast"]), |line| {
        count.add(rust_closing_line(line));
    })?;
    finished(count, status).map(Outcome::Counted)
}

fn api_contract(seed: u32) -> Result<Outcome> {
    if let Some(reason) = python::missing() {
        return Ok(Outcome::Skipped(reason));
    }
    let mut count = Count::default();
    let status = contract::run(seed, |line| count.add(plain_closing_line(line)))?;
    finished(count, status).map(Outcome::Counted)
}

fn end_to_end() -> Result<Outcome> {
    let browser = setup::for_browser_tests()?;
    site::build(Profile::Release, &Addresses::default(), &workspace::dist())?;
    let api = api::build(false)?;
    let mut playwright: Command = chromium::playwright(&setup::browser_tests());
    playwright.arg("test").env("BACHECA_API", api).env("BACHECA_SITE", workspace::dist());
    if let Some(browser) = browser {
        playwright.env("CHROMIUM", browser);
    }
    let mut count = Count::default();
    let status = process::run_watched(&mut playwright, |line| count.add(plain_closing_line(line)))?;
    finished(count, status).map(Outcome::Counted)
}

/// A runner that failed without naming a failed test did not run: nothing compiled, or nothing was found.
fn finished(count: Count, status: ExitStatus) -> Result<Count> {
    if !status.success() && count.failed == 0 {
        bail!("the test runner failed ({status}); its message is above");
    }
    if count == Count::default() {
        bail!("no test ran");
    }
    Ok(count)
}

impl Count {
    fn add(&mut self, more: Option<Count>) {
        let more = more.unwrap_or_default();
        self.passed += more.passed;
        self.failed += more.failed;
    }
}

/// `test result: ok. 12 passed; 0 failed; 1 ignored; …`
fn rust_closing_line(line: &str) -> Option<Count> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let mut parts = counts.split("; ");
    counted(parts.next()?, parts.next()?)
}

/// `12 passed, 0 failed`, as our reporter in tests/support writes it.
fn plain_closing_line(line: &str) -> Option<Count> {
    let (passed, failed) = line.split_once(", ")?;
    counted(passed, failed)
}

fn counted(passed: &str, failed: &str) -> Option<Count> {
    Some(Count {
        passed: passed.strip_suffix(" passed")?.parse().ok()?,
        failed: failed.strip_suffix(" failed")?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::process::ExitStatusExt;

    #[test]
    fn closing_lines_are_read() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(rust_closing_line(line), Some(Count { passed: 12, failed: 3 }));
        assert_eq!(plain_closing_line("40 passed, 0 failed"), Some(Count { passed: 40, failed: 0 }));
        for other in ["", "running 3 tests", "  40 passed (12.3s)", "40 passed, some failed"] {
            assert_eq!(rust_closing_line(other).or(plain_closing_line(other)), None, "{other}");
        }
    }

    #[test]
    fn a_runner_that_never_ran_is_no_success() {
        let (good, bad) = (ExitStatus::from_raw(0), ExitStatus::from_raw(1 << 8));
        assert!(finished(Count::default(), good).is_err());
        assert!(finished(Count { passed: 5, failed: 0 }, bad).is_err());
        assert_eq!(finished(Count { passed: 5, failed: 1 }, bad).unwrap().failed, 1);
    }
}
