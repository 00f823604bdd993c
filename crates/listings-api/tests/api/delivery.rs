//! What stands in the way of letters: servers that say nothing, rows that nothing can be made of, a second process.

use std::time::Duration;

use listings_api::AppState;
use listings_api::delivery::mail::send_due;
use listings_api::jobs::Running;
use store::emails;

use crate::candidate::{EMAIL, sign_up};
use crate::mailbox::mailbox;
use crate::server::{Server, instant};
use crate::smtp::{Manner, SmtpServer};

/// Nothing here takes that long unless it hangs.
const HANGS: Duration = Duration::from_secs(20);

async fn server_with(smtp: &SmtpServer) -> Server {
    Server::start_with(|config| {
        config.smtp_url = Some(smtp.url.clone());
        config.smtp_connect_timeout = Duration::from_secs(1);
        config.delivery_timeout = Duration::from_secs(2);
        config.sign_up_limit = 1000;
    })
    .await
}

/// Letters that wait, put into the outbox without the sign-ups that cost a hash each.
async fn ask_for(server: &Server, addresses: &[&str]) {
    sign_up(server, "Anna Rossi", EMAIL).await;
    let db = &server.state.store.write;
    sqlx::query("DELETE FROM outgoing_emails").execute(db).await.unwrap();
    for address in addresses {
        let account = address.replace(['@', '.'], "");
        sqlx::query(
            "INSERT INTO accounts (id, email_key, email, name, password_hash, privacy_notice_version, language, created_at, seen_at)
             SELECT ?1, ?2, ?2, 'Anna Rossi', password_hash, privacy_notice_version, language, created_at, seen_at
             FROM accounts WHERE email_key = ?3",
        )
        .bind(&account)
        .bind(address)
        .bind(EMAIL)
        .execute(db)
        .await
        .unwrap();
        let now = server.state.clock.now().timestamp();
        let mut tx = server.state.store.begin_write().await.unwrap();
        emails::enqueue(&mut tx, "confirm_email", address, Some(&account), now).await.unwrap();
        tx.commit().await.unwrap();
    }
}

async fn send(server: &Server, time: &str) {
    server.clock.set(instant(time));
    tokio::time::timeout(HANGS, send_due(&server.state)).await.expect("sending hangs").unwrap();
}

async fn waiting(server: &Server) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM outgoing_emails").fetch_one(&server.state.store.read).await.unwrap()
}

#[tokio::test]
async fn a_server_that_greets_and_then_says_nothing_stops_no_other_letter() {
    let smtp =
        SmtpServer::start(|connection, _| if connection == 0 { Manner::SilentFromStart } else { Manner::Take }).await;
    let server = server_with(&smtp).await;
    ask_for(&server, &["a@uno.example", "b@due.example", "c@tre.example"]).await;
    send(&server, "2026-11-23T10:00:00Z").await;
    assert_eq!((smtp.messages().len(), waiting(&server).await), (2, 1));
    assert_eq!(
        emails::oldest_unsent(&server.state.store).await.unwrap(),
        Some(instant("2026-11-23T10:00:00Z").timestamp())
    );
    send(&server, "2026-11-23T10:00:05Z").await;
    assert_eq!(smtp.recipients(), ["a@uno.example", "b@due.example", "c@tre.example"]);
    assert_eq!(emails::oldest_unsent(&server.state.store).await.unwrap(), None);
}

#[tokio::test]
async fn a_slow_answer_to_data_holds_up_no_other_letter() {
    let smtp = SmtpServer::start(|_, to| if to.ends_with("lenta.example") { Manner::Hold } else { Manner::Take }).await;
    let server = Server::start_with(|config| config.smtp_url = Some(smtp.url.clone())).await;
    ask_for(&server, &["a@lenta.example", "b@due.example", "c@tre.example"]).await;
    let mut arrived = smtp.events();
    let state = server.state.clone();
    let sending = tokio::spawn(async move { send_due(&state).await });
    for _ in 0..3 {
        tokio::time::timeout(HANGS, arrived.recv()).await.expect("a letter waits behind the slow one").unwrap();
    }
    smtp.release();
    tokio::time::timeout(HANGS, sending).await.unwrap().unwrap().unwrap();
    assert_eq!(smtp.recipients(), ["a@lenta.example", "b@due.example", "c@tre.example"]);
    assert_eq!(waiting(&server).await, 0);
}

#[tokio::test]
async fn a_server_that_never_answers_the_goodbye_has_taken_the_letter() {
    let smtp = SmtpServer::start(|_, _| Manner::SilentAtQuit).await;
    let server = server_with(&smtp).await;
    ask_for(&server, &["a@uno.example"]).await;
    send(&server, "2026-11-23T10:00:00Z").await;
    assert_eq!((smtp.messages().len(), waiting(&server).await), (1, 0));
}

