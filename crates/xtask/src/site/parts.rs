//! Taking the program apart: a main module, and bundles of the modules that single pages need (ADR 32).
//!
//! 1. The app marks where to cut (`lazy_route`, `wasm_split`). Compiled with the feature `split` and `--emit-relocs`, the
//!    module says which function needs which.
//! 2. `wasm_split_cli_support` follows that and writes the main module, a module for each part, and one for each set of
//!    parts that share something: some eighty files, and which of them each part needs.
//! 3. wasm-bindgen makes the glue of the main module, wasm-opt makes all of them smaller.
//! 4. [`bundles`] decides which modules travel in one file; the loaders that the main module imports are written anew, for
//!    `src/scripts/parts.js`, which fetches bundles and starts the modules in them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail, ensure};

use super::assets::Asset;
use super::bundles::{self, Module};
use super::{folder, optimise, page_parts};
use crate::machine::{process, workspace};
use crate::setup;

/// Where visits begin; the other pages are reached from these, or by few.
const ENTRANCES: [&str; 5] = ["article", "index", "job_posting", "job_postings", "sign_up"];
/// How many visits begin there for one that begins elsewhere.
const ENTRANCE_WEIGHT: u64 = 4;

/// The program as it is served.
pub struct Program {
    pub wasm: PathBuf,
    /// Not bundled yet.
    pub script: PathBuf,
    pub bundles: Vec<Asset>,
    /// For each part the names of its bundles.
    pub needs: BTreeMap<String, Vec<String>>,
}

/// The program in one piece.
pub fn whole(compiled: &Path, work: &Path) -> Result<Program> {
    let bindings = work.join("bindings");
    bindgen(compiled, &bindings, false)?;
    Ok(Program {
        wasm: bindings.join("bacheca_bg.wasm"),
        script: bindings.join("bacheca.js"),
        bundles: Vec::new(),
        needs: BTreeMap::new(),
    })
}

/// The program in parts, optimised.
pub fn split(compiled: &Path, work: &Path) -> Result<Program> {
    let pieces = work.join("pieces");
    folder::replace(&pieces, None)?;
    let needs = process::step("Taking the WebAssembly apart", || take_apart(compiled, &pieces))?;
    let bindings = work.join("bindings");
    bindgen(&pieces.join("bacheca.wasm"), &bindings, true)?;

    let mut modules = modules(&needs)?;
    let sources = std::iter::once(bindings.join("bacheca_bg.wasm"));
    let sources: Vec<PathBuf> = sources.chain(modules.iter().map(|module| pieces.join(&module.name))).collect();
    let optimised = optimise::all(&sources, &work.join("optimised"))?;
    let Some((wasm, optimised)) = optimised.split_first() else { bail!("there is no main module") };
    let files: BTreeMap<String, &PathBuf> = modules.iter().map(|module| module.name.clone()).zip(optimised).collect();
    for module in &mut modules {
        let file = files.get(&module.name).context("a module got lost")?;
        module.bytes = std::fs::metadata(file)?.len();
    }

    let names: Vec<&String> = needs.keys().collect();
    let weight = |name: &&String| if ENTRANCES.contains(&name.as_str()) { ENTRANCE_WEIGHT } else { 1 };
    let groups = bundles::group(modules, &names.iter().map(weight).collect::<Vec<_>>());
    let mut bundles = Vec::new();
    let mut listed: Vec<(String, Vec<u64>)> = Vec::new();
    let mut needed: BTreeMap<String, Vec<usize>> = needs.keys().map(|part| (part.clone(), Vec::new())).collect();
    for (number, group) in groups.iter().enumerate() {
        let mut content = Vec::new();
        for module in group {
            content.extend(std::fs::read(files.get(&module.name).context("a module got lost")?)?);
        }
        let bundle = Asset::bundle(content);
        listed.push((bundle.name().to_owned(), group.iter().map(|module| module.bytes).collect()));
        bundles.push(bundle);
        let who = group.iter().fold(0, |who, module| who | module.parts);
        for (bit, part) in names.iter().enumerate() {
            if who & (1 << bit) != 0 {
                needed.entry((*part).clone()).or_default().push(number);
            }
        }
    }
    std::fs::write(bindings.join(LOADERS), loader_script(&listed, &needed, &page_parts::by_pattern()?))
        .context("writing the loader of the parts")?;
    let script = bindings.join("entry.js");
    let exports = format!("export {{ default }} from \"./bacheca.js\";\nexport {{ warm }} from \"./{LOADERS}\";\n");
    std::fs::write(&script, exports).context("writing the entry script")?;
    let name = |number: usize| listed.get(number).map(|(name, _)| name.clone());
    let needs =
        needed.into_iter().map(|(part, numbers)| (part, numbers.into_iter().filter_map(name).collect())).collect();
    Ok(Program { wasm: wasm.clone(), script, bundles, needs })
}

/// The file that says which bundles each part needs.
pub const LIST: &str = "parts.json";

