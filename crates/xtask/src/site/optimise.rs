//! wasm-opt, and what it made before.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result};

use super::assets;
use crate::machine::{node, process};
use crate::setup;

/// The modules after wasm-opt. That takes a minute, so the results are kept under the hash of what went in.
pub fn all(modules: &[PathBuf], folder: &Path) -> Result<Vec<PathBuf>> {
    std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    let kept = |module: &PathBuf| -> Result<PathBuf> {
        let content = std::fs::read(module).with_context(|| format!("reading {}", module.display()))?;
        Ok(folder.join(format!("{}.wasm", assets::hash(&content))))
    };
    let results: Vec<PathBuf> = modules.iter().map(kept).collect::<Result<_>>()?;
    let missing: Vec<(&PathBuf, &PathBuf)> = modules.iter().zip(&results).filter(|(_, kept)| !kept.is_file()).collect();
    if !missing.is_empty() {
        process::step("Optimising the WebAssembly for size", || side_by_side(&missing))?;
    }
    // Only the newest are worth keeping.
    for entry in std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        if !results.contains(&path) {
            std::fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
        }
    }
    Ok(results)
}

/// As many at once as there are cores; the first one, which is the largest, starts first.
fn side_by_side(work: &[(&PathBuf, &PathBuf)]) -> Result<()> {
    let next = AtomicUsize::new(0);
    let one_after_the_other = || -> Result<()> {
        while let Some((from, to)) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
            one(from, to)?;
        }
        Ok(())
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(one_after_the_other)).collect();
        running.into_iter().try_for_each(|worker| {
            worker.join().unwrap_or_else(|_| Err(anyhow::anyhow!("a thread that ran wasm-opt ended early")))
        })
    })
}

fn one(from: &Path, to: &Path) -> Result<()> {
    let unfinished = to.with_extension("unfinished");
    let mut wasm_opt = Command::new(node::program(&setup::site_tools(), "wasm-opt"));
    // It warns of names it does not know in every part; they go anyway.
    process::output(wasm_opt.arg("-Oz").arg(from).arg("-o").arg(&unfinished))?;
    std::fs::rename(&unfinished, to).context("keeping the optimised module")
}
