//! The documents that go into an iframe: a list of offers, or a single one.

use std::fmt::Write;
use std::sync::LazyLock;

use addresses::Route;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use contract::job_search::SearchArea;
use contract::{JobPostingPage, JobPostingStatus, JobPostingSummary, JobSearch, Widget};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use wording::job_posting::Urgency;
use wording::notice::Notice;

use super::palette;
use super::question::{self, Question};
use super::words::{self, Words};
use crate::http::error::ApiError;
use crate::listings::posting;
use crate::listings::search;
use crate::state::AppState;
use crate::syndication::design_tokens::DesignTokens;
use security_policy::SecurityPolicy;
use store::job_postings as rows;

/// The sheet and its pin, as in the head of the site.
const MARK: &str = r#"<path d="M5 9.5A2.5 2.5 0 0 1 7.5 7h17A2.5 2.5 0 0 1 27 9.5v17a2.5 2.5 0 0 1-2.5 2.5h-17A2.5 2.5 0 0 1 5 26.5Z" fill="none" stroke="currentcolor" stroke-width="2.5"/><circle cx="16" cy="7.5" r="5.5" fill="currentcolor"/><path d="M10.5 18.5h11M10.5 23.5h7" fill="none" stroke="currentcolor" stroke-width="2.5" stroke-linecap="round"/>"#;

/// Tokens and rules on one line: they travel with every frame.
static STYLE: LazyLock<String> = LazyLock::new(|| {
    let rules = squeezed(include_str!("frame.css"));
    let names: Vec<&str> = rules.split("var(").skip(1).filter_map(|rest| rest.split([')', ',']).next()).collect();
    format!("{}{rules}", DesignTokens::css(&names))
});

static SCRIPT: LazyLock<String> = LazyLock::new(|| {
    let lines = include_str!("frame.js").lines().map(str::trim).filter(|line| !line.starts_with("//"));
    lines.fold(String::new(), |script, line| script + line + "\n")
});

/// A document, and the policy that lets its own style and script in.
pub struct Frame {
    pub status: StatusCode,
    pub html: String,
    pub security_policy: String,
}

/// What a widget shows. It always shows something: what is wrong with its attributes, or with us, is in the document.
pub async fn list(state: &AppState, query: &str) -> Frame {
    let (widget, faults) = Widget::from_query(query);
    let words = words::of(&widget.language);
    let mut told: Vec<_> = faults.iter().map(|fault| format!("{}: {}", fault.attribute, fault.message)).collect();
    let (status, head, body) = match question::ask(state, &widget) {
        Err(unknown) => {
            let text = words::unknown(&widget.language, &unknown);
            told.push(match unknown.attribute {
                "luogo" => {
                    format!("{text} {}", words::perhaps(&widget.language, &similar_places(state, &unknown.value)))
                }
                _ => text.clone(),
            });
            let body = message(&text, words.unknown_text, &link(state, &widget, &all_offers()), words.all);
            (StatusCode::OK, head(&words::heading(&widget.language, None, None), None), body)
        }
        Ok(question) => {
            told.extend(question.ambiguity.as_ref().map(|ambiguity| words::ambiguous(&widget.language, ambiguity)));
            match answer(state, &question.search).await {
                Err(error) => {
                    tracing::error!(%error, "the widget's search");
                    let area = area(&question, &question.search);
                    let head = head(&words::heading(&widget.language, Some(&question), area), None);
                    (StatusCode::SERVICE_UNAVAILABLE, head, failure(words))
                }
                Ok(answer) => {
                    let (head, body) = answered(state, &widget, &question, &answer);
                    (StatusCode::OK, head, body)
                }
            }
        }
    };
    document(state, &widget, status, &told, "..", html! { (head) (body) })
}

/// Comuni whose name begins like this, as the attribute may name them.
fn similar_places(state: &AppState, text: &str) -> String {
    let found = state.taxonomy.places.search(text, 3);
    found.iter().map(|place| place.slug.as_str()).collect::<Vec<_>>().join(", ")
}

