//! Reports about offers, for those who read them at a terminal or feed them to another program.

use std::io::{ErrorKind, Write};

use serde::Serialize;

use crate::store::Store;
use crate::store::reports as rows;

/// Rows read at once.
const BATCH: u32 = 500;

#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("report: {0}")]
    Encode(#[from] serde_json::Error),
    #[error("cannot write: {0}")]
    Output(#[from] std::io::Error),
}

/// Writes all reports, newest first, one JSON object per line: `created_at`, `job_posting`, `title`, `reason`, `note`.
/// An output that is closed early (`| head`) is no error.
pub async fn write_all(store: &Store, output: &mut impl Write) -> Result<(), WriteError> {
    let mut before = i64::MAX;
    loop {
        let batch = rows::list(&store.read, before, BATCH).await?;
        for row in &batch {
            match writeln!(output, "{}", line(row)?) {
                Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
                written => written?,
            }
        }
        match batch.last() {
            Some(last) => before = last.seq,
            None => return Ok(()),
        }
    }
}

/// A stranger wrote the note: what steers a terminal or turns the direction of the text goes out as `\u…`.
pub(crate) fn line(row: &impl Serialize) -> Result<String, serde_json::Error> {
    let json = serde_json::to_string(row)?;
    let is_steering = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let written = |c: char| if is_steering(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    Ok(json.chars().map(written).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::reports::Row;

    #[test]
    fn a_line_is_one_line_of_json_and_steers_no_terminal() {
        let note = "è \"vero\"\n\u{1b}[2J\u{9b}31m\u{202e}";
        let row = Row {
            seq: 1,
            created_at: "2026-11-23T10:00:00+00:00".to_owned(),
            job_posting: "a".to_owned(),
            title: "Cassiera".to_owned(),
            reason: "scam".to_owned(),
            note: note.to_owned(),
        };
        let line = line(&row).unwrap();
        assert!(!line.chars().any(|c| c.is_control() || c == '\u{202e}'), "{line:?}");
        assert!(line.contains("è"), "{line}");
        let read: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(read["note"], note);
        assert_eq!(read.get("seq"), None);
    }
}
