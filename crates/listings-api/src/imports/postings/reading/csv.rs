//! CSV with a header: columns are our fields (docs/imports.md lists them), or what Italian spreadsheets call them. Comma,
//! semicolon or tab; lists in one cell are separated by `|`.

use serde_json::{Map, Value};

use super::columns::fields_of;
use super::quotes::{self, Shape};
use crate::imports::Report;
use crate::imports::postings::fields::Fields;
use crate::imports::postings::record::RawRecord;

/// How far down a header is looked for: above it a table may have a title.
const HEADER_LINES: usize = 10;

/// What is made of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// Offers, by the names of the columns.
    Offers,
    /// Values for a mapping to read.
    Values,
}

pub fn read(text: &str, rows: Rows, report: &mut Report) -> Result<Vec<RawRecord>, (usize, String)> {
    let text = text.trim_start_matches('\u{feff}');
    let above = above_header(text, rows);
    let first_line = 1 + above.matches('\n').count();
    let text = text.get(above.len()..).unwrap_or_default();
    let delimiter = delimiter(text);
    quotes::check_header(text, delimiter).map_err(|reason| (first_line, reason.to_owned()))?;
    let header = reader(text, delimiter).headers().map_err(|error| (first_line, format!("not CSV: {error}")))?.clone();
    let columns = fields_of(header.iter());
    let column = |name: &str| columns.iter().position(|field| *field == Some(name));
    let title = match (column("title"), rows) {
        (Some(title), _) => title,
        (None, Rows::Values) => 0,
        (None, Rows::Offers) => {
            return Err((first_line, "no column \"title\": the first line must name the columns".to_owned()));
        }
    };
    if rows == Rows::Offers {
        for unknown in header.iter().zip(&columns).filter(|(name, field)| field.is_none() && !name.is_empty()) {
            report.note(first_line, unknown.0, "unknown column ignored");
        }
    }
    let shape = Shape { delimiter, columns: header.len(), title, date_posted: column("date_posted") };
    let (sound, damaged) = quotes::take_out_damaged(text, shape);
    let mut lines = Lines { text, at: 0, line: first_line };
    let damaged = damaged.iter().map(|row| RawRecord::damaged(lines.line_of(row.at as u64), row.reason));
    let mut records: Vec<_> = damaged.collect();
    let mut lines = Lines { text: &sound, at: 0, line: first_line };
    for row in reader(&sound, delimiter).into_records() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                let line = error.position().map_or(0, |position| lines.line_of(position.byte()));
                records.push(RawRecord::damaged(line, format!("not CSV: {error}")));
                continue;
            }
        };
        let line = row.position().map_or(0, |position| lines.line_of(position.byte()));
        // Spreadsheets export the rows below the last one too.
        if row.iter().all(str::is_empty) {
            continue;
        }
        let is_too_long = row.iter().skip(header.len()).any(|cell| !cell.is_empty());
        records.push(match rows {
            _ if is_too_long => {
                RawRecord::damaged(line, format!("{} cells, but the header has {}", row.len(), header.len()))
            }
            Rows::Values => RawRecord::value(line, value(&header, &row)),
            Rows::Offers => RawRecord::read_already(line, offer(&header, &columns, &row)),
        });
    }
    records.sort_by_key(|record| record.line);
    Ok(records)
}

/// What stands above the header: blank lines, Excel's `sep=;`, a title of the table.
fn above_header(text: &str, rows: Rows) -> &str {
    let mut at = 0;
    for line in text.split_inclusive('\n').take(HEADER_LINES) {
        let bare = line.trim().trim_matches([';', ',', '\t']);
        let is_blank = bare.is_empty() || bare.starts_with("sep=");
        let header = line.trim_end();
        let names = || header.split(char::from(delimiter(header))).map(|name| name.trim_matches('"'));
        let known = fields_of(names()).iter().flatten().count();
        let is_header = known >= 2 || known == 1 && names().count() == 1 || rows == Rows::Values;
        if !is_blank && is_header {
            return text.get(..at).unwrap_or_default();
        }
        at += line.len();
    }
    // None has two names that are ours: then the first that is not blank has to say what is missing.
    let start = text.trim_start_matches(['\r', '\n']);
    text.get(..text.len() - start.len()).unwrap_or_default()
}

fn value(header: &csv::StringRecord, row: &csv::StringRecord) -> Value {
    let cells = header.iter().zip(row.iter()).filter(|(name, _)| !name.is_empty());
    Value::Object(cells.map(|(name, cell)| (name.to_owned(), Value::String(cell.to_owned()))).collect::<Map<_, _>>())
}

