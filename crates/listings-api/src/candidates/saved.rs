pub mod reminders;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use contract::saved::MOST_SAVED;
use contract::{FieldError, Problem, SavedJobPosting, SavedOnDevice};

use super::me::time;
use crate::candidates::sessions::signed_in::SignedIn;
use crate::http::error::ApiError;
use crate::http::extract::JsonBody;
use crate::http::openapi::{SignedInProblems, WriteProblems};
use crate::listings::Listings;
use crate::listings::posting;
use store::Store;
use store::job_postings;
use store::saved::{self as rows, Kept, Row};

/// All saved offers of the account, newest first; at most 500, so all at once. Offers that have ended are included.
#[utoipa::path(
    get,
    path = "/me/saved",
    tag = "me",
    responses(
        (status = 200, description = "The saved offers", body = Vec<SavedJobPosting>, example = json!([{
            "job_posting": {
                "id": "mzxw6ytboi2a", "title": "Magazziniera o magazziniere", "status": "open",
                "workplace_type": "on_site", "total_job_openings": 2, "date_posted": "2026-11-20T00:00:00+01:00",
                "valid_through": "2026-12-11T23:59:59+01:00", "excerpt": "Cerchiamo due persone.", "shifts": ["day"],
                "requirements": [], "needs_own_car": false
            },
            "saved_at": "2026-11-23T10:00:00+00:00"
        }])),
        SignedInProblems,
    ),
)]
pub async fn list(
    State(listings): State<Listings>,
    signed_in: SignedIn,
) -> Result<Json<Vec<SavedJobPosting>>, ApiError> {
    all(&listings, &signed_in.account).await.map(Json)
}

/// One saved offer.
#[utoipa::path(
    get,
    path = "/me/saved/{id}",
    tag = "me",
    params(("id" = String, Path, description = "Id of the offer", example = "mzxw6ytboi2a")),
    responses(
        (status = 200, description = "The saved offer", body = SavedJobPosting, example = json!({
            "job_posting": {
                "id": "mzxw6ytboi2a", "title": "Magazziniera o magazziniere", "status": "open",
                "workplace_type": "on_site", "total_job_openings": 2, "date_posted": "2026-11-20T00:00:00+01:00",
                "excerpt": "Cerchiamo due persone.", "shifts": ["day"], "requirements": [], "needs_own_car": false
            },
            "saved_at": "2026-11-23T10:00:00+00:00"
        })),
        (status = 404, description = "Not among the saved offers", body = Problem, content_type = "application/problem+json"),
        SignedInProblems,
    ),
)]
pub async fn find(
    State(listings): State<Listings>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Json<SavedJobPosting>, ApiError> {
    let row = rows::find(&listings.store, &signed_in.account, &id).await?;
    let mut found = with_offers(&listings, row.into_iter().collect()).await?;
    found.pop().map(Json).ok_or(ApiError::NotFound("this offer is not kept"))
}

/// Saves an offer. Repeating the call is not an error and does not change the time of saving.
#[utoipa::path(
    put,
    path = "/me/saved/{id}",
    tag = "me",
    params(("id" = String, Path, description = "Id of the offer", example = "mzxw6ytboi2a")),
    responses(
        (status = 204, description = "Saved"),
        (status = 404, description = "No such offer", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The account already has 500 saved offers", body = Problem, content_type = "application/problem+json"),
        SignedInProblems,
    ),
)]
pub async fn put(
    State(listings): State<Listings>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    let now = listings.clock.now().to_rfc3339();
    let mut tx = listings.store.begin_write().await?;
    let kept = rows::put(&mut tx, &signed_in.account, &id, &now, most()).await?;
    tx.commit().await?;
    match kept {
        Kept::Yes => Ok(StatusCode::NO_CONTENT),
        Kept::NoSuchOffer => Err(ApiError::NotFound("no offer has this id")),
        Kept::TooMany => Err(ApiError::Conflict("the account keeps 500 offers already")),
    }
}

/// Removes an offer from the saved ones, whether or not it was among them.
#[utoipa::path(
    delete,
    path = "/me/saved/{id}",
    tag = "me",
    params(("id" = String, Path, description = "Id of the offer", example = "mzxw6ytboi2a")),
    responses((status = 204, description = "Not among the saved offers any more"), SignedInProblems),
)]
pub async fn delete(
    State(store): State<Store>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    rows::delete(&store, &signed_in.account, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Adds the offers that a device saved before signing in, all or none. Unknown offers are skipped: an import may have
/// dropped them. Sent again, it changes nothing.
#[utoipa::path(
    post,
    path = "/me/saved",
    tag = "me",
    request_body(content = SavedOnDevice, content_type = "application/json", example = json!({
        "items": [{"id": "mzxw6ytboi2a", "saved_at": "2026-11-22T18:30:00+01:00"}]
    })),
    responses(
        (status = 200, description = "All saved offers, newest first", body = Vec<SavedJobPosting>, example = json!([])),
        SignedInProblems,
        WriteProblems,
    ),
)]
pub async fn merge(
    State(listings): State<Listings>,
    signed_in: SignedIn,
    JsonBody(device): JsonBody<SavedOnDevice>,
) -> Result<Json<Vec<SavedJobPosting>>, ApiError> {
    device.check().map_err(ApiError::Fields)?;
    let now = listings.clock.now();
    let mut tx = listings.store.begin_write().await?;
    for item in &device.items {
        let saved_at = item.saved_at.map_or(now, |at| at.to_utc().min(now)).to_rfc3339();
        if rows::put(&mut tx, &signed_in.account, &item.id, &saved_at, most()).await? == Kept::TooMany {
            let error = FieldError::new("/items", "too_many", format!("at most {MOST_SAVED} with those kept already"));
            return Err(ApiError::Fields(vec![error]));
        }
    }
    tx.commit().await?;
    all(&listings, &signed_in.account).await.map(Json)
}

fn most() -> i64 {
    i64::try_from(MOST_SAVED).unwrap_or(i64::MAX)
}

/// What the account keeps, newest first.
pub(super) async fn all(listings: &Listings, account: &str) -> Result<Vec<SavedJobPosting>, ApiError> {
    with_offers(listings, rows::list(&listings.store, account).await?).await
}

async fn with_offers(listings: &Listings, kept: Vec<Row>) -> Result<Vec<SavedJobPosting>, ApiError> {
    let seqs: Vec<_> = kept.iter().map(|row| row.seq).collect();
    let now = listings.clock.now();
    let mut offers = job_postings::list_by_seq(&listings.store, &seqs).await?.into_iter().peekable();
    let mut saved = Vec::with_capacity(kept.len());
    for row in kept {
        // In the same order; one that has gone between the two questions is left out.
        if let Some(offer) = offers.next_if(|offer| offer.seq == row.seq) {
            let job_posting = posting::summary(offer, &listings.taxonomy, now, None);
            saved.push(SavedJobPosting { job_posting, saved_at: time(&row.saved_at)? });
        }
    }
    Ok(saved)
}
