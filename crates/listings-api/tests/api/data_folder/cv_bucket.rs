//! CVs in a bucket, with the real client, over a socket.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde_json::json;
use tokio::net::TcpListener;

use crate::fixture::application::{PDF, apply};
use crate::fixture::candidate::{Candidate, PASSWORD};
use crate::fixture::server::{TestServer, instant};
use listings_api::candidates::job_applications::received::export;
use listings_api::config::Config;
use listings_api::data_folder::backup::{back_up, restore};

/// As much of S3 as is asked for.
#[derive(Clone, Default)]
struct Bucket(Arc<Mutex<Content>>);

#[derive(Default)]
struct Content {
    /// By path, bucket included.
    objects: BTreeMap<String, (Bytes, DateTime<Utc>)>,
    is_down: bool,
}

impl Bucket {
    /// Starts it; gives the variables that lead there.
    async fn start(&self) -> Vec<(String, String)> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let app = Router::new().fallback(answer).with_state(self.clone());
        tokio::spawn(async move { axum_serve(listener, app).await });
        let variables = [
            ("AWS_ACCESS_KEY_ID", "chiave"),
            ("AWS_SECRET_ACCESS_KEY", "segreta"),
            ("AWS_REGION", "eu-south-1"),
            ("AWS_ENDPOINT", &address),
            ("AWS_ALLOW_HTTP", "true"),
            ("AWS_PROFILE", "is no matter of ours"),
        ];
        variables.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
    }

    fn names(&self) -> Vec<String> {
        self.0.lock().unwrap().objects.keys().cloned().collect()
    }

    fn put(&self, name: &str, content: &'static [u8], time: DateTime<Utc>) {
        self.0.lock().unwrap().objects.insert(name.to_owned(), (Bytes::from_static(content), time));
    }

    fn set_down(&self, is_down: bool) {
        self.0.lock().unwrap().is_down = is_down;
    }
}

async fn axum_serve(listener: TcpListener, app: Router) {
    listings_api::http::server::serve(listener, app, std::future::pending()).await;
}

async fn answer(State(bucket): State<Bucket>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let mut content = bucket.0.lock().unwrap();
    if content.is_down {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let authorization = parts.headers[header::AUTHORIZATION].to_str().unwrap();
    assert!(authorization.starts_with("AWS4-HMAC-SHA256 Credential=chiave/"), "{authorization}");
    assert!(authorization.contains("/eu-south-1/s3/aws4_request"), "{authorization}");
    let path = parts.uri.path().trim_start_matches('/').to_owned();
    let found = content.objects.get(&path).cloned();
    match (parts.method, found) {
        (Method::PUT, _) => {
            content.objects.insert(path, (body, Utc::now()));
            [(header::ETAG, "\"1\"")].into_response()
        }
        (Method::DELETE, _) => {
            content.objects.remove(&path);
            StatusCode::NO_CONTENT.into_response()
        }
        (Method::GET, Some((body, time))) => {
            let time = time.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
            ([(header::ETAG, "\"1\"".to_owned()), (header::LAST_MODIFIED, time)], body).into_response()
        }
        (Method::GET, None) if !path.contains('/') => list(&content, &path, parts.uri.query().unwrap_or_default()),
        (Method::GET, None) => StatusCode::NOT_FOUND.into_response(),
        (method, _) => panic!("{method} {path}"),
    }
}

/// ListObjectsV2, one at a time.
fn list(content: &Content, bucket: &str, query: &str) -> Response {
    let parameters: BTreeMap<_, _> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    assert_eq!(parameters["list-type"], "2");
    let prefix = parameters.get("prefix").map_or("", String::as_str);
    let after = parameters.get("continuation-token").map_or("", String::as_str);
    let keys = content.objects.iter().filter_map(|(path, (body, time))| {
        let key = path.strip_prefix(bucket)?.strip_prefix('/')?;
        (key.starts_with(prefix) && key > after).then_some((key, body.len(), time))
    });
    let keys: Vec<_> = keys.take(2).collect();
    let rest = keys.len() > 1;
    let contents = keys.first().map_or(String::new(), |(key, size, time)| {
        let time = time.to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
        let next = if rest { format!("<NextContinuationToken>{key}</NextContinuationToken>") } else { String::new() };
        let facts = format!("<LastModified>{time}</LastModified><ETag>\"1\"</ETag><Size>{size}</Size>");
        format!("<Contents><Key>{key}</Key>{facts}</Contents>{next}")
    });
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <ListBucketResult><Name>{bucket}</Name><IsTruncated>{rest}</IsTruncated>{contents}</ListBucketResult>"
    );
    ([(header::CONTENT_TYPE, "application/xml")], body).into_response()
}

async fn server(bucket: &Bucket) -> TestServer {
    let variables = bucket.start().await;
    TestServer::start_with(|config| {
        config.cv_store = Some("s3://curricula/bacheca/cv".to_owned());
        config.cv_store_variables = variables;
    })
    .await
}

