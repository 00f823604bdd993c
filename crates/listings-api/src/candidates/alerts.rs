pub mod due;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use contract::alert::{MOST_ALERTS, of_query};
use contract::{Alert, AlertFrequency, JobSearch, NewAlert, Problem};

use super::accounts::new_id;
use super::me::time;
use crate::candidates::alerts::due::next_run;
use crate::candidates::sessions::signed_in::SignedIn;
use crate::http::error::ApiError;
use crate::http::extract::JsonBody;
use crate::http::openapi::{SignedInProblems, WriteProblems};
use crate::listings::{Listings, search};
use store::Store;
use store::alerts::{self as rows, NewAlertRow, Row};

/// The alerts of the signed-in candidate, newest first; at most 20, so all at once.
#[utoipa::path(
    get,
    path = "/me/alerts",
    tag = "alerts",
    responses(
        (status = 200, description = "The alerts", body = Vec<Alert>, example = json!([{
            "id": "k5zxi3dfon2gk3tu", "query": "q=turni&place=torino-to&radius_km=20", "frequency": "daily",
            "created_at": "2026-11-23T10:00:00+00:00"
        }])),
        SignedInProblems,
    ),
)]
pub async fn list(State(store): State<Store>, signed_in: SignedIn) -> Result<Json<Vec<Alert>>, ApiError> {
    all(&store, &signed_in.account).await.map(Json)
}

/// Asks for emails about new offers that match a search: at seven in the morning, when there are any, each offer once, and
/// only to a confirmed address. The same search again only changes how often.
#[utoipa::path(
    post,
    path = "/me/alerts",
    tag = "alerts",
    request_body(content = NewAlert, content_type = "application/json", example = json!({
        "query": "q=turni&place=torino-to&radius_km=20", "frequency": "daily"
    })),
    responses(
        (status = 201, description = "Stored", body = Alert, example = json!({
            "id": "k5zxi3dfon2gk3tu", "query": "q=turni&place=torino-to&radius_km=20", "frequency": "daily",
            "created_at": "2026-11-23T10:00:00+00:00"
        })),
        (status = 409, description = "The account already has 20 alerts", body = Problem, content_type = "application/problem+json"),
        SignedInProblems,
        WriteProblems,
    ),
)]
pub async fn create(
    State(listings): State<Listings>,
    signed_in: SignedIn,
    JsonBody(wanted): JsonBody<NewAlert>,
) -> Result<(StatusCode, Json<Alert>), ApiError> {
    let search = wanted.check().map_err(ApiError::Fields)?;
    // Runs it once: what the search refuses now would fail every day.
    search::search(&listings, &JobSearch { limit: Some(1), ..search.clone() }).await.map_err(|error| match error {
        ApiError::Query(errors) => ApiError::Fields(of_query(errors).collect()),
        error => error,
    })?;
    let now = listings.clock.now();
    let id = new_id()?;
    let row = NewAlertRow {
        id: &id,
        account: &signed_in.account,
        query: &search.to_query(),
        frequency: wanted.frequency.as_str(),
        created_at: &now.to_rfc3339(),
        next_run_at: next_run(now, &wanted.frequency),
    };
    let mut tx = listings.store.begin_write().await?;
    let stored = rows::put(&mut tx, &row, i64::try_from(MOST_ALERTS).unwrap_or(i64::MAX)).await?;
    tx.commit().await?;
    let stored = stored.ok_or(ApiError::Conflict("the account has 20 alerts already"))?;
    Ok((StatusCode::CREATED, Json(alert(stored)?)))
}

/// Deletes an alert.
#[utoipa::path(
    delete,
    path = "/me/alerts/{id}",
    tag = "alerts",
    params(("id" = String, Path, description = "Id of the alert", example = "k5zxi3dfon2gk3tu")),
    responses(
        (status = 204, description = "Ended; no more emails are sent"),
        (status = 404, description = "No alert of this account has this id", body = Problem, content_type = "application/problem+json"),
        SignedInProblems,
    ),
)]
pub async fn delete(
    State(store): State<Store>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    if !rows::delete(&store, &signed_in.account, &id).await? {
        return Err(ApiError::NotFound("no alert has this id"));
    }
    Ok(StatusCode::NO_CONTENT)
}

/// The alerts of an account, newest first.
pub(super) async fn all(store: &Store, account: &str) -> Result<Vec<Alert>, ApiError> {
    rows::list(store, account).await?.into_iter().map(alert).collect()
}

fn alert(row: Row) -> Result<Alert, ApiError> {
    Ok(Alert {
        id: row.id,
        query: row.query,
        frequency: AlertFrequency::from(row.frequency.as_str()),
        created_at: time(&row.created_at)?,
        last_sent_at: row.last_sent_at.as_deref().map(time).transpose()?,
    })
}
