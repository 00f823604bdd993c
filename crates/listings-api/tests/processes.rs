//! The program itself: a second server on a data folder, its end, and what it logs.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on must fail")]
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_listings-api");

fn serve(data: &Path, options: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data).args(options);
    command.env("RUST_LOG", "info").stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A server that answers, and its address.
fn start(data: &Path, options: &[&str]) -> (Child, String) {
    let mut child = serve(data, options).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("listening on http://").unwrap_or_else(|| panic!("{line}")).to_owned();
    (child, address)
}

/// SIGTERM; what it has logged.
fn stop(child: Child) -> String {
    assert!(Command::new("kill").arg(child.id().to_string()).status().unwrap().success());
    let ended = child.wait_with_output().unwrap();
    let log = String::from_utf8(ended.stderr).unwrap();
    assert!(ended.status.success(), "{log}");
    log
}

/// No error, and no warning of ours: a slow machine makes the database's client warn.
fn is_quiet(log: &str) -> bool {
    !log.contains("ERROR") && !log.contains("WARN listings_api")
}

fn run(data: &Path, arguments: &[&str]) -> Output {
    Command::new(PROGRAM).args(arguments).arg("--data").arg(data).output().unwrap()
}

fn sign_up(address: &str) {
    let body = r#"{"name":"Anna Rossi","email":"anna@posta.example","password":"cavallo batteria","privacy_notice_version":"2026-11"}"#;
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    write!(
        stream,
        "POST /api/v1/accounts HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 202"), "{answer}");
}

/// Waits until the letter is a file.
fn wait_for_letter(data: &Path) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !std::fs::read_dir(data.join("outbox")).is_ok_and(|mut files| files.next().is_some()) {
        assert!(Instant::now() < deadline, "no letter");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_data_folder_has_one_server_and_the_other_commands_may_run_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let (first, _) = start(&data, &[]);
    let second = serve(&data, &[]).output().unwrap();
    let said = String::from_utf8(second.stderr).unwrap();
    assert!(!second.status.success() && second.stdout.is_empty(), "{said}");
    assert!(said.contains("another server is running on the data folder") && said.contains("--data"), "{said}");
    assert!(said.contains(&data.display().to_string()), "{said}");
    for command in [["seed", "--postings", "5"].as_slice(), &["reports"], &["applications", "list"]] {
        let ran = run(&data, command);
        assert!(ran.status.success(), "{command:?}: {}", String::from_utf8_lossy(&ran.stderr));
    }
    // Again at once, after an orderly end and after none.
    stop(first);
    let (mut killed, _) = start(&data, &[]);
    killed.kill().unwrap();
    killed.wait().unwrap();
    let (last, _) = start(&data, &[]);
    stop(last);
}

#[test]
fn an_orderly_end_is_no_error() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    for _ in 0..5 {
        let (server, address) = start(&data, &[]);
        // Kept open, as browsers do.
        let idle = TcpStream::connect(&address).unwrap();
        let log = stop(server);
        drop(idle);
        assert!(is_quiet(&log), "{log}");
    }
}

#[test]
fn a_mail_server_that_says_nothing_does_not_keep_the_server_from_ending() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let smtp = format!("smtp://{}", listener.local_addr().unwrap());
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let (server, address) = start(&data, &["--smtp-url", &smtp]);
    sign_up(&address);
    // It is being sent.
    let (mut connection, _) = listener.accept().unwrap();
    connection.write_all(b"220 test\r\n").unwrap();
    let began = Instant::now();
    let log = stop(server);
    assert!(began.elapsed() < Duration::from_secs(12), "{:?}", began.elapsed());
    assert!(is_quiet(&log), "{log}");
}

#[test]
fn links_are_logged_when_somebody_asks_for_it() {
    for (options, is_logged) in [(&[] as &[&str], false), (&["--log-links"], true)] {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        let (server, address) = start(&data, options);
        sign_up(&address);
        wait_for_letter(&data);
        let log = stop(server);
        assert!(log.contains("the email is a file"), "{log}");
        assert_eq!(log.contains("conferma-email#"), is_logged, "{log}");
        assert!(!log.contains("anna@"), "{log}");
    }
}
