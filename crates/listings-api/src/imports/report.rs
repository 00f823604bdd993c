//! What an import did, for people to read.

use std::fmt;

use store::articles::Change;

/// Notes shown one by one; the rest are counted. A feed of 100,000 bad records must not fill the screen.
const MOST_SHOWN: usize = 200;

/// Notes kept of each kind; the rest are counted. A million errors must not fill the memory.
const MOST_KEPT: usize = 10_000;

/// One thing worth knowing about one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// From 1; 0 for the file as a whole.
    pub line: usize,
    /// Title, slug or identifier, as far as it was readable.
    pub record: String,
    pub reason: String,
}

/// The outcome for one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub file: String,
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
    /// Records that were not taken, the first of them.
    pub left_out: Vec<Note>,
    /// Those that are only counted.
    pub left_out_beyond: usize,
    /// Records that were taken, but not to the letter.
    pub notes: Vec<Note>,
    pub notes_beyond: usize,
}

impl Report {
    pub fn new(file: impl Into<String>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }

    pub fn count(&mut self, change: Change) {
        match change {
            Change::Added => self.added += 1,
            Change::Changed => self.changed += 1,
            Change::Unchanged => self.unchanged += 1,
        }
    }

    pub fn leave_out(&mut self, line: usize, record: &str, reason: impl Into<String>) {
        keep(&mut self.left_out, &mut self.left_out_beyond, line, record, reason.into());
    }

    pub fn note(&mut self, line: usize, record: &str, reason: impl Into<String>) {
        keep(&mut self.notes, &mut self.notes_beyond, line, record, reason.into());
    }

    /// Records that were not taken, all of them.
    pub fn count_left_out(&self) -> usize {
        self.left_out.len() + self.left_out_beyond
    }

    /// Records in the store after this import.
    pub fn taken(&self) -> usize {
        self.added + self.changed + self.unchanged
    }
}

fn keep(notes: &mut Vec<Note>, beyond: &mut usize, line: usize, record: &str, reason: String) {
    if notes.len() < MOST_KEPT {
        notes.push(Note { line, record: shorten(record), reason });
    } else {
        *beyond += 1;
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, added, changed, unchanged, .. } = self;
        write!(
            f,
            "{file}: {added} added, {changed} changed, {unchanged} unchanged, {} left out",
            self.count_left_out()
        )?;
        let (left_out, notes) = ((&self.left_out, self.left_out_beyond), (&self.notes, self.notes_beyond));
        for (what, (list, beyond)) in [("left out", left_out), ("note", notes)] {
            for note in list.iter().take(MOST_SHOWN) {
                write!(f, "\n  {what}: ")?;
                if note.line > 0 {
                    write!(f, "line {}: ", note.line)?;
                }
                if !note.record.is_empty() {
                    write!(f, "{}: ", note.record)?;
                }
                f.write_str(&note.reason)?;
            }
            if list.len() > MOST_SHOWN {
                write!(f, "\n  {what}: and {} more", list.len() - MOST_SHOWN + beyond)?;
            }
        }
        Ok(())
    }
}

/// The last line of an import, over all its files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Total {
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub left_out: usize,
}

impl Total {
    pub fn of(reports: &[Report]) -> Self {
        reports.iter().fold(Self::default(), |total, report| Self {
            added: total.added + report.added,
            changed: total.changed + report.changed,
            unchanged: total.unchanged + report.unchanged,
            left_out: total.left_out + report.count_left_out(),
        })
    }

    /// Records in the store after this import.
    pub fn taken(&self) -> usize {
        self.added + self.changed + self.unchanged
    }
}

impl fmt::Display for Total {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { added, changed, unchanged, left_out } = self;
        write!(f, "total: {added} added, {changed} changed, {unchanged} unchanged, {left_out} left out")
    }
}

/// For a terminal: short, on one line, without control characters of others.
fn shorten(text: &str) -> String {
    let is_hidden = |c: &char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| !is_hidden(c)).take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_line_and_reason() {
        let mut report = Report::new("feed.jsonld");
        report.count(Change::Added);
        report.leave_out(12, "PL-1\u{1b}[31m", "no title");
        report.note(0, "", "decoded as windows-1252");
        let text = report.to_string();
        assert!(text.starts_with("feed.jsonld: 1 added, 0 changed, 0 unchanged, 1 left out\n"), "{text}");
        assert!(text.contains("left out: line 12: PL-1[31m: no title"), "{text}");
        assert!(text.ends_with("note: decoded as windows-1252"), "{text}");
    }

    #[test]
    fn a_long_list_is_cut() {
        let mut report = Report::new("feed");
        for line in 1..=1000 {
            report.leave_out(line, "", "bad");
        }
        assert_eq!(report.to_string().lines().count(), MOST_SHOWN + 2);
        for line in 1..=100_000 {
            report.leave_out(line, "", "bad");
        }
        assert_eq!((report.left_out.len(), report.count_left_out()), (MOST_KEPT, 101_000));
        assert!(report.to_string().ends_with("and 100800 more"), "{report}");
    }
}
