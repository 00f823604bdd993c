//! What else people call a comune, and how names are compared.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use anyhow::{Result, bail};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::comune::{Comune, MERGED};

/// From this many inhabitants on a comune is looked up by the opening of its name alone.
const KNOWN_BY_FIRST_WORD: u32 = 10_000;

/// Names in use that no rule can find: English names, those of linguistic minorities, short and older forms. A name
/// that opens like a smaller town's ("Leghorn", "Plaisance") would push that town down in the suggestions.
const ALSO_KNOWN_AS: &[(&str, &[&str])] = &[
    ("Aosta", &["Aoste"]),
    ("Corigliano-Rossano", &["Corigliano Calabro", "Rossano"]),
    ("Firenze", &["Florence"]),
    ("Genova", &["Genoa"]),
    ("Gorizia", &["Gorica"]),
    ("L'Aquila", &["Aquila"]),
    ("Mantova", &["Mantua"]),
    ("Milano", &["Milan"]),
    ("Napoli", &["Naples"]),
    ("Padova", &["Padua"]),
    ("Reggio di Calabria", &["Reggio Calabria", "Reggio C."]),
    ("Reggio nell'Emilia", &["Reggio Emilia", "Reggio E."]),
    ("Roma", &["Rome"]),
    ("Siracusa", &["Syracuse"]),
    ("Torino", &["Turin"]),
    ("Trieste", &["Trst"]),
    ("Udine", &["Videm"]),
    ("Venezia", &["Venice"]),
];

/// Words that people leave out of a name, as they stand inside it (never at its start).
const LINKING_WORDS: &[&str] = &[
    "a", "ai", "al", "alla", "alle", "allo", "con", "d'", "da", "dal", "de'", "degli", "dei", "del", "dell'", "della",
    "delle", "dello", "di", "e", "ed", "in", "nel", "nell'", "nella", "sopra", "sotto", "su", "sul", "sull'", "sulla",
];

const ARTICLES: &[&str] = &["L'", "La", "Le", "Lo", "I", "Il", "Gli"];
const SAINTS: &[&str] = &["San", "Santa", "Santo", "Sant'"];
/// Lower case, without accents, every other sign a single space: what two spellings of a name have in common.
pub(super) fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.replace('ß', "ss").nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            folded.push(c);
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.trim_end().to_owned()
}

/// The names that are facts rather than guesses: ISTAT's foreign ones, our list, the comuni merged into this one.
pub(super) fn curated_names(comuni: &[Comune]) -> Result<HashMap<String, Vec<String>>> {
    let mut names: HashMap<String, Vec<String>> = HashMap::new();
    for comune in comuni {
        names.entry(comune.code.clone()).or_default().extend(comune.foreign_names.iter().cloned());
    }
    for (name, others) in ALSO_KNOWN_AS.iter().chain(MERGED) {
        let found: Vec<&Comune> = comuni.iter().filter(|comune| comune.name == *name).collect();
        let [comune] = found.as_slice() else { bail!("{} comuni are called {name}", found.len()) };
        let others = others.iter().filter(|other| *other != name).map(|other| (*other).to_owned());
        names.entry(comune.code.clone()).or_default().extend(others);
    }
    Ok(names)
}

/// Every other name by ISTAT code: the curated ones, then the short forms that mean this comune and no other.
pub(super) fn alternate_names(
    comuni: &[Comune],
    curated: &HashMap<String, Vec<String>>,
    populations: &HashMap<String, u32>,
) -> HashMap<String, Vec<String>> {
    let official: HashSet<String> = comuni.iter().map(|comune| fold(&comune.name)).collect();
    // "San Lazzaro" may stand for San Lazzaro di Savena only while no other comune begins with these words.
    let mut openings: HashMap<String, usize> = HashMap::new();
    for comune in comuni {
        let folded = fold(&comune.name);
        for (end, _) in folded.match_indices(' ') {
            *openings.entry(folded.get(..end).unwrap_or_default().to_owned()).or_default() += 1;
        }
    }

    let mut claims: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut forms: Vec<(&Comune, Vec<String>)> = Vec::new();
    for comune in comuni {
        let mut short = short_forms(&comune.name);
        // In a small place the first word is too often an everyday one: "Golfo", "Piano", "Isole".
        if populations.get(&comune.code).is_some_and(|people| *people >= KNOWN_BY_FIRST_WORD) {
            short.extend(opening(&comune.name));
        }
        for form in short.iter().chain(curated.get(&comune.code).into_iter().flatten()) {
            claims.entry(fold(form)).or_default().insert(&comune.code);
        }
        forms.push((comune, short));
    }

    let mut names = HashMap::new();
    for (comune, short) in forms {
        let own = fold(&comune.name);
        let mut kept = curated.get(&comune.code).cloned().unwrap_or_default();
        kept.extend(short.into_iter().filter(|form| {
            let folded = fold(form);
            let opens_own = own.starts_with(&format!("{folded} "));
            !official.contains(&folded)
                && claims.get(&folded).is_some_and(|codes| codes.len() == 1)
                && openings.get(&folded).copied().unwrap_or_default() <= usize::from(opens_own)
        }));
        let mut seen = HashSet::from([own]);
        kept.retain(|form| seen.insert(fold(form)));
        names.insert(comune.code.clone(), kept);
    }
    names
}

