use contract::Place;
use contract::job_search::degrees;

use super::client::Query;
use crate::route::encode;

/// Comuni whose name or CAP starts with the text, the best known first.
pub fn list_places(text: &str) -> Query<Vec<Place>> {
    Query::new(format!("/places?limit=8&q={}", encode(text)))
}

/// The comune nearest to a point in WGS 84 degrees. A point outside Italy is refused.
pub fn find_nearest_place(latitude: f64, longitude: f64) -> Query<Place> {
    Query::new(format!("/places/nearest?lat={}&lon={}", degrees::to_text(latitude), degrees::to_text(longitude)))
}
