//! What a title says besides the role: hours, shifts, permanence, licence, where from.

use std::sync::LazyLock;

use contract::{ContractTermKind, EmploymentType, Shift};
use regex::Regex;
use taxonomy::fold::fold;

/// What was said in a title; `None`, `false` and empty mean that it says nothing of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TitleFacts {
    pub employment_type: Option<EmploymentType>,
    /// It follows from the hours; the title does not say it.
    pub is_employment_inferred: bool,
    pub weekly_hours: Option<u8>,
    /// "5:00–9:00".
    pub daily_hours: Option<String>,
    pub shifts: Vec<Shift>,
    pub contract_term: Option<ContractTermKind>,
    /// A harvest is seasonal, though the title does not say so.
    pub is_term_inferred: bool,
    /// "B", "C", "CE", "D"; of several the highest.
    pub driving_licence: Option<String>,
    /// Certificate of professional competence of drivers.
    pub needs_cqc: bool,
    /// Wholly from home.
    pub is_remote: bool,
    /// Partly from home.
    pub is_hybrid: bool,
    /// For people registered under law 68/1999.
    pub is_reserved_by_law_68: bool,
    /// An unsolicited application is asked for: there is no job.
    pub is_no_vacancy: bool,
}

/// Fewer hours a week than these are part time (D.lgs. 66/2003, art. 3, has 40; many agreements 36 to 39).
const FULL_TIME_HOURS: u8 = 36;
/// Fewer hours a day than these are part time.
const FULL_TIME_MINUTES: u16 = 7 * 60;
/// Work that begins or ends between these hours is done at night (D.lgs. 66/2003, art. 1: midnight to five).
const NIGHT_BEGINS: u16 = 21 * 60;
const NIGHT_ENDS: u16 = 5 * 60;

/// Which words say which shift.
const SHIFTS: &[(Shift, &[&str])] = &[
    (Shift::Night, &["notte", "notturno", "notturna", "notturni", "notturne", "night"]),
    (Shift::Evening, &["serale", "serali", "sera", "evening"]),
    (
        Shift::Rotating,
        &["turni", "turnista", "turnisti", "turniste", "turnante", "turnanti", "turnazione", "h24", "ciclo continuo"],
    ),
    (Shift::Weekend, &["weekend", "week end", "fine settimana", "sabato e domenica", "sabato domenica", "festivi"]),
];

/// Which words say which kind of contract; the first that fits.
const TERMS: &[(ContractTermKind, &[&str])] = &[
    (
        ContractTermKind::Internship,
        &["stage", "stagista", "stagisti", "tirocinio", "tirocinante", "tirocinanti", "internship", "intern"],
    ),
    (ContractTermKind::Apprenticeship, &["apprendista", "apprendisti", "apprendiste", "apprendistato", "apprentice"]),
    (ContractTermKind::Permanent, &["indeterminato", "permanent"]),
    (
        ContractTermKind::FixedTerm,
        &["determinato", "sostituzione maternita", "sost maternita", "maternity cover", "fixed term"],
    ),
    (ContractTermKind::AgencyWork, &["somministrazione"]),
    (ContractTermKind::OnCall, &["a chiamata", "intermittente"]),
    (ContractTermKind::Seasonal, &["stagionale", "stagionali", "stagione", "seasonal"]),
];

/// What is harvested once a year.
const HARVESTS: &[&str] = &[
    "agrumi", "albicocche", "arance", "asparagi", "castagne", "ciliegie", "fragole", "frutta", "frutti", "kiwi",
    "mandorle", "mele", "nocciole", "olive", "ortaggi", "ortofrutta", "patate", "pere", "pesche", "piccoli frutti",
    "pomodori", "pomodoro", "susine", "uva",
];

const PART_TIME: &[&str] =
    &["part time", "parttime", "tempo parziale", "mezza giornata", "orario ridotto", "half time"];