/// One offer, for posts into which its address was pasted. One that has ended says so.
pub async fn offer(state: &AppState, id: &str, query: &str) -> Frame {
    let (widget, faults) = Widget::from_query(query);
    let words = words::of(&widget.language);
    let told: Vec<_> = faults.iter().map(|fault| format!("{}: {}", fault.attribute, fault.message)).collect();
    let now = state.clock.now();
    let row = rows::find(&state.store, id).await;
    let shown = row.map(|row| row.map(|row| posting::summary(row, &state.taxonomy, now, None)));
    let (status, body) = match shown {
        Err(error) => {
            tracing::error!(%error, "the frame of an offer");
            (StatusCode::SERVICE_UNAVAILABLE, failure(words))
        }
        Ok(Some(offer)) if offer.status != JobPostingStatus::Withdrawn => {
            let list = html! { ul role="list" { (notice(state, &widget, &offer, now)) } };
            let label = if wording::job_posting::is_open(&offer, now) { words.look } else { words.similar };
            (StatusCode::OK, html! { (list) (foot(state, &widget, &link(state, &widget, &page(&offer)), label)) })
        }
        Ok(gone) => {
            let status = if gone.is_some() { StatusCode::GONE } else { StatusCode::NOT_FOUND };
            let all = link(state, &widget, &all_offers());
            (status, message(words.gone, words.gone_text, &all, words.all))
        }
    };
    document(state, &widget, status, &told, "../..", html! { h1.vh { (words.one) } div.top {} (body) })
}

/// The offers, or those of the next wider radius that has some.
struct Answer {
    page: JobPostingPage,
    /// What was searched in the end.
    search: JobSearch,
    is_wider: bool,
}

async fn answer(state: &AppState, asked: &JobSearch) -> Result<Answer, ApiError> {
    let page = search::search(&state.listings, asked).await?;
    let wider = page.suggestions.as_ref().and_then(|suggestions| suggestions.wider_radius.as_ref());
    let area = match (wider.map(|wider| wider.radius_km), &asked.area) {
        (Some(radius), Some(SearchArea::Place { place, .. })) => {
            radius.map(|radius_km| SearchArea::Place { place: place.clone(), radius_km })
        }
        _ => return Ok(Answer { page, search: asked.clone(), is_wider: false }),
    };
    let wider = JobSearch { area, ..asked.clone() };
    let page = search::search(&state.listings, &wider).await?;
    Ok(Answer { page, search: wider, is_wider: true })
}

fn answered(state: &AppState, widget: &Widget, question: &Question, answer: &Answer) -> (Markup, Markup) {
    let words = words::of(&widget.language);
    let now = state.clock.now();
    let note = answer.is_wider.then(|| words::nothing_nearer(&widget.language, widget.radius_km));
    let area = area(question, &answer.search);
    let head = head(&words::heading(&widget.language, Some(question), area), note.as_deref());
    // The link leads to the same list, without what only concerns the widget.
    let search = JobSearch { limit: None, ..answer.search.clone() };
    let all = link(state, widget, &Route::JobPostings(search));
    if answer.page.items.is_empty() {
        let everything = link(state, widget, &all_offers());
        return (head, message(words.nothing, words.nothing_text, &everything, words.all));
    }
    let list = html! {
        ul role="list" { @for offer in &answer.page.items { (notice(state, widget, offer, now)) } }
        (foot(state, widget, &all, &words::see_all(&widget.language, answer.page.total)))
    };
    (head, list)
}

/// The comune and the radius that a search is about.
fn area(question: &Question, search: &JobSearch) -> Option<(String, u16)> {
    question.place.as_ref().map(contract::Place::label).zip(search.area.as_ref().map(SearchArea::radius_km))
}

fn head(heading: &str, note: Option<&str>) -> Markup {
    html! { header.head { h1 { (heading) } @if let Some(note) = note { p { (note) } } } }
}

fn foot(state: &AppState, widget: &Widget, href: &str, label: &str) -> Markup {
    let words = words::of(&widget.language);
    html! {
        footer.foot {
            a.button href=(href) target="_blank" rel="noopener" { (label) (new_tab(words)) }
            a.mark href=(link(state, widget, &Route::Home)) target="_blank" rel="noopener" {
                svg viewBox="0 0 32 32" aria-hidden="true" { (PreEscaped(MARK)) } span { "Bacheca" } (new_tab(words))
            }
        }
    }
}

fn new_tab(words: &Words) -> Markup {
    html! { span.vh { " (" (words.new_tab) ")" } }
}

