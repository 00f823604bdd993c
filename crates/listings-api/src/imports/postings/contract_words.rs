//! Free words about hours and contract, Italian and of the systems: "T. Det. 6 mesi", "Tempo indeterminato - Full time",
//! "parttime fixed term", "SOMMINISTRAZIONE".

use contract::{ContractTermKind, EmploymentType};
use taxonomy::fold::fold;

#[derive(Debug, Default, Clone, PartialEq)]
pub struct Said {
    pub full_time: bool,
    pub part_time: bool,
    pub kind: Option<ContractTermKind>,
    pub months: Option<u16>,
    /// Work that is no employment: none of our terms.
    pub is_self_employment: bool,
}

const FULL_TIME: [&str; 8] = [
    "full time", "fulltime", "tempo pieno", "orario pieno", "t pieno", "vollzeit", "intera giornata", "giornata intera",
];
const PART_TIME: [&str; 10] = [
    "part time", "parttime", "tempo parziale", "orario parziale", "orario ridotto", "mezza giornata", "t parziale",
    "teilzeit", "half time", "mezzo tempo",
];
const EITHER: [&str; 4] = ["full or part time", "full part time", "part full time", "tempo pieno o parziale"];

/// The narrower kinds first: "apprendistato a tempo indeterminato" is an apprenticeship.
const NARROW: [(ContractTermKind, &[&str]); 5] = [
    (ContractTermKind::Apprenticeship, &["apprendist", "apprentic", "lehrling", "ausbildung"]),
    (
        ContractTermKind::Internship,
        &["tirocini", "stage", "stagist", "intern", "interns", "internship", "trainee", "praktik"],
    ),
    (ContractTermKind::OnCall, &["intermittent", "a chiamata", "job on call", "on call", "per diem", "zero hours"]),
    (
        ContractTermKind::AgencyWork,
        &[
            "somministra", "interinal", "agency work", "staff leasing", "agency temp",
            "lavoro temporaneo tramite agenzia",
        ],
    ),
    (ContractTermKind::Seasonal, &["stagional", "seasonal", "saisonal"]),
];
const FIXED_TERM: [&str; 14] = [
    "determinato", "t det", "t d", "td", "tdet", "fixed term", "temporary", "temporaneo", "a termine", "befristet",
    "sostituzione", "maternita", "temp", "determinata",
];
const PERMANENT: [&str; 9] =
    ["indeterminato", "t indet", "t ind", "t i", "tindet", "permanent", "open ended", "unbefristet", "indeterminata"];
const SELF_EMPLOYMENT: [&str; 12] = [
    "partita iva", "p iva", "piva", "freelance", "libero professionista", "libera professione", "contractor",
    "lavoro autonomo", "collaborazione autonoma", "co co co", "cococo", "agente di commercio",
];

pub fn read(text: &str) -> Said {
    let folded = format!(" {} ", fold(text));
    // A word or more as they stand, or the beginning of one.
    let at = |word: &str| folded.find(&format!(" {word} "));
    let begins = |word: &str| folded.find(&format!(" {word}"));
    let has = |words: &[&str]| words.iter().any(|word| at(word).is_some());
    let is_either = has(&EITHER);
    let mut said = Said {
        full_time: is_either || has(&FULL_TIME),
        part_time: is_either || has(&PART_TIME),
        is_self_employment: has(&SELF_EMPLOYMENT),
        ..Said::default()
    };
    let narrow = NARROW.iter().find(|(_, words)| {
        // "intern" must not be "interno" nor "internazionale".
        words.iter().any(|word| {
            if word.len() < 7 && !matches!(*word, "stage") { at(word).is_some() } else { begins(word).is_some() }
        })
    });
    let first = |words: &[&str]| words.iter().filter_map(|word| at(word)).min();
    said.kind = match (narrow, first(&FIXED_TERM), first(&PERMANENT)) {
        (Some((kind, _)), ..) => Some(kind.clone()),
        // "Determinato con possibile trasformazione in indeterminato": what comes first is the contract.
        (None, Some(fixed), Some(permanent)) if permanent < fixed => Some(ContractTermKind::Permanent),
        (None, Some(_), _) => Some(ContractTermKind::FixedTerm),
        (None, None, Some(_)) => Some(ContractTermKind::Permanent),
        (None, None, None) => None,
    };
    said.months = months(&folded);
    if said.kind.is_none() && said.months.is_some() && !said.is_self_employment && begins("contratto").is_some() {
        said.kind = Some(ContractTermKind::FixedTerm);
    }
    said
}

