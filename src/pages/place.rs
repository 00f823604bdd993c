use contract::{JobPostingPage, JobSearch};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::api::articles::{list_articles, list_articles_about};
use crate::components::articles::article_card::ArticleCard;
use crate::components::breadcrumb::Breadcrumb;
use crate::components::section::Section;
use crate::components::skeleton::ArticlesSkeleton;
use crate::features::job_postings::landing_list::{LandingList, served_list, top_words};
use crate::features::loading::async_content::{AsyncContent, fetch};
use crate::features::loading::not_found::NotFound;
use crate::features::loading::page_ready::page_is_ready;
use crate::i18n::{labels, page_title};
use crate::route::{PLACE, Route};
use crate::state::navigation::HEADING_ID;

/// Most roles shown as chips.
const ROLES: usize = 12;
const ARTICLES: u16 = 3;

/// `/lavoro-a/{comune}`: work near a comune, with the nearest offers.
#[component]
pub fn PlacePage() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.with(|params| params.get(PLACE).unwrap_or_default()));
    move || {
        let slug = slug.get();
        let is_unknown = RwSignal::new(false);
        move || match is_unknown.get() {
            true => view! { <NotFound /> }.into_any(),
            false => view! { <Place slug=slug.clone() on_unknown=move |()| is_unknown.set(true) /> }.into_any(),
        }
    }
}

#[component]
fn Place(slug: String, #[prop(into)] on_unknown: Callback<()>) -> impl IntoView {
    let search = JobSearch::near_place(slug.clone());
    let served = served_list(&search);
    // The role with most offers here: the articles are about it.
    let busiest = RwSignal::new(served.as_ref().and_then(busiest_role));
    let name = RwSignal::new(served.and_then(|page| page.place).map(|place| place.name));
    let on_place = Callback::new(move |found: Option<String>| {
        page_is_ready(page_title::place(found.as_deref()));
        name.set(found);
    });
    let intro = Callback::new(move |page: JobPostingPage| {
        let role = busiest_role(&page);
        if busiest.get_untracked() != role {
            busiest.set(role);
        }
        view! { <Intro page=page slug=slug.clone() /> }.into_any()
    });
    let title = move || name.with(|name| page_title::place(name.as_deref()));
    view! {
        <Breadcrumb trail=vec![(Route::JobPostings(JobSearch::default()), "Offerte".to_owned())] />
        <div class="page__head">
            <h1 class="page__title" id=HEADING_ID tabindex="-1">
                {title}
            </h1>
        </div>
        <LandingList search=search page_title=page_title::place(None) on_place=on_place on_unknown=on_unknown intro=intro />
        <Show when=move || name.get().is_some()>
            <Articles about=busiest />
        </Show>
    }
}

fn busiest_role(page: &JobPostingPage) -> Option<String> {
    page.facets.occupation.first().map(|facet| facet.value.clone())
}

#[component]
fn Intro(page: JobPostingPage, slug: String) -> impl IntoView {
    let text = words(&page);
    let chips = page.facets.occupation.into_iter().take(ROLES).map(|facet| {
        let href = Route::OccupationInPlace(facet.value.clone(), slug.clone()).href();
        view! {
            <li>
                <a class="chip chip--link" href=href>
                    {facet.label.unwrap_or(facet.value)}
                    " "
                    <span class="chip__count">{facet.count}</span>
                </a>
            </li>
        }
    });
    let chips: Vec<_> = chips.collect();
    view! {
        <p class="page__lead">{text}</p>
        {(!chips.is_empty())
            .then(|| {
                view! {
                    <h2 class="landing__count">"I ruoli più cercati qui"</h2>
                    <ul class="chip-list landing__roles" role="list">
                        {chips}
                    </ul>
                }
            })}
    }
}

/// Describes the open offers near a comune.
fn words(page: &JobPostingPage) -> String {
    let Some(place) = &page.place else { return String::new() };
    if page.total == 0 {
        return format!("Entro 30 km da {} adesso non c’è nessuna offerta aperta.", place.name);
    }
    let mut text = format!(
        "Entro 30 km da {} ({}, {}) {}.",
        place.name,
        place.province,
        place.region,
        if page.total == 1 {
            "c’è 1 offerta aperta".to_owned()
        } else {
            format!("ci sono {} aperte", labels::job_postings(page.total))
        },
    );
    if !page.facets.industry.is_empty() {
        text.push_str(&format!(" I settori che cercano di più: {}.", top_words(&page.facets.industry, 3)));
    }
    if let Some(closing) = page.facets.closing_within_days.iter().find(|facet| facet.value == "7") {
        let closing = match closing.count {
            1 => " Una scade entro una settimana.".to_owned(),
            count => format!(" Entro una settimana ne scadono {count}."),
        };
        text.push_str(&closing);
    }
    text
}

#[component]
fn Articles(about: RwSignal<Option<String>>) -> impl IntoView {
    let articles =
        fetch(move || about.get().map_or_else(|| list_articles(ARTICLES), |role| list_articles_about(&role, ARTICLES)));
    let skeleton = || view! { <ArticlesSkeleton count=3 /> };
    // Without an article about the role there is no section.
    let render = move |page: contract::Page<contract::ArticleSummary>| {
        (!page.items.is_empty()).then(|| {
            let cards = page.items.into_iter().map(|article| view! { <ArticleCard article=article /> });
            let cards = cards.collect_view();
            view! {
                <Section id="articoli" title="Dal magazine" more=(Route::ArticleIndex, "Tutti gli articoli")>
                    <div class="card-grid">{cards}</div>
                </Section>
            }
        })
    };
    view! { <AsyncContent fetched=articles what="gli articoli" skeleton=skeleton render=render /> }
}
