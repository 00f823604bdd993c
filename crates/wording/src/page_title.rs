//! Titles of pages, for the window and for the page as served. One place for both, so that a title does not change
//! while the app takes over.

use contract::{JobPostingPage, JobPostingSummary, JobSearch, Topic};

use crate::job_search::{area_words, subject};

pub const SITE_NAME: &str = "Bacheca";
pub const NOT_FOUND: &str = "Pagina non trovata";
pub const ARTICLE_INDEX: &str = "Magazine";
/// Until the search is known.
pub const JOB_POSTINGS: &str = "Offerte di lavoro";
pub const SIGN_UP: &str = "Crea l’account";
pub const PRIVACY: &str = "Come trattiamo i tuoi dati";
pub const PARTNER: &str = "Le offerte di Bacheca sul tuo sito";

/// For the window: "Magazine – Bacheca".
pub fn full(title: &str) -> String {
    if title.is_empty() || title == SITE_NAME { SITE_NAME.to_owned() } else { format!("{title} – {SITE_NAME}") }
}

/// "Ruoli – Magazine".
pub fn article_index(topic: Option<&Topic>) -> String {
    topic.map_or_else(|| ARTICLE_INDEX.to_owned(), |topic| format!("{} – {ARTICLE_INDEX}", topic.label))
}

/// "Magazziniere a Milano (MI)".
pub fn job_posting(summary: &JobPostingSummary) -> String {
    crate::job_posting::title_and_place(summary)
}

/// "Magazziniere entro 30 km da Milano".
pub fn job_postings(search: &JobSearch, page: &JobPostingPage) -> String {
    let subject = subject(search, Some(page));
    match area_words(search, Some(page)) {
        Some(area) => format!("{subject} {area}"),
        None => subject,
    }
}

/// "Magazziniere a Milano: offerte di lavoro".
pub fn occupation(label: &str, place: Option<&str>) -> String {
    match place {
        Some(place) => format!("{label} a {place}: offerte di lavoro"),
        None => format!("{label}: offerte di lavoro"),
    }
}

/// "Lavoro a Milano"; "Lavoro" until the comune's name is known.
pub fn place(name: Option<&str>) -> String {
    name.map_or_else(|| "Lavoro".to_owned(), |name| format!("Lavoro a {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_is_named_once() {
        assert_eq!(full("Magazine"), "Magazine – Bacheca");
        assert_eq!(full(SITE_NAME), "Bacheca");
        assert_eq!(full(""), "Bacheca");
    }

    #[test]
    fn titles_name_what_they_are_about() {
        assert_eq!(occupation("Cuoco", None), "Cuoco: offerte di lavoro");
        assert_eq!(occupation("Cuoco", Some("Lodi")), "Cuoco a Lodi: offerte di lavoro");
        assert_eq!((place(None), place(Some("Lodi"))), ("Lavoro".to_owned(), "Lavoro a Lodi".to_owned()));
        let topic = Topic { slug: "ruoli".into(), label: "Ruoli".into() };
        assert_eq!(article_index(Some(&topic)), "Ruoli – Magazine");
    }
}
