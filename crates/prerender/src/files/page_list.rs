//! Which pages there are: the API's sitemaps say so.

use addresses::Route;
use anyhow::{Context, Result, bail};

use super::api::Api;

/// A page to render.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Path on the site.
    pub path: String,
    /// When its content last changed, where that is known: for articles and offers.
    pub changed: Option<String>,
}

/// Asks for all pages whose content is there to be read. What else the sitemaps name, forms above all, is the app's.
pub async fn list(api: &Api) -> Result<Vec<Listed>> {
    let index = api.text("/sitemap.xml").await.context("asking the API for /sitemap.xml")?;
    let mut pages = Vec::new();
    for part in entries(&index)? {
        let text = api.text(&part.path).await.with_context(|| format!("asking the API for {}", part.path))?;
        pages.extend(entries(&text)?.into_iter().filter(|page| is_rendered(&page.path)));
    }
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    pages.dedup_by(|a, b| a.path == b.path);
    if pages.is_empty() {
        bail!("the API lists no page at all");
    }
    Ok(pages)
}

/// The addresses in a sitemap or in an index of sitemaps, as paths.
fn entries(xml: &str) -> Result<Vec<Listed>> {
    let document = roxmltree::Document::parse(xml).context("reading a sitemap")?;
    let entries = document.root_element().children().filter(roxmltree::Node::is_element);
    entries
        .map(|entry| {
            let text = |name: &str| {
                entry.children().find(|child| child.tag_name().name() == name).and_then(|child| child.text())
            };
            let address = text("loc").context("an entry of a sitemap has no address")?;
            let address = url::Url::parse(address).with_context(|| format!("reading {address}"))?;
            Ok(Listed { path: address.path().to_owned(), changed: text("lastmod").map(str::to_owned) })
        })
        .collect()
}

fn is_rendered(path: &str) -> bool {
    Route::parse(path).is_some_and(|route| route.is_rendered())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_paths() {
        let xml = "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\
            <url><loc>https://b.example/offerte/a%20b</loc><lastmod>2026-11-23</lastmod></url>\
            <url><loc>https://b.example</loc></url></urlset>";
        let listed = entries(xml).unwrap();
        assert_eq!(listed[0], Listed { path: "/offerte/a%20b".into(), changed: Some("2026-11-23".into()) });
        assert_eq!(listed[1], Listed { path: "/".into(), changed: None });
        assert!(entries("<urlset><url></url></urlset>").is_err() && entries("<html>").is_err());
    }

    #[test]
    fn what_is_somebodys_own_is_the_apps() {
        assert!(is_rendered("/") && is_rendered("/offerte/x") && is_rendered("/lavoro-a/roma-rm"));
        assert!(is_rendered("/registrati") && !is_rendered("/profilo") && !is_rendered("/partner"));
    }
}
