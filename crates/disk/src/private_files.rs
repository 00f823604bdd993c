//! Folders and files that only the user of this process may read (0700, 0600), whatever its umask: names, letters and CVs
//! lie in them. Where there are no such rights, those of the folder hold.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Makes a folder, or tightens the one that is there; not what lies in it.
pub fn create_dir(path: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    tighten(path);
    Ok(())
}

/// The same of a folder in which everything is ours. Files that an older version left open to others are tightened once:
/// behind a folder that is closed nobody reaches them.
pub fn create_own_dir(path: &Path) -> io::Result<()> {
    if is_open(path) {
        for entry in std::fs::read_dir(path)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                tighten(&entry.path());
            }
        }
    }
    create_dir(path)
}

/// Makes a file for writing, or empties the one that is there.
pub fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    tighten(path);
    Ok(file)
}

/// Writes a whole file.
pub fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    create(path)?.write_all(content)
}

/// Takes a file or folder away from others. One that belongs to somebody else stays as it is, and so does a folder that
/// everybody may write into, such as `/tmp`: it was not made for us.
#[cfg(unix)]
pub fn tighten(path: &Path) {
    use std::os::unix::fs::PermissionsExt;

    const SHARED: u32 = 0o1000;
    let Ok(metadata) = std::fs::metadata(path) else { return };
    let mode = metadata.permissions().mode();
    if metadata.is_dir() && mode & SHARED != 0 {
        tracing::warn!(path = %path.display(), "everybody may write into this folder: better one of its own");
        return;
    }
    let wanted = if metadata.is_dir() { 0o700 } else { 0o600 };
    if mode & 0o777 == wanted {
        return;
    }
    if let Err(error) = std::fs::set_permissions(path, std::fs::Permissions::from_mode(wanted)) {
        tracing::warn!(path = %path.display(), %error, "others may be able to read this");
    }
}

#[cfg(not(unix))]
pub fn tighten(_path: &Path) {}

/// Whether others can look into a folder that is there.
#[cfg(unix)]
fn is_open(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|metadata| metadata.is_dir() && metadata.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open(_path: &Path) -> bool {
    false
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    fn set_mode(path: &Path, mode: u32) {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn what_is_made_is_for_its_owner_alone() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("a/b");
        create_dir(&folder).unwrap();
        write(&folder.join("file"), b"x").unwrap();
        assert_eq!([&folder, &folder.join("file")].map(|path| mode(path)), [0o700, 0o600]);
        assert_eq!(mode(&dir.path().join("a")), 0o700);
    }

    #[test]
    fn what_an_older_version_made_is_tightened() {
        let dir = tempfile::tempdir().unwrap();
        let (folder, file) = (dir.path().join("cv"), dir.path().join("cv/file"));
        create_dir(&folder).unwrap();
        write(&file, b"x").unwrap();
        set_mode(&file, 0o644);
        set_mode(&folder, 0o755);
        create_own_dir(&folder).unwrap();
        assert_eq!((mode(&folder), mode(&file)), (0o700, 0o600));
        set_mode(&file, 0o644);
        write(&file, b"y").unwrap();
        assert_eq!(mode(&file), 0o600);
    }

    #[test]
    fn a_folder_of_everybody_stays_so() {
        let dir = tempfile::tempdir().unwrap();
        let shared = dir.path().join("shared");
        create_dir(&shared).unwrap();
        set_mode(&shared, 0o1777);
        create_dir(&shared).unwrap();
        assert_eq!(mode(&shared), 0o1777);
    }
}
