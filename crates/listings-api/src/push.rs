//! Notifications of browsers (Web Push). An alert writes into the outbox, in the transaction in which it remembers the
//! offers; this sends it afterwards, and again later when that fails. What could reach nobody goes by email.

pub mod client;
pub mod endpoint;
mod message;
pub mod vapid;

use std::time::Duration;

use tokio::task::JoinSet;

use self::client::Outcome;
use crate::error::ApiError;
use crate::mail::Kind;
use crate::state::AppState;
use crate::store::push_subscriptions::{self as rows, Outgoing};

/// How often the outbox is looked at when nobody says that something is in it.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Sent at once: one that takes long does not hold up the others.
const BATCH: u32 = 20;
/// Wait after the first failure, in seconds; doubles each time.
const FIRST_WAIT: i64 = 30;
const LONGEST_WAIT: i64 = 2 * 60 * 60;
/// After a day there is the next one. In seconds; push services are told the same.
const HOLDS: i64 = 24 * 60 * 60;

/// Sends what is in the outbox for as long as the server runs.
pub async fn follow(state: AppState) {
    loop {
        // Whatever else happens, the next look comes.
        let _ = tokio::time::timeout(LOOK_EVERY, state.pushes.notified()).await;
        if let Err(error) = send_due(&state).await {
            tracing::error!(%error, "notifications could not be sent");
        }
    }
}

/// Sends everything whose time has come. One that fails does not stop the others.
pub async fn send_due(state: &AppState) -> Result<(), ApiError> {
    loop {
        let due = rows::list_due(&state.store.read, state.clock.now().timestamp(), BATCH).await?;
        if due.is_empty() {
            return Ok(());
        }
        let mut sending = JoinSet::new();
        for push in due {
            let state = state.clone();
            sending.spawn(async move { send(&state, &push).await });
        }
        while let Some(sent) = sending.join_next().await {
            sent.map_err(|error| ApiError::Internal(format!("push: {error}")))??;
        }
    }
}

async fn send(state: &AppState, push: &Outgoing) -> Result<(), ApiError> {
    let now = state.clock.now();
    let left = push.created_at + HOLDS - now.timestamp();
    let outcome = match message::of(state, push, now).await? {
        // Every offer has closed since.
        None => Outcome::Sent,
        Some(_) if left <= 0 => Outcome::Refused("it is too old".to_owned()),
        Some(message) => state.push.send(push, &message, left, now).await,
    };
    let mut tx = state.store.begin_write().await?;
    match outcome {
        Outcome::Sent => rows::delete_outgoing(&mut tx, push.seq).await?,
        Outcome::Gone => {
            let is_emailed = rows::email_instead(&mut tx, push, Kind::Alert.as_str(), now.timestamp()).await?;
            // Takes what is still to be sent there along.
            rows::delete(&mut tx, &push.session).await?;
            tracing::info!(is_emailed, "a browser takes no more notifications");
        }
        Outcome::Refused(reason) => {
            // Without the address: it is a secret of its owner's.
            tracing::warn!(reason, seq = push.seq, "a notification could not be sent and is given up");
            rows::email_instead(&mut tx, push, Kind::Alert.as_str(), now.timestamp()).await?;
            rows::delete_outgoing(&mut tx, push.seq).await?;
        }
        Outcome::Later { reason, after } => {
            let wait = (FIRST_WAIT << push.attempts.clamp(0, 12)).min(LONGEST_WAIT);
            let wait = after.map_or(wait, |after| after.clamp(wait, HOLDS));
            tracing::warn!(reason, seq = push.seq, wait, "a notification could not be sent; it is tried again");
            rows::postpone(&mut tx, push.seq, now.timestamp() + wait).await?;
        }
    }
    tx.commit().await?;
    state.outbox.notify_one();
    Ok(())
}
