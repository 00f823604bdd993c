//! Stores files on the device, in the browser's Cache Storage: it takes blobs and has a simpler interface than IndexedDB.
//! Not available on pages without TLS, and where the browser forbids it.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheStorage, Response};

use super::file::LocalFile;
use crate::browser::window::window;

const CACHE: &str = "bacheca-bozze";
/// Header of a stored file that identifies it: a name may have been used for another file before.
const MARK: &str = "X-Bacheca-File";

fn caches() -> Option<CacheStorage> {
    let window = window()?;
    let caches = js_sys::Reflect::get(&window, &JsValue::from_str("caches")).ok()?;
    caches.dyn_into().ok()
}

async fn open() -> Option<Cache> {
    JsFuture::from(caches()?.open(CACHE)).await.ok()?.dyn_into().ok()
}

/// The cache key for a name. It is never requested from a server.
fn address(name: &str) -> String {
    format!("/{CACHE}/{name}")
}

/// Stores a file under a name and replaces the one before; false if the device refuses.
pub async fn put(name: &str, mark: &str, file: &LocalFile) -> bool {
    async fn try_put(name: &str, mark: &str, file: &LocalFile) -> Option<()> {
        let response = Response::new_with_opt_blob(Some(&file.content)).ok()?;
        response.headers().set(MARK, mark).ok()?;
        JsFuture::from(open().await?.put_with_str(&address(name), &response)).await.ok()?;
        Some(())
    }
    try_put(name, mark, file).await.is_some()
}

/// The file under a name, if it has this mark.
pub async fn get(name: &str, mark: &str, file_name: &str) -> Option<LocalFile> {
    let found = JsFuture::from(open().await?.match_with_str(&address(name))).await.ok()?;
    let response: Response = found.dyn_into().ok()?;
    if response.headers().get(MARK).ok()?? != mark {
        return None;
    }
    let content = JsFuture::from(response.blob().ok()?).await.ok()?.dyn_into().ok()?;
    Some(LocalFile { content, name: file_name.to_owned() })
}

pub async fn remove(name: &str) {
    if let Some(cache) = open().await {
        let _ = JsFuture::from(cache.delete_with_str(&address(name))).await;
    }
}

pub async fn remove_all() {
    if let Some(caches) = caches() {
        let _ = JsFuture::from(caches.delete(CACHE)).await;
    }
}
