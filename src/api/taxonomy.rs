use std::future::Future;

use contract::OccupationCount;

use super::{Api, ApiError};

impl Api {
    /// Every role with how many open offers it has.
    pub fn list_occupations(&self) -> impl Future<Output = Result<Vec<OccupationCount>, ApiError>> + Send + use<> {
        self.get("/occupations")
    }
}
