//! A second server on a data folder, the end of one, and what it logs.

use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::process::{Process, run, run_server, wait_for_email};

const EMAIL: &str = "anna@posta.example";

/// What one that ends without a fault has logged.
fn stop(server: Process) -> String {
    let (status, log) = server.stop();
    assert!(status.success(), "{log}");
    log
}

/// No error and no warning. A slow machine makes the database's client warn; whatever else does is one of our crates.
fn is_quiet(log: &str) -> bool {
    let is_slow_machine = |line: &str| line.contains(" WARN sqlx");
    !log.lines().any(|line| line.contains("ERROR") || (line.contains(" WARN ") && !is_slow_machine(line)))
}

#[test]
fn a_data_folder_has_one_server_and_the_other_commands_may_run_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let first = Process::start(&data);
    let second = run_server(&data);
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
    Process::start(&data).kill();
    stop(Process::start(&data));
}

#[test]
fn an_orderly_end_is_no_error() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    for _ in 0..5 {
        let server = Process::start(&data);
        // Kept open, as browsers do.
        let idle = TcpStream::connect(&server.address).unwrap();
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
    let server = Process::start_with(&data, &["--smtp-url", &smtp]);
    assert_eq!(server.sign_up(EMAIL), 202);
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
        let server = Process::start_with(&data, options);
        assert_eq!(server.sign_up(EMAIL), 202);
        wait_for_email(&data);
        let log = stop(server);
        assert!(log.contains("the email is a file"), "{log}");
        assert_eq!(log.contains("conferma-email#"), is_logged, "{log}");
        assert!(!log.contains("anna@"), "{log}");
    }
}
