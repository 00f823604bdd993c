//! Local and session storage. If the browser refuses them (private window, full disk), nothing is stored and nothing breaks.

use web_sys::Storage;

use crate::browser::window::window;

fn local() -> Option<Storage> {
    window()?.local_storage().ok()?
}

fn session() -> Option<Storage> {
    window()?.session_storage().ok()?
}

/// Kept until the person clears it.
pub fn read(key: &str) -> Option<String> {
    local()?.get_item(key).ok()?
}

/// Was it stored? Not over quota, or where the browser forbids it. Most callers can ignore that.
pub fn write(key: &str, value: &str) -> bool {
    local().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

pub fn remove(key: &str) {
    if let Some(storage) = local() {
        let _ = storage.remove_item(key);
    }
}

/// Kept until the tab closes, reloads included.
pub fn read_for_tab(key: &str) -> Option<String> {
    session()?.get_item(key).ok()?
}

pub fn write_for_tab(key: &str, value: &str) {
    if let Some(storage) = session() {
        let _ = storage.set_item(key, value);
    }
}

pub fn remove_for_tab(key: &str) {
    if let Some(storage) = session() {
        let _ = storage.remove_item(key);
    }
}
