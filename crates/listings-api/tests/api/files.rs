//! What lies in the data folder.

use std::fs;
use std::path::Path;

/// The files below a folder that hold one of these texts.
pub fn files_with(dir: &Path, texts: &[&[u8]]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, texts));
            continue;
        }
        let content = fs::read(&path).unwrap();
        for text in texts.iter().filter(|text| content.windows(text.len()).any(|window| window == **text)) {
            found.push(format!("{}: {}", path.display(), String::from_utf8_lossy(text)));
        }
        let name = path.display().to_string();
        found.extend(texts.iter().filter(|text| name.contains(&*String::from_utf8_lossy(text))).map(|_| name.clone()));
    }
    found
}
