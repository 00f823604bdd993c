//! The words of titles and employers, without what does not tell them apart.

use std::collections::BTreeSet;

use taxonomy::fold::fold;

/// Of titles: gender, references, and what every advertisement says.
const NOISE: [&str; 58] = [
    "m", "f", "mf", "d", "x", "w", "o", "a", "e", "i", "il", "la", "le", "lo", "gli", "di", "del", "della", "dei",
    "delle", "da", "in", "per", "con", "al", "alla", "alle", "ai", "agli", "allo", "su", "un", "una", "rif", "ref",
    "cod", "codice", "annuncio", "offerta", "lavoro", "cercasi", "ricerca", "ricerchiamo", "cerchiamo", "selezioniamo",
    "urgente", "urgentemente", "sede", "zona", "ambosessi", "l", "d", "subito", "assunzione", "immediata", "nuova",
    "apertura", "posizione",
];

/// Legal forms, and what a name may have or lack.
const FORMS: [&str; 30] = [
    "srl", "srls", "spa", "sas", "snc", "sapa", "s", "r", "l", "p", "a", "c", "n", "soc", "societa", "coop",
    "cooperativa", "scarl", "onlus", "gruppo", "group", "italia", "italy", "di", "e", "the", "gmbh", "ltd",
    "unipersonale", "filiale",
];

/// What makes one job of another: two offers that differ in one of these are two.
const TERMS: [(&str, &[&str]); 15] = [
    ("part time", &["part time", "parttime", "tempo parziale"]),
    ("full time", &["full time", "fulltime", "tempo pieno"]),
    ("night", &["notturno", "notturna", "notte", "notti", "night"]),
    ("weekend", &["weekend", "week end", "fine settimana"]),
    ("junior", &["junior", "jr", "neolaureat", "neodiplomat"]),
    ("senior", &["senior", "sr", "esperto", "esperta"]),
    ("internship", &["stage", "tirocinio", "tirocinante", "stagista", "internship"]),
    ("apprentice", &["apprendista", "apprendistato"]),
    (
        "head",
        &[
            "responsabile", "capo", "caporeparto", "manager", "direttore", "direttrice", "coordinatore",
            "coordinatrice", "head",
        ],
    ),
    ("deputy", &["vice"]),
    ("helper", &["aiuto"]),
    ("protected", &["categorie protette", "categoria protetta", "68 99"]),
    ("season", &["stagionale", "stagionali"]),
    ("substitute", &["sostituzione", "maternita"]),
    ("remote", &["remoto", "remote", "smart working", "da casa"]),
];

/// The words of a title that say what the job is. `place` goes: it is compared by itself.
pub fn of_title(title: &str, places: &[&str]) -> BTreeSet<String> {
    let places: BTreeSet<String> = places.iter().flat_map(|place| words(&fold(place))).collect();
    let folded = without_terms(&fold(title));
    let is_kept = |word: &String| {
        !NOISE.contains(&word.as_str()) && !places.contains(word) && !word.bytes().any(|byte| byte.is_ascii_digit())
    };
    words(&folded).into_iter().filter(is_kept).map(|word| stem(&word)).filter(|word| !word.is_empty()).collect()
}

/// The words of an employer's name.
pub fn of_employer(name: &str) -> BTreeSet<String> {
    let all = words(&fold(name));
    let kept: BTreeSet<_> = all.iter().filter(|word| !FORMS.contains(&word.as_str())).cloned().collect();
    // A name of nothing but forms is its forms.
    if kept.is_empty() { all.into_iter().collect() } else { kept }
}

/// Which of the terms a title names.
pub fn terms(title: &str) -> BTreeSet<&'static str> {
    let padded = format!(" {} ", fold(title));
    let names = |forms: &[&str]| forms.iter().any(|form| padded.contains(&format!(" {form}")));
    TERMS.iter().filter(|(_, forms)| names(forms)).map(|(term, _)| *term).collect()
}

fn without_terms(folded: &str) -> String {
    let forms = TERMS.iter().flat_map(|(_, forms)| forms.iter()).filter(|form| form.contains(' '));
    let padded = format!(" {folded} ");
    forms.fold(padded, |text, form| text.replace(&format!(" {form} "), " ")).trim().to_owned()
}

pub fn words(folded: &str) -> Vec<String> {
    folded.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// "Cassiera", "cassiere" and "cassieri" are one word, and so are "educatrice" and "educatore".
pub fn stem(word: &str) -> String {
    let word = word
        .strip_suffix("trice")
        .or_else(|| word.strip_suffix("trici"))
        .map_or_else(|| word.to_owned(), |stem| format!("{stem}tore"));
    if word.chars().count() <= 3 {
        return word;
    }
    word.trim_end_matches(['a', 'e', 'i', 'o']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_what_the_job_is() {
        let of = |title: &str| of_title(title, &["Reggio Emilia"]).into_iter().collect::<Vec<_>>();
        assert_eq!(of("CASSIERA/E (M/F) - Reggio Emilia, rif. 1234"), of("Cassiere"));
        assert_eq!(of("Educatrice di asilo nido"), of("educatori asilo nido"));
        assert_eq!(terms("Cassiere part-time weekend").into_iter().collect::<Vec<_>>(), ["part time", "weekend"]);
        assert_eq!(of("Cassiere part-time"), of("Cassiere"));
    }

    #[test]
    fn an_employer_is_its_name_without_its_form() {
        assert_eq!(of_employer("Officine Lambro S.r.l."), of_employer("OFFICINE LAMBRO SRL"));
        assert_ne!(of_employer("Officine Lambro"), of_employer("Officine Adda"));
        assert!(!of_employer("S.p.A.").is_empty());
    }
}
