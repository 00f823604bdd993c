//! What many sign-ins leave in the memory of the program, a process of its own.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test that cannot go on must fail")]
#![cfg(target_os = "linux")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

const AT_ONCE: usize = 4;
/// In kB.
const MOST: u64 = 150 * 1024;

/// Ends with the test, however that ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// In kB: `VmRSS` now, `VmHWM` at the most.
fn resident(process: &Child, field: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':')).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

fn sign_in(address: &str, number: usize) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let body = format!("{{\"email\": \"persona{number}@posta.example\", \"password\": \"cavallo batteria\"}}");
    // Each forty from an address of their own: one may not try as often.
    let client = format!("10.{}.{}.1", number / 10_000, number / 40 % 250);
    let request = format!(
        "POST /api/v1/sessions HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nX-Bacheca: 1\r\nX-Forwarded-For: {client}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.split(' ').nth(1).unwrap_or_default().to_owned()
}

/// Forty here, after which it once stood at 500 MB; `SIGN_INS=1000 cargo test -p listings-api --test memory -- --nocapture`
/// for the whole run.
#[test]
fn sign_ins_leave_no_memory_behind() {
    let sign_ins: usize = std::env::var("SIGN_INS").ok().and_then(|number| number.parse().ok()).unwrap_or(40);
    let dir = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_listings-api"))
        .args(["serve", "--listen", "127.0.0.1:0", "--behind-proxy", "--data"])
        .arg(dir.path().join("data"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let running = Running(child);
    let address = line.trim().strip_prefix("listening on http://").unwrap_or_else(|| panic!("{line}"));
    let before = resident(&running.0, "VmRSS");
    std::thread::scope(|scope| {
        for first in 0..AT_ONCE {
            scope.spawn(move || {
                for number in (first..sign_ins).step_by(AT_ONCE) {
                    assert_eq!(sign_in(address, number), "401", "{number}");
                }
            });
        }
    });
    let (after, most) = (resident(&running.0, "VmRSS"), resident(&running.0, "VmHWM"));
    println!("{sign_ins} sign-ins: {before} kB before, {after} kB after, {most} kB at the most");
    assert!(most <= MOST, "{most} kB at the most, {before} kB before any sign-in");
}
