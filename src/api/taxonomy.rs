use contract::OccupationCount;

use super::Request;

/// Every role with how many open offers it has.
pub fn list_occupations() -> Request<Vec<OccupationCount>> {
    Request::new("/occupations".to_owned())
}
