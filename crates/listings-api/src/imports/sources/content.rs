//! What came is unpacked and looked at before it is read: a page of errors is no feed.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use tempfile::NamedTempFile;

/// How much of a page is looked through.
const LOOKED_AT: u64 = 8 * 1024 * 1024;

#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    #[error("it is larger than {0} MB when it is unpacked")]
    TooLarge(u64),
    #[error("it cannot be unpacked: {0}")]
    Packed(io::Error),
    #[error("it is a web page{0}, not a feed")]
    Page(String),
    #[error("it cannot be read: {0}")]
    Io(#[from] io::Error),
}

/// Unpacks a file that is gzip, by its first bytes; `None`: it is not.
pub fn unpack(path: &Path, dir: &Path, suffix: &str, most: u64) -> Result<Option<NamedTempFile>, ContentError> {
    let mut start = Vec::new();
    File::open(path)?.take(2).read_to_end(&mut start)?;
    if start != [0x1f, 0x8b] {
        return Ok(None);
    }
    let mut unpacked = tempfile::Builder::new().suffix(suffix).tempfile_in(dir)?;
    let mut reader = MultiGzDecoder::new(io::BufReader::new(File::open(path)?)).take(most + 1);
    let mut buffer = vec![0; 64 * 1024];
    let mut length = 0;
    loop {
        let read = reader.read(&mut buffer).map_err(ContentError::Packed)?;
        if read == 0 {
            break;
        }
        length += read as u64;
        if length > most {
            return Err(ContentError::TooLarge(most / 1_000_000));
        }
        unpacked.write_all(buffer.get(..read).unwrap_or_default())?;
    }
    unpacked.flush()?;
    Ok(Some(unpacked))
}

/// Refuses web pages without offers in them: a maintenance page, a sign-in form, an error that was sent as 200.
pub fn refuse_page(path: &Path) -> Result<(), ContentError> {
    let mut bytes = Vec::new();
    File::open(path)?.take(512).read_to_end(&mut bytes)?;
    let start = String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').trim_start().to_lowercase();
    if !["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| start.starts_with(tag)) {
        return Ok(());
    }
    bytes.clear();
    File::open(path)?.take(LOOKED_AT).read_to_end(&mut bytes)?;
    let page = String::from_utf8_lossy(&bytes);
    if page.contains("application/ld+json") {
        return Ok(());
    }
    let title = page.split_once("<title").and_then(|(_, rest)| rest.split_once('>')?.1.split_once("</title"));
    let title =
        title.map(|(title, _)| source_values::text::one_line(title).trim().chars().take(80).collect::<String>());
    let title = title.filter(|title| !title.is_empty()).map(|title| format!(" (\"{title}\")")).unwrap_or_default();
    Err(ContentError::Page(title))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;

    fn file(content: &[u8]) -> NamedTempFile {
        let mut file = NamedTempFile::new().unwrap();
        file.write_all(content).unwrap();
        file
    }

    fn gzip(content: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn what_is_packed_is_unpacked_up_to_a_limit() {
        let dir = tempfile::tempdir().unwrap();
        let unpack = |content: &[u8]| unpack(file(content).path(), dir.path(), ".json", 10_000);
        assert!(unpack(b"[]").unwrap().is_none());
        assert_eq!(std::fs::read(unpack(&gzip(b"[1]")).unwrap().unwrap().path()).unwrap(), b"[1]");
        // A million zeros are a kilobyte.
        assert!(matches!(unpack(&gzip(&vec![b'0'; 1_000_000])), Err(ContentError::TooLarge(_))));
        let whole = gzip(b"[1, 2, 3]");
        assert!(matches!(unpack(&whole[..whole.len() - 9]), Err(ContentError::Packed(_))));
    }

    #[test]
    fn a_page_without_offers_is_no_feed() {
        let look = |text: &str| refuse_page(file(text.as_bytes()).path()).map_err(|error| error.to_string());
        let page = "\u{feff}\n<!DOCTYPE html><html><title>Manutenzione &amp; altro</title><body>Torniamo presto";
        assert_eq!(look(page), Err("it is a web page (\"Manutenzione & altro\"), not a feed".to_owned()));
        assert_eq!(look("<html><body>502</body></html>"), Err("it is a web page, not a feed".to_owned()));
        assert_eq!(look("<html><script type=\"application/ld+json\">{}</script></html>"), Ok(()));
        for feed in ["[]", "<?xml version=\"1.0\"?><source/>", "title;description\n", ""] {
            assert_eq!(look(feed), Ok(()));
        }
    }
}
