use serde_json::{Value, json};

use crate::fixture::articles::article;
use crate::fixture::offers::{offer, offer_in, offer_with};
use crate::fixture::server::TestServer;

const MAGAZZINIERE: &str = "/api/v1/occupations/magazziniere";

fn paying(identifier: &str, value: Value) -> Value {
    offer_with(identifier, json!({"baseSalary": {"currency": "EUR", "value": value}}))
}

#[tokio::test]
async fn a_role_without_offers_still_tells_what_it_is() {
    let server = TestServer::start().await;
    let detail = server.read(MAGAZZINIERE).await;
    assert_eq!(detail["occupation"]["preferred_label"], "Magazziniere");
    assert!(detail["summary"].as_str().unwrap().len() > 50, "{detail}");
    assert!(!detail["contracts"].as_str().unwrap().is_empty());
    assert!(!detail["tasks"].as_array().unwrap().is_empty() && !detail["requirements"].as_array().unwrap().is_empty());
    assert_eq!((&detail["open_job_postings"], &detail["top_places"]), (&json!(0), &json!([])));
    assert_eq!((detail.get("typical_pay"), &detail["articles"]), (None, &json!([])));
}

#[tokio::test]
async fn offers_count_while_they_are_open_and_by_comune() {
    let server = TestServer::start().await;
    let mut offers: Vec<Value> = ["Milano", "Roma", "Milano", "Bergamo"]
        .iter()
        .enumerate()
        .map(|(number, place)| offer_in(&number.to_string(), place))
        .collect();
    offers.push(offer("nowhere"));
    offers.push(offer_with("closing", json!({"validThrough": "2026-11-23"})));
    offers.push(offer_with("filled", json!({"bacheca:status": "filled"})));
    offers.push(offer_with("other", json!({"relevantOccupation": "cassiere"})));
    server.import_offers(&offers).await;
    let detail = server.read(MAGAZZINIERE).await;
    assert_eq!(detail["open_job_postings"], 6);
    assert_eq!(
        detail["top_places"],
        json!([
            {"slug": "milano-mi", "label": "Milano (MI)", "open_job_postings": 2},
            {"slug": "bergamo-bg", "label": "Bergamo (BG)", "open_job_postings": 1},
            {"slug": "roma-rm", "label": "Roma (RM)", "open_job_postings": 1},
        ])
    );
    server.set_time("2026-11-24T10:00:00Z");
    assert_eq!(server.read(MAGAZZINIERE).await["open_job_postings"], 5);
}

#[tokio::test]
async fn at_most_twelve_comuni_are_named() {
    let server = TestServer::start().await;
    let capitals = [
        "Milano", "Roma", "Torino", "Napoli", "Bari", "Palermo", "Genova", "Bologna", "Firenze", "Venezia", "Verona",
        "Trieste", "Padova", "Brescia",
    ];
    let offers: Vec<_> = capitals.iter().map(|place| offer_in(place, place)).collect();
    server.import_offers(&offers).await;
    let detail = server.read(MAGAZZINIERE).await;
    assert_eq!((detail["top_places"].as_array().unwrap().len(), &detail["open_job_postings"]), (12, &json!(14)));
}

#[tokio::test]
async fn typical_pay_is_that_of_the_middle_half_once_five_say_theirs() {
    let server = TestServer::start().await;
    let mut offers = vec![
        paying("a", json!({"minValue": 1400, "maxValue": 1600, "unitText": "MONTH"})),
        paying("b", json!({"value": 1600, "unitText": "MONTH"})),
        paying("c", json!({"value": 10, "unitText": "HOUR"})),
        paying("d", json!({"value": 23_400, "unitText": "YEAR"})),
        offer("silent"),
        offer_with("abroad", json!({"baseSalary": {"currency": "CHF", "value": {"value": 4000, "unitText": "MONTH"}}})),
        offer_with(
            "filled",
            json!({"bacheca:status": "filled", "baseSalary": {"currency": "EUR", "value": {"value": 1, "unitText": "MONTH"}}}),
        ),
    ];
    server.import_offers(&offers).await;
    assert_eq!(server.read(MAGAZZINIERE).await.get("typical_pay"), None);
    offers.push(paying("e", json!({"minValue": 2000, "unitText": "MONTH"})));
    server.import_offers(&offers).await;
    // 1500, 1600, 1730, 1800 and 2000 euros a month.
    assert_eq!(
        server.read(MAGAZZINIERE).await["typical_pay"],
        json!({"low_month_minor": 160_000, "high_month_minor": 180_000, "job_postings": 5})
    );
}

#[tokio::test]
async fn the_three_newest_articles_of_the_role_come_with_it() {
    let server = TestServer::start().await;
    let about = |slug: &str, day: u8| {
        article(slug, "occupation: magazziniere\n", "Testo.").replace("2026-10-03", &format!("2026-10-{day:02}"))
    };
    let files =
        [about("uno", 1), about("due", 2), about("tre", 3), about("quattro", 4), article("altro", "", "Testo.")];
    let names = ["1.md", "2.md", "3.md", "4.md", "5.md"];
    let files: Vec<_> = names.into_iter().zip(files.iter().map(String::as_str)).collect();
    server.import_articles(&files).await;
    let detail = server.read(MAGAZZINIERE).await;
    let slugs: Vec<_> = detail["articles"].as_array().unwrap().iter().map(|article| &article["slug"]).collect();
    assert_eq!(slugs, ["quattro", "tre", "due"]);
    serde_json::from_value::<contract::OccupationDetail>(detail).unwrap();
}

#[tokio::test]
async fn an_unknown_occupation_is_a_problem_however_odd() {
    let server = TestServer::start().await;
    let long = "a".repeat(5_000);
    for slug in ["astronauta", "MAGAZZINIERE", "%00", "%27%20OR%201%3D1", "%E2%80%AE", "..%2F..", &long] {
        server.get(&format!("/api/v1/occupations/{slug}")).await.problem(404);
    }
    server.get("/api/v1/occupations/%FF").await.problem(400);
}

#[tokio::test]
async fn an_occupation_without_a_text_is_listed_with_its_offers_only() {
    let server = TestServer::start_with_offers(&[offer_with("a", json!({"relevantOccupation": "elettrauto"}))]).await;
    let listed = server.read("/api/v1/occupations").await;
    let listed: Vec<&str> =
        listed.as_array().unwrap().iter().map(|count| count["occupation"]["slug"].as_str().unwrap()).collect();
    assert!(listed.contains(&"elettrauto") && listed.contains(&"cuoco") && !listed.contains(&"tassista"), "{listed:?}");
    for slug in ["elettrauto", "tassista"] {
        let detail = server.read(&format!("/api/v1/occupations/{slug}")).await;
        assert!(detail["summary"].as_str().unwrap().contains("offerte aperte"), "{detail}");
        assert_eq!((&detail["tasks"], &detail["contracts"]), (&json!([]), &json!("")));
    }
}
