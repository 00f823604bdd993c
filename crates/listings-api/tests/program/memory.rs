//! What many sign-ins leave in the memory of the program, a process of its own.

use crate::process::{Process, send};

const AT_ONCE: usize = 4;
/// In kB.
const MOST: u64 = 150 * 1024;

/// In kB: `VmRSS` now, `VmHWM` at the most.
fn resident(process: &Process, field: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':')).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

fn sign_in(address: &str, number: usize) -> u16 {
    let body = format!("{{\"email\": \"persona{number}@posta.example\", \"password\": \"cavallo batteria\"}}");
    // Each forty from an address of their own: one may not try as often.
    let client = format!("10.{}.{}.1", number / 10_000, number / 40 % 250);
    let headers = format!("X-Forwarded-For: {client}\r\nContent-Type: application/json\r\n");
    send(address, "POST", "/api/v1/sessions", &headers, &body).unwrap().status
}

/// Forty here, after which it once stood at 500 MB; `SIGN_INS=1000 cargo test -p listings-api --test program memory -- --nocapture`
/// for the whole run.
#[test]
fn sign_ins_leave_no_memory_behind() {
    let sign_ins: usize = std::env::var("SIGN_INS").ok().and_then(|number| number.parse().ok()).unwrap_or(40);
    let dir = tempfile::tempdir().unwrap();
    let running = Process::start_with(&dir.path().join("data"), &["--behind-proxy"]);
    let address = running.address.as_str();
    let before = resident(&running, "VmRSS");
    std::thread::scope(|scope| {
        for first in 0..AT_ONCE {
            scope.spawn(move || {
                for number in (first..sign_ins).step_by(AT_ONCE) {
                    assert_eq!(sign_in(address, number), 401, "{number}");
                }
            });
        }
    });
    let (after, most) = (resident(&running, "VmRSS"), resident(&running, "VmHWM"));
    println!("{sign_ins} sign-ins: {before} kB before, {after} kB after, {most} kB at the most");
    assert!(most <= MOST, "{most} kB at the most, {before} kB before any sign-in");
}
