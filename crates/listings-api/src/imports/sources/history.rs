//! The runs of a source, for people and for spreadsheets.

use std::io::Write;

use chrono::{DateTime, SecondsFormat};

use crate::imports::lint::{Language, Rule};
use store::Store;
use store::source_runs::{self, Entry, Run};

const COLUMNS: [&str; 11] =
    ["run", "started_at", "ended_at", "outcome", "reason", "what", "line", "record", "job_posting", "rule", "why"];

/// Writes runs as CSV, newest first: a row for every record that one did something to, and one for a run without any.
pub async fn write_csv(
    store: &Store,
    runs: &[Run],
    language: Language,
    output: &mut impl Write,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut writer = csv::Writer::from_writer(output);
    writer.write_record(COLUMNS)?;
    for run in runs {
        let mut entries = source_runs::entries(store, run.seq).await?;
        if entries.is_empty() {
            entries.push(Entry::default());
        }
        for entry in entries {
            let line = if entry.line > 0 { entry.line.to_string() } else { String::new() };
            let why = why(&entry, language);
            writer.write_record([
                run.seq.to_string(),
                instant(run.started_at),
                run.ended_at.map(instant).unwrap_or_default(),
                run.outcome.clone(),
                cell(run.reason.as_deref().unwrap_or_default()),
                entry.what,
                line,
                cell(&entry.record),
                entry.job_posting,
                entry.rule,
                cell(&why),
            ])?;
        }
    }
    writer.flush()?;
    Ok(())
}

/// Why something was done to a record; of a finding, the rule and what to do.
pub fn why(entry: &Entry, language: Language) -> String {
    match Rule::of(&entry.rule) {
        Some(rule) => rule.explain(&entry.reason, language),
        None => entry.reason.clone(),
    }
}

/// In UTC; empty for what is no time.
pub fn instant(seconds: i64) -> String {
    let at = DateTime::from_timestamp(seconds, 0);
    at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)).unwrap_or_default()
}

/// Text of others, which a spreadsheet must not take for a formula.
fn cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_others_is_no_formula() {
        assert_eq!(cell("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(cell("Magazziniere"), "Magazziniere");
    }
}
