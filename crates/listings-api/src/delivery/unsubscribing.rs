pub(crate) mod token;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use contract::Problem;

use crate::delivery::unsubscribing::token::Subscription;
use crate::http::cursor::CursorKey;
use crate::http::error::ApiError;
use store::{Store, alerts, saved_reminders};

/// Ends what an email belongs to, an alert or the reminders of saved offers, by the link in it, signed in or not (RFC
/// 8058: mail programs send `List-Unsubscribe=One-Click` as a form, from anywhere). Repeating the call is not an error.
#[utoipa::path(
    post,
    path = "/alerts/unsubscribe/{token}",
    tag = "alerts",
    params(("token" = String, Path, description = "From `List-Unsubscribe`, or what follows `#` in the link", example = "pqlXZ-a8agkt8Kt3ePL7v2s1enhpM2Rmb24yZ2szdHU")),
    responses(
        (status = 204, description = "Ended; no more emails are sent"),
        (status = 404, description = "No such link", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn create(
    State(store): State<Store>,
    State(key): State<CursorKey>,
    Path(token): Path<String>,
) -> Result<StatusCode, ApiError> {
    match Subscription::of(&token, &key).ok_or(ApiError::NotFound("no such link"))? {
        Subscription::Alert(id) => alerts::delete_by_id(&store, &id).await?,
        Subscription::SavedReminders(account) => saved_reminders::stop(&store, &account).await?,
    }
    Ok(StatusCode::NO_CONTENT)
}
