use contract::{IndustryCount, OccupationCount, OccupationDetail};

use super::client::Query;
use crate::route::encode;

/// Every role with its number of open offers.
pub fn list_occupations() -> Query<Vec<OccupationCount>> {
    Query::new("/occupations".to_owned())
}

/// The detail of a role.
pub fn find_occupation(slug: &str) -> Query<OccupationDetail> {
    Query::new(format!("/occupations/{}", encode(slug)))
}

/// Every sector.
pub fn list_industries() -> Query<Vec<IndustryCount>> {
    Query::new("/industries".to_owned())
}
