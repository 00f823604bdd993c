//! Pages as HTML: the app's own components rendered outside a browser, in the shell of a build, with the answers they
//! were made of beside them. [`content::render`] makes what a page holds, [`shell::Shell`] the document around it.
//!
//! Two use it: the listings API for the pages it serves itself, and this crate's program, which writes them as files for
//! any web server.

pub mod api;
pub mod content;
pub mod pack;
pub mod page_list;
pub mod publish;
pub mod shell;
pub mod style;
