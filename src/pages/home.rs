use contract::{ArticleSummary, JobSearch, JobSort, OccupationCount, Page, Profile, SearchArea};
use leptos::prelude::*;

use crate::api::articles::list_articles;
use crate::api::taxonomy::list_occupations;
use crate::components::articles::article_card::ArticleCard;
use crate::components::job_postings::job_posting_card::HeadingLevel;
use crate::components::section::Section;
use crate::components::skeleton::ArticlesSkeleton;
use crate::features::job_postings::job_posting_list::JobPostingList;
use crate::features::job_postings::job_search::form::JobSearchForm;
use crate::features::loading::async_content::{AsyncContent, fetch};
use crate::features::loading::page_ready::page_is_ready;
use crate::i18n::page_title;
use crate::route::Route;
use crate::state::navigation::HEADING_ID;
use crate::state::session::use_session;

/// Articles on the page: a large one and a row of three.
const ARTICLES: u16 = 4;
/// Roles named under the search form.
const ROLES: usize = 4;

/// `/`: a search, new articles, and offers that close soon.
#[component]
pub fn HomePage() -> impl IntoView {
    page_is_ready(page_title::SITE_NAME);
    let newest = JobSearch { sort: Some(JobSort::Newest), ..JobSearch::default() };
    let closing = JobSearch { sort: Some(JobSort::Closing), ..JobSearch::default() };
    let nothing = || view! { <p class="section__note">"Per ora la bacheca è vuota: torna domani."</p> };
    view! {
        <section class="home-hero" aria-labelledby=HEADING_ID>
            <div class="home-hero__text">
                <h1 class="home-hero__title" id=HEADING_ID tabindex="-1">
                    "Prima capisci il mestiere, poi scegli l’offerta"
                </h1>
                <p class="home-hero__lead">
                    "Articoli che raccontano il lavoro com’è e, accanto, le offerte aperte vicino a te. Con la paga, il contratto e la scadenza in vista."
                </p>
                <JobSearchForm search=Signal::stored(JobSearch::default()) place=Signal::stored(None) is_short=true />
                <BusiestRoles />
            </div>
            <div class="home-hero__board pinboard">
                <h2 class="pinboard__title">"Appena appuntate"</h2>
                <JobPostingList search=newest limit=2 level=HeadingLevel::H3 class="pinboard__list" id_prefix="nuove-" empty=nothing />
            </div>
        </section>
        <NearYou />
        <Section id="magazine" title="Dal magazine" more=(Route::ArticleIndex, "Tutti gli articoli")>
            <LatestArticles />
        </Section>
        <Section
            id="in-scadenza"
            title="Stanno per scadere"
            more=(Route::JobPostings(closing.clone()), "Tutte in ordine di scadenza")
        >
            <JobPostingList search=closing limit=3 level=HeadingLevel::H3 id_prefix="scadenza-" empty=nothing />
        </Section>
        <Section id="citta" title="Lavoro nelle città" more=(Route::JobPostings(JobSearch::default()), "Cerca nel tuo comune")>
            <Cities />
        </Section>
        <Section id="come-funziona" title="Come funziona">
            <Steps />
        </Section>
    }
}

/// Offers for the profile: near its place, in its first role. Nothing without a profile.
#[component]
fn NearYou() -> impl IntoView {
    let session = use_session();
    let wanted = Memo::new(move |_| session.profile().get().and_then(|it| near(&it)));
    move || {
        let (title, search) = wanted.get()?;
        session.note_near(&search);
        let more = Route::JobPostings(search.clone());
        let nothing = || {
            view! {
                <p class="section__note">
                    "Per ora qui vicino non c’è niente per il tuo profilo. " <a href=Route::Profile.href()>"Allarga la distanza o i ruoli"</a>
                    "."
                </p>
            }
        };
        Some(view! {
            <Section id="vicino" title=title more=(more, "Tutte le offerte vicino a te")>
                <JobPostingList search=search limit=3 level=HeadingLevel::H3 id_prefix="vicino-" empty=nothing />
            </Section>
        })
    }
}

