//! The program as a script calls it: what it prints last, and its exit status.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::json;

use crate::fixture::application::apply;
use crate::fixture::articles::article;
use crate::fixture::candidate::Candidate;
use crate::fixture::damage::{Cell, Rows};
use crate::fixture::offers::{offer, offer_with};
use crate::fixture::server::TestServer;

const PROGRAM: &str = env!("CARGO_BIN_EXE_listings-api");

fn run(data: &Path, arguments: &[&str]) -> Output {
    Command::new(PROGRAM).args(arguments).arg("--data").arg(data).env("RUST_LOG", "off").output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn last_line(output: &Output) -> String {
    text(&output.stdout).lines().last().unwrap_or_default().to_owned()
}

#[test]
fn an_import_counts_what_it_left_out_and_says_so_in_its_status_when_it_is_strict() {
    let dir = tempfile::tempdir().unwrap();
    let (data, file) = (dir.path().join("data"), dir.path().join("offers.json"));
    let file_name = file.to_str().unwrap();
    let bad = json!([offer("a"), offer_with("b", json!({"title": ""})), offer("c")]);
    std::fs::write(&file, bad.to_string()).unwrap();
    let strict = run(&data, &["import", "--strict", "postings", file_name]);
    assert_eq!(strict.status.code(), Some(1), "{}", text(&strict.stderr));
    assert_eq!(last_line(&strict), "total: 2 added, 0 changed, 0 unchanged, 1 left out");
    // The others were imported.
    let lenient = run(&data, &["import", "postings", file_name]);
    assert_eq!(lenient.status.code(), Some(0), "{}", text(&lenient.stderr));
    assert_eq!(last_line(&lenient), "total: 0 added, 0 changed, 2 unchanged, 1 left out");
    std::fs::write(&file, json!([offer("a")]).to_string()).unwrap();
    assert_eq!(run(&data, &["import", "postings", "--strict", file_name]).status.code(), Some(0));
    std::fs::write(&file, json!([offer_with("b", json!({"title": ""}))]).to_string()).unwrap();
    assert_eq!(run(&data, &["import", "postings", file_name]).status.code(), Some(1));
}

#[test]
fn one_unbalanced_quote_leaves_out_one_record_of_a_thousand() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("offers.csv");
    let row = |number: usize| {
        let quote = if number == 3 { "\"" } else { "" };
        format!("{number};{quote}Offerta {number};Descrizione;2026-11-20;Officine\n")
    };
    let rows: String = (1..=1003).map(row).collect();
    std::fs::write(&file, format!("identifier;title;description;date_posted;hiring_organization\n{rows}")).unwrap();
    let output = run(&dir.path().join("data"), &["import", "--strict", "postings", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("left out: line 4: a quote is not closed"), "{}", text(&output.stdout));
    assert_eq!(last_line(&output), "total: 1002 added, 0 changed, 0 unchanged, 1 left out");
}

#[test]
fn a_folder_of_articles_goes_on_after_one_that_cannot_be_read() {
    let dir = tempfile::tempdir().unwrap();
    let articles = dir.path().join("articles");
    std::fs::create_dir_all(articles.join("a.md")).unwrap();
    std::fs::write(articles.join("b.md"), article("due", "", "Testo.")).unwrap();
    let output = run(&dir.path().join("data"), &["import", "articles", articles.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("left out: cannot read"), "{}", text(&output.stdout));
    assert_eq!(last_line(&output), "total: 1 added, 0 changed, 0 unchanged, 1 left out");
}

#[tokio::test]
async fn an_export_goes_on_after_a_failure_and_says_so_in_its_status() {
    let server = TestServer::start().await;
    let (a, b) = (server.import_offer("a").await, server.import_offer("b").await);
    let candidate = Candidate::anna(&server).await;
    for offer in [&a, &b] {
        assert_eq!(apply(&candidate, offer, offer).await.status, 201);
    }
    let (data, target) = (&server.state.config.data_dir, server.dir.path().join("export"));
    let target = target.to_str().unwrap();
    assert_eq!(run(data, &["applications", "export", target]).status.code(), Some(0));
    let of_a = Rows::Where("job_posting", &a);
    server.database().set("job_applications", of_a, "cv_file", Cell::Text("gone")).await;
    let output = run(data, &["applications", "export", target]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("left out: CV of application"), "{}", text(&output.stderr));
    assert!(text(&output.stdout).starts_with("1 CVs and applications.jsonl"), "{}", text(&output.stdout));
    assert_eq!(run(data, &["applications", "list"]).status.code(), Some(0));
    let backup = server.dir.path().join("backup");
    let output = run(data, &["backup", backup.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("left out: CV gone"), "{}", text(&output.stderr));
    let restored = run(&server.dir.path().join("restored"), &["restore", backup.to_str().unwrap()]);
    assert_eq!(restored.status.code(), Some(1), "{}", text(&restored.stderr));
    assert!(text(&restored.stdout).contains("2 applications, 1 CVs"), "{}", text(&restored.stdout));
}

/// A limit on the size of files fails a write as a full disk does.
#[cfg(unix)]
#[tokio::test]
async fn on_a_full_disk_a_backup_fails_and_leaves_nothing_of_its_name() {
    let server = TestServer::start().await;
    let backup = server.dir.path().join("backup");
    let script = "trap '' XFSZ; ulimit -f 64; exec \"$0\" backup \"$1\" --data \"$2\"";
    let output = Command::new("sh")
        .args(["-c", script, PROGRAM])
        .arg(&backup)
        .arg(&server.state.config.data_dir)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("listings-api: database:"), "{}", text(&output.stderr));
    let left: Vec<_> = std::fs::read_dir(server.dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["data"]);
}

#[test]
fn sources_are_named_run_and_removed() {
    let dir = tempfile::tempdir().unwrap();
    let (data, file) = (dir.path().join("data"), dir.path().join("feed.json"));
    let feed = file.to_str().unwrap();
    std::fs::write(
        &file,
        json!([offer("a"), offer("b"), offer_with("c", json!({"title": "=1+1", "datePosted": ""}))]).to_string(),
    )
    .unwrap();
    let sources = |arguments: &[&str]| run(&data, &[&["sources"], arguments].concat());
    let good = |arguments: &[&str]| {
        let output = sources(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout)
    };
    let added = good(&["add", "ponte", feed, "--schedule", "daily 06:30", "--complete"]);
    assert!(added.contains("daily 06:30"), "{added}");
    for bad in [
        &["add", "ponte", feed] as &[&str],
        &["add", "Ponte!", feed],
        &["add", "altra", "http://127.0.0.1/feed"],
        &["add", "altra", "https://feed.example/a", "--schedule", "ogni tanto"],
        &["add", "altra", "https://feed.example/a", "--format", "wordperfect"],
        &["add", "altra", "/nowhere/feed.json"],
        &["run", "altra"],
        &["runs", "altra"],
        &["pause", "altra"],
        &["remove", "altra"],
    ] {
        assert_ne!(sources(bad).status.code(), Some(0), "{bad:?}");
    }
    let ran = good(&["run", "ponte"]);
    assert!(ran.contains("2 added, 0 changed, 0 unchanged, 1 left out"), "{ran}");
    assert!(good(&["list"]).contains("(jsonld, complete), daily 06:30, next "));
    good(&["pause", "ponte"]);
    assert!(good(&["list"]).contains("paused"));
    good(&["resume", "ponte"]);
    std::fs::write(&file, "<html><title>Errore</title>").unwrap();
    let failed = sources(&["run", "ponte"]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(text(&failed.stderr).contains("it is a web page (\"Errore\"), not a feed"), "{}", text(&failed.stderr));
    let runs = good(&["runs", "ponte"]);
    assert_eq!(runs.lines().count(), 2, "{runs}");
    assert!(runs.lines().next().unwrap().contains(": failed, "), "{runs}");
    let csv = good(&["runs", "ponte", "--csv", "--language", "it"]);
    assert!(csv.starts_with("run,started_at,ended_at,outcome,reason,what,line,record,job_posting,rule,why\n"), "{csv}");
    assert!(csv.contains(",left_out,") && csv.contains("Manca la retribuzione"), "{csv}");
    assert!(good(&["runs", "ponte", "--run", "1", "--language", "en"]).contains("The pay is missing"));
    let removed = good(&["remove", "ponte", "--end-offers"]);
    assert!(removed.contains("2 offers withdrawn"), "{removed}");
    assert_eq!(good(&["list"]), "");
}

#[test]
fn an_import_may_be_linted() {
    let dir = tempfile::tempdir().unwrap();
    let (data, file) = (dir.path().join("data"), dir.path().join("offers.json"));
    let lint = offer_with("a", json!({"title": "Segretaria", "description": "Inviare CV con foto."}));
    std::fs::write(&file, json!([lint]).to_string()).unwrap();
    let import = |language: &str| {
        let arguments = ["import", "postings", file.to_str().unwrap(), "--lint", "--language", language];
        text(&run(&data, &arguments).stdout)
    };
    let italian = import("it");
    assert!(italian.contains("one_gender_title: Il titolo nomina un solo genere («segretaria»)"), "{italian}");
    assert!(italian.contains("looks_asked"), "{italian}");
    // Records that have not changed are looked through as well.
    let english = import("en");
    assert!(english.contains("The title names one gender only") && english.contains("1 unchanged"), "{english}");
}
