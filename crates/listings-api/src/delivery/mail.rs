//! Emails to candidates. A route writes into the outbox, in the transaction of what the email is about; this sends it
//! afterwards, and again later when that fails. One that was sent just before a crash may come twice: better than not
//! at all. A letter to an address that nobody has confirmed carries nothing that a stranger typed.

pub(crate) mod letter;
pub(crate) mod particulars;
pub(crate) mod smtp;
pub(crate) mod transport;
pub(crate) mod transport_error;
pub(crate) mod wording;

use chrono::{DateTime, TimeDelta, Utc};
use contract::{Email, Language};
use tokio::sync::Notify;

use crate::candidates::sessions::token::Token;
use crate::delivery;
use crate::delivery::backoff::Backoff;
use crate::delivery::outbox::{Claim, Fault, Outbox};
use crate::delivery::outcome::{Evidence, Next, Outcome};
use crate::http::error::ApiError;
use crate::state::AppState;
use store::emails::{self as rows, Addressee, Outgoing};
use store::outbox::OutboxTable;
use store::retention;

pub use store::email_kind::EmailKind as Kind;
pub use transport::Transport;
pub use transport_error::TransportError;

/// An older email is given up: its content has expired.
const GIVEN_UP_AFTER: TimeDelta = TimeDelta::days(2);
/// Tries to write down that a letter was sent: while a large import writes, each waits for half a minute.
const NOTING_TRIES: u32 = 5;
/// Most emails of this kind to one person in an hour, from all requests together.
const MOST_PER_HOUR: i64 = 6;

/// How long the links hold.
pub const CONFIRMATION_HOLDS: TimeDelta = TimeDelta::hours(24);
pub const RESET_HOLDS: TimeDelta = TimeDelta::hours(1);

/// The outbox of emails.
pub struct Mail;

impl Outbox for Mail {
    const NAME: &'static str = "mail";
    const AT_ONCE: usize = 8;
    const AT_ONCE_TO_ONE: usize = 3;
    const LONGEST_WAIT: i64 = 6 * 60 * 60;
    const ROWS: OutboxTable = rows::OUTBOX;

    fn backoff(state: &AppState) -> &Backoff {
        &state.mail_backoff
    }

    fn news(state: &AppState) -> &Notify {
        &state.outbox
    }

    async fn deliver(state: &AppState, claim: &Claim) -> Result<Outcome, Fault> {
        let Some(email) = rows::find(&state.store, claim.seq).await? else { return Ok(Outcome::POINTLESS) };
        send(state, &email, state.clock.now()).await
    }

    async fn set_aside(state: &AppState, claim: &Claim, reason: &str, now: i64) -> Result<(), store::Error> {
        let mut tx = state.store.begin_write().await?;
        Self::ROWS.set_aside(&mut tx, claim.seq, reason, now).await?;
        // Nobody loses an account for a letter that was not written.
        retention::take_back_telling_of(&mut tx, claim.seq, Kind::InactiveAccount.as_str()).await?;
        tx.commit().await
    }
}

/// Sends everything whose time has come. One that fails does not stop the others.
pub async fn send_due(state: &AppState) -> Result<(), ApiError> {
    delivery::send_due::<Mail>(state).await
}

async fn send(state: &AppState, email: &Outgoing, now: DateTime<Utc>) -> Result<Outcome, Fault> {
    let addressed = addressee(state, email).await?;
    let prepared = match addressed {
        Some((kind, addressee)) => prepare(state, email, kind, addressee, now).await?,
        None => None,
    };
    let Some(prepared) = prepared else {
        let mut tx = state.store.begin_write().await?;
        rows::OUTBOX.delete(&mut tx, email.seq).await?;
        tx.commit().await?;
        return Ok(Outcome::POINTLESS);
    };
    let letter = letter::Letter {
        recipient: &prepared.recipient,
        name: prepared.name(),
        wording: &prepared.wording,
        language: &prepared.language,
    };
    // The file names the account, so that erasing it finds the file.
    let label = format!("{}-{}-{}", prepared.addressee.account, email.seq, prepared.kind.as_str());
    let sent = tokio::select! {
        biased;
        sent = state.mail.send(&letter, &label) => Some(sent),
        () = state.jobs.leaving() => None,
    };
    if let Some(Ok(())) = &sent {
        note_sent(state, email.seq).await?;
        if rows::find_addressee(&state.store, &prepared.addressee.account).await?.is_none() {
            // Erased while the email was on its way.
            state.mail.forget(&prepared.addressee.account).await.map_err(ApiError::from)?;
        }
        return Ok(Outcome { evidence: Evidence::Reached, next: Next::Done });
    }
    let mut tx = state.store.begin_write().await?;
    rows::take_back_sending(&mut tx, prepared.number).await?;
    let outcome = match sent {
        Some(Err(error)) if error.is_of_the_row() => Err(Fault::Row(error.to_string())),
        Some(Err(error)) => {
            let evidence = error.evidence();
            let reason = delivery::without_addresses(&error.to_string());
            let is_old = now.timestamp() - email.created_at > GIVEN_UP_AFTER.num_seconds();
            if error.is_refusal() || is_old {
                tracing::warn!(reason, seq = email.seq, "an email could not be sent and is given up");
                if !error.is_refusal() {
                    // Nothing was sent to anyone these days: nobody loses an account for that.
                    retention::take_back_telling_of(&mut tx, email.seq, Kind::InactiveAccount.as_str()).await?;
                }
                rows::OUTBOX.delete(&mut tx, email.seq).await?;
                Ok(Outcome { evidence, next: Next::Done })
            } else {
                Ok(Outcome { evidence, next: Next::Later { reason, after: None } })
            }
        }
        Some(Ok(())) | None => Ok(Outcome::INTERRUPTED),
    };
    tx.commit().await?;
    outcome
}

