//! Feeds as their sources have them: each format from its file to the offer.

use listings_api::imports::postings::{self, Given, GivenAgency, Mapping, Options};
use listings_api::imports::{ImportError, Report};
use serde_json::{Value, json};

use crate::fixture::server::TestServer;

async fn import_with(server: &TestServer, content: impl AsRef<[u8]>, options: Options) -> Result<Report, ImportError> {
    // The name tells nothing.
    let path = server.file("feed", content);
    postings::import(&server.state, &path, options).await
}

async fn import(server: &TestServer, content: impl AsRef<[u8]>) -> Report {
    import_with(server, content, Options::default()).await.unwrap()
}

/// The offers by title.
async fn offers(server: &TestServer) -> Vec<Value> {
    let mut items = server.read("/api/v1/job-postings?limit=100").await["items"].as_array().unwrap().clone();
    items.sort_by_key(|item| item["title"].as_str().unwrap().to_owned());
    items
}

fn titles(offers: &[Value]) -> Vec<&str> {
    offers.iter().filter_map(|offer| offer["title"].as_str()).collect()
}

#[tokio::test]
async fn json_feeds_are_recognised_by_what_is_in_them() {
    let server = TestServer::start().await;
    let feeds = [
        json!({"jobs": [{"id": 71, "title": "Greenhouse", "absolute_url": "https://g.example/71", "first_published": "2026-11-09T03:00:00-05:00",
            "company_name": "Lanificio Spola", "location": {"name": "Prato"}, "content": "&lt;p&gt;Telai.&lt;/p&gt;",
            "metadata": [{"name": "Contratto", "value": "Tempo indeterminato - Full time"}]}], "meta": {"total": 3}}),
        json!([{"id": "l-1", "text": "Lever", "createdAt": 1_794_784_805_939_i64, "description": "<div>Cura.</div>", "hostedUrl": "https://l.example/1",
            "categories": {"commitment": "Part-time", "location": "Modena", "allLocations": ["Modena", "Carpi (MO)"]}, "country": "IT", "workplaceType": "hybrid"}]),
        json!({"apiVersion": "1", "jobs": [{"id": "a-1", "title": "Ashby", "jobUrl": "https://a.example/1", "isListed": true, "publishedAt": "2026-11-10T09:00:00Z",
            "descriptionHtml": "<p>Dati.</p>", "employmentType": "FullTime", "location": "Torino"},
            {"id": "a-2", "title": "Ashby nascosta", "jobUrl": "https://a.example/2", "isListed": false}]}),
        json!({"offers": [{"id": 5, "title": "Recruitee", "careers_url": "https://r.example/5", "status": "published", "description": "<p>Forno.</p>",
            "published_at": "2026-11-18 23:40:00 UTC", "close_at": "2027-01-15 22:59:59 UTC", "company_name": "Forno Spiga", "employment_type_code": "parttime_fixed_term",
            "city": "Ovada", "state_code": "AL", "country_code": "IT", "remote": false}, {"id": 6, "title": "Chiusa", "careers_url": "x", "status": "closed"}]}),
        json!({"totalFound": 1, "content": [{"id": "743", "name": "SmartRecruiters", "releasedDate": "2026-11-10T15:11:28.000Z", "company": {"name": "Bar Risacca"},
            "location": {"city": "Alassio", "region": "SV", "country": "it"}, "visibility": "PUBLIC", "typeOfEmployment": {"label": "Full-time"},
            "jobAd": {"sections": {"jobDescription": {"title": "Job Description", "text": "<p>Banco.</p>"}}}}]}),
        json!({"version": "https://jsonfeed.org/version/1.1", "title": "Studio Brina", "items": [{"id": "t", "title": "Teamtailor", "url": "https://t.example/1",
            "content_html": "<p>Conti.</p>", "_jobposting": {"@type": "JobPosting", "datePosted": "2026-11-04T09:00:00+01:00", "jobLocation": [{"address": {"addressLocality": "Verona", "addressRegion": "Europe"}}]}}]}),
        json!({"name": "Cantiere Onda", "jobs": [{"title": "Workable", "shortcode": "W1", "published_on": "2026-11-05", "city": "Imperia", "state": "Liguria", "country": "Italy", "description": "<p>Scafi.</p>"},
            {"title": "Workable", "shortcode": "W1", "published_on": "2026-11-05", "city": "Genova", "state": "Liguria", "country": "Italy", "description": "<p>Scafi.</p>"}]}),
    ];
    for feed in feeds {
        let given = Given { employer: Some("Cooperativa Data".to_owned()), ..Given::default() };
        let options = Options { given, ..Options::default() };
        let report = import_with(&server, feed.to_string(), options.clone()).await.unwrap();
        assert_eq!(report.added, 1, "{report}");
        let again = import_with(&server, feed.to_string(), options).await.unwrap();
        assert_eq!((again.unchanged, again.added), (1, 0), "{again}");
    }
    let offers = offers(&server).await;
    assert_eq!(
        titles(&offers),
        ["Ashby", "Greenhouse", "Lever", "Recruitee", "SmartRecruiters", "Teamtailor", "Workable"]
    );
    let places: Vec<_> = offers.iter().map(|offer| offer["job_location"]["place"]["slug"].as_str().unwrap()).collect();
    assert_eq!(places, ["torino-to", "prato-po", "modena-mo", "ovada-al", "alassio-sv", "verona-vr", "imperia-im"]);
    let employers: Vec<_> = offers.iter().map(|offer| offer["hiring_organization"]["name"].as_str().unwrap()).collect();
    assert_eq!(employers[..3], ["Cooperativa Data", "Lanificio Spola", "Cooperativa Data"]);
    assert_eq!((&offers[2]["employment_type"], &offers[2]["workplace_type"]), (&json!("PART_TIME"), &json!("hybrid")));
    assert_eq!(offers[3]["contract_term"]["kind"], "fixed_term");
}

