//! `kill -9` of the program while it acknowledges applications: none that it said yes to is lost.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use serde_json::Value;

use crate::process::{Process, import_offers, run, send, wait_for_email};

const CV: &str = "%PDF-1.7\nprova";
const PER_ROUND: usize = 40;

fn apply(address: &str, cookie: &str, offer: &str) -> Option<u16> {
    let headers = format!(
        "Cookie: {cookie}\r\nIdempotency-Key: {offer}\r\nContent-Type: multipart/form-data; boundary=confine\r\n"
    );
    let part = "Content-Disposition: form-data; name=\"cv\"; filename=\"cv.pdf\"";
    let body = format!("--confine\r\n{part}\r\n\r\n{CV}\r\n--confine--\r\n");
    let path = format!("/api/v1/job-postings/{offer}/applications");
    send(address, "POST", &path, &headers, &body).map(|answer| answer.status)
}

fn offers(server: &Process) -> Vec<String> {
    let mut ids = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = server.get(&format!("/api/v1/job-postings?limit=100{cursor}")).json();
        ids.extend(page["items"].as_array().unwrap().iter().map(|offer| offer["id"].as_str().unwrap().to_owned()));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return ids,
        }
    }
}

/// Those of Anna.
fn applications(server: &Process, cookie: &str) -> Vec<Value> {
    let answer = server.send("GET", "/api/v1/me/applications", &format!("Cookie: {cookie}\r\n"), "");
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json().as_array().unwrap().clone()
}

/// Three kills here; `KILLS=100 cargo test -p listings-api --test program durability -- --nocapture` for the whole run.
#[test]
fn no_acknowledged_application_is_lost() {
    let kills: usize = std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(3);
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    import_offers(&data, kills * PER_ROUND);

    let server = Process::start(&data);
    let ids = offers(&server);
    assert_eq!(ids.len(), kills * PER_ROUND);
    assert_eq!(server.sign_up("anna@posta.example"), 202);
    let email = wait_for_email(&data);
    let (token, _) = email.split_once('#').and_then(|(_, rest)| rest.split_once("\r\n")).unwrap();
    let confirmed = server.send("PUT", &format!("/api/v1/email-confirmations/{token}"), "", "");
    assert_eq!(confirmed.status, 204);
    let cookie = confirmed.head.split("__Host-bacheca=").nth(1).unwrap().split(';').next().unwrap();
    let cookie = format!("__Host-bacheca={cookie}");
    server.kill();

    let mut acknowledged = Vec::new();
    for round in ids.chunks(PER_ROUND) {
        let server = Process::start(&data);
        let is_over = Arc::new(AtomicBool::new(false));
        let (address, cookie, round, over) = (server.address.clone(), cookie.clone(), round.to_vec(), is_over.clone());
        let (first, has_begun) = mpsc::channel();
        let sending = std::thread::spawn(move || {
            let offers = round.iter().take_while(|_| !over.load(Ordering::Relaxed));
            let is_acknowledged = |offer: &&String| {
                let is_acknowledged = apply(&address, &cookie, offer) == Some(201);
                // Nobody listens after the first.
                let _ = first.send(());
                is_acknowledged
            };
            offers.filter(is_acknowledged).cloned().collect::<Vec<_>>()
        });
        // However busy the machine is, and at a different moment each time.
        let _ = has_begun.recv_timeout(Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis((acknowledged.len() as u64 * 37) % 200));
        server.kill();
        is_over.store(true, Ordering::Relaxed);
        acknowledged.extend(sending.join().unwrap());
    }
    assert!(!acknowledged.is_empty());

    // A backup of a damaged database is refused.
    let backup = run(&data, &["backup", dir.path().join("backup").to_str().unwrap()]);
    assert!(backup.status.success(), "{}", String::from_utf8_lossy(&backup.stderr));
    let server = Process::start(&data);
    let stored = applications(&server, &cookie);
    let is_stored = |offer: &&String| stored.iter().any(|stored| stored["job_posting"]["id"] == **offer);
    let lost: Vec<_> = acknowledged.iter().filter(|offer| !is_stored(offer)).collect();
    assert!(lost.is_empty(), "of {} acknowledged, lost: {lost:?}", acknowledged.len());
    for application in &stored {
        let path = format!("/api/v1/me/applications/{}/cv", application["id"].as_str().unwrap());
        assert_eq!(server.send("GET", &path, &format!("Cookie: {cookie}\r\n"), "").body, CV, "{path}");
    }
    // The answer was lost, the row was not: sent again it is acknowledged, and makes no second one.
    assert_eq!(apply(&server.address, &cookie, stored[0]["job_posting"]["id"].as_str().unwrap()), Some(201));
    assert_eq!(applications(&server, &cookie).len(), stored.len());
    server.kill();
    println!("{kills} kills, {} acknowledged, {} stored, none lost", acknowledged.len(), stored.len());
}
