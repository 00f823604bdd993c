//! What other people's pages take: days of partners, lists for sitemaps.

pub mod partner_days;
pub mod sitemaps;
