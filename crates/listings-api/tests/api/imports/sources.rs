//! Feeds that are fetched on a schedule, from a server on this machine that answers as badly as others do.

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use listings_api::imports::sources::{How, Ran, due, run_now};
use serde_json::{Value, json};
use store::source_runs::{self, Run};
use store::sources::{self, NewSource};

use crate::fixture::feed_server::FeedServer;
use crate::fixture::offers::{offer, offer_with};
use crate::fixture::server::{NOW, TestServer, instant};

struct Feeds {
    server: TestServer,
    feed: FeedServer,
}

impl Feeds {
    async fn start() -> Self {
        let feed = FeedServer::start().await;
        let server = TestServer::start_with(|config| {
            config.local_feed = Some(feed.address());
            config.feed_bytes = 200_000;
            config.feed_timeout = Duration::from_secs(5);
        })
        .await;
        Self { server, feed }
    }

    async fn add(&self, id: &str, change: impl FnOnce(&mut NewSource)) {
        let mut source = NewSource {
            id: id.to_owned(),
            location: self.feed.url("/feed"),
            format: None,
            mapping: None,
            schedule: "every 6h".to_owned(),
            employer: None,
            agency: None,
            agency_authorisation: None,
            agency_privacy_url: None,
            public_service: None,
            is_complete: false,
        };
        change(&mut source);
        assert!(sources::insert(&self.server.state.store, &source, instant(NOW).timestamp()).await.unwrap());
    }

    async fn add_complete(&self, id: &str) {
        self.add(id, |source| source.is_complete = true).await;
    }

    async fn run_as(&self, id: &str, how: How) -> Ran {
        run_now(&self.server.state, id, how).await.unwrap().unwrap()
    }

    async fn run(&self, id: &str) -> Ran {
        self.run_as(id, How::default()).await
    }

    /// The reason of a run that must fail.
    async fn failure(&self, id: &str) -> String {
        let ran = self.run(id).await.ended;
        assert_eq!(ran.outcome, "failed", "{ran:?}");
        ran.reason.unwrap()
    }

    fn holds(&self, offers: &[Value]) {
        self.feed.answer_ok(&["content-type: application/json"], json!(offers).to_string());
    }

    async fn open(&self) -> usize {
        self.server.stored_offers().await.iter().filter(|offer| offer.state == "open").count()
    }

    async fn runs(&self, id: &str) -> Vec<Run> {
        source_runs::list(&self.server.state.store, id, 100).await.unwrap()
    }

    async fn next_run(&self, id: &str) -> i64 {
        let source = sources::find(&self.server.state.store, id).await.unwrap().unwrap();
        source.next_run_at - instant(NOW).timestamp()
    }
}

fn offers(numbers: std::ops::Range<usize>) -> Vec<Value> {
    numbers.map(|number| offer(&number.to_string())).collect()
}

fn counts(ran: &Ran) -> [usize; 5] {
    let ended = &ran.ended;
    [ended.added, ended.changed, ended.unchanged, ended.ended, ended.left_out]
}

#[tokio::test]
async fn a_feed_that_says_nothing_has_changed_is_not_read_again() {
    let feeds = Feeds::start().await;
    feeds.add("ponte", |_| {}).await;
    let modified = "last-modified: Mon, 23 Nov 2026 08:00:00 GMT";
    feeds.feed.answer_ok(&["etag: \"uno\"", modified], json!(offers(0..2)).to_string());
    assert_eq!(counts(&feeds.run("ponte").await), [2, 0, 0, 0, 0]);
    assert_eq!(feeds.next_run("ponte").await, 6 * 3600);
    let asked = feeds.feed.requests().remove(0);
    assert!(asked.contains("accept-encoding: gzip") && !asked.contains("if-none-match"), "{asked}");
    feeds.feed.answer_status("304 Not Modified", &[]);
    assert_eq!(feeds.run("ponte").await.ended.outcome, "unchanged");
    let asked = feeds.feed.requests().remove(0);
    assert!(asked.contains("if-none-match: \"uno\"") && asked.contains("if-modified-since: mon, 23 nov"), "{asked}");
    assert_eq!(feeds.open().await, 2);
    // Somebody wants it read again; then nobody asked whether it has changed.
    let ran = feeds.run_as("ponte", How { again: true, ..How::default() }).await;
    assert!(ran.ended.reason.unwrap().contains("304"));
    assert!(!feeds.feed.requests().remove(0).contains("if-none-match"));
}

