use crate::candidate::{Candidate, EMAIL, confirm, sign_up};
use crate::files::files_with;
use crate::mailbox::{last, mailbox};
use crate::server::{Server, instant};

/// The hourly cleaning at a time; how many accounts there are then.
async fn accounts_at(server: &Server, time: &str) -> i64 {
    server.clock.set(instant(time));
    listings_api::housekeeping::clean(&server.state, instant(time)).await.unwrap();
    sqlx::query_scalar("SELECT count(*) FROM accounts").fetch_one(&server.state.store.read).await.unwrap()
}

#[tokio::test]
async fn an_account_that_nobody_confirms_leaves_no_byte_after_a_week() {
    let server = Server::start().await;
    Candidate::named(&server, "Bruno Neri", "bruno@posta.example").await;
    sign_up(&server, "Anna Rossi", EMAIL).await;
    mailbox(&server).await;
    assert_eq!(accounts_at(&server, "2026-11-30T09:59:59Z").await, 2);
    let data = server.dir.path().join("data");
    let texts: [&[u8]; 2] = [EMAIL.as_bytes(), b"Anna Rossi"];
    assert!(!files_with(&data, &texts).is_empty());
    assert_eq!(accounts_at(&server, "2026-11-30T10:00:00Z").await, 1);
    let left = files_with(&data, &texts);
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn signing_up_again_begins_another_week() {
    let server = Server::start().await;
    sign_up(&server, "Anna Rossi", EMAIL).await;
    server.clock.set(instant("2026-11-29T10:00:00Z"));
    sign_up(&server, "Anna Rossi", EMAIL).await;
    assert_eq!(accounts_at(&server, "2026-11-30T10:00:00Z").await, 1);
    let token = last(&server, "confirm_email").await.token();
    assert_eq!(confirm(&server, &token).await.status, 204);
    assert_eq!(accounts_at(&server, "2026-12-30T10:00:00Z").await, 1);
}
