use contract::Place;
use contract::job_search::degrees;

use super::Request;
use crate::route::encode;

/// Comuni whose name, or CAP, starts with what was typed; the best known first.
pub fn list_places(text: &str) -> Request<Vec<Place>> {
    Request::new(format!("/places?limit=8&q={}", encode(text)))
}

/// The comune nearest to a point in WGS 84 degrees. A point outside Italy is refused.
pub fn find_nearest_place(latitude: f64, longitude: f64) -> Request<Place> {
    Request::new(format!("/places/nearest?lat={}&lon={}", degrees::to_text(latitude), degrees::to_text(longitude)))
}
