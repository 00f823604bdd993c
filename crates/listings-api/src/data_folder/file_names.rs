//! Names that others gave to files, made safe for every file system they may end up on.

/// Longest name in bytes. File systems take 255 or, encrypted, 143; in an export the id of the application goes before it.
pub const LONGEST: usize = 100;
/// What Windows keeps for devices, whatever the extension.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// A name without folders, without what steers a terminal, a header or the direction of the text, and without what some
/// file system refuses; cut to [`LONGEST`] with its extension. `instead` is for one of which nothing is left.
pub fn safe(name: &str, instead: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_kept = |c: &char| {
        !c.is_control()
            && !"\"<>|:*?;%".contains(*c)
            && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let kept: String = base.chars().filter(is_kept).collect();
    let kept = kept.trim_start_matches(is_edge).trim_end_matches(is_edge);
    let kept = cut(kept);
    if kept.is_empty() {
        instead.to_owned()
    } else if is_reserved(&kept) {
        format!("_{kept}")
    } else {
        kept
    }
}

/// What follows the last dot, if it looks like the extension of a file.
pub fn extension(name: &str) -> Option<&str> {
    let (stem, extension) = name.rsplit_once('.')?;
    let looks_like_one = (1..=5).contains(&extension.len()) && extension.chars().all(|c| c.is_ascii_alphanumeric());
    (looks_like_one && !stem.is_empty()).then_some(extension)
}

/// Leading dots hide a file; Windows drops dots and blanks at the end.
fn is_edge(c: char) -> bool {
    c == '.' || c.is_whitespace()
}

/// The beginning is what people know it by, the end says what it is.
fn cut(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let ending = extension(name).map(|extension| format!(".{extension}")).unwrap_or_default();
    let stem = name.strip_suffix(&ending).unwrap_or(name);
    let mut end = stem.len().min(LONGEST.saturating_sub(ending.len()));
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{ending}", stem.get(..end).unwrap_or_default().trim_end_matches(is_edge))
}

fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let (device, number) = stem.split_at_checked(3).unwrap_or((stem.as_str(), ""));
    match device {
        "com" | "lpt" => matches!(number.as_bytes(), [b'0'..=b'9']),
        _ => number.is_empty() && RESERVED.contains(&device),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cv(name: &str) -> String {
        safe(name, "cv")
    }

    #[test]
    fn names_lead_nowhere_and_break_no_line() {
        for (name, expected) in [
            ("../../etc/passwd", "passwd"),
            (r"C:\Users\Anna\CV di Anna.pdf", "CV di Anna.pdf"),
            ("cv\r\nSet-Cookie: a=b.pdf", "cvSet-Cookie a=b.pdf"),
            ("fdp\u{202e}.exe", "fdp.exe"),
            ("...", "cv"),
            ("..", "cv"),
            ("", "cv"),
            (".cv.pdf. . ", "cv.pdf"),
            ("a\0b\u{7f}.pdf", "ab.pdf"),
            ("cartella/", "cv"),
        ] {
            assert_eq!(cv(name), expected, "{name:?}");
        }
    }

    #[test]
    fn names_of_devices_are_none() {
        for (name, expected) in [
            ("CON", "_CON"),
            ("nul.pdf", "_nul.pdf"),
            ("com1.tar.gz", "_com1.tar.gz"),
            ("LPT9.txt", "_LPT9.txt"),
            ("console.pdf", "console.pdf"),
            ("com.pdf", "com.pdf"),
            ("com12.pdf", "com12.pdf"),
            ("prn .pdf", "_prn .pdf"),
        ] {
            assert_eq!(cv(name), expected);
        }
    }

    #[test]
    fn a_long_name_is_cut_by_bytes_between_characters_and_keeps_its_extension() {
        for letter in ["漢", "à", "🦀", "a", "e\u{301}"] {
            for lead in ["", "x", "xx", "xxx"] {
                let name = cv(&format!("{lead}{}.pdf", letter.repeat(300)));
                assert!(name.len() <= LONGEST && name.len() > LONGEST - 8, "{name}");
                assert!(name.starts_with(lead) && name.ends_with(".pdf"), "{name}");
            }
        }
        assert_eq!(cv(&"x".repeat(300)).len(), LONGEST);
        assert_eq!(cv(&format!("{}. . .pdf", "x".repeat(96))), format!("{}.pdf", "x".repeat(96)));
        assert_eq!(cv(&format!("a.{}", "x".repeat(300))).len(), LONGEST);
    }
}
