//! Whether an address has an account can't be told by how long an answer takes.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::candidate::{PASSWORD, sign_in, sign_up};
use crate::server::Server;

/// What an address may be to the server.
const KINDS: [&str; 3] = ["known", "unknown", "unconfirmed"];
/// What may be asked about it.
const CALLS: [&str; 3] = ["sign-in", "sign-up", "reset"];
/// Largest part of the known one's time by which another may differ, where it is measured in earnest.
const STRICT: f64 = 0.1;
/// How many times as long one may take as another, where other work goes on: without the hash it would be tens.
const LOOSE: f64 = 4.0;
/// A machine may be busy just then; a difference in the work shows every time.
const ROUNDS: u32 = 3;

/// To measure: `SAMPLES=200 cargo test -p listings-api --release --test api same_time -- --nocapture`, with nothing else
/// running. Without `SAMPLES` it only fails where whole parts of the work are left out.
#[tokio::test]
async fn known_and_unknown_addresses_take_the_same_time() {
    let samples: Option<u32> = std::env::var("SAMPLES").ok().and_then(|samples| samples.parse().ok());
    let mut medians = measure(samples.unwrap_or(7)).await;
    for _ in 1..ROUNDS {
        if samples.is_some() || medians.iter().all(|times| largest(times) <= LOOSE * smallest(times)) {
            break;
        }
        medians = measure(7).await;
    }
    for (call, times) in CALLS.iter().zip(medians) {
        let [known, unknown, unconfirmed] = times;
        let gap = (largest(&times) - known).max(known - smallest(&times)) / known;
        println!(
            "{call}: median {:.3} ms known, {:.3} ms unknown, {:.3} ms unconfirmed; largest gap {:.1} %",
            known * 1e3,
            unknown * 1e3,
            unconfirmed * 1e3,
            gap * 1e2
        );
        match samples {
            Some(_) => assert!(gap <= STRICT, "{call}: {times:?}"),
            None => assert!(largest(&times) <= LOOSE * smallest(&times), "{call}: {times:?}"),
        }
    }
}

/// The median time in seconds of each call about each kind of address.
async fn measure(samples: u32) -> [[f64; 3]; 3] {
    let server = Server::start_with(|config| {
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
            sign_up(&server, "Anna Rossi", email).await;
        }
        sqlx::query("UPDATE accounts SET email_confirmed_at = created_at WHERE email = ?")
            .bind(&emails[0])
            .execute(&server.state.store.write)
            .await
            .unwrap();
        // In turn, each first as often as the others: what goes before warms up, and the machine is not always the same.
        let order = [0, 1, 2].map(|place| (place + number as usize) % 3);
        // Signing up comes last: then the unknown one is known.
        for call in [0, 2, 1] {
            for kind in order {
                let started = Instant::now();
                ask(&server, CALLS[call], &emails[kind], kind).await;
                times[call][kind].push(started.elapsed());
            }
        }
    }
    times.map(|kinds| kinds.map(median))
}

async fn ask(server: &Server, call: &str, email: &str, kind: usize) {
    let status = match call {
        // The right password of an address that is not confirmed: that is what someone tries who signed up with it.
        "sign-in" if KINDS[kind] == "unconfirmed" => sign_in(server, email, PASSWORD).await.status,
        "sign-in" => sign_in(server, email, "un'altra parola").await.status,
        "sign-up" => return sign_up(server, "Anna Rossi", email).await,
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

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

fn largest(times: &[f64; 3]) -> f64 {
    times.iter().copied().fold(0.0, f64::max)
}

fn smallest(times: &[f64; 3]) -> f64 {
    times.iter().copied().fold(f64::INFINITY, f64::min)
}
