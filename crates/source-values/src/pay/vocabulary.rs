//! What the words around a figure of pay say, in the languages of Italian offers: Italian, English, German.

use contract::SalaryPeriod;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    Period(SalaryPeriod),
    /// "RAL": gross, and a year.
    GrossOfYear,
    Gross,
    Net,
    Currency(&'static str),
    Thousand,
    /// "x", "per", "su" before the number of monthly payments.
    Times,
    /// "mensilità" after it.
    Payments,
    /// A month that is paid beyond the twelfth, by name.
    ExtraMonth(u8),
    From,
    UpTo,
    Between,
    /// What stands between two ends of a range.
    Joins,
    /// "ore" after a count of them.
    Hours,
    /// What is counted and is no pay: "mesi", "posti".
    Counted,
    /// What comes before a number that is no pay: "livello 4", "legge 68".
    Names,
    /// What comes on top of pay: "ticket", "provvigioni".
    AddOn,
    /// The fixed part, or pay itself.
    Base,
    /// "rimborso spese": what an internship pays.
    Allowance,
    /// Words that carry no meaning of their own: "al", "euro".
    Filler,
    Other,
}

/// Of one word in lower case.
pub fn meaning(word: &str) -> Meaning {
    use Meaning as M;
    use SalaryPeriod as P;
    match word {
        "ora" | "orari" | "orario" | "oraria" | "orarie" | "hour" | "hourly" | "hr" | "hur" | "stunde"
        | "stündlich" | "stundenlohn" | "ph" => M::Period(P::Hour),
        "giorno" | "giornaliero" | "giornaliera" | "giornalieri" | "giornaliere" | "giornata" | "dì" | "die"
        | "day" | "daily" | "diem" | "tag" | "täglich" | "gg" => M::Period(P::Day),
        "settimana" | "settimanale" | "settimanali" | "sett" | "week" | "weekly" | "wee" | "woche" | "wöchentlich" => {
            M::Period(P::Week)
        }
        "mese" | "mensile" | "mensili" | "mensilmente" | "month" | "monthly" | "mon" | "monat" | "monatlich"
        | "mth" => M::Period(P::Month),
        "anno" | "annuo" | "annui" | "annua" | "annue" | "annuale" | "annuali" | "annualmente" | "year" | "yearly"
        | "annual" | "annually" | "annum" | "ann" | "yr" | "jahr" | "jährlich" | "pa" => M::Period(P::Year),
        "ral" => M::GrossOfYear,
        "lordo" | "lordi" | "lorda" | "lorde" | "gross" | "brutto" => M::Gross,
        "netto" | "netti" | "netta" | "nette" | "net" => M::Net,
        "€" | "eur" | "euro" | "euros" | "euri" => M::Currency("EUR"),
        "$" | "usd" | "dollari" | "dollars" => M::Currency("USD"),
        "£" | "gbp" | "sterline" | "pounds" => M::Currency("GBP"),
        "chf" | "sfr" | "franchi" | "franken" => M::Currency("CHF"),
        "pln" => M::Currency("PLN"),
        "ron" => M::Currency("RON"),
        "huf" => M::Currency("HUF"),
        "czk" => M::Currency("CZK"),
        "sek" => M::Currency("SEK"),
        "dkk" => M::Currency("DKK"),
        "nok" => M::Currency("NOK"),
        "bgn" => M::Currency("BGN"),
        "cad" => M::Currency("CAD"),
        "aud" => M::Currency("AUD"),
        "k" | "mila" | "tsd" => M::Thousand,
        "x" | "×" | "*" | "per" | "su" | "pro" => M::Times,
        "mensilità" | "mensilita" | "mens" | "mensilita'" | "instalments" | "installments" | "payments"
        | "salaries" | "gehälter" | "monatsgehälter" => M::Payments,
        "tredicesima" => M::ExtraMonth(13),
        "quattordicesima" => M::ExtraMonth(14),
        "quindicesima" => M::ExtraMonth(15),
        "da" | "dai" | "dal" | "dalla" | "partire" | "min" | "minimo" | "minima" | "almeno" | "minimum" | "from"
        | "starting" | "oltre" | "ab" | ">" | "von" | "least" => M::From,
        "fino" | "sino" | "max" | "massimo" | "massima" | "maximum" | "up" | "entro" | "<" | "bis" => M::UpTo,
        "tra" | "fra" | "between" | "zwischen" => M::Between,
        "a" | "ad" | "ai" | "e" | "ed" | "to" | "and" | "und" | "o" | "od" | "ed/o" => M::Joins,
        "ore" | "h" | "hrs" | "hours" | "stunden" | "std" => M::Hours,
        "mesi" | "anni" | "giorni" | "settimane" | "months" | "years" | "days" | "weeks" | "minuti" | "posti"
        | "posto" | "persone" | "turni" | "turno" | "volte" | "km" | "notti" | "sere" | "monate" | "jahre" | "tage"
        | "%" | "°" | "º" | "ª" | "^" | "dipendenti" | "ma" | "esima" | "esimo" | "th" => M::Counted,
        "livello" | "liv" | "livelli" | "level" | "grado" | "categoria" | "cat" | "parametro" | "param" | "area"
        | "classe" | "art" | "articolo" | "legge" | "n" | "nr" | "num" | "lgs" | "dgr" | "dlgs" | "ccnl" | "del"
        | "rif" | "cod" | "codice" | "gennaio" | "febbraio" | "marzo" | "aprile" | "maggio" | "giugno" | "luglio"
        | "agosto" | "settembre" | "ottobre" | "novembre" | "dicembre" => M::Names,
        "ticket" | "tickets" | "buoni" | "buono" | "premi" | "premio" | "bonus" | "incentivi" | "incentivo"
        | "provvigioni" | "provvigione" | "provvigionale" | "commissioni" | "commission" | "commissions"
        | "variabile" | "variabili" | "mbo" | "benefit" | "benefits" | "welfare" | "mensa" | "straordinari"
        | "straordinario" | "trasferta" | "trasferte" | "diaria" | "ratei" | "rateo" | "tfr" | "premialità"
        | "fringe" | "mance" | "maggiorazioni" | "maggiorazione" | "superminimo" => M::AddOn,
        "fisso" | "fissa" | "base" | "stipendio" | "retribuzione" | "paga" | "compenso" | "salario" | "salary"
        | "wage" | "gehalt" | "lohn" => M::Base,
        "rimborso" | "rimborsi" | "indennità" | "indennita" | "borsa" | "allowance" => M::Allowance,
        "al" | "all" | "alla" | "allo" | "l" | "la" | "il" | "i" | "un" | "una" | "ogni" | "an" | "the" | "each"
        | "in" | "di" | "d" | "circa" | "ca" | "about" | "ind" | "the-" | "indicativi" | "complessivi" | "totali"
        | "totale" | "of" | "at" | "importo" | "importi" | "iniziale" | "iniziali" => M::Filler,
        _ => M::Other,
    }
}

/// A number of monthly payments in words.
pub fn payments_in_words(word: &str) -> Option<u8> {
    match word {
        "dodici" => Some(12),
        "tredici" => Some(13),
        "quattordici" => Some(14),
        "quindici" => Some(15),
        "sedici" => Some(16),
        _ => None,
    }
}