fn offer(
    header: &csv::StringRecord,
    columns: &[Option<&'static str>],
    row: &csv::StringRecord,
) -> crate::imports::postings::source::SourcePosting {
    let mut fields = Fields::default();
    for ((name, field), cell) in header.iter().zip(columns).zip(row.iter()) {
        let Some(field) = field else { continue };
        match *field {
            "date_posted" | "date_modified" | "valid_through" | "job_start_date" => fields.add(field, &excel_day(cell)),
            "postal_code" => fields.add(field, &with_zeros(cell)),
            "work_hours" => {
                fields.add(field, cell);
                fields.add("contract", cell);
            }
            "base_salary" | "base_salary_min" | "base_salary_max" => {
                fields.add(field, cell);
                // The header may be all that says for what period.
                let name = name.to_lowercase();
                let is_period =
                    ["ral", "mens", "annu", "orari", "giorn", "settiman"].iter().any(|word| name.contains(word));
                if is_period && !columns.contains(&Some("base_salary_per")) && !cell.is_empty() {
                    fields.add("base_salary_per", name.trim());
                }
            }
            field => fields.add(field, cell),
        }
    }
    fields.into_posting()
}

/// A day that Excel wrote as its own number, which counts from 30 December 1899.
fn excel_day(cell: &str) -> String {
    let whole = cell.split_once([',', '.']).map_or(cell, |(whole, _)| whole);
    let number = whole.parse::<u64>().ok().filter(|number| (36_526..73_051).contains(number) && cell.len() < 12);
    let epoch = chrono::NaiveDate::from_ymd_opt(1899, 12, 30);
    let day = number.zip(epoch).and_then(|(number, epoch)| epoch.checked_add_days(chrono::Days::new(number)));
    day.map_or_else(|| cell.to_owned(), |day| day.to_string())
}

/// A postal code that lost the zeros before it.
fn with_zeros(cell: &str) -> String {
    let is_cut = (2..5).contains(&cell.len()) && cell.bytes().all(|byte| byte.is_ascii_digit());
    if is_cut { format!("{cell:0>5}") } else { cell.to_owned() }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::postings::formats::{Format, Reader};
    use crate::imports::postings::source::SourcePosting;

    fn read_offers(text: &str, report: &mut Report) -> Result<Vec<RawRecord>, (usize, String)> {
        super::read(text, Rows::Offers, report)
    }

    fn read_one(record: RawRecord) -> Result<SourcePosting, String> {
        record.read(&Reader::new(Format::Csv)).remove(0)
    }

    #[test]
    fn rows_are_read_with_their_lines_and_any_delimiter() {
        for text in [
            "title,description,colour\n\"A, b\",\"due\nrighe\",x\nB,y,z\n",
            "title;description;colour\n\"A, b\";\"due\nrighe\";x\nB;y;z\n",
            "\u{feff}Title\tDescription\tColour\r\nA, b\t\"due\nrighe\"\tx\r\nB\ty\tz\r\n",
        ] {
            let mut report = Report::new("feed.csv");
            let records = read_offers(text, &mut report).unwrap();
            let lines: Vec<_> = records.iter().map(|record| record.line).collect();
            assert_eq!(lines, [2, 4], "{text}");
            assert_eq!(read_one(records.into_iter().next().unwrap()).unwrap().title.as_deref(), Some("A, b"));
            assert_eq!(report.notes.len(), 1);
        }
    }

    /// Line and title of each record, or the line of one that could not be read.
    fn titles(text: &str) -> Vec<(usize, Option<String>)> {
        let records = read_offers(text, &mut Report::new("feed.csv")).unwrap();
        records.into_iter().map(|record| (record.line, read_one(record).ok().and_then(|row| row.title))).collect()
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
                read_offers(text, &mut Report::new("")).unwrap_err(),
                (1, "a quote of the header is not closed".to_owned())
            );
        }
        assert_eq!(titles("title;\"a\nremark\";description\nA;b;c\n"), [(3, Some("A".to_owned()))]);
    }

    #[test]
    fn a_row_with_too_many_cells_is_left_out_alone() {
        let records = read_offers("title,description\nA,b,c\nB,d\nC\n", &mut Report::new("")).unwrap();
        let good: Vec<_> = records.into_iter().map(|record| read_one(record).is_ok()).collect();
        assert_eq!(good, [false, true, true]);
    }

    #[test]
    fn a_file_without_a_header_is_refused() {
        assert!(read_offers("Magazziniere,Roma\n", &mut Report::new("")).is_err());
    }

    #[test]
    fn lists_are_separated_by_bars() {
        let records = read_offers(
            "title,shifts,requirements,welcome_requirements\nA,day | night,Diploma,Inglese\n",
            &mut Report::new(""),
        )
        .unwrap();
        let posting = read_one(records.into_iter().next().unwrap()).unwrap();
        assert_eq!(posting.shifts, ["day", "night"]);
        assert_eq!(posting.requirements.iter().map(|r| r.is_necessary).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn tables_of_italian_spreadsheets_are_read() {
        let text = "Elenco posizioni aperte;;;;;;;;\r\n;;;;;;;;\r\nCod.;Mansione;Testo annuncio;Ditta;Comune;Prov;CAP;Pubblicato il;RAL\r\n\
            7/A;Idraulico;\"Due\nrighe\";Tubi S.r.l.;Roma;RM;185;46336;28.000 €\r\n;;;;;;;;\r\n8;Gruista;Gru;Tubi S.r.l.;Terni;TR;05100;3/11/26;\r\n";
        let mut report = Report::new("");
        let records = read_offers(text, &mut report).unwrap();
        assert_eq!(
            (records.iter().map(|r| r.line).collect::<Vec<_>>(), report.notes.len()),
            (vec![4, 7], 0),
            "{report}"
        );
        let offers: Vec<_> = records.into_iter().map(|record| read_one(record).unwrap()).collect();
        assert_eq!(
            (offers[0].date_posted.as_deref(), offers[1].date_posted.as_deref()),
            (Some("2026-11-10"), Some("3/11/26"))
        );
        assert_eq!(offers[0].places[0].postal_code.as_deref(), Some("00185"));
        let pay = offers[0].pay.clone().unwrap();
        assert_eq!((pay.words.as_deref(), pay.per.as_deref()), (Some("28.000 €"), Some("ral")));
        assert_eq!(offers[1].pay, None);
        let text = "sep=;\nTitolo;Scadenza\nA;31/12/2026\n";
        assert_eq!(read_offers(text, &mut report).unwrap()[0].line, 3);
    }
}
