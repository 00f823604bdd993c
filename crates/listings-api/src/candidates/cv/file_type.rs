#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileType {
    Pdf,
    Docx,
    Odt,
    Rtf,
    Txt,
}

/// Every [`FileType::media_type`], as the API's description names what it takes.
pub const MEDIA_TYPES: &str = "application/pdf, application/vnd.openxmlformats-officedocument.wordprocessingml.document, \
    application/vnd.oasis.opendocument.text, application/rtf, text/plain";

impl FileType {
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Rtf => "application/rtf",
            Self::Txt => "text/plain",
        }
    }

    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Rtf => "rtf",
            Self::Txt => "txt",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_names_every_type() {
        let types = [FileType::Pdf, FileType::Docx, FileType::Odt, FileType::Rtf, FileType::Txt];
        assert_eq!(types.map(FileType::media_type).join(", "), MEDIA_TYPES);
    }
}
