//! `cargo xtask tidy`: the rules of the tree that the compiler doesn't know.

use anyhow::Result;

pub fn run() -> Result<()> {
    Ok(())
}
