use addresses::{Route, TOPIC, embed};
use axum::http::StatusCode;
use contract::{Article, Image, Topic};
use structured_data::{Site, article as markup, breadcrumbs};
use wording::page_title;

use super::answer::{Page, shortened};
use crate::http::error::ApiError;
use crate::listings::articles::summary;
use crate::site::alternate::Alternate;
use crate::site::head::{Head, Picture};
use crate::state::AppState;
use crate::syndication::previews;
use store::articles as rows;

const INDEX_DESCRIPTION: &str =
    "Mestieri, colloqui, contratti: spiegati da chi li legge tutti i giorni, con le offerte aperte accanto.";

/// The index of articles, whole or of one topic. A topic without articles shows them all.
pub async fn index(state: &AppState, query: &str) -> Result<Head, ApiError> {
    let asked = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == TOPIC);
    let mut topic = asked.and_then(|(_, slug)| taxonomy::topic(&slug));
    if let Some(Topic { slug, .. }) = &topic {
        let filter = rows::Filter { topic: Some(slug), ..rows::Filter::default() };
        if rows::count(&state.store, filter).await? == 0 {
            topic = None;
        }
    }
    let path = topic.as_ref().map_or(Route::ArticleIndex, of_topic).href();
    Ok(Head {
        description: Some(INDEX_DESCRIPTION.to_owned()),
        alternates: vec![Alternate::of_articles(&state.config)],
        ..Head::listed(page_title::article_index(topic.as_ref()), path)
    })
}

fn of_topic(topic: &Topic) -> Route {
    Route::ArticleTopic(topic.slug.clone())
}

pub async fn article(state: &AppState, slug: &str) -> Result<Page, ApiError> {
    let db = &state.store;
    let Some(row) = rows::find(db, slug).await? else {
        return Ok(match rows::find_renamed(db, slug).await? {
            Some(renamed) => Page::Moved(Route::Article(renamed).href()),
            None => Page::missing(StatusCode::NOT_FOUND),
        });
    };
    let drawing = previews::of_article(&state.config, row.clone())?;
    // Of its text nothing is said here.
    let article = Article {
        summary: summary(row.summary)?,
        occupation: None,
        author: row.author,
        sections: Vec::new(),
        job_postings: Vec::new(),
        related: Vec::new(),
    };
    let site = state.config.site();
    let summary = &article.summary;
    let path = Route::Article(summary.slug.clone()).href();
    let index = site.page(&Route::ArticleIndex.href());
    let (topic, own) = (site.page(&of_topic(&summary.topic).href()), site.page(&path));
    let trail = [("Magazine", index.as_str()), (&summary.topic.label, &topic), (&summary.headline, &own)];
    let mut structured_data = vec![markup(&article, &site)];
    structured_data.extend(breadcrumbs(&trail));
    Ok(Page::found(Head {
        description: Some(shortened(&summary.standfirst)),
        is_article: true,
        picture: Some(summary.image.as_ref().and_then(|image| picture(image, &site)).unwrap_or_else(|| {
            let alt = format!("{}: {}", page_title::SITE_NAME, summary.headline);
            Picture::drawn(&embed::article_picture(&summary.slug), &drawing, alt, &site)
        })),
        structured_data,
        ..Head::listed(summary.headline.as_str(), path)
    }))
}

/// What chats take of the pictures there are: no SVG.
fn picture(image: &Image, site: &Site) -> Option<Picture> {
    let is_drawing = image.src.to_ascii_lowercase().ends_with(".svg");
    (!is_drawing).then(|| Picture {
        url: site.picture(&image.src),
        width: image.width,
        height: image.height,
        alt: image.alt.clone(),
    })
}
