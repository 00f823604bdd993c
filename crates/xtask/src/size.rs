//! `cargo xtask size`: what a first visit downloads, and the budget it has to fit.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::machine::workspace;
use crate::site::assets::{BUNDLE, FOLDER as ASSETS};
use crate::site::shell::LOADER;
use crate::site::{compress, parts, releases};

/// What the script in partners' pages may weigh after Brotli 11.
const LOADER_MOST: u64 = 2048;

struct Row {
    name: String,
    raw: u64,
    /// After Brotli 11.
    packed: u64,
}

/// WebAssembly and scripts after Brotli 11.
#[derive(serde::Deserialize)]
struct Budget {
    /// What the first page of a visit needs, by the part it is in.
    first_page_brotli: BTreeMap<String, u64>,
    /// The whole program.
    all_parts_brotli: u64,
    reason: String,
}

pub fn run() -> Result<()> {
    let site = workspace::dist();
    let mut rows = vec![row(&site.join("shell.html"))?];
    // Not the files of earlier releases, which are there too.
    for name in releases::current(&site).context("there is no built site: run `cargo xtask dist` first")? {
        rows.push(row(&site.join(ASSETS).join(name))?);
    }
    let loader = row(&site.join(LOADER))?;
    rows.sort_by_key(|row| std::cmp::Reverse(row.packed));

    println!("\n{:<40} {:>12} {:>12}", "bytes", "raw", "brotli 11");
    for row in &rows {
        println!("{:<40} {:>12} {:>12}", row.name, row.raw, row.packed);
    }
    let list = std::fs::read_to_string(site.join(parts::LIST)).context("reading what each part needs")?;
    let needs: BTreeMap<String, Vec<String>> = serde_json::from_str(&list).context("reading what each part needs")?;
    let pages = first_pages(&rows, &needs)?;
    println!("\n{:<40} {:>12} {:>12}", "WebAssembly and scripts of a first page", "", "brotli 11");
    for (part, bytes) in &pages {
        println!("{part:<40} {:>12} {bytes:>12}", "");
    }
    let all = code_bytes(&rows, |_| true);
    println!("{:<40} {:>12} {all:>12}\n", "all parts", "");

    let path = workspace::root().join("crates/xtask/size-budget.json");
    let budget = budget(&std::fs::read_to_string(&path).context("reading size-budget.json")?)?;
    println!("{:<40} {:>12} {:>12}", loader.name, loader.raw, loader.packed);
    if loader.packed > LOADER_MOST {
        bail!("{LOADER} is {} bytes: partners were promised at most {LOADER_MOST}", loader.packed);
    }
    check(&pages, all, &budget)
}

fn row(path: &Path) -> Result<Row> {
    let size = |path: &Path| {
        std::fs::metadata(path).map(|file| file.len()).with_context(|| format!("measuring {}", path.display()))
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Row { name, raw: size(path)?, packed: size(&compress::beside(path, "br"))? })
}

/// For each part what a visit that begins in it downloads: main module, scripts, and the part's bundles.
fn first_pages(rows: &[Row], needs: &BTreeMap<String, Vec<String>>) -> Result<BTreeMap<String, u64>> {
    let page = |(part, bundles): (&String, &Vec<String>)| {
        if let Some(missing) = bundles.iter().find(|name| !rows.iter().any(|row| row.name == **name)) {
            bail!("{missing}, which {part} needs, is not among the built files");
        }
        Ok((part.clone(), code_bytes(rows, |name| bundles.iter().any(|bundle| bundle == name))))
    };
    needs.iter().map(page).collect()
}

/// The code that everybody needs, and the bundles that are asked for.
fn code_bytes(rows: &[Row], wants: impl Fn(&str) -> bool) -> u64 {
    let counts = |row: &&Row| {
        let is_bundle = row.name.ends_with(BUNDLE);
        row.name.ends_with(".wasm") || row.name.ends_with(".js") || (is_bundle && wants(&row.name))
    };
    rows.iter().filter(counts).map(|row| row.packed).sum()
}

fn budget(text: &str) -> Result<Budget> {
    let budget: Budget = serde_json::from_str(text).context("size-budget.json")?;
    if budget.reason.is_empty() || budget.first_page_brotli.is_empty() {
        bail!("size-budget.json needs first pages and a reason");
    }
    Ok(budget)
}

fn check(pages: &BTreeMap<String, u64>, all: u64, budget: &Budget) -> Result<()> {
    let mut rows = vec![("all parts", Some(&all), budget.all_parts_brotli)];
    rows.extend(budget.first_page_brotli.iter().map(|(part, most)| (part.as_str(), pages.get(part), *most)));
    for (name, bytes, most) in rows {
        let bytes = *bytes.with_context(|| format!("size-budget.json names {name}, which is no part"))?;
        if bytes > most {
            bail!(
                "{name}: wasm and JavaScript are {bytes} bytes, {} over the budget of {most} ({}). Make it smaller, or \
                 change crates/xtask/size-budget.json and say why.",
                bytes - most,
                budget.reason
            );
        }
        println!("{name}: within the budget of {most} bytes, {} to spare.", most - bytes);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUDGET: &str =
        r#"{ "first_page_brotli": { "article": 1000 }, "all_parts_brotli": 3000, "reason": "first measured" }"#;

    fn pages(article: u64) -> BTreeMap<String, u64> {
        BTreeMap::from([("article".to_owned(), article), ("privacy".to_owned(), 9000)])
    }

    #[test]
    fn one_byte_over_fails_and_says_by_how_much() {
        let budget = budget(BUDGET).unwrap();
        assert!(check(&pages(1000), 3000, &budget).is_ok());
        let error = check(&pages(1001), 3000, &budget).unwrap_err().to_string();
        assert!(error.contains("article: ") && error.contains("1 over the budget of 1000 (first measured)"), "{error}");
        let error = check(&pages(1000), 3002, &budget).unwrap_err().to_string();
        assert!(error.contains("all parts: ") && error.contains("2 over the budget of 3000"), "{error}");
    }

    #[test]
    fn a_budget_for_a_part_that_is_none_fails() {
        let budget = budget(&BUDGET.replace("article", "articles")).unwrap();
        assert!(check(&pages(1), 1, &budget).is_err());
    }

    #[test]
    fn a_budget_without_a_reason_is_none() {
        assert!(budget(&BUDGET.replace("first measured", "")).is_err());
        assert!(budget(BUDGET).is_ok());
    }

    #[test]
    fn a_first_page_is_the_main_module_the_scripts_and_its_own_bundles() {
        let row = |name: &str, packed| Row { name: name.into(), raw: 0, packed };
        let rows = [
            row("a.wasm", 1000),
            row("b.js", 200),
            row("c.css", 3),
            row("index.html", 4),
            row("part-1.bin", 50),
            row("part-2.bin", 60),
        ];
        let needs = BTreeMap::from([("article".to_owned(), vec!["part-1.bin".to_owned()])]);
        assert_eq!(first_pages(&rows, &needs).unwrap().get("article"), Some(&1250));
        assert_eq!(code_bytes(&rows, |_| true), 1310);
        let unknown = BTreeMap::from([("article".to_owned(), vec!["part-3.bin".to_owned()])]);
        assert!(first_pages(&rows, &unknown).is_err());
    }
}
