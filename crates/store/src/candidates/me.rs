use crate::{Error, Store, Transaction};
use sqlx::FromRow;
use sqlx::types::Json;

/// An account as its owner sees it.
#[derive(Debug, Clone, FromRow)]
pub struct Row {
    pub id: String,
    pub email: String,
    pub email_confirmed_at: Option<String>,
    pub name: String,
    pub place: Option<String>,
    pub radius_km: u16,
    /// Slugs.
    pub occupations: Json<Vec<String>>,
    pub availability: Option<String>,
    pub language: String,
    pub marketing_consent_at: Option<String>,
    pub privacy_notice_version: String,
    pub saved_reminders: bool,
    pub alert_emails: bool,
    pub created_at: String,
    /// When the account was used last: Unix seconds.
    pub seen_at: i64,
}

const COLUMNS: &str = "SELECT id, email, email_confirmed_at, name, place, radius_km, occupations, availability, language,
    marketing_consent_at, privacy_notice_version, saved_reminders, alert_emails, created_at, seen_at FROM accounts WHERE id = ?";

pub async fn find(store: &Store, account: &str) -> Result<Option<Row>, Error> {
    sqlx::query_as(COLUMNS).bind(account).fetch_optional(&store.read).await.map_err(Error::from)
}

/// The same inside a transaction that is going to change it.
pub async fn find_to_change(tx: &mut Transaction, account: &str) -> Result<Option<Row>, Error> {
    sqlx::query_as(COLUMNS).bind(account).fetch_optional(tx.connection()).await.map_err(Error::from)
}

/// Stores what the owner may change of it.
pub async fn update(tx: &mut Transaction, account: &str, row: &Row) -> Result<(), Error> {
    sqlx::query(
        "UPDATE accounts SET name = ?, place = ?, radius_km = ?, occupations = ?, availability = ?, language = ?,
             marketing_consent_at = ?, saved_reminders = ?, alert_emails = ? WHERE id = ?",
    )
    .bind(&row.name)
    .bind(&row.place)
    .bind(row.radius_km)
    .bind(&row.occupations)
    .bind(&row.availability)
    .bind(&row.language)
    .bind(&row.marketing_consent_at)
    .bind(row.saved_reminders)
    .bind(row.alert_emails)
    .bind(account)
    .execute(tx.connection())
    .await
    .map(drop)
    .map_err(Error::from)
}