/// Title and search for a profile; `None` if it has neither a place nor a role.
fn near(profile: &Profile) -> Option<(String, JobSearch)> {
    let area = profile
        .place
        .as_ref()
        .map(|place| SearchArea::Place { place: place.slug.clone(), radius_km: profile.radius_km });
    let occupation = profile.occupations.first();
    let title = match (&profile.place, occupation) {
        (Some(_), _) => "Vicino a te".to_owned(),
        (None, Some(occupation)) => format!("Per te: {}", occupation.preferred_label),
        (None, None) => return None,
    };
    let occupation = occupation.map(|occupation| occupation.slug.clone());
    Some((title, JobSearch { area, occupation, sort: Some(JobSort::Newest), ..JobSearch::default() }))
}

/// The roles with most open offers. Only a shortcut: while loading, or after a failure, nothing is shown.
#[component]
fn BusiestRoles() -> impl IntoView {
    let occupations = fetch(list_occupations);
    move || {
        let busiest = busiest(occupations.get()?);
        let chips = busiest.into_iter().map(|entry| {
            let href = Route::Occupation(entry.occupation.slug).href();
            view! {
                <li>
                    <a class="chip chip--link" href=href>
                        {entry.occupation.preferred_label}
                        " "
                        <span class="chip__count">{entry.open_job_postings}</span>
                    </a>
                </li>
            }
        });
        Some(view! {
            <div class="home-hero__tags">
                <p class="home-hero__label" id="cercati">
                    "I ruoli con più offerte oggi"
                </p>
                <ul class="chip-list" role="list" aria-labelledby="cercati">
                    {chips.collect_view()}
                </ul>
            </div>
        })
    }
}

fn busiest(mut occupations: Vec<OccupationCount>) -> Vec<OccupationCount> {
    occupations.retain(|entry| entry.open_job_postings > 0);
    occupations.sort_by_key(|entry| std::cmp::Reverse(entry.open_job_postings));
    occupations.truncate(ROLES);
    occupations
}

#[component]
fn LatestArticles() -> impl IntoView {
    let articles = fetch(|| list_articles(ARTICLES));
    let skeleton = || view! { <ArticlesSkeleton count=3 /> };
    let render = |page: Page<ArticleSummary>| {
        let mut articles = page.items.into_iter();
        let lead = articles.next().map(|article| view! { <ArticleCard article=article is_lead=true /> });
        let rest = articles.map(|article| view! { <ArticleCard article=article /> });
        view! {
            {lead}
            <div class="card-grid">{rest.collect_view()}</div>
        }
    };
    view! { <AsyncContent fetched=articles what="gli articoli" skeleton=skeleton render=render /> }
}

/// Large comuni from north to south: name and slug.
const CITIES: [(&str, &str); 12] = [
    ("Torino", "torino-to"),
    ("Milano", "milano-mi"),
    ("Verona", "verona-vr"),
    ("Padova", "padova-pd"),
    ("Genova", "genova-ge"),
    ("Bologna", "bologna-bo"),
    ("Firenze", "firenze-fi"),
    ("Roma", "roma-rm"),
    ("Napoli", "napoli-na"),
    ("Bari", "bari-ba"),
    ("Palermo", "palermo-pa"),
    ("Cagliari", "cagliari-ca"),
];

#[component]
fn Cities() -> impl IntoView {
    let chips = CITIES.map(|(name, slug)| {
        view! {
            <li>
                <a class="chip chip--link" href=Route::Place(slug.to_owned()).href()>
                    {format!("Lavoro a {name}")}
                </a>
            </li>
        }
    });
    view! {
        <ul class="chip-list" role="list">
            {chips.into_iter().collect_view()}
        </ul>
    }
}

#[component]
fn Steps() -> impl IntoView {
    let steps = [
        ("Leggi", "Scegli un mestiere e guarda com’è fatta una giornata, che cosa chiedono e quanto si guadagna."),
        (
            "Guarda chi cerca",
            "Nel testo trovi le offerte aperte per quel ruolo. Contratto, orario e scadenza si vedono senza aprire niente.",
        ),
        ("Di’ dove sei", "Scegli il tuo comune, con o senza account: le offerte si ordinano per distanza."),
    ];
    let steps = steps.map(|(title, text)| {
        view! {
            <li class="steps__item">
                <h3 class="steps__title">{title}</h3>
                <p class="steps__text">{text}</p>
            </li>
        }
    });
    view! { <ol class="steps">{steps.into_iter().collect_view()}</ol> }
}
