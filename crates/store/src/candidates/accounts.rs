use chrono::{DateTime, Utc};

use crate::email_kind::EmailKind;
use crate::{Error, Store, Transaction, emails};

/// An account ready to be stored.
pub struct NewAccountRow<'a> {
    pub id: String,
    /// What makes two addresses the same account.
    pub email_key: String,
    pub email: &'a str,
    pub name: &'a str,
    pub password_hash: String,
    pub place: Option<&'a str>,
    pub has_marketing_consent: bool,
    pub privacy_notice_version: &'a str,
    /// Language of emails to the new account.
    pub language: &'a str,
    pub created_at: DateTime<Utc>,
}

/// Stores an account. One whose address is confirmed stays as it is; an unconfirmed one is replaced, because its
/// creator proved nothing, and links that were sent for it become invalid. In each case something is committed to disk,
/// so that the time an answer takes tells nothing.
pub async fn create(store: &Store, account: &NewAccountRow<'_>) -> Result<(), Error> {
    let created_at = account.created_at.to_rfc3339();
    let mut tx = store.begin_write().await?;
    let now = account.created_at.timestamp();
    let stored: Option<String> = sqlx::query_scalar(
        "INSERT INTO accounts (id, email_key, email, name, password_hash, place, marketing_consent_at,
             privacy_notice_version, language, created_at, seen_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (email_key) DO UPDATE SET email = excluded.email, name = excluded.name,
             password_hash = excluded.password_hash, place = excluded.place,
             marketing_consent_at = excluded.marketing_consent_at,
             privacy_notice_version = excluded.privacy_notice_version, language = excluded.language,
             created_at = excluded.created_at, seen_at = excluded.seen_at
         WHERE email_confirmed_at IS NULL RETURNING id",
    )
    .bind(&account.id)
    .bind(&account.email_key)
    .bind(account.email)
    .bind(account.name)
    .bind(&account.password_hash)
    .bind(account.place)
    .bind(account.has_marketing_consent.then_some(&created_at))
    .bind(account.privacy_notice_version)
    .bind(account.language)
    .bind(&created_at)
    .bind(now)
    .fetch_optional(tx.connection())
    .await?;
    if let Some(id) = &stored {
        forget_sign_up(&mut tx, id).await?;
    }
    // Only the email distinguishes the cases, for the owner of the mailbox.
    let kind = if stored.is_some() { EmailKind::ConfirmEmail } else { EmailKind::AlreadyRegistered };
    emails::enqueue(&mut tx, kind.as_str(), account.email, stored.as_deref(), now).await?;
    if let Some(id) = &stored {
        let consents = [("privacy_notice", true), ("marketing", account.has_marketing_consent)];
        for (purpose, _) in consents.into_iter().filter(|(_, is_given)| *is_given) {
            let consent = Consent { purpose, text_version: account.privacy_notice_version, is_given: true };
            record_consent(&mut tx, id, &consent, &created_at).await?;
        }
    }
    sqlx::query(
        "INSERT INTO sign_up_days (day, requests) VALUES (?, 1) ON CONFLICT (day) DO UPDATE SET requests = requests + 1",
    )
    .bind(contract::deadline::rome_date(account.created_at).to_string())
    .execute(tx.connection())
    .await?;
    tx.commit().await
}

/// Takes back what an earlier sign-up left. Not the links for a new password: following one sets a password anyway.
async fn forget_sign_up(tx: &mut Transaction, account: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM account_consents WHERE account = ?").bind(account).execute(tx.connection()).await?;
    sqlx::query("DELETE FROM email_tokens WHERE account = ? AND purpose = ?")
        .bind(account)
        .bind(emails::CONFIRM_EMAIL)
        .execute(tx.connection())
        .await?;
    sqlx::query("DELETE FROM outgoing_emails WHERE account = ? AND kind = ?")
        .bind(account)
        .bind(EmailKind::ConfirmEmail.as_str())
        .execute(tx.connection())
        .await
        .map(drop)
        .map_err(Error::from)
}

/// A yes or a no, and to which text.
pub struct Consent<'a> {
    /// `privacy_notice` or `marketing`.
    pub purpose: &'a str,
    pub text_version: &'a str,
    pub is_given: bool,
}

/// Keeps what was said, with its time (GDPR art. 7 (1): consent has to be demonstrable).
pub async fn record_consent(tx: &mut Transaction, account: &str, consent: &Consent<'_>, at: &str) -> Result<(), Error> {
    sqlx::query("INSERT INTO account_consents (account, purpose, text_version, is_given, at) VALUES (?, ?, ?, ?, ?)")
        .bind(account)
        .bind(consent.purpose)
        .bind(consent.text_version)
        .bind(consent.is_given)
        .bind(at)
        .execute(tx.connection())
        .await
        .map(drop)
        .map_err(Error::from)
}
