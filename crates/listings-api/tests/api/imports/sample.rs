//! The sample content that ships with the repository.

use std::collections::BTreeSet;
use std::path::Path;

use listings_api::imports::articles;
use listings_api::imports::postings::{self, Options};
use serde_json::Value;

use crate::fixture::server::TestServer;

async fn server_with_sample() -> TestServer {
    let server = TestServer::start().await;
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample");
    for report in articles::import(&server.state, &sample.join("articles")).await.unwrap() {
        assert_eq!((report.added, report.notes.as_slice()), (1, &[][..]), "{report}");
    }
    let options = Options { has_relative_dates: true, ..Options::default() };
    let report = postings::import(&server.state, &sample.join("job-postings.jsonld"), options).await.unwrap();
    assert_eq!((report.left_out.as_slice(), report.notes.as_slice()), (&[][..], &[][..]), "{report}");
    server
}

async fn all_offers(server: &TestServer) -> Vec<Value> {
    let mut all = Vec::new();
    let mut query = String::new();
    loop {
        let page = server.read(&format!("/api/v1/job-postings?limit=100{query}")).await;
        all.extend(page["items"].as_array().unwrap().clone());
        match page["next_cursor"].as_str() {
            Some(cursor) => query = format!("&cursor={cursor}"),
            None => return all,
        }
    }
}

#[tokio::test]
async fn it_is_as_rich_as_the_site_needs() {
    let server = server_with_sample().await;
    let articles = server.read("/api/v1/articles?limit=100").await;
    assert!(articles["total"].as_u64().unwrap() >= 10);
    let offers = all_offers(&server).await;
    assert!(offers.len() >= 80, "{}", offers.len());
    let distinct =
        |pointer: &str| offers.iter().filter_map(|offer| offer.pointer(pointer)?.as_str()).collect::<BTreeSet<_>>();
    assert!(distinct("/job_location/place/province").len() >= 20);
    assert!(distinct("/industry/slug").len() >= 8);
    assert!(offers.iter().all(|offer| offer.get("base_salary").is_some()), "an offer without pay");
}

#[tokio::test]
async fn every_link_and_every_picture_of_its_articles_leads_somewhere() {
    let server = server_with_sample().await;
    let list = server.read("/api/v1/articles?limit=100").await;
    for slug in list["items"].as_array().unwrap().iter().map(|item| item["slug"].as_str().unwrap()) {
        let article: contract::Article =
            serde_json::from_value(server.read(&format!("/api/v1/articles/{slug}")).await).unwrap();
        let image = article.summary.image.unwrap_or_else(|| panic!("{slug} has no picture"));
        assert_eq!(server.get(&image.src).await.status, 200, "{slug}");
        assert_eq!(article.related.len(), 3, "{slug}");
        for offers in &article.job_postings {
            assert!(!offers.items.is_empty(), "{slug}: no offers in {}", offers.section);
        }
        let html: String = article.sections.into_iter().map(|section| section.html).collect();
        for linked in html.split("href=\"/articoli/").skip(1).filter_map(|rest| rest.split('"').next()) {
            let answer = server.get(&format!("/api/v1/articles/{}", linked.split('#').next().unwrap())).await;
            assert_eq!(answer.status, 200, "{slug} links to {linked}");
        }
    }
}
