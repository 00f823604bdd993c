//! Every filter, the facets, and the ways on from nothing.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::fixture::offers::{offer_in, offer_with, titles};
use crate::fixture::server::TestServer;

async fn page(server: &TestServer, query: &str) -> Value {
    server.read(&format!("/api/v1/job-postings?{query}")).await
}

async fn found(server: &TestServer, query: &str) -> Vec<String> {
    let mut found = titles(&page(server, query).await);
    found.sort();
    found
}

/// "value" → count of one facet.
fn facet(page: &Value, name: &str) -> BTreeMap<String, u64> {
    let values = page["facets"][name].as_array().unwrap_or_else(|| panic!("{name}: {page}"));
    let entry = |value: &Value| (value["value"].as_str().unwrap().to_owned(), value["count"].as_u64().unwrap());
    values.iter().map(entry).collect()
}

fn counts<const N: usize>(expected: [(&str, u64); N]) -> BTreeMap<String, u64> {
    expected.into_iter().map(|(value, count)| (value.to_owned(), count)).collect()
}

fn pay(amount: f64, unit: &str, instalments: Option<u8>) -> Value {
    json!({
        "baseSalary": {"currency": "EUR", "value": {"value": amount, "unitText": unit}},
        "bacheca:collectiveAgreement": {"name": "CCNL", "instalments": instalments},
    })
}

/// Seven offers in Milano that differ in one thing or another.
async fn server_with_all_sorts() -> TestServer {
    let server = TestServer::start().await;
    let agency = json!({"name": "Ponte Lavoro S.p.A.", "authorisation": "Aut. 123"});
    let in_milano = json!({"address": {"addressLocality": "Milano"}});
    let offers = [
        (
            "a",
            json!({"industry": "commercio", "employmentType": "FULL_TIME", "bacheca:contractTerm": "permanent",
            "bacheca:shift": ["weekday", "day"], "datePosted": "2026-11-23"}),
        ),
        (
            "b",
            json!({"industry": "commercio", "employmentType": "PART_TIME", "bacheca:contractTerm": "fixed_term",
            "bacheca:shift": ["weekend"], "datePosted": "2026-11-22", "validThrough": "2026-11-26"}),
        ),
        (
            "c",
            json!({"industry": "informatica", "employmentType": "FULL_TIME", "bacheca:contractTerm": "permanent",
            "bacheca:shift": ["night"], "datePosted": "2026-11-17", "validThrough": "2026-11-30"}),
        ),
        (
            "d",
            json!({"industry": "informatica", "bacheca:postingAgency": agency, "employmentType": "PART_TIME",
            "bacheca:contractTerm": "agency_work", "datePosted": "2026-10-25", "validThrough": "2026-12-31"}),
        ),
        ("e", json!({"industry": "alimentare", "relevantOccupation": "cassiere", "datePosted": "2026-09-01"})),
        ("f", json!({"jobLocationType": "TELECOMMUTE", "relevantOccupation": "cassiere", "datePosted": "2026-11-20"})),
    ];
    let offers = offers.map(|(name, mut changes)| {
        changes["jobLocation"] = in_milano.clone();
        offer_with(name, changes)
    });
    server.import_offers(&offers).await;
    server
}

#[tokio::test]
async fn every_filter_lets_through_what_it_names() {
    let server = server_with_all_sorts().await;
    for (query, expected) in [
        ("occupation=cassiere", "e f"),
        ("industry=commercio&industry=alimentare", "a b e"),
        ("employment_type=FULL_TIME", "a c"),
        ("employment_type=FULL_TIME&employment_type=PART_TIME", "a b c d"),
        ("contract_term=permanent&contract_term=agency_work", "a c d"),
        ("shift=day&shift=night", "a c"),
        ("remote=true", "f"),
        ("agency=true", "d"),
        ("agency=false", "a b c e f"),
        ("posted_within_days=1", "a b"),
        ("posted_within_days=3", "a b f"),
        ("posted_within_days=30", "a b c d f"),
        ("closing_within_days=3", "b"),
        ("closing_within_days=7", "b c"),
        ("industry=commercio&employment_type=PART_TIME&shift=weekend", "b"),
        ("place=milano-mi&radius_km=5&contract_term=permanent", "a c"),
    ] {
        assert_eq!(found(&server, query).await.join(" "), expected, "{query}");
    }
}

#[tokio::test]
async fn pay_is_compared_after_normalising() {
    let server = TestServer::start().await;
    server
        .import_offers(&[
            offer_with("hour", pay(10.0, "HOUR", Some(14))),
            offer_with("month", pay(1_800.0, "MONTH", Some(14))),
            offer_with("year", pay(24_000.0, "YEAR", Some(12))),
            offer_with("unstated", json!({})),
        ])
        .await;
    // 10 € × 173 h = 1,730 € a month, 24,220 € a year; 1,800 € × 14 = 25,200 €, 10.40 € an hour; 24,000 € ÷ 12 = 2,000 €.
    for (query, expected) in [
        ("salary_min=1730", "hour month year"),
        ("salary_min=1731", "month year"),
        ("salary_min=2000", "year"),
        ("salary_min=2001", ""),
        ("salary_min=10&salary_period=hour", "hour month year"),
        ("salary_min=11&salary_period=hour", "year"),
        ("salary_min=24000&salary_period=year", "hour month year"),
        ("salary_min=24221&salary_period=year", "month"),
    ] {
        assert_eq!(found(&server, query).await.join(" "), expected, "{query}");
    }
    assert_eq!(titles(&page(&server, "sort=salary").await), ["year", "month", "hour", "unstated"]);
}

