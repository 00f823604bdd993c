//! What the frame says around the offers, in the language of the page it is in.

use contract::Language;
use wording::{english, labels};

use super::question::{Ambiguity, Question, Unknown};

/// The words that are the same whatever is shown.
pub struct Words {
    pub lang: &'static str,
    pub pay_unstated: &'static str,
    pub new_tab: &'static str,
    pub look: &'static str,
    pub retry: &'static str,
    pub failed: &'static str,
    pub nothing: &'static str,
    pub nothing_text: &'static str,
    pub unknown_text: &'static str,
    pub all: &'static str,
    pub closed: &'static str,
    pub offline: &'static str,
    pub one: &'static str,
    pub gone: &'static str,
    pub gone_text: &'static str,
    pub similar: &'static str,
}

const ITALIAN: Words = Words {
    lang: "it",
    pay_unstated: "Retribuzione non indicata",
    new_tab: "si apre in una nuova scheda",
    look: "Visualizza l’offerta",
    retry: "Riprova",
    failed: "Le offerte non si caricano. Di solito dura poco.",
    nothing: "In questo momento non c’è niente",
    nothing_text: "Le offerte cambiano ogni giorno: torna a guardare, o parti da tutte quelle aperte.",
    unknown_text: "Qui puoi partire da tutte le offerte aperte.",
    all: "Tutte le offerte",
    closed: "Scaduta",
    offline: "Sei senza rete: queste sono le offerte di prima.",
    one: "Offerta di lavoro",
    gone: "Questa offerta non c’è più",
    gone_text: "È stata ritirata, oppure l’indirizzo è sbagliato.",
    similar: "Vedi offerte simili",
};

const ENGLISH: Words = Words {
    lang: "en",
    pay_unstated: "Pay not stated",
    new_tab: "opens in a new tab",
    look: "View job",
    retry: "Try again",
    failed: "The jobs don’t load. It usually doesn’t last.",
    nothing: "Nothing here right now",
    nothing_text: "Jobs change every day: look again soon, or start from all the open ones.",
    unknown_text: "You can start from all open jobs.",
    all: "All jobs",
    closed: "Closed",
    offline: "You are offline: these are the jobs from before.",
    one: "Job",
    gone: "This job is no longer here",
    gone_text: "It was withdrawn, or the address is wrong.",
    similar: "See similar jobs",
};

pub fn of(language: &Language) -> &'static Words {
    match language {
        Language::English => &ENGLISH,
        _ => &ITALIAN,
    }
}

/// "Magazziniere: offerte entro 30 km da Milano (MI)". `area` is the comune and the radius that the list is from; it
/// and `question` are `None` when there is none, or it could not be asked.
pub fn heading(language: &Language, question: Option<&Question>, area: Option<(String, u16)>) -> String {
    let what = question.and_then(|question| {
        let industries: Vec<_> = question.industry.iter().map(|industry| industry.label.as_str()).collect();
        let industries = (!industries.is_empty()).then(|| industries.join(", "));
        question.occupation.as_ref().map(|occupation| occupation.preferred_label.clone()).or(industries)
    });
    match (what, area, language) {
        (None, None, Language::English) => "Jobs in Italy".to_owned(),
        (None, None, _) => "Offerte di lavoro".to_owned(),
        (Some(what), None, Language::English) => format!("{what}: jobs in Italy"),
        (Some(what), None, _) => format!("{what}: offerte di lavoro"),
        (None, Some((place, km)), Language::English) => format!("Jobs within {km} km of {place}"),
        (None, Some((place, km)), _) => format!("Offerte di lavoro entro {km} km da {place}"),
        (Some(what), Some((place, km)), Language::English) => format!("{what}: jobs within {km} km of {place}"),
        (Some(what), Some((place, km)), _) => format!("{what}: offerte entro {km} km da {place}"),
    }
}

/// "Vedi tutte le 38 offerte".
pub fn see_all(language: &Language, total: u64) -> String {
    match (language, total) {
        (Language::English, 1) => "See the job on Bacheca".to_owned(),
        (Language::English, _) => format!("See all {}", english::job_postings(total)),
        (_, 1) => "Vedi l’offerta su Bacheca".to_owned(),
        _ => format!("Vedi tutte le {}", labels::job_postings(total)),
    }
}

/// Said above offers that are farther away than was asked for; the heading says how far. One line at 240 pixels.
pub fn nothing_nearer(language: &Language, km: u16) -> String {
    match language {
        Language::English => format!("Nothing within {km} km."),
        _ => format!("Entro {km} km non c’è niente."),
    }
}

/// A name that several comuni have: which one was taken.
pub fn ambiguous(language: &Language, ambiguity: &Ambiguity) -> String {
    let Ambiguity { name, taken } = ambiguity;
    match language {
        Language::English => format!("luogo: there are several places called “{name}”; this is {taken}"),
        _ => format!("luogo: c’è più di un comune «{name}»; vale {taken}"),
    }
}

/// An unknown role, place or sector: a message for the reader of the page and one for its author.
pub fn unknown(language: &Language, unknown: &Unknown) -> String {
    let value = &unknown.value;
    match (language, unknown.attribute) {
        (Language::English, "luogo") => format!("We don’t know the place “{value}”."),
        (Language::English, "settore") => format!("We don’t know the sector “{value}”."),
        (Language::English, _) => format!("We don’t know the role “{value}”."),
        (_, "luogo") => format!("Non conosciamo il luogo «{value}»."),
        (_, "settore") => format!("Non conosciamo il settore «{value}»."),
        _ => format!("Non conosciamo il ruolo «{value}»."),
    }
}

/// What the partner may have meant; empty when nothing comes near.
pub fn perhaps(language: &Language, names: &str) -> String {
    match (names, language) {
        ("", _) => String::new(),
        (names, Language::English) => format!("Perhaps: {names}"),
        (names, _) => format!("Forse: {names}"),
    }
}
