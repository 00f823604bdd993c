//! An application as a browser sends it.

use axum::body::Body;
use axum::http::Request;

use crate::candidate::Candidate;
use crate::offers::offer;
use crate::server::{Answer, Server};

pub const PDF: &[u8] = b"%PDF-1.7\nCurriculum di Anna Rossi: prova-unica-del-cv\n%%EOF";
const BOUNDARY: &str = "----confine";

/// A part: name, file name, content.
pub type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

pub fn body(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file_name, content) in parts {
        let file_name = file_name.map_or(String::new(), |name| format!("; filename=\"{name}\""));
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file_name}\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

/// Imports an offer; gives its id.
pub async fn import(server: &Server, identifier: &str) -> String {
    server.import_offers(&[offer(identifier)]).await;
    sqlx::query_scalar("SELECT id FROM job_postings WHERE facts ->> 'title' = ?")
        .bind(format!("Offerta {identifier}"))
        .fetch_one(&server.state.store.read)
        .await
        .unwrap()
}

pub async fn send(candidate: &Candidate<'_>, offer: &str, key: Option<&str>, parts: &[Part<'_>]) -> Answer {
    send_body(candidate, offer, key, Body::from(body(parts))).await
}

pub async fn send_body(candidate: &Candidate<'_>, offer: &str, key: Option<&str>, body: Body) -> Answer {
    let mut request = Request::post(format!("/api/v1/job-postings/{offer}/applications"))
        .header("cookie", &candidate.cookie)
        .header("x-bacheca", "1")
        .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"));
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    candidate.server.send(request.body(body).unwrap()).await
}

/// Anna's CV under a key.
pub async fn apply(candidate: &Candidate<'_>, offer: &str, key: &str) -> Answer {
    send(candidate, offer, Some(key), &[("cv", Some("Anna Rossi.pdf"), PDF), ("message", None, b"Buongiorno")]).await
}
