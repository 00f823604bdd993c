use contract::job_search::DEFAULT_RADIUS_KM;
use contract::{JobSearch, OccupationDetail, PlaceCount, SearchArea};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::api::taxonomy::find_occupation;
use crate::components::articles::article_card::ArticleCard;
use crate::components::breadcrumb::Breadcrumb;
use crate::components::section::Section;
use crate::components::skeleton::TextSkeleton;
use crate::features::job_postings::landing_list::{LandingList, served_list};
use crate::features::loading::async_content::{LoadedPage, fetch};
use crate::features::loading::not_found::NotFound;
use crate::features::loading::page_ready::page_is_ready;
use crate::i18n::{labels, page_title, pay};
use crate::route::{OCCUPATION, PLACE, Route};
use crate::state::navigation::HEADING_ID;

fn parameter(name: &'static str) -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get(name).unwrap_or_default()))
}

/// `/lavoro/{occupation}`: a role, its pay, the comuni with most offers, and the open offers.
#[component]
pub fn OccupationPage() -> impl IntoView {
    let slug = parameter(OCCUPATION);
    let detail = fetch(move || slug.with(|slug| find_occupation(slug)));
    let skeleton = || view! { <TextSkeleton label="Sto caricando il mestiere" /> };
    let render = |detail: OccupationDetail| {
        let search = JobSearch::for_occupation(&detail.occupation.slug);
        view! { <Occupation detail=detail search=search place=None on_unknown=|()| () /> }
    };
    view! { <LoadedPage fetched=detail what="il mestiere" skeleton=skeleton render=render /> }
}

/// `/lavoro/{occupation}/{comune}`: the same with the offers near a comune.
#[component]
pub fn OccupationInPlacePage() -> impl IntoView {
    let (slug, place) = (parameter(OCCUPATION), parameter(PLACE));
    let detail = fetch(move || slug.with(|slug| find_occupation(slug)));
    let skeleton = || view! { <TextSkeleton label="Sto caricando il mestiere" /> };
    let render = move |detail: OccupationDetail| {
        // Another comune of the same role: the role is not fetched again.
        move || view! { <InPlace detail=detail.clone() place=place.get() /> }
    };
    view! { <LoadedPage fetched=detail what="il mestiere" skeleton=skeleton render=render /> }
}

#[component]
fn InPlace(detail: OccupationDetail, place: String) -> impl IntoView {
    let is_unknown = RwSignal::new(false);
    let area = SearchArea::Place { place: place.clone(), radius_km: DEFAULT_RADIUS_KM };
    let search = JobSearch { area: Some(area), ..JobSearch::for_occupation(&detail.occupation.slug) };
    move || match is_unknown.get() {
        true => view! { <NotFound /> }.into_any(),
        false => {
            let (detail, search, place) = (detail.clone(), search.clone(), Some(place.clone()));
            let on_unknown = move |()| is_unknown.set(true);
            view! { <Occupation detail=detail search=search place=place on_unknown=on_unknown /> }.into_any()
        }
    }
}

#[component]
fn Occupation(
    detail: OccupationDetail,
    search: JobSearch,
    /// Slug of the page's comune.
    place: Option<String>,
    /// Called if there is no such comune.
    #[prop(into)]
    on_unknown: Callback<()>,
) -> impl IntoView {
    let label = detail.occupation.preferred_label.clone();
    // The comune's name is in the answer with the offers, which may have come with the page.
    let place_name = RwSignal::new(place.as_ref().and_then(|_| served_list(&search)?.place).map(|place| place.name));
    let has_place = place.is_some();
    let mut trail = vec![(Route::JobPostings(JobSearch::default()), "Offerte".to_owned())];
    if has_place {
        trail.push((Route::Occupation(detail.occupation.slug.clone()), label.clone()));
    }
    let title_label = label.clone();
    let title = Memo::new(move |_| place_name.with(|name| page_title::occupation(&title_label, name.as_deref())));
    let on_place = Callback::new(move |name: Option<String>| {
        place_name.set(name);
        // Not before: the scroll position can only be restored when the list is there.
        page_is_ready(title.get_untracked());
    });
    view! {
        <Breadcrumb trail=trail />
        <div class="page__head">
            <h1 class="page__title" id=HEADING_ID tabindex="-1">
                {title}
            </h1>
            <p class="page__lead">{detail.summary.clone()}</p>
        </div>
        <div class="landing">
            <div class="landing__offers">
                <LandingList search=search page_title=title.get_untracked() on_place=on_place on_unknown=on_unknown />
            </div>
            // Most roles have no text of their own.
            {(!detail.tasks.is_empty())
                .then(|| {
                    view! {
                        <div class="landing__text prose">
                            <Facts detail=detail.clone() />
                        </div>
                    }
                })}
        </div>
        <Elsewhere occupation=detail.occupation.slug.clone() label=label places=detail.top_places here=place />
        {(!detail.articles.is_empty())
            .then(|| {
                let cards = detail.articles.into_iter().map(|article| view! { <ArticleCard article=article /> });
                view! {
                    <Section id="articoli" title="Dal magazine" more=(Route::ArticleIndex, "Tutti gli articoli")>
                        <div class="card-grid">{cards.collect_view()}</div>
                    </Section>
                }
            })}
    }
}

/// "Su 12 offerte aperte che indicano la paga, la metà centrale sta tra 1.600 e 1.900 € lordi al mese."
fn pay_words(detail: &OccupationDetail) -> Option<String> {
    let typical = detail.typical_pay?;
    let (low, high) = (pay::whole(typical.low_month_minor), pay::whole(typical.high_month_minor));
    let figures = if low == high {
        format!("intorno a {}\u{a0}€", pay::amount(low))
    } else {
        format!("tra {} e {}\u{a0}€", pay::amount(low), pay::amount(high))
    };
    Some(format!(
        "Su {} aperte che dichiarano la paga, la metà centrale sta {figures} lordi al mese a tempo pieno.",
        labels::job_postings(typical.job_postings),
    ))
}

#[component]
fn Facts(detail: OccupationDetail) -> impl IntoView {
    let pay = pay_words(&detail);
    let list = |items: Vec<String>| {
        view! { <ul>{items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view()}</ul> }
    };
    view! {
        <h2>"Che cosa si fa"</h2>
        {list(detail.tasks)}
        <h2>"Che cosa chiedono"</h2>
        {list(detail.requirements)}
        {pay
            .map(|pay| {
                view! {
                    <h2>"Quanto si guadagna"</h2>
                    <p>{pay}</p>
                }
            })}
        <h2>"Con quali contratti"</h2>
        <p>{detail.contracts}</p>
    }
}

/// The comuni with most offers for the role.
#[component]
fn Elsewhere(occupation: String, label: String, places: Vec<PlaceCount>, here: Option<String>) -> impl IntoView {
    let others: Vec<PlaceCount> = places.into_iter().filter(|place| here.as_ref() != Some(&place.slug)).collect();
    (!others.is_empty()).then(|| {
        let chips = others.into_iter().map(|place| {
            view! {
                <li>
                    <a class="chip chip--link" href=Route::OccupationInPlace(occupation.clone(), place.slug).href()>
                        {place.label}
                        " "
                        <span class="chip__count">{place.open_job_postings}</span>
                    </a>
                </li>
            }
        });
        let chips = chips.collect_view();
        view! {
            <Section id="dove" title=format!("{label}: dove si cerca")>
                <ul class="chip-list" role="list">
                    {chips}
                </ul>
            </Section>
        }
    })
}
