use serde_json::json;

use crate::fixture::offers::{offer, offer_in, offer_with, titles};
use crate::fixture::server::TestServer;

async fn found(server: &TestServer, query: &str) -> Vec<String> {
    titles(&server.read(&format!("/api/v1/job-postings?{query}")).await)
}

/// Offers in and around Milano, far away, remote, and nowhere known.
async fn server_with_places() -> TestServer {
    let server = TestServer::start().await;
    server
        .import_offers(&[
            offer_in("milano", "Milano"),
            offer_in("monza", "Monza"),
            offer_in("pavia", "Pavia"),
            offer_in("roma", "Roma"),
            offer_in("atlantide", "Atlantide"),
            offer_with("remote", json!({"jobLocationType": "TELECOMMUTE"})),
        ])
        .await;
    server
}

#[tokio::test]
async fn an_area_holds_what_is_near_and_what_is_remote_last() {
    let server = server_with_places().await;
    assert_eq!(found(&server, "place=milano-mi").await, ["milano", "monza", "remote"]);
    assert_eq!(found(&server, "place=milano-mi&radius_km=50").await, ["milano", "monza", "pavia", "remote"]);
    assert_eq!(found(&server, "lat=45.58&lon=9.27&radius_km=5").await, ["monza", "remote"]);
    assert_eq!(server.read("/api/v1/job-postings?place=milano-mi").await["total"], 3);
}

#[tokio::test]
async fn distance_is_given_to_one_decimal_where_there_is_one() {
    let server = server_with_places().await;
    let page = server.read("/api/v1/job-postings?place=milano-mi").await;
    let distances: Vec<_> = page["items"].as_array().unwrap().iter().map(|item| item["distance_km"].as_f64()).collect();
    let monza = distances[1].unwrap();
    assert_eq!((distances[0], distances[2]), (Some(0.0), None));
    assert!((12.0..17.0).contains(&monza) && (monza * 10.0).fract() == 0.0, "{monza}");
    let anywhere = server.read("/api/v1/job-postings").await;
    assert!(anywhere["items"].as_array().unwrap().iter().all(|item| item.get("distance_km").is_none()));
}

#[tokio::test]
async fn without_an_area_everything_open_is_found_the_newest_first() {
    let server = TestServer::start().await;
    server
        .import_offers(&[
            offer_with("old", json!({"datePosted": "2026-11-01"})),
            offer_with("new", json!({"datePosted": "2026-11-22"})),
            offer_with("filled", json!({"bacheca:status": "filled"})),
            offer_with("withdrawn", json!({"bacheca:status": "withdrawn"})),
            offer_with("expired", json!({"validThrough": "2026-11-22"})),
            offer_with("last-day", json!({"datePosted": "2026-11-10", "validThrough": "2026-11-23"})),
        ])
        .await;
    assert_eq!(found(&server, "").await, ["new", "last-day", "old"]);
    assert_eq!(found(&server, "sort=closing").await, ["last-day", "new", "old"]);
    assert_eq!(server.read("/api/v1/job-postings").await["total"], 3);
}

#[tokio::test]
async fn an_offer_expires_by_the_clock_and_not_by_a_job() {
    let server = TestServer::start().await;
    server.import_offers(&[offer_with("a", json!({"validThrough": "2026-11-23"}))]).await;
    server.set_time("2026-11-23T22:59:59Z");
    assert_eq!(found(&server, "").await, ["a"]);
    server.set_time("2026-11-23T23:00:00Z");
    assert_eq!(found(&server, "").await, Vec::<String>::new());
}

#[tokio::test]
async fn values_of_one_filter_are_or_filters_are_and() {
    let server = TestServer::start().await;
    server
        .import_offers(&[
            offer_with("a", json!({"industry": "commercio"})),
            offer_with("b", json!({"industry": "informatica"})),
            offer_with("c", json!({"industry": "alimentare"})),
            offer_with("d", json!({"industry": "commercio", "relevantOccupation": "cassiere"})),
        ])
        .await;
    let mut both = found(&server, "industry=commercio&industry=informatica&occupation=magazziniere").await;
    both.sort();
    assert_eq!(both, ["a", "b"]);
    assert_eq!(found(&server, "occupation=cassiere").await, ["d"]);
}

#[tokio::test]
async fn unknown_values_are_named() {
    let server = TestServer::start().await;
    for (query, pointer, code) in [
        ("occupation=astronauta", "occupation", "unknown_value"),
        ("industry=commercio&industry=spazio", "industry", "unknown_value"),
        ("place=atlantide-at", "place", "unknown_value"),
        ("foo=1", "foo", "unknown_parameter"),
        ("sort=best", "sort", "unknown_value"),
        ("radius_km=-5", "radius_km", "out_of_range"),
        ("limit=101", "limit", "out_of_range"),
        ("lat=NaN&lon=1", "lat", "out_of_range"),
        ("cursor=forged", "cursor", "invalid"),
        // What the search names comes first: without it there is no such search to go on with.
        ("cursor=forged&industry=atlantide", "industry", "unknown_value"),
    ] {
        let problem = server.get(&format!("/api/v1/job-postings?{query}")).await.problem(400);
        assert_eq!(problem, [(pointer.to_owned(), code.to_owned())], "{query}");
    }
}

