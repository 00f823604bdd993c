//! Emails to candidates. A route writes into the outbox, in the transaction of what the email is about; this sends it
//! afterwards, and again later when that fails. One that was sent just before a crash may come twice: better than not
//! at all.

mod letter;
mod particulars;
mod transport;
mod wording;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use contract::{Email, Language};

use crate::error::ApiError;
use crate::session::Token;
use crate::state::AppState;
use crate::store::emails::{self as rows, Addressee, Outgoing};
use crate::store::retention;

pub use transport::{Transport, TransportError};

/// How often the outbox is looked at when nobody says that something is in it.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Emails taken at once.
const BATCH: u32 = 20;
/// Wait after the first failure; doubles each time.
const FIRST_WAIT: i64 = 30;
const LONGEST_WAIT: i64 = 6 * 60 * 60;
/// Then it is given up: what is in it has expired.
const GIVEN_UP_AFTER: TimeDelta = TimeDelta::days(2);
/// Most emails of this kind to one person in an hour, whoever asks for them.
const MOST_PER_HOUR: i64 = 6;

/// How long the links hold.
pub const CONFIRMATION_HOLDS: TimeDelta = TimeDelta::hours(24);
pub const RESET_HOLDS: TimeDelta = TimeDelta::hours(1);

/// What an email is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Follow the link to confirm the address and to get in: at sign-up.
    ConfirmEmail,
    /// Someone signed up with an address that has an account.
    AlreadyRegistered,
    ResetPassword,
    PasswordChanged,
    /// Goes to the new address.
    ChangeEmail,
    /// Goes to the former address.
    EmailChanged,
    /// An application has arrived.
    ApplicationReceived,
    /// New offers for a search.
    Alert,
    /// Kept offers that are about to close.
    SavedReminder,
    /// The account is going to be erased, unless it is used.
    InactiveAccount,
}

impl Kind {
    const ALL: [Self; 10] = [
        Self::ConfirmEmail,
        Self::AlreadyRegistered,
        Self::ResetPassword,
        Self::PasswordChanged,
        Self::ChangeEmail,
        Self::EmailChanged,
        Self::ApplicationReceived,
        Self::Alert,
        Self::SavedReminder,
        Self::InactiveAccount,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::ConfirmEmail => "confirm_email",
            Self::AlreadyRegistered => "already_registered",
            Self::ResetPassword => "reset_password",
            Self::PasswordChanged => "password_changed",
            Self::ChangeEmail => "change_email",
            Self::EmailChanged => "email_changed",
            Self::ApplicationReceived => "application_received",
            Self::Alert => "alert",
            Self::SavedReminder => "saved_reminder",
            Self::InactiveAccount => "inactive_account",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// What the token in its link is for.
    fn purpose(self) -> Option<&'static str> {
        match self {
            Self::ConfirmEmail | Self::ChangeEmail => Some(rows::CONFIRM_EMAIL),
            Self::ResetPassword => Some(rows::RESET_PASSWORD),
            Self::AlreadyRegistered
            | Self::PasswordChanged
            | Self::EmailChanged
            | Self::ApplicationReceived
            | Self::Alert
            | Self::SavedReminder
            | Self::InactiveAccount => None,
        }
    }
}

/// Sends what is in the outbox for as long as the server runs.
pub async fn follow(state: AppState) {
    loop {
        // Whatever else happens, the next look comes.
        let _ = tokio::time::timeout(LOOK_EVERY, state.outbox.notified()).await;
        if let Err(error) = send_due(&state).await {
            tracing::error!(%error, "the outbox could not be read");
        }
    }
}

/// Sends everything whose time has come. One that fails does not stop the others.
pub async fn send_due(state: &AppState) -> Result<(), ApiError> {
    loop {
        let now = state.clock.now();
        let due = rows::list_due(&state.store.read, now.timestamp(), BATCH).await?;
        if due.is_empty() {
            return Ok(());
        }
        for email in due {
            send(state, &email, now).await?;
        }
    }
}

