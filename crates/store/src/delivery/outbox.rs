use crate::{Error, Store, Transaction};

/// A row of an outbox that one process alone sees to until its lease ends.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Claim {
    pub seq: i64,
    /// Claims so far, this one among them; tells whether somebody else has claimed the row since.
    pub attempts: i64,
    /// What is slow or fails together: the domain of an address, the origin of a push service.
    pub destination: String,
}

/// A table of what is to be sent, with what all of them are asked. Times are Unix seconds.
pub struct OutboxTable {
    pub(crate) due: &'static str,
    pub(crate) claim: &'static str,
    pub(crate) oldest_unsent: &'static str,
    pub(crate) count_set_aside: &'static str,
    pub(crate) delete: &'static str,
    pub(crate) put_back: &'static str,
    pub(crate) set_aside: &'static str,
    pub(crate) delete_set_aside_before: &'static str,
}

/// The outbox in `$table`. `$rows`: its rows as `o`, with what they need for `$destination`.
macro_rules! outbox_table {
    ($table:literal, $rows:literal, $destination:literal) => {
        $crate::outbox::OutboxTable {
            due: $crate::outbox::outbox_table!(due $rows, $destination),
            claim: concat!(
                "UPDATE ", $table, " SET next_attempt_at = ?3, attempts = attempts + 1 WHERE seq = (",
                $crate::outbox::outbox_table!(due $rows, $destination),
                ") RETURNING seq, CAST(attempts AS INTEGER) AS attempts, (SELECT CAST(", $destination, " AS TEXT) FROM ",
                $rows, " WHERE o.seq = ", $table, ".seq) AS destination"
            ),
            oldest_unsent: concat!("SELECT min(created_at) FROM ", $table, " WHERE set_aside_at IS NULL"),
            count_set_aside: concat!("SELECT count(*) FROM ", $table, " WHERE set_aside_at IS NOT NULL"),
            delete: concat!("DELETE FROM ", $table, " WHERE seq = ?"),
            put_back: concat!(
                "UPDATE ", $table, " SET next_attempt_at = ?, attempts = attempts - ? WHERE seq = ? AND attempts = ?"
            ),
            set_aside: concat!("UPDATE ", $table, " SET set_aside_at = ?, set_aside_reason = ? WHERE seq = ?"),
            delete_set_aside_before: concat!("DELETE FROM ", $table, " WHERE set_aside_at < ?"),
        }
    };
    // Rows whose time has come (?1), none to the destinations of ?2, a JSON list.
    (due $rows:literal, $destination:literal) => {
        concat!(
            "SELECT o.seq FROM ", $rows, " WHERE o.next_attempt_at <= ?1 AND o.set_aside_at IS NULL AND ", $destination,
            " NOT IN (SELECT value FROM json_each(?2)) ORDER BY o.seq LIMIT 1"
        )
    };
}

pub(crate) use outbox_table;

impl OutboxTable {
    /// Claims the oldest row whose time has come, until a moment, but none to these destinations. In one statement: of
    /// several processes one gets it.
    pub async fn claim(&self, store: &Store, but: &[String], now: i64, until: i64) -> Result<Option<Claim>, Error> {
        let but = serde_json::json!(but).to_string();
        // Mostly there is nothing, and looking waits for no writer.
        let due: Option<i64> = sqlx::query_scalar(self.due).bind(now).bind(&but).fetch_optional(&store.read).await?;
        if due.is_none() {
            return Ok(None);
        }
        sqlx::query_as(self.claim)
            .bind(now)
            .bind(&but)
            .bind(until)
            .fetch_optional(&store.write)
            .await
            .map_err(Error::from)
    }

    /// When the oldest row that is still to be sent was written. What was set aside does not count.
    pub async fn oldest_unsent(&self, store: &Store) -> Result<Option<i64>, Error> {
        sqlx::query_scalar(self.oldest_unsent).fetch_one(&store.read).await.map_err(Error::from)
    }

    /// Rows that nothing could be sent of.
    pub async fn count_set_aside(&self, store: &Store) -> Result<i64, Error> {
        sqlx::query_scalar(self.count_set_aside).fetch_one(&store.read).await.map_err(Error::from)
    }

    pub async fn delete(&self, tx: &mut Transaction, seq: i64) -> Result<(), Error> {
        sqlx::query(self.delete).bind(seq).execute(tx.connection()).await.map(drop).map_err(Error::from)
    }

    /// Gives a claimed row another time, unless somebody else has claimed it since.
    pub async fn put_back(
        &self,
        store: &Store,
        claim: &Claim,
        next_attempt_at: i64,
        is_counted: bool,
    ) -> Result<(), Error> {
        sqlx::query(self.put_back)
            .bind(next_attempt_at)
            .bind(i64::from(!is_counted))
            .bind(claim.seq)
            .bind(claim.attempts)
            .execute(&store.write)
            .await
            .map(drop)
            .map_err(Error::from)
    }

    /// Keeps a row that nothing can be sent of out of the way. The reason names nobody.
    pub async fn set_aside(&self, tx: &mut Transaction, seq: i64, reason: &str, now: i64) -> Result<(), Error> {
        sqlx::query(self.set_aside)
            .bind(now)
            .bind(reason)
            .bind(seq)
            .execute(tx.connection())
            .await
            .map(drop)
            .map_err(Error::from)
    }

    /// Forgets what was set aside before a moment.
    pub async fn delete_set_aside_before(&self, store: &Store, moment: i64) -> Result<(), Error> {
        sqlx::query(self.delete_set_aside_before)
            .bind(moment)
            .execute(&store.write)
            .await
            .map(drop)
            .map_err(Error::from)
    }
}
