use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::FileType;

/// Most entries of a document. A long one with many pictures has some hundreds.
const MOST_ENTRIES: usize = 2000;
/// Most bytes of all entries together, unpacked. What an archive declares is not believed: it is unpacked, and dropped,
/// up to here.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;
const ODT: &[u8] = b"application/vnd.oasis.opendocument.text";

/// Cannot be opened without harm: damaged, encrypted, or a bomb.
pub struct Unsafe;

impl<E: std::error::Error> From<E> for Unsafe {
    fn from(_: E) -> Self {
        Self
    }
}

/// Which document an archive is; `None`: another archive, or a document with macros.
pub fn inspect(content: &[u8]) -> Result<Option<FileType>, Unsafe> {
    let mut archive = ZipArchive::new(Cursor::new(content))?;
    if archive.len() > MOST_ENTRIES {
        return Err(Unsafe);
    }
    let (mut has_word, mut has_types, mut has_macros, mut is_odt) = (false, false, false, false);
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index)?;
        let name = entry.name()?.into_owned();
        match name.as_str() {
            "word/document.xml" => has_word = true,
            "[Content_Types].xml" => has_types = true,
            // Of Word, and of LibreOffice.
            _ if name.ends_with("vbaProject.bin") || name.starts_with("Basic/") => has_macros = true,
            _ => {}
        }
        if name == "mimetype" {
            let mut said = Vec::new();
            entry.by_ref().take(ODT.len() as u64 + 1).read_to_end(&mut said)?;
            is_odt = said == ODT;
            left = left.saturating_sub(said.len() as u64);
        }
        // One more than is left, to see that there is more.
        let unpacked = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink())?;
        left = left.checked_sub(unpacked).ok_or(Unsafe)?;
    }
    Ok(match (has_word && has_types, is_odt) {
        _ if has_macros => None,
        (true, false) => Some(FileType::Docx),
        (false, true) => Some(FileType::Odt),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in entries {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    const DOCX: [(&str, &[u8]); 2] = [("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:document/>")];

    #[test]
    fn documents_are_told_from_other_archives() {
        assert_eq!(inspect(&archive(&DOCX)).ok(), Some(Some(FileType::Docx)));
        assert_eq!(inspect(&archive(&[("mimetype", ODT), ("content.xml", b"<x/>")])).ok(), Some(Some(FileType::Odt)));
        assert_eq!(inspect(&archive(&[("mimetype", b"application/epub+zip")])).ok(), Some(None));
        assert_eq!(inspect(&archive(&[("a.exe", b"MZ")])).ok(), Some(None));
        let with_macros = archive(&[DOCX[0], DOCX[1], ("word/vbaProject.bin", b"x")]);
        assert_eq!(inspect(&with_macros).ok(), Some(None));
    }

    #[test]
    fn bombs_and_ruins_are_unsafe() {
        let zeros = vec![0; 70 * 1024 * 1024];
        let bomb = archive(&[DOCX[0], DOCX[1], ("word/media/image1.bmp", &zeros)]);
        assert!(bomb.len() < 200_000);
        assert!(inspect(&bomb).is_err());
        let many: Vec<_> = (0..2001).map(|number| format!("{number}")).collect();
        let many: Vec<_> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
        assert!(inspect(&archive(&many)).is_err());
        let whole = archive(&DOCX);
        assert!(inspect(&whole[..whole.len() / 2]).is_err());
    }
}
