use contract::Place;
use sqlx::FromRow;

use crate::{Error, Store, Transaction};
use taxonomy::place_index::PlaceRecord;
use taxonomy::split_names;

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

pub async fn list(store: &Store) -> Result<Vec<PlaceRecord>, Error> {
    let rows: Vec<Row> = sqlx::query_as("SELECT * FROM places ORDER BY slug").fetch_all(&store.read).await?;
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

/// Makes the table hold exactly these; what refers to one that is gone loses its place. One statement: eight thousand
/// would take the best part of a second.
pub async fn replace_all(tx: &mut Transaction, records: &[PlaceRecord]) -> Result<(), Error> {
    let row = |record: &PlaceRecord| {
        let place = &record.place;
        serde_json::json!({
            "slug": place.slug, "name": place.name, "province": place.province,
            "province_name": record.province_name, "region": place.region,
            "postal_codes": place.postal_codes.join(" "), "latitude": place.latitude, "longitude": place.longitude,
            "population": record.population, "alternate_names": record.alternate_names.join("|"),
        })
    };
    let rows = serde_json::Value::from(records.iter().map(row).collect::<Vec<_>>()).to_string();
    sqlx::query(
        "INSERT INTO places (slug, name, province, province_name, region, postal_codes, latitude, longitude,
             population, alternate_names)
         SELECT value ->> 'slug', value ->> 'name', value ->> 'province', value ->> 'province_name',
             value ->> 'region', value ->> 'postal_codes', value ->> 'latitude', value ->> 'longitude',
             value ->> 'population', value ->> 'alternate_names'
         FROM json_each(?) WHERE true ON CONFLICT (slug) DO UPDATE SET
             name = excluded.name, province = excluded.province, province_name = excluded.province_name,
             region = excluded.region, postal_codes = excluded.postal_codes, latitude = excluded.latitude,
             longitude = excluded.longitude, population = excluded.population,
             alternate_names = excluded.alternate_names",
    )
    .bind(&rows)
    .execute(tx.connection())
    .await?;
    sqlx::query("DELETE FROM places WHERE slug NOT IN (SELECT value ->> 'slug' FROM json_each(?))")
        .bind(&rows)
        .execute(tx.connection())
        .await?;
    Ok(())
}
