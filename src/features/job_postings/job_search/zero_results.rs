use contract::{JobPostingPage, JobSearch};
use leptos::prelude::*;

use crate::components::empty_state::{Drawing, EmptyState};
use crate::i18n::job_search::area_words;
use crate::i18n::labels;
use crate::route::Route;

/// A filter in words, as in "senza …".
fn filter_words(parameter: &str) -> &'static str {
    match parameter {
        "q" => "senza le parole cercate",
        "occupation" => "per tutti i ruoli",
        "industry" => "in tutti i settori",
        "place" | "lat" | "lon" | "radius_km" => "in tutta Italia",
        "employment_type" => "con qualsiasi orario",
        "contract_term" => "con qualsiasi contratto",
        "shift" => "con qualsiasi turno",
        "remote" => "anche in sede",
        "salary_min" => "senza paga minima",
        "posted_within_days" => "di qualsiasi data",
        "closing_within_days" => "con qualsiasi scadenza",
        "agency" => "di agenzie e aziende",
        _ => "con un filtro in meno",
    }
}

/// No results: links to wider searches, with their number of offers.
#[component]
pub fn ZeroResults(search: JobSearch, page: std::sync::Arc<JobPostingPage>) -> impl IntoView {
    let title = match area_words(&search, Some(&page)) {
        Some(area) => format!("Nessuna offerta {area}"),
        None => "Nessuna offerta con questi filtri".to_owned(),
    };
    let suggestions = page.suggestions.as_ref();
    let wider = suggestions.and_then(|suggestions| suggestions.wider_radius.as_ref()).map(|wider| {
        let found = labels::job_postings(wider.total);
        match wider.radius_km {
            Some(km) => (search.with("radius_km", &km.to_string()), format!("{found} entro {km} km")),
            None => (search.without("place"), format!("{found} in tutta Italia")),
        }
    });
    let without = suggestions.and_then(|suggestions| suggestions.without.as_ref()).map(|without| {
        let found = labels::job_postings(without.total);
        (search.without(&without.parameter), format!("{found} {}", filter_words(&without.parameter)))
    });
    let has_way_on = wider.is_some() || without.is_some();
    let text = if has_way_on {
        "Con una richiesta un po’ più larga qualcosa c’è."
    } else {
        "Le offerte cambiano ogni giorno. Intanto puoi ripartire da tutte quelle aperte."
    };
    let everything = (JobSearch::default(), "Tutte le offerte".to_owned());
    let ways = [wider, without, Some(everything)].into_iter().flatten().enumerate().map(|(index, (search, label))| {
        let class = if index == 0 { "button button--primary" } else { "button" };
        view! {
            <a class=class href=Route::JobPostings(search).href()>
                {label}
            </a>
        }
    });
    view! {
        <EmptyState drawing=Drawing::Empty title=title text=text>
            {ways.collect_view()}
        </EmptyState>
    }
}
