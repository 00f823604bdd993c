//! Titles that name one gender. Many Italian names of jobs are for both ("autista", "barista", "hair stylist") or have no
//! feminine in everyday use ("idraulico"): only pairs that people use are looked at.

use super::patterns::{Sentence, sentences};

/// Feminine and masculine of jobs, where both are in everyday use. Plurals in -i are for both.
const PAIRS: [(&str, &str); 48] = [
    ("addetta", "addetto"),
    ("aiuto cuoca", "aiuto cuoco"),
    ("animatrice", "animatore"),
    ("assistita", "assistito"),
    ("avvocata", "avvocato"),
    ("badante donna", "badante uomo"),
    ("banconiera", "banconiere"),
    ("bracciante donna", "bracciante uomo"),
    ("cameriera", "cameriere"),
    ("caporeparto donna", "caporeparto uomo"),
    ("cassiera", "cassiere"),
    ("collaboratrice", "collaboratore"),
    ("commessa", "commesso"),
    ("coordinatrice", "coordinatore"),
    ("cucitrice", "cucitore"),
    ("cuoca", "cuoco"),
    ("direttrice", "direttore"),
    ("educatrice", "educatore"),
    ("impiegata", "impiegato"),
    ("infermiera", "infermiere"),
    ("istruttrice", "istruttore"),
    ("lavoratrice", "lavoratore"),
    ("magazziniera", ""),
    ("maestra", "maestro"),
    ("massaggiatrice", "massaggiatore"),
    ("operaia", "operaio"),
    ("operatrice", "operatore"),
    ("ostetrica", "ostetrico"),
    ("parrucchiera", "parrucchiere"),
    ("pasticciera", "pasticciere"),
    ("portinaia", "portinaio"),
    ("programmatrice", "programmatore"),
    ("promotrice", "promotore"),
    ("psicologa", "psicologo"),
    ("puericultrice", ""),
    ("ragazza", "ragazzo"),
    ("ragioniera", "ragioniere"),
    ("ricamatrice", ""),
    ("sarta", "sarto"),
    ("segretaria", "segretario"),
    ("signora", "signore"),
    ("stiratrice", "stiratore"),
    ("sviluppatrice", "sviluppatore"),
    ("traduttrice", "traduttore"),
    ("venditrice", "venditore"),
    ("donna", "uomo"),
    ("hostess", "steward"),
    ("lavandaia", "lavandaio"),
];

/// Said anywhere, it opens the offer to both.
const FOR_BOTH: [&str; 12] = [
    "m f", "f m", "m f d", "m w d", "m f x", "w m d", "ambosessi", "ambo . sessi", "entrambi . sessi|generi",
    "l 903 77", "legge 903 77", "donna . uomo",
];

/// The words of a title that name one gender, unless title or text opens it to both.
pub fn one_gender(title: &str, text: &str) -> Option<String> {
    // "addett*", "addettə", "addetto/a", "addetto-a", "cuoco (a)".
    let lower = title.to_lowercase();
    let marks = ["*", "ə", "/a", "/o", "/trice", "-trice", "(a)", "(o)", "/e", "/i", "/ra", "/iera", "-a ", "-o "];
    if marks.iter().any(|mark| lower.contains(mark)) {
        return None;
    }
    let title = sentences(title);
    let text = sentences(text);
    let is_for_both = |sentence: &Sentence| FOR_BOTH.iter().any(|words| sentence.has(words));
    if title.iter().chain(&text).any(is_for_both) {
        return None;
    }
    let names = |word: &str| !word.is_empty() && title.iter().any(|sentence| sentence.has(word));
    let one = PAIRS.iter().find_map(|(feminine, masculine)| match (names(feminine), names(masculine)) {
        (true, false) => Some(*feminine),
        (false, true) => Some(*masculine),
        _ => None,
    })?;
    // "abbigliamento uomo", "profumi donna": what is sold, not who sells.
    let is_goods = matches!(one, "donna" | "uomo")
        && ["abbigliamento|calzature|moda|reparto|intimo|parrucchier*|taglio|collezione .. donna|uomo"]
            .iter()
            .any(|goods| names(goods));
    (!is_goods).then(|| one.to_owned())
}
