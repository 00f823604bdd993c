//! The offers of a search for feed readers, in the three formats there are, and the articles in one. All of them are
//! written from one [`Feed`].

use addresses::{Route, embed};
use chrono::{DateTime, FixedOffset, NaiveTime, Utc};
use contract::deadline::{last_day, rome_date, rome_time};
use contract::{ArticleSummary, Deadline, JobPostingPage, JobPostingSummary, JobSearch, Language, PartnerId};
use wording::markup::{escaped, legal};
use wording::notice::Notice;
use wording::{dates, job_search, page_title};

use crate::config::Config;

/// Job postings, or articles, in a feed when its address does not say.
pub const DEFAULT_LIMIT: u16 = 50;
/// The author, for feed readers.
pub const AUTHOR: &str = "Bacheca";
/// After how many minutes a reader should ask again.
pub const MINUTES_TO_LIVE: u16 = 60;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Rss,
    Atom,
    Json,
}

impl Format {
    pub const ALL: [Self; 3] = [Self::Rss, Self::Atom, Self::Json];

    fn path(self) -> String {
        embed::offer_feed(match self {
            Self::Rss => "rss",
            Self::Atom => "atom",
            Self::Json => "json",
        })
    }

    /// As `<link rel="alternate" type="…">` says it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml",
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Rss => "RSS",
            Self::Atom => "Atom",
            Self::Json => "JSON Feed",
        }
    }
}

/// What the formats have in common. No text has a character that XML does not take.
#[derive(Debug, Clone, PartialEq)]
pub struct Feed {
    pub title: String,
    pub description: String,
    /// The same search on the site, without attribution.
    pub home: String,
    /// The feed itself.
    pub address: String,
    pub icon: String,
    pub updated: DateTime<FixedOffset>,
    pub items: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The page without attribution: the same for every partner, so that a reader recognises what it has shown.
    pub id: String,
    pub link: String,
    pub title: String,
    pub posted: DateTime<FixedOffset>,
    /// Slug and label of the role, then of the industry.
    pub categories: Vec<(String, String)>,
    /// Lines that say what a card says, and the beginning of the text.
    pub lines: Vec<String>,
}

impl Feed {
    pub fn new(
        config: &Config,
        format: Format,
        search: &JobSearch,
        partner: Option<&PartnerId>,
        page: JobPostingPage,
        now: DateTime<Utc>,
    ) -> Self {
        let site = config.link_origin();
        let title = legal(&job_search::title(search, Some(&page)));
        let items: Vec<Item> = page.items.into_iter().map(|offer| Item::new(config, offer, partner, now)).collect();
        Self {
            description: "Le offerte di lavoro aperte di questa ricerca su Bacheca".to_owned(),
            home: config.page(&Route::JobPostings(JobSearch { limit: None, ..search.clone() })),
            address: address(config, format, search, partner),
            icon: format!("{site}/icons/icon-192.png"),
            updated: updated(&items, now),
            title,
            items,
        }
    }

    /// The articles of the magazine.
    pub fn of_articles(config: &Config, articles: Vec<ArticleSummary>, now: DateTime<Utc>) -> Self {
        let site = config.link_origin();
        let items: Vec<Item> = articles.into_iter().map(|article| Item::of_article(&site, article)).collect();
        Self {
            title: page_title::full(page_title::ARTICLE_INDEX),
            description: "Mestieri, colloqui, contratti: gli articoli di Bacheca".to_owned(),
            home: config.page(&Route::ArticleIndex),
            address: articles_address(config),
            icon: format!("{site}/icons/icon-192.png"),
            updated: updated(&items, now),
            items,
        }
    }
}

/// Why a feed could not be written.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    #[error("RSS: {0}")]
    Rss(#[from] ::rss::Error),
    #[error("Atom: {0}")]
    Atom(#[from] atom_syndication::Error),
    #[error("JSON Feed: {0}")]
    Json(#[from] serde_json::Error),
}

impl Item {
    fn new(config: &Config, offer: JobPostingSummary, partner: Option<&PartnerId>, now: DateTime<Utc>) -> Self {
        let notice = Notice::of(&offer, &Language::Italian, now);
        let id = config.offer_page(&offer.id);
        let pay = notice.pay.unwrap_or_else(|| "Retribuzione non indicata".to_owned());
        let lines = [
            notice.organization,
            notice.place,
            pay,
            notice.chips.join(", "),
            lasting_deadline(&offer, now),
            offer.excerpt,
        ];
        let categories = [
            offer.occupation.map(|occupation| (occupation.slug, occupation.preferred_label)),
            offer.industry.map(|industry| (industry.slug, industry.label)),
        ];
        Self {
            link: partner.map_or_else(|| id.clone(), |partner| format!("{id}?partner={partner}")),
            id,
            title: legal(&notice.title),
            posted: offer.date_posted,
            categories: categories.into_iter().flatten().collect(),
            lines: lines.iter().map(|line| legal(line)).filter(|line| !line.is_empty()).collect(),
        }
    }

    fn of_article(site: &str, article: ArticleSummary) -> Self {
        let id = format!("{site}{}", Route::Article(article.slug).href());
        Self {
            link: id.clone(),
            id,
            title: legal(&article.headline),
            posted: rome_time(article.date_published.and_time(NaiveTime::MIN)),
            categories: vec![(article.topic.slug, article.topic.label)],
            lines: vec![legal(&article.standfirst)],
        }
    }

    /// As HTML, which is what readers take a description for.
    pub fn html(&self) -> String {
        self.lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("<br>")
    }
}

/// The deadline by its date: what a reader keeps for a week must not say "domani".
fn lasting_deadline(offer: &JobPostingSummary, now: DateTime<Utc>) -> String {
    let deadline = match (Deadline::of(offer.valid_through, now), offer.valid_through) {
        (Deadline::Today | Deadline::Tomorrow, Some(until)) => Deadline::On(last_day(until)),
        (deadline, _) => deadline,
    };
    dates::deadline(deadline, rome_date(now))
}

/// Without items a feed says the same all day: a reader need not take it in again.
fn updated(items: &[Item], now: DateTime<Utc>) -> DateTime<FixedOffset> {
    let today = rome_date(now).and_time(NaiveTime::MIN).and_utc().fixed_offset();
    items.iter().map(|item| item.posted).max().unwrap_or(today)
}

/// Where the feed of the articles is.
pub fn articles_address(config: &Config) -> String {
    config.public_api_origin() + &embed::article_feed()
}

/// Where the feed of a search is.
pub fn address(config: &Config, format: Format, search: &JobSearch, partner: Option<&PartnerId>) -> String {
    with_query(format!("{}{}", config.public_api_origin(), format.path()), search, partner)
}

fn with_query(address: String, search: &JobSearch, partner: Option<&PartnerId>) -> String {
    let mut pairs = search.to_pairs();
    pairs.extend(partner.map(|partner| ("partner", partner.to_string())));
    if pairs.is_empty() {
        return address;
    }
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    format!("{address}?{query}")
}
