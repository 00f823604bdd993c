//! What the head of the shell says of the page at this address, for programs that run no WebAssembly: search engines,
//! and chats that show a card of a link.

use addresses::embed;
use axum::http::StatusCode;
use contract::PageHead;
use maud::{Markup, PreEscaped, html};
use serde_json::Value;
use structured_data::{Site, script_text};
use wording::markup::legal;
use wording::page_title::{self, SITE_NAME};

use super::alternate::Alternate;
use crate::config::Config;
use crate::markup::Text;
use crate::syndication::previews::drawing;
use crate::syndication::previews::picture::{Drawing, HEIGHT, WIDTH};

/// What the picture of the site says.
const SITE_PICTURE: &str = "Bacheca: articoli sui mestieri e offerte di lavoro vicino a te";

/// A picture that chats show: no SVG, which none of them takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub url: String,
    pub width: u32,
    pub height: u32,
    pub alt: String,
}

impl Picture {
    /// One that is drawn from the words of the page; `path` is where the API gives it.
    pub fn drawn(path: &str, drawing: &Drawing, alt: String, site: &Site) -> Self {
        let url = site.picture(&format!("{path}?v={}", drawing.version));
        Self { url, width: u32::from(WIDTH), height: u32::from(HEIGHT), alt }
    }

    /// What pages have that have none of their own.
    pub fn of_site(config: &Config) -> Self {
        let drawing = drawing::site(&config.link_host());
        Self::drawn(embed::SITE_PICTURE, &drawing, SITE_PICTURE.to_owned(), &config.site())
    }
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Head {
    /// As the app itself sets it, without the site's name; `None` leaves the shell's.
    pub title: Option<String>,
    /// `None` leaves the shell's.
    pub description: Option<String>,
    /// The one address of this content: path and query. `None` keeps the page out of search engines.
    pub canonical: Option<String>,
    pub is_article: bool,
    pub picture: Option<Picture>,
    /// JSON-LD.
    pub structured_data: Vec<Value>,
    pub alternates: Vec<Alternate>,
}

impl Head {
    /// A page that search engines list under this address.
    pub fn listed(title: impl Into<String>, canonical: impl Into<String>) -> Self {
        Self { title: Some(title.into()), canonical: Some(canonical.into()), ..Self::default() }
    }

    /// A page that they leave out.
    pub fn unlisted(title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..Self::default() }
    }

    /// As the writer of the document needs it.
    pub fn of_page(&self, status: StatusCode, site: &Site) -> PageHead {
        PageHead {
            status: status.as_u16(),
            moved_to: None,
            title: self.title.as_deref().map(|title| legal(&page_title::full(title))),
            description: self.description.as_deref().map(legal),
            elements: self.elements(site).into_string(),
        }
    }

    fn elements(&self, site: &Site) -> Markup {
        let url = self.canonical.as_ref().map(|path| site.page(path));
        html! {
            @match &url {
                Some(url) => {
                    link rel="canonical" href=(Text(url));
                    (property("og:url", url))
                }
                None => { meta name="robots" content="noindex"; }
            }
            @if let Some(title) = &self.title { (self.card(title)) }
            @for value in &self.structured_data {
                script type="application/ld+json" { (PreEscaped(script_text(value))) }
            }
            @for alternate in &self.alternates { (alternate.element()) }
        }
    }

    /// Open Graph, and the one name of Twitter's that it has no word for.
    fn card(&self, title: &str) -> Markup {
        let card = if self.picture.is_some() { "summary_large_image" } else { "summary" };
        html! {
            (property("og:type", if self.is_article { "article" } else { "website" }))
            (property("og:site_name", SITE_NAME))
            (property("og:locale", "it_IT"))
            (property("og:title", title))
            @if let Some(description) = &self.description { (property("og:description", description)) }
            @if let Some(picture) = &self.picture {
                (property("og:image", &picture.url))
                (property("og:image:width", &picture.width.to_string()))
                (property("og:image:height", &picture.height.to_string()))
                @if !picture.alt.is_empty() { (property("og:image:alt", &picture.alt)) }
            }
            meta name="twitter:card" content=(card);
        }
    }
}

fn property(name: &str, content: &str) -> Markup {
    html! { meta property=(name) content=(Text(content)); }
}

#[cfg(test)]
mod tests {
    use super::*;
    use prerender::shell::Shell;

    fn site() -> Site {
        Site { origin: "https://b.example".into(), api_origin: "https://b.example".into() }
    }

    fn written(head: &Head) -> String {
        let shell = "<head><title>Bacheca</title></head><body><div id=\"app\"></div></body>";
        Shell::parse(shell).unwrap().empty(&head.of_page(StatusCode::OK, &site()))
    }

    #[test]
    fn a_page_that_is_listed_names_its_address() {
        let head = Head { description: Some("Nuovo".into()), ..Head::listed("Magazine", "/articoli") };
        let html = written(&head);
        assert!(html.contains("<title>Magazine – Bacheca</title>"), "{html}");
        assert!(
            html.contains("<link rel=\"canonical\" href=\"https://b.example/articoli\"><meta property=\"og:url\""),
            "{html}"
        );
        assert!(html.contains("<meta name=\"twitter:card\" content=\"summary\"></head>"), "{html}");
        assert!(html.contains("<meta name=\"description\" content=\"Nuovo\">") && !html.contains("noindex"));
    }

    #[test]
    fn hostile_text_stays_text() {
        let hostile = "\"></title></script><script>alert(1)</script>\u{202e}<!--";
        let head = Head {
            description: Some(hostile.into()),
            picture: Some(Picture { url: hostile.into(), width: 1, height: 1, alt: hostile.into() }),
            structured_data: vec![serde_json::json!({ "name": hostile })],
            alternates: vec![Alternate { media_type: "text/x", href: hostile.into(), title: hostile.into() }],
            ..Head::listed(hostile, format!("/x?q={hostile}"))
        };
        let html = written(&head);
        assert_eq!(html.matches("<script").count(), 1, "{html}");
        assert_eq!(html.matches("</script>").count(), 1, "{html}");
        assert_eq!(html.matches("</title>").count(), 1, "{html}");
        assert!(!html.contains("<!--") && !html.contains("\">\""), "{html}");
    }

    #[test]
    fn what_is_left_out_says_so_and_names_no_address() {
        let html = written(&Head::unlisted("Salvate"));
        assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"), "{html}");
        assert!(!html.contains("canonical") && !html.contains("og:url"), "{html}");
        let personal = Head::default().of_page(StatusCode::OK, &site());
        assert_eq!((personal.title, personal.elements.as_str()), (None, "<meta name=\"robots\" content=\"noindex\">"));
    }
}
