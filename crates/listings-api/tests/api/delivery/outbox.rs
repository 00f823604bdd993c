//! What waits to be sent: when it goes, how often it is tried, and when it is given up.

use crate::fixture::candidate::EMAIL;
use crate::fixture::server::TestServer;
use crate::fixture::smtp::{Manner, SmtpServer};

#[tokio::test]
async fn a_mailbox_is_not_filled_by_clicks() {
    let server = TestServer::start().await;
    for _ in 0..12 {
        server.sign_up("Anna Rossi", EMAIL).await;
        server.send_emails().await;
    }
    assert_eq!(server.mailbox().await.len(), 6);
    server.set_time("2026-11-23T11:00:01Z");
    server.sign_up("Anna Rossi", EMAIL).await;
    let token = server.last_email("confirm_email").await.token();
    assert_eq!(server.confirm(&token).await.status, 204);
}

async fn waiting(server: &TestServer) -> i64 {
    server.database().count("outgoing_emails").await
}

#[tokio::test]
async fn an_smtp_server_gets_the_email_after_the_account_is_stored() {
    let smtp = SmtpServer::start(|_, _| Manner::Take).await;
    let server = TestServer::start_with(|config| {
        config.smtp_url = Some(smtp.url.clone());
        config.mail_from = "Bacheca <lavoro@bacheca.example>".to_owned();
    })
    .await;
    server.sign_up("Anna Rossi", EMAIL).await;
    assert_eq!((waiting(&server).await, smtp.messages().len()), (1, 0));
    server.send_emails().await;
    assert_eq!(waiting(&server).await, 0);
    let messages = smtp.messages();
    assert!(messages[0].contains("From: Bacheca <lavoro@bacheca.example>\r\n"), "{}", messages[0]);
    assert!(messages[0].contains("Auto-Submitted: auto-generated\r\n"), "{}", messages[0]);
    assert_eq!(messages.len(), 1);
    assert!(!server.dir.path().join("data/outbox").exists());
}

#[tokio::test]
async fn an_email_that_can_not_be_sent_now_is_sent_later() {
    let smtp = SmtpServer::start(|connection, _| if connection < 2 { Manner::Refuse(451) } else { Manner::Take }).await;
    let server = TestServer::start_with(|config| config.smtp_url = Some(smtp.url.clone())).await;
    server.sign_up("Anna Rossi", EMAIL).await;
    let send_at = async |time: &str| {
        server.set_time(time);
        server.send_emails().await;
        (waiting(&server).await, smtp.messages().len())
    };
    assert_eq!(send_at("2026-11-23T10:00:00Z").await, (1, 0));
    assert_eq!(send_at("2026-11-23T10:00:29Z").await, (1, 0));
    assert_eq!(send_at("2026-11-23T10:00:30Z").await, (1, 0));
    // Twice as long after the second failure.
    assert_eq!(send_at("2026-11-23T10:01:00Z").await, (1, 0));
    assert_eq!(send_at("2026-11-23T10:01:30Z").await, (0, 1));
}

#[tokio::test]
async fn an_email_that_is_refused_for_good_is_given_up_and_stops_no_other() {
    let smtp =
        SmtpServer::start(|connection, _| if connection == 0 { Manner::Refuse(550) } else { Manner::Take }).await;
    let server = TestServer::start_with(|config| config.smtp_url = Some(smtp.url.clone())).await;
    server.sign_up("Anna Rossi", EMAIL).await;
    server.sign_up("Bruno Neri", "bruno@posta.example").await;
    server.send_emails().await;
    assert_eq!((waiting(&server).await, smtp.messages().len()), (0, 1));
    // Nobody listens there any more.
    let server = TestServer::start_with(|config| config.smtp_url = Some("smtp://127.0.0.1:1".to_owned())).await;
    server.sign_up("Anna Rossi", EMAIL).await;
    server.send_emails().await;
    assert_eq!(waiting(&server).await, 1);
    server.set_time("2026-11-25T10:00:01Z");
    server.send_emails().await;
    assert_eq!(waiting(&server).await, 0);
}
