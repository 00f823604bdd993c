use std::future::Future;

use contract::{Article, ArticleSummary, Page};

use super::{Api, ApiError};
use crate::route::encode;

impl Api {
    /// Articles, newest first; those of a topic when its slug is given.
    pub fn list_articles(
        &self,
        topic: Option<&str>,
        limit: u16,
    ) -> impl Future<Output = Result<Page<ArticleSummary>, ApiError>> + Send + use<> {
        let topic = topic.map(|slug| format!("&topic={}", encode(slug))).unwrap_or_default();
        let page = self.get::<Page<ArticleSummary>>(&format!("/articles?limit={limit}{topic}"));
        let api = self.clone();
        async move {
            let mut page = page.await?;
            page.items.iter_mut().for_each(|summary| api.resolve_image(summary));
            Ok(page)
        }
    }

    /// One article with its live offers.
    pub fn find_article(&self, slug: &str) -> impl Future<Output = Result<Article, ApiError>> + Send + use<> {
        let article = self.get::<Article>(&format!("/articles/{}", encode(slug)));
        let api = self.clone();
        async move {
            let mut article = article.await?;
            api.resolve_image(&mut article.summary);
            article.related.iter_mut().for_each(|summary| api.resolve_image(summary));
            Ok(article)
        }
    }

    fn resolve_image(&self, summary: &mut ArticleSummary) {
        if let Some(image) = &mut summary.image {
            image.src = self.resolve(&image.src);
        }
    }
}