#[tokio::test]
async fn xml_feeds_are_read_record_by_record() {
    let server = TestServer::start().await;
    let indeed = "<?xml version='1.0' encoding='iso-8859-1'?><!DOCTYPE source [<!ENTITY a \"aaaa\">]><source><publisher>P</publisher>\n\
        <job><title>Indeed</title><date>Fri, 20 Nov 2026 09:00:00 GMT</date><referencenumber>i1</referencenumber><company>Tubi &amp; C.</company><city>Sondrio</city>\
        <description><![CDATA[<p>Tubi. &a;</p>]]></description><jobtype>fulltime</jobtype></job>\n<job><title>rotta\n\
        <job><title>Indeed 2 perché &egrave;</title><date>2026-11-20</date><referencenumber>i2</referencenumber><company>Tubi</company><description>Testo</description></job></source>";
    let report = import(&server, indeed).await;
    assert_eq!((report.added, report.left_out.len(), report.left_out[0].line), (2, 1, 3), "{report}");
    let jobrapido = "<source><jobs><job><title><![CDATA[Jobrapido]]></title><location>Cesena (FC)</location><company>Frutteti</company><publishdate>03/11/2026</publishdate>\
        <expirydate>06/12/2026</expirydate><reference_id>j1</reference_id><description><![CDATA[Meli.&lt;br&gt;Peri.]]></description><jobtype>fulltime, parttime</jobtype></job></jobs></source>";
    let report = import(&server, jobrapido).await;
    assert_eq!(report.added, 1, "{report}");
    let personio = "<workzag-jobs><position><id>7</id><subcompany>Legnami</subcompany><office>Belluno</office><additionalOffices><office>Feltre</office></additionalOffices><name>Personio</name>\
        <jobDescriptions><jobDescription><name>Cosa</name><value><![CDATA[<p>Seghi.</p>]]></value></jobDescription></jobDescriptions><employmentType>permanent</employmentType>\
        <createdAt>2026-11-13T23:10:41+00:00</createdAt></position><position><id>7</id><name>Personio</name><jobDescriptions/></position></workzag-jobs>";
    let report = import(&server, personio).await;
    assert_eq!((report.added, report.left_out.len()), (1, 1), "{report}");
    assert!(report.to_string().contains("Feltre"), "{report}");
    let offers = offers(&server).await;
    assert_eq!(titles(&offers), ["Indeed", "Indeed 2 perché è", "Jobrapido", "Personio"]);
    assert_eq!(
        (&offers[2]["date_posted"], offers[2].get("employment_type")),
        (&json!("2026-11-03T00:00:00+01:00"), None)
    );
    assert_eq!(offers[3]["contract_term"]["kind"], "permanent");
}