async fn send(state: &AppState, email: &Outgoing, now: DateTime<Utc>) -> Result<(), ApiError> {
    let sent = match addressee(state, email, now).await? {
        None => Ok(None),
        Some((kind, addressee)) => {
            let is_sent = deliver(state, email, kind, &addressee, now).await?;
            is_sent.map(|is_sent| is_sent.then_some((kind, addressee)))
        }
    };
    let mut tx = state.store.write.begin().await?;
    match sent {
        Ok(sent) => {
            rows::delete(&mut tx, email.seq).await?;
            if let Some((kind, addressee)) = sent
                && !rows::record_sent(&mut tx, &addressee.account, kind.as_str(), now.timestamp()).await?
            {
                // Erased while the email was on its way.
                state.mail.forget(&addressee.account).await?;
            }
        }
        Err(error) if error.is_permanent() || now.timestamp() - email.created_at > GIVEN_UP_AFTER.num_seconds() => {
            // Without the address: logs outlive accounts.
            tracing::warn!(%error, seq = email.seq, "an email could not be sent and is given up");
            rows::delete(&mut tx, email.seq).await?;
            if let Some(account) = &email.account
                && email.kind == Kind::InactiveAccount.as_str()
                && !error.is_permanent()
            {
                // Nothing was sent to anyone these days: nobody loses an account for that.
                retention::take_back(&mut tx, account).await?;
            }
        }
        Err(error) => {
            let wait = (FIRST_WAIT << email.attempts.clamp(0, 20)).min(LONGEST_WAIT);
            tracing::warn!(%error, seq = email.seq, wait, "an email could not be sent; it is tried again");
            rows::postpone(&mut tx, email.seq, now.timestamp() + wait).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Who gets it, and what it says after all. Nobody, when the address has no account, or had too many emails just now.
async fn addressee(
    state: &AppState,
    email: &Outgoing,
    now: DateTime<Utc>,
) -> Result<Option<(Kind, Addressee)>, ApiError> {
    let Some(mut kind) = Kind::parse(&email.kind) else {
        // Written by a newer version: it must not stop the others.
        tracing::error!(kind = email.kind, "an email of an unknown kind is given up");
        return Ok(None);
    };
    let key = Email::parse(&email.recipient).map(|email| email.account_key()).unwrap_or_default();
    let by_address = rows::find_addressee_by_email(&state.store.read, &key).await?;
    let mut addressee = match &email.account {
        Some(account) => rows::find_addressee(&state.store.read, account).await?,
        None => by_address.clone(),
    };
    if kind == Kind::ChangeEmail
        && let (Some(wants), Some(owns)) = (&addressee, by_address)
        && wants.account != owns.account
        && owns.is_confirmed
    {
        // The address is somebody's: they are told, who asked learns nothing.
        (kind, addressee) = (Kind::AlreadyRegistered, Some(owns));
    }
    let Some(addressee) = addressee else { return Ok(None) };
    let hour_ago = (now - TimeDelta::hours(1)).timestamp();
    let sent = rows::count_sent(&state.store.read, &addressee.account, kind.as_str(), hour_ago).await?;
    // How many of these there are only their owner can say, signed in.
    let is_own_choice = matches!(kind, Kind::Alert | Kind::ApplicationReceived);
    Ok((sent < MOST_PER_HOUR || is_own_choice).then_some((kind, addressee)))
}

/// Writes the email and hands it over. `false`: it has become pointless.
async fn deliver(
    state: &AppState,
    email: &Outgoing,
    kind: Kind,
    addressee: &Addressee,
    now: DateTime<Utc>,
) -> Result<Result<bool, TransportError>, ApiError> {
    let recipient = match kind {
        // These are about that very address.
        Kind::PasswordChanged | Kind::ChangeEmail | Kind::EmailChanged => &email.recipient,
        // What was typed may be written otherwise than what the account has, and the account's may have changed since.
        _ => &addressee.email,
    };
    let token = match kind.purpose() {
        None => None,
        Some(purpose) => {
            let token = Token::new()?;
            let before = (now - CONFIRMATION_HOLDS).timestamp();
            let mut tx = state.store.write.begin().await?;
            rows::delete_tokens_before(&mut tx, before).await?;
            rows::create_token(&mut tx, &token.hash(), &addressee.account, purpose, recipient, now.timestamp()).await?;
            tx.commit().await?;
            Some(token)
        }
    };
    let language = Language::from(addressee.language.as_str());
    let origin = state.config.link_origin();
    let mut wording = wording::of(kind, &language, &origin, token.as_ref());
    if !particulars::add(state, &mut wording, kind, email, addressee, now).await? {
        return Ok(Ok(false));
    }
    let letter = letter::Letter { recipient, name: &addressee.name, wording: &wording, language: &language };
    // The file names the account, so that erasing it finds the file.
    let label = format!("{}-{}-{}", addressee.account, email.seq, kind.as_str());
    Ok(state.mail.send(&letter, &label).await.map(|()| true))
}
