mod key_dates;
mod pay_table;
mod week;

use contract::{CollectiveAgreement, JobPosting, JobPostingSummary, JobSearch, PostingAgency, Requirement};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use self::key_dates::KeyDates;
use self::pay_table::PayTable;
use self::week::Week;
use crate::api::job_postings::find_job_posting;
use crate::components::breadcrumb::Breadcrumb;
use crate::components::job_postings::deadline::{DeadlineLine, ended_words, is_open};
use crate::components::job_postings::job_posting_card::{HeadingLevel, JobPostingCard, JobPostingPlace};
use crate::components::job_postings::job_posting_facts::JobPostingFacts;
use crate::components::notice::{Notice, NoticeKind};
use crate::components::section::Section;
use crate::components::share_bar::ShareBar;
use crate::components::skeleton::TextSkeleton;
use crate::features::job_postings::apply_action::ApplyAction;
use crate::features::job_postings::report_form::ReportForm;
use crate::features::job_postings::save_button::{SaveButton, save_button};
use crate::features::loading::async_content::{LoadedPage, fetch};
use crate::features::loading::page_ready::page_is_ready;
use crate::i18n::job_posting::chips;
use crate::i18n::{page_title, pay};
use crate::route::{ID, Route};
use crate::state::navigation::HEADING_ID;
use crate::ui::icon::{Icon, IconView};

/// `/offerte/{id}`: an offer with all its details.
#[component]
pub fn JobPostingPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get(ID).unwrap_or_default()));
    let job_posting = fetch(move || id.with(|id| find_job_posting(id)));
    let skeleton = || view! { <TextSkeleton label="Sto caricando l’offerta" /> };
    let render = |job_posting| view! { <JobPostingContent job_posting=job_posting /> };
    view! { <LoadedPage fetched=job_posting what="l’offerta" skeleton=skeleton render=render /> }
}

#[component]
fn JobPostingContent(job_posting: JobPosting) -> impl IntoView {
    let summary = job_posting.summary.clone();
    page_is_ready(page_title::job_posting(&summary));
    let is_open = is_open(&summary);
    let route = Route::JobPosting(summary.id.clone());
    let similar = view! { <Similar similar=job_posting.similar.clone() of=summary.clone() /> };
    // If the offer has ended, similar ones come first.
    let (similar_first, similar_last) = if is_open { (None, Some(similar)) } else { (Some(similar), None) };
    view! {
        <div class="offer-frame">
            <article class="offer-page job-posting-detail">
                <div class="job-posting-detail__top">
                    <Head summary=summary.clone() similar_count=job_posting.similar.len() />
                </div>
                <aside class="offer-page__aside" aria-labelledby="in-breve">
                    <div class="offer-page__sticky">
                        <KeyFacts job_posting=job_posting.clone() is_open=is_open />
                    </div>
                </aside>
                <div class="job-posting-detail__body">
                    {similar_first}
                    <section class="job-posting-detail__section" aria-labelledby="lavoro">
                        <h2 class="job-posting-detail__subtitle" id="lavoro">
                            "Il lavoro"
                        </h2>
                        <div class="prose" inner_html=job_posting.description_html.clone()></div>
                    </section>
                    <Requirements requirements=summary.requirements.clone() />
                    <Week shifts=summary.shifts.clone() />
                    <Pay job_posting=job_posting.clone() />
                    <KeyDates job_posting=job_posting.clone() />
                    {summary.posting_agency.clone().map(|agency| view! { <AgencyNotice agency=agency /> })}
                    <ShareBar title=summary.title route=route />
                    <ReportForm job_posting_id=summary.id />
                </div>
            </article>
            {is_open.then(|| view! { <ApplySection job_posting=job_posting /> })}
        </div>
        {similar_last}
    }
}

/// "Officine Lambro", "Azienda cliente, tramite Ponte Lavoro", with the sector.
fn organization(summary: &JobPostingSummary) -> String {
    let employer = summary.hiring_organization.as_ref().map(|organization| organization.name.as_str());
    let agency = summary.posting_agency.as_ref().map(|agency| agency.name.as_str());
    let name = match (employer, agency) {
        (Some(employer), Some(agency)) if employer != agency => format!("{employer}, tramite {agency}"),
        (Some(name), _) => name.to_owned(),
        (None, Some(agency)) => format!("Azienda cliente, tramite {agency}"),
        (None, None) => "Azienda cliente".to_owned(),
    };
    match &summary.industry {
        Some(industry) => format!("{name}\u{a0}· {}", industry.label),
        None => name,
    }
}