#[tokio::test]
async fn a_table_of_an_italian_spreadsheet_is_read() {
    let server = TestServer::start().await;
    let text = "Codice;Posizione;Descrizione;Azienda;Comune;Prov;CAP;Data pubblicazione;Scadenza;Tipo contratto;Orario;N. posti;Modalità;Link\r\n\
        X/1;Gommista;\"Cambi gomme.\nSenza fretta, però.\";Officina Ruota;Nettuno;Roma;48;15/11/26;31/12/2026;T. Det. 6 mesi;Part-time 24h;due;in sede;ruota.example.it/x1\r\n\
        ;;;;;;;;;;;;;\r\n\
        X/2;Stage;Testo;Officina Ruota;L'AQUILA;AQ;67100;46336;32/12/2026;Tirocinio;;1;ibrido;mailto:a@b.example\r\n";
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let report = import(&server, latin).await;
    assert_eq!((report.added, report.left_out.len()), (2, 0), "{report}");
    assert!(report.to_string().contains("windows-1252") && report.to_string().contains("32/12/2026"), "{report}");
    let offers = offers(&server).await;
    let first = &offers[0];
    assert_eq!(
        (&first["contract_term"], &first["total_job_openings"]),
        (&json!({"kind": "fixed_term", "months": 6}), &json!(2))
    );
    assert_eq!(
        (first["job_location"]["place"]["slug"].as_str(), first["work_hours"].as_str()),
        (Some("nettuno-rm"), Some("Part-time 24h"))
    );
    assert_eq!(
        (&offers[1]["date_posted"], &offers[1]["workplace_type"]),
        (&json!("2026-11-10T00:00:00+01:00"), &json!("hybrid"))
    );
}

#[tokio::test]
async fn a_page_gives_the_offers_of_its_scripts() {
    let server = TestServer::start().await;
    let offer = |title: &str| {
        format!(
            "{{\"@type\": \"JobPosting\", \"title\": \"{title}\", \"description\": \"Riga\n\nriga\", \"datePosted\": \"2026-11-06\", \"url\": \"/lavoro/{title}\", \"hiringOrganization\": \"Vetri\",}}"
        )
    };
    let page = format!(
        "<!doctype html><html><head><link rel=canonical href=\"https://v.example/lavoro\">\n<script type=\"application/ld+json\">{{\"@graph\": [{{\"@type\": \"WebSite\"}}, {}]}}</script>\
         <script type='application/ld+json'>/*<![CDATA[*/ {} /*]]>*/</script>\n\n<script type=\"application/ld+json\">{{\"@type\": \"JobPosting\", \"title\": </script></head><body>x</body></html>",
        offer("A"),
        offer("B")
    );
    let report = import(&server, page).await;
    assert_eq!((report.added, report.left_out.len()), (2, 1), "{report}");
    assert!(report.to_string().contains("repaired"), "{report}");
    let offers = offers(&server).await;
    let whole = server.read(&format!("/api/v1/job-postings/{}", offers[0]["id"].as_str().unwrap())).await;
    assert_eq!(whole["apply_url"], "https://v.example/lavoro/A");
}

