//! What stands in the way of letters: servers that say nothing, rows that nothing can be made of, a second process.

use std::time::Duration;

use listings_api::delivery::mail::send_due;
use listings_api::jobs::running;
use store::emails;

use crate::fixture::candidate::EMAIL;
use crate::fixture::damage::{Cell, Rows};
use crate::fixture::server::{TestServer, instant};
use crate::fixture::smtp::{Manner, SmtpServer};

/// Nothing here takes that long unless it hangs.
const HANGS: Duration = Duration::from_secs(20);

async fn server_with(smtp: &SmtpServer) -> TestServer {
    TestServer::start_with(|config| {
        config.smtp_url = Some(smtp.url.clone());
        config.smtp_connect_timeout = Duration::from_secs(1);
        config.delivery_timeout = Duration::from_secs(2);
        config.sign_up_limit = 1000;
    })
    .await
}

/// Letters that wait, put into the outbox without the sign-ups that cost a hash each.
async fn ask_for(server: &TestServer, addresses: &[&str]) {
    server.sign_up("Anna Rossi", EMAIL).await;
    server.database().empty("outgoing_emails").await;
    for address in addresses {
        let account = address.replace(['@', '.'], "");
        server.database().copy_account(&account, address).await;
        let now = server.state.clock.now().timestamp();
        let mut tx = server.state.store.begin_write().await.unwrap();
        emails::enqueue(&mut tx, "confirm_email", address, Some(&account), now).await.unwrap();
        tx.commit().await.unwrap();
    }
}

async fn send(server: &TestServer, time: &str) {
    server.set_time(time);
    tokio::time::timeout(HANGS, send_due(&server.state)).await.expect("sending hangs").unwrap();
}

async fn waiting(server: &TestServer) -> i64 {
    server.database().count("outgoing_emails").await
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
        emails::OUTBOX.oldest_unsent(&server.state.store).await.unwrap(),
        Some(instant("2026-11-23T10:00:00Z").timestamp())
    );
    send(&server, "2026-11-23T10:00:05Z").await;
    assert_eq!(smtp.recipients(), ["a@uno.example", "b@due.example", "c@tre.example"]);
    assert_eq!(emails::OUTBOX.oldest_unsent(&server.state.store).await.unwrap(), None);
}

#[tokio::test]
async fn a_slow_answer_to_data_holds_up_no_other_letter() {
    let smtp = SmtpServer::start(|_, to| if to.ends_with("lenta.example") { Manner::Hold } else { Manner::Take }).await;
    let server = TestServer::start_with(|config| config.smtp_url = Some(smtp.url.clone())).await;
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
    let server = TestServer::start().await;
    ask_for(&server, &["a@uno.example", "b@due.example", "c@tre.example", "d@quattro.example"]).await;
    let damage = async |recipient: &str, column: &str, text: &str| {
        server.database().set("outgoing_emails", Rows::Where("recipient", recipient), column, Cell::Text(text)).await;
    };
    damage("a@uno.example", "kind", "of tomorrow").await;
    damage("b@due.example", "created_at", "yesterday").await;
    damage("c@tre.example", "kind", "application_received").await;
    damage("c@tre.example", "job_postings", "{").await;
    let emails_sent = server.mailbox().await;
    assert_eq!(emails_sent.iter().map(|email| email.recipient()).collect::<Vec<_>>(), ["d@quattro.example"]);
    assert_eq!(
        (
            emails::OUTBOX.count_set_aside(&server.state.store).await.unwrap(),
            emails::OUTBOX.oldest_unsent(&server.state.store).await.unwrap()
        ),
        (3, None)
    );
    let reasons = server.database().values("outgoing_emails", "set_aside_reason", "seq").await;
    for (reason, part) in reasons.iter().flatten().zip(["kind is unknown", "created_at", "list of offers"]) {
        assert!(reason.contains(part), "{reason}");
    }
    // Kept for whoever looks into it, but not for ever: the rows name people.
    let clean = async |time: &str| {
        server.set_time(time);
        server.clean(time).await;
        emails::OUTBOX.count_set_aside(&server.state.store).await.unwrap()
    };
    // Beyond a week accounts that nobody confirmed take their rows along.
    server.database().confirm_all_accounts().await;
    assert_eq!(clean("2026-12-23T09:59:59Z").await, 3);
    assert_eq!(clean("2026-12-23T10:00:01Z").await, 0);
}

