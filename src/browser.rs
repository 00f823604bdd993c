//! The only place with raw `web_sys` and `js_sys` (except event types). It imports nothing else of the app.
//!
//! Nothing here panics: a browser may lack or refuse any of these features.

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
pub mod served;
pub mod share;
pub mod storage;
pub mod timer;
pub mod upload;
mod window;
