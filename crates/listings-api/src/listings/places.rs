use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use contract::{Place, Problem};

use crate::http::error::ApiError;
use crate::http::extract::{Query, limit};
use taxonomy::Taxonomy;

/// Comuni whose name (at any word, in any official language) or CAP starts with `q`. Ignores accents, case and
/// apostrophes. An exact match comes first, then by population. A blank `q` gives the most populous of all.
#[utoipa::path(
    get,
    path = "/places",
    tag = "places",
    params(
        ("q" = Option<String>, Query, description = "Start of a name or CAP", example = "mila"),
        ("limit" = Option<u16>, Query, description = "10 by default", minimum = 1, maximum = 50, example = 5),
    ),
    responses(
        (status = 200, description = "The comuni found", body = Vec<Place>, example = json!([{
            "slug": "milano-mi", "name": "Milano", "province": "MI", "region": "Lombardia", "postal_codes": ["20121"],
            "latitude": 45.46427, "longitude": 9.18951
        }])),
        (status = 400, description = "Invalid parameters; each is listed", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn list(State(taxonomy): State<Arc<Taxonomy>>, query: Query) -> Result<Json<Vec<Place>>, ApiError> {
    let [q, most] = query.read(["q", "limit"])?;
    let most = limit(most.as_deref(), 10, 50)?;
    let found = taxonomy.places.search(q.as_deref().unwrap_or_default(), usize::from(most));
    Ok(Json(found.into_iter().cloned().collect()))
}

/// The comune whose centre is nearest to a point.
#[utoipa::path(
    get,
    path = "/places/nearest",
    tag = "places",
    params(
        ("lat" = f64, Query, description = "WGS 84 degrees", minimum = -90, maximum = 90, example = 45.07),
        ("lon" = f64, Query, description = "WGS 84 degrees", minimum = -180, maximum = 180, example = 7.69),
    ),
    responses(
        (status = 200, description = "The nearest comune", body = Place, example = json!({
            "slug": "torino-to", "name": "Torino", "province": "TO", "region": "Piemonte", "postal_codes": ["10121"],
            "latitude": 45.07049, "longitude": 7.68682
        })),
        (status = 400, description = "Invalid parameters, each listed; or the point is not in Italy (`outside_italy`)", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn nearest(State(taxonomy): State<Arc<Taxonomy>>, query: Query) -> Result<Json<Place>, ApiError> {
    let [latitude, longitude] = query.read(["lat", "lon"])?;
    let latitude = degrees("lat", latitude.as_deref(), 90.0)?;
    let longitude = degrees("lon", longitude.as_deref(), 180.0)?;
    let nearest = taxonomy.places.nearest(latitude, longitude);
    nearest.cloned().map(Json).ok_or_else(|| ApiError::parameter("lat", "outside_italy", "the point is not in Italy"))
}

/// One comune by its slug.
#[utoipa::path(
    get,
    path = "/places/{slug}",
    tag = "places",
    params(("slug" = String, Path, description = "Name and sigla", example = "torino-to")),
    responses(
        (status = 200, description = "The comune", body = Place, example = json!({
            "slug": "torino-to", "name": "Torino", "province": "TO", "region": "Piemonte", "postal_codes": ["10121"],
            "latitude": 45.07049, "longitude": 7.68682
        })),
        (status = 404, description = "No such comune", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn find(State(taxonomy): State<Arc<Taxonomy>>, Path(slug): Path<String>) -> Result<Json<Place>, ApiError> {
    taxonomy.places.find(&slug).cloned().map(Json).ok_or(ApiError::NotFound("no place has this slug"))
}

fn degrees(name: &str, value: Option<&str>, bound: f64) -> Result<f64, ApiError> {
    let value = value.ok_or_else(|| ApiError::parameter(name, "missing", "required"))?;
    match value.parse::<f64>() {
        Ok(degrees) if degrees.is_finite() && degrees.abs() <= bound => Ok(degrees),
        _ => Err(ApiError::parameter(name, "out_of_range", format!("a number of degrees from -{bound} to {bound}"))),
    }
}
