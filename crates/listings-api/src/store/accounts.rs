use chrono::{DateTime, Utc};
use sqlx::{SqliteConnection, SqlitePool};

use super::emails;
use crate::mail::Kind;

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
    /// In which language to write to whoever signs up.
    pub language: &'a str,
    pub created_at: DateTime<Utc>,
}

/// Stores an account unless the address has one: then that one stays as it is. Either way something is committed to
/// disk, so that the time an answer takes does not tell the two apart.
pub async fn create(db: &SqlitePool, account: &NewAccountRow<'_>) -> Result<(), sqlx::Error> {
    let created_at = account.created_at.to_rfc3339();
    let mut tx = db.begin().await?;
    let created = sqlx::query(
        "INSERT INTO accounts (id, email_key, email, name, password_hash, place, marketing_consent_at,
             privacy_notice_version, language, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (email_key) DO NOTHING",
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
    .execute(&mut *tx)
    .await?;
    let is_new = created.rows_affected() > 0;
    // The email is what tells the two apart, to whoever reads that mailbox.
    let (kind, id) =
        if is_new { (Kind::ConfirmEmail, Some(account.id.as_str())) } else { (Kind::AlreadyRegistered, None) };
    let now = account.created_at.timestamp();
    emails::enqueue(&mut tx, kind.as_str(), account.email, id, now).await?;
    if is_new {
        let consents = [("privacy_notice", true), ("marketing", account.has_marketing_consent)];
        for (purpose, _) in consents.into_iter().filter(|(_, is_given)| *is_given) {
            let consent = Consent { purpose, text_version: account.privacy_notice_version, is_given: true };
            record_consent(&mut tx, &account.id, &consent, &created_at).await?;
        }
    }
    sqlx::query(
        "INSERT INTO sign_up_days (day, requests) VALUES (?, 1) ON CONFLICT (day) DO UPDATE SET requests = requests + 1",
    )
    .bind(contract::deadline::rome_date(account.created_at).to_string())
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

/// A yes or a no, and to which text.
pub struct Consent<'a> {
    /// `privacy_notice` or `marketing`.
    pub purpose: &'a str,
    pub text_version: &'a str,
    pub is_given: bool,
}

/// Keeps what was said, with its time (GDPR art. 7 (1): consent has to be demonstrable).
pub async fn record_consent(
    db: &mut SqliteConnection,
    account: &str,
    consent: &Consent<'_>,
    at: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO account_consents (account, purpose, text_version, is_given, at) VALUES (?, ?, ?, ?, ?)")
        .bind(account)
        .bind(consent.purpose)
        .bind(consent.text_version)
        .bind(consent.is_given)
        .bind(at)
        .execute(db)
        .await
        .map(drop)
}