#[tokio::test]
async fn what_is_packed_is_unpacked_within_limits() {
    let feeds = Feeds::start().await;
    feeds.add("ponte", |_| {}).await;
    let gzip = |content: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    };
    feeds.feed.answer_ok(&["content-encoding: gzip"], gzip(json!(offers(0..3)).to_string().as_bytes()));
    assert_eq!(counts(&feeds.run("ponte").await), [3, 0, 0, 0, 0]);
    feeds.feed.answer_ok(&["content-encoding: gzip"], gzip(&vec![b' '; 1_000_000]));
    assert!(feeds.failure("ponte").await.contains("unpacked"));
    feeds.feed.answer_ok(&["content-encoding: br"], "x");
    assert!(feeds.failure("ponte").await.contains("encoded as br"));
    assert_eq!(feeds.open().await, 3);
    let left = std::fs::read_dir(feeds.server.state.config.feeds_dir()).unwrap().count();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn a_bad_answer_costs_the_run_and_nothing_that_is_published() {
    let feeds = Feeds::start().await;
    feeds.add_complete("ponte").await;
    feeds.holds(&offers(0..5));
    assert_eq!(counts(&feeds.run("ponte").await), [5, 0, 0, 0, 0]);
    let feed = &feeds.feed;
    feed.answer_ok(&["content-type: text/html"], "<!DOCTYPE html><title>Torniamo presto</title>");
    assert!(feeds.failure("ponte").await.contains("web page (\"Torniamo presto\")"));
    feed.answer_status("302 Found", &["location: http://127.0.0.1:1/feed"]);
    assert!(feeds.failure("ponte").await.contains("127.0.0.1 is not a public address"));
    feed.answer_status("302 Found", &["location: http://localhost.localdomain/feed"]);
    assert!(feeds.failure("ponte").await.contains("cannot be reached"));
    feed.answer_status("302 Found", &["location: file:///etc/passwd"]);
    assert!(feeds.failure("ponte").await.contains("redirects to file:///etc/passwd"));
    feed.answer_status("301 Moved Permanently", &["location: /feed"]);
    assert!(feeds.failure("ponte").await.contains("more than 5 times"));
    feed.answer_status("302 Found", &[]);
    assert!(feeds.failure("ponte").await.contains("does not say where"));
    feed.answer_raw("HTTP/1.1 200 OK\r\ncontent-length: 9000\r\n\r\n[{\"title\":");
    assert!(feeds.failure("ponte").await.contains("broke off"));
    feed.answer_raw("HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n[");
    assert!(feeds.failure("ponte").await.contains("larger than"));
    feed.answer_raw("not HTTP at all");
    assert!(feeds.failure("ponte").await.contains("cannot be reached"));
    feed.answer_status("404 Not Found", &[]);
    assert!(feeds.failure("ponte").await.contains("404 Not Found"));
    feed.answer_endlessly(Duration::ZERO);
    assert!(feeds.failure("ponte").await.contains("larger than"));
    feed.answer_endlessly(Duration::from_millis(200));
    assert!(feeds.failure("ponte").await.contains("did not arrive within 5 s"));
    feed.answer_ok(&[], "");
    assert!(feeds.failure("ponte").await.contains("is empty"));
    feeds.holds(&[]);
    assert!(feeds.failure("ponte").await.contains("holds no offers"));
    feeds.holds(&[json!({"@type": "JobPosting", "titolo": "Cuoco", "testo": "…"})]);
    assert!(feeds.failure("ponte").await.contains("none of 1 records could be taken; the first: no title"));
    assert_eq!(feeds.open().await, 5);
    // The longer it fails, the longer it is left alone.
    assert_eq!(feeds.next_run("ponte").await, 24 * 3600);
    feeds.holds(&offers(0..5));
    assert_eq!(counts(&feeds.run("ponte").await), [0, 0, 5, 0, 0]);
    assert_eq!(feeds.next_run("ponte").await, 6 * 3600);
}