#[tokio::test]
async fn cvs_are_kept_in_a_bucket_and_leave_it_with_their_application_and_account() {
    let bucket = Bucket::default();
    let server = server(&bucket).await;
    let (a, b) = (server.import_offer("a").await, server.import_offer("b").await);
    let candidate = Candidate::anna(&server).await;
    let sent = apply(&candidate, &a, "k1").await;
    assert_eq!(sent.status, 201, "{}", sent.text());
    let withdrawn = apply(&candidate, &b, "k2").await.json()["id"].as_str().unwrap().to_owned();
    let names = bucket.names();
    assert!(names.len() == 2 && names.iter().all(|name| name.starts_with("curricula/bacheca/cv/")), "{names:?}");
    assert!(!server.dir.path().join("data/cv").exists());
    let path = format!("/api/v1/me/applications/{}/cv", sent.json()["id"].as_str().unwrap());
    assert_eq!(&candidate.get(&path).await.body[..], PDF);
    assert_eq!(
        candidate.send("PUT", &format!("/api/v1/me/applications/{withdrawn}/withdrawal"), None).await.status,
        204
    );
    assert_eq!(bucket.names().len(), 1);
    candidate.get(&format!("/api/v1/me/applications/{withdrawn}/cv")).await.problem(404);
    // One that someone deleted behind our back.
    let kept = bucket.names().remove(0);
    let content = bucket.0.lock().unwrap().objects.remove(&kept).unwrap();
    candidate.get(&path).await.problem(404);
    bucket.0.lock().unwrap().objects.insert(kept, content);
    let erasure = json!({"current_password": PASSWORD});
    assert_eq!(candidate.send("DELETE", "/api/v1/me", Some(erasure)).await.status, 204);
    assert!(bucket.names().is_empty(), "{:?}", bucket.names());
}

#[tokio::test]
async fn what_a_crash_left_in_the_bucket_is_cleaned_up_and_nothing_else() {
    let bucket = Bucket::default();
    let server = server(&bucket).await;
    let offer = server.import_offer("a").await;
    let candidate = Candidate::anna(&server).await;
    assert_eq!(apply(&candidate, &offer, "k1").await.status, 201);
    let in_use = bucket.names().remove(0);
    for name in ["curricula/bacheca/cv/orphan", "curricula/bacheca/cv/second", "curricula/altro"] {
        bucket.put(name, b"di nessuno", instant("2026-11-23T08:00:00Z"));
    }
    bucket.put("curricula/bacheca/cv/young", b"sta arrivando", instant("2026-11-23T10:00:00Z"));
    server.clean("2026-11-23T09:00:00Z").await;
    let mut left = ["curricula/altro".to_owned(), in_use, "curricula/bacheca/cv/young".to_owned()];
    left.sort();
    assert_eq!(bucket.names(), left);
}

#[tokio::test]
async fn without_its_bucket_an_application_is_refused_and_may_be_sent_again() {
    let bucket = Bucket::default();
    let server = server(&bucket).await;
    let offer = server.import_offer("a").await;
    let candidate = Candidate::anna(&server).await;
    bucket.set_down(true);
    let refused = apply(&candidate, &offer, "k1").await;
    refused.problem(500);
    assert!(!refused.text().contains("127.0.0.1"), "{}", refused.text());
    assert_eq!(candidate.read("/api/v1/me/applications").await, json!([]));
    bucket.set_down(false);
    assert_eq!(apply(&candidate, &offer, "k1").await.status, 201);
    assert_eq!(bucket.names().len(), 1);
}

#[tokio::test]
async fn cvs_of_a_bucket_are_backed_up_and_restored_to_another_place() {
    let bucket = Bucket::default();
    let server = server(&bucket).await;
    let offer = server.import_offer("a").await;
    let candidate = Candidate::anna(&server).await;
    assert_eq!(apply(&candidate, &offer, "k1").await.status, 201);
    let name = bucket.names().remove(0).rsplit('/').next().unwrap().to_owned();
    let folder = server.dir.path().join("backup");
    let done = back_up(&server.state.config, &folder).await.unwrap();
    assert_eq!((done.cvs, std::fs::read(folder.join("cv").join(&name)).unwrap().as_slice()), (1, PDF));
    // Without the bucket into the data folder.
    let data = server.dir.path().join("restored");
    assert_eq!(restore(&Config::new(&data), &folder).await.unwrap(), done);
    assert_eq!(std::fs::read(data.join("cv").join(&name)).unwrap(), PDF);
    // With one into that.
    let other = Bucket::default();
    let mut config = Config::new(server.dir.path().join("restored-too"));
    config.cv_store = Some("s3://curricula/bacheca/cv".to_owned());
    config.cv_store_variables = other.start().await;
    assert_eq!(restore(&config, &folder).await.unwrap(), done);
    assert_eq!(other.names(), bucket.names());
    assert!(!config.cv_dir().exists());
}

#[tokio::test]
async fn a_bucket_that_is_down_costs_exports_and_backups_its_files_alone() {
    let bucket = Bucket::default();
    let server = server(&bucket).await;
    let offer = server.import_offer("a").await;
    let candidate = Candidate::anna(&server).await;
    assert_eq!(apply(&candidate, &offer, "k1").await.status, 201);
    bucket.set_down(true);
    let (store, files) = (&server.state.store, &server.state.cv_files);
    let exported = export(store, files, None, &server.dir.path().join("export")).await.unwrap();
    assert_eq!((exported.cvs, exported.left_out.len()), (0, 1), "{exported:?}");
    assert_eq!(candidate.get("/api/v1/me/export").await.status, 200);
    let folder = server.dir.path().join("backup");
    let done = back_up(&server.state.config, &folder).await.unwrap();
    assert_eq!((done.applications, done.cvs, done.left_out.len()), (1, 0, 1), "{done:?}");
    assert!(folder.join("listings.db").exists());
}
