use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;

use crate::fixture::server::TestServer;

#[tokio::test]
async fn the_document_names_every_call() {
    let server = TestServer::start().await;
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
        "/offerte.json", "/articoli.rss", "/api/v1/page-heads", "/embed", "/embed/", "/robots.txt", "/sitemap.xml",
        "/sitemaps/{name}", "/.well-known/security.txt",
    ];
    assert_eq!(calls, BTreeSet::from(expected));
    let operations =
        document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values());
    let names: Vec<_> = operations.filter_map(|operation| operation["operationId"].as_str()).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
    assert!(
        names.contains(&"get_me_saved_by_id") && names.contains(&"get_embed") && names.contains(&"get_embed_index")
    );
    assert_eq!(document["openapi"], "3.1.0");
}

/// What they answer is shown by no example.
const FILES: [&str; 16] = [
    "/media/{name}", "/embed/offerte/{file}", "/offerte.rss", "/offerte.atom", "/offerte.json", "/articoli.rss",
    "/api/v1/me/applications/{id}/cv", "/api/v1/me/export", "/embed/articoli/{file}", "/embed/bacheca.png", "/embed",
    "/embed/", "/robots.txt", "/sitemap.xml", "/sitemaps/{name}", "/.well-known/security.txt",
];

#[tokio::test]
async fn every_call_has_an_example_and_every_error_is_a_problem() {
    let server = TestServer::start().await;
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
                let shared = response["$ref"].as_str().map(|reference| reference.trim_start_matches('#'));
                let response = shared.map_or(response, |pointer| document.pointer(pointer).unwrap());
                let content = response["content"].as_object().unwrap();
                // People read frames and pictures, programs everything else.
                let is_page = path.starts_with("/embed") && !content.contains_key("application/problem+json");
                let schema = &response["content"]["application/problem+json"]["schema"]["$ref"];
                assert!(is_page || schema == "#/components/schemas/Problem", "{method} {path} {status}");
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
    let server = TestServer::start().await;
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

/// Each path with something for its parameters, and each method that it documents.
fn calls(document: &Value) -> Vec<(String, String, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    let calls = paths.flat_map(|(path, item)| {
        let address: Vec<_> =
            path.split('/').map(|part| if part.starts_with('{') { "nessuno" } else { part }).collect();
        let methods = item.as_object().unwrap().iter().filter(|(_, call)| call.get("responses").is_some());
        methods.map(move |(method, call)| (method.to_uppercase(), address.join("/"), call))
    });
    calls.collect()
}

#[tokio::test]
async fn the_calls_that_refuse_strangers_are_those_that_say_so() {
    let server = TestServer::start().await;
    let document = server.read("/api/v1/openapi.json").await;
    let send = async |method: &str, address: &str, page: bool| {
        let mut request = Request::builder().method(method).uri(address).header("content-type", "application/json");
        if page {
            request = request.header("x-bacheca", "1");
        }
        server.send(request.body(Body::from("{}")).unwrap()).await
    };
    assert_eq!(document["components"]["securitySchemes"]["session"]["name"], "__Host-bacheca");
    for (method, address, call) in calls(&document) {
        let needs_session = call.get("security").is_some();
        let parameters = call["parameters"].as_array().cloned().unwrap_or_default();
        let needs_page = parameters.iter().any(|parameter| parameter["name"] == "X-Bacheca");
        let answer = send(&method, &address, true).await;
        assert_eq!(answer.status == 401, needs_session, "{method} {address}: {}", answer.status);
        let answer = send(&method, &address, false).await;
        assert_eq!(answer.status == 403, needs_page, "{method} {address} without X-Bacheca: {}", answer.status);
    }
}

#[tokio::test]
async fn what_is_asked_without_a_body_is_answered_as_documented() {
    let server = TestServer::start().await;
    let document = server.read("/api/v1/openapi.json").await;
    for (method, address, call) in calls(&document) {
        // Not UTF-8 where the path has a parameter; a query over the limit; a body over the limit.
        let undecodable = address.replace("nessuno", "%FF");
        let too_long = format!("{address}?q={}", "a".repeat(9000));
        for (address, length) in [(undecodable.as_str(), "0"), (too_long.as_str(), "0"), (address.as_str(), "99999999")]
        {
            let request = Request::builder().method(method.as_str()).uri(address).header("content-length", length);
            let status = server.send(request.body(Body::empty()).unwrap()).await.status.as_u16().to_string();
            let documented = call["responses"].as_object().unwrap();
            assert!(documented.contains_key(&status), "{method} {address:.80}: {status} is not documented");
        }
    }
}

/// A handler's signature says what it refuses; its description must say the same. Read from the source, because the types
/// of extractors are gone once the router stands.
#[test]
fn what_the_extractors_refuse_is_documented() {
    let mut seen = 0;
    for file in sources(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let source = std::fs::read_to_string(&file).unwrap();
        for call in source.split("#[utoipa::path(").skip(1) {
            let (description, rest) = call.split_once("pub async fn ").unwrap();
            let (signature, body) = rest.split_once(" {\n").unwrap();
            let name = signature.split('(').next().unwrap();
            let body = body.split("\n}\n").next().unwrap();
            let has = |extractor: &str| signature.contains(extractor);
            let expected = [
                (has("SignedIn"), "SignedInProblems"),
                (has("JsonBody"), "WriteProblems"),
                (has("OwnOrigin"), "PublicWriteProblems"),
                (has("OwnPage") && !has("JsonBody"), "OwnPageProblems"),
                (has("request: Request"), "status = 413"),
                (
                    ["TooManyRequests", "require_password", "count_email_request"]
                        .iter()
                        .any(|word| body.contains(word)),
                    "RateLimitProblems",
                ),
                (body.contains("ApiError::NotFound"), "status = 404"),
                (body.contains("ApiError::Conflict"), "status = 409"),
                (body.contains("ApiError::Withdrawn"), "status = 410"),
                (body.contains("ApiError::parameter") || body.contains("query.read("), "status = 400"),
            ];
            for (is_expected, said) in expected {
                assert!(!is_expected || description.contains(said), "{}: {name} does not say {said}", file.display());
            }
            seen += 1;
        }
    }
    assert!(seen >= 55, "{seen} calls");
}

/// All Rust files below a folder.
fn sources(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] });
    files.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

