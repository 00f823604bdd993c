//! The taxonomies that the program brings along: written at start, read for lookups.

use taxonomy::Taxonomy;
use taxonomy::place_index::PlaceIndex;

use crate::database::open_error::OpenError;
use crate::{Store, industries, occupations, places, settings};

/// Writes them, unless they are those that are there.
pub async fn load(store: &Store) -> Result<(), OpenError> {
    let hash = content_hash::short_hash(
        [taxonomy::PLACES_CSV, taxonomy::OCCUPATIONS_CSV, taxonomy::OCCUPATION_NAMES_CSV, taxonomy::INDUSTRIES_CSV]
            .map(str::as_bytes),
    );
    let mut tx = store.begin_write().await?;
    if settings::find(&mut tx, "built_in_data").await?.as_deref() == Some(&hash) {
        return Ok(());
    }
    industries::replace_all(&mut tx, &taxonomy::embedded_industries()?).await?;
    occupations::replace_all(&mut tx, &taxonomy::embedded_occupations()?).await?;
    places::replace_all(&mut tx, &taxonomy::embedded_places()?).await?;
    settings::put(&mut tx, "built_in_data", &hash).await?;
    tx.commit().await?;
    tracing::info!(%hash, "loaded places, occupations and industries");
    Ok(())
}

impl Store {
    /// Everything that lookups are answered from.
    pub async fn taxonomy(&self) -> Result<Taxonomy, OpenError> {
        Ok(Taxonomy {
            places: PlaceIndex::new(places::list(self).await?),
            occupations: occupations::list(self).await?.into_iter().collect(),
            industries: industries::list(self).await?,
            occupation_texts: taxonomy::embedded_occupation_texts()?,
        })
    }
}
