//! The file type of a CV, by its content: a name proves nothing.

pub(crate) mod archive;
pub(crate) mod file_type;
pub mod files;

use contract::FieldError;

pub use self::file_type::{FileType, MEDIA_TYPES};
use crate::data_folder::file_names::{self, extension};

/// A file that may be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspected {
    pub file_type: FileType,
    /// The name to show and to download it under; never the one it is stored under.
    pub name: String,
}

/// Takes a file for what it is, if a CV may be that and its name does not say otherwise. Reads all of an archive, so it
/// belongs off the async threads.
pub fn inspect(name: &str, content: &[u8]) -> Result<Inspected, FieldError> {
    let refuse = |code: &str, detail: &str| FieldError::new("/cv", code, detail);
    if content.is_empty() {
        return Err(refuse("empty", "the file has no content"));
    }
    let unsupported = || refuse("unsupported_type", "send pdf, docx, odt, rtf or txt");
    let file_type = match content {
        [b'%', b'P', b'D', b'F', b'-', ..] => FileType::Pdf,
        [b'{', b'\\', b'r', b't', b'f', ..] => FileType::Rtf,
        [b'P', b'K', 3, 4, ..] => match archive::inspect(content) {
            Ok(Some(file_type)) => file_type,
            Ok(None) => return Err(unsupported()),
            Err(archive::Unsafe) => return Err(refuse("unsafe_archive", "damaged, locked, or far larger unpacked")),
        },
        text if is_text(text) => FileType::Txt,
        _ => return Err(unsupported()),
    };
    let name = file_names::safe(name, "cv");
    match extension(&name) {
        Some(said) if said.eq_ignore_ascii_case(file_type.extension()) => Ok(Inspected { file_type, name }),
        // What opens it goes by the name: `.pdf` over something else is a mistake or a trap.
        Some(_) => Err(refuse("type_mismatch", "its content is not what its name says")),
        // With the extension it must not be too long again.
        None => {
            let name = file_names::safe(&format!("{name}.{}", file_type.extension()), "cv");
            Ok(Inspected { file_type, name })
        }
    }
}

/// Text in UTF-8 or one of the 8-bit code pages, and no markup: what a browser might run is no CV.
fn is_text(content: &[u8]) -> bool {
    let content = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content);
    let is_printable = |byte: &u8| *byte >= 32 && *byte != 127 || matches!(byte, b'\n' | b'\r' | b'\t' | 0x0c);
    let first = content.iter().find(|byte| !byte.is_ascii_whitespace());
    first.is_some_and(|first| *first != b'<') && content.iter().all(is_printable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(name: &str, content: &[u8]) -> Result<(FileType, String), String> {
        inspect(name, content).map(|cv| (cv.file_type, cv.name)).map_err(|error| error.code)
    }

    #[test]
    fn content_decides_and_the_name_must_agree() {
        let pdf = b"%PDF-1.7\n...";
        assert_eq!(outcome("Anna.PDF", pdf), Ok((FileType::Pdf, "Anna.PDF".to_owned())));
        assert_eq!(outcome("curriculum", pdf), Ok((FileType::Pdf, "curriculum.pdf".to_owned())));
        assert_eq!(outcome("cv.exe.pdf", pdf), Ok((FileType::Pdf, "cv.exe.pdf".to_owned())));
        assert_eq!(outcome("cv.pdf.exe", pdf), Err("type_mismatch".to_owned()));
        assert_eq!(outcome("cv.docx", pdf), Err("type_mismatch".to_owned()));
        assert_eq!(outcome("cv.rtf", br"{\rtf1 ciao}"), Ok((FileType::Rtf, "cv.rtf".to_owned())));
        assert_eq!(outcome("cv.txt", "Anna Rossi, perciò".as_bytes()), Ok((FileType::Txt, "cv.txt".to_owned())));
        assert_eq!(outcome("cv.txt", b"Perci\xf2"), Ok((FileType::Txt, "cv.txt".to_owned())));
    }

    #[test]
    fn what_is_no_cv_is_refused_whatever_its_name() {
        for html in ["<!doctype html><script>", " \n<html>", "\u{feff}<svg onload=x>"] {
            for name in ["cv.pdf", "cv.txt", "cv.html"] {
                assert_eq!(outcome(name, html.as_bytes()), Err("unsupported_type".to_owned()), "{name}: {html}");
            }
        }
        assert_eq!(outcome("cv.pdf", b""), Err("empty".to_owned()));
        assert_eq!(outcome("cv.pdf", b"testo"), Err("type_mismatch".to_owned()));
        assert_eq!(outcome("cv.txt", b"\x7fELF\x02\x01\x01\x00"), Err("unsupported_type".to_owned()));
        assert_eq!(outcome("cv.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Err("unsupported_type".to_owned()));
    }

    #[test]
    fn a_name_is_bounded_by_bytes_however_it_is_written() {
        for name in ["漢".repeat(300), format!("{}.pdf", "漢".repeat(300)), "x".repeat(file_names::LONGEST)] {
            let (_, kept) = outcome(&name, b"%PDF-1.7\n...").unwrap();
            assert!(kept.len() <= file_names::LONGEST && kept.ends_with(".pdf"), "{kept}");
        }
    }
}
