//! CSV with a header: the columns are the fields of `JobPosting` in snake_case (docs/imports.md lists them). Comma,
//! semicolon or tab; lists in one cell are separated by `|`.

use std::collections::HashMap;

use contract::Requirement;

use super::quotes::{self, Shape};
use super::record::RawRecord;
use super::source::{SourcePay, SourcePosting};
use crate::imports::Report;

const COLUMNS: &[&str] = &[
    "identifier", "identifier_issuer", "title", "description", "date_posted", "date_modified", "valid_through",
    "job_start_date", "employment_type", "contract_term", "contract_months", "shifts", "work_hours",
    "hiring_organization", "hiring_organization_url", "posting_agency", "posting_agency_authorisation_number",
    "posting_agency_privacy_url", "industry", "occupation", "address_locality", "address_region", "postal_code",
    "address_country", "workplace_type", "base_salary_min", "base_salary_max", "base_salary_currency",
    "base_salary_per", "collective_agreement", "collective_agreement_level", "collective_agreement_instalments",
    "total_job_openings", "requirements", "welcome_requirements", "driving_licence", "needs_own_car", "job_benefits",
    "apply_url", "status",
];

pub fn read(text: &str, report: &mut Report) -> Result<Vec<RawRecord>, (usize, String)> {
    let text = text.trim_start_matches('\u{feff}').trim_start_matches(['\r', '\n']);
    let delimiter = delimiter(text);
    quotes::check_header(text, delimiter).map_err(|reason| (1, reason.to_owned()))?;
    let header = reader(text, delimiter).headers().map_err(|error| (1, format!("not CSV: {error}")))?.clone();
    let columns: HashMap<String, usize> =
        header.iter().enumerate().map(|(at, name)| (name.to_ascii_lowercase(), at)).collect();
    let Some(title) = columns.get("title").copied() else {
        return Err((1, "no column \"title\": the first line must name the columns".to_owned()));
    };
    for unknown in header.iter().filter(|name| !COLUMNS.contains(&name.to_ascii_lowercase().as_str())) {
        report.note(1, unknown, "unknown column ignored");
    }
    let shape = Shape { delimiter, columns: header.len(), title, date_posted: columns.get("date_posted").copied() };
    let (sound, damaged) = quotes::take_out_damaged(text, shape);
    let mut lines = Lines { text, at: 0, line: 1 };
    let damaged =
        damaged.iter().map(|row| RawRecord::read_already(lines.line_of(row.at as u64), Err(row.reason.to_owned())));
    let mut records: Vec<_> = damaged.collect();
    let mut lines = Lines { text: &sound, at: 0, line: 1 };
    records.extend(reader(&sound, delimiter).into_records().map(|row| match row {
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
    }));
    records.sort_by_key(|record| record.line);
    Ok(records)
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes())
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
        country: row.text("address_country"),
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

    /// Line and title of each record, or the line of one that could not be read.
    fn titles(text: &str) -> Vec<(usize, Option<String>)> {
        let records = read(text, &mut Report::new("feed.csv")).unwrap();
        records.into_iter().map(|record| (record.line, record.read().unwrap().ok().and_then(|row| row.title))).collect()
    }

    /// The lines of the records that could be read.
    fn taken(text: &str) -> Vec<usize> {
        titles(text).into_iter().filter(|(_, title)| title.is_some()).map(|(line, _)| line).collect()
    }

    const HEADER: [&str; 6] =
        ["identifier", "title", "description", "date_posted", "hiring_organization", "work_hours"];
    const DELIMITERS: [&str; 3] = [",", ";", "\t"];
    const LINE_ENDS: [&str; 2] = ["\n", "\r\n"];

    fn row(number: usize) -> Vec<String> {
        ["", "T", "Descrizione ", "2026-11-20", "Officine ", "sera "]
            .iter()
            .map(|cell| if *cell == "2026-11-20" { (*cell).to_owned() } else { format!("{cell}{number}") })
            .collect()
    }

    /// A file of these rows, with `column` of some of them as it is wanted.
    fn file(delimiter: &str, line_end: &str, rows: usize, column: usize, cells: &[(usize, &str)]) -> String {
        let mut lines = vec![HEADER.join(delimiter)];
        for number in 1..=rows {
            let mut row = row(number);
            if let Some((_, cell)) = cells.iter().find(|(at, _)| *at == number) {
                row[column] = (*cell).to_owned();
            }
            lines.push(row.join(delimiter));
        }
        lines.join(line_end) + line_end
    }

    fn t(line: usize, number: usize) -> (usize, Option<String>) {
        (line, Some(format!("T{number}")))
    }

    #[test]
    fn an_unbalanced_quote_costs_its_own_row_alone() {
        for (delimiter, line_end) in DELIMITERS.iter().flat_map(|d| LINE_ENDS.map(|end| (*d, end))) {
            for column in 0..HEADER.len() {
                let text = file(delimiter, line_end, 6, column, &[(3, "\"x")]);
                let expected = [t(2, 1), t(3, 2), (4, None), t(5, 4), t(6, 5), t(7, 6)];
                assert_eq!(titles(&text), expected, "{text}");
                // A good quote later on seems to close it.
                let text = file(delimiter, line_end, 6, column, &[(3, "\"x"), (5, "\"T5\"")]);
                assert_eq!(taken(&text), [2, 3, 5, 6, 7], "{text}");
            }
        }
    }

    #[test]
    fn two_of_them_and_one_in_the_last_row() {
        for (delimiter, line_end) in DELIMITERS.iter().flat_map(|d| LINE_ENDS.map(|end| (*d, end))) {
            for column in 0..HEADER.len() {
                let two = |first, second, cell| file(delimiter, line_end, 6, column, &[(first, "\"x"), (second, cell)]);
                assert_eq!(taken(&two(2, 5, "\"x")), [2, 4, 5, 7]);
                // A quote that only ends a cell opens nothing: it is a letter.
                assert_eq!(taken(&two(2, 5, "x\"")), [2, 4, 5, 6, 7]);
                if column != 3 {
                    assert_eq!(titles(&two(2, 3, "\"x")), [t(2, 1), (3, None), (4, None), t(5, 4), t(6, 5), t(7, 6)]);
                }
                for text in [
                    file(delimiter, line_end, 3, column, &[(3, "\"x")]),
                    file(delimiter, line_end, 3, column, &[(3, "\"x")]).trim_end().to_owned(),
                ] {
                    assert_eq!(titles(&text), [t(2, 1), t(3, 2), (4, None)], "{text}");
                }
            }
        }
    }

    #[test]
    fn a_thousand_rows_after_it_are_read() {
        let text = file(";", "\n", 1005, 1, &[(3, "\"Offerta")]);
        let found = titles(&text);
        assert_eq!((found.len(), found.iter().filter(|(_, title)| title.is_none()).count()), (1005, 1));
        assert_eq!(found[2], (4, None));
    }

    #[test]
    fn descriptions_of_many_lines_stay_whole() {
        let long =
            "Cerchiamo, per il turno; di notte:\n- \"\"capi\"\", operai; altri\n\n2026-11-20, mele; pere\n".repeat(200);
        for text in [
            "due\nrighe",
            "uno, due;\ntre\t, quattro; 2026-11-20, x",
            "\n",
            "fine\n",
            "\"\"capo\"\"\n\"\"\"\"",
            long.as_str(),
        ] {
            for (delimiter, line_end) in DELIMITERS.iter().flat_map(|d| LINE_ENDS.map(|end| (*d, end))) {
                for column in [0, 2, 4, 5] {
                    let cell = format!("\"{}\"", text.replace('\n', line_end));
                    let whole = file(delimiter, line_end, 3, column, &[(2, &cell), (3, &cell)]);
                    let found: Vec<_> = titles(&whole).into_iter().map(|(_, title)| title.unwrap()).collect();
                    assert_eq!(found, ["T1", "T2", "T3"], "{whole:.300}");
                }
            }
        }
    }

    #[test]
    fn a_description_of_many_lines_beside_an_unbalanced_quote() {
        let text = "title;description;date_posted;status\nA;\"uno\ndue\";2026-11-20;open\nB;\"uno;2026-11-20;open\n\
                    C;\"uno\ndue; tre\";2026-11-20;open\nD;\"uno\ndue\";2026-11-20;\"open\nE;\"uno\n\";2026-11-20;open\n";
        let title = |line, title: &str| (line, Some(title.to_owned()));
        assert_eq!(titles(text), [title(2, "A"), (4, None), title(5, "C"), (7, None), title(9, "E")]);
    }

    #[test]
    fn a_header_that_is_not_closed_is_said() {
        for text in ["title;\"description\nA;b\n", "title;\"description\nA;\"b\"\n"] {
            assert_eq!(
                read(text, &mut Report::new("")).unwrap_err(),
                (1, "a quote of the header is not closed".to_owned())
            );
        }
        assert_eq!(titles("title;\"a\nremark\";description\nA;b;c\n"), [(3, Some("A".to_owned()))]);
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
    fn lists_are_separated_by_bars() {
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
