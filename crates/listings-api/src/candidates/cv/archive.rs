use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::FileType;

/// Most entries of a document. A long one with many pictures has some hundreds.
const MOST_ENTRIES: usize = 2000;
/// Most bytes of all entries together, unpacked. What an archive declares is not believed: it is unpacked, and dropped,
/// up to here.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;
const ODT: &[u8] = b"application/vnd.oasis.opendocument.text";
/// Longest list of what the parts of a document are, in bytes.
const MOST_TYPES: u64 = 1024 * 1024;
/// Ends of names that a program may be run by, or that hold macros of their own.
const PROGRAMS: [&str; 26] = [
    "bat", "chm", "cmd", "com", "cpl", "dll", "docm", "dotm", "exe", "hta", "jar", "js", "jse", "lnk", "msi", "pif",
    "pptm", "ps1", "scr", "sh", "vbe", "vbs", "wsf", "xlam", "xlsb", "xlsm",
];

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
    let (mut has_word, mut has_types, mut runs_something, mut is_odt) = (false, false, false, false);
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index)?;
        // Word and Windows tell neither upper from lower case nor one slash from the other.
        let name = entry.name()?.to_lowercase().replace('\\', "/");
        runs_something |= is_program(&name);
        match name.trim_start_matches('/') {
            "word/document.xml" => has_word = true,
            "[content_types].xml" => {
                has_types = true;
                let types = read(&mut entry, MOST_TYPES.min(left))?;
                left = left.saturating_sub(types.len() as u64);
                runs_something |= names_macros(&types)?;
            }
            "mimetype" => {
                let said = read(&mut entry, ODT.len() as u64 + 1)?;
                left = left.saturating_sub(said.len() as u64);
                is_odt = said == ODT;
            }
            _ => {}
        }
        // One more than is left, to see that there is more.
        let unpacked = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink())?;
        left = left.checked_sub(unpacked).ok_or(Unsafe)?;
    }
    Ok(match (has_word && has_types, is_odt) {
        _ if runs_something => None,
        (true, false) => Some(FileType::Docx),
        (false, true) => Some(FileType::Odt),
        _ => None,
    })
}

/// Whether the name of an entry, in lower case, is that of macros, of Word or LibreOffice, or of a program.
fn is_program(name: &str) -> bool {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let is_in = |folders: &[&str]| folder.split('/').any(|folder| folders.contains(&folder));
    let extension = file.rsplit_once('.').map(|(_, extension)| extension.trim_end());
    file.starts_with("vba")
        || is_in(&["basic", "scripts"])
        || extension.is_some_and(|extension| PROGRAMS.contains(&extension))
}

/// Whether a document says itself that one of its parts is macros: such a part may have any name.
fn names_macros(types: &[u8]) -> Result<bool, Unsafe> {
    let types = roxmltree::Document::parse(std::str::from_utf8(types)?)?;
    let mut values =
        types.descendants().flat_map(|node| node.attributes()).map(|attribute| attribute.value().to_lowercase());
    Ok(values.any(|value| ["macroenabled", "vbaproject"].iter().any(|word| value.contains(word))))
}

/// The first so many bytes of an entry.
fn read(entry: &mut impl Read, most: u64) -> Result<Vec<u8>, Unsafe> {
    let mut content = Vec::new();
    entry.take(most).read_to_end(&mut content)?;
    Ok(content)
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
        let shouting = archive(&[("[CONTENT_TYPES].XML", b"<Types/>"), ("Word/Document.XML", b"<w:document/>")]);
        assert_eq!(inspect(&shouting).ok(), Some(Some(FileType::Docx)));
        let pictures =
            archive(&[DOCX[0], DOCX[1], ("word/media/image1.PNG", b"x"), ("word/embeddings/foglio.xlsx", b"x")]);
        assert_eq!(inspect(&pictures).ok(), Some(Some(FileType::Docx)));
    }

    #[test]
    fn a_document_that_runs_something_is_none_whatever_its_case() {
        for name in [
            "word/vbaProject.bin", "word/VBAPROJECT.BIN", "word\\vbaproject.Bin", "word/vbaData.xml",
            "word/embeddings/Foglio.XLSM", "word/embeddings/fattura.EXE", "word/a.DocM", "word/embeddings/x.Vbs",
        ] {
            assert_eq!(inspect(&archive(&[DOCX[0], DOCX[1], (name, b"x")])).ok(), Some(None), "{name}");
        }
        for name in ["Basic/Standard/Module1.xml", "basic/script-lc.xml", "Scripts/python/a.py", "SCRIPTS/x"] {
            let odt = archive(&[("mimetype", ODT), ("content.xml", b"<x/>"), (name, b"x")]);
            assert_eq!(inspect(&odt).ok(), Some(None), "{name}");
        }
        for types in [
            r#"<Types><Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.VBAProject"/></Types>"#,
            r#"<Types><Default Extension="xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>"#,
            r#"<Types><Default Extension="bin" ContentType="application/vnd.ms-office.vba&#80;roject"/></Types>"#,
        ] {
            let document = archive(&[("[Content_Types].xml", types.as_bytes()), DOCX[1], ("word/x.bin", b"x")]);
            assert_eq!(inspect(&document).ok(), Some(None), "{types}");
        }
        assert!(inspect(&archive(&[("[Content_Types].xml", b"<Types"), DOCX[1]])).is_err());
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
