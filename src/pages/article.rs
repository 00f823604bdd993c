use contract::{Article, ArticleSummary, InBodyJobPostings, JobSearch, Occupation, Section};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::api::articles::find_article;
use crate::browser::page::scroll;
use crate::components::articles::article_card::ArticleCard;
use crate::components::articles::article_toc::{ArticleTocInline, ArticleTocSide, entries};
use crate::components::breadcrumb::Breadcrumb;
use crate::components::job_postings::job_posting_card::HeadingLevel;
use crate::components::job_postings::pinboard::Pinboard;
use crate::components::section::Section as PageSection;
use crate::components::share_bar::ShareBar;
use crate::components::skeleton::TextSkeleton;
use crate::features::account::sign_up_panel::SignUpPanel;
use crate::features::job_postings::job_posting_list::JobPostingList;
use crate::features::job_postings::save_button::save_button;
use crate::features::loading::async_content::{LoadedPage, fetch};
use crate::features::loading::page_ready::page_is_ready;
use crate::features::loading::view_in_own_task::view_in_own_task;
use crate::i18n::{dates, labels};
use crate::route::{Route, SLUG};
use crate::state::navigation::HEADING_ID;

/// `/articoli/{slug}`: an article with live offers, and sign-up below it.
#[component]
pub fn ArticlePage() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.with(|params| params.get(SLUG).unwrap_or_default()));
    let article = fetch(move || slug.with(|slug| find_article(slug)));
    let skeleton = || view! { <TextSkeleton label="Sto caricando l’articolo" /> };
    let render = |article| view! { <ArticleContent article=article /> };
    view! { <LoadedPage fetched=article what="l’articolo" skeleton=skeleton render=render /> }
}

#[component]
fn ArticleContent(article: Article) -> impl IntoView {
    page_is_ready(&article.summary.headline);
    let entries = entries(&article.sections);
    let current = RwSignal::new(None::<String>);
    let ids: Vec<String> = article.sections.iter().map(|section| section.id.clone()).collect();
    scroll::watch_sections_later(ids, move |id| current.set(Some(id)));
    let route = Route::Article(article.summary.slug.clone());
    let picks = article.job_postings;
    let sections = article.sections.into_iter().map(|section| {
        let picks: Vec<_> = picks.iter().filter(|pick| pick.section == section.id).cloned().collect();
        view! { <ArticleSection section=section picks=picks /> }
    });
    view! {
        <div class="article-page">
            <nav class="article-page__toc" aria-labelledby="indice-titolo">
                <ArticleTocSide entries=entries.clone() current=current />
            </nav>
            <div class="article-page__main">
                <article class="article">
                    <Header summary=article.summary.clone() author=article.author entries=entries />
                    {sections.collect_view()} <ShareBar title=article.summary.headline route=route />
                </article>
            </div>
            {article.occupation.map(|occupation| view_in_own_task(move || view! { <RoleJobPostings occupation=occupation.clone() /> }))}
            <div class="article-page__main">
                {view_in_own_task(|| view! { <SignUpPanel /> })}
            </div>
        </div>
        {(!article.related.is_empty())
            .then(|| {
                let cards = article.related.into_iter().map(|article| view! { <ArticleCard article=article /> });
                view! {
                    <PageSection id="correlati" title="Continua a leggere" more=(Route::ArticleIndex, "Tutti gli articoli")>
                        <div class="card-grid">{cards.collect_view()}</div>
                    </PageSection>
                }
            })}
    }
}

#[component]
fn Header(summary: ArticleSummary, author: String, entries: Vec<(String, String)>) -> impl IntoView {
    let trail = vec![
        (Route::ArticleIndex, "Magazine".to_owned()),
        (Route::ArticleTopic(summary.topic.slug.clone()), summary.topic.label.clone()),
    ];
    view! {
        <Breadcrumb trail=trail />
        <header class="article-header">
            <h1 class="article-header__title" id=HEADING_ID tabindex="-1">
                {summary.headline}
            </h1>
            <p class="article-header__standfirst">{summary.standfirst}</p>
            <p class="article-header__meta">
                <span class="article-header__author">{author}</span>
                <span>{format!("{} min di lettura", summary.reading_minutes)}</span>
                <span>
                    "Aggiornato il "
                    <time datetime=summary.date_modified.to_string()>{dates::long(summary.date_modified)}</time>
                </span>
            </p>
            <ArticleTocInline entries=entries />
            {summary
                .image
                .map(|image| {
                    view! {
                        <figure class="article-header__figure">
                            <img
                                class="article-header__image"
                                src=image.src
                                width=image.width
                                height=image.height
                                alt=image.alt
                                fetchpriority="high"
                            />
                        </figure>
                    }
                })}
        </header>
    }
}

/// A heading, its text, and the offers embedded in it.
#[component]
fn ArticleSection(section: Section, picks: Vec<InBodyJobPostings>) -> impl IntoView {
    let id = section.id.clone();
    let heading = match section.level {
        0 => None,
        2 => Some(view! { <h2 id=id.clone() tabindex="-1">{section.heading}</h2> }.into_any()),
        3 => Some(view! { <h3 id=id.clone()>{section.heading}</h3> }.into_any()),
        _ => Some(view! { <h4 id=id.clone()>{section.heading}</h4> }.into_any()),
    };
    let class = if heading.is_some() { "article-section prose" } else { "article-section prose prose--lead" };
    let boards = picks.into_iter().filter(|pick| !pick.items.is_empty()).enumerate().map(|(index, pick)| {
        let title = match &pick.occupation {
            Some(occupation) => format!("Offerte aperte: {}", occupation.preferred_label),
            None => "Offerte aperte in questo settore".to_owned(),
        };
        let search = JobSearch {
            occupation: pick.occupation.map(|occupation| occupation.slug),
            industry: pick.industry.into_iter().collect(),
            ..JobSearch::default()
        };
        view! {
            <Pinboard
                id=format!("{id}-offerte-{index}")
                title=title
                job_postings=pick.items
                action=save_button
                total=pick.total
                all=Route::JobPostings(search)
            />
        }
    });
    view! {
        <div class=class>{heading} <div class="prose__text" inner_html=section.html></div></div>
        {boards.collect_view()}
    }
}

/// The column beside the text; below it on narrow windows.
#[component]
fn RoleJobPostings(occupation: Occupation) -> impl IntoView {
    let search = JobSearch::for_occupation(&occupation.slug);
    let all = Route::JobPostings(search.clone());
    let total = RwSignal::new(0);
    let empty = {
        let label = occupation.preferred_label;
        move || view! { <p class="section__note">{format!("Per ora non ci sono offerte aperte per: {label}.")}</p> }
    };
    view! {
        <aside class="article-page__aside" aria-labelledby="offerte-ruolo">
            <div class="pinboard article-page__sticky">
                <div class="pinboard__head">
                    <h2 class="pinboard__title" id="offerte-ruolo">
                        "Offerte per questo ruolo"
                    </h2>
                </div>
                <JobPostingList
                    search=search
                    limit=2
                    level=HeadingLevel::H3
                    class="pinboard__list"
                    id_prefix="ruolo-"
                    on_total=move |count| total.set(count)
                    empty=empty
                />
                <Show when=move || { total.get() > 2 }>
                    <a class="pinboard__more" href=all.href()>
                        {move || format!("Vedi tutte ({})", labels::job_postings(total.get()))}
                    </a>
                </Show>
            </div>
        </aside>
    }
}
