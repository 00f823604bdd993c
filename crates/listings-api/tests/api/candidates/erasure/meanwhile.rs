//! An account that is erased while a request of its owner's is on its way: that is to be signed out, not a fault of ours.

use serde_json::{Value, json};

use crate::fixture::application::apply;
use crate::fixture::candidate::{Candidate, EMAIL, PASSWORD};
use crate::fixture::server::TestServer;

#[tokio::test]
async fn every_write_of_an_erased_account_is_signed_out() {
    let server = TestServer::start().await;
    let offer = server.import_offer("a").await;
    let candidate = Candidate::anna(&server).await;
    server.database().erase_accounts_at_every_write().await;
    let subscription = json!({
        "endpoint": "https://push.example/send/abc", "expirationTime": null, "keys": {
            "p256dh": "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM",
            "auth": "8eDyX_uCN0XRhSbY5hs7Hg"
        }
    });
    let saved = format!("/api/v1/me/saved/{offer}");
    let calls: [(&str, &str, Option<Value>); 7] = [
        ("PUT", &saved, None),
        ("POST", "/api/v1/me/saved", Some(json!({"items": [{"id": offer}]}))),
        ("POST", "/api/v1/me/alerts", Some(json!({"query": "q=turni", "frequency": "daily"}))),
        ("PUT", "/api/v1/me/push-subscription", Some(subscription)),
        ("PATCH", "/api/v1/me", Some(json!({"marketing_consent": true}))),
        (
            "PUT",
            "/api/v1/me/password",
            Some(json!({"current_password": PASSWORD, "password": "graffetta batteria cavallo"})),
        ),
        ("PUT", "/api/v1/me/email", Some(json!({"email": "altra@posta.example", "current_password": PASSWORD}))),
    ];
    for (method, path, body) in calls {
        let answer = candidate.send(method, path, body).await;
        assert_eq!(answer.problem(401), [], "{method} {path}");
        assert_eq!(answer.header("www-authenticate"), "Session", "{method} {path}");
    }
    apply(&candidate, &offer, "k1").await.problem(401);
    let cvs = std::fs::read_dir(server.dir.path().join("data/cv")).unwrap().count();
    assert_eq!(cvs, 0, "the CV of what was not stored is gone too");
    // Signing in, at the very moment: no session of nobody.
    server.sign_in(EMAIL, PASSWORD).await.problem(401);
}
