use serde_json::json;

use crate::fixture::candidate::{Candidate, EMAIL};
use crate::fixture::server::TestServer;

const ME: &str = "/api/v1/me";

#[tokio::test]
async fn the_profile_is_for_who_is_signed_in() {
    let server = TestServer::start().await;
    let refused = server.get(ME).await;
    refused.problem(401);
    assert_eq!(refused.header("cache-control"), "no-store");
    let candidate = Candidate::anna(&server).await;
    let profile = candidate.read(ME).await;
    let id = profile["id"].as_str().unwrap();
    assert!(id.len() == 26 && id.bytes().all(|b| b.is_ascii_alphanumeric()), "{id}");
    assert_eq!(
        profile,
        json!({
            "id": id, "email": EMAIL, "name": "Anna Rossi", "radius_km": 30, "occupations": [],
            "language": "it", "marketing_consent": false, "saved_reminders": true, "alert_emails": true,
            "created_at": "2026-11-23T10:00:00Z"
        })
    );
    let planted = Candidate { server: &server, cookie: "__Host-bacheca=planted".to_owned() };
    assert!(!planted.is_signed_in().await);
}

#[tokio::test]
async fn what_is_absent_stays_and_null_clears() {
    let server = TestServer::start().await;
    let candidate = Candidate::anna(&server).await;
    let all = json!({
        "name": " Anna Bianchi ", "place": "torino-to", "radius_km": 20, "occupations": ["magazziniere", "centralinista"],
        "availability": "within_two_weeks", "language": "en", "marketing_consent": true, "saved_reminders": false,
    });
    let changed = candidate.send("PATCH", ME, Some(all)).await;
    assert_eq!((changed.status.as_u16(), changed.header("cache-control")), (200, "no-store"));
    let profile = changed.json();
    assert_eq!(profile, candidate.read(ME).await);
    assert_eq!((&profile["name"], &profile["place"]["name"]), (&json!("Anna Bianchi"), &json!("Torino")));
    assert_eq!(profile["occupations"][1]["slug"], "centralinista");
    assert_eq!((&profile["availability"], &profile["language"]), (&json!("within_two_weeks"), &json!("en")));
    assert_eq!(
        (&profile["marketing_consent_at"], &profile["saved_reminders"]),
        (&json!("2026-11-23T10:00:00Z"), &json!(false))
    );
    server.set_time("2026-11-24T10:00:00Z");
    let again = json!({"place": null, "availability": null, "marketing_consent": true});
    let profile = candidate.send("PATCH", ME, Some(again)).await.json();
    assert_eq!((profile.get("place"), profile.get("availability")), (None, None));
    assert_eq!((&profile["radius_km"], &profile["name"]), (&json!(20), &json!("Anna Bianchi")));
    assert_eq!(profile["marketing_consent_at"], "2026-11-23T10:00:00Z");
    assert_eq!(candidate.send("PATCH", ME, Some(json!({}))).await.status, 200);
}

#[tokio::test]
async fn every_yes_and_no_is_kept_with_its_time() {
    let server = TestServer::start().await;
    let candidate = Candidate::anna(&server).await;
    for (hour, is_given) in [(11, true), (12, true), (13, false)] {
        server.set_time(&format!("2026-11-23T{hour}:00:00Z"));
        candidate.send("PATCH", ME, Some(json!({"marketing_consent": is_given}))).await;
    }
    let kept = async |column: &str| -> Vec<String> {
        server.database().values("account_consents", column, "seq").await.into_iter().flatten().collect()
    };
    assert_eq!(kept("purpose").await, ["privacy_notice", "marketing", "marketing"]);
    assert_eq!(kept("text_version").await, ["2026-11"; 3]);
    assert_eq!(kept("is_given").await, ["1", "1", "0"]);
    assert_eq!(kept("at").await, [10, 11, 13].map(|hour| format!("2026-11-23T{hour}:00:00+00:00")));
}

#[tokio::test]
async fn every_field_that_does_not_hold_is_named_by_pointer() {
    let server = TestServer::start().await;
    let candidate = Candidate::anna(&server).await;
    for (changes, pointer, code) in [
        (json!({"name": " "}), "/name", "missing"),
        (json!({"name": "<b>"}), "/name", "invalid"),
        (json!({"name": "www.evil.example"}), "/name", "link"),
        (json!({"place": "atlantide-at"}), "/place", "unknown_place"),
        (json!({"radius_km": 0}), "/radius_km", "out_of_range"),
        (json!({"radius_km": 101}), "/radius_km", "out_of_range"),
        (json!({"radius_km": -1}), "/radius_km", "invalid"),
        (json!({"occupations": ["astronauta"]}), "/occupations/0", "unknown_value"),
        (json!({"occupations": ["magazziniere", "magazziniere"]}), "/occupations/1", "repeated"),
        (json!({"availability": "boh"}), "/availability", "unknown_value"),
        (json!({"language": "xx"}), "/language", "unknown_value"),
        (json!({"saved_reminders": "yes"}), "/saved_reminders", "invalid"),
        (json!({"role": "admin"}), "/role", "unknown_field"),
        (json!({"id": "x"}), "/id", "unknown_field"),
        (json!({"email": "x@y.it"}), "/email", "unknown_field"),
    ] {
        let problem = candidate.send("PATCH", ME, Some(changes.clone())).await.problem(422);
        assert_eq!(problem, [(pointer.to_owned(), code.to_owned())], "{changes}");
    }
    let many = json!({"occupations": vec!["x"; 11]});
    assert_eq!(candidate.send("PATCH", ME, Some(many)).await.problem(422)[0].1, "too_many");
    assert_eq!(candidate.read(ME).await["name"], "Anna Rossi");
}