#[component]
fn Head(summary: JobPostingSummary, similar_count: usize) -> impl IntoView {
    let mut trail = vec![(Route::JobPostings(JobSearch::default()), "Offerte".to_owned())];
    if let Some(occupation) = &summary.occupation {
        trail.push((Route::Occupation(occupation.slug.clone()), occupation.preferred_label.clone()));
    }
    let notice = ended_words(&summary).map(|(title, text)| {
        view! {
            <Notice kind=NoticeKind::Soon title=title text=text>
                {(similar_count > 0)
                    .then(|| {
                        view! {
                            <a class="notice__action button" href="#simili">
                                "Guarda le offerte simili"
                            </a>
                        }
                    })}
            </Notice>
        }
    });
    view! {
        <Breadcrumb trail=trail />
        <header class="job-posting-detail__head">
            <h1 class="job-posting-detail__title" id=HEADING_ID tabindex="-1">
                {summary.title.clone()}
            </h1>
            <p class="job-posting-detail__organization">{organization(&summary)}</p>
            <JobPostingPlace job_posting=summary.clone() />
            <ul class="chip-list" role="list">
                {chips(&summary).into_iter().map(|chip| view! { <li class="chip">{chip}</li> }).collect_view()}
            </ul>
            {notice}
        </header>
    }
}

#[component]
fn Requirements(requirements: Vec<Requirement>) -> impl IntoView {
    let (necessary, preferred): (Vec<_>, Vec<_>) =
        requirements.into_iter().partition(|requirement| requirement.is_necessary);
    let group = |class, title, items: Vec<Requirement>| {
        let items = items.into_iter().map(|requirement| {
            view! {
                <li class="requirements__item">
                    <IconView icon=Icon::Check />
                    <span>{requirement.text}</span>
                </li>
            }
        });
        let items: Vec<_> = items.collect();
        (!items.is_empty()).then(|| {
            view! {
                <div class=class>
                    <h3 class="requirements__title">{title}</h3>
                    <ul class="requirements__list" role="list">
                        {items}
                    </ul>
                </div>
            }
        })
    };
    let groups = [
        group("requirements__group", "Necessari", necessary),
        group("requirements__group requirements--preferred", "Preferiti", preferred),
    ];
    groups.iter().any(Option::is_some).then(|| {
        view! {
            <section class="job-posting-detail__section" aria-labelledby="requisiti">
                <h2 class="job-posting-detail__subtitle" id="requisiti">
                    "Che cosa serve"
                </h2>
                <div class="requirements">{groups.into_iter().collect_view()}</div>
            </section>
        }
    })
}

#[component]
fn Term(label: &'static str, #[prop(into)] value: String) -> impl IntoView {
    view! {
        <div class="job-posting-facts__item">
            <dt class="job-posting-facts__label">{label}</dt>
            <dd class="job-posting-facts__value">{value}</dd>
        </div>
    }
}

#[component]
fn Agreement(agreement: CollectiveAgreement) -> impl IntoView {
    view! {
        <Term label="Contratto collettivo" value=agreement.name />
        {agreement.level.map(|level| view! { <Term label="Livello" value=level /> })}
        {agreement.instalments.map(|count| view! { <Term label="Mensilità" value=count.to_string() /> })}
    }
}

