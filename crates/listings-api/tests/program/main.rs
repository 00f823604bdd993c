//! The program itself, as a process of its own: how it starts and ends, and what it leaves behind.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that cannot go on must fail"
)]
#![cfg(unix)]

mod durability;
mod full_disk;
#[cfg(target_os = "linux")]
mod memory;
mod process;
mod processes;
