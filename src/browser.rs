//! The only home of raw `web_sys` and `js_sys` (event types excepted). A leaf: it knows nothing of the rest.
//!
//! Nothing here panics: a browser may lack any of these features, or refuse it.

pub mod clipboard;
pub mod connectivity;
pub mod dialog;
pub mod document;
pub mod file;
pub mod file_store;
pub mod geolocation;
pub mod http;
pub mod layout;
pub mod lock;
pub mod media;
pub mod random;
pub mod script;
pub mod scroll;
pub mod share;
pub mod storage;
pub mod timer;
pub mod upload;
