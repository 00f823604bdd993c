use contract::Place;
use sqlx::{FromRow, SqliteConnection, SqlitePool};

use crate::place_index::PlaceRecord;
use crate::taxonomy::split_names;

#[derive(FromRow)]
struct Row {
    slug: String,
    name: String,
    province: String,
    province_name: String,
    region: String,
    postal_codes: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
    population: i64,
    alternate_names: String,
}

pub async fn list(db: &SqlitePool) -> Result<Vec<PlaceRecord>, sqlx::Error> {
    let rows: Vec<Row> = sqlx::query_as("SELECT * FROM places ORDER BY slug").fetch_all(db).await?;
    let record = |row: Row| PlaceRecord {
        place: Place {
            slug: row.slug,
            name: row.name,
            province: row.province,
            region: row.region,
            postal_codes: row.postal_codes.split_whitespace().map(str::to_owned).collect(),
            latitude: row.latitude,
            longitude: row.longitude,
        },
        province_name: row.province_name,
        population: row.population.unsigned_abs(),
        alternate_names: split_names(&row.alternate_names),
    };
    Ok(rows.into_iter().map(record).collect())
}

/// Makes the table hold exactly these; what refers to one that is gone loses its place.
pub async fn replace_all(db: &mut SqliteConnection, records: &[PlaceRecord]) -> Result<(), sqlx::Error> {
    for PlaceRecord { place, province_name, population, alternate_names } in records {
        sqlx::query(
            "INSERT INTO places (slug, name, province, province_name, region, postal_codes, latitude, longitude,
                 population, alternate_names)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (slug) DO UPDATE SET
                 name = excluded.name, province = excluded.province, province_name = excluded.province_name,
                 region = excluded.region, postal_codes = excluded.postal_codes, latitude = excluded.latitude,
                 longitude = excluded.longitude, population = excluded.population,
                 alternate_names = excluded.alternate_names",
        )
        .bind(&place.slug)
        .bind(&place.name)
        .bind(&place.province)
        .bind(province_name)
        .bind(&place.region)
        .bind(place.postal_codes.join(" "))
        .bind(place.latitude)
        .bind(place.longitude)
        .bind(i64::try_from(*population).unwrap_or(i64::MAX))
        .bind(alternate_names.join("|"))
        .execute(&mut *db)
        .await?;
    }
    let slugs = serde_json::json!(records.iter().map(|record| &record.place.slug).collect::<Vec<_>>()).to_string();
    sqlx::query("DELETE FROM places WHERE slug NOT IN (SELECT value FROM json_each(?))").bind(slugs).execute(db).await?;
    Ok(())
}
