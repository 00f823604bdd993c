//! Bacheca, the single-page app: a job magazine whose articles carry live offers. It knows the listings API only by
//! the `contract` crate. See ARCHITECTURE.md for the layers and which way imports point.

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

/// Id of the element of the shell that the app takes over.
pub const MOUNT_ID: &str = "app";

/// Starts the app in the page. Without the element to mount into, as outside a browser, it leaves everything as it is.
pub fn mount() {
    if let Some(stage) = browser::document::stage(MOUNT_ID) {
        let root = stage.root.clone();
        let app = move || {
            state::takeover::provide_takeover(stage);
            app::App()
        };
        leptos::mount::mount_to(root, app).forget();
    }
}
