use std::collections::BTreeSet;

use serde_json::Value;

use crate::server::Server;

#[tokio::test]
async fn the_document_names_every_call() {
    let server = Server::start().await;
    let document = server.read("/api/v1/openapi.json").await;
    let calls: BTreeSet<_> = document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "/api/v1/accounts", "/api/v1/alerts/unsubscribe/{token}", "/api/v1/me/alerts", "/api/v1/me/alerts/{id}",
        "/api/v1/articles", "/api/v1/articles/{slug}", "/api/v1/industries", "/api/v1/email-confirmations/{token}",
        "/api/v1/job-postings", "/api/v1/job-postings/{id}", "/api/v1/job-postings/{id}/deadline.ics",
        "/api/v1/job-postings/{id}/reports", "/api/v1/me", "/api/v1/job-postings/{id}/applications",
        "/api/v1/me/applications", "/api/v1/me/applications/{id}/cv", "/api/v1/me/applications/{id}/withdrawal",
        "/api/v1/me/export", "/api/v1/me/saved", "/api/v1/me/saved/{id}", "/api/v1/me/email", "/api/v1/me/password",
        "/api/v1/me/push-subscription", "/api/v1/push/key", "/embed/articoli/{file}", "/embed/bacheca.png",
        "/api/v1/occupations", "/api/v1/occupations/{slug}", "/api/v1/password-resets",
        "/api/v1/partners/{partner}/{event}", "/api/v1/password-resets/{token}", "/api/v1/places",
        "/api/v1/places/nearest", "/api/v1/places/{slug}", "/api/v1/sessions", "/api/v1/sessions/current", "/healthz",
        "/livez", "/readyz", "/media/{name}", "/embed/offerte/{file}", "/oembed", "/offerte.rss", "/offerte.atom",
        "/offerte.json", "/articoli.rss", "/api/v1/page-heads",
    ];
    assert_eq!(calls, BTreeSet::from(expected));
    assert_eq!(document["openapi"], "3.1.0");
}

/// What they answer is shown by no example.
const FILES: [&str; 10] = [
    "/media/{name}", "/embed/offerte/{file}", "/offerte.rss", "/offerte.atom", "/offerte.json", "/articoli.rss",
    "/api/v1/me/applications/{id}/cv", "/api/v1/me/export", "/embed/articoli/{file}", "/embed/bacheca.png",
];

#[tokio::test]
async fn every_call_has_an_example_and_every_error_is_a_problem() {
    let server = Server::start().await;
    let document = server.read("/api/v1/openapi.json").await;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, call) in item.as_object().unwrap() {
            let responses = call["responses"].as_object().unwrap();
            let has_example = responses.values().any(|response| {
                let content = &response["content"];
                ["application/json", "text/calendar"].iter().any(|kind| content[kind].get("example").is_some())
            });
            // What answers nothing has nothing to show.
            let is_silent = responses.contains_key("204");
            assert!(has_example || is_silent || FILES.contains(&path.as_str()), "{method} {path}: no example");
            let body = &call["requestBody"]["content"]["application/json"];
            assert!(body.is_null() || body.get("example").is_some(), "{method} {path}: no example of its body");
            for (status, response) in responses.iter().filter(|(status, _)| status.starts_with(['4', '5'])) {
                let schema = &response["content"]["application/problem+json"]["schema"]["$ref"];
                assert_eq!(schema, "#/components/schemas/Problem", "{method} {path} {status}");
            }
        }
    }
}

/// The examples are read by the very types that the answers are made of.
#[tokio::test]
async fn examples_are_of_the_types_they_stand_for() {
    fn parses<T: serde::de::DeserializeOwned>(example: &Value) {
        serde_json::from_value::<T>(example.clone()).unwrap_or_else(|error| panic!("{error}: {example}"));
    }
    let server = Server::start().await;
    let document = server.read("/api/v1/openapi.json").await;
    let example =
        |path: &str| &document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["example"];
    parses::<contract::Page<contract::ArticleSummary>>(example("/api/v1/articles"));
    parses::<contract::Article>(example("/api/v1/articles/{slug}"));
    parses::<contract::JobPostingPage>(example("/api/v1/job-postings"));
    parses::<contract::JobPosting>(example("/api/v1/job-postings/{id}"));
    parses::<Vec<contract::Place>>(example("/api/v1/places"));
    parses::<contract::Place>(example("/api/v1/places/nearest"));
    parses::<Vec<contract::OccupationCount>>(example("/api/v1/occupations"));
    parses::<contract::OccupationDetail>(example("/api/v1/occupations/{slug}"));
    parses::<Vec<contract::IndustryCount>>(example("/api/v1/industries"));
    let body = |path: &str| &document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["example"];
    parses::<contract::NewAccount>(body("/api/v1/accounts"));
    parses::<contract::NewReport>(body("/api/v1/job-postings/{id}/reports"));
    parses::<contract::NewSession>(body("/api/v1/sessions"));
    parses::<contract::NewPasswordReset>(body("/api/v1/password-resets"));
    let put = |path: &str| &document["paths"][path]["put"]["requestBody"]["content"]["application/json"]["example"];
    parses::<contract::NewPassword>(put("/api/v1/password-resets/{token}"));
    parses::<contract::PasswordChange>(put("/api/v1/me/password"));
    parses::<contract::EmailChange>(put("/api/v1/me/email"));
    parses::<contract::SavedOnDevice>(body("/api/v1/me/saved"));
    parses::<Vec<contract::SavedJobPosting>>(example("/api/v1/me/saved"));
    parses::<contract::SavedJobPosting>(example("/api/v1/me/saved/{id}"));
    parses::<Vec<contract::JobApplication>>(example("/api/v1/me/applications"));
    parses::<Vec<contract::Alert>>(example("/api/v1/me/alerts"));
    parses::<contract::NewAlert>(body("/api/v1/me/alerts"));
    let created = &document["paths"]["/api/v1/job-postings/{id}/applications"]["post"]["responses"]["201"];
    parses::<contract::JobApplication>(&created["content"]["application/json"]["example"]);
    let me = &document["paths"]["/api/v1/me"];
    let erasure = &me["delete"]["requestBody"]["content"]["application/json"]["example"];
    parses::<contract::AccountErasure>(erasure);
    parses::<contract::Profile>(&me["get"]["responses"]["200"]["content"]["application/json"]["example"]);
    parses::<contract::Profile>(&me["patch"]["responses"]["200"]["content"]["application/json"]["example"]);
    parses::<contract::ProfileChanges>(&me["patch"]["requestBody"]["content"]["application/json"]["example"]);
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                found.extend(object.get("$ref").and_then(Value::as_str).map(str::to_owned));
                object.values().for_each(|value| references(value, found));
            }
            Value::Array(values) => values.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
    let server = Server::start().await;
    let document = server.read("/api/v1/openapi.json").await;
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert!(found.len() > 10);
    for reference in found {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
    assert_eq!(serde_json::to_value(listings_api::openapi_document()).unwrap()["paths"], document["paths"]);
}
