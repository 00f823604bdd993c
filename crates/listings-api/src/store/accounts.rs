use chrono::{DateTime, Utc};
use sqlx::SqlitePool;

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
    pub created_at: DateTime<Utc>,
}

/// Stores an account unless the address has one: then that one stays as it is. Either way something is committed to
/// disk, so that the time an answer takes does not tell the two apart.
pub async fn create(db: &SqlitePool, account: &NewAccountRow<'_>) -> Result<(), sqlx::Error> {
    let created_at = account.created_at.to_rfc3339();
    let mut tx = db.begin().await?;
    sqlx::query(
        "INSERT INTO accounts (id, email_key, email, name, password_hash, place, marketing_consent_at,
             privacy_notice_version, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (email_key) DO NOTHING",
    )
    .bind(&account.id)
    .bind(&account.email_key)
    .bind(account.email)
    .bind(account.name)
    .bind(&account.password_hash)
    .bind(account.place)
    .bind(account.has_marketing_consent.then_some(&created_at))
    .bind(account.privacy_notice_version)
    .bind(&created_at)
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "INSERT INTO sign_up_days (day, requests) VALUES (?, 1) ON CONFLICT (day) DO UPDATE SET requests = requests + 1",
    )
    .bind(contract::deadline::rome_date(account.created_at).to_string())
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}
