use addresses::Route;
use contract::Article;
use serde_json::{Value, json};
use wording::page_title::SITE_NAME;

use crate::Site;

/// The author of articles without a named person.
const EDITORS: &str = "Redazione";

/// schema.org `Article`.
pub fn article(article: &Article, site: &Site) -> Value {
    let summary = &article.summary;
    let url = site.page(&Route::Article(summary.slug.clone()).href());
    let publisher = json!({
        "@type": "Organization",
        "name": SITE_NAME,
        "url": site.page(&Route::Home.href()),
        "logo": {"@type": "ImageObject", "url": site.page("/icons/icon-512.png"), "width": 512, "height": 512},
    });
    let is_person = !article.author.starts_with(EDITORS);
    let author = match is_person {
        true => json!({"@type": "Person", "name": article.author}),
        false => json!({"@type": "Organization", "name": article.author, "url": site.page(&Route::Home.href())}),
    };
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": summary.headline,
        "description": summary.standfirst,
        "url": url,
        "mainEntityOfPage": url,
        "inLanguage": "it",
        "articleSection": summary.topic.label,
        "datePublished": summary.date_published.to_string(),
        "dateModified": summary.date_modified.to_string(),
        "author": author,
        "publisher": publisher,
    });
    if let (Some(image), Some(fields)) = (&summary.image, value.as_object_mut()) {
        let picture = json!({
            "@type": "ImageObject", "url": site.picture(&image.src), "width": image.width, "height": image.height,
        });
        fields.insert("image".to_owned(), json!([picture]));
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{ArticleSummary, Image, Topic};

    fn site() -> Site {
        Site { origin: "https://b.example".into(), api_origin: "https://api.example".into() }
    }

    fn guide(author: &str, image: Option<Image>) -> Article {
        Article {
            summary: ArticleSummary {
                slug: "magazziniere".into(),
                headline: "Magazziniere: cosa fa".into(),
                standfirst: "Guida al mestiere.".into(),
                topic: Topic { slug: "ruoli".into(), label: "Ruoli".into() },
                image,
                date_published: "2026-10-03".parse().unwrap(),
                date_modified: "2026-11-02".parse().unwrap(),
                reading_minutes: 5,
            },
            occupation: None,
            author: author.into(),
            sections: Vec::new(),
            job_postings: Vec::new(),
            related: Vec::new(),
        }
    }

    #[test]
    fn an_article_says_who_wrote_it_and_when() {
        let image = Image { src: "/media/0.png".into(), width: 1200, height: 630, alt: String::new() };
        let value = article(&guide("Giulia Ferri", Some(image)), &site());
        assert_eq!(value["headline"], "Magazziniere: cosa fa");
        assert_eq!(value["author"], json!({"@type": "Person", "name": "Giulia Ferri"}));
        assert_eq!((&value["datePublished"], &value["dateModified"]), (&json!("2026-10-03"), &json!("2026-11-02")));
        assert_eq!(value["image"][0]["url"], "https://api.example/media/0.png");
        assert_eq!(value["mainEntityOfPage"], "https://b.example/articoli/magazziniere");
        assert_eq!(value["publisher"]["logo"]["url"], "https://b.example/icons/icon-512.png");
    }

    #[test]
    fn the_editors_are_no_person_and_no_picture_is_none() {
        let value = article(&guide("Redazione Bacheca", None), &site());
        assert_eq!(value["author"]["@type"], "Organization");
        assert!(value.get("image").is_none());
    }
}
