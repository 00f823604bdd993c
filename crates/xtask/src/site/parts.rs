//! Taking the program apart: a main module, and bundles of the modules that single pages need (ADR 32).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use super::assets::Asset;
use super::bundles::{self, Module};
use super::{folder, optimise};
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
    process::step("Taking the WebAssembly apart", || {
        let mut splitter = Command::new(setup::wasm_split()?);
        process::run(splitter.arg(compiled).arg(&pieces).args(["--out-name", "bacheca"]))
    })?;
    let loaders = std::fs::read_to_string(pieces.join(LOADERS)).context("reading what the parts need")?;
    let needs = needs(&loaders)?;
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
    std::fs::write(bindings.join(LOADERS), loader_script(&listed, &needed))
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

/// The name under which wasm-split-cli makes the main module import its loaders.
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

/// For each part its modules, read from the script that wasm-split-cli writes.
fn needs(script: &str) -> Result<BTreeMap<String, Vec<String>>> {
    let chunk = regex_lite::Regex::new(
        r#"const __chunk_(\d+) = makeLoad\(\(\) => \{\s*const src = fetch\(new URL\("\./(chunk_\d+\.wasm)""#,
    )?;
    let loader = regex_lite::Regex::new(
        r#"(?s)export const __wasm_split_load_(\w+) = wrapAsyncCb\(makeLoad\(\(\) => (.*?), \[([^\]]*)\]\)\);"#,
    )?;
    let own = regex_lite::Regex::new(r#"new URL\("\./(split_\w+\.wasm)""#)?;
    let text = |found: &regex_lite::Captures<'_>, group: usize| {
        found.get(group).map(|part| part.as_str().to_owned()).unwrap_or_default()
    };
    let chunks: BTreeMap<String, String> =
        chunk.captures_iter(script).map(|found| (format!("__chunk_{}", text(&found, 1)), text(&found, 2))).collect();
    let mut needs = BTreeMap::new();
    for found in loader.captures_iter(script) {
        let fetcher = text(&found, 2);
        let mut modules: Vec<String> = own.captures(&fetcher).iter().map(|own| text(own, 1)).collect();
        for name in text(&found, 3).split(", ").filter(|name| !name.is_empty()) {
            modules.push(chunks.get(name).with_context(|| format!("{LOADERS} does not say what {name} is"))?.clone());
        }
        needs.insert(text(&found, 1), modules);
    }
    let fetches = script.matches("new URL(").count();
    let known: std::collections::BTreeSet<&String> = needs.values().flatten().collect();
    ensure!(
        !needs.is_empty() && known.len() == fetches,
        "{LOADERS} is not written as expected: {fetches} modules, {} understood",
        known.len()
    );
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

/// In place of what wasm-split-cli wrote: the same loaders, for bundles.
fn loader_script(bundles: &[(String, Vec<u64>)], needs: &BTreeMap<String, Vec<usize>>) -> String {
    let library = serde_json::Value::from(workspace::root().join("src/parts.js").to_string_lossy().into_owned());
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
         const all = parts({}, {}, () => initSync());\nexport const warm = all.warm;\n",
        serde_json::Value::from(rows),
        serde_json::json!(needs),
    );
    for part in needs.keys() {
        script.push_str(&format!("export const __wasm_split_load_{part} = all.loader(\"{part}\");\n"));
    }
    script
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = r#"
/* a, b */
const __chunk_1 = makeLoad(() => {
    const src = fetch(new URL("./chunk_1.wasm", import.meta.url));
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, []);
export const __wasm_split_load_b = wrapAsyncCb(makeLoad(() => async (_imp) => ({}), [__chunk_1]));
export const __wasm_split_load_a = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./split_a.wasm", import.meta.url));
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, [__chunk_1]));
"#;

    #[test]
    fn the_needs_of_every_part_are_read() {
        let needs = needs(SCRIPT).unwrap();
        assert_eq!(needs.get("a").unwrap(), &["split_a.wasm", "chunk_1.wasm"]);
        assert_eq!(needs.get("b").unwrap(), &["chunk_1.wasm"]);
        let modules = modules(&needs).unwrap();
        let parts = |name: &str| modules.iter().find(|module| module.name == name).unwrap().parts;
        assert_eq!((parts("chunk_1.wasm"), parts("split_a.wasm")), (0b11, 0b01));
    }

    #[test]
    fn a_script_of_another_kind_fails_the_build() {
        assert!(needs("export const x = 1;").is_err());
        assert!(needs(&SCRIPT.replace("const __chunk_1 = makeLoad", "const __chunk_1 = makeLater")).is_err());
        assert!(needs(&format!("{SCRIPT}fetch(new URL(\"./more.wasm\", import.meta.url));")).is_err());
    }

    #[test]
    fn the_loader_names_every_bundle_and_part() {
        let bundles = [("part-0a.bin".to_owned(), vec![3, 4])];
        let script = loader_script(&bundles, &BTreeMap::from([("a".to_owned(), vec![0])]));
        assert!(script.contains(r#"parts([["./part-0a.bin",3,4]], {"a":[0]}, "#), "{script}");
        assert!(script.contains("export const __wasm_split_load_a = all.loader(\"a\");"), "{script}");
    }
}
