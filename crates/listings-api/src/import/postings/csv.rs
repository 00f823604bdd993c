//! CSV with a header: the columns are the fields of `JobPosting` in snake_case (docs/imports.md of this crate lists them). Comma,
//! semicolon or tab; lists in one cell are parted by `|`.

use std::collections::HashMap;

use contract::Requirement;

use super::super::Report;
use super::RawRecord;
use super::source::{SourcePay, SourcePosting};

const COLUMNS: &[&str] = &[
    "identifier", "identifier_issuer", "title", "description", "date_posted", "date_modified", "valid_through",
    "job_start_date", "employment_type", "contract_term", "contract_months", "shifts", "work_hours",
    "hiring_organization", "hiring_organization_url", "posting_agency", "posting_agency_authorisation_number",
    "posting_agency_privacy_url", "industry", "occupation", "address_locality", "address_region", "postal_code",
    "workplace_type", "base_salary_min", "base_salary_max", "base_salary_currency", "base_salary_per",
    "collective_agreement", "collective_agreement_level", "collective_agreement_instalments", "total_job_openings",
    "requirements", "welcome_requirements", "driving_licence", "needs_own_car", "job_benefits", "apply_url", "status",
];

pub fn read(text: &str, report: &mut Report) -> Result<Vec<RawRecord>, (usize, String)> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| (1, format!("not CSV: {error}")))?.clone();
    let columns: HashMap<String, usize> =
        header.iter().enumerate().map(|(at, name)| (name.to_ascii_lowercase(), at)).collect();
    if !columns.contains_key("title") {
        return Err((1, "no column \"title\": the first line must name the columns".to_owned()));
    }
    for unknown in header.iter().filter(|name| !COLUMNS.contains(&name.to_ascii_lowercase().as_str())) {
        report.note(1, unknown, "unknown column ignored");
    }
    let mut lines = Lines { text, at: 0, line: 1 };
    let records = reader.into_records().map(|row| match row {
        Ok(row) => {
            let line = row.position().map_or(0, |position| lines.line_of(position.byte()));
            let content = if row.len() > header.len() {
                Err(format!("{} cells, but the header has {}", row.len(), header.len()))
            } else {
                Ok(posting(&Row { cells: &row, columns: &columns }))
            };
            RawRecord::read_already(line, content)
        }
        Err(error) => {
            let line = error.position().map_or(0, |position| lines.line_of(position.byte()));
            RawRecord::read_already(line, Err(format!("not CSV: {error}")))
        }
    });
    Ok(records.collect())
}

/// Counts lines up to a record. The reader's own count is one short where lines end in CR LF.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// Records must be asked for in order.
    fn line_of(&mut self, byte: u64) -> usize {
        let bytes = self.text.as_bytes();
        let mut to = usize::try_from(byte).unwrap_or(usize::MAX).clamp(self.at, bytes.len());
        // A record may be said to begin at the line end before it.
        to += bytes.get(to..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.line += bytes.get(self.at..to).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count();
        self.at = to;
        self.line
    }
}

/// Whichever stands most often in the header.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |delimiter: u8| header.bytes().filter(|byte| *byte == delimiter).count();
    [b',', b';', b'\t'].into_iter().max_by_key(|delimiter| (count(*delimiter), *delimiter == b',')).unwrap_or(b',')
}

struct Row<'a> {
    cells: &'a csv::StringRecord,
    columns: &'a HashMap<String, usize>,
}

impl Row<'_> {
    fn text(&self, column: &str) -> Option<String> {
        let cell = self.cells.get(*self.columns.get(column)?)?;
        (!cell.is_empty()).then(|| cell.to_owned())
    }

    fn list(&self, column: &str) -> Vec<String> {
        let cell = self.text(column).unwrap_or_default();
        cell.split('|').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
    }

    fn is_true(&self, column: &str) -> bool {
        self.text(column).is_some_and(|cell| matches!(cell.to_lowercase().as_str(), "true" | "1" | "yes" | "si" | "sì"))
    }

    fn is(&self, column: &str, value: &str) -> bool {
        self.text(column).is_some_and(|cell| cell.eq_ignore_ascii_case(value))
    }
}

