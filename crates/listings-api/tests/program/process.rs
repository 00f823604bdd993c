//! A server as a process, and what is said to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_listings-api");

/// Ends with the test, however that ends.
pub struct Process {
    child: Child,
    pub address: String,
    /// Read to the end, so that it never waits for a reader.
    log: Option<JoinHandle<String>>,
    _stdout: BufReader<ChildStdout>,
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

/// The arguments of a server on this data folder.
fn serve(data: &Path, options: &[&str]) -> Vec<String> {
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()];
    arguments.iter().chain(options).map(|argument| (*argument).to_owned()).collect()
}

impl Process {
    pub fn start(data: &Path) -> Self {
        Self::start_with(data, &[])
    }

    /// A server that answers.
    pub fn start_with(data: &Path, options: &[&str]) -> Self {
        Self::spawn(Command::new(PROGRAM).args(serve(data, options)))
    }

    /// One that the shell gives a limit before.
    pub fn start_under(limit: &str, data: &Path) -> Self {
        let script = format!("{limit} exec \"$0\" \"$@\"");
        Self::spawn(Command::new("sh").args(["-c", &script, PROGRAM]).args(serve(data, &[])))
    }

    fn spawn(command: &mut Command) -> Self {
        let command = command.env("RUST_LOG", "info").stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut errors = child.stderr.take().unwrap();
        let log = std::thread::spawn(move || {
            let mut log = String::new();
            errors.read_to_string(&mut log).unwrap();
            log
        });
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").unwrap_or_else(|| panic!("{line:?}")).to_owned();
        Self { child, address, log: Some(log), _stdout: stdout }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "", "")
    }

    pub fn post_json(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, "Content-Type: application/json\r\n", &body.to_string())
    }

    pub fn send(&self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        send(&self.address, method, path, headers, body).unwrap_or_else(|| panic!("no answer to {method} {path}"))
    }

    /// The status of a sign-up.
    pub fn sign_up(&self, email: &str) -> u16 {
        let account = json!({
            "name": "Anna Rossi", "email": email, "password": "cavallo batteria", "privacy_notice_version": "2026-11"
        });
        self.post_json("/api/v1/accounts", &account).status
    }

    /// SIGKILL: nothing is flushed, nobody says goodbye.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// As an operator stops it: with SIGTERM. How it ended, and what it has logged.
    pub fn stop(mut self) -> (ExitStatus, String) {
        assert!(Command::new("kill").arg(self.child.id().to_string()).status().unwrap().success());
        let status = self.child.wait().unwrap();
        (status, self.log.take().unwrap().join().unwrap())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `None` when the connection breaks.
pub fn send(address: &str, method: &str, path: &str, headers: &str, body: &str) -> Option<Answer> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    let length = body.len();
    let head = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nX-Bacheca: 1\r\n");
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
    (length.unwrap_or(0) == body.len()).then(|| Answer { status, head: head.to_owned(), body: body.to_owned() })
}

/// Another command on the same data.
pub fn run(data: &Path, arguments: &[&str]) -> Output {
    Command::new(PROGRAM).args(arguments).arg("--data").arg(data).output().unwrap()
}

/// A second server, which must not start.
pub fn run_server(data: &Path) -> Output {
    Command::new(PROGRAM).args(serve(data, &[])).output().unwrap()
}

/// Imports so many offers from a file beside the data.
pub fn import_offers(data: &Path, count: usize) {
    let offer = |number: usize| {
        json!({
            "@type": "JobPosting", "identifier": {"name": "Ponte Lavoro S.p.A.", "value": format!("{number}")},
            "title": format!("Offerta {number}"), "description": "<p>Cerchiamo una persona.</p>",
            "datePosted": "2026-11-20", "hiringOrganization": {"name": "Officine Lambro S.r.l."}
        })
    };
    let offers: Vec<Value> = (0..count).map(offer).collect();
    let file = data.with_file_name("offers.json");
    std::fs::write(&file, serde_json::to_vec(&offers).unwrap()).unwrap();
    assert!(run(data, &["import", "postings", file.to_str().unwrap()]).status.success());
}

/// The one email that is sent, once it is a file.
pub fn wait_for_email(data: &Path) -> String {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        let file = std::fs::read_dir(data.join("outbox")).ok().and_then(|mut files| files.next());
        // Quoted-printable: soft line breaks.
        let text = file.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap().replace("=\r\n", ""));
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            return text;
        }
        assert!(Instant::now() < deadline, "no email");
        std::thread::sleep(Duration::from_millis(20));
    }
}