fn notice(state: &AppState, widget: &Widget, offer: &JobPostingSummary, now: DateTime<Utc>) -> Markup {
    let words = words::of(&widget.language);
    let notice = Notice::of(offer, &widget.language, now);
    let class = if notice.is_open() { "notice" } else { "notice notice--closed" };
    let is_soon = matches!(notice.urgency, Urgency::Today | Urgency::Tomorrow);
    // What the frame's own clock ends later on.
    let ends = offer.valid_through.filter(|_| notice.is_open()).map(|at| at.timestamp());
    let place = match &notice.distance {
        Some(distance) => format!("{}\u{a0}· {distance}", notice.place),
        None => notice.place.clone(),
    };
    html! {
        li {
            article class=(class) data-ends=[ends] {
                div {
                    h2 {
                        a href=(link(state, widget, &page(offer))) target="_blank" rel="noopener" lang="it" {
                            (notice.title) (new_tab(words))
                        }
                    }
                    p { (notice.organization) }
                    p { (place) }
                    p.chips { (notice.chips.join(" · ")) }
                }
                p.excerpt lang="it" { (offer.excerpt) }
                div.facts {
                    @match &notice.pay {
                        Some(pay) => p.pay { (pay) },
                        None => p.pay.pay--unstated { (words.pay_unstated) },
                    }
                    p.deadline.deadline--soon[is_soon] { (notice.deadline) }
                    p.look aria-hidden="true" { (words.look) }
                }
            }
        }
    }
}

fn message(title: &str, text: &str, href: &str, label: &str) -> Markup {
    html! {
        section.message {
            h2 { (title) }
            p { (text) }
            a.button href=(href) target="_blank" rel="noopener" { (label) }
        }
    }
}

fn failure(words: &Words) -> Markup {
    html! { section.message role="alert" { h2 { (words.failed) } button.button type="button" { (words.retry) } } }
}

fn page(offer: &JobPostingSummary) -> Route {
    Route::JobPosting(offer.id.clone())
}

fn all_offers() -> Route {
    Route::JobPostings(JobSearch::default())
}

/// The whole address of a page, with the partner's name.
fn link(state: &AppState, widget: &Widget, page: &Route) -> String {
    let mut address = state.config.page(page);
    if let Some(partner) = &widget.partner {
        let sign = if address.contains('?') { '&' } else { '?' };
        // Writing to a String cannot fail.
        let _ = write!(address, "{sign}partner={partner}");
    }
    address
}

/// `root` leads from the document to where the API is.
fn document(state: &AppState, widget: &Widget, status: StatusCode, told: &[String], root: &str, body: Markup) -> Frame {
    let words = words::of(&widget.language);
    let colours = widget.colour.map(palette::css);
    let theme = match widget.theme {
        contract::WidgetTheme::Light => Some("light"),
        contract::WidgetTheme::Dark => Some("dark"),
        _ => None,
    };
    let views = widget.partner.as_ref().map(|partner| format!("{root}/api/v1/partners/{partner}/views"));
    // A list of strings is always JSON.
    let faults = serde_json::to_string(told).unwrap_or_else(|_| "[]".to_owned());
    let html = html! {
        (DOCTYPE)
        html lang=(words.lang) data-theme=[theme] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { "Bacheca" }
                style { (PreEscaped(STYLE.as_str())) }
                @if let Some(colours) = &colours { style { (PreEscaped(colours)) } }
            }
            body {
                main data-faults=(faults) data-closed=(words.closed) data-views=[views] {
                    (body)
                    p.offline role="status" hidden { (words.offline) }
                }
                script { (PreEscaped(SCRIPT.as_str())) }
            }
        }
    };
    let styles: Vec<&str> = std::iter::once(STYLE.as_str()).chain(colours.as_deref()).collect();
    let security_policy = SecurityPolicy::frame(&styles, &SCRIPT, &state.config.embed_origins).to_string();
    Frame { status, html: html.into_string(), security_policy }
}

/// A style sheet without its line ends and the spaces around them.
fn squeezed(css: &str) -> String {
    css.lines().map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_of_the_style_has_a_value() {
        let (tokens, rules) = STYLE.split_once('}').unwrap();
        for name in rules.split("var(").skip(1).filter_map(|rest| rest.split([')', ',']).next()) {
            assert!(tokens.contains(&format!("{name}:")), "{name}");
        }
    }

    #[test]
    fn the_script_has_no_end_tag_and_no_comment_lines() {
        assert!(!SCRIPT.contains("</") && !STYLE.contains("</"));
        assert!(SCRIPT.lines().all(|line| !line.starts_with("//")));
        assert!(SCRIPT.contains("postMessage"));
    }
}
