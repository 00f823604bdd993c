//! Whether an address has an account can't be told by how long an answer takes.

use std::time::Instant;

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::fixture::candidate::PASSWORD;
use crate::fixture::server::TestServer;

/// What an address may be to the server.
const KINDS: [&str; 3] = ["known", "unknown", "unconfirmed"];
/// What may be asked about it.
const CALLS: [&str; 3] = ["sign-in", "sign-up", "reset"];
const ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [2, 1, 0], [1, 2, 0], [0, 2, 1], [2, 0, 1], [1, 0, 2]];
/// Resets per sample. They hash nothing, and of so short a time a wait for the disk is a large part.
const RESETS: usize = 10;
/// Largest part of the known one's time by which another may differ, where it is measured in earnest.
const STRICT: f64 = 0.1;
/// How many times as long one may take as another, where other work goes on: without the hash it would be tens.
const LOOSE: f64 = 4.0;
/// A machine may be busy just then; a difference in the work shows every time.
const ROUNDS: u32 = 3;
/// Samples where it is not measured in earnest.
const FEW: u32 = 7;

/// To measure: `SAMPLES=200 cargo test -p listings-api --release --test api same_time -- --nocapture`, with nothing else
/// running. Without `SAMPLES` it only fails where whole parts of the work are left out.
#[tokio::test]
async fn known_and_unknown_addresses_take_the_same_time() {
    let samples: Option<u32> = std::env::var("SAMPLES").ok().and_then(|samples| samples.parse().ok());
    let mut measured = measure(samples.unwrap_or(FEW)).await;
    for _ in 1..ROUNDS {
        if samples.is_some() || measured.iter().all(|measured| measured.is_within(LOOSE)) {
            break;
        }
        measured = measure(FEW).await;
    }
    for (call, measured) in CALLS.iter().zip(&measured) {
        println!("{call}: {measured}");
    }
    let most = if samples.is_some() { 1.0 + STRICT } else { LOOSE };
    for (call, measured) in CALLS.iter().zip(&measured) {
        assert!(measured.is_within(most), "{call}: {measured}");
    }
}

/// How long a call took.
struct Measured {
    /// The median in seconds, by kind of address.
    medians: [f64; 3],
    /// How many times as long as the known one each took, of calls that were made one after the other: the median. What
    /// else the machine does then falls on both.
    ratios: [f64; 3],
}

impl Measured {
    fn of(times: &[Vec<f64>; 3]) -> Self {
        let [known, ..] = times;
        let ratio = |times: &Vec<f64>| median(times.iter().zip(known).map(|(time, known)| time / known));
        Self {
            medians: times.each_ref().map(|times| median(times.iter().copied())),
            ratios: times.each_ref().map(ratio),
        }
    }

    fn is_within(&self, most: f64) -> bool {
        self.ratios.iter().all(|ratio| (1.0 / most..=most).contains(ratio))
    }
}

impl std::fmt::Display for Measured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for ((kind, median), ratio) in KINDS.iter().zip(self.medians).zip(self.ratios) {
            write!(f, "{kind} {:.3} ms ({:+.1} %)  ", median * 1e3, (ratio - 1.0) * 1e2)?;
        }
        Ok(())
    }
}

/// Makes each call about each kind of address so often.
async fn measure(samples: u32) -> [Measured; 3] {
    let server = TestServer::start_with(|config| {
        config.sign_in_limit = u32::MAX;
        config.sign_up_limit = u32::MAX;
        config.email_request_limit = u32::MAX;
    })
    .await;
    let mut times = CALLS.map(|_| KINDS.map(|_| Vec::new()));
    for number in 0..samples {
        // Others each time: guesses at one would slow down.
        let emails = KINDS.map(|kind| format!("{kind}{number}@posta.example"));
        for email in [&emails[0], &emails[2]] {
            server.sign_up("Anna Rossi", email).await;
        }
        server.database().confirm_account(&emails[0]).await;
        // Signing up comes last: then the unknown one is known.
        for (call, repetitions) in [(0, 1), (2, RESETS), (1, 1)] {
            for repetition in 0..repetitions {
                // What goes before warms up, and must not always be the same.
                let order = ORDERS[(number as usize + repetition) % ORDERS.len()];
                for kind in order {
                    let started = Instant::now();
                    ask(&server, CALLS[call], &emails[kind], kind).await;
                    times[call][kind].push(started.elapsed().as_secs_f64());
                }
            }
        }
    }
    times.each_ref().map(Measured::of)
}

async fn ask(server: &TestServer, call: &str, email: &str, kind: usize) {
    let status = match call {
        // The right password of an address that is not confirmed: that is what someone tries who signed up with it.
        "sign-in" if KINDS[kind] == "unconfirmed" => server.sign_in(email, PASSWORD).await.status,
        "sign-in" => server.sign_in(email, "un'altra parola").await.status,
        "sign-up" => return server.sign_up("Anna Rossi", email).await,
        _ => {
            let request = Request::post("/api/v1/password-resets")
                .header("content-type", "application/json")
                .header("x-bacheca", "1")
                .body(Body::from(json!({"email": email}).to_string()));
            server.send(request.unwrap()).await.status
        }
    };
    assert_eq!(status, if call == "sign-in" { 401 } else { 202 });
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