#[tokio::test]
async fn a_domain_that_does_not_answer_is_left_alone_longer_each_time() {
    let swallow = |_, to: &str| if to.ends_with("lenta.example") { Manner::Swallow } else { Manner::Take };
    let smtp = SmtpServer::start(swallow).await;
    let server = server_with(&smtp).await;
    let slow: Vec<_> = (0..9).map(|number| format!("{number}@lenta.example")).collect();
    let others: Vec<_> = (0..9).map(|number| format!("{number}@posta.example")).collect();
    let all: Vec<&str> = slow.iter().chain(&others).map(String::as_str).collect();
    ask_for(&server, &all).await;
    send(&server, "2026-11-23T10:00:00Z").await;
    // Behind the nine in the outbox, and none of them waited for those.
    assert_eq!((smtp.asked_for("lenta.example"), smtp.messages().len()), (3, 9));
    // A new letter there waits too, and to others none does.
    for (time, asked) in [("10:00:29", 3), ("10:00:30", 4), ("10:01:29", 4), ("10:01:30", 5), ("10:03:29", 5)] {
        send(&server, &format!("2026-11-23T{time}Z")).await;
        assert_eq!(smtp.asked_for("lenta.example"), asked, "{time}");
    }
    smtp.behave(|_, _| Manner::Take);
    send(&server, "2026-11-23T10:03:30Z").await;
    // Those that were tried have their own time to wait.
    send(&server, "2026-11-23T11:00:00Z").await;
    assert_eq!((waiting(&server).await, smtp.messages().len()), (0, 18));
}

#[tokio::test]
async fn a_relay_that_is_down_is_asked_by_one_letter_at_a_time() {
    let smtp = SmtpServer::start(|_, _| Manner::SilentFromStart).await;
    let server = server_with(&smtp).await;
    let addresses: Vec<_> = (0..20).map(|number| format!("a@{number}.example")).collect();
    ask_for(&server, &addresses.iter().map(String::as_str).collect::<Vec<_>>()).await;
    for (time, connections) in
        [("10:00:00", 8), ("10:00:04", 8), ("10:00:05", 9), ("10:00:14", 9), ("10:00:15", 10), ("10:00:35", 11)]
    {
        send(&server, &format!("2026-11-23T{time}Z")).await;
        assert_eq!(smtp.connections(), connections, "{time}");
    }
    smtp.behave(|_, _| Manner::Take);
    // It was no letter's fault: all go at once.
    send(&server, "2026-11-23T10:01:15Z").await;
    assert_eq!((smtp.messages().len(), waiting(&server).await), (20, 0));
}

#[tokio::test]
async fn a_row_that_nothing_can_be_made_of_is_set_aside() {
    let server = Server::start().await;
    ask_for(&server, &["a@uno.example", "b@due.example", "c@tre.example", "d@quattro.example"]).await;
    let damage = async |sql: &'static str| {
        sqlx::query(sql).execute(&server.state.store.write).await.unwrap();
    };
    damage("UPDATE outgoing_emails SET kind = 'of tomorrow' WHERE recipient = 'a@uno.example'").await;
    damage("UPDATE outgoing_emails SET created_at = 'yesterday' WHERE recipient = 'b@due.example'").await;
    damage(
        "UPDATE outgoing_emails SET kind = 'application_received', job_postings = '{' WHERE recipient = 'c@tre.example'",
    )
    .await;
    let emails_sent = mailbox(&server).await;
    assert_eq!(emails_sent.iter().map(|email| email.recipient()).collect::<Vec<_>>(), ["d@quattro.example"]);
    let db = &server.state.store.read;
    assert_eq!(
        (
            emails::count_set_aside(&server.state.store).await.unwrap(),
            emails::oldest_unsent(&server.state.store).await.unwrap()
        ),
        (3, None)
    );
    let reasons: Vec<String> =
        sqlx::query_scalar("SELECT set_aside_reason FROM outgoing_emails ORDER BY seq").fetch_all(db).await.unwrap();
    for (reason, part) in reasons.iter().zip(["kind is unknown", "created_at", "list of offers"]) {
        assert!(reason.contains(part), "{reason}");
    }
    // Kept for whoever looks into it, but not for ever: the rows name people.
    let clean = async |time: &str| {
        server.clock.set(instant(time));
        listings_api::jobs::cleaning::clean(&server.state, instant(time)).await.unwrap();
        emails::count_set_aside(&server.state.store).await.unwrap()
    };
    // Beyond a week accounts that nobody confirmed take their rows along.
    damage("UPDATE accounts SET email_confirmed_at = created_at").await;
    assert_eq!(clean("2026-12-23T09:59:59Z").await, 3);
    assert_eq!(clean("2026-12-23T10:00:01Z").await, 0);
}