#[tokio::test]
async fn what_a_complete_feed_does_not_hold_ends_unless_that_is_too_much() {
    let feeds = Feeds::start().await;
    feeds.add_complete("ponte").await;
    feeds.server.import_offers(&[offer("by-hand")]).await;
    feeds.holds(&offers(0..10));
    feeds.run("ponte").await;
    feeds.holds(&offers(3..11));
    assert_eq!(counts(&feeds.run("ponte").await), [1, 0, 7, 3, 0]);
    // What somebody imported by hand is none of its business.
    assert_eq!(feeds.open().await, 9);
    assert_eq!(feeds.server.read("/api/v1/job-postings").await["total"], 9);
    // Three of eight are more than 30 %.
    feeds.holds(&offers(6..11));
    let ran = feeds.run("ponte").await;
    assert_eq!(counts(&ran), [0, 0, 5, 0, 0]);
    assert!(ran.ended.reason.unwrap().contains("3 of 8 open offers are missing"));
    let ran = feeds.run_as("ponte", How { end_missing: true, ..How::default() }).await;
    assert_eq!(counts(&ran), [0, 0, 5, 3, 0]);
    // What comes back is open again.
    feeds.holds(&offers(3..11));
    assert_eq!(counts(&feeds.run("ponte").await), [0, 3, 5, 0, 0]);
    assert_eq!(feeds.open().await, 9);
    // An offer that is broken today is still in the feed; one of which nothing can be told may be any of them.
    let mut broken = offers(3..11);
    broken[0] = offer_with("3", json!({"datePosted": "2026-02-30"}));
    feeds.holds(&broken);
    assert_eq!(counts(&feeds.run("ponte").await), [0, 0, 7, 0, 1]);
    broken[0] = json!(7);
    feeds.holds(&broken);
    let ran = feeds.run("ponte").await;
    assert!(ran.ended.reason.unwrap().contains("could not be told apart"));
    assert_eq!(feeds.open().await, 9);
}

#[tokio::test]
async fn two_sources_may_use_the_same_identifiers() {
    let feeds = Feeds::start().await;
    feeds.add_complete("ponte").await;
    feeds.add("altra", |source| source.employer = Some("Altra S.r.l.".to_owned())).await;
    feeds.holds(&offers(0..3));
    assert_eq!(counts(&feeds.run("ponte").await), [3, 0, 0, 0, 0]);
    let without = |number: usize| offer_with(&number.to_string(), json!({"hiringOrganization": null}));
    feeds.holds(&[without(0), without(1), without(1)]);
    assert_eq!(counts(&feeds.run("altra").await), [2, 0, 0, 0, 1]);
    assert_eq!(feeds.server.offer_ids().await.len(), 5);
    let employer = feeds.server.stored_offers().await[4].facts.hiring_organization.clone().unwrap().name;
    assert_eq!(employer, "Altra S.r.l.");
    // A source that is removed and named again finds its offers.
    let store = &feeds.server.state.store;
    let mut tx = store.begin_write().await.unwrap();
    assert!(sources::delete(&mut tx, "ponte").await.unwrap());
    tx.commit().await.unwrap();
    feeds.add_complete("ponte").await;
    feeds.holds(&offers(0..3));
    assert_eq!(counts(&feeds.run("ponte").await), [0, 0, 3, 0, 0]);
}

