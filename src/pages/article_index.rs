use contract::{ArticleSummary, Page, Topic};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::api::articles::list_articles;
use crate::components::articles::article_card::ArticleCard;
use crate::components::empty_state::{Drawing, EmptyState};
use crate::components::section::Section;
use crate::components::skeleton::ArticlesSkeleton;
use crate::features::loading::async_content::{AsyncContent, fetch};
use crate::features::loading::page_ready::page_is_ready;
use crate::i18n::page_title;
use crate::route::{Route, TOPIC};
use crate::state::navigation::HEADING_ID;

/// Limit of the request: enough for the whole magazine.
const LIMIT: u16 = 100;

/// `/articoli`: the magazine, by topic.
#[component]
pub fn ArticleIndexPage() -> impl IntoView {
    let query = use_query_map();
    let topic = Memo::new(move |_| query.with(|query| query.get(TOPIC)).filter(|topic| !topic.is_empty()));
    let articles = fetch(|| list_articles(LIMIT));
    let skeleton = || view! { <ArticlesSkeleton count=6 /> };
    let render =
        move |page: Page<ArticleSummary>| move || view! { <Articles articles=page.items.clone() chosen=topic.get() /> };
    view! {
        <div class="page__head">
            <h1 class="page__title" id=HEADING_ID tabindex="-1">
                "Magazine"
            </h1>
            <p class="page__lead">
                "Mestieri, colloqui, contratti: spiegati da chi li legge tutti i giorni, con le offerte aperte accanto."
            </p>
        </div>
        <AsyncContent fetched=articles what="gli articoli" page_title=page_title::ARTICLE_INDEX skeleton=skeleton render=render />
    }
}

#[component]
fn Articles(articles: Vec<ArticleSummary>, chosen: Option<String>) -> impl IntoView {
    let topics = topics(&articles);
    let chosen_topic =
        chosen.as_ref().and_then(|slug| topics.iter().map(|(topic, _)| topic).find(|topic| topic.slug == *slug));
    page_is_ready(page_title::article_index(chosen_topic));
    let total = articles.len();
    let all = view! { <TopicChip route=Route::ArticleIndex label="Tutti" count=total is_current=chosen.is_none() /> };
    let chips = topics.iter().map(|(topic, count)| {
        let is_current = chosen.as_deref() == Some(topic.slug.as_str());
        view! { <TopicChip route=Route::ArticleTopic(topic.slug.clone()) label=topic.label.clone() count=*count is_current=is_current /> }
    });
    let nav = view! {
        <nav class="page__filters" aria-label="Argomenti">
            <ul class="chip-list" role="list">
                {all} {chips.collect_view()}
            </ul>
        </nav>
    };
    let body = match chosen {
        None => view! { <ByTopic articles=articles topics=topics /> }.into_any(),
        Some(slug) => {
            let articles: Vec<_> = articles.into_iter().filter(|article| article.topic.slug == slug).collect();
            view! { <OneTopic articles=articles /> }.into_any()
        }
    };
    view! {
        {nav}
        {body}
    }
}

#[component]
fn TopicChip(route: Route, #[prop(into)] label: String, count: usize, is_current: bool) -> impl IntoView {
    view! {
        <li>
            <a class="chip chip--link" href=route.href() aria-current=is_current.then_some("page")>
                {label}
                " "
                <span class="chip__count">{count}</span>
            </a>
        </li>
    }
}

/// The newest article on top, then all topics under their headings.
#[component]
fn ByTopic(articles: Vec<ArticleSummary>, topics: Vec<(Topic, usize)>) -> impl IntoView {
    let lead = articles.first().cloned();
    let sections = topics.into_iter().map(|(topic, _)| {
        let cards = articles.iter().skip(1).filter(|article| article.topic == topic).cloned();
        let cards: Vec<_> = cards.map(|article| view! { <ArticleCard article=article /> }).collect();
        (!cards.is_empty()).then(|| {
            let id = heading_id(&topic);
            view! {
                <Section id=id title=topic.label>
                    <div class="card-grid">{cards}</div>
                </Section>
            }
        })
    });
    let sections = sections.collect_view();
    view! {
        {lead.map(|article| view! { <ArticleCard article=article is_lead=true has_second_level_heading=true /> })}
        {sections}
    }
}

/// Id of a topic’s heading.
fn heading_id(topic: &Topic) -> String {
    format!("argomento-{}", topic.slug)
}

#[component]
fn OneTopic(articles: Vec<ArticleSummary>) -> impl IntoView {
    if articles.is_empty() {
        return view! {
            <EmptyState
                drawing=Drawing::Empty
                title="Nessun articolo su questo argomento"
                text="Forse l’indirizzo è vecchio. Gli altri articoli sono tutti qui."
            >
                <a class="button button--primary" href=Route::ArticleIndex.href()>
                    "Tutti gli articoli"
                </a>
            </EmptyState>
        }
        .into_any();
    }
    let cards =
        articles.into_iter().map(|article| view! { <ArticleCard article=article has_second_level_heading=true /> });
    view! { <div class="card-grid">{cards.collect_view()}</div> }.into_any()
}

/// The topics in the order they first appear, with how many articles each has.
fn topics(articles: &[ArticleSummary]) -> Vec<(Topic, usize)> {
    let mut topics: Vec<(Topic, usize)> = Vec::new();
    for article in articles {
        match topics.iter_mut().find(|(topic, _)| *topic == article.topic) {
            Some((_, count)) => *count += 1,
            None => topics.push((article.topic.clone(), 1)),
        }
    }
    topics.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    topics
}
