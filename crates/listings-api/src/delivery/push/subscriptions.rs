use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use contract::{PushKey, PushSubscription};

use crate::candidates::sessions::signed_in::{SignedIn, carried};
use crate::http::error::ApiError;
use crate::http::extract::JsonBody;
use crate::http::openapi::{SignedInProblems, WriteProblems};
use crate::state::AppState;
use store::Store;
use store::push_subscriptions::{self as rows, NewRow};

/// Browsers of one account that get notifications; of more the oldest goes.
const MOST: i64 = 10;

/// The key that a browser needs to subscribe to notifications.
#[utoipa::path(
    get,
    path = "/push/key",
    tag = "alerts",
    responses((status = 200, description = "The key", body = PushKey, example = json!({
        "key": "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM"
    }))),
)]
pub async fn key(State(state): State<AppState>) -> Json<PushKey> {
    Json(PushKey { key: state.push.key.public.clone() })
}

/// Sends notifications of the alerts to the browser that asks, for as long as it is signed in. It has one subscription:
/// another takes its place. At most ten browsers of an account get them; an eleventh replaces the oldest.
#[utoipa::path(
    put,
    path = "/me/push-subscription",
    tag = "alerts",
    request_body(content = PushSubscription, content_type = "application/json", example = json!({
        "endpoint": "https://push.example/send/abc", "expirationTime": null, "keys": {
            "p256dh": "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM",
            "auth": "8eDyX_uCN0XRhSbY5hs7Hg"
        }
    })),
    responses((status = 204, description = "Stored"), SignedInProblems, WriteProblems),
)]
pub async fn put(
    State(state): State<AppState>,
    signed_in: SignedIn,
    headers: HeaderMap,
    JsonBody(subscription): JsonBody<PushSubscription>,
) -> Result<StatusCode, ApiError> {
    state.push.check(&subscription).map_err(ApiError::Fields)?;
    let session = carried(&headers).ok_or(ApiError::SignedOut)?;
    let row = NewRow {
        session: &session,
        account: &signed_in.account,
        endpoint: &subscription.endpoint,
        p256dh: &subscription.keys.p256dh,
        auth: &subscription.keys.auth,
        created_at: state.clock.now().timestamp(),
    };
    let mut tx = state.store.begin_write().await?;
    rows::put(&mut tx, &row, MOST).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Stops notifications to this browser.
#[utoipa::path(
    delete,
    path = "/me/push-subscription",
    tag = "alerts",
    responses((status = 204, description = "No more notifications; no error if there were none"), SignedInProblems),
)]
pub async fn delete(State(store): State<Store>, _: SignedIn, headers: HeaderMap) -> Result<StatusCode, ApiError> {
    let session = carried(&headers).ok_or(ApiError::SignedOut)?;
    let mut tx = store.begin_write().await?;
    rows::delete(&mut tx, &session).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
