//! Reads as values: a view makes a query, and the code that fetches is compiled once.

use std::marker::PhantomData;

use contract::{
    Alert, Article, ArticleSummary, IndustryCount, JobApplication, JobPosting, JobPostingPage, OccupationCount,
    OccupationDetail, Page, Place, Profile, SavedJobPosting,
};
use serde::de::DeserializeOwned;

/// A GET whose answer is a `T`.
#[derive(Debug)]
pub struct Query<T> {
    /// Below `/api/v1`, query included.
    path: String,
    answer: PhantomData<fn() -> T>,
}

impl<T> Query<T> {
    pub(crate) fn new(path: String) -> Self {
        Self { path, answer: PhantomData }
    }

    pub fn path(&self) -> &str {
        &self.path
    }
}

/// A type that the API answers with.
pub trait Content: DeserializeOwned + 'static {
    /// Makes the addresses in it absolute: the API gives paths on its own origin, which may not be the site's. `base` is the
    /// API's origin, with a path if it has one.
    fn resolve(&mut self, _base: &str) {}
}

impl Content for ArticleSummary {
    fn resolve(&mut self, base: &str) {
        if let Some(image) = &mut self.image {
            image.src = absolute(base, &image.src);
        }
    }
}

impl Content for Article {
    fn resolve(&mut self, base: &str) {
        self.summary.resolve(base);
        self.related.iter_mut().for_each(|summary| summary.resolve(base));
        for section in &mut self.sections {
            section.html = with_absolute_images(base, &section.html);
        }
    }
}

impl Content for OccupationDetail {
    fn resolve(&mut self, base: &str) {
        self.articles.iter_mut().for_each(|summary| summary.resolve(base));
    }
}

impl Content for Alert {}
impl Content for IndustryCount {}
impl Content for JobApplication {}
impl Content for JobPosting {}
impl Content for JobPostingPage {}
impl Content for OccupationCount {}
impl Content for Place {}
impl Content for Profile {}
impl Content for SavedJobPosting {}

impl<T: Content> Content for Page<T> {
    fn resolve(&mut self, base: &str) {
        self.items.iter_mut().for_each(|item| item.resolve(base));
    }
}

impl<T: Content> Content for Vec<T> {
    fn resolve(&mut self, base: &str) {
        self.iter_mut().for_each(|item| item.resolve(base));
    }
}

/// The absolute address of something that the API serves, such as an image.
fn absolute(base: &str, src: &str) -> String {
    if src.starts_with('/') { format!("{base}{src}") } else { src.to_owned() }
}

/// Makes the addresses of images in a text absolute. The API writes their tags, so their form is known.
fn with_absolute_images(base: &str, html: &str) -> String {
    html.replace("src=\"/media/", &format!("src=\"{base}/media/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_come_from_the_origin_of_the_api() {
        let base = "https://api.example";
        assert_eq!(absolute(base, "/media/a.svg"), "https://api.example/media/a.svg");
        assert_eq!(absolute(base, "https://elsewhere.example/a.svg"), "https://elsewhere.example/a.svg");
        let html = r#"<p>Un <a href="/media/a.pdf">foglio</a></p><img src="/media/b.svg" alt="">"#;
        let resolved = with_absolute_images(base, html);
        assert!(resolved.contains(r#"<img src="https://api.example/media/b.svg""#), "{resolved}");
        assert!(resolved.contains(r#"href="/media/a.pdf""#), "{resolved}");
    }
}
