//! Files whose name holds a hash of their content, so that they may be cached for ever.

use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::html;

/// The folder of the hashed files: a server may mark everything in it as immutable.
pub const FOLDER: &str = "assets";

/// How the names of bundles end.
pub const BUNDLE: &str = ".bin";

pub struct Asset {
    /// The address in the source of index.html. Empty for what a script asks for.
    source: &'static str,
    /// The name in [`FOLDER`].
    name: String,
    content: Vec<u8>,
}

impl Asset {
    pub fn wasm(file: &Path) -> Result<Self> {
        Self::new("/bacheca_bg.wasm", file)
    }

    pub fn script(source: &'static str, file: &Path) -> Result<Self> {
        Self::new(source, file)
    }

    pub fn style(file: &Path) -> Result<Self> {
        Self::new("/style/index.css", file)
    }

    /// Modules for single pages, one after the other.
    pub fn bundle(content: Vec<u8>) -> Self {
        Self { source: "", name: format!("part-{}{}", hash(&content), BUNDLE), content }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    fn new(source: &'static str, file: &Path) -> Result<Self> {
        let content = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
        let path = Path::new(source);
        let part =
            |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
        let name = format!("{}-{}.{}", part(path.file_stem()), hash(&content), part(path.extension()));
        Ok(Self { source, name, content })
    }
}

/// Ten hexadecimal digits: enough that two builds never share a name.
pub fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(5).fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub fn write(assets: &[Asset], site: &Path) -> Result<()> {
    let folder = site.join(FOLDER);
    std::fs::create_dir_all(&folder)?;
    for asset in assets {
        std::fs::write(folder.join(&asset.name), &asset.content).with_context(|| format!("writing {}", asset.name))?;
    }
    Ok(())
}

/// Points index.html to the hashed names.
pub fn link(shell: &str, assets: &[Asset]) -> Result<String> {
    let mut linked = shell.to_owned();
    for asset in assets {
        let source = asset.source;
        let refers = format!("[href='{source}'], [src='{source}'], [content='{source}']");
        linked = html::edit(&linked, &refers, |element| {
            for attribute in ["href", "src", "content"] {
                if element.get_attribute(attribute).is_some_and(|value| value == source) {
                    element.set_attribute(attribute, &format!("/{FOLDER}/{}", asset.name))?;
                }
            }
            Ok(())
        })?;
    }
    Ok(linked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset() -> Asset {
        Asset { source: "/start.js", name: "start-0123456789.js".into(), content: Vec::new() }
    }

    #[test]
    fn references_get_the_hashed_name() {
        let shell = "<script src=\"/start.js\"></script>\n";
        assert_eq!(link(shell, &[asset()]).unwrap(), "<script src=\"/assets/start-0123456789.js\"></script>\n");
    }

    #[test]
    fn a_missing_reference_fails_the_build() {
        assert!(link("<p>start.js</p>", &[asset()]).is_err());
    }

    #[test]
    fn the_name_follows_the_content() {
        assert_eq!(hash(b""), "e3b0c44298");
        assert_ne!(hash(b"a"), hash(b"b"));
    }
}
