use sqlx::FromRow;
use sqlx::sqlite::SqliteRow;

/// Those of the rows that can be read. One that can't is logged and left out: it must not take the others along.
pub fn readable<T: for<'r> FromRow<'r, SqliteRow>>(what: &str, rows: &[SqliteRow]) -> Vec<T> {
    let read = |row: &SqliteRow| match T::from_row(row) {
        Ok(row) => Some(row),
        Err(error) => {
            tracing::error!(what, %error, "a row cannot be read; it is left out");
            None
        }
    };
    rows.iter().filter_map(read).collect()
}
