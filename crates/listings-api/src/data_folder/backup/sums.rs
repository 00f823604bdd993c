//! `SHA256SUMS`: the names of all files of a backup with the hashes of their content. It is written last, so a folder that
//! has it has the rest too.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::error::BackupError;
use super::folder::{self, CVS, MEDIA, is_plain_name, reading};
use crate::hash::hex;
use store::DATABASE;

const NAME: &str = "SHA256SUMS";
const CHUNK: usize = 64 * 1024;

/// Hash by name, such as `cv/mzxw6ytboi`.
#[derive(Debug, PartialEq, Eq)]
pub struct Sums(BTreeMap<String, String>);

impl Sums {
    /// Of what a folder holds.
    pub fn of(backup: &Path) -> Result<Self, BackupError> {
        let mut names = vec![DATABASE.to_owned()];
        for folder in [CVS, MEDIA] {
            names.extend(folder::plain_files(&backup.join(folder))?.iter().map(|name| format!("{folder}/{name}")));
        }
        let sum = |name: String| Ok((name.clone(), sum(&backup.join(&name))?));
        names.into_iter().map(sum).collect::<Result<_, BackupError>>().map(Self)
    }

    pub fn write(&self, backup: &Path) -> Result<(), BackupError> {
        let lines: String = self.0.iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect();
        folder::write(&backup.join(NAME), lines.as_bytes())
    }

    pub fn read(backup: &Path) -> Result<Self, BackupError> {
        let path = backup.join(NAME);
        let damaged = |reason: String| BackupError::Damaged { path: backup.display().to_string(), reason };
        if !path.is_file() {
            return Err(damaged(format!("it has no {NAME}")));
        }
        let text = std::fs::read_to_string(&path).map_err(reading(&path))?;
        let entry = |line: &str| {
            let (sum, name) = line.split_once("  ")?;
            let is_ours = match name.split_once('/') {
                Some((folder, name)) => [CVS, MEDIA].contains(&folder) && is_plain_name(name),
                None => name == DATABASE,
            };
            (is_ours && sum.len() == 64).then(|| (name.to_owned(), sum.to_owned()))
        };
        let sums: Option<BTreeMap<_, _>> = text.lines().map(entry).collect();
        let sums = sums.ok_or_else(|| damaged(format!("{NAME} holds something that no backup does")))?;
        if sums.contains_key(DATABASE) { Ok(Self(sums)) } else { Err(damaged(format!("{NAME} names no {DATABASE}"))) }
    }

    /// The names of files in a folder of the backup.
    pub fn names_in(&self, folder: &str) -> Vec<&str> {
        self.0.keys().filter_map(|name| name.strip_prefix(folder)?.strip_prefix('/')).collect()
    }

    /// Whether a folder holds these files as they were.
    pub fn check(&self, backup: &Path, copied: &Path) -> Result<(), BackupError> {
        for (name, expected) in &self.0 {
            if sum(&copied.join(name))? != *expected {
                let reason = format!("{name} is not as it was when it was written");
                return Err(BackupError::Damaged { path: backup.display().to_string(), reason });
            }
        }
        Ok(())
    }
}

fn sum(path: &Path) -> Result<String, BackupError> {
    let mut file = File::open(path).map_err(reading(path))?;
    let mut hasher = Sha256::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        let length = file.read(&mut chunk).map_err(reading(path))?;
        match chunk.get(..length) {
            Some([]) | None => return Ok(hex(&hasher.finalize())),
            Some(read) => hasher.update(read),
        }
    }
}