#[component]
fn Pay(job_posting: JobPosting) -> impl IntoView {
    let figures = job_posting.summary.base_salary.as_ref().and_then(pay::base_salary);
    let stated = figures.is_some();
    let benefits = job_posting.job_benefits;
    view! {
        <section class="job-posting-detail__section" aria-labelledby="paga">
            <h2 class="job-posting-detail__subtitle" id="paga">
                "Quanto si guadagna"
            </h2>
            <p class="job-posting-detail__pay">
                {figures.map_or_else(|| "Retribuzione non indicata".to_owned(), |figures| format!("{figures}, lordi"))}
            </p>
            <PayTable summary=job_posting.summary.clone() />
            {job_posting
                .summary
                .collective_agreement
                .map(|agreement| {
                    view! {
                        <dl class="job-posting-facts">
                            <Agreement agreement=agreement />
                        </dl>
                    }
                })}
            {(!benefits.is_empty())
                .then(|| {
                    view! {
                        <h3 class="requirements__title">"In più"</h3>
                        <ul class="job-posting-detail__benefits">
                            {benefits.into_iter().map(|benefit| view! { <li>{benefit}</li> }).collect_view()}
                        </ul>
                    }
                })}
            <p class="job-posting-detail__note">
                {if stated {
                    "È la paga iniziale dichiarata da chi assume. Durante la selezione nessuno può chiederti quanto guadagnavi prima (direttiva UE 2023/970). "
                } else {
                    "Hai diritto a conoscere la paga iniziale prima del colloquio (direttiva UE 2023/970): chiedila. "
                }}
            </p>
        </section>
    }
}

/// What the law requires beside an agency's offer: authorisation, equal treatment, privacy.
#[component]
fn AgencyNotice(agency: PostingAgency) -> impl IntoView {
    view! {
        <section class="job-posting-detail__section" aria-labelledby="agenzia">
            <h2 class="job-posting-detail__subtitle" id="agenzia">
                "Chi pubblica"
            </h2>
            <div class="agency-notice">
                <p class="agency-notice__name">{format!("{}, agenzia per il lavoro", agency.name)}</p>
                <p>{agency.authorisation_number}</p>
                <p>
                    "L’offerta è rivolta a persone di ogni genere, età e nazionalità, ai sensi dei d.lgs. 198/2006, 215/2003 e 216/2003. "
                    {agency
                        .privacy_url
                        .map(|url| {
                            view! {
                                "Prima di candidarti leggi l’"
                                <a href=url target="_blank" rel="noopener noreferrer nofollow">
                                    "informativa sulla privacy dell’agenzia"
                                </a>
                                "."
                            }
                        })}
                </p>
            </div>
        </section>
    }
}

/// The bar for applying, which phones show from the title to the end of the offer.
#[component]
fn ApplySection(job_posting: JobPosting) -> impl IntoView {
    let save = view! { <SaveButton job_posting=job_posting.summary.clone() is_short=true /> };
    view! {
        <div class="apply-bar">
            <ApplyAction job_posting=job_posting class="apply-bar__apply button button--primary button--large" />
            {save}
        </div>
    }
}

#[component]
fn KeyFacts(job_posting: JobPosting, is_open: bool) -> impl IntoView {
    let summary = job_posting.summary.clone();
    let figures = summary.base_salary.as_ref().and_then(pay::base_salary);
    let save = save_button(&summary);
    let apply = is_open.then(|| view! { <ApplyAction job_posting=job_posting.clone() class="button button--primary button--large button--block" /> });
    view! {
        <div class=if is_open { "key-facts" } else { "key-facts key-facts--closed" }>
            <h2 class="key-facts__title" id="in-breve">
                "In breve"
            </h2>
            <p class="key-facts__pay">{figures.unwrap_or_else(|| "Retribuzione non indicata".to_owned())}</p>
            <DeadlineLine job_posting=summary.clone() />
            <JobPostingFacts job_posting=summary is_list=true />
            {job_posting
                .reference
                .map(|reference| {
                    view! {
                        <dl class="job-posting-facts job-posting-facts--list">
                            <Term label="Riferimento" value=reference />
                        </dl>
                    }
                })}
            <div class="key-facts__actions">{apply} {save}</div>
        </div>
    }
}

#[component]
fn Similar(similar: Vec<JobPostingSummary>, of: JobPostingSummary) -> impl IntoView {
    let search = of.occupation.map(|occupation| JobSearch::for_occupation(occupation.slug)).unwrap_or_default();
    (!similar.is_empty()).then(|| {
        let cards = similar.into_iter().map(|job_posting| {
            view! {
                <JobPostingCard job_posting=job_posting level=HeadingLevel::H3 action=save_button id_prefix="simile-" />
            }
        });
        view! {
            <Section id="simili" title="Offerte simili" more=(Route::JobPostings(search), "Tutte le offerte per questo ruolo")>
                <div class="card-grid">{cards.collect_view()}</div>
            </Section>
        }
    })
}
