//! The only place with raw `web_sys` and `js_sys` (except event types). It imports nothing else of the app.
//!
//! Nothing here panics: a browser may lack or refuse any of these features.

pub mod device;
pub mod lock;
pub mod network;
pub mod page;
pub mod random;
pub mod timer;
mod window;