#[tokio::test]
async fn a_mapping_file_describes_a_format_of_ones_own() {
    let server = TestServer::start().await;
    let mapping = "format = \"json\"\nrecords = \"/dati/lista\"\ntotal = \"/meta/quanti\"\npublic_service = \"Ufficio per l'impiego\"\n[fields]\nidentifier = \"Num\"\ntitle = \"Mestiere\"\n\
        description = [\"Compiti\", \"Mestiere\"]\ndate_posted = \"Dal\"\naddress_locality = \"Comune\"\nhiring_organization = \"Ditta\"\ncontract_term = \"Tipo\"\n\
        [[sections]]\nheading = \"Riservata\"\nfrom = \"Quota\"\n[words.contract_term]\n\"A CHIAMATA TOTALE\" = \"on_call\"\n";
    let options = Options { mapping: Some(Mapping::parse(mapping).unwrap()), ..Options::default() };
    let feed = json!({"meta": {"quanti": 9}, "dati": {"lista": [
        {"Num": 1, "Mestiere": "Asfaltista", "Compiti": null, "Dal": "2/11/2026", "Comune": "VITERBO   ", "Ditta": "Azienda riservata", "Tipo": "a chiamata totale ", "Quota": "Legge 68/99"},
        {"Num": 2, "Mestiere": "Sarta", "Dal": "3/11/2026", "Ditta": "Sartoria Filo", "Tipo": "Apprendistato"}]}});
    let report = import_with(&server, feed.to_string(), options).await.unwrap();
    assert_eq!((report.added, report.left_out.len()), (2, 0), "{report}");
    assert!(report.to_string().contains("counts 9"), "{report}");
    let offers = offers(&server).await;
    assert_eq!((offers[0].get("hiring_organization"), &offers[0]["contract_term"]["kind"]), (None, &json!("on_call")));
    assert_eq!(offers[0]["posting_agency"]["name"], "Ufficio per l'impiego");
    assert_eq!(offers[1]["contract_term"]["kind"], "apprenticeship");
    // Without it the names are said.
    let error = import_with(&server, feed.to_string(), Options::default()).await.unwrap_err().to_string();
    assert!(error.contains("Mestiere") && error.contains("--mapping"), "{error}");
}

#[tokio::test]
async fn an_agency_that_is_given_stands_behind_its_offers() {
    let server = TestServer::start().await;
    let agency = GivenAgency {
        name: "Agenzia Sole S.p.A.".into(),
        authorisation_number: Some("Prot. 7".into()),
        privacy_url: None,
    };
    let options = Options { given: Given { agency: Some(agency), ..Given::default() }, ..Options::default() };
    let feed = json!([{"@type": "JobPosting", "title": "A", "description": "x", "datePosted": "2026-11-20", "hiringOrganization": {"name": "Agenzia Sole"}}]);
    let report = import_with(&server, feed.to_string(), options).await.unwrap();
    assert_eq!(report.added, 1, "{report}");
    let offer = &offers(&server).await[0];
    assert_eq!(
        (offer.get("hiring_organization"), &offer["posting_agency"]["authorisation_number"]),
        (None, &json!("Prot. 7"))
    );
}

#[tokio::test]
async fn what_is_no_feed_is_refused_and_changes_nothing() {
    let server = TestServer::start().await;
    for (content, said) in [
        ("<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>", "502 Bad Gateway"),
        ("PK\u{3}\u{4}xxxx", "Excel"),
        ("<rss version=\"2.0\"><channel></channel></rss>", "<rss>"),
        ("Service unavailable", "neither"),
    ] {
        let error = import_with(&server, content, Options::default()).await.unwrap_err();
        assert!(matches!(error, ImportError::Malformed { .. }), "{error}");
        assert!(error.to_string().contains(said), "{error}");
    }
    for empty in [
        "[]", "{\"jobs\": [], \"meta\": {\"total\": 0}}", "<source><publisher>P</publisher></source>",
        "<workzag-jobs/>", "{\"offers\": []}",
    ] {
        let report = import(&server, empty).await;
        assert_eq!((report.taken(), report.left_out.len()), (0, 0), "{empty}: {report}");
    }
    assert_eq!(server.read("/api/v1/job-postings").await["total"], 0);
}
