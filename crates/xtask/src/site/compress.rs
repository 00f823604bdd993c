//! Compressed copies beside the files, made once with the strongest setting, so that no server has to.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// What compresses well; pictures in a compressed format do not.
const COMPRESSIBLE: [&str; 10] = ["wasm", "bin", "js", "css", "html", "svg", "json", "webmanifest", "txt", "xml"];

/// Adds `.br` and `.gz` copies to everything in a folder that gains from them.
pub fn folder(folder: &Path) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            self::folder(&path)?;
        } else if path.extension().is_some_and(|extension| COMPRESSIBLE.iter().any(|known| extension == *known)) {
            file(&path)?;
        }
    }
    Ok(())
}

/// Adds the `.br` and `.gz` copies of one file.
pub fn file(path: &Path) -> Result<()> {
    let content = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    std::fs::write(beside(path, "br"), brotli(&content)?)?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&content)?;
    std::fs::write(beside(path, "gz"), gzip.finish()?)?;
    Ok(())
}

/// The content as Brotli 11 packs it.
pub fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    // Quality 11; a window of 2^22 bytes is the largest that every browser takes.
    let mut writer = brotli::CompressorWriter::new(&mut packed, 4096, 11, 22);
    writer.write_all(content)?;
    drop(writer);
    Ok(packed)
}

/// `name.ext` → `name.ext.suffix`.
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn copies_unpack_to_the_original() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("assets")).unwrap();
        let script = folder.path().join("assets/app.js");
        let content = "let bacheca = 1;\n".repeat(200);
        std::fs::write(&script, &content).unwrap();
        std::fs::write(folder.path().join("icon.png"), [0; 64]).unwrap();

        super::folder(folder.path()).unwrap();

        let mut unpacked = String::new();
        let packed = std::fs::read(beside(&script, "br")).unwrap();
        assert!(packed.len() < content.len() / 10);
        brotli::Decompressor::new(&*packed, 4096).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, content);
        unpacked.clear();
        let packed = std::fs::read(beside(&script, "gz")).unwrap();
        flate2::read::GzDecoder::new(&*packed).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, content);
        assert!(!folder.path().join("icon.png.br").exists());
    }
}
