use serde_json::{Value, json};

use crate::fixture::offers::{offer, offer_in, offer_with, titles};
use crate::fixture::server::TestServer;

async fn id_of(server: &TestServer, title: &str) -> String {
    let rows = server.read("/api/v1/job-postings?limit=100").await;
    let item =
        rows["items"].as_array().unwrap().iter().find(|item| item["title"] == format!("Offerta {title}")).cloned();
    item.unwrap()["id"].as_str().unwrap().to_owned()
}

fn similar(posting: &Value) -> Vec<String> {
    titles(&json!({"items": posting["similar"]}))
}

#[tokio::test]
async fn every_fact_of_the_source_is_there() {
    let server = TestServer::start().await;
    server
        .import_offers(&[json!({
            "@type": "JobPosting",
            "identifier": {"name": "Ponte Lavoro S.p.A.", "value": "PL-1"},
            "title": "Addetta al back office", "description": "<p>Uno.</p>",
            "datePosted": "today-3", "validThrough": "today+18", "dateModified": "today-1",
            "employmentType": ["FULL_TIME", "TEMPORARY"], "bacheca:contractTerm": "agency_work", "bacheca:contractMonths": 6,
            "bacheca:shift": ["weekday", "day"], "workHours": "Lunedì–venerdì, 9–18",
            "hiringOrganization": {"name": "Officine Lambro S.r.l.", "sameAs": "https://officinelambro.example"},
            "bacheca:postingAgency": {"name": "Ponte Lavoro S.p.A.", "authorisation": "Aut. 123", "privacyUrl": "https://pontelavoro.example/privacy"},
            "industry": "servizi-alle-imprese", "relevantOccupation": "addetto-back-office",
            "jobLocation": {"address": {"addressLocality": "MILANO ", "addressRegion": "MI", "postalCode": "20121"}},
            "bacheca:hybrid": true,
            "baseSalary": {"currency": "EUR", "value": {"minValue": 1900, "maxValue": 2100.5, "unitText": "MONTH"}},
            "bacheca:collectiveAgreement": {"name": "CCNL Terziario", "level": "IV livello", "instalments": 14},
            "totalJobOpenings": 2, "jobStartDate": "today+20",
            "bacheca:requirements": [{"text": "Diploma", "necessary": true}, {"text": "Inglese", "necessary": false}],
            "bacheca:drivingLicence": "B", "bacheca:ownCar": true,
            "jobBenefits": ["Buoni pasto da 7 €"], "url": "https://apply.example/1",
        })])
        .await;
    let page = server.read("/api/v1/job-postings").await;
    let id = page["items"][0]["id"].as_str().unwrap();
    let posting = server.read(&format!("/api/v1/job-postings/{id}")).await;
    let place = posting["summary"]["job_location"]["place"].clone();
    assert_eq!(place["slug"], "milano-mi");
    let mut summary = posting["summary"].clone();
    summary["job_location"]["place"] = Value::Null;
    assert_eq!(
        summary,
        json!({
            "id": id, "title": "Addetta al back office", "status": "open",
            "hiring_organization": {"name": "Officine Lambro S.r.l.", "url": "https://officinelambro.example/"},
            "posting_agency": {"name": "Ponte Lavoro S.p.A.", "authorisation_number": "Aut. 123", "privacy_url": "https://pontelavoro.example/privacy"},
            "industry": {"slug": "servizi-alle-imprese", "label": "Servizi alle imprese"},
            "occupation": {"slug": "addetto-back-office", "preferred_label": "Addetto al back office", "esco_uri": "http://data.europa.eu/esco/isco/C4110"},
            "job_location": {"label": "Milano (MI)", "postal_code": "20121", "place": null},
            "workplace_type": "hybrid",
            "base_salary": {"min_minor": 190_000, "max_minor": 210_050, "currency": "EUR", "per": "MONTH"},
            "collective_agreement": {"name": "CCNL Terziario", "level": "IV livello", "instalments": 14},
            "employment_type": "FULL_TIME", "contract_term": {"kind": "agency_work", "months": 6},
            "shifts": ["weekday", "day"], "work_hours": "Lunedì–venerdì, 9–18", "total_job_openings": 2,
            "date_posted": "2026-11-20T00:00:00+01:00", "valid_through": "2026-12-11T23:59:59+01:00",
            "excerpt": "Uno.",
            "requirements": [{"text": "Diploma", "is_necessary": true}, {"text": "Inglese", "is_necessary": false}],
            "driving_licence": "B", "needs_own_car": true,
        })
    );
    assert_eq!(posting["description_html"], "<p>Uno.</p>");
    assert_eq!(posting["job_benefits"], json!(["Buoni pasto da 7 €"]));
    assert_eq!(posting["job_start_date"], "2026-12-13");
    assert_eq!(posting["date_modified"], "2026-11-22T00:00:00+01:00");
    assert_eq!(posting["reference"], "PL-1");
    assert_eq!(posting["apply_url"], "https://apply.example/1");
}

