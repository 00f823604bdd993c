use contract::{IndustryCount, OccupationCount, OccupationDetail};

use super::Request;
use crate::route::encode;

/// Every role with how many open offers it has.
pub fn list_occupations() -> Request<Vec<OccupationCount>> {
    Request::new("/occupations".to_owned())
}

/// What there is to say of a role.
pub fn find_occupation(slug: &str) -> Request<OccupationDetail> {
    Request::new(format!("/occupations/{}", encode(slug)))
}

/// Every sector.
pub fn list_industries() -> Request<Vec<IndustryCount>> {
    Request::new("/industries".to_owned())
}
