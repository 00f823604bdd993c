//! Sends what lies in an outbox: letters, notifications. Several at once, each within a time limit; a destination that
//! does not answer holds up no other; a row that cannot be processed is set aside. Every row is claimed before it is
//! sent, so several processes may send from one outbox (ADR 40).

pub(crate) mod backoff;
pub mod mail;
pub(crate) mod outbox;
pub(crate) mod outcome;
pub mod push;
pub(crate) mod unsubscribing;

use std::collections::HashMap;
use std::time::Duration;

use tokio::task::{Id, JoinError, JoinSet};

use self::outbox::Fault;
pub use self::outbox::{Claim, Outbox};
use self::outcome::{Evidence, Next, Outcome};
use crate::http::error::ApiError;
use crate::state::AppState;

/// How often an outbox is looked at when nobody says that something is in it.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Wait after the first failure, in seconds; doubles each time.
const FIRST_WAIT: i64 = 30;
/// Longest wait that a destination may ask for, in seconds.
const LONGEST_ASKED: i64 = 24 * 60 * 60;
/// What a claim holds beyond the time limit of a delivery, in seconds: reading and writing of the database around it.
const LEASE_BEYOND_DELIVERY: i64 = 180;
/// Claims after which a row is set aside whatever became of them: one that ends the process each time ends up here.
const MOST_ATTEMPTS: i64 = 40;

/// Sends what is in an outbox until the server stops.
pub async fn run_deliveries<O: Outbox>(state: AppState) {
    state.jobs.started(O::NAME, LOOK_EVERY, state.clock.now());
    let mut courier = Courier::<O>::new(state.clone());
    while !state.jobs.is_stopping() {
        let started = courier.start_due().await;
        state.jobs.note(O::NAME, &started, state.clock.now());
        tokio::select! {
            () = courier.finish_one(), if !courier.is_idle() => {}
            () = O::news(&state).notified() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
            () = state.jobs.stopping() => {}
        }
    }
    while !courier.is_idle() {
        courier.finish_one().await;
    }
}

/// Sends everything whose time has come. One that fails does not stop the others.
pub async fn send_due<O: Outbox>(state: &AppState) -> Result<(), ApiError> {
    let mut courier = Courier::<O>::new(state.clone());
    loop {
        courier.start_due().await?;
        if courier.is_idle() {
            return Ok(());
        }
        courier.finish_one().await;
    }
}

/// The deliveries of one outbox that are under way in this process.
struct Courier<O: Outbox> {
    state: AppState,
    sending: JoinSet<()>,
    claims: HashMap<Id, Claim>,
    outbox: std::marker::PhantomData<fn() -> O>,
}

impl<O: Outbox> Courier<O> {
    fn new(state: AppState) -> Self {
        Self { state, sending: JoinSet::new(), claims: HashMap::new(), outbox: std::marker::PhantomData }
    }

    fn is_idle(&self) -> bool {
        self.sending.is_empty()
    }

    /// Claims and begins as many as may be under way.
    async fn start_due(&mut self) -> Result<(), store::Error> {
        while !self.state.jobs.is_stopping() {
            let now = self.state.clock.now().timestamp();
            let Some(busy) = self.busy(now) else { return Ok(()) };
            let limit = i64::try_from(self.state.config.delivery_timeout.as_secs()).unwrap_or(i64::MAX / 2);
            let until = now + limit + LEASE_BEYOND_DELIVERY;
            let Some(claim) = O::ROWS.claim(&self.state.store, &busy, now, until).await? else { return Ok(()) };
            let (state, claimed) = (self.state.clone(), claim.clone());
            let task = self.sending.spawn(async move { see_to::<O>(&state, &claimed).await });
            self.claims.insert(task.id(), claim);
        }
        Ok(())
    }

