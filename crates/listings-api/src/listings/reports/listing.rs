//! Reports about offers, printed for people at a terminal or for another program.

use std::io::{ErrorKind, Write};

use serde::Serialize;

use store::{Store, reports as rows};

#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("database: {0}")]
    Database(#[from] store::Error),
    #[error("report: {0}")]
    Encode(#[from] serde_json::Error),
    #[error("cannot write: {0}")]
    Output(#[from] std::io::Error),
}

/// One thing that an export had to leave out: what, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    pub what: String,
    pub reason: String,
}

impl LeftOut {
    pub fn new(what: impl std::fmt::Display, reason: impl std::fmt::Display) -> Self {
        Self { what: what.to_string(), reason: reason.to_string() }
    }
}

impl std::fmt::Display for LeftOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.what, self.reason)
    }
}

/// Writes all reports, newest first, one JSON object per line: `created_at`, `job_posting`, `title`, `reason`, `note`.
/// Gives those that could not be read: they do not stop the others. An output that is closed early (`| head`) is no
/// error.
pub async fn write_all(store: &Store, output: &mut impl Write) -> Result<Vec<LeftOut>, WriteError> {
    let mut left_out = Vec::new();
    for seq in rows::list_seqs(store).await? {
        let written = match rows::find(store, seq).await {
            // Its offer or itself was deleted while this ran.
            Ok(None) => continue,
            Ok(Some(row)) => line(&row).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        match written {
            Ok(line) if !write_line(output, &line)? => break,
            Ok(_) => {}
            Err(reason) => left_out.push(LeftOut::new(format_args!("report {seq}"), reason)),
        }
    }
    Ok(left_out)
}

/// `false`: nobody reads any more.
pub(crate) fn write_line(output: &mut impl Write, line: &str) -> Result<bool, std::io::Error> {
    match writeln!(output, "{line}") {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        written => written.map(|()| true),
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
    use store::reports::Row;

    #[test]
    fn a_line_is_one_line_of_json_and_steers_no_terminal() {
        let note = "è \"vero\"\n\u{1b}[2J\u{9b}31m\u{202e}";
        let row = Row {
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
    }
}