const FULL_TIME: &[&str] = &["full time", "fulltime", "tempo pieno"];
const REMOTE: &[&str] = &[
    "full remote", "fully remote", "remote", "da remoto", "remoto", "telelavoro", "lavoro da casa", "da casa",
    "full smart working", "100 smart working", "smart working 100", "smartworking 100", "home based", "work from home",
];
const HYBRID: &[&str] = &["smart working", "smartworking", "lavoro agile", "ibrido", "hybrid", "smart work"];
const LAW_68: &[&str] = &[
    "categorie protette", "categoria protetta", "cat protette", "cat protetta", "cat prot", "68 99", "68 1999", "l 68",
    "l68", "l6899", "legge 68", "collocamento mirato", "collocamento obbligatorio", "categ protette", "categorie prot",
];
const NO_VACANCY: &[&str] = &[
    "candidatura spontanea", "candidature spontanee", "autocandidatura", "spontaneous application", "open application",
    "speculative application", "talent community", "talent pool", "general application", "lavora con noi",
];
/// Longest first: "C E" is not "C".
const LICENCES: &[(&str, &[&str])] = &[
    ("CE", &["ce", "c e", "e c", "c cqc e", "c con rimorchio"]),
    ("DE", &["de", "d e"]),
    ("D", &["d", "c d", "b d", "d cqc"]),
    ("C", &["c", "b c", "c1", "c cqc"]),
    ("BE", &["be"]),
    ("B", &["b", "a b"]),
    ("A", &["a1", "a2", "am"]),
];

/// A pattern that does not compile finds nothing; the tests use each.
static HOURS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(\d{1,2})(?:[.,]5)?\s?(?:h|hrs?|ore|hours)\b\s?(/|su|al giorno|giorn|al d|x7|7)?").ok()
});
static TIMES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let time = r"(\d{1,2})(?:[:.,h](\d{2}))?";
    Regex::new(&format!(
        r"(?i)\b(dalle(?: ore)?|orario|ore|h\.?|mattino|mattina|pomeriggio|sera|serale|notte)?:?\s?{time}\s?(?:-|–|/|alle(?: ore)?|a)\s?{time}\b"
    ))
    .ok()
});

/// The facts of a title as its source has it.
pub fn read_facts(title: &str) -> TitleFacts {
    let folded = format!(" {} ", fold(title));
    let says = |words: &[&str]| words.iter().any(|word| contains_words(&folded, word));
    let mut facts = TitleFacts {
        is_reserved_by_law_68: says(LAW_68),
        is_no_vacancy: says(NO_VACANCY),
        needs_cqc: says(&["cqc"]),
        driving_licence: licence(&folded),
        shifts: SHIFTS.iter().filter(|(_, words)| says(words)).map(|(shift, _)| shift.clone()).collect(),
        contract_term: TERMS.iter().find(|(_, words)| says(words)).map(|(term, _)| term.clone()),
        is_remote: says(REMOTE),
        ..TitleFacts::default()
    };
    facts.is_hybrid = !facts.is_remote && says(HYBRID);
    if facts.contract_term.is_none()
        && (says(&["vendemmia"]) || (says(&["raccolta", "raccoglitore", "raccoglitori"]) && says(HARVESTS)))
    {
        facts.contract_term = Some(ContractTermKind::Seasonal);
        facts.is_term_inferred = true;
    }
    facts.employment_type = if says(PART_TIME) || is_part_time_short(title) {
        Some(EmploymentType::PartTime)
    } else if says(FULL_TIME) {
        Some(EmploymentType::FullTime)
    } else {
        None
    };
    if title.bytes().any(|byte| byte.is_ascii_digit()) {
        read_hours(title, &mut facts);
    }
    facts
}

/// `folded` begins and ends with a blank.
fn contains_words(folded: &str, words: &str) -> bool {
    folded.match_indices(words).any(|(at, _)| {
        let is_blank = |byte: Option<&u8>| byte == Some(&b' ');
        is_blank(folded.as_bytes().get(at.wrapping_sub(1))) && is_blank(folded.as_bytes().get(at + words.len()))
    })
}

