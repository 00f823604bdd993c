//! What others show of us: feeds, oEmbed, the widget, cards and preview pictures, sitemaps, and what partners are told.

pub(crate) mod design_tokens;
pub(crate) mod embed;
pub(crate) mod feeds;
pub(crate) mod oembed;
pub(crate) mod offer_card;
pub mod partners;
pub(crate) mod previews;
pub(crate) mod sitemaps;
pub(crate) mod text_width;
