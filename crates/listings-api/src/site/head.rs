//! What the head of the shell says of the page at this address, for programs that run no WebAssembly: search engines,
//! and chats that show a card of a link.

use serde_json::Value;
use structured_data::{Site, script_text};
use wording::page_title::{self, SITE_NAME};

use super::alternate::Alternate;
use crate::config::Config;
use crate::markup::escaped;
use crate::preview::{Drawing, HEIGHT, WIDTH, drawing};

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

    /// Puts all this into the head of a document. One without a head stays as it is, byte for byte.
    pub fn write_into(&self, html: Vec<u8>, site: &Site) -> Vec<u8> {
        let Some((before, after)) = find(&html, b"</head>").and_then(|end| html.split_at_checked(end)) else {
            return html;
        };
        let mut head = before.to_vec();
        let mut added = String::new();
        if let Some(title) = &self.title {
            let element = format!("<title>{}</title>", escaped(&page_title::full(title)));
            put(&mut head, &mut added, (b"<title>", b"</title>"), &element);
        }
        if let Some(description) = &self.description {
            let element = meta("name", "description", description);
            put(&mut head, &mut added, (b"<meta name=\"description\"", b">"), &element);
        }
        self.add_elements(&mut added, site);
        [head.as_slice(), added.as_bytes(), after].concat()
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

/// Puts an element where one of its kind is, else among what is added.
fn put(head: &mut Vec<u8>, added: &mut String, (start, end): (&[u8], &[u8]), element: &str) {
    let place = find(head, start).and_then(|from| {
        let inside = from + start.len();
        Some(from..inside + find(head.get(inside..)?, end)? + end.len())
    });
    match place {
        Some(place) => drop(head.splice(place, element.bytes())),
        None => added.push_str(element),
    }
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window.eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        Site { origin: "https://b.example".into(), api_origin: "https://b.example".into() }
    }

    fn written(head: &Head, html: &str) -> String {
        String::from_utf8(head.write_into(html.as_bytes().to_vec(), &site())).unwrap()
    }

    #[test]
    fn elements_take_the_place_of_the_shells() {
        let head = Head { description: Some("Nuovo".into()), ..Head::listed("Magazine", "/articoli") };
        let shell =
            "<head><TITLE>Bacheca</TITLE>\n<meta name=\"description\" content=\"Vecchio\">\n<link></HEAD><body></head>";
        let html = written(&head, shell);
        assert!(
            html.starts_with(
                "<head><title>Magazine – Bacheca</title>\n<meta name=\"description\" content=\"Nuovo\">\n<link>\
                 <link rel=\"canonical\" href=\"https://b.example/articoli\"><meta property=\"og:url\""
            ),
            "{html}"
        );
        assert!(html.ends_with("<meta name=\"twitter:card\" content=\"summary\"></HEAD><body></head>"), "{html}");
        assert!(!html.contains("Vecchio") && !html.contains("noindex"));
        let bare = written(&head, "<head></head>");
        assert!(bare.starts_with("<head><title>Magazine – Bacheca</title><meta name=\"description\""), "{bare}");
    }

    #[test]
    fn a_document_without_a_head_stays_as_it_is() {
        for headless in [&b""[..], b"<title>x</title>", b"</hea", b"\xff\xfe"] {
            assert_eq!(Head::unlisted("x").write_into(headless.to_vec(), &site()), headless);
        }
        let head = Head { canonical: Some("/".into()), ..Head::default() };
        let odd = b"<head><title>\xff</head>".to_vec();
        assert!(head.write_into(odd, &site()).starts_with(b"<head><title>\xff<link rel=\"canonical\""));
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
        let html = written(&head, "<head><title>Bacheca</title></head>");
        assert_eq!(html.matches("<script").count(), 1, "{html}");
        assert_eq!(html.matches("</script>").count(), 1, "{html}");
        assert_eq!(html.matches("</title>").count(), 1, "{html}");
        assert!(!html.contains("<!--") && !html.contains("\">\""), "{html}");
    }

    #[test]
    fn what_is_left_out_says_so_and_names_no_address() {
        let html = written(&Head::unlisted("Salvate"), "<head></head>");
        assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"), "{html}");
        assert!(!html.contains("canonical") && !html.contains("og:url"), "{html}");
        let personal = written(&Head::default(), "<head><title>Bacheca</title></head>");
        assert_eq!(personal, "<head><title>Bacheca</title><meta name=\"robots\" content=\"noindex\"></head>");
    }
}
