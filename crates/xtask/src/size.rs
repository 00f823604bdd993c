//! `cargo xtask size`: what a first visit downloads, and the budget it has to fit.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::site::shell::LOADER;
use crate::site::{ASSETS, compress, releases};
use crate::{dist, workspace};

/// What the script in partners' pages may weigh after Brotli 11.
const LOADER_MOST: u64 = 2048;

struct Row {
    name: String,
    raw: u64,
    /// After Brotli 11.
    packed: u64,
}

struct Budget {
    wasm_and_js: u64,
    reason: String,
}

pub fn run() -> Result<()> {
    let site = dist::folder();
    let mut rows = vec![row(&site.join("index.html"))?];
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
    let code = code_bytes(&rows);
    println!("{:<40} {:>12} {:>12}\n", "wasm and JavaScript", "", code);

    let path = workspace::root().join("crates/xtask/size-budget.json");
    let budget = budget(&std::fs::read_to_string(&path).context("reading size-budget.json")?)?;
    println!("{:<40} {:>12} {:>12}", loader.name, loader.raw, loader.packed);
    if loader.packed > LOADER_MOST {
        bail!("{LOADER} is {} bytes: partners were promised at most {LOADER_MOST}", loader.packed);
    }
    check(code, &budget)
}

fn row(path: &Path) -> Result<Row> {
    let size = |path: &Path| {
        std::fs::metadata(path).map(|file| file.len()).with_context(|| format!("measuring {}", path.display()))
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Row { name, raw: size(path)?, packed: size(&compress::beside(path, "br"))? })
}

fn code_bytes(rows: &[Row]) -> u64 {
    let is_code = |row: &&Row| row.name.ends_with(".wasm") || row.name.ends_with(".js");
    rows.iter().filter(is_code).map(|row| row.packed).sum()
}

fn budget(text: &str) -> Result<Budget> {
    let json: serde_json::Value = serde_json::from_str(text).context("size-budget.json")?;
    let wasm_and_js = json.get("wasm_and_js_brotli").and_then(serde_json::Value::as_u64);
    let reason = json.get("reason").and_then(serde_json::Value::as_str).filter(|reason| !reason.is_empty());
    Ok(Budget {
        wasm_and_js: wasm_and_js.context("size-budget.json needs the number wasm_and_js_brotli")?,
        reason: reason.context("size-budget.json needs a reason")?.to_owned(),
    })
}

fn check(code: u64, budget: &Budget) -> Result<()> {
    if code > budget.wasm_and_js {
        bail!(
            "wasm and JavaScript are {code} bytes, {} over the budget of {} ({}). Make it smaller, or change \
             crates/xtask/size-budget.json and say why.",
            code - budget.wasm_and_js,
            budget.wasm_and_js,
            budget.reason
        );
    }
    println!("Within the budget of {} bytes, {} to spare.", budget.wasm_and_js, budget.wasm_and_js - code);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_byte_over_fails_and_says_by_how_much() {
        let budget = budget(r#"{ "wasm_and_js_brotli": 1000, "reason": "first measured" }"#).unwrap();
        assert!(check(1000, &budget).is_ok());
        let error = check(1001, &budget).unwrap_err().to_string();
        assert!(error.contains("1 over the budget of 1000 (first measured)"), "{error}");
    }

    #[test]
    fn a_budget_without_a_reason_is_none() {
        assert!(budget(r#"{ "wasm_and_js_brotli": 1000, "reason": "" }"#).is_err());
    }

    #[test]
    fn only_wasm_and_scripts_count() {
        let row = |name: &str, packed| Row { name: name.into(), raw: 0, packed };
        assert_eq!(code_bytes(&[row("a.wasm", 100), row("b.js", 20), row("c.css", 3), row("index.html", 4)]), 120);
    }
}
