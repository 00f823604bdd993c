//! An account that is erased while a request of its owner's is on its way: that is to be signed out, not a fault of ours.

use serde_json::{Value, json};

use crate::fixture::application::{apply, import};
use crate::fixture::candidate::{Candidate, EMAIL, PASSWORD, sign_in};
use crate::fixture::server::Server;

/// Whatever is written for an account takes the account away just before.
async fn erase_at_every_write(server: &Server) {
    let tables: Vec<(String, String)> = sqlx::query_as(
        "SELECT m.name, f.\"from\" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
         WHERE m.type = 'table' AND f.\"table\" = 'accounts'",
    )
    .fetch_all(&server.state.store.read)
    .await
    .unwrap();
    assert!(tables.len() >= 8, "{tables:?}");
    for (table, column) in tables {
        let trigger = format!(
            "CREATE TRIGGER erase_{table} BEFORE INSERT ON {table} WHEN new.{column} IS NOT NULL
             BEGIN DELETE FROM accounts WHERE id = new.{column}; END"
        );
        sqlx::query(sqlx::AssertSqlSafe(trigger)).execute(&server.state.store.write).await.unwrap();
    }
}

#[tokio::test]
async fn every_write_of_an_erased_account_is_signed_out() {
    let server = Server::start().await;
    let offer = import(&server, "a").await;
    let candidate = Candidate::anna(&server).await;
    erase_at_every_write(&server).await;
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
    sign_in(&server, EMAIL, PASSWORD).await.problem(401);
}
