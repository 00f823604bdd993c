//! `kill -9` of the program while it acknowledges applications: none that it said yes to is lost.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that cannot go on must fail"
)]
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

const PROGRAM: &str = env!("CARGO_BIN_EXE_listings-api");
const CV: &str = "%PDF-1.7\nprova";
const PER_ROUND: usize = 40;

struct Running {
    child: Child,
    address: String,
}

impl Running {
    fn start(data: &Path) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").unwrap_or_else(|| panic!("{line}")).to_owned();
        Self { child, address }
    }

    /// SIGKILL: nothing is flushed, nobody says goodbye.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Status, head and body; `None` when the connection breaks.
fn send(address: &str, method: &str, path: &str, headers: &str, body: &str) -> Option<(u16, String, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    let length = body.len();
    let head = format!("{method} /api/v1{path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nX-Bacheca: 1\r\n");
    stream.write_all(format!("{head}{headers}Content-Length: {length}\r\n\r\n{body}").as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.get(9..12)?.parse().ok()?;
    // The answer has its length, or is nothing.
    let length = head
        .to_lowercase()
        .split_once("content-length: ")
        .and_then(|(_, rest)| rest.split("\r\n").next()?.parse().ok());
    (length.unwrap_or(0) == body.len()).then(|| (status, head.to_owned(), body.to_owned()))
}

fn apply(address: &str, cookie: &str, offer: &str) -> Option<u16> {
    let headers = format!(
        "Cookie: {cookie}\r\nIdempotency-Key: {offer}\r\nContent-Type: multipart/form-data; boundary=confine\r\n"
    );
    let part = "Content-Disposition: form-data; name=\"cv\"; filename=\"cv.pdf\"";
    let body = format!("--confine\r\n{part}\r\n\r\n{CV}\r\n--confine--\r\n");
    send(address, "POST", &format!("/job-postings/{offer}/applications"), &headers, &body).map(|(status, ..)| status)
}

/// What follows `#` in the link of the one email that is sent.
fn emailed_token(outbox: &Path) -> String {
    for _ in 0..200 {
        let email = std::fs::read_dir(outbox).ok().and_then(|mut files| files.next()).map(|file| file.unwrap().path());
        // Quoted-printable: soft line breaks.
        let text = email.map(|email| std::fs::read_to_string(email).unwrap().replace("=\r\n", "")).unwrap_or_default();
        if let Some((token, _)) = text.split_once('#').and_then(|(_, rest)| rest.split_once("\r\n")) {
            return token.to_owned();
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("no email in {}", outbox.display());
}

/// Three kills here; `KILLS=100 cargo test -p listings-api --test durability` for the whole run.
#[test]
fn no_acknowledged_application_is_lost() {
    let kills: usize = std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(3);
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let offer = |number: usize| {
        json!({
            "@type": "JobPosting", "identifier": {"name": "Ponte Lavoro S.p.A.", "value": format!("{number}")},
            "title": format!("Offerta {number}"), "description": "<p>Cerchiamo una persona.</p>",
            "datePosted": "2026-11-20", "hiringOrganization": {"name": "Officine Lambro S.r.l."}
        })
    };
    let offers: Vec<Value> = (0..kills * PER_ROUND).map(offer).collect();
    let file = dir.path().join("offers.json");
    std::fs::write(&file, serde_json::to_vec(&offers).unwrap()).unwrap();
    let imported = Command::new(PROGRAM).args(["import", "postings"]).arg(&file).arg("--data").arg(&data).output();
    assert!(imported.unwrap().status.success());
    let query = |sql: &'static str| -> Vec<String> {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
            let url = format!("sqlite://{}", data.join("listings.db").display());
            let db = sqlx::SqlitePool::connect(&url).await.unwrap();
            let rows = sqlx::query_scalar(sql).fetch_all(&db).await.unwrap();
            db.close().await;
            rows
        })
    };
    let ids = query("SELECT id FROM job_postings ORDER BY seq");
    assert_eq!(ids.len(), kills * PER_ROUND);

    let server = Running::start(&data);
    let json = "Content-Type: application/json\r\n";
    let account = json!({
        "name": "Anna Rossi", "email": "anna@posta.example", "password": "cavallo batteria", "privacy_notice_version": "2026-11"
    });
    assert_eq!(send(&server.address, "POST", "/accounts", json, &account.to_string()).unwrap().0, 202);
    let confirmation = format!("/email-confirmations/{}", emailed_token(&data.join("outbox")));
    let (status, head, _) = send(&server.address, "PUT", &confirmation, "", "").unwrap();
    assert_eq!(status, 204);
    let cookie = head.split("__Host-bacheca=").nth(1).unwrap().split(';').next().unwrap();
    let cookie = format!("__Host-bacheca={cookie}");
    server.kill();

    let mut acknowledged = Vec::new();
    for round in ids.chunks(PER_ROUND) {
        let server = Running::start(&data);
        let is_over = Arc::new(AtomicBool::new(false));
        let (address, cookie, round, over) = (server.address.clone(), cookie.clone(), round.to_vec(), is_over.clone());
        let sending = std::thread::spawn(move || {
            let offers = round.iter().take_while(|_| !over.load(Ordering::Relaxed));
            offers.filter(|offer| apply(&address, &cookie, offer) == Some(201)).cloned().collect::<Vec<_>>()
        });
        // A different moment each time.
        std::thread::sleep(Duration::from_millis(30 + (acknowledged.len() as u64 * 37) % 200));
        server.kill();
        is_over.store(true, Ordering::Relaxed);
        acknowledged.extend(sending.join().unwrap());
    }
    assert!(!acknowledged.is_empty());

    assert_eq!(query("SELECT integrity_check FROM pragma_integrity_check"), ["ok"]);
    let stored = query("SELECT job_posting FROM job_applications");
    let lost: Vec<_> = acknowledged.iter().filter(|offer| !stored.contains(offer)).collect();
    assert!(lost.is_empty(), "of {} acknowledged, lost: {lost:?}", acknowledged.len());
    for file in query("SELECT cv_file FROM job_applications") {
        assert_eq!(std::fs::read_to_string(data.join("cv").join(&file)).unwrap(), CV, "{file}");
    }
    // The answer was lost, the row was not: sent again it is acknowledged, and makes no second one.
    let server = Running::start(&data);
    assert_eq!(apply(&server.address, &cookie, &stored[0]), Some(201));
    assert_eq!(query("SELECT job_posting FROM job_applications").len(), stored.len());
    server.kill();
    println!("{kills} kills, {} acknowledged, {} stored, none lost", acknowledged.len(), stored.len());
}