/// "P.T.", "p/t", and "PT" where it cannot be the province of Pistoia: not in brackets, and not at the end behind a name.
fn is_part_time_short(title: &str) -> bool {
    let mut before = "";
    let mut words = title.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let bare = word.trim_matches([',', ';', ':', '-', '!']);
        let is_dotted = ["p.t.", "p.t", "p/t"].iter().any(|short| bare.eq_ignore_ascii_case(short));
        let is_followed = words.peek().is_some_and(|next| next.chars().any(char::is_alphanumeric));
        let behind_a_name = before.chars().next().is_some_and(char::is_uppercase) || before.is_empty();
        if is_dotted || (bare == "PT" && (is_followed || !behind_a_name)) {
            return true;
        }
        before = word;
    }
    false
}

fn licence(folded: &str) -> Option<String> {
    let (_, after) = ["patente ", "patenti ", "pat ", "licence ", "license "].iter().find_map(|word| {
        let (before, after) = folded.split_once(word)?;
        before.ends_with(' ').then_some((before, after))
    })?;
    let mut after = after;
    while let Some(rest) =
        ["di ", "tipo ", "cat ", "categoria ", "guida ", "superiore "].iter().find_map(|word| after.strip_prefix(word))
    {
        after = rest;
    }
    let fits = |spelling: &&str| after.strip_prefix(*spelling).is_some_and(|rest| rest.starts_with(' '));
    let longest = LICENCES.iter().flat_map(|(licence, spellings)| spellings.iter().map(move |text| (*licence, *text)));
    longest.filter(|(_, text)| fits(text)).max_by_key(|(_, text)| text.len()).map(|(licence, _)| licence.to_owned())
}

fn read_hours(title: &str, facts: &mut TitleFacts) {
    for found in HOURS.iter().flat_map(|pattern| pattern.captures_iter(title)) {
        let hours: u8 = found.get(1).and_then(|hours| hours.as_str().parse().ok()).unwrap_or(0);
        // "24 ore su 24", "8 ore al giorno" are not hours a week.
        if found.get(2).is_none() && (10..=48).contains(&hours) {
            facts.weekly_hours = Some(hours);
        }
    }
    let mut is_part = facts.weekly_hours.map(|hours| hours < FULL_TIME_HOURS);
    if let Some((from, to, shown)) = times(title) {
        let minutes = if to > from { to - from } else { 24 * 60 - from + to };
        is_part = is_part.or(Some(minutes < FULL_TIME_MINUTES));
        facts.daily_hours = Some(shown);
        if (from >= NIGHT_BEGINS || to <= from || from < NIGHT_ENDS - 60) && !facts.shifts.contains(&Shift::Night) {
            facts.shifts.push(Shift::Night);
        }
    }
    if facts.employment_type.is_none()
        && let Some(is_part) = is_part
    {
        facts.employment_type = Some(if is_part { EmploymentType::PartTime } else { EmploymentType::FullTime });
        facts.is_employment_inferred = true;
    }
}

