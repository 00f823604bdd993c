//! Pages as HTML, so that reading never waits for WebAssembly. The app's own components are rendered outside a browser and
//! put into the shell of a build; the app, once it is there, replaces what they made with its own (ADR 35).
//!
//! How a page comes about:
//!
//! 1. [`content::render`] renders the app at an address. Where a component asks the API for something that is not known
//!    yet, the rendering ends with a list of what it wants; a [`content::Source`] answers, and it is rendered again with
//!    the answers, until nothing is missing. Two rounds are usual.
//! 2. [`shell::Shell`] puts that into the build's `shell.html`: title and description, the page in the app's element, the
//!    answers behind it as JSON. The app takes them from there instead of asking again.
//! 3. [`style::StyleSheet`] picks the rules that the document may use; they stand inside, the whole sheet is loaded after
//!    what is read.
//! 4. [`pack`] compresses.
//!
//! Two use it: the listings API for the pages it serves itself, and this crate's program, which writes all pages as files
//! ([`files`]).
//!
//! When a page comes out wrong: an empty element where content should be means that a component asked in another way than through
//! `src/browser/page/served.rs`, which step 1 listens to; content that flickers or is asked for twice means that the app did not
//! find the answer under the path it asks for.

pub mod content;
mod elements;
pub mod files;
pub mod pack;
pub mod shell;
pub mod style;
