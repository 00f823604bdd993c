//! `cargo xtask passwords`: builds `crates/listings-api/data/common-passwords.txt`, the passwords that sign-up refuses.
//!
//! Two public lists that were made from leaked passwords, and what they lack: the ones that Italians choose.
//! Shorter ones than the form accepts would never be looked up and are left out.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;

use anyhow::{Context, Result, ensure};

use super::package_archive::{Package, Registry};
use crate::machine::workspace;

const DJANGO: Package = Package { registry: Registry::PyPi, name: "django", version: "5.2.19" };
const ZXCVBN: Package = Package { registry: Registry::Npm, name: "@zxcvbn-ts/language-common", version: "4.1.3" };

const SHORTEST: usize = 8;
const LIMIT: usize = 20_000;

const ITALIAN_NAMES: &[&str] = &[
    "alessandro", "alessandra", "alessio", "alice", "andrea", "angela", "anna", "antonio", "antonella", "aurora",
    "barbara", "beatrice", "carlo", "chiara", "claudia", "claudio", "cristina", "daniela", "daniele", "davide",
    "edoardo", "elena", "eleonora", "elisa", "emanuele", "enrico", "fabio", "federica", "federico", "filippo",
    "francesca", "francesco", "gabriele", "giacomo", "gianluca", "giorgia", "giorgio", "giovanna", "giovanni",
    "giulia", "giuseppe", "ilaria", "jessica", "laura", "leonardo", "lorenzo", "luca", "lucia", "luigi", "marco",
    "maria", "mario", "martina", "massimo", "matteo", "mattia", "michela", "michele", "monica", "nicola", "nicole",
    "paola", "paolo", "patrizia", "pietro", "riccardo", "roberta", "roberto", "salvatore", "sara", "serena", "silvia",
    "simona", "simone", "sofia", "stefania", "stefano", "tommaso", "valentina", "valeria", "vincenzo", "viola",
];

const ITALIAN_TEAMS_AND_TOWNS: &[&str] = &[
    "atalanta", "bari", "bergamo", "bologna", "brescia", "cagliari", "catania", "fiorentina", "firenze", "genoa",
    "genova", "inter", "italia", "juve", "juventus", "lazio", "lecce", "messina", "milan", "milano", "modena",
    "napoli", "padova", "palermo", "parma", "perugia", "pescara", "roma", "salerno", "sampdoria", "sardegna",
    "sicilia", "torino", "trieste", "venezia", "verona",
];

const ENDINGS: &[&str] = &["", "1", "12", "123", "1234", "01", "10", "123!", "1!", "2023", "2024", "2025", "2026"];

const ITALIAN_OTHERS: &[&str] = &[
    "amoreamore", "amoremio", "amoremio1", "amoretesoro", "bellissima", "buongiorno", "cambiami", "cambiami1",
    "cambiala", "ciaociao", "ciaociao1", "ciaociaociao", "ciaobella", "ciaomamma", "ciaoamore", "curriculum",
    "famiglia", "farfalla", "ferrari1", "forzaitalia", "juventus1897", "inter1908", "internazionale", "lamiapassword",
    "lavoro123", "lavoro2024", "lavoro2025", "lavoro2026", "mammamia", "mammapapa", "milan1899", "napoli1926",
    "parolachiave", "parolasegreta", "password.1", "passwordsicura", "pippo123", "pippo1234", "pippopippo",
    "principessa", "roma1927", "segreta1", "segreto1", "stellina", "tesoromio", "tiamoamore", "tiamotanto", "tiamo123",
    "topolino", "topolino1", "vaffanculo", "bacheca1", "bacheca123",
];

pub fn run() -> Result<()> {
    let downloads = workspace::target()?.join("common-passwords");
    let target = workspace::root().join("crates/listings-api/data/common-passwords.txt");

    let mut passwords = BTreeSet::new();
    for name in ITALIAN_NAMES.iter().chain(ITALIAN_TEAMS_AND_TOWNS) {
        passwords.extend(ENDINGS.iter().map(|ending| format!("{name}{ending}")));
    }
    passwords.extend(ITALIAN_TEAMS_AND_TOWNS.iter().map(|team| format!("forza{team}")));
    passwords.extend(ITALIAN_OTHERS.iter().map(|password| (*password).to_owned()));
    passwords.retain(|password| password.chars().count() >= SHORTEST);

    let django = DJANGO.read(&downloads, "django/contrib/auth/common-passwords.txt.gz")?;
    let mut text = String::new();
    flate2::read::GzDecoder::new(django.as_slice()).read_to_string(&mut text)?;
    let zxcvbn = ZXCVBN.read(&downloads, "package/src/passwords.json")?;
    let zxcvbn: Vec<String> = serde_json::from_slice(&zxcvbn)?;

    // The second list is ordered by use: what the limit cuts off is its rare end.
    for password in text.lines().map(str::trim).chain(zxcvbn.iter().map(String::as_str)) {
        if passwords.len() == LIMIT {
            break;
        }
        if password.chars().count() >= SHORTEST {
            passwords.insert(password.to_lowercase());
        }
    }

    ensure!(passwords.len() >= 10_000, "only {} passwords", passwords.len());
    for expected in ["password", "12345678", "juventus", "francesco1", "forzamilan", "iloveyou", "qwertyuiop"] {
        ensure!(passwords.contains(expected), "{expected} is missing");
    }
    let lines: String = passwords.iter().map(|password| format!("{password}\n")).collect();
    fs::write(&target, lines).with_context(|| format!("writing {}", target.display()))?;
    println!("{}: {} passwords", target.display(), passwords.len());
    Ok(())
}