/// Takes a letter that was sent out of the outbox. Not giving up at once: what stays there is sent again.
async fn note_sent(state: &AppState, seq: i64) -> Result<(), ApiError> {
    let mut tries = 1;
    loop {
        let noted = async {
            let mut tx = state.store.begin_write().await?;
            rows::OUTBOX.delete(&mut tx, seq).await?;
            tx.commit().await
        };
        match noted.await {
            Err(error) if tries < NOTING_TRIES => {
                tracing::warn!(%error, seq, "that an email was sent could not be noted; it is tried again");
                tries += 1;
            }
            noted => return Ok(noted?),
        }
    }
}

/// The recipient, and the final kind of email. `None` when the address has no account.
async fn addressee(state: &AppState, email: &Outgoing) -> Result<Option<(Kind, Addressee)>, Fault> {
    let Some(mut kind) = Kind::parse(&email.kind) else {
        // Written by a newer version.
        return Err(Fault::Row(format!("its kind is unknown: {}", email.kind)));
    };
    let by_address = match Email::parse(&email.recipient) {
        Ok(address) => rows::find_addressee_by_email(&state.store, &address.account_key()).await?,
        // Accepted before the rules for addresses changed: no account is found by it.
        Err(_) => None,
    };
    let mut addressee = match &email.account {
        Some(account) => rows::find_addressee(&state.store, account).await?,
        None => by_address.clone(),
    };
    if kind == Kind::ChangeEmail
        && let (Some(wants), Some(owns)) = (&addressee, by_address)
        && wants.account != owns.account
        && owns.is_confirmed
    {
        // The address is somebody's: the owner is told, and the person who asked learns nothing.
        (kind, addressee) = (Kind::AlreadyRegistered, Some(owns));
    }
    Ok(addressee.map(|addressee| (kind, addressee)))
}

/// A letter ready to be sent.
struct Prepared {
    kind: Kind,
    addressee: Addressee,
    recipient: String,
    wording: wording::Wording,
    language: Language,
    /// Under which it was counted.
    number: i64,
}

impl Prepared {
    /// The addressee's name. Until somebody has followed a link sent there, the name may be an advertisement that a
    /// stranger typed.
    fn name(&self) -> Option<&str> {
        let is_confirmed = match self.kind {
            Kind::ConfirmEmail | Kind::ChangeEmail => false,
            Kind::AlreadyRegistered
            | Kind::ResetPassword
            | Kind::PasswordChanged
            | Kind::EmailChanged
            | Kind::ApplicationReceived
            | Kind::Alert
            | Kind::SavedReminder
            | Kind::InactiveAccount => self.addressee.is_confirmed,
        };
        is_confirmed.then_some(self.addressee.name.as_str())
    }
}

/// Counts and writes it. `None`: it has become pointless, or the addressee had too many just now.
async fn prepare(
    state: &AppState,
    email: &Outgoing,
    kind: Kind,
    addressee: Addressee,
    now: DateTime<Utc>,
) -> Result<Option<Prepared>, Fault> {
    let recipient = match kind {
        // These are about that very address.
        Kind::PasswordChanged | Kind::ChangeEmail | Kind::EmailChanged => email.recipient.clone(),
        // What was typed may be written otherwise than what the account has, and the account's may have changed since.
        _ => addressee.email.clone(),
    };
    let token = kind.purpose().map(|purpose| Token::new().map(|token| (purpose, token))).transpose()?;
    let language = Language::from(addressee.language.as_str());
    let origin = state.config.link_origin();
    let mut wording = wording::of(kind, &language, &origin, token.as_ref().map(|(_, token)| token));
    if !particulars::add(state, &mut wording, kind, email, &addressee, now).await? {
        return Ok(None);
    }
    // How many of these there are only their owner can say, signed in.
    let is_own_choice = matches!(kind, Kind::Alert | Kind::ApplicationReceived);
    let most = if is_own_choice { i64::MAX } else { MOST_PER_HOUR };
    let hour_ago = (now - TimeDelta::hours(1)).timestamp();
    let mut tx = state.store.begin_write().await?;
    let counted =
        rows::count_sending(&mut tx, &addressee.account, kind.as_str(), now.timestamp(), hour_ago, most).await?;
    let Some(number) = counted else { return Ok(None) };
    if let Some((purpose, token)) = token {
        let before = (now - CONFIRMATION_HOLDS).timestamp();
        rows::delete_tokens_before(&mut tx, before).await?;
        let (hash, account) = (token.hash(), &addressee.account);
        rows::create_token(&mut tx, &hash, account, purpose, &recipient, now.timestamp()).await?;
    }
    tx.commit().await?;
    Ok(Some(Prepared { kind, addressee, recipient, wording, language, number }))
}
