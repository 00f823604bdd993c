use std::fmt;

use wasm_bindgen::JsCast;
use web_sys::{Blob, Event, HtmlInputElement};

/// A file of the device, with its name there.
#[derive(Clone)]
pub struct LocalFile {
    pub(crate) content: Blob,
    pub name: String,
}

// Logs must not contain personal data.
impl fmt::Debug for LocalFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LocalFile(…)")
    }
}

impl LocalFile {
    /// Bytes.
    pub fn size(&self) -> u64 {
        self.content.size() as u64
    }
}

/// Takes the file out of the `<input type="file">` that an event comes from, so that the same file can be chosen again.
pub fn take(event: &Event) -> Option<LocalFile> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0)?;
    input.set_value("");
    Some(LocalFile { name: file.name(), content: file.into() })
}
