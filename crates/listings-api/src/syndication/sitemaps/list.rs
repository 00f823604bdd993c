//! Lists of the pages there are, as sitemaps.org describes them.

use crate::syndication::markup::escaped;

/// Most addresses in one list.
pub const MOST_ADDRESSES: u32 = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// A list being written: of pages, or of such lists.
#[derive(Debug)]
pub struct Sitemap {
    text: String,
    list: &'static str,
    entry: &'static str,
}

impl Sitemap {
    /// A list of pages.
    pub fn of_pages() -> Self {
        Self::new("urlset", "url")
    }

    /// A list of lists.
    pub fn of_sitemaps() -> Self {
        Self::new("sitemapindex", "sitemap")
    }

    fn new(list: &'static str, entry: &'static str) -> Self {
        let text = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{list} xmlns=\"{NAMESPACE}\">\n");
        Self { text, list, entry }
    }

    /// A whole address, and the day or the moment it was changed, in ISO 8601.
    pub fn add(&mut self, address: &str, changed: Option<&str>) {
        let entry = self.entry;
        self.text.push_str(&format!("<{entry}><loc>{}</loc>", escaped(address)));
        if let Some(changed) = changed {
            self.text.push_str(&format!("<lastmod>{}</lastmod>", escaped(changed)));
        }
        self.text.push_str(&format!("</{entry}>\n"));
    }

    pub fn finish(mut self) -> String {
        self.text.push_str(&format!("</{}>\n", self.list));
        self.text
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
