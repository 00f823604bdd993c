use atom_syndication::{Feed, TextType};
use axum::body::Body;
use axum::http::Request;
use rss::Channel;
use serde_json::{Value, json};

use crate::fixture::articles::article;
use crate::fixture::offers::{offer, offer_in, offer_with};
use crate::fixture::server::{TestServer, instant};

const KINDS: [(&str, &str); 3] = [
    ("/offerte.rss", "application/rss+xml; charset=utf-8"),
    ("/offerte.atom", "application/atom+xml; charset=utf-8"),
    ("/offerte.json", "application/feed+json; charset=utf-8"),
];

async fn channel(server: &TestServer, path: &str) -> Channel {
    let answer = server.get(path).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    Channel::read_from(answer.body.as_ref()).unwrap()
}

async fn atom(server: &TestServer, path: &str) -> Feed {
    let answer = server.get(path).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    Feed::read_from(answer.body.as_ref()).unwrap()
}

fn titles(channel: &Channel) -> Vec<&str> {
    channel.items.iter().map(|item| item.title.as_deref().unwrap().trim_start_matches("Offerta ")).collect()
}

fn lodi() -> Value {
    offer_with(
        "a",
        json!({
            "title": "Magazziniera o magazziniere", "industry": "commercio",
            "jobLocation": {"address": {"addressLocality": "Lodi"}},
            "baseSalary": {"currency": "EUR", "value": {"minValue": 1900, "maxValue": 2100, "unitText": "MONTH"}},
            "employmentType": "FULL_TIME", "bacheca:shift": ["night"], "validThrough": "2026-11-24",
            "description": "<p>Ci serve &lt;subito&gt; una persona &amp; mezza.</p>",
        }),
    )
}

