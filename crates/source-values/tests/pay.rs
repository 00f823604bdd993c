//! Pay as sources write it. An answer is `min max CUR PER`, with ` x14` where payments a year are said and ` !` where there is
//! a note; `-` is no pay.

use source_values::pay::{Words, read};

fn answer(words: Words<'_>) -> String {
    let reading = read(words);
    let end = |minor: Option<u64>| minor.map_or("-".to_owned(), |minor| minor.to_string());
    let mut answer = reading.pay.map_or("-".to_owned(), |pay| {
        format!("{} {} {} {}", end(pay.min_minor), end(pay.max_minor), pay.currency, pay.per.as_str())
    });
    if let Some(count) = reading.instalments {
        answer.push_str(&format!(" x{count}"));
    }
    if !reading.notes.is_empty() {
        answer.push_str(" !");
    }
    answer
}

fn check(rows: &[(&str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (text, unit, expected) in rows {
        let unit = (!unit.is_empty()).then_some(*unit);
        let got = answer(Words { min: Some(text), max: Some(text), per: unit, ..Words::default() });
        if got != *expected {
            let notes = read(Words { min: Some(text), max: Some(text), per: unit, ..Words::default() }).notes;
            wrong.push(format!("{text:?} {unit:?}: {got}, not {expected}  {notes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn one_figure_in_every_notation() {
    check(&[
        ("1.250,50", "MONTH", "125050 125050 EUR MONTH"),
        ("1,250.50", "MONTH", "125050 125050 EUR MONTH"),
        ("1 250", "mese", "125000 125000 EUR MONTH"),
        ("1\u{a0}250,00 €", "mensile", "125000 125000 EUR MONTH"),
        ("1'250", "mensile", "125000 125000 EUR MONTH"),
        ("1250", "1 MONTH", "125000 125000 EUR MONTH"),
        ("€1250", "month", "125000 125000 EUR MONTH"),
        ("1.250,- €", "MON", "125000 125000 EUR MONTH"),
        ("EUR 1.250", "monthly", "125000 125000 EUR MONTH"),
        ("1.250 euro", "al mese", "125000 125000 EUR MONTH"),
        ("9.5", "ora", "950 950 EUR HOUR"),
        ("9,50", "orari", "950 950 EUR HOUR"),
        ("9,50 €", "hourly", "950 950 EUR HOUR"),
        ("8.916", "HOUR", "892 892 EUR HOUR !"),
        ("8,91542", "HUR", "892 892 EUR HOUR"),
        ("28.000", "annuo", "2800000 2800000 EUR YEAR"),
        ("28000", "per year", "2800000 2800000 EUR YEAR"),
        ("28000", "per-year-salary", "2800000 2800000 EUR YEAR"),
        ("1500", "per-month-salary", "150000 150000 EUR MONTH"),
        ("11", "per-hour-wage", "1100 1100 EUR HOUR"),
        ("28000", "1 YEAR", "2800000 2800000 EUR YEAR"),
        ("28000", "ANN", "2800000 2800000 EUR YEAR"),
        ("28000", "P1Y", "2800000 2800000 EUR YEAR"),
        ("28.000", "RAL", "2800000 2800000 EUR YEAR"),
        ("28k", "", "2800000 2800000 EUR YEAR !"),
        ("28K€", "anno", "2800000 2800000 EUR YEAR"),
        ("28,5k", "anno", "2850000 2850000 EUR YEAR"),
        ("28 mila euro", "anno", "2800000 2800000 EUR YEAR"),
        ("70", "giorno", "7000 7000 EUR DAY"),
        ("350", "settimana", "35000 35000 EUR WEEK"),
        ("1.500", "Mensile lordo", "150000 150000 EUR MONTH"),
        ("1.500", "mese x 14", "150000 150000 EUR MONTH x14"),
    ]);
}

#[test]
fn the_period_in_the_text() {
    check(&[
        ("RAL 28.000", "", "2800000 2800000 EUR YEAR"),
        ("R.A.L. 28.000 euro", "", "2800000 2800000 EUR YEAR"),
        ("RAL: € 28.000,00", "", "2800000 2800000 EUR YEAR"),
        ("28.000 € RAL", "", "2800000 2800000 EUR YEAR"),
        ("28.000 € lordi annui", "", "2800000 2800000 EUR YEAR"),
        ("lordo annuo 28.000", "", "2800000 2800000 EUR YEAR"),
        ("€ 28.000 all'anno", "", "2800000 2800000 EUR YEAR"),
        ("28.000 €/anno", "", "2800000 2800000 EUR YEAR"),
        ("28.000 euro l’anno", "", "2800000 2800000 EUR YEAR"),
        ("€28,000 p.a.", "", "2800000 2800000 EUR YEAR"),
        ("28k/anno", "", "2800000 2800000 EUR YEAR"),
        ("1.450 € al mese", "", "145000 145000 EUR MONTH"),
        ("1.450€/mese", "", "145000 145000 EUR MONTH"),
        ("1.450 euro mensili lordi", "", "145000 145000 EUR MONTH"),
        ("stipendio mensile: 1.450 €", "", "145000 145000 EUR MONTH"),
        ("retribuzione lorda mensile € 1.450,00", "", "145000 145000 EUR MONTH"),
        ("9,20 € l'ora", "", "920 920 EUR HOUR"),
        ("9,20 €/h", "", "920 920 EUR HOUR"),
        ("9,20 €/ora", "", "920 920 EUR HOUR"),
        ("€ 9,20 all'ora", "", "920 920 EUR HOUR"),
        ("9,20 euro orari lordi", "", "920 920 EUR HOUR"),
        ("paga oraria 9,20", "", "920 920 EUR HOUR"),
        ("10€ h", "", "1000 1000 EUR HOUR"),
        ("10 euro/h per 40 ore settimanali", "", "1000 1000 EUR HOUR"),
        ("€ 80 al giorno", "", "8000 8000 EUR DAY"),
        ("90 euro a giornata", "", "9000 9000 EUR DAY"),
        ("€ 80/die", "", "8000 8000 EUR DAY"),
        ("400 € a settimana", "", "40000 40000 EUR WEEK"),
        ("€2,000 per month", "", "200000 200000 EUR MONTH"),
        ("2.800 brutto pro Monat", "", "280000 280000 EUR MONTH"),
        // The text is nearer to the figure than the field.
        ("9,20 € l'ora", "MONTH", "920 920 EUR HOUR"),
        ("1.450 € al mese", "YEAR", "145000 145000 EUR MONTH"),
    ]);
}

#[test]
fn ranges() {
    check(&[
        ("24-28k", "YEAR", "2400000 2800000 EUR YEAR"),
        ("24k-28k", "YEAR", "2400000 2800000 EUR YEAR"),
        ("24k - 28k €", "YEAR", "2400000 2800000 EUR YEAR"),
        ("30K/35K", "YEAR", "3000000 3500000 EUR YEAR"),
        ("30/35k RAL", "", "3000000 3500000 EUR YEAR"),
        ("RAL 30-35", "", "3000000 3500000 EUR YEAR !"),
        ("RAL tra 26.000 e 30.000 euro", "", "2600000 3000000 EUR YEAR"),
        ("da 1.300 a 1.500", "MONTH", "130000 150000 EUR MONTH"),
        ("dai 1.300 ai 1.500 euro mensili", "", "130000 150000 EUR MONTH"),
        ("da 1.300 fino a 1.500 €", "MONTH", "130000 150000 EUR MONTH"),
        ("tra 1.300 e 1.500 €", "mese", "130000 150000 EUR MONTH"),
        ("fra i 1.300 e i 1.500 €", "mese", "130000 150000 EUR MONTH"),
        ("1.200/1.400", "MONTH", "120000 140000 EUR MONTH"),
        ("€ 1.200,00 – € 1.400,00", "MONTH", "120000 140000 EUR MONTH"),
        ("1.200 €/mese - 1.400 €/mese", "", "120000 140000 EUR MONTH"),
        ("€30.000 – €35.000 all'anno", "", "3000000 3500000 EUR YEAR"),
        ("€30,000 to €35,000 a year", "", "3000000 3500000 EUR YEAR"),
        ("between 30,000 and 35,000 EUR", "year", "3000000 3500000 EUR YEAR"),
        ("8,50 - 10 € l'ora", "", "850 1000 EUR HOUR"),
        ("24-28.000 €", "anno", "2400000 2800000 EUR YEAR"),
        ("25mila-30mila euro", "anno", "2500000 3000000 EUR YEAR"),
        ("24 000 - 28 000 €", "anno", "2400000 2800000 EUR YEAR"),
        ("1500-1200", "MONTH", "120000 150000 EUR MONTH !"),
        ("25.000 min - 30.000 max", "YEAR", "2500000 3000000 EUR YEAR"),
        ("min 25.000 max 30.000", "YEAR", "2500000 3000000 EUR YEAR"),
        ("€ 1.200 € 1.400", "mese", "120000 120000 EUR MONTH !"),
        ("fascia 25-30k", "anno", "2500000 3000000 EUR YEAR"),
        ("30-35", "k€ anno", "3000000 3500000 EUR YEAR"),
        ("+1.500", "MONTH", "150000 150000 EUR MONTH"),
        ("1.300..1.500", "MONTH", "130000 150000 EUR MONTH"),
    ]);
}

#[test]
fn one_end_alone() {
    check(&[
        ("fino a 1.800 € al mese", "", "- 180000 EUR MONTH"),
        ("max 35k", "RAL", "- 3500000 EUR YEAR"),
        ("up to €40,000", "YEAR", "- 4000000 EUR YEAR"),
        ("massimo 1.800", "MONTH", "- 180000 EUR MONTH"),
        ("a partire da 1.300 €", "MONTH", "130000 - EUR MONTH"),
        ("da 1.300 €", "MONTH", "130000 - EUR MONTH"),
        ("min. 1.300 €", "MONTH", "130000 - EUR MONTH"),
        ("minimo 1.300", "mese", "130000 - EUR MONTH"),
        ("almeno 9 € l'ora", "", "900 - EUR HOUR"),
        ("from €30,000", "year", "3000000 - EUR YEAR"),
        ("oltre 30.000 €", "RAL", "3000000 - EUR YEAR"),
        ("1.300 € circa", "MONTH", "130000 130000 EUR MONTH"),
        ("circa 1.300 euro", "MONTH", "130000 130000 EUR MONTH"),
        ("ca. 1.300", "MONTH", "130000 130000 EUR MONTH"),
    ]);
}

#[test]
fn payments_a_year() {
    check(&[
        ("1.200€/mese x14", "", "120000 120000 EUR MONTH x14"),
        ("1.200 € x 13", "", "120000 120000 EUR MONTH x13"),
        ("1.200 € per 14 mensilità", "", "120000 120000 EUR MONTH x14"),
        ("1.200 € per 14", "", "120000 120000 EUR MONTH x14"),
        ("€ 1.200 × 13 mens.", "", "120000 120000 EUR MONTH x13"),
        ("13 mensilità da 1.650 €", "", "165000 - EUR MONTH x13"),
        ("13 x 1.650", "", "165000 165000 EUR MONTH x13"),
        ("1.650 € mensili + 13a e 14a", "", "165000 165000 EUR MONTH x14"),
        ("1.650 € mensili, tredicesima e quattordicesima", "", "165000 165000 EUR MONTH x14"),
        ("1.650 € al mese oltre a tredicesima", "", "165000 165000 EUR MONTH x13"),
        ("RAL 28.000 su 14 mensilità", "", "2800000 2800000 EUR YEAR x14"),
        ("28.000 € lordi (14 mensilità)", "", "2800000 2800000 EUR YEAR x14"),
        ("1.500 € lordi, quattordici mensilità", "", "150000 150000 EUR MONTH x14"),
        ("1.714,52 € 14 mensilità", "mese", "171452 171452 EUR MONTH x14"),
        ("€ 1.714,52 14 mensilità", "mese", "171452 171452 EUR MONTH x14"),
        ("1.500 €, mensilità: 14", "", "150000 150000 EUR MONTH x14"),
        ("1.500 € al mese per 12 mesi", "", "150000 150000 EUR MONTH"),
    ]);
}

#[test]
fn net_is_never_gross() {
    check(&[
        ("1.300 € netti", "MONTH", "- !"),
        ("1.300 nette al mese", "", "- !"),
        ("stipendio netto 1.300 €", "MONTH", "- !"),
        ("1.300", "netto mensile", "- !"),
        ("da 1.300 a 1.500 netti al mese", "", "- !"),
        ("€1,300 net per month", "", "- !"),
        ("1.300 - 1.500 € netti x 14", "", "- x14 !"),
        ("1.700 € lordi (1.300 netti)", "MONTH", "170000 170000 EUR MONTH !"),
        ("1.300 € netti, RAL 24.000", "", "2400000 2400000 EUR YEAR !"),
        ("RAL 24.000, netto mensile 1.400 €", "", "2400000 2400000 EUR YEAR !"),
        ("Lordo mensile: 1.650,00 - Netto mensile: 1.300,00", "", "165000 165000 EUR MONTH !"),
        ("1.650,00 lordi mensili pari a 1.300,00 netti", "", "165000 165000 EUR MONTH !"),
        ("1.650 € lordi - 1.300 € netti", "mese", "165000 165000 EUR MONTH !"),
        ("1.300 € netti (lordi 1.650)", "mese", "165000 165000 EUR MONTH !"),
        ("1.300 € netti, 1.650 €", "mese", "- !"),
        ("1.300 € con rimborsi internet", "MONTH", "130000 130000 EUR MONTH"),
    ]);
}

#[test]
fn what_cannot_be_is_left_out_with_a_note() {
    check(&[
        ("1.2", "MONTH", "- !"),
        ("1,50 €", "mese", "- !"),
        ("1200", "HOUR", "- !"),
        ("1.500", "ora", "- !"),
        ("25", "YEAR", "- !"),
        ("1.800", "YEAR", "- !"),
        ("28", "MONTH", "- !"),
        ("28.000", "MONTH", "- !"),
        ("2.000.000", "YEAR", "- !"),
        ("5000", "giorno", "- !"),
        ("99999999999", "YEAR", "- !"),
        ("1e9", "YEAR", "- !"),
        ("-1500", "MONTH", "- !"),
        ("€ -1.500", "MONTH", "- !"),
        ("1000", "one-time-salary", "- !"),
        ("1000", "bi-week-salary", "- !"),
        ("1000", "trimestre", "- !"),
        ("100", "", "- !"),
        ("6.000", "", "- !"),
    ]);
}

#[test]
fn without_a_period_the_size_tells_where_it_is_clear() {
    check(&[
        ("1.450 €", "", "145000 145000 EUR MONTH !"),
        ("1.450 - 1.600", "", "145000 160000 EUR MONTH !"),
        ("26.000", "", "2600000 2600000 EUR YEAR !"),
        ("€ 9,50", "", "950 950 EUR HOUR !"),
        ("1.450 €", "qualcosa", "145000 145000 EUR MONTH !"),
        ("CHF 4'200", "", "420000 420000 CHF MONTH !"),
    ]);
}

#[test]
fn what_is_no_pay_beside_the_pay() {
    check(&[
        ("livello 5 CCNL Metalmeccanici, 1.750 €", "MONTH", "175000 175000 EUR MONTH"),
        ("4° livello CCNL Commercio € 1.714,52 mensili", "", "171452 171452 EUR MONTH"),
        ("livello D2, RAL 27.000", "", "2700000 2700000 EUR YEAR"),
        ("CCNL 2024: 1.650 € al mese", "", "165000 165000 EUR MONTH"),
        ("1.000 € + 300 € di provvigioni", "mese", "100000 100000 EUR MONTH"),
        ("fisso 1.000 + provvigioni fino a 500 €", "mese", "100000 100000 EUR MONTH"),
        ("RAL 26k-30k + bonus annuale 3k", "", "2600000 3000000 EUR YEAR"),
        ("ticket da 8 € + RAL 26.000 €", "", "2600000 2600000 EUR YEAR"),
        ("1.400 € mensili, buoni pasto da 7 €", "", "140000 140000 EUR MONTH"),
        ("20 ore settimanali, 9 € l'ora", "", "900 900 EUR HOUR"),
        ("€ 900 al mese per 24 ore a settimana", "", "90000 90000 EUR MONTH"),
        ("1.300 € al mese, contratto di 6 mesi", "", "130000 130000 EUR MONTH"),
        ("dal 01/09/2026 1.300 € al mese", "", "130000 130000 EUR MONTH"),
        ("provvigioni del 10%", "", "-"),
        ("RAL 28.000 € (circa 1.650 € al mese)", "", "2800000 2800000 EUR YEAR !"),
        ("secondo CCNL", "MONTH", "-"),
        ("commisurata all'esperienza", "", "-"),
        ("da definire in sede di colloquio", "", "-"),
        ("livello 4 CCNL Terziario", "MONTH", "-"),
        ("0", "MONTH", "-"),
        ("0,00 €", "", "-"),
        ("0 - 0", "YEAR", "-"),
        ("", "MONTH", "-"),
    ]);
}

#[test]
fn other_currencies_stay_what_they_are() {
    check(&[
        ("CHF 4'200.-", "MONTH", "420000 420000 CHF MONTH"),
        ("Fr. 4'200 - 4'800", "mese", "420000 480000 CHF MONTH"),
        ("$50K", "year", "5000000 5000000 USD YEAR"),
        ("USD 50,000 - 60,000", "year", "5000000 6000000 USD YEAR"),
        ("£30,000 per annum", "", "3000000 3000000 GBP YEAR"),
        ("8.000 PLN", "month", "800000 800000 PLN MONTH"),
    ]);
    let of_field = |currency| {
        answer(Words { min: Some("4200"), currency: Some(currency), per: Some("MONTH"), ..Words::default() })
    };
    assert_eq!(of_field("CHF"), "420000 - CHF MONTH");
    assert_eq!(of_field("€"), "420000 - EUR MONTH");
    assert_eq!(of_field("euro"), "420000 - EUR MONTH");
    assert_eq!(of_field("??"), "- !");
}

#[test]
fn two_fields_are_the_two_ends() {
    let fields = |min, max, per| answer(Words { min, max, per: Some(per), ..Words::default() });
    assert_eq!(fields(Some("1.450,00"), Some("1.600,00"), "mensile"), "145000 160000 EUR MONTH");
    assert_eq!(fields(Some("€ 1.050,50"), Some("1.120,00 €"), "mese"), "105050 112000 EUR MONTH");
    assert_eq!(fields(Some("28000"), Some("22000"), "YEAR"), "2200000 2800000 EUR YEAR !");
    assert_eq!(fields(Some("22000"), None, "annuo"), "2200000 - EUR YEAR");
    assert_eq!(fields(None, Some("22000"), "annuo"), "- 2200000 EUR YEAR");
    assert_eq!(fields(Some("0"), Some("22000"), "annuo"), "- 2200000 EUR YEAR");
    assert_eq!(fields(Some("1"), Some("1800"), "mese"), "- 180000 EUR MONTH !");
    assert_eq!(fields(Some("da 1.300"), Some("a 1.500 € x14"), "mese"), "130000 150000 EUR MONTH x14");
    assert_eq!(fields(Some("1.300"), Some("1.500 netti"), "mese"), "- !");
    assert_eq!(fields(None, None, "mese"), "-");
}

#[test]
fn an_allowance_says_so() {
    let is_allowance =
        |text| read(Words { min: Some(text), max: Some(text), per: Some("mese"), ..Words::default() }).is_allowance;
    assert!(is_allowance("rimborso spese 600 €"));
    assert!(is_allowance("600 € di rimborso spese"));
    assert!(is_allowance("indennità di partecipazione: 700 euro"));
    assert!(!is_allowance("600 €"));
    assert!(!is_allowance("1.400 € + rimborso spese"));
}
