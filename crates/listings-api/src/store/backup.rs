use sqlx::SqlitePool;

/// Writes a copy of the whole database, as of one moment, to a file that is empty or not there.
pub async fn vacuum_into(db: &SqlitePool, path: &str) -> Result<(), sqlx::Error> {
    sqlx::query("VACUUM INTO ?").bind(path).execute(db).await.map(drop)
}

/// `None`: the file holds what it should.
pub async fn integrity_error(db: &SqlitePool) -> Result<Option<String>, sqlx::Error> {
    let found: String =
        sqlx::query_scalar("SELECT integrity_check FROM pragma_integrity_check LIMIT 1").fetch_one(db).await?;
    Ok((found != "ok").then_some(found))
}

/// Rows that refer to rows that are not there.
pub async fn count_dangling(db: &SqlitePool) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT count(*) FROM pragma_foreign_key_check").fetch_one(db).await
}

/// Version of the schema.
pub async fn newest_migration(db: &SqlitePool) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(db).await
}

/// Names in the store of CVs.
pub async fn list_cv_files(db: &SqlitePool) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT cv_file FROM job_applications WHERE cv_file IS NOT NULL").fetch_all(db).await
}

pub async fn count_applications(db: &SqlitePool) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT count(*) FROM job_applications").fetch_one(db).await
}