#[tokio::test]
async fn who_could_not_be_told_keeps_the_account() {
    let server = TestServer::start().await;
    ask_for(&server, &["a@uno.example"]).await;
    server.database().empty("outgoing_emails").await;
    server.database().confirm_all_accounts().await;
    // Two years but a month later their owners are told.
    let clean = async |time: &str| {
        server.set_time(time);
        server.clean(time).await;
    };
    clean("2028-10-25T10:00:00Z").await;
    let to_a = Rows::Where("recipient", "a@uno.example");
    server.database().set("outgoing_emails", to_a, "created_at", Cell::Text("x")).await;
    send(&server, "2028-10-25T10:00:00Z").await;
    // Not written anew every hour either.
    clean("2028-10-25T11:00:00Z").await;
    assert_eq!(waiting(&server).await, 1);
    clean("2028-11-26T10:00:00Z").await;
    let left = server.database().values("accounts", "email", "email").await;
    assert_eq!(left, [Some("a@uno.example".to_owned())]);
}

#[tokio::test]
async fn two_senders_send_each_letter_once() {
    let smtp = SmtpServer::start(|_, _| Manner::Slow).await;
    let server = server_with(&smtp).await;
    let another = server.another_process().await;
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
    let server = TestServer::start_with(|config| config.smtp_url = Some(smtp.url.clone())).await;
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
    let server = TestServer::start_with(|config| config.smtp_url = Some(smtp.url.clone())).await;
    ask_for(&server, &["a@uno.example"]).await;
    let mut greeted = smtp.events();
    let jobs = running::start(&server.state);
    tokio::time::timeout(HANGS, greeted.recv()).await.unwrap().unwrap();
    jobs.finish(Duration::from_millis(2_050)).await;
    let waits = async |column: &str| server.database().values("outgoing_emails", column, "seq").await;
    assert_eq!(waits("attempts").await, [Some("0".to_owned())]);
    let began = instant("2026-11-23T10:00:00Z").timestamp();
    assert_eq!(waits("next_attempt_at").await, [Some(began.to_string())]);
    assert_eq!(server.database().count("sent_emails").await, 0);
    // The next process goes on at once.
    smtp.behave(|_, _| Manner::Take);
    let next = server.another_process().await;
    send_due(&next).await.unwrap();
    assert_eq!((smtp.messages().len(), waiting(&server).await), (1, 0));
}

#[tokio::test]
async fn several_at_once_do_not_fill_a_mailbox_either() {
    let server = TestServer::start().await;
    ask_for(&server, &["a@uno.example"]).await;
    let mut tx = server.state.store.begin_write().await.unwrap();
    for _ in 0..12 {
        emails::enqueue(&mut tx, "reset_password", "a@uno.example", None, instant("2026-11-23T10:00:00Z").timestamp())
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let sent = server.mailbox().await;
    assert_eq!(sent.iter().filter(|email| email.label.ends_with("reset_password")).count(), 6);
}

#[cfg(unix)]
#[tokio::test]
async fn letters_in_files_are_for_the_server_alone() {
    use std::os::unix::fs::PermissionsExt;

    let server = TestServer::start().await;
    ask_for(&server, &["a@uno.example"]).await;
    let outbox = server.dir.path().join("data/outbox");
    // As earlier versions made it.
    std::fs::create_dir(&outbox).unwrap();
    std::fs::set_permissions(&outbox, std::fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(server.mailbox().await.len(), 1);
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let file = std::fs::read_dir(&outbox).unwrap().next().unwrap().unwrap().path();
    assert_eq!((mode(&outbox), mode(&file)), (0o700, 0o600));
}