/// Writes [`LIST`], for whoever wants to send a page's bundles ahead, or to measure them.
pub fn write_list(needs: &BTreeMap<String, Vec<String>>, site: &Path) -> Result<()> {
    let text = serde_json::to_string(needs).with_context(|| format!("writing {LIST}"))?;
    std::fs::write(site.join(LIST), text).with_context(|| format!("writing {LIST}"))
}

/// The name under which the main module imports the loaders of its parts.
const LOADERS: &str = "__wasm_split.js";

fn bindgen(wasm: &Path, out: &Path, is_split: bool) -> Result<()> {
    process::step("Making the JavaScript glue", || {
        let mut bindgen = Command::new(setup::wasm_bindgen()?);
        bindgen.args(["--target", "web", "--no-typescript", "--out-name", "bacheca", "--out-dir"]).arg(out);
        if is_split {
            // The parts call the main module through its table.
            bindgen.arg("--keep-lld-exports");
        }
        process::run(bindgen.arg(wasm))
    })
}

/// Writes the modules that the marks in the program make of it. For each part those that it needs.
fn take_apart(compiled: &Path, pieces: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let program = std::fs::read(compiled).with_context(|| format!("reading {}", compiled.display()))?;
    let main = pieces.join("bacheca.wasm");
    let mut options = wasm_split_cli_support::Options::new(&program);
    options.output_dir = pieces;
    options.main_out_path = &main;
    let split = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("{error:#}"))?;
    let file = |stem: String| format!("{stem}.wasm");
    let needs: BTreeMap<_, Vec<_>> =
        split.prefetch_map.into_iter().map(|(part, stems)| (part, stems.into_iter().map(file).collect())).collect();
    let is_needed = |module: &PathBuf| needs.values().flatten().any(|name| module.ends_with(name));
    if let Some(module) = split.split_modules.iter().find(|module| !is_needed(module)) {
        bail!("no part needs {}", module.display());
    }
    ensure!(!needs.is_empty(), "the program has no parts: was it compiled with the feature split?");
    Ok(needs)
}

/// Every module once, with those who need it.
fn modules(needs: &BTreeMap<String, Vec<String>>) -> Result<Vec<Module>> {
    ensure!(needs.len() <= 32, "more than 32 parts");
    let mut found: BTreeMap<&String, u32> = BTreeMap::new();
    for (bit, modules) in needs.values().enumerate() {
        for module in modules {
            *found.entry(module).or_default() |= 1 << bit;
        }
    }
    Ok(found.into_iter().map(|(name, parts)| Module { name: name.clone(), bytes: 0, parts }).collect())
}

/// In place of the script that came with the modules: the same loaders, for bundles.
fn loader_script(
    bundles: &[(String, Vec<u64>)],
    needs: &BTreeMap<String, Vec<usize>>,
    pages: &BTreeMap<String, String>,
) -> String {
    let library =
        serde_json::Value::from(workspace::root().join("src/scripts/parts.js").to_string_lossy().into_owned());
    let rows: Vec<serde_json::Value> = bundles
        .iter()
        .map(|(name, lengths)| {
            std::iter::once(serde_json::Value::from(format!("./{name}")))
                .chain(lengths.iter().map(|length| serde_json::Value::from(*length)))
                .collect()
        })
        .collect();
    let mut script = format!(
        "import {{ initSync }} from \"./bacheca.js\";\nimport {{ parts }} from {library};\n\
         const all = parts({}, {}, {}, () => initSync());\nexport const warm = all.warm;\n",
        serde_json::Value::from(rows),
        serde_json::json!(needs),
        serde_json::json!(pages),
    );
    for part in needs.keys() {
        script.push_str(&format!("export const __wasm_split_load_{part} = all.loader(\"{part}\");\n"));
    }
    script
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_listed_once_with_all_who_need_it() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let needs = BTreeMap::from([
            ("a".to_owned(), names(&["chunk_1.wasm", "split_a.wasm"])),
            ("b".to_owned(), names(&["chunk_1.wasm"])),
        ]);
        let modules = modules(&needs).unwrap();
        let parts = |name: &str| modules.iter().find(|module| module.name == name).unwrap().parts;
        assert_eq!((modules.len(), parts("chunk_1.wasm"), parts("split_a.wasm")), (2, 0b11, 0b01));
    }

    #[test]
    fn the_loader_names_every_bundle_and_part() {
        let bundles = [("part-0a.bin".to_owned(), vec![3, 4])];
        let pages = BTreeMap::from([("/b/*".to_owned(), "a".to_owned())]);
        let script = loader_script(&bundles, &BTreeMap::from([("a".to_owned(), vec![0])]), &pages);
        assert!(script.contains(r#"parts([["./part-0a.bin",3,4]], {"a":[0]}, {"/b/*":"a"}, "#), "{script}");
        assert!(script.contains("export const __wasm_split_load_a = all.loader(\"a\");"), "{script}");
    }
}