    /// Destinations that nothing may be sent to now; `None`: none may.
    fn busy(&self, now: i64) -> Option<Vec<String>> {
        let backoff = O::backoff(&self.state);
        let at_once = if backoff.is_way_doubtful() { 1 } else { O::AT_ONCE };
        if backoff.is_way_held(now) || self.sending.len() >= at_once {
            return None;
        }
        let mut under_way: HashMap<&str, usize> = HashMap::new();
        for claim in self.claims.values() {
            *under_way.entry(claim.destination.as_str()).or_default() += 1;
        }
        let mut busy = backoff.held(now);
        for (destination, count) in under_way {
            if count >= O::AT_ONCE_TO_ONE || backoff.is_doubtful(destination) {
                busy.push(destination.to_owned());
            }
        }
        Some(busy)
    }

    /// Waits until one delivery has ended.
    async fn finish_one(&mut self) {
        match self.sending.join_next_with_id().await {
            Some(Ok((id, ()))) => {
                self.claims.remove(&id);
            }
            Some(Err(error)) => self.panicked(&error).await,
            None => {}
        }
    }

    async fn panicked(&mut self, error: &JoinError) {
        let now = self.state.clock.now();
        self.state.jobs.panicked(O::NAME, now);
        if let Some(claim) = self.claims.remove(&error.id()) {
            set_aside::<O>(&self.state, &claim, "the program panicked").await;
        }
    }
}

async fn see_to<O: Outbox>(state: &AppState, claim: &Claim) {
    if claim.attempts > MOST_ATTEMPTS {
        return set_aside::<O>(state, claim, "it was tried too often").await;
    }
    let outcome = match O::deliver(state, claim).await {
        Ok(outcome) => outcome,
        Err(Fault::Row(reason)) => return set_aside::<O>(state, claim, &reason).await,
        Err(Fault::Other(error)) => {
            Outcome { evidence: Evidence::Nothing, next: Next::Later { reason: error.to_string(), after: None } }
        }
    };
    let now = state.clock.now().timestamp();
    let way_wait = O::backoff(state).note(O::NAME, &claim.destination, outcome.evidence, now);
    let (wait, is_counted) = match outcome.next {
        Next::Done => return,
        Next::Interrupted => (0, false),
        // It was not the row's fault: it goes as soon as there is a way again.
        Next::Later { reason, .. } if outcome.evidence == Evidence::NoWay => {
            tracing::debug!(outbox = O::NAME, seq = claim.seq, reason, "no way to send");
            (way_wait, false)
        }
        Next::Later { reason, after } => {
            let doublings = (claim.attempts - 1).clamp(0, 20);
            let wait = (FIRST_WAIT << doublings).min(O::LONGEST_WAIT);
            let wait = after.map_or(wait, |after| after.clamp(wait, LONGEST_ASKED));
            tracing::warn!(outbox = O::NAME, seq = claim.seq, wait, reason, "not sent; it is tried again");
            (wait, true)
        }
    };
    if let Err(error) = O::ROWS.put_back(&state.store, claim, now + wait, is_counted).await {
        // Its lease ends by itself.
        tracing::error!(outbox = O::NAME, seq = claim.seq, %error, "a row could not be put back");
    }
}

async fn set_aside<O: Outbox>(state: &AppState, claim: &Claim, reason: &str) {
    let reason = without_addresses(reason);
    tracing::error!(outbox = O::NAME, seq = claim.seq, reason, "nothing can be sent of a row; it is set aside");
    if let Err(error) = O::set_aside(state, claim, &reason, state.clock.now().timestamp()).await {
        tracing::error!(outbox = O::NAME, seq = claim.seq, %error, "a row could not be set aside");
    }
}

/// What a server says may name whom a letter was for; logs and reasons outlive accounts.
pub fn without_addresses(text: &str) -> String {
    let words = text.split(' ').map(|word| if word.contains('@') { "…" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_servers_say_names_nobody() {
        let text = "transient error (450): 4.2.1 <anna@posta.example>: mailbox busy";
        assert_eq!(without_addresses(text), "transient error (450): 4.2.1 … mailbox busy");
    }
}
