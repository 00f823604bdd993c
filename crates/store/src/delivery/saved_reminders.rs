use crate::{Error, Store, Transaction};

/// The offers of `saved_job_postings s`, of accounts that want to be reminded, that close between ?1 and ?2, that were
/// not applied for and that nobody was reminded of. A withdrawn application counts too: its candidate
/// knows the offer.
macro_rules! closing {
    ($columns:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM job_postings p JOIN saved_job_postings s ON s.job_posting = p.id JOIN accounts c ON c.id = s.account
             WHERE p.state = 'open' AND p.closes_at >= ?1 AND p.closes_at <= ?2 AND s.reminded_at IS NULL
             AND c.saved_reminders AND c.email_confirmed_at IS NOT NULL AND NOT EXISTS (
                 SELECT 1 FROM job_applications a WHERE a.account = s.account AND a.job_posting = s.job_posting
             ) ",
            $rest
        )
    };
}

/// Accounts with something to be reminded of that closes from now until then (Unix seconds).
pub async fn list_accounts(store: &Store, now: i64, until: i64) -> Result<Vec<String>, Error> {
    sqlx::query_scalar(closing!("DISTINCT s.account", ""))
        .bind(now)
        .bind(until)
        .fetch_all(&store.read)
        .await
        .map_err(Error::from)
}

/// Ids of the offers that an account is to be reminded of, those first that close first.
pub async fn list_closing(tx: &mut Transaction, account: &str, now: i64, until: i64) -> Result<Vec<String>, Error> {
    sqlx::query_scalar(closing!("p.id", "AND s.account = ?3 ORDER BY p.closes_at, p.id"))
        .bind(now)
        .bind(until)
        .bind(account)
        .fetch_all(tx.connection())
        .await
        .map_err(Error::from)
}

/// Remembers of what an account was reminded.
pub async fn record(tx: &mut Transaction, account: &str, job_postings: &[String], now: i64) -> Result<(), Error> {
    sqlx::query(
        "UPDATE saved_job_postings SET reminded_at = ?
         WHERE account = ? AND job_posting IN (SELECT value FROM json_each(?))",
    )
    .bind(now)
    .bind(account)
    .bind(serde_json::json!(job_postings).to_string())
    .execute(tx.connection())
    .await
    .map(drop)
    .map_err(Error::from)
}

/// Whether an account wants them.
pub async fn are_wanted(store: &Store, account: &str) -> Result<bool, Error> {
    let wanted: Option<bool> = sqlx::query_scalar("SELECT saved_reminders FROM accounts WHERE id = ?")
        .bind(account)
        .fetch_optional(&store.read)
        .await?;
    Ok(wanted.unwrap_or(false))
}

/// Ends them for an account: for the link in their emails. The profile's owner may want them again.
pub async fn stop(store: &Store, account: &str) -> Result<(), Error> {
    sqlx::query("UPDATE accounts SET saved_reminders = 0 WHERE id = ?")
        .bind(account)
        .execute(&store.write)
        .await
        .map(drop)
        .map_err(Error::from)
}
