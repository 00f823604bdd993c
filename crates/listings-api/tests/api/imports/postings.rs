use listings_api::imports::ImportError;
use listings_api::imports::postings::{self, Options};
use serde_json::{Value, json};

use crate::fixture::offers::{offer, offer_in, offer_with};
use crate::fixture::server::TestServer;

fn feed(offers: &[Value]) -> String {
    serde_json::to_string_pretty(offers).unwrap()
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing() {
    let server = TestServer::start().await;
    let file = feed(&[offer("a"), offer_in("b", "Milano")]);
    let counts = async |file: &str| {
        let report = server.import("feed.json", file).await;
        (report.added, report.changed, report.unchanged, report.left_out.len())
    };
    assert_eq!(counts(&file).await, (2, 0, 0, 0));
    assert_eq!(counts(&file).await, (0, 0, 2, 0));
    assert_eq!(counts(&file.replace("Offerta a", "Altra offerta")).await, (0, 1, 1, 0));
}

#[tokio::test]
async fn relative_dates_count_from_the_day_of_import_in_rome() {
    let server = TestServer::start().await;
    // Half past eleven in the evening of the 22nd in London is the 23rd in Rome.
    server.set_time("2026-11-22T23:30:00Z");
    let file = feed(&[offer_with("a", json!({"datePosted": "today-1", "validThrough": "today+1"}))]);
    server.import("feed.json", &file).await;
    let item = server.read("/api/v1/job-postings").await["items"][0].clone();
    assert_eq!(item["date_posted"], "2026-11-22T00:00:00+01:00");
    assert_eq!(item["valid_through"], "2026-11-24T23:59:59+01:00");
    assert_eq!(server.import("feed.json", &file).await.unchanged, 1);
    server.set_time("2026-11-24T10:00:00Z");
    assert_eq!(server.import("feed.json", &file).await.changed, 1);
    let path = server.file("feed.json", &file);
    let strict = Options::default();
    let report = postings::import(&server.state, &path, strict).await.unwrap();
    assert!(report.to_string().contains("relative dates are off"), "{report}");
}

#[tokio::test]
async fn bad_records_are_left_out_with_line_and_reason_and_the_rest_is_taken() {
    let server = TestServer::start().await;
    let bad = [
        (json!({"title": ""}), "no title"),
        (json!({"title": "<script>x</script>"}), "no title"),
        (json!({"description": null}), "no description"),
        (json!({"datePosted": "2026-02-30"}), "bad date"),
        (json!({"datePosted": null}), "no date posted"),
        (json!({"validThrough": "2026-11-01"}), "before date posted"),
        (json!({"hiringOrganization": null}), "neither an employer"),
    ];
    let mut lines = vec!["[".to_owned(), offer("good-1").to_string()];
    lines.extend(
        bad.iter()
            .enumerate()
            .map(|(at, (changes, _))| format!(",{}", offer_with(&format!("bad-{at}"), changes.clone()))),
    );
    lines.push(format!(", 7, {}]", offer("good-2")));
    let report = server.import("feed.json", lines.join("\n")).await;
    assert_eq!((report.added, report.left_out.len()), (2, bad.len() + 1), "{report}");
    for (at, (_, reason)) in bad.iter().enumerate() {
        let note = &report.left_out[at];
        assert_eq!((note.line, note.record.as_str()), (at + 3, format!("bad-{at}").as_str()));
        assert!(note.reason.contains(reason), "{}", note.reason);
    }
    assert_eq!(report.left_out[bad.len()].reason, "not an object");
}

/// Pay and deadlines that cannot be are noted; the offer is there without them.
#[tokio::test]
async fn odd_pay_and_odd_deadlines_never_cost_the_offer() {
    let server = TestServer::start().await;
    let pay = |min: Value, max: Value| json!({"baseSalary": {"value": {"minValue": min, "maxValue": max, "unitText": "MONTH"}}});
    let rows = [
        (pay(json!(-100), json!(null)), "it is negative", json!(null)),
        (
            pay(json!(2000), json!(1000)),
            "turned round",
            json!({"min_minor": 100_000, "max_minor": 200_000, "currency": "EUR", "per": "MONTH"}),
        ),
        (pay(json!(1.2), json!(null)), "not plausible", json!(null)),
        (json!({"baseSalary": "1.300 € netti al mese"}), "net", json!(null)),
        (json!({"validThrough": "presto"}), "bad date", json!(null)),
        (json!({"validThrough": "9999-12-31"}), "stands for none", json!(null)),
        (json!({"jobStartDate": "31/02/2027"}), "bad date", json!(null)),
    ];
    let offers: Vec<_> =
        rows.iter().enumerate().map(|(at, (changes, ..))| offer_with(&format!("odd-{at}"), changes.clone())).collect();
    let report = server.import("feed.json", feed(&offers)).await;
    assert_eq!((report.added, report.left_out.len()), (rows.len(), 0), "{report}");
    let items = server.read("/api/v1/job-postings").await["items"].as_array().unwrap().clone();
    for (at, (_, note, salary)) in rows.iter().enumerate() {
        let name = format!("odd-{at}");
        assert!(
            report.notes.iter().any(|noted| noted.record == name && noted.reason.contains(note)),
            "{name}: {report}"
        );
        let mut of_offer = json!(null);
        for item in &items {
            let id = item["id"].as_str().unwrap();
            let posting = server.read(&format!("/api/v1/job-postings/{id}")).await;
            if posting["reference"] == name.as_str() {
                assert_eq!(item.get("valid_through"), None, "{name}");
                of_offer = item["base_salary"].clone();
            }
        }
        assert_eq!(of_offer, *salary, "{name}");
    }
}

/// What was said of pay in words, and until when, as the API tells it.
#[tokio::test]
async fn pay_dates_and_text_are_read_as_people_write_them() {
    let server = TestServer::start().await;
    let changes = json!({
        "baseSalary": "RAL 24-28k x14", "validThrough": "31/12/2026", "jobStartDate": "2026-11-30T23:00:00Z",
        "description": "&lt;div&gt;PerchÃ© noi&lt;/div&gt;&lt;div&gt;- uno&lt;br&gt;- due&lt;/div&gt;",
    });
    server.import("feed.json", feed(&[offer_with("a", changes)])).await;
    let id = server.read("/api/v1/job-postings").await["items"][0]["id"].as_str().unwrap().to_owned();
    let posting = server.read(&format!("/api/v1/job-postings/{id}")).await;
    let summary = &posting["summary"];
    assert_eq!(
        summary["base_salary"],
        json!({"min_minor": 2_400_000, "max_minor": 2_800_000, "currency": "EUR", "per": "YEAR"})
    );
    assert_eq!(summary["collective_agreement"]["instalments"], 14);
    assert_eq!(summary["valid_through"], "2026-12-31T23:59:59+01:00");
    assert_eq!(posting["job_start_date"], "2026-12-01");
    assert_eq!(posting["description_html"], "<p>Perché noi</p><ul><li>uno</li><li>due</li></ul>");
}

#[tokio::test]
async fn markup_in_titles_and_scripts_in_descriptions_do_not_get_through() {
    let server = TestServer::start().await;
    let report = server
        .import(
            "feed.json",
            feed(&[offer_with(
                "a",
                json!({
                    "title": "<b>Cassiera</b> <img src=x onerror=alert(1)>",
                    "description": "<p onclick=\"x()\">Uno<script>alert(1)</script></p><iframe src=\"//evil\"></iframe><a href=\"javascript:x\">due</a>",
                    "workHours": "<i>sera</i>", "jobBenefits": ["<script>x</script>", "Mensa"],
                    "url": "javascript:alert(1)",
                }),
            )]),
        )
        .await;
    assert_eq!((report.added, report.notes.len()), (1, 2), "{report}");
    let id = server.read("/api/v1/job-postings").await["items"][0]["id"].as_str().unwrap().to_owned();
    let posting = server.read(&format!("/api/v1/job-postings/{id}")).await;
    assert_eq!(posting["summary"]["title"], "Cassiera");
    assert_eq!(posting["description_html"], "<p>Uno</p><p>due</p>");
    assert_eq!(
        (posting["summary"]["work_hours"].as_str(), &posting["job_benefits"]),
        (Some("sera"), &json!(["Mensa"]))
    );
    assert_eq!(posting.get("apply_url"), None);
}

#[tokio::test]
async fn places_in_words_are_found_and_unknown_ones_stay_text() {
    let server = TestServer::start().await;
    let address = |locality: &str, region: Option<&str>| json!({"jobLocation": {"address": {"addressLocality": locality, "addressRegion": region}}});
    let cases = [
        ("ROMA ", None, "Roma (RM)"),
        ("Reggio Emilia", None, "Reggio nell'Emilia (RE)"),
        ("Forli", None, "Forlì (FC)"),
        ("Milano (MI)", None, "Milano (MI)"),
        ("Bolzano/Bozen", Some("BZ"), "Bolzano (BZ)"),
        ("Castro", Some("Lecce"), "Castro (LE)"),
        ("Castro", None, "Castro"),
        ("Atlantide", Some("Oceano"), "Atlantide (Oceano)"),
    ];
    for (number, (locality, region, label)) in cases.into_iter().enumerate() {
        let report =
            server.import("feed.json", feed(&[offer_with(&format!("{number}"), address(locality, region))])).await;
        let page = server.read("/api/v1/job-postings?limit=100").await;
        let items = page["items"].as_array().unwrap();
        let item = items.iter().find(|item| item["title"] == format!("Offerta {number}")).unwrap();
        let location = &item["job_location"];
        assert_eq!(location["label"], label, "{locality}");
        let is_text = !label.ends_with(')') || locality == "Atlantide";
        assert_eq!(location.get("place").is_none(), is_text, "{locality}");
        assert_eq!(report.notes.is_empty(), !is_text, "{report}");
    }
}

#[tokio::test]
async fn every_shape_of_json_ld_is_taken() {
    let server = TestServer::start().await;
    let one = offer("object").to_string();
    let lines = format!("{}\n{}\n", offer("line-1"), offer("line-2"));
    let graph = json!({"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, offer("graph")]}).to_string();
    for (file, count) in [(one, 1), (feed(&[offer("array")]), 1), (graph, 1), (lines, 2)] {
        let report = server.import("feed.jsonld", &file).await;
        assert_eq!((report.added, report.left_out.len()), (count, 0), "{file}");
    }
}

#[tokio::test]
async fn csv_is_taken_and_is_the_same_offer_as_its_json() {
    let server = TestServer::start().await;
    let csv = "identifier;identifier_issuer;title;description;date_posted;hiring_organization;occupation;address_locality;\
        base_salary_min;base_salary_per;requirements;employment_type\n\
        a;Ponte Lavoro S.p.A.;Offerta a;\"Uno,\ndue\";2026-11-20;Officine;magazziniere;Milano;1.500,50;MONTH;Diploma|Patente;PART_TIME\n\
        b;;;;;;;;;;;\n";
    let report = server.import("feed.csv", csv).await;
    assert_eq!((report.added, report.left_out.len(), report.left_out[0].line), (1, 1, 4), "{report}");
    let item = server.read("/api/v1/job-postings?place=milano-mi").await["items"][0].clone();
    assert_eq!(item["base_salary"], json!({"min_minor": 150_050, "currency": "EUR", "per": "MONTH"}));
    assert_eq!(
        (item["requirements"].as_array().unwrap().len(), item["employment_type"].as_str()),
        (2, Some("PART_TIME"))
    );
    assert_eq!(server.import("feed.json", feed(&[offer("a")])).await.changed, 1);
}

#[tokio::test]
async fn the_same_identifier_twice_in_a_file_is_said() {
    let server = TestServer::start().await;
    let report = server.import("feed.json", format!("[{},\n{}]", offer("a"), offer("a"))).await;
    assert_eq!((report.added, report.left_out[0].line), (1, 2));
    assert_eq!(report.left_out[0].reason, "the same identifier as line 1");
}

#[tokio::test]
async fn latin_1_is_read_and_noted() {
    let server = TestServer::start().await;
    let text = feed(&[offer_with("a", json!({"title": "Responsabile qualità"}))]);
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let report = server.import("feed.json", latin).await;
    assert!(report.to_string().contains("windows-1252"), "{report}");
    assert_eq!(server.read("/api/v1/job-postings").await["items"][0]["title"], "Responsabile qualità");
}

#[tokio::test]
async fn files_that_are_nothing_are_errors_and_change_nothing() {
    let server = TestServer::start().await;
    assert!(matches!(server.try_import("feed.json", "").await, Err(ImportError::Empty { .. })));
    assert!(matches!(server.try_import("feed.json", " \n").await, Err(ImportError::Empty { .. })));
    for bad in ["{", "<html></html>", "[1,", "\"text\"", &"[".repeat(100_000)] {
        assert!(matches!(server.try_import("feed.json", bad).await, Err(ImportError::Malformed { .. })), "{bad:.20}");
    }
    assert!(matches!(server.try_import("feed.csv", "Magazziniere;Roma\n").await, Err(ImportError::Malformed { .. })));
    assert_eq!(server.read("/api/v1/job-postings").await["total"], 0);
}

#[tokio::test]
async fn a_file_of_fifty_megabytes_is_taken() {
    let server = TestServer::start().await;
    let mut padded = offer("0");
    padded["description"] = json!(format!("<p>{}</p>", "Testo. ".repeat(20_000)));
    let offers: Vec<_> = (0..360)
        .map(|number| {
            let mut offer = padded.clone();
            offer["identifier"]["value"] = json!(number);
            offer
        })
        .collect();
    let file = serde_json::to_vec(&offers).unwrap();
    assert!(file.len() > 50_000_000);
    assert_eq!(server.import("feed.json", file).await.added, 360);
}

#[tokio::test]
async fn a_file_that_is_cut_off_gives_what_came_before() {
    let server = TestServer::start().await;
    let whole = feed(&[offer("a"), offer("b"), offer("c")]);
    let cut = whole.find("Offerta c").unwrap();
    let report = server.import("feed.json", &whole[..cut]).await;
    assert_eq!((report.added, report.left_out.len()), (2, 1), "{report}");
    assert!(report.left_out[0].reason.contains("EOF"), "{report}");
    let damaged = whole.replacen("\"Offerta b\"", "Offerta b", 1);
    let report = server.import("feed.json", damaged).await;
    assert_eq!((report.added, report.unchanged, report.left_out.len()), (1, 1, 1), "{report}");
    let lines = format!("{}\n{}\n{}\n", &offer("d").to_string()[..40], offer("e"), offer("f"));
    let report = server.import("feed.jsonld", lines).await;
    assert_eq!((report.added, report.left_out.len(), report.left_out[0].line), (2, 1, 1), "{report}");
}

#[tokio::test]
async fn on_a_full_disk_nothing_of_a_file_is_imported_and_that_is_said() {
    let server = TestServer::start().await;
    server.import_offers(&[offer("before")]).await;
    let pages: i64 = server.database().pragma("page_count").await.parse().unwrap();
    server.database().limit_pages(pages + 4).await;
    let offers: Vec<_> = (0..500).map(|number| offer(&format!("{number}"))).collect();
    let error = server.try_import("feed.json", feed(&offers)).await.unwrap_err().to_string();
    assert!(error.contains("full") && error.contains("nothing of this file was imported"), "{error}");
    assert_eq!(server.read("/api/v1/job-postings").await["total"], 1);
    assert_eq!(server.database().count("job_postings").await, 1);
    server.database().limit_pages(1_000_000).await;
    assert_eq!(server.import("feed.json", feed(&offers)).await.added, 500);
}