#[tokio::test]
async fn similar_offers_are_open_of_the_same_role_and_the_nearest_first() {
    let server = TestServer::start().await;
    let mut others = vec![
        offer_in("here", "Milano"),
        offer_in("roma", "Roma"),
        offer_in("monza", "Monza"),
        offer("nowhere"),
        offer_in("torino", "Torino"),
        offer_in("rho", "Rho"),
    ];
    others.push(offer_with("cassa", json!({"relevantOccupation": "cassiere"})));
    others.push(offer_with("filled", json!({"bacheca:status": "filled"})));
    server.import_offers(&others).await;
    let id = id_of(&server, "here").await;
    let posting = server.read(&format!("/api/v1/job-postings/{id}")).await;
    assert_eq!(similar(&posting), ["rho", "monza", "torino", "roma"]);
}

#[tokio::test]
async fn one_that_has_ended_says_so_and_takes_no_application() {
    let server = TestServer::start().await;
    let with_url = |id, changes: Value| {
        let mut offer = offer_with(id, changes);
        offer["url"] = json!("https://apply.example/");
        offer
    };
    server.import_offers(&[with_url("a", json!({"validThrough": "2026-11-30"})), with_url("b", json!({}))]).await;
    let (a, b) = (id_of(&server, "a").await, id_of(&server, "b").await);
    assert_eq!(server.read(&format!("/api/v1/job-postings/{a}")).await["apply_url"], "https://apply.example/");
    server.set_time("2026-12-01T10:00:00Z");
    let expired = server.read(&format!("/api/v1/job-postings/{a}")).await;
    assert_eq!(expired["summary"]["status"], "expired");
    assert_eq!(expired.get("apply_url"), None);
    assert_eq!(similar(&expired), ["b"]);

    server.import_offers(&[with_url("b", json!({"bacheca:status": "filled"}))]).await;
    let filled = server.read(&format!("/api/v1/job-postings/{b}")).await;
    assert_eq!((filled["summary"]["status"].as_str(), filled.get("apply_url")), (Some("filled"), None));

    server.import_offers(&[with_url("b", json!({"bacheca:status": "withdrawn"}))]).await;
    server.get(&format!("/api/v1/job-postings/{b}")).await.problem(410);
}

#[tokio::test]
async fn an_unknown_id_is_a_problem_however_odd() {
    let server = TestServer::start().await;
    let long = "a".repeat(5_000);
    for id in ["zzz", "%00", "%27%20OR%201%3D1", "%E2%80%AE", "..%2F..", &long] {
        server.get(&format!("/api/v1/job-postings/{id}")).await.problem(404);
    }
    // Not UTF-8: axum's own refusal, as a problem.
    server.get("/api/v1/job-postings/%FF").await.problem(400);
}

#[tokio::test]
async fn counts_are_of_open_offers() {
    let server = TestServer::start().await;
    server
        .import_offers(&[
            offer_with("a", json!({"industry": "commercio"})),
            offer_with("b", json!({"industry": "commercio", "validThrough": "2026-11-23"})),
            offer_with("c", json!({"industry": "commercio", "bacheca:status": "filled"})),
        ])
        .await;
    let count = async |path: &str, kind: &str, slug: &str| {
        let list = server.read(path).await;
        let entry = list.as_array().unwrap().iter().find(|entry| entry[kind]["slug"] == slug).unwrap().clone();
        entry["open_job_postings"].as_u64().unwrap()
    };
    assert_eq!(count("/api/v1/industries", "industry", "commercio").await, 2);
    assert_eq!(count("/api/v1/occupations", "occupation", "magazziniere").await, 2);
    assert_eq!(count("/api/v1/occupations", "occupation", "cassiere").await, 0);
    server.set_time("2026-11-24T10:00:00Z");
    assert_eq!(count("/api/v1/industries", "industry", "commercio").await, 1);
}