/// What people type instead of the full name. Forms that turn out not to be unique are dropped by the caller.
fn short_forms(name: &str) -> Vec<String> {
    let words = split_elisions(name);
    let mut forms = Vec::new();

    // "Reggio di Calabria" → "Reggio Calabria".
    let without_links: Vec<&str> = words
        .iter()
        .enumerate()
        .filter(|(index, word)| *index == 0 || !is_link(word))
        .map(|(_, word)| word.as_str())
        .collect();
    forms.push(join_words(&without_links));

    // "La Spezia" → "Spezia", "L'Aquila" → "Aquila".
    if let [first, rest @ ..] = words.as_slice()
        && ARTICLES.contains(&first.as_str())
    {
        forms.push(join_words(&rest.iter().map(String::as_str).collect::<Vec<_>>()));
    }

    // "Sesto San Giovanni" → "Sesto S. Giovanni".
    if words.iter().any(|word| SAINTS.contains(&word.as_str())) {
        let shortened: Vec<&str> =
            words.iter().map(|word| if SAINTS.contains(&word.as_str()) { "S." } else { word.as_str() }).collect();
        forms.push(join_words(&shortened));
    }

    // "Corigliano-Rossano" → both halves, while "Saint-Denis" is one name.
    if let [first, second] = name.split('-').collect::<Vec<_>>().as_slice()
        && *first != "Saint"
    {
        forms.extend([(*first).to_owned(), (*second).to_owned()]);
    }

    forms.retain(|form| form != name && form.chars().count() >= 4);
    forms
}

/// "Desenzano del Garda" → "Desenzano", "San Lazzaro di Savena" → "San Lazzaro", "Cinisello Balsamo" → "Cinisello".
fn opening(name: &str) -> Option<String> {
    let words = split_elisions(name);
    let before_link: Vec<&str> = words.iter().map(String::as_str).take_while(|word| !is_link(word)).collect();
    let opening = if before_link.len() < words.len() { before_link.as_slice() } else { before_link.get(..1)? };
    let last = opening.last()?;
    let tells =
        opening.len() < words.len() && last.chars().count() >= 5 && !SAINTS.contains(last) && !ARTICLES.contains(last);
    tells.then(|| join_words(opening))
}

fn is_link(word: &str) -> bool {
    LINKING_WORDS.contains(&word)
}

/// Splits at spaces and after an apostrophe: "Reggio nell'Emilia" → "Reggio", "nell'", "Emilia".
fn split_elisions(name: &str) -> Vec<String> {
    name.replace('\'', "' ").split_whitespace().map(str::to_owned).collect()
}

fn join_words(words: &[&str]) -> String {
    words.join(" ").replace("' ", "'")
}

#[cfg(test)]
mod tests {
    use super::{fold, opening, short_forms};

    #[test]
    fn folding_leaves_letters_digits_and_single_spaces() {
        assert_eq!(fold(" Forlì "), "forli");
        assert_eq!(fold("Reggio nell'Emilia"), "reggio nell emilia");
        assert_eq!(fold("Eppan an der Weinstraße"), "eppan an der weinstrasse");
    }

    #[test]
    fn short_forms_are_the_ones_people_type() {
        assert_eq!(short_forms("Reggio nell'Emilia"), ["Reggio Emilia"]);
        assert_eq!(short_forms("San Lazzaro di Savena"), ["San Lazzaro Savena", "S. Lazzaro di Savena"]);
        assert_eq!(short_forms("L'Aquila"), ["Aquila"]);
        assert_eq!(short_forms("Corigliano-Rossano"), ["Corigliano", "Rossano"]);
        assert_eq!(short_forms("Quartu Sant'Elena"), ["Quartu S. Elena"]);
        assert!(short_forms("Milano").is_empty());
        assert!(short_forms("Saint-Denis").is_empty());
    }

    #[test]
    fn a_name_opens_with_what_stands_before_the_linking_word() {
        assert_eq!(opening("Desenzano del Garda").as_deref(), Some("Desenzano"));
        assert_eq!(opening("San Lazzaro di Savena").as_deref(), Some("San Lazzaro"));
        assert_eq!(opening("Cinisello Balsamo").as_deref(), Some("Cinisello"));
        assert_eq!(opening("San Severo"), None);
        assert_eq!(opening("Milano"), None);
    }
}
