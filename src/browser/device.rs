//! What the device offers: its files, storage, clipboard, position and share sheet.

pub mod clipboard;
pub mod file;
pub mod file_store;
pub mod geolocation;
pub mod share;
pub mod storage;
