//! What lies in the data folder.

use std::fs;
use std::path::{Path, PathBuf};

/// The files and folders below one, with itself.
pub fn all_below(dir: &Path) -> Vec<PathBuf> {
    let mut found = vec![dir.to_owned()];
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(all_below(&path)) } else { found.push(path) }
    }
    found
}

/// What may be read or written by others than the owner.
#[cfg(unix)]
pub fn open_to_others(dir: &Path) -> Vec<PathBuf> {
    use std::os::unix::fs::PermissionsExt;
    let is_open = |path: &PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o077 != 0;
    all_below(dir).into_iter().filter(is_open).collect()
}

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