#[tokio::test]
async fn facets_are_counted_as_if_their_own_filter_were_off() {
    let server = server_with_all_sorts().await;
    let all = page(&server, "").await;
    assert_eq!(facet(&all, "industry"), counts([("alimentare", 1), ("commercio", 2), ("informatica", 2)]));
    assert_eq!(facet(&all, "occupation"), counts([("cassiere", 2), ("magazziniere", 4)]));
    assert_eq!(facet(&all, "employment_type"), counts([("FULL_TIME", 2), ("PART_TIME", 2)]));
    assert_eq!(facet(&all, "contract_term"), counts([("agency_work", 1), ("fixed_term", 1), ("permanent", 2)]));
    assert_eq!(facet(&all, "shift"), counts([("day", 1), ("night", 1), ("weekday", 1), ("weekend", 1)]));
    assert_eq!(facet(&all, "remote"), counts([("true", 1)]));
    assert_eq!(facet(&all, "agency"), counts([("false", 5), ("true", 1)]));
    assert_eq!(facet(&all, "posted_within_days"), counts([("1", 2), ("3", 3), ("7", 4), ("30", 5)]));
    assert_eq!(facet(&all, "closing_within_days"), counts([("3", 1), ("7", 2)]));
    assert_eq!(all["facets"]["industry"][0]["label"], "Commercio");
    assert!(all["facets"]["shift"][0].get("label").is_none());

    let narrowed = page(&server, "industry=commercio&employment_type=PART_TIME").await;
    assert_eq!(narrowed["total"], 1);
    // Without its own filter, but with the other one.
    assert_eq!(facet(&narrowed, "industry"), counts([("commercio", 1), ("informatica", 1)]));
    assert_eq!(facet(&narrowed, "employment_type"), counts([("FULL_TIME", 1), ("PART_TIME", 1)]));
    // With both.
    assert_eq!(facet(&narrowed, "contract_term"), counts([("fixed_term", 1)]));
    assert_eq!(facet(&narrowed, "agency"), counts([("false", 1)]));
}

#[tokio::test]
async fn every_count_is_what_choosing_the_value_brings() {
    let server = server_with_all_sorts().await;
    let lists = ["industry", "employment_type", "contract_term", "shift"];
    let single = ["occupation", "remote", "agency", "posted_within_days", "closing_within_days"];
    for base in ["", "place=milano-mi", "q=offerta", "q=cerchiamo&place=milano-mi", "salary_min=1"] {
        let counted = page(&server, base).await;
        for name in lists.into_iter().chain(single) {
            for (value, count) in facet(&counted, name) {
                let chosen = page(&server, &format!("{base}&{name}={value}")).await;
                assert_eq!(chosen["total"], count, "{base} {name}={value}");
            }
        }
    }
}

#[tokio::test]
async fn a_selected_value_is_counted_even_when_it_brings_none() {
    let server = server_with_all_sorts().await;
    let page = server.read("/api/v1/job-postings?shift=rotating&posted_within_days=14").await;
    assert_eq!(page["total"], 0);
    assert_eq!(
        facet(&page, "shift"),
        counts([("day", 1), ("night", 1), ("rotating", 0), ("weekday", 1), ("weekend", 1)])
    );
    assert_eq!(facet(&page, "posted_within_days"), counts([("14", 0)]));
}

#[tokio::test]
async fn the_comune_searched_around_comes_back() {
    let server = server_with_all_sorts().await;
    assert_eq!(page(&server, "place=milano-mi").await["place"]["name"], "Milano");
    assert!(page(&server, "lat=45.46&lon=9.19").await.get("place").is_none());
}

#[tokio::test]
async fn nothing_found_comes_with_ways_on() {
    let server = TestServer::start().await;
    server
        .import_offers(&[
            offer_in("milano", "Milano"),
            offer_with(
                "monza",
                json!({"jobLocation": {"address": {"addressLocality": "Monza"}}, "bacheca:shift": ["night"]}),
            ),
            offer_in("roma", "Roma"),
        ])
        .await;
    let suggestions = async |query: &str| page(&server, query).await["suggestions"].clone();
    // Monza is some 15 km from Milano.
    assert_eq!(
        suggestions("place=milano-mi&radius_km=5&shift=night").await,
        json!({"wider_radius": {"radius_km": 20, "total": 1}, "without": {"parameter": "shift", "total": 1}})
    );
    assert_eq!(suggestions("place=palermo-pa&radius_km=100").await, json!({"wider_radius": {"total": 3}}));
    assert_eq!(suggestions("q=astronauta&place=roma-rm").await, json!({"without": {"parameter": "q", "total": 1}}));
    assert_eq!(suggestions("shift=night&agency=true").await, json!({"without": {"parameter": "agency", "total": 1}}));
    assert_eq!(suggestions("shift=weekend&agency=true").await, Value::Null);
    assert_eq!(suggestions("").await, Value::Null);
}