#[tokio::test]
async fn who_could_not_be_told_keeps_the_account() {
    let server = Server::start().await;
    ask_for(&server, &["a@uno.example"]).await;
    let db = &server.state.store.write;
    sqlx::query("DELETE FROM outgoing_emails").execute(db).await.unwrap();
    sqlx::query("UPDATE accounts SET email_confirmed_at = created_at").execute(db).await.unwrap();
    // Two years but a month later their owners are told.
    let clean = async |time: &str| {
        server.clock.set(instant(time));
        listings_api::jobs::cleaning::clean(&server.state, instant(time)).await.unwrap();
    };
    clean("2028-10-25T10:00:00Z").await;
    sqlx::query("UPDATE outgoing_emails SET created_at = 'x' WHERE recipient = 'a@uno.example'")
        .execute(db)
        .await
        .unwrap();
    send(&server, "2028-10-25T10:00:00Z").await;
    // Not written anew every hour either.
    clean("2028-10-25T11:00:00Z").await;
    assert_eq!(waiting(&server).await, 1);
    clean("2028-11-26T10:00:00Z").await;
    let left: Vec<String> = sqlx::query_scalar("SELECT email FROM accounts").fetch_all(db).await.unwrap();
    assert_eq!(left, ["a@uno.example"]);
}

#[tokio::test]
async fn two_senders_send_each_letter_once() {
    let smtp = SmtpServer::start(|_, _| Manner::Slow).await;
    let server = server_with(&smtp).await;
    let another = AppState::open(server.state.config.clone(), server.clock.clone()).await.unwrap();
    let addresses: Vec<_> = (0..12).map(|number| format!("{number}@posta.example")).collect();
    ask_for(&server, &addresses.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let (one, two) = tokio::join!(send_due(&server.state), send_due(&another));
    one.and(two).unwrap();
    let mut expected = addresses.clone();
    expected.sort();
    assert_eq!(smtp.recipients(), expected);
}

#[tokio::test]
async fn what_a_crash_leaves_is_sent_when_its_claim_has_ended() {
    let smtp = SmtpServer::start(|_, _| Manner::Hold).await;
    let server = Server::start_with(|config| config.smtp_url = Some(smtp.url.clone())).await;
    ask_for(&server, &["a@uno.example"]).await;
    let mut arrived = smtp.events();
    let state = server.state.clone();
    let sending = tokio::spawn(async move { send_due(&state).await });
    tokio::time::timeout(HANGS, arrived.recv()).await.unwrap().unwrap();
    sending.abort();
    assert!(sending.await.unwrap_err().is_cancelled());
    smtp.behave(|_, _| Manner::Take);
    // Longer than the longest delivery.
    send(&server, "2026-11-23T10:02:30Z").await;
    assert_eq!((smtp.messages().len(), waiting(&server).await), (0, 1));
    send(&server, "2026-11-23T10:05:00Z").await;
    assert_eq!((smtp.messages().len(), waiting(&server).await), (1, 0));
}

#[tokio::test]
async fn stopping_gives_back_what_waits_for_a_server() {
    let smtp = SmtpServer::start(|_, _| Manner::SilentFromStart).await;
    let server = Server::start_with(|config| config.smtp_url = Some(smtp.url.clone())).await;
    ask_for(&server, &["a@uno.example"]).await;
    let mut greeted = smtp.events();
    let jobs = Running::start(&server.state);
    tokio::time::timeout(HANGS, greeted.recv()).await.unwrap().unwrap();
    jobs.finish(Duration::from_millis(2_050)).await;
    let row: (i64, i64) = sqlx::query_as("SELECT attempts, next_attempt_at FROM outgoing_emails")
        .fetch_one(&server.state.store.read)
        .await
        .unwrap();
    assert_eq!(row, (0, instant("2026-11-23T10:00:00Z").timestamp()));
    let counted: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sent_emails").fetch_one(&server.state.store.read).await.unwrap();
    assert_eq!(counted, 0);
    // The next process goes on at once.
    smtp.behave(|_, _| Manner::Take);
    let next = AppState::open(server.state.config.clone(), server.clock.clone()).await.unwrap();
    send_due(&next).await.unwrap();
    assert_eq!((smtp.messages().len(), waiting(&server).await), (1, 0));
}

#[tokio::test]
async fn several_at_once_do_not_fill_a_mailbox_either() {
    let server = Server::start().await;
    ask_for(&server, &["a@uno.example"]).await;
    let mut tx = server.state.store.begin_write().await.unwrap();
    for _ in 0..12 {
        emails::enqueue(&mut tx, "reset_password", "a@uno.example", None, instant("2026-11-23T10:00:00Z").timestamp())
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let sent = mailbox(&server).await;
    assert_eq!(sent.iter().filter(|email| email.label.ends_with("reset_password")).count(), 6);
}

#[cfg(unix)]
#[tokio::test]
async fn letters_in_files_are_for_the_server_alone() {
    use std::os::unix::fs::PermissionsExt;

    let server = Server::start().await;
    ask_for(&server, &["a@uno.example"]).await;
    let outbox = server.dir.path().join("data/outbox");
    // As earlier versions made it.
    std::fs::create_dir(&outbox).unwrap();
    std::fs::set_permissions(&outbox, std::fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(mailbox(&server).await.len(), 1);
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let file = std::fs::read_dir(&outbox).unwrap().next().unwrap().unwrap().path();
    assert_eq!((mode(&outbox), mode(&file)), (0o700, 0o600));
}
