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
mod route;
mod state;
mod ui;

/// Id of the element of the shell that the app takes over.
const MOUNT_ID: &str = "app";

/// Starts the app in the page. Without the element to mount into it leaves the page as it is.
pub fn mount() {
    if let Some(root) = browser::document::take_over(MOUNT_ID) {
        leptos::mount::mount_to(root, app::App).forget();
    }
}
