//! What the frame says around the offers, in the language of the page it is in.

use contract::job_search::SearchArea;
use contract::{Language, Widget};
use wording::{english, labels};

use super::question::{Question, Unknown};

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

/// "Magazziniere: offerte di lavoro a Milano (MI) e dintorni". `question` is `None` when it could not be asked.
pub fn heading(widget: &Widget, question: Option<&Question>) -> String {
    let is_english = widget.language == Language::English;
    let place = question.and_then(|question| question.place.as_ref()).map(contract::Place::label);
    let km = question.and_then(|question| question.search.area.as_ref()).map_or(0, SearchArea::radius_km);
    let what = match question {
        None => None,
        Some(question) => {
            let industries: Vec<_> = question.industry.iter().map(|industry| industry.label.as_str()).collect();
            let industries = (!industries.is_empty()).then(|| industries.join(", "));
            question.occupation.as_ref().map(|occupation| occupation.preferred_label.clone()).or(industries)
        }
    };
    match (what, place, is_english) {
        (None, None, false) => "Offerte di lavoro".to_owned(),
        (None, None, true) => "Jobs in Italy".to_owned(),
        (Some(what), None, false) => format!("{what}: offerte di lavoro"),
        (Some(what), None, true) => format!("{what}: jobs in Italy"),
        (None, Some(place), false) => format!("Offerte di lavoro entro {km} km da {place}"),
        (None, Some(place), true) => format!("Jobs within {km} km of {place}"),
        (Some(what), Some(place), false) => format!("{what}: offerte entro {km} km da {place}"),
        (Some(what), Some(place), true) => format!("{what}: jobs within {km} km of {place}"),
    }
}

/// "Vedi tutte le 38 offerte".
pub fn see_all(language: &Language, total: u64) -> String {
    match (language, total) {
        (Language::English, _) => format!("See all {}", english::job_postings(total)),
        (_, 1) => "Vedi l’offerta su Bacheca".to_owned(),
        _ => format!("Vedi tutte le {}", labels::job_postings(total)),
    }
}

/// Said above offers that are farther away than was asked for; `None`: all over Italy.
pub fn farther(language: &Language, asked_km: u16, found_km: Option<u16>) -> String {
    match (language, found_km) {
        (Language::English, Some(km)) => format!("Nothing within {asked_km} km. These are within {km} km."),
        (Language::English, None) => format!("Nothing within {asked_km} km. These are from all over Italy."),
        (_, Some(km)) => format!("Niente entro {asked_km} km. Queste sono entro {km} km."),
        (_, None) => format!("Niente entro {asked_km} km. Queste sono in tutta Italia."),
    }
}

/// A role, place or sector that we do not have, told to whoever reads the page and to whoever made it.
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
