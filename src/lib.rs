//! Bacheca, the single-page app: a job magazine whose articles contain live offers. All that it knows of the listings API
//! is the `contract` crate. ARCHITECTURE.md describes the layers and the direction of imports.

mod api;
mod app;
mod browser;
mod components;
mod features;
mod i18n;
mod pages;
mod parts;
#[cfg(not(target_arch = "wasm32"))]
pub mod prerender;
mod route;
mod state;
mod ui;

/// Id of the element in the shell that the app is mounted into.
pub const MOUNT_ID: &str = "app";

/// Starts the app in the page. Without the element to mount into, such as outside a browser, it does nothing.
pub fn mount() {
    if let Some(stage) = browser::page::document::stage(MOUNT_ID) {
        let root = stage.root.clone();
        let app = move || {
            state::takeover::provide_takeover(stage);
            app::App()
        };
        leptos::mount::mount_to(root, app).forget();
    }
}