/// All pages of a search, one after the other.
async fn walk(server: &TestServer, query: &str, between: impl AsyncFn()) -> Vec<String> {
    let mut all = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = server.read(&format!("/api/v1/job-postings?{query}{cursor}")).await;
        all.extend(titles(&page));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return all,
        }
        between().await;
    }
}

#[tokio::test]
async fn pages_join_without_gap_or_repeat_in_every_order() {
    let server = TestServer::start().await;
    let offers: Vec<_> = (0..23)
        .map(|number| {
            let place = ["Milano", "Monza", "Sesto San Giovanni", "Rho"][number % 4];
            let mut offer = offer_in(&format!("{number}"), place);
            offer["datePosted"] = json!(format!("2026-11-{:02}", 1 + number % 5));
            if number % 3 == 0 {
                offer["validThrough"] = json!(format!("2026-12-{:02}", 1 + number % 7));
            }
            if number % 11 == 0 {
                offer["jobLocationType"] = json!("TELECOMMUTE");
            }
            offer
        })
        .collect();
    server.import_offers(&offers).await;
    for query in [
        "sort=newest", "sort=closing", "place=milano-mi", "place=milano-mi&sort=closing", "place=milano-mi&sort=newest",
    ] {
        let whole = found(&server, &format!("{query}&limit=100")).await;
        assert_eq!(whole.len(), 23, "{query}");
        for limit in [1, 5, 23] {
            assert_eq!(walk(&server, &format!("{query}&limit={limit}"), async || {}).await, whole, "{query} {limit}");
        }
    }
}

#[tokio::test]
async fn what_is_added_meanwhile_neither_repeats_nor_hides_others() {
    for query in ["sort=newest&limit=2", "place=milano-mi&limit=2"] {
        let server = TestServer::start().await;
        let offers: Vec<_> = (0..7).map(|number| offer_in(&format!("{number}"), "Milano")).collect();
        server.import_offers(&offers).await;
        let before = walk(&server, query, async || {}).await;
        let added = std::cell::Cell::new(0);
        let with_inserts = walk(&server, query, async || {
            added.set(added.get() + 1);
            let mut newer = offer_in(&format!("new-{}", added.get()), "Milano");
            newer["datePosted"] = json!("2026-11-23");
            server.import_offers(&[newer]).await;
        });
        let walked = with_inserts.await;
        let old: Vec<_> = walked.into_iter().filter(|title| !title.starts_with("new")).collect();
        assert_eq!(old, before, "{query}");
        assert!(added.get() > 1);
    }
}

#[tokio::test]
async fn a_cursor_of_another_search_or_a_changed_one_is_refused() {
    let server = TestServer::start().await;
    server.import_offers(&[offer("a"), offer("b"), offer("c")]).await;
    let page = server.read("/api/v1/job-postings?limit=1").await;
    let cursor = page["next_cursor"].as_str().unwrap();
    // Another size of page is the same search.
    assert_eq!(found(&server, &format!("limit=2&cursor={cursor}")).await.len(), 2);
    let flipped = cursor.replacen(&cursor[..1], if cursor.starts_with('A') { "B" } else { "A" }, 1);
    for query in [
        format!("occupation=magazziniere&cursor={cursor}"),
        format!("sort=closing&cursor={cursor}"),
        format!("cursor={flipped}"),
        format!("cursor={cursor}AAAA"),
    ] {
        let problem = server.get(&format!("/api/v1/job-postings?{query}")).await.problem(400);
        assert_eq!(problem, [("cursor".to_owned(), "invalid".to_owned())], "{query}");
    }
    server.get(&format!("/api/v1/articles?cursor={cursor}")).await.problem(400);
}

#[tokio::test]
async fn an_offer_that_moves_or_goes_remote_is_found_where_it_is() {
    let server = TestServer::start().await;
    server.import_offers(&[offer_in("a", "Milano")]).await;
    server.import_offers(&[offer_in("a", "Roma")]).await;
    assert_eq!(found(&server, "place=milano-mi").await, Vec::<String>::new());
    assert_eq!(found(&server, "place=roma-rm").await, ["a"]);
    let mut remote = offer_in("a", "Roma");
    remote["jobLocationType"] = json!("TELECOMMUTE");
    server.import_offers(&[remote]).await;
    assert_eq!(found(&server, "place=roma-rm").await, ["a"]);
    assert_eq!(found(&server, "place=milano-mi").await, ["a"]);
}
