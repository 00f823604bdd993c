use leptos::prelude::{provide_context, use_context};

use crate::api::Api;
use crate::browser::page::document;

/// Reads the API's address from `<meta name="bacheca-api">`; without it the API is on the site's own origin.
pub fn provide_api() {
    provide_context(Api::new(&document::meta("bacheca-api").unwrap_or_default()));
}

pub fn use_api() -> Api {
    use_context().unwrap_or_else(|| Api::new(""))
}