#[tokio::test]
async fn a_feed_that_changes_its_format_overnight_fails() {
    let feeds = Feeds::start().await;
    feeds.add_complete("ponte").await;
    feeds.holds(&offers(0..4));
    feeds.run("ponte").await;
    let csv =
        "identifier,title,description,date_posted,hiring_organization\n1,Cuoca o cuoco,In cucina,2026-11-20,Mensa\n";
    feeds.feed.answer_ok(&["content-type: text/csv"], csv);
    let reason = feeds.failure("ponte").await;
    assert!(reason.contains("its format has changed"), "{reason}");
    assert_eq!(feeds.open().await, 4);
}

#[tokio::test]
async fn the_job_runs_what_is_due_once_and_leaves_alone_what_is_paused() {
    let feeds = Feeds::start().await;
    for id in ["uno", "due", "tre"] {
        feeds.add(id, |_| {}).await;
    }
    let store = &feeds.server.state.store;
    let now = instant(NOW).timestamp();
    sources::pause(store, "due", now).await.unwrap();
    let claimed = sources::claim(store, "tre", now, now + 3600).await.unwrap().unwrap();
    assert!(run_now(&feeds.server.state, "tre", How::default()).await.unwrap().is_none());
    feeds.holds(&offers(0..1));
    due::run_due(&feeds.server.state).await.unwrap();
    assert_eq!(
        (feeds.runs("uno").await.len(), feeds.runs("due").await.len(), feeds.runs("tre").await.len()),
        (1, 0, 0)
    );
    due::run_due(&feeds.server.state).await.unwrap();
    assert_eq!(feeds.runs("uno").await.len(), 1);
    // Whoever had it has died: its time comes again.
    assert_eq!(claimed.claims, 1);
    feeds.server.set_time("2026-11-23T11:00:01Z");
    due::run_due(&feeds.server.state).await.unwrap();
    assert_eq!(feeds.runs("tre").await.len(), 1);
    sources::resume(store, "due", now).await.unwrap();
    feeds.feed.answer_status("503 Service Unavailable", &["retry-after: 43200"]);
    due::run_due(&feeds.server.state).await.unwrap();
    let run = feeds.runs("due").await.remove(0);
    assert_eq!((run.outcome.as_str(), feeds.next_run("due").await), ("failed", 43200 + 3601));
}

#[tokio::test]
async fn a_run_says_what_it_did_to_which_record() {
    let feeds = Feeds::start().await;
    feeds.add_complete("ponte").await;
    let lint = offer_with("1", json!({"description": "<p>Cercasi ragazza.</p><p>Età massima 30 anni.</p>"}));
    feeds.holds(&[offer("0"), lint, offer_with("2", json!({"title": ""}))]);
    let ran = feeds.run("ponte").await;
    let entries = source_runs::entries(&feeds.server.state.store, ran.run).await.unwrap();
    let of = |what: &str| entries.iter().filter(|entry| entry.what == what).collect::<Vec<_>>();
    assert_eq!(of("added").len(), 2);
    assert_eq!(of("added")[0].job_posting, feeds.server.offer_id("0").await);
    assert_eq!((of("left_out")[0].record.as_str(), of("left_out")[0].reason.as_str()), ("2", "no title"));
    let rules: Vec<_> =
        of("finding").iter().filter(|entry| entry.record == "1").map(|entry| entry.rule.as_str()).collect();
    assert_eq!(rules, ["pay_missing", "gender_asked", "age_asked"]);
    // Bounded in number.
    feeds.feed.answer_status("500 Internal Server Error", &[]);
    for _ in 0..25 {
        feeds.run("ponte").await;
    }
    assert_eq!(feeds.runs("ponte").await.len(), 26);
    assert!(source_runs::entries(&feeds.server.state.store, ran.run).await.unwrap().is_empty());
}
