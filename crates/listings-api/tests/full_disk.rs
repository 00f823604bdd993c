//! The program where no file may grow any more (`ulimit -f 0`, which a full disk is to who writes): it starts, reads, says
//! so, and goes on writing once there is room.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

const PROGRAM: &str = env!("CARGO_BIN_EXE_listings-api");

struct Running {
    child: Child,
    address: String,
}

impl Running {
    fn start(data: &Path, limit: &str) -> Self {
        // Ignored, the signal that comes with the limit leaves the error alone, as a full disk does.
        let script = format!("trap '' XFSZ; {limit} exec \"$0\" \"$@\"");
        let mut child = Command::new("sh")
            .args(["-c", &script, PROGRAM, "serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").unwrap_or_else(|| panic!("{line:?}")).to_owned();
        Self { child, address }
    }

    /// Status and body.
    fn send(&self, method: &str, path: &str, body: &str) -> (u16, Value) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let head =
            format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nX-Bacheca: 1\r\n", self.address);
        let length = body.len();
        let json = "Content-Type: application/json\r\n";
        stream.write_all(format!("{head}{json}Content-Length: {length}\r\n\r\n{body}").as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.get(9..12).unwrap().parse().unwrap(), serde_json::from_str(body).unwrap_or(Value::Null))
    }

    /// As an operator stops it: with SIGTERM.
    fn stop(mut self) {
        let killed = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(killed.success());
        self.child.wait().unwrap();
    }
}

fn account(email: &str) -> String {
    json!({
        "name": "Anna Rossi", "email": email, "password": "cavallo batteria", "privacy_notice_version": "2026-11"
    })
    .to_string()
}

#[test]
fn on_a_full_disk_the_program_starts_and_reads() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let offers: Vec<Value> = (0..30)
        .map(|number| {
            json!({
                "@type": "JobPosting", "identifier": {"name": "Ponte Lavoro S.p.A.", "value": format!("{number}")},
                "title": format!("Offerta {number}"), "description": "<p>Cerchiamo una persona.</p>",
                "datePosted": "2026-11-20", "hiringOrganization": {"name": "Officine Lambro S.r.l."}
            })
        })
        .collect();
    let file = dir.path().join("offers.json");
    std::fs::write(&file, serde_json::to_vec(&offers).unwrap()).unwrap();
    let imported = Command::new(PROGRAM).args(["import", "postings"]).arg(&file).arg("--data").arg(&data).output();
    assert!(imported.unwrap().status.success());

    for index in ["whole", "gone"] {
        // So that the settings are there that the first start makes.
        let before = Running::start(&data, "");
        assert_eq!(before.send("POST", "/api/v1/accounts", &account(&format!("{index}@posta.example"))).0, 202);
        before.stop();
        if index == "gone" {
            std::fs::remove_dir_all(data.join("search")).unwrap();
        }

        let full = Running::start(&data, "ulimit -f 0;");
        let (status, page) = full.send("GET", "/api/v1/job-postings?q=offerta", "");
        assert_eq!((status, &page["total"]), (200, &json!(30)), "{index}");
        let id = page["items"][0]["id"].as_str().unwrap_or_default().to_owned();
        assert_eq!(full.send("GET", &format!("/api/v1/job-postings/{id}"), "").0, 200);
        for _ in 0..2 {
            let (status, problem) = full.send("POST", "/api/v1/accounts", &account("b@posta.example"));
            assert_eq!(status, 507, "{index}: {problem}");
            assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("disk is full")), "{problem}");
        }
        assert_eq!(full.send("GET", "/livez", "").0, 200);
        for path in ["/readyz", "/healthz"] {
            let (status, report) = full.send("GET", path, "");
            assert_eq!((status, &report["status"]), (200, &json!("degraded")), "{report}");
            assert_eq!(report["disk"]["status"], "full", "{report}");
            let expected = if index == "gone" { "in_memory" } else { "ok" };
            assert_eq!(report["search_index"]["status"], expected, "{report}");
        }
        full.stop();
    }
    // Nothing was lost by it, and nothing is in the way of writing.
    let after = Running::start(&data, "");
    assert_eq!(after.send("POST", "/api/v1/accounts", &account("c@posta.example")).0, 202);
    let disk = after.send("GET", "/readyz", "").1["disk"]["status"].clone();
    assert!(disk == "ok" || disk == "low", "{disk}");
    assert_eq!(after.send("GET", "/api/v1/job-postings", "").1["total"], 30);
    after.stop();
}
