use std::future::Future;

use contract::Place;

use super::{Api, ApiError};
use crate::route::encode;

impl Api {
    /// Comuni whose name, or CAP, starts with what was typed; the best known first.
    pub fn list_places(&self, text: &str) -> impl Future<Output = Result<Vec<Place>, ApiError>> + Send + use<> {
        self.get(&format!("/places?limit=8&q={}", encode(text)))
    }

    /// The comune nearest to a point in WGS 84 degrees. A point outside Italy is refused.
    pub fn find_nearest_place(
        &self,
        latitude: f64,
        longitude: f64,
    ) -> impl Future<Output = Result<Place, ApiError>> + Send + use<> {
        self.get(&format!("/places/nearest?lat={latitude}&lon={longitude}"))
    }

    pub fn find_place(&self, slug: &str) -> impl Future<Output = Result<Place, ApiError>> + Send + use<> {
        self.get(&format!("/places/{}", encode(slug)))
    }
}
