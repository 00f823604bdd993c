use serde_json::{Value, json};

use crate::fixture::offers::{offer, offer_with};
use crate::fixture::server::{Answer, TestServer};

/// The calendar of the only offer.
async fn calendar(server: &TestServer) -> Answer {
    let id = server.only_offer().await;
    server.get(&format!("/api/v1/job-postings/{id}/deadline.ics")).await
}

/// Its lines, unfolded.
fn lines(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let text = answer.text();
    assert!(text.ends_with("END:VCALENDAR\r\n") && text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "{text}");
    text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

fn value<'a>(lines: &'a [String], name: &str) -> &'a str {
    lines.iter().find_map(|line| line.strip_prefix(name)).unwrap_or("")
}

async fn lines_of(changes: Value) -> Vec<String> {
    let server = TestServer::start().await;
    server.import_offers(&[offer_with("a", changes)]).await;
    lines(&calendar(&server).await)
}

#[tokio::test]
async fn the_deadline_is_a_day_in_the_calendar() {
    let server = TestServer::start_at_site().await;
    let posting = json!({
        "title": "Magazziniera, magazziniere; turni", "validThrough": "2026-12-31",
        "bacheca:postingAgency": {"name": "Ponte Lavoro S.p.A.", "authorisation": "Aut. 123"},
    });
    server.import_offers(&[offer_with("a", posting.clone())]).await;
    let answer = calendar(&server).await;
    let id = server.only_offer().await;
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"scadenza-{id}.ics\""));
    assert_eq!(answer.header("cache-control"), "public, max-age=60");
    let page = format!("https://bacheca.example/offerte/{id}");
    assert_eq!(
        lines(&answer),
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Bacheca//listings-api//IT",
            "BEGIN:VEVENT",
            &format!("UID:{id}.deadline@bacheca"),
            "DTSTAMP:20261119T230000Z",
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
            "SUMMARY:Ultimo giorno per candidarsi: Magazziniera\\, magazziniere\\; turni",
            &format!("DESCRIPTION:Azienda: Officine Lambro S.r.l.\\nAgenzia: Ponte Lavoro S.p.A.\\n{page}"),
            &format!("URL:{page}"),
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "DESCRIPTION:Ultimo giorno per candidarsi: Magazziniera\\, magazziniere\\; turni",
            "TRIGGER:-P1D",
            "END:VALARM",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    );
    // A deadline that moves keeps its entry.
    let mut moved = posting;
    moved["validThrough"] = json!("2027-01-15");
    server.import_offers(&[offer_with("a", moved)]).await;
    let after = lines(&calendar(&server).await);
    assert_eq!(
        (value(&after, "UID:"), value(&after, "DTSTART;VALUE=DATE:")),
        (&*format!("{id}.deadline@bacheca"), "20270115")
    );
}

#[tokio::test]
async fn the_day_is_that_of_rome_and_an_earlier_hour_is_said() {
    // 22:30 UTC in July is half past midnight in Rome: the end of the day before.
    let summer = lines_of(json!({"datePosted": "2026-06-01", "validThrough": "2026-07-16T22:30:00Z"})).await;
    assert_eq!(value(&summer, "DTSTART;VALUE=DATE:"), "20260716");
    assert!(!value(&summer, "DESCRIPTION:").contains("Entro le"), "{summer:?}");
    let winter = lines_of(json!({"validThrough": "2026-12-31T12:00:00"})).await;
    assert_eq!(value(&winter, "DTSTART;VALUE=DATE:"), "20261231");
    assert!(value(&winter, "DESCRIPTION:").ends_with("\\nEntro le 12:00\\, ora italiana"), "{winter:?}");
    let day = lines_of(json!({"validThrough": "2026-12-31"})).await;
    assert_eq!((value(&day, "DESCRIPTION:"), value(&day, "URL:")), ("Azienda: Officine Lambro S.r.l.", ""));
}

#[tokio::test]
async fn a_long_title_is_folded_and_whole() {
    let title = "Addetta o addetto all’accoglienza è qui 👷 ".repeat(4);
    let lines = lines_of(json!({"title": title, "validThrough": "2026-12-31"})).await;
    assert_eq!(value(&lines, "SUMMARY:").trim_end(), format!("Ultimo giorno per candidarsi: {}", title.trim_end()));
}

#[tokio::test]
async fn one_that_has_ended_keeps_its_entry_and_one_taken_back_has_none() {
    let server = TestServer::start().await;
    server.import_offers(&[offer_with("a", json!({"validThrough": "2026-11-30"}))]).await;
    server.set_time("2026-12-01T10:00:00Z");
    assert_eq!(calendar(&server).await.status, 200);
    server
        .import_offers(&[offer_with("a", json!({"validThrough": "2026-11-30", "bacheca:status": "withdrawn"}))])
        .await;
    calendar(&server).await.problem(410);
}

#[tokio::test]
async fn without_a_deadline_or_an_offer_there_is_no_entry() {
    let server = TestServer::start().await;
    server.import_offers(&[offer("a")]).await;
    calendar(&server).await.problem(404);
    for id in ["zzz", "%00", "%27%20OR%201%3D1", "%E2%80%AE", "..%2F..", "a%0D%0Ab"] {
        server.get(&format!("/api/v1/job-postings/{id}/deadline.ics")).await.problem(404);
    }
    server.get("/api/v1/job-postings/%FF/deadline.ics").await.problem(400);
}