#[tokio::test]
async fn an_offer_reads_the_same_in_all_three() {
    let server = TestServer::start_with_offers(&[lodi()]).await;
    let offer = server.read("/api/v1/job-postings").await["items"][0].clone();
    let page = format!("https://bacheca.example/offerte/{}", offer["id"].as_str().unwrap());
    // A day that comes close is said by its date: who reads the feed may do so next week.
    let html = "Officine Lambro S.r.l.\u{a0}· Commercio e vendite<br>Lodi (LO)<br>da 1.900 a 2.100\u{a0}€ al mese<br>\
                Tempo pieno, Notte<br>Scade il 24 nov<br>Ci serve &lt;subito&gt; una persona &amp; mezza.";
    let industry = offer["industry"]["label"].as_str().unwrap();
    let html = html.replace("Commercio e vendite", industry);
    let categories = ["Magazziniere", industry];

    let rss = channel(&server, "/offerte.rss").await;
    let item = &rss.items[0];
    assert_eq!(item.title.as_deref(), Some("Magazziniera o magazziniere"));
    assert_eq!(item.link.as_deref(), Some(page.as_str()));
    assert_eq!((item.guid.as_ref().unwrap().value.as_str(), item.guid.as_ref().unwrap().permalink), (&*page, true));
    assert_eq!(item.description.as_deref(), Some(html.as_str()));
    assert_eq!(item.pub_date.as_deref(), Some("Fri, 20 Nov 2026 00:00:00 +0100"));
    assert_eq!(item.categories.iter().map(|category| category.name.as_str()).collect::<Vec<_>>(), categories);

    let atom = atom(&server, "/offerte.atom").await;
    let entry = &atom.entries[0];
    assert_eq!((entry.title.value.as_str(), entry.id.as_str()), ("Magazziniera o magazziniere", page.as_str()));
    assert_eq!((entry.links[0].rel.as_str(), entry.links[0].href.as_str()), ("alternate", page.as_str()));
    let summary = entry.summary.as_ref().unwrap();
    assert_eq!((summary.value.as_str(), summary.r#type), (html.as_str(), TextType::Html));
    assert_eq!(entry.updated, instant("2026-11-19T23:00:00Z"));
    assert_eq!(atom.updated, entry.updated);
    let labels: Vec<&str> = entry.categories.iter().map(|category| category.label.as_deref().unwrap()).collect();
    assert_eq!((labels.as_slice(), entry.categories[0].term.as_str()), (&categories[..], "magazziniere"));

    let json = server.read("/offerte.json").await;
    let item = &json["items"][0];
    assert_eq!((item["id"].as_str(), item["url"].as_str()), (Some(page.as_str()), Some(page.as_str())));
    assert_eq!(item["title"], "Magazziniera o magazziniere");
    assert_eq!(item["content_html"], html);
    assert!(item["content_text"].as_str().unwrap().ends_with("\nCi serve <subito> una persona & mezza."), "{item}");
    assert_eq!((&item["tags"], &item["date_published"]), (&json!(categories), &json!("2026-11-20T00:00:00+01:00")));
}

#[tokio::test]
async fn a_feed_says_what_it_is_and_where() {
    let query = "occupation=magazziniere&place=lodi-lo&shift=night&limit=7";
    let server = TestServer::start_with_offers(&[lodi()]).await;
    let title = "Offerte di lavoro: Magazziniere, entro 30 km da Lodi, Notte";
    let home = "https://bacheca.example/offerte?occupation=magazziniere&place=lodi-lo&shift=night";
    let address = |path: &str| format!("https://bacheca.example{path}?{query}");

    let rss = channel(&server, &format!("/offerte.rss?{query}")).await;
    assert_eq!((rss.title.as_str(), rss.link.as_str()), (title, home));
    assert_eq!((rss.language.as_deref(), rss.ttl.as_deref()), (Some("it"), Some("60")));
    let own = &rss.extensions["atom"]["link"][0].attrs;
    assert_eq!((own["rel"].as_str(), own["href"].as_str()), ("self", address("/offerte.rss").as_str()));
    assert_eq!(rss.items.len(), 1);

    let atom = atom(&server, &format!("/offerte.atom?{query}")).await;
    assert_eq!((atom.title.value.as_str(), atom.id.as_str(), atom.lang.as_deref()), (title, home, Some("it")));
    let links: Vec<_> = atom.links.iter().map(|link| (link.rel.as_str(), link.href.clone())).collect();
    assert_eq!(links, [("self", address("/offerte.atom")), ("alternate", home.to_owned())]);
    assert_eq!(atom.authors[0].name, "Bacheca");

    let json = server.read(&format!("/offerte.json?{query}")).await;
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!((json["title"].as_str(), json["home_page_url"].as_str()), (Some(title), Some(home)));
    assert_eq!((json["feed_url"].as_str(), json["language"].as_str()), (Some(&*address("/offerte.json")), Some("it")));
}

#[tokio::test]
async fn the_api_may_be_elsewhere() {
    let server = TestServer::start_with(|config| {
        config.site_origins = vec!["https://bacheca.example".to_owned()];
        config.api_origin = Some("https://api.example".to_owned());
    })
    .await;
    let json = server.read("/offerte.json").await;
    assert_eq!(json["feed_url"], "https://api.example/offerte.json");
    assert_eq!(json["home_page_url"], "https://bacheca.example/offerte");
}

#[tokio::test]
async fn the_newest_come_first_and_another_order_is_kept() {
    let dated = |identifier: &str, posted: &str, until: &str| {
        let place = json!({"address": {"addressLocality": if identifier == "far" { "Milano" } else { "Lodi" }}});
        offer_with(identifier, json!({"datePosted": posted, "validThrough": until, "jobLocation": place}))
    };
    let offers = [
        dated("old", "2026-11-01", "2026-12-01"),
        dated("far", "2026-11-22", "2026-12-31"),
        dated("new", "2026-11-21", "2026-12-15"),
    ];
    let server = TestServer::start_with_offers(&offers).await;
    assert_eq!(titles(&channel(&server, "/offerte.rss").await), ["far", "new", "old"]);
    // On the site these two would be sorted by nearness and by fitness.
    assert_eq!(titles(&channel(&server, "/offerte.rss?place=lodi-lo").await), ["far", "new", "old"]);
    assert_eq!(titles(&channel(&server, "/offerte.rss?q=offerta").await), ["far", "new", "old"]);
    assert_eq!(titles(&channel(&server, "/offerte.rss?sort=closing").await), ["old", "new", "far"]);
    assert_eq!(titles(&channel(&server, "/offerte.rss?place=lodi-lo&sort=distance&limit=2").await), ["new", "old"]);
    assert_eq!(titles(&channel(&server, "/offerte.rss?place=lodi-lo&radius_km=5").await), ["new", "old"]);
}

#[tokio::test]
async fn fifty_unless_asked_otherwise_and_only_open_ones() {
    let mut offers: Vec<Value> = (0..60).map(|number| offer_in(&format!("n{number}"), "Lodi")).collect();
    offers.push(offer_with("filled", json!({"bacheca:status": "filled", "datePosted": "2026-11-23"})));
    offers.push(offer_with("withdrawn", json!({"bacheca:status": "withdrawn", "datePosted": "2026-11-23"})));
    offers.push(offer_with("short", json!({"validThrough": "2026-11-23", "datePosted": "2026-11-23"})));
    let server = TestServer::start_with_offers(&offers).await;
    let first = channel(&server, "/offerte.rss").await;
    assert_eq!((first.items.len(), titles(&first)[0]), (50, "short"));
    server.set_time("2026-11-24T10:00:00Z");
    assert!(!titles(&channel(&server, "/offerte.rss?limit=100").await).contains(&"short"));
    assert_eq!(server.read("/offerte.json?limit=100").await["items"].as_array().unwrap().len(), 60);
    assert_eq!(atom(&server, "/offerte.atom?limit=3").await.entries.len(), 3);
}

#[tokio::test]
async fn a_feed_without_offers_is_one() {
    let server = TestServer::start_with_offers(&[]).await;
    let atom = atom(&server, "/offerte.atom?q=astronauta").await;
    assert_eq!((atom.entries.len(), atom.updated), (0, instant("2026-11-23T00:00:00Z").fixed_offset()));
    assert_eq!(atom.title.value, "Offerte di lavoro: “astronauta”");
    assert_eq!(channel(&server, "/offerte.rss?q=astronauta").await.items.len(), 0);
    assert_eq!(server.read("/offerte.json?q=astronauta").await["items"], json!([]));
    // The same an hour later: nothing has to be taken in again.
    let before = server.get("/offerte.atom").await;
    server.set_time("2026-11-23T11:00:00Z");
    assert_eq!(server.get("/offerte.atom").await.header("etag"), before.header("etag"));
}

#[tokio::test]
async fn partners_are_named_in_links_and_nowhere_else() {
    let server = TestServer::start_with_offers(&[lodi()]).await;
    let plain = channel(&server, "/offerte.rss?place=lodi-lo").await;
    let named = channel(&server, "/offerte.rss?place=lodi-lo&partner=Comune-di-Lodi").await;
    assert_eq!(named.items[0].guid, plain.items[0].guid);
    let link = format!("{}?partner=comune-di-lodi", plain.items[0].link.as_deref().unwrap());
    assert_eq!(named.items[0].link.as_deref(), Some(link.as_str()));
    assert_eq!((&named.title, &named.link), (&plain.title, &plain.link));
    let own = &named.extensions["atom"]["link"][0].attrs["href"];
    assert_eq!(own, "https://bacheca.example/offerte.rss?place=lodi-lo&partner=comune-di-lodi");
    let entry = &atom(&server, "/offerte.atom?partner=lodi").await.entries[0];
    assert!(entry.links[0].href.ends_with("?partner=lodi") && !entry.id.contains("partner"));
    let item = &server.read("/offerte.json?partner=lodi").await["items"][0];
    assert!(item["url"].as_str().unwrap().ends_with("?partner=lodi") && !item["id"].as_str().unwrap().contains('?'));
}

#[tokio::test]
async fn hostile_text_stays_text_and_xml_stays_whole() {
    let hostile = "A&B \"x\" ]]> &lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; 🙂";
    let description = "<p>uno ]]> due &lt;script&gt;alert(1) \u{1}\u{8}\u{b}\u{1f}\u{fffe} \u{202e}tre &amp;lt;";
    let server = TestServer::start_with_offers(&[offer_with(
        "a",
        json!({"title": hostile, "description": description, "hiringOrganization": {"name": "<b>Rossi</b> & C. ]]>"}}),
    )])
    .await;
    let stored = server.read("/api/v1/job-postings").await["items"][0].clone();
    let title = stored["title"].as_str().unwrap();
    assert!(title.contains("<script>"), "{title}");
    let query = "?q=%22A%26B%22%00%01%3C%2Ftitle%3E%E2%80%AE";
    for path in ["/offerte.rss", "/offerte.atom"] {
        let text = server.get(path).await.text();
        let document = roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert!(!document.descendants().any(|node| matches!(node.tag_name().name(), "script" | "b")), "{text}");
        assert!(!text.contains(['\u{1}', '\u{8}', '\u{b}', '\u{1f}', '\u{fffe}', '\u{202e}']), "{text}");
        let searched = server.get(&format!("{path}{query}")).await.text();
        roxmltree::Document::parse(&searched).unwrap_or_else(|error| panic!("{error}: {searched}"));
    }
    let rss = channel(&server, "/offerte.rss").await;
    assert_eq!(rss.items[0].title.as_deref(), Some(title));
    let html = rss.items[0].description.clone().unwrap();
    // What is in there for a reader to show as HTML has no tag but the ends of lines.
    assert_eq!(html.matches('<').count(), html.matches("<br>").count(), "{html}");
    assert!(html.contains("]]&gt; due &lt;script&gt;alert(1)"), "{html}");
    let atom = atom(&server, "/offerte.atom").await;
    assert_eq!((atom.entries[0].title.value.as_str(), &atom.entries[0].title.r#type), (title, &TextType::Text));
    assert_eq!(atom.entries[0].summary.as_ref().unwrap().value, html);
    let json = server.read("/offerte.json").await;
    assert_eq!(json["items"][0]["content_html"], html);
}

#[tokio::test]
async fn bad_parameters_are_named() {
    let server = TestServer::start_with_offers(&[]).await;
    for (path, _) in KINDS {
        for (query, pointer, code) in [
            ("radius_km=-5", "radius_km", "out_of_range"),
            ("limit=9999", "limit", "out_of_range"),
            ("occupation=astronauta", "occupation", "unknown_value"),
            ("place=atlantide-at", "place", "unknown_value"),
            ("foo=1", "foo", "unknown_parameter"),
            ("partner=%3Cscript%3E", "partner", "invalid"),
            ("partner=a1&partner=b2", "partner", "repeated"),
            ("cursor=abc", "cursor", "unknown_parameter"),
            ("sort=distance", "sort", "needs_area"),
        ] {
            let named = server.get(&format!("{path}?{query}")).await.problem(400);
            assert_eq!(named, [(pointer.to_owned(), code.to_owned())], "{path}?{query}");
        }
        let long = format!("{path}?partner={}", "a".repeat(7_000));
        assert_eq!(server.get(&long).await.problem(400).len(), 1);
        let both = server.get(&format!("{path}?partner=-&radius_km=0")).await.problem(400);
        assert_eq!(both.iter().map(|(pointer, _)| pointer.as_str()).collect::<Vec<_>>(), ["partner", "radius_km"]);
        assert_eq!(server.get(&format!("{path}?partner=&place=+")).await.status, 200);
        server.get(&format!("{path}?q={}", "a".repeat(10_000))).await.problem(414);
    }
}

#[tokio::test]
async fn readers_ask_again_cheaply_from_anywhere() {
    let server = TestServer::start_with_offers(&[lodi(), offer("b"), offer("c")]).await;
    for (path, kind) in KINDS {
        let request = |name: &str, value: &str| Request::get(path).header(name, value).body(Body::empty()).unwrap();
        let first = server.send(request("origin", "https://reader.example")).await;
        assert_eq!((first.header("content-type"), first.header("cache-control")), (kind, "public, max-age=60"));
        assert_eq!(first.header("access-control-allow-origin"), "*");
        let again = server.send(request("if-none-match", first.header("etag"))).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
        let packed = server.send(request("accept-encoding", "gzip")).await;
        assert_eq!(packed.header("content-encoding"), "gzip", "{path}");
        assert!(packed.body.len() < first.body.len());
        server.send(Request::post(path).body(Body::empty()).unwrap()).await.problem(405);
    }
}

#[tokio::test]
async fn articles_have_a_feed_too() {
    let server = TestServer::start_with_offers(&[]).await;
    let hostile = article("due", "date_modified: 2026-11-02\n", "Testo.").replace("Breve.", "Tu & <b>noi</b>");
    server.import_articles(&[("a.md", &article("uno", "", "Testo.")), ("b.md", &hostile)]).await;
    let feed = channel(&server, "/articoli.rss").await;
    assert_eq!((feed.title.as_str(), feed.link.as_str()), ("Magazine – Bacheca", "https://bacheca.example/articoli"));
    let item = &feed.items[0];
    let page = "https://bacheca.example/articoli/due";
    assert_eq!((item.title.as_deref(), item.link.as_deref()), (Some("Titolo due"), Some(page)));
    assert_eq!(item.guid.as_ref().unwrap().value, page);
    assert_eq!(item.pub_date.as_deref(), Some("Sat, 3 Oct 2026 00:00:00 +0200"));
    assert_eq!(item.categories[0].name, "Ruoli");
    assert_eq!(item.description.as_deref(), Some("Tu &amp; &lt;b&gt;noi&lt;/b&gt;"));
    assert_eq!(feed.items.len(), 2);
}
