use std::sync::Arc;

use search::Searcher;
use store::Store;
use taxonomy::Taxonomy;

use crate::clock::Clock;
use crate::http::cursor::CursorKey;

/// The parts of the state that offers and articles are read with. Cheap to clone.
#[derive(Clone)]
pub struct Listings {
    pub store: Store,
    pub taxonomy: Arc<Taxonomy>,
    pub searcher: Searcher,
    pub clock: Arc<dyn Clock>,
    pub cursor_key: CursorKey,
}
