//! Lists of the pages there are, as sitemaps.org describes them.

use maud::{PreEscaped, html};

use crate::markup::Text;

/// Most addresses in one list.
pub const MOST_ADDRESSES: u32 = 50_000;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

#[derive(Debug, Clone, Copy)]
enum Kind {
    Pages,
    Sitemaps,
}

/// A list being written: of pages, or of such lists.
#[derive(Debug)]
pub struct Sitemap {
    kind: Kind,
    entries: String,
}

impl Sitemap {
    /// A list of pages.
    pub fn of_pages() -> Self {
        Self { kind: Kind::Pages, entries: String::new() }
    }

    /// A list of lists.
    pub fn of_sitemaps() -> Self {
        Self { kind: Kind::Sitemaps, entries: String::new() }
    }

    /// A whole address, and the day or the moment it was changed, in ISO 8601.
    pub fn add(&mut self, address: &str, changed: Option<&str>) {
        let fields = html! {
            loc { (Text(address)) }
            @if let Some(changed) = changed { lastmod { (Text(changed)) } }
        };
        let entry = match self.kind {
            Kind::Pages => html! { url { (fields) } },
            Kind::Sitemaps => html! { sitemap { (fields) } },
        };
        self.entries.push_str(&entry.0);
        self.entries.push('\n');
    }

    pub fn finish(self) -> String {
        let entries = PreEscaped(self.entries);
        let list = match self.kind {
            Kind::Pages => html! { urlset xmlns=(NAMESPACE) { "\n" (entries) } },
            Kind::Sitemaps => html! { sitemapindex xmlns=(NAMESPACE) { "\n" (entries) } },
        };
        format!("{DECLARATION}{}\n", list.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_escaped() {
        let mut sitemap = Sitemap::of_pages();
        sitemap.add("https://b.example/articoli?topic=a&b=<c>", None);
        sitemap.add("https://b.example/", Some("2026-11-23"));
        let text = sitemap.finish();
        let document = roxmltree::Document::parse(&text).unwrap();
        let root = document.root_element();
        assert_eq!((root.tag_name().name(), root.tag_name().namespace()), ("urlset", Some(NAMESPACE)));
        let locations: Vec<_> = root.descendants().filter(|node| node.has_tag_name((NAMESPACE, "loc"))).collect();
        assert_eq!(locations[0].text(), Some("https://b.example/articoli?topic=a&b=<c>"));
        assert!(text.ends_with("<url><loc>https://b.example/</loc><lastmod>2026-11-23</lastmod></url>\n</urlset>\n"));
    }
}
