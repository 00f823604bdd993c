//! A server per test.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use chrono::{DateTime, Utc};
use listings_api::AppState;
use listings_api::clock::FixedClock;
use listings_api::config::Config;
use listings_api::imports::postings::{Format, Options};
use listings_api::imports::{self as import, ImportError, Report};
use serde_json::Value;
use tower::ServiceExt;

/// A Monday, eleven in the morning in Rome.
pub const NOW: &str = "2026-11-23T10:00:00Z";

pub struct Server {
    app: Router,
    pub state: AppState,
    pub clock: Arc<FixedClock>,
    /// Goes with the test.
    pub dir: tempfile::TempDir,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Asserts that this is a problem of that status; gives what it names: pointer and code.
    pub fn problem(&self, status: u16) -> Vec<(String, String)> {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem: contract::Problem = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(problem.status, status);
        problem.errors.into_iter().map(|error| (error.pointer, error.code)).collect()
    }
}

pub fn instant(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

impl Server {
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub async fn start_with(configure: impl FnOnce(&mut Config)) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut config = Config::new(dir.path().join("data"));
        configure(&mut config);
        let clock = Arc::new(FixedClock::at(instant(NOW)));
        let state = AppState::open(config, clock.clone()).await.unwrap();
        Self { app: listings_api::app(state.clone()), state, clock, dir }
    }

    /// Another server, on a data folder that is there.
    pub async fn open(data: PathBuf) -> Self {
        let clock = Arc::new(FixedClock::at(instant(NOW)));
        let state = AppState::open(Config::new(data), clock.clone()).await.unwrap();
        Self { app: listings_api::app(state.clone()), state, clock, dir: tempfile::tempdir().unwrap() }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// The body of an answer that must be 200.
    pub async fn read(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    pub async fn post_json(&self, path: &str, body: impl Into<Body>) -> Answer {
        self.send(Request::post(path).header("content-type", "application/json").body(body.into()).unwrap()).await
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    pub async fn try_import(&self, name: &str, content: impl AsRef<[u8]>) -> Result<Report, ImportError> {
        let path = self.file(name, content);
        let options = Options { format: Format::of(&path), has_relative_dates: true };
        import::postings::import(&self.state, &path, options).await
    }

    pub async fn import(&self, name: &str, content: impl AsRef<[u8]>) -> Report {
        self.try_import(name, content).await.unwrap()
    }

    /// Imports these offers; all must be taken.
    pub async fn import_offers(&self, offers: &[Value]) {
        let report = self.import("offers.json", serde_json::to_vec(offers).unwrap()).await;
        assert_eq!(report.taken(), offers.len(), "{report}");
    }

    /// Imports these files as the folder of articles.
    pub async fn import_articles(&self, files: &[(&str, &str)]) -> Vec<Report> {
        let dir = self.dir.path().join("articles");
        let _ = std::fs::remove_dir_all(&dir);
        for (name, content) in files {
            self.file(&format!("articles/{name}"), content);
        }
        import::articles::import(&self.state, &dir).await.unwrap()
    }
}
