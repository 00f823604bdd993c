//! What this machine has and how it is used: programs started and ended, Node, Python, a browser, tools in exact versions,
//! and where the workspace is. Knows nothing of what Bacheca is.

pub mod chromium;
pub mod node;
pub mod process;
pub mod python;
pub mod tool;
pub mod workspace;
