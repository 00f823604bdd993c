//! Views of articles.

pub mod article_card;
pub mod article_toc;
