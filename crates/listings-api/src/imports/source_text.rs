//! Reads a file of others: bounded, and whatever its encoding.

use std::io::Read;
use std::path::Path;

use super::ImportError;

/// Largest file, in megabytes: it is held in memory, several times over while it is checked.
pub const LARGEST_MB: u64 = 256;

/// The text of a file, and what had to be done to read it.
pub struct SourceText {
    pub text: String,
    pub note: Option<String>,
}

pub fn read(path: &Path) -> Result<SourceText, ImportError> {
    read_at_most(path, LARGEST_MB)
}

fn read_at_most(path: &Path, limit_mb: u64) -> Result<SourceText, ImportError> {
    let unreadable = |source| ImportError::Unreadable { path: path.display().to_string(), source };
    read_bounded(std::fs::File::open(path).map_err(unreadable)?, path, limit_mb)
}

fn read_bounded(reader: impl Read, path: &Path, limit_mb: u64) -> Result<SourceText, ImportError> {
    let shown = path.display().to_string();
    let limit = limit_mb * 1024 * 1024;
    let mut bytes = Vec::new();
    // Bounded while reading: the size of a pipe is not known before.
    let unreadable = |source| ImportError::Unreadable { path: shown.clone(), source };
    reader.take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(ImportError::TooLarge { path: shown, limit_mb });
    }
    let source = decode(bytes);
    if source.text.trim().is_empty() {
        return Err(ImportError::Empty { path: shown });
    }
    Ok(source)
}

/// UTF-8, UTF-16 by its byte order mark, else windows-1252: what Latin-1 files really are.
pub fn decode(bytes: Vec<u8>) -> SourceText {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&bytes) {
        let (text, _, _) = encoding.decode(bytes.get(mark..).unwrap_or_default());
        let note = (encoding != encoding_rs::UTF_8).then(|| format!("decoded as {}", encoding.name()));
        return SourceText { text: text.into_owned(), note };
    }
    match String::from_utf8(bytes) {
        Ok(text) => SourceText { text, note: None },
        Err(error) => {
            let (text, ..) = encoding_rs::WINDOWS_1252.decode(error.as_bytes());
            SourceText {
                text: text.into_owned(),
                note: Some("not UTF-8: decoded as windows-1252 (Latin-1)".to_owned()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_1_is_read_and_said() {
        let source = decode(b"perch\xe9 \x80".to_vec());
        assert_eq!(source.text, "perché €");
        assert!(source.note.unwrap().contains("windows-1252"));
        assert!(decode("perché".into()).note.is_none());
        assert_eq!(decode(b"\xef\xbb\xbfa".to_vec()).text, "a");
        assert_eq!(decode(b"\xff\xfea\0".to_vec()).text, "a");
    }

    #[test]
    fn empty_and_oversized_files_are_errors() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("feed");
        std::fs::write(&path, "  \n").unwrap();
        assert!(matches!(read(&path), Err(ImportError::Empty { .. })));
        std::fs::write(&path, vec![b'a'; 1024 * 1024 + 1]).unwrap();
        assert!(matches!(read_at_most(&path, 1), Err(ImportError::TooLarge { .. })));
        assert!(read(&path).is_ok());
        assert!(matches!(read(&dir.path().join("none")), Err(ImportError::Unreadable { .. })));
    }
}
