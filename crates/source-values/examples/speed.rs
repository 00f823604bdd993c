//! How many records a second one core reads: `cargo run --release -p source-values --example speed`.
#![allow(clippy::print_stdout, reason = "it is a measurement for people")]

use std::hint::black_box;
use std::time::Instant;

use chrono::NaiveDate;
use source_values::{date, pay, text};

const RECORDS: u32 = 20_000;

fn main() {
    let html = format!(
        "<div>Cerchiamo due persone per il turno di notte.</div><h2>Che cosa farai</h2><ul>{}</ul><p>RAL in base all'esperienza.<br><br>\
         Scrivi a noi.</p>",
        "<li>Carico e scarico delle merci, con <b>transpallet</b> e lettore ottico</li>".repeat(12)
    );
    let reference = NaiveDate::from_ymd_opt(2026, 11, 27).unwrap_or_default();
    let pay_of = |words: &str| pay::read(pay::Words { min: Some(words), max: Some(words), ..pay::Words::default() });
    measure("pay", || {
        black_box(pay_of("da 1.300 a 1.500 € lordi al mese per 14 mensilità"));
    });
    measure("date", || {
        black_box(date::read("2026-11-16T08:15:00+0000", date::Purpose::Posted, reference));
        black_box(date::read("31 dicembre 2026", date::Purpose::Deadline, reference));
    });
    measure(&format!("text of {} bytes", html.len()), || {
        black_box(text::description(&html));
    });
    measure("record (all of them)", || {
        black_box(pay_of("RAL 24-28k"));
        black_box(date::read("16/11/2026", date::Purpose::Posted, reference));
        black_box(date::read("2026-12-30T23:00:00Z", date::Purpose::Deadline, reference));
        black_box(text::description(&html));
    });
}

fn measure(name: &str, read: impl Fn()) {
    let start = Instant::now();
    (0..RECORDS).for_each(|_| read());
    println!("{name}: {:.0}/s", f64::from(RECORDS) / start.elapsed().as_secs_f64());
}