/// "6 mesi", "sei mesi", "1 anno".
fn months(folded: &str) -> Option<u16> {
    let words: Vec<&str> = folded.split_whitespace().collect();
    words.windows(2).find_map(|pair| {
        let [number, unit] = pair else { return None };
        let number =
            number.parse::<u16>().ok().or_else(|| numeral(number).and_then(|number| u16::try_from(number).ok()))?;
        let months = match *unit {
            "mese" | "mesi" | "month" | "months" => number,
            "anno" | "anni" | "year" | "years" => number.checked_mul(12)?,
            _ => return None,
        };
        (1..=60).contains(&months).then_some(months)
    })
}

/// An Italian numeral, folded.
pub fn numeral(word: &str) -> Option<u32> {
    let words = [
        "zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici",
        "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove", "venti",
    ];
    let word = if matches!(word, "un" | "una") { "uno" } else { word };
    words.iter().position(|known| *known == word).and_then(|at| u32::try_from(at).ok())
}

impl Said {
    /// Takes what is said elsewhere too; the narrower kind wins.
    pub fn join(&mut self, other: Self) {
        self.full_time |= other.full_time;
        self.part_time |= other.part_time;
        self.is_self_employment |= other.is_self_employment;
        self.months = self.months.or(other.months);
        let is_broad =
            |kind: &ContractTermKind| matches!(kind, ContractTermKind::FixedTerm | ContractTermKind::Permanent);
        self.kind = match (self.kind.take(), other.kind) {
            (Some(mine), Some(theirs)) if is_broad(&mine) && !is_broad(&theirs) => Some(theirs),
            (mine, theirs) => mine.or(theirs),
        };
    }

    /// Both said is neither.
    pub fn hours(&self) -> Option<EmploymentType> {
        match (self.full_time, self.part_time) {
            (true, false) => Some(EmploymentType::FullTime),
            (false, true) => Some(EmploymentType::PartTime),
            _ => None,
        }
    }

    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_people_and_systems_are_understood() {
        use ContractTermKind::{AgencyWork, Apprenticeship, FixedTerm, Internship, OnCall, Permanent, Seasonal};
        for (text, hours, kind, months) in [
            ("Tempo indeterminato - Full time", Some(EmploymentType::FullTime), Some(Permanent), None),
            ("T. Det. 6 mesi", None, Some(FixedTerm), Some(6)),
            ("T. Indet.", None, Some(Permanent), None),
            ("Part-time 24h", Some(EmploymentType::PartTime), None, None),
            ("parttime fixed term", Some(EmploymentType::PartTime), Some(FixedTerm), None),
            ("fulltime, parttime", None, None, None),
            ("full-or-part-time", None, None, None),
            ("Apprendistato professionalizzante a tempo indeterminato", None, Some(Apprenticeship), None),
            ("SOMMINISTRAZIONE A TEMPO DETERMINATO", None, Some(AgencyWork), None),
            ("Determinato con possibilità di indeterminato", None, Some(FixedTerm), None),
            ("LAVORO INTERMITTENTE   ", None, Some(OnCall), None),
            ("Stagionale (aprile–settembre)", None, Some(Seasonal), None),
            ("Stage curriculare di sei mesi", None, Some(Internship), Some(6)),
            ("Tempo pieno", Some(EmploymentType::FullTime), None, None),
            ("Contratto di 1 anno", None, Some(FixedTerm), Some(12)),
            ("Temporary", None, Some(FixedTerm), None),
            ("Permanent", None, Some(Permanent), None),
            ("Ufficio interno", None, None, None),
            ("Contract", None, None, None),
            ("Other", None, None, None),
        ] {
            let said = read(text);
            assert_eq!((said.hours(), said.kind, said.months), (hours, kind, months), "{text}");
        }
        assert!(read("Collaborazione con partita IVA").is_self_employment);
        assert!(read("freelance").kind.is_none());
    }

    #[test]
    fn what_is_said_twice_is_joined() {
        let mut said = read("Temporary");
        said.join(read("Durata: stagionale"));
        assert_eq!(said.kind, Some(ContractTermKind::Seasonal));
    }
}