fn posting(row: &Row<'_>) -> SourcePosting {
    let requirements =
        |column, is_necessary| row.list(column).into_iter().map(move |text| Requirement { text, is_necessary });
    let pay = SourcePay {
        min: row.text("base_salary_min"),
        max: row.text("base_salary_max"),
        currency: row.text("base_salary_currency"),
        per: row.text("base_salary_per"),
    };
    SourcePosting {
        identifier: row.text("identifier"),
        issuer: row.text("identifier_issuer"),
        title: row.text("title"),
        description: row.text("description"),
        date_posted: row.text("date_posted"),
        date_modified: row.text("date_modified"),
        valid_through: row.text("valid_through"),
        job_start_date: row.text("job_start_date"),
        employment_types: row.list("employment_type"),
        contract_term: row.text("contract_term"),
        contract_months: row.text("contract_months"),
        shifts: row.list("shifts"),
        work_hours: row.text("work_hours"),
        organization_name: row.text("hiring_organization"),
        organization_url: row.text("hiring_organization_url"),
        agency_name: row.text("posting_agency"),
        agency_authorisation_number: row.text("posting_agency_authorisation_number"),
        agency_privacy_url: row.text("posting_agency_privacy_url"),
        industry: row.text("industry"),
        occupation: row.text("occupation"),
        locality: row.text("address_locality"),
        region: row.text("address_region"),
        postal_code: row.text("postal_code"),
        is_remote: row.is("workplace_type", "remote"),
        is_hybrid: row.is("workplace_type", "hybrid"),
        pay: (pay.min.is_some() || pay.max.is_some()).then_some(pay),
        agreement_name: row.text("collective_agreement"),
        agreement_level: row.text("collective_agreement_level"),
        agreement_instalments: row.text("collective_agreement_instalments"),
        total_job_openings: row.text("total_job_openings"),
        requirements: requirements("requirements", true).chain(requirements("welcome_requirements", false)).collect(),
        driving_licence: row.text("driving_licence"),
        needs_own_car: row.is_true("needs_own_car"),
        job_benefits: row.list("job_benefits"),
        apply_url: row.text("apply_url"),
        status: row.text("status"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_with_their_lines_and_any_delimiter() {
        for text in [
            "title,description,colour\n\"A, b\",\"due\nrighe\",x\nB,y,z\n",
            "title;description;colour\n\"A, b\";\"due\nrighe\";x\nB;y;z\n",
            "\u{feff}Title\tDescription\tColour\r\nA, b\t\"due\nrighe\"\tx\r\nB\ty\tz\r\n",
        ] {
            let mut report = Report::new("feed.csv");
            let records = read(text, &mut report).unwrap();
            let lines: Vec<_> = records.iter().map(|record| record.line).collect();
            assert_eq!(lines, [2, 4], "{text}");
            assert_eq!(records.into_iter().next().unwrap().read().unwrap().unwrap().title.as_deref(), Some("A, b"));
            assert_eq!(report.notes.len(), 1);
        }
    }

    #[test]
    fn a_row_with_too_many_cells_is_left_out_alone() {
        let records = read("title,description\nA,b,c\nB,d\nC\n", &mut Report::new("")).unwrap();
        let good: Vec<_> = records.into_iter().map(|record| record.read().unwrap().is_ok()).collect();
        assert_eq!(good, [false, true, true]);
    }

    #[test]
    fn a_file_without_a_header_is_refused() {
        assert!(read("Magazziniere,Roma\n", &mut Report::new("")).is_err());
    }

    #[test]
    fn lists_are_parted_by_bars() {
        let records = read(
            "title,shifts,requirements,welcome_requirements\nA,day | night,Diploma,Inglese\n",
            &mut Report::new(""),
        )
        .unwrap();
        let posting = records.into_iter().next().unwrap().read().unwrap().unwrap();
        assert_eq!(posting.shifts, ["day", "night"]);
        assert_eq!(posting.requirements.iter().map(|r| r.is_necessary).collect::<Vec<_>>(), [true, false]);
    }
}
