//! Reads as values: a view makes a query, and the code that fetches is compiled once.

use std::marker::PhantomData;

use contract::{
    Alert, Article, ArticleSummary, IndustryCount, JobApplication, JobPosting, JobPostingPage, OccupationCount,
    OccupationDetail, Page, Place, Profile, SavedJobPosting,
};
use serde::de::DeserializeOwned;

use super::{Api, ApiError};

/// A GET whose answer is a `T`.
#[derive(Debug)]
pub struct Query<T> {
    /// Below `/api/v1`, query included.
    path: String,
    answer: PhantomData<fn() -> T>,
}

impl<T> Query<T> {
    pub(super) fn new(path: String) -> Self {
        Self { path, answer: PhantomData }
    }

    pub fn path(&self) -> &str {
        &self.path
    }
}

/// A type that the API answers with.
pub trait Content: DeserializeOwned + 'static {
    /// Makes the addresses in it absolute: the API gives paths on its own origin, which may not be the site's.
    fn resolve(&mut self, _api: &Api) {}
}

impl Content for ArticleSummary {
    fn resolve(&mut self, api: &Api) {
        if let Some(image) = &mut self.image {
            image.src = api.resolve(&image.src);
        }
    }
}

impl Content for Article {
    fn resolve(&mut self, api: &Api) {
        self.summary.resolve(api);
        self.related.iter_mut().for_each(|summary| summary.resolve(api));
        for section in &mut self.sections {
            section.html = api.resolve_pictures(&section.html);
        }
    }
}

impl Content for OccupationDetail {
    fn resolve(&mut self, api: &Api) {
        self.articles.iter_mut().for_each(|summary| summary.resolve(api));
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
    fn resolve(&mut self, api: &Api) {
        self.items.iter_mut().for_each(|item| item.resolve(api));
    }
}

impl<T: Content> Content for Vec<T> {
    fn resolve(&mut self, api: &Api) {
        self.iter_mut().for_each(|item| item.resolve(api));
    }
}

impl Api {
    /// Parses the text of an answer.
    pub fn parse<T: Content>(&self, text: &str) -> Result<T, ApiError> {
        let mut content: T = serde_json::from_str(text).map_err(|_| ApiError::Malformed)?;
        content.resolve(self);
        Ok(content)
    }

    /// The absolute address of something that the API serves, such as an image.
    fn resolve(&self, src: &str) -> String {
        if src.starts_with('/') { format!("{}{src}", self.base) } else { src.to_owned() }
    }

    /// Makes the addresses of images in a text absolute. The API writes their tags, so their form is known.
    fn resolve_pictures(&self, html: &str) -> String {
        html.replace("src=\"/media/", &format!("src=\"{}/media/", self.base))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_come_from_the_origin_of_the_api() {
        let api = Api::new("https://api.example/");
        assert_eq!(api.resolve("/media/a.svg"), "https://api.example/media/a.svg");
        assert_eq!(api.resolve("https://elsewhere.example/a.svg"), "https://elsewhere.example/a.svg");
        let html = r#"<p>Un <a href="/media/a.pdf">foglio</a></p><img src="/media/b.svg" alt="">"#;
        let resolved = api.resolve_pictures(html);
        assert!(resolved.contains(r#"<img src="https://api.example/media/b.svg""#), "{resolved}");
        assert!(resolved.contains(r#"href="/media/a.pdf""#), "{resolved}");
    }

    #[test]
    fn what_is_no_content_is_malformed() {
        let api = Api::new("");
        assert_eq!(api.parse::<Vec<Place>>("<html>"), Err(ApiError::Malformed));
        assert_eq!(api.parse::<Vec<Place>>("[]"), Ok(Vec::new()));
    }
}
