use contract::{IndustryCount, OccupationCount, OccupationDetail};

use super::Query;
use crate::route::encode;

/// Every role with how many open offers it has.
pub fn list_occupations() -> Query<Vec<OccupationCount>> {
    Query::new("/occupations".to_owned())
}

/// What there is to say of a role.
pub fn find_occupation(slug: &str) -> Query<OccupationDetail> {
    Query::new(format!("/occupations/{}", encode(slug)))
}

/// Every sector.
pub fn list_industries() -> Query<Vec<IndustryCount>> {
    Query::new("/industries".to_owned())
}
