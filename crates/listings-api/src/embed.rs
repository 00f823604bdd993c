//! What partners show of us in their pages: the frame behind `<bacheca-offerte>` and the card of one offer. Rendered
//! here, not in the visitor's browser (ADR 30): the offers are there with the document, without WebAssembly and without
//! a second request.

pub mod frame;
mod palette;
mod policy;
mod question;
mod words;

pub use frame::Frame;
pub use policy::security_policy;
