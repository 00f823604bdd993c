//! `cargo xtask bench api`: how fast the API answers searches, and how that grows with the number of offers.

mod load;
mod mix;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::api::{self, Server};
use crate::machine::{process, workspace};
use load::Latencies;
use mix::Mix;

/// From so many offers on, the goal is a lower rate.
const MANY: u64 = 1_000_000;

#[derive(clap::Args)]
pub struct Options {
    /// How many offers; may be given more than once [default: 10000, 100000, 1000000]
    #[arg(long)]
    postings: Vec<u64>,
    /// Requests a second [default: 300, and 100 from a million offers on]
    #[arg(long)]
    rate: Option<u32>,
    /// How long to measure, in seconds
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// Requests a second for single offers
    #[arg(long, default_value_t = 1000)]
    detail_rate: u32,
    /// Measure the import of a file too, and of the same file again
    #[arg(long)]
    import: bool,
}

/// One line of the table.
struct Row {
    postings: u64,
    rate: u32,
    mix: Latencies,
    detail: Latencies,
    rss_mb: Option<u64>,
    database_mb: u64,
    index_mb: u64,
}

pub fn run(options: &Options) -> Result<()> {
    let api = api::build(true)?;
    let sizes = if options.postings.is_empty() { vec![10_000, 100_000, MANY] } else { options.postings.clone() };
    let mut rows = Vec::new();
    for postings in sizes {
        if options.import {
            import(&api, postings)?;
        }
        rows.push(measure(&api, postings, options)?);
    }
    table(&rows);
    Ok(())
}

fn measure(api: &Path, postings: u64, options: &Options) -> Result<Row> {
    let rate = options.rate.unwrap_or(if postings < MANY { 300 } else { 100 });
    let data = seeded(api, postings)?;
    let server = Server::start(api, &data, quiet)?;
    let mix = Mix::new(&server)?;
    let time = Duration::from_secs(options.seconds);
    // Opens the files and the connections: the first requests of a day are no one's p99.
    load::run(server.address(), 50, Duration::from_secs(3), |number| mix.request(u64::MAX - number))?;
    println!("▸ {postings} offers: the mix at {rate}/s for {} s", options.seconds);
    let measured = load::run(server.address(), rate, time, |number| mix.request(number))?;
    measured.print_kinds();
    let detail_time = time.min(Duration::from_secs(15));
    println!("▸ {postings} offers: single offers at {}/s for {} s", options.detail_rate, detail_time.as_secs());
    let detail = load::run(server.address(), options.detail_rate, detail_time, |number| mix.detail(number))?;
    detail.print_kinds();
    Ok(Row {
        postings,
        rate,
        mix: measured,
        detail,
        rss_mb: server.peak_memory_mb(),
        database_mb: megabytes(&data, "listings.db")?,
        index_mb: megabytes(&data, "search")?,
    })
}

/// A folder with so many offers, made up on first need.
pub fn seeded(api: &Path, postings: u64) -> Result<PathBuf> {
    let data = workspace::target()?.join("bench").join(postings.to_string());
    seed(api, postings, &data)?;
    Ok(data)
}

/// A line a request would measure the terminal.
pub fn quiet(serve: &mut Command) {
    serve.env("RUST_LOG", "warn");
}

fn seed(api: &Path, postings: u64, data: &Path) -> Result<()> {
    let marker = data.join("seeded");
    if marker.exists() {
        return Ok(());
    }
    process::step(&format!("Making up {postings} offers"), || {
        let mut seed = Command::new(api);
        seed.args(["seed", "--postings", &postings.to_string(), "--data"]).arg(data);
        process::output(&mut seed)?;
        std::fs::write(&marker, "").with_context(|| format!("writing {}", marker.display()))
    })
}

/// Into a database of its own, twice.
fn import(api: &Path, postings: u64) -> Result<()> {
    let folder = workspace::target()?.join("bench/import");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).context("removing the last import")?;
    }
    std::fs::create_dir_all(&folder).context("making a folder to import into")?;
    let (file, data) = (folder.join("offers.jsonld"), folder.join("data"));
    let mut write = Command::new(api);
    write.args(["seed", "--postings", &postings.to_string(), "--data"]).arg(&data).arg("--file").arg(&file);
    process::output(&mut write)?;
    for what in ["Importing", "Importing again, unchanged,"] {
        let started = std::time::Instant::now();
        let mut import = Command::new(api);
        process::output(import.args(["import", "postings"]).arg(&file).arg("--data").arg(&data))?;
        println!("▸ {what} {postings} offers: {}", process::duration(started.elapsed()));
    }
    std::fs::remove_dir_all(&folder).context("removing the import")
}

fn megabytes(data: &Path, name: &str) -> Result<u64> {
    let path = data.join(name);
    let bytes = if path.is_dir() {
        let sizes = path.read_dir().context("reading the index")?.map(|entry| Ok(entry?.metadata()?.len()));
        sizes.sum::<std::io::Result<u64>>().context("measuring the index")?
    } else {
        path.metadata().with_context(|| format!("measuring {}", path.display()))?.len()
    };
    Ok(bytes / 1_000_000)
}

fn table(rows: &[Row]) {
    println!(
        "\n| offers | requests/s | done/s | p50 ms | p95 ms | p99 ms | worst ms | errors | by id: p99 ms at /s | errors | RSS MB | database MB | index MB |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for row in rows {
        let [p50, p95, p99, worst] = row.mix.percentiles();
        let [.., detail, _] = row.detail.percentiles();
        let rss = row.rss_mb.map_or("?".to_owned(), |mb| mb.to_string());
        println!(
            "| {} | {} | {:.0} | {p50:.1} | {p95:.1} | {p99:.1} | {worst:.1} | {} | {detail:.1} at {:.0} | {} | {rss} | {} | {} |",
            row.postings,
            row.rate,
            row.mix.throughput(),
            row.mix.errors(),
            row.detail.throughput(),
            row.detail.errors(),
            row.database_mb,
            row.index_mb
        );
    }
}
