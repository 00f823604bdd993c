//! Notifications of browsers (Web Push). An alert writes into the outbox, in the transaction in which it remembers the
//! offers; this sends it afterwards, and again later when that fails. What could reach nobody goes by email.

pub(crate) mod client;
pub(crate) mod endpoint;
pub(crate) mod message;
pub(crate) mod subscriptions;
pub(crate) mod vapid;

use tokio::sync::Notify;

use self::client::Sent;
use crate::delivery;
use crate::delivery::backoff::Backoff;
use crate::delivery::mail::Kind;
use crate::delivery::outbox::{Claim, Fault, Outbox};
use crate::delivery::outcome::{Evidence, Next, Outcome};
use crate::http::error::ApiError;
use crate::state::AppState;
use store::outbox::OutboxTable;
use store::push_subscriptions::{self as rows, Outgoing};

/// After a day there is the next one. In seconds; push services are told the same.
const HOLDS: i64 = 24 * 60 * 60;

/// The outbox of notifications.
pub struct Notifications;

impl Outbox for Notifications {
    const NAME: &'static str = "push";
    const AT_ONCE: usize = 20;
    /// Most browsers share one of three services.
    const AT_ONCE_TO_ONE: usize = 10;
    const LONGEST_WAIT: i64 = 2 * 60 * 60;
    const ROWS: OutboxTable = rows::OUTBOX;

    fn backoff(state: &AppState) -> &Backoff {
        &state.push_backoff
    }

    fn news(state: &AppState) -> &Notify {
        &state.pushes
    }

    async fn deliver(state: &AppState, claim: &Claim) -> Result<Outcome, Fault> {
        match rows::find_outgoing(&state.store, claim.seq).await? {
            Some(push) => send(state, &push).await,
            None => Ok(Outcome::POINTLESS),
        }
    }

    async fn set_aside(state: &AppState, claim: &Claim, reason: &str, now: i64) -> Result<(), store::Error> {
        let mut tx = state.store.begin_write().await?;
        Self::ROWS.set_aside(&mut tx, claim.seq, reason, now).await?;
        tx.commit().await
    }
}

/// Sends everything whose time has come. One that fails does not stop the others.
pub async fn send_due(state: &AppState) -> Result<(), ApiError> {
    delivery::send_due::<Notifications>(state).await
}

async fn send(state: &AppState, push: &Outgoing) -> Result<Outcome, Fault> {
    let now = state.clock.now();
    let left = push.created_at + HOLDS - now.timestamp();
    let message = message::of(state, push, now).await?;
    let (sent, is_asked) = match message {
        // Every offer has closed since.
        None => (Sent::Taken, false),
        Some(_) if left <= 0 => (Sent::Refused("it is too old".to_owned()), false),
        Some(message) => tokio::select! {
            biased;
            sent = state.push.send(push, &message, left, now) => (sent, true),
            () = state.jobs.leaving() => return Ok(Outcome::INTERRUPTED),
        },
    };
    let evidence = if is_asked { Evidence::Reached } else { Evidence::Nothing };
    let mut tx = state.store.begin_write().await?;
    match sent {
        Sent::Taken => rows::OUTBOX.delete(&mut tx, push.seq).await?,
        Sent::Gone => {
            let is_emailed = rows::email_instead(&mut tx, push, Kind::Alert.as_str(), now.timestamp()).await?;
            // Takes what is still to be sent there along.
            rows::delete(&mut tx, &push.session).await?;
            tracing::info!(is_emailed, "a browser takes no more notifications");
        }
        Sent::Refused(reason) => {
            // Without the address: it is the owner's secret.
            tracing::warn!(reason, seq = push.seq, "a notification could not be sent and is given up");
            rows::email_instead(&mut tx, push, Kind::Alert.as_str(), now.timestamp()).await?;
            rows::OUTBOX.delete(&mut tx, push.seq).await?;
        }
        Sent::NotNow { reason, after, is_slow } => {
            let evidence = Evidence::Unreached { is_slow };
            return Ok(Outcome { evidence, next: Next::Later { reason, after } });
        }
    }
    tx.commit().await?;
    state.outbox.notify_one();
    Ok(Outcome { evidence, next: Next::Done })
}
