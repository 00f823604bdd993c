//! What the head of the shell says of the page at this address, for programs that run no WebAssembly: search engines,
//! and chats that show a card of a link.

use axum::http::StatusCode;
use contract::PageHead;
use serde_json::Value;
use structured_data::{Site, script_text};
use wording::page_title::{self, SITE_NAME};

use super::alternate::Alternate;
use crate::config::Config;
use crate::syndication::markup::{escaped, legal};
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
        Self::drawn("/embed/bacheca.png", &drawing, SITE_PICTURE.to_owned(), &config.site())
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

    /// In the form that the document needs.
    pub fn of_page(&self, status: StatusCode, site: &Site) -> PageHead {
        let mut elements = String::new();
        self.add_elements(&mut elements, site);
        PageHead {
            status: status.as_u16(),
            moved_to: None,
            title: self.title.as_deref().map(|title| legal(&page_title::full(title))),
            description: self.description.as_deref().map(legal),
            elements,
        }
    }

    fn add_elements(&self, added: &mut String, site: &Site) {
        match &self.canonical {
            Some(path) => {
                let url = site.page(path);
                added.push_str(&format!("<link rel=\"canonical\" href=\"{}\">", escaped(&url)));
                added.push_str(&meta("property", "og:url", &url));
            }
            None => added.push_str(&meta("name", "robots", "noindex")),
        }
        if let Some(title) = &self.title {
            self.add_card(added, title);
        }
        for value in &self.structured_data {
            added.push_str("<script type=\"application/ld+json\">");
            added.push_str(&script_text(value));
            added.push_str("</script>");
        }
        for alternate in &self.alternates {
            added.push_str(&alternate.element());
        }
    }

    /// Open Graph, and the one name of Twitter's that it has no word for.
    fn add_card(&self, added: &mut String, title: &str) {
        let kind = if self.is_article { "article" } else { "website" };
        for (property, content) in [
            ("og:type", Some(kind)),
            ("og:site_name", Some(SITE_NAME)),
            ("og:locale", Some("it_IT")),
            ("og:title", Some(title)),
            ("og:description", self.description.as_deref()),
        ] {
            added.extend(content.map(|content| meta("property", property, content)));
        }
        if let Some(picture) = &self.picture {
            added.push_str(&meta("property", "og:image", &picture.url));
            added.push_str(&meta("property", "og:image:width", &picture.width.to_string()));
            added.push_str(&meta("property", "og:image:height", &picture.height.to_string()));
            if !picture.alt.is_empty() {
                added.push_str(&meta("property", "og:image:alt", &picture.alt));
            }
        }
        let card = if self.picture.is_some() { "summary_large_image" } else { "summary" };
        added.push_str(&meta("name", "twitter:card", card));
    }
}

fn meta(kind: &str, name: &str, content: &str) -> String {
    format!("<meta {kind}=\"{name}\" content=\"{}\">", escaped(content))
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