#[tokio::test]
async fn limits_stand_in_the_schemas() {
    let server = TestServer::start().await;
    let document = server.read("/api/v1/openapi.json").await;
    let field = |pointer: &str| document.pointer(&format!("/components/schemas/{pointer}")).unwrap();
    assert_eq!(field("NewAccount/properties/password/minLength"), contract::account::PASSWORD_MIN_CHARACTERS);
    assert_eq!(field("NewAccount/properties/password/maxLength"), contract::account::PASSWORD_MAX_CHARACTERS);
    assert_eq!(field("NewReport/properties/note/maxLength"), contract::report::NOTE_MAX_CHARACTERS);
    assert_eq!(field("ProfileChanges/properties/occupations/maxItems"), contract::profile::MOST_OCCUPATIONS);
    assert_eq!(field("ProfileChanges/properties/radius_km/maximum"), contract::profile::MOST_RADIUS_KM);
    // What is sent may be null to clear it; what is answered never is.
    assert_eq!(field("ProfileChanges/properties/place/type"), &serde_json::json!(["string", "null"]));
    assert_eq!(field("HiringOrganization/properties/url/type"), "string");
    assert_eq!(field("Profile/properties/place/$ref"), "#/components/schemas/Place");
    // Unknown fields are refused in everything that is sent.
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, call) in item.as_object().unwrap() {
            let content = call["requestBody"]["content"].as_object().into_iter().flat_map(|content| content.values());
            let Some(reference) = content.filter_map(|content| content["schema"]["$ref"].as_str()).next() else {
                continue;
            };
            let schema = document.pointer(reference.trim_start_matches('#')).unwrap();
            assert_eq!(schema["additionalProperties"], false, "{method} {path}");
        }
    }
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
    let server = TestServer::start().await;
    let document = server.read("/api/v1/openapi.json").await;
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert!(found.len() > 10);
    for reference in found {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
    assert_eq!(listings_api::openapi_document()["paths"], document["paths"]);
}
