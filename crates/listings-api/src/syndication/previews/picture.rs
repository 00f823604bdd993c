//! The picture that chats show with a link: 1200 by 630, as PNG, since none of them takes SVG. Drawn like the offer's
//! card ([`crate::syndication::offer_card::drawing`]), larger, and without what goes stale in somebody's chat, such as
//! "scade domani".

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lru::LruCache;
use tokio::sync::Semaphore;

use crate::hash::short_hash;
use crate::http::error::ApiError;

use super::pixels;
pub use super::pixels::{HEIGHT, WIDTH};

/// Pictures kept in memory: some 40 kB each.
const KEPT: NonZeroUsize = NonZeroUsize::MIN.saturating_add(199);

/// A drawing to be made into a picture. Its version is that of all there is in it: it stands in the address, which may
/// be kept for ever.
pub struct Drawing {
    svg: String,
    pub version: String,
}

impl Drawing {
    pub fn new(svg: String) -> Self {
        Self { version: short_hash([svg.as_bytes()]), svg }
    }
}

/// Makes pictures, one at a time, and keeps those that were asked for last.
pub struct Previews {
    kept: Arc<Mutex<LruCache<String, Arc<[u8]>>>>,
    drawing: Arc<Semaphore>,
    patience: Duration,
    drawn: AtomicU64,
}

impl Previews {
    /// Each picture takes a core for some milliseconds; a request that would wait longer than `patience` gets 503.
    pub fn new(patience: Duration) -> Self {
        let (kept, drawing) = (Arc::new(Mutex::new(LruCache::new(KEPT))), Arc::new(Semaphore::new(1)));
        Self { kept, drawing, patience, drawn: AtomicU64::new(0) }
    }

    /// How many pictures were drawn since the start.
    pub fn drawn(&self) -> u64 {
        self.drawn.load(Ordering::Relaxed)
    }

    pub async fn png(&self, drawing: Drawing) -> Result<Arc<[u8]>, ApiError> {
        if let Some(png) = self.find(&drawing.version) {
            return Ok(png);
        }
        let turn = tokio::time::timeout(self.patience, Arc::clone(&self.drawing).acquire_owned()).await;
        let Ok(Ok(turn)) = turn else { return Err(ApiError::Overloaded) };
        // The holder of the turn before may have drawn the very same.
        if let Some(png) = self.find(&drawing.version) {
            return Ok(png);
        }
        let kept = Arc::clone(&self.kept);
        let making = tokio::task::spawn_blocking(move || {
            let png: Arc<[u8]> = pixels::png(&drawing.svg)?.into();
            // Before the turn is given back: the next holder looks for it here.
            kept.lock().unwrap_or_else(PoisonError::into_inner).put(drawing.version, Arc::clone(&png));
            drop(turn);
            Ok::<_, String>(png)
        });
        let png = making.await.map_err(failed)?.map_err(failed)?;
        self.drawn.fetch_add(1, Ordering::Relaxed);
        Ok(png)
    }

    fn find(&self, version: &str) -> Option<Arc<[u8]>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(version).cloned()
    }
}

fn failed(error: impl std::fmt::Display) -> ApiError {
    ApiError::Internal(format!("preview: {error}"))
}