/// From when to when, in minutes since midnight, and as it is shown. Bare numbers count only behind a word of time.
fn times(title: &str) -> Option<(u16, u16, String)> {
    TIMES.iter().flat_map(|pattern| pattern.captures_iter(title)).find_map(|found| {
        let number = |at: usize| found.get(at).and_then(|text| text.as_str().parse::<u16>().ok());
        let has_minutes = found.get(3).is_some() || found.get(5).is_some();
        let (from, to) = (number(2)?, number(4)?);
        let (from_minutes, to_minutes) = (number(3).unwrap_or(0), number(5).unwrap_or(0));
        let is_time = (has_minutes || found.get(1).is_some()) && from < 24 && to <= 24;
        let is_clock = from_minutes < 60 && to_minutes < 60 && (from, from_minutes) != (to, to_minutes);
        let shown = format!("{from}:{from_minutes:02}–{to}:{to_minutes:02}");
        (is_time && is_clock).then_some((from * 60 + from_minutes, to * 60 + to_minutes, shown))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_and_part_time_follows_from_them() {
        let hours = |title| {
            let facts = read_facts(title);
            (facts.employment_type, facts.weekly_hours, facts.is_employment_inferred)
        };
        let (part, full) = (Some(EmploymentType::PartTime), Some(EmploymentType::FullTime));
        assert_eq!(hours("Commesso/a P.T. 24h profumeria"), (part.clone(), Some(24), false));
        assert_eq!(hours("Commessa part-time"), (part.clone(), None, false));
        assert_eq!(hours("Cassiera PT weekend"), (part.clone(), None, false));
        assert_eq!(hours("Operaio Pistoia (PT)"), (None, None, false));
        assert_eq!(hours("Operaio - Pistoia PT"), (None, None, false));
        assert_eq!(hours("Impiegata 20 ore settimanali"), (part.clone(), Some(20), true));
        assert_eq!(hours("Impiegata full time 40 ore"), (full, Some(40), false));
        assert_eq!(hours("Badante 24 ore su 24"), (None, None, false));
        assert_eq!(hours("Addetta rifornimento reparto freschi 4:30-8:30"), (part.clone(), None, true));
        assert_eq!(read_facts("Pulizie dalle 17 alle 20").daily_hours.as_deref(), Some("17:00–20:00"));
        assert_eq!(hours("Addetta pulizie uffici mattino 5-8"), (part, None, true));
        assert_eq!(hours("Autista 2026/27 classe 4-5"), (None, None, false));
        assert_eq!(read_facts("Panettiere 23.00-6.00").shifts, [Shift::Night]);
    }

    #[test]
    fn shifts_terms_and_licences_are_read() {
        let shifts = |title| read_facts(title).shifts;
        assert_eq!(shifts("Addetto presse, ciclo continuo"), [Shift::Rotating]);
        assert_eq!(shifts("Portiere turnante residence"), [Shift::Rotating]);
        assert_eq!(shifts("Elettricista turno centrale"), []);
        assert_eq!(shifts("Corriere linea notturna, weekend"), [Shift::Night, Shift::Weekend]);
        let term = |title| read_facts(title).contract_term.map(|term| term.as_str().to_owned());
        assert_eq!(term("BARISTA stagione estiva").as_deref(), Some("seasonal"));
        assert_eq!(term("Operaio agricolo raccolta pesche").as_deref(), Some("seasonal"));
        assert_eq!(term("Addetto raccolta rifiuti"), None);
        assert_eq!(term("Stage marketing").as_deref(), Some("internship"));
        assert_eq!(term("OSS, tempo indeterminato").as_deref(), Some("permanent"));
        let licence = |title| read_facts(title).driving_licence;
        for (title, expected) in [
            ("Camionista pat. C/E + CQC", Some("CE")),
            ("Autista patente CE", Some("CE")),
            ("Autista pat. B", Some("B")),
            ("Autista patente di tipo C con CQC", Some("C")),
            ("Autista scuolabus pat. D", Some("D")),
            ("Autista con patente", None),
            ("Carrellista patentato", None),
            ("Patente B e C", Some("B")),
        ] {
            assert_eq!(licence(title).as_deref(), expected, "{title}");
        }
        assert!(read_facts("Camionista pat. C/E + CQC").needs_cqc);
    }

    #[test]
    fn where_from_and_for_whom_are_read() {
        assert!(read_facts("Sviluppatore Java Spring - full remote").is_remote);
        assert!(read_facts("Contabile (smart working)").is_hybrid);
        assert!(!read_facts("Contabile 100% smart working").is_hybrid);
        assert!(read_facts("Impiegata/o amm.va cat. protette L. 68/99").is_reserved_by_law_68);
        assert!(read_facts("Centralinista ex L.68/1999").is_reserved_by_law_68);
        assert!(read_facts("Candidatura spontanea").is_no_vacancy);
        assert_eq!(read_facts("Magazziniere"), TitleFacts::default());
    }
}
