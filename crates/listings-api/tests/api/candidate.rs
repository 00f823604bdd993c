//! Someone with an account and a browser that keeps its cookie.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::mailbox::last_to;
use crate::server::{Answer, Server};

pub const EMAIL: &str = "anna@posta.example";
pub const PASSWORD: &str = "cavallo batteria graffetta";

pub struct Candidate<'a> {
    pub server: &'a Server,
    /// `name=value`.
    pub cookie: String,
}

impl<'a> Candidate<'a> {
    /// Anna Rossi, signed up, confirmed and signed in.
    pub async fn anna(server: &'a Server) -> Self {
        Self::named(server, "Anna Rossi", EMAIL).await
    }

    pub async fn named(server: &'a Server, name: &str, email: &str) -> Self {
        sign_up(server, name, email).await;
        let answer = confirm(server, &last_to(server, email, "confirm_email").await.token()).await;
        assert_eq!(answer.status, 204, "{}", answer.text());
        Self { server, cookie: cookie(&answer) }
    }

    pub async fn signed_in(server: &'a Server, email: &str, password: &str) -> Self {
        let answer = sign_in(server, email, password).await;
        assert_eq!(answer.status, 204, "{}", answer.text());
        Self { server, cookie: cookie(&answer) }
    }

    pub async fn send(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let mut request =
            Request::builder().method(method).uri(path).header("cookie", &self.cookie).header("x-bacheca", "1");
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        let body = body.map_or(Body::empty(), |body| Body::from(body.to_string()));
        self.server.send(request.body(body).unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None).await
    }

    /// The body of an answer that must be 200.
    pub async fn read(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        answer.json()
    }

    pub async fn is_signed_in(&self) -> bool {
        self.get("/api/v1/me").await.status == 200
    }
}

pub async fn sign_up(server: &Server, name: &str, email: &str) {
    let account =
        json!({"name": name, "email": email, "password": PASSWORD, "privacy_notice_version": "2026-11"}).to_string();
    assert_eq!(server.post_json("/api/v1/accounts", account).await.status, 202);
}

/// Follows the link of an email that asks for it.
pub async fn confirm(server: &Server, token: &str) -> Answer {
    let request = Request::put(format!("/api/v1/email-confirmations/{token}")).header("x-bacheca", "1");
    server.send(request.body(Body::empty()).unwrap()).await
}

pub async fn sign_in(server: &Server, email: &str, password: &str) -> Answer {
    sign_in_with(server, email, password, &[("x-bacheca", "1")]).await
}

pub async fn sign_in_with(server: &Server, email: &str, password: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::post("/api/v1/sessions").header("content-type", "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = json!({"email": email, "password": password}).to_string();
    server.send(request.body(Body::from(body)).unwrap()).await
}

/// The `name=value` of the `Set-Cookie` by which the device is known.
pub fn device_cookie(answer: &Answer) -> String {
    let set = answer.headers.get_all("set-cookie").iter().nth(1).unwrap();
    set.to_str().unwrap().split(';').next().unwrap().to_owned()
}

/// The `name=value` of the session's `Set-Cookie`.
pub fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}
