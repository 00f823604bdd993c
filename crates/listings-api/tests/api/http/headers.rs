//! What travels with answers, whatever they hold.

use axum::body::Body;
use axum::http::Request;

use crate::fixture::articles::article;
use crate::fixture::offers::offer;
use crate::fixture::server::{Answer, TestServer};

const SHELL: &str =
    "<!doctype html><html><head><title>Bacheca</title></head><body><div id=\"app\"><p>Attendi</p></div></body></html>";

/// With a site, an article, an offer and a picture; gives the path of the picture.
async fn server(site_origins: &[&str]) -> (TestServer, String) {
    let files = [
        ("shell.html", SHELL),
        ("sw.js", "self"),
        ("embed.js", "self"),
        ("favicon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("manifest.webmanifest", "{}"),
    ];
    let origins = site_origins.iter().map(|origin| (*origin).to_owned()).collect();
    let server = TestServer::start_with_site(&files, |config| config.site_origins = origins).await;
    server.import_offers(&[offer("a")]).await;
    server.import_articles(&[("a.md", &article("nuovo", "", &"Un testo lungo. ".repeat(200)))]).await;
    let picture = "0123456789abcdef.svg";
    let drawing = format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><!--{}--></svg>", "a".repeat(2_000));
    std::fs::create_dir_all(server.state.config.media_dir()).unwrap();
    std::fs::write(server.state.config.media_dir().join(picture), drawing).unwrap();
    (server, format!("/media/{picture}"))
}

async fn ask(server: &TestServer, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request = headers.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
    server.send(request.body(Body::empty()).unwrap()).await
}

const READS: [&str; 14] = [
    "/", "/articoli/nuovo", "/offerte", "/accedi", "/sw.js", "/favicon.svg", "/api/v1/job-postings",
    "/api/v1/articles", "/api/v1/openapi.json", "/offerte.rss", "/offerte.json", "/robots.txt", "/sitemaps/pages.xml",
    "/embed/",
];

#[tokio::test]
async fn who_wants_it_only_if_it_is_not_there_gets_nothing() {
    let (server, picture) = server(&[]).await;
    for path in READS.into_iter().chain([picture.as_str()]) {
        let whole = ask(&server, path, &[]).await;
        assert_eq!(whole.status, 200, "{path}");
        let answer = ask(&server, path, &[("if-none-match", "*")]).await;
        assert_eq!((answer.status.as_u16(), answer.body.len()), (304, 0), "{path}");
        for header in ["etag", "cache-control", "vary"] {
            assert_eq!(answer.header(header), whole.header(header), "{path}: {header}");
        }
        assert_eq!(answer.header("content-type"), "", "{path}");
    }
    for path in ["/api/v1/articles/ignoto", "/media/0000000000000000.svg", "/ignota", "/x.png"] {
        assert_eq!(ask(&server, path, &[("if-none-match", "*")]).await.status, 404, "{path}");
    }
    // Where writing has a condition it is not ours.
    let write = Request::post("/api/v1/accounts").header("if-none-match", "*").body(Body::empty()).unwrap();
    server.send(write).await.problem(415);
}

#[tokio::test]
async fn what_is_known_already_says_what_it_depends_on() {
    let (server, picture) = server(&[]).await;
    let mut with_vary = 0;
    for path in READS.into_iter().chain([picture.as_str()]) {
        for coding in ["identity", "gzip, br"] {
            let first = ask(&server, path, &[("accept-encoding", coding)]).await;
            let tag = first.header("etag").to_owned();
            if tag.is_empty() {
                assert_eq!(path, "/accedi", "everything else has a tag");
                continue;
            }
            let again = ask(&server, path, &[("accept-encoding", coding), ("if-none-match", &tag)]).await;
            assert_eq!(again.status, 304, "{path}");
            let vary = |answer: &Answer| {
                let mut names: Vec<String> = answer
                    .headers
                    .get_all("vary")
                    .iter()
                    .flat_map(|value| {
                        value.to_str().unwrap().split(',').map(|name| name.trim().to_lowercase()).collect::<Vec<_>>()
                    })
                    .collect();
                names.sort();
                names
            };
            assert_eq!(vary(&again), vary(&first), "{path} {coding}");
            with_vary += usize::from(vary(&first).contains(&"accept-encoding".to_owned()));
        }
    }
    assert!(with_vary > 12, "{with_vary}");
}

#[tokio::test]
async fn text_says_how_it_is_encoded() {
    let (server, picture) = server(&[]).await;
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/sw.js", "text/javascript; charset=utf-8"),
        ("/favicon.svg", "image/svg+xml; charset=utf-8"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/offerte.atom", "application/atom+xml; charset=utf-8"),
        ("/api/v1/articles", "application/json"),
        (&picture, "image/svg+xml; charset=utf-8"),
    ] {
        assert_eq!(ask(&server, path, &[]).await.header("content-type"), kind, "{path}");
    }
}

#[tokio::test]
async fn only_what_others_may_show_can_be_embedded() {
    let (server, picture) = server(&[]).await;
    for (path, policy) in [
        ("/", "same-origin"),
        ("/articoli/nuovo", "same-origin"),
        ("/ignota", "same-origin"),
        ("/sw.js", "same-origin"),
        ("/embed.js", "cross-origin"),
        ("/favicon.svg", "cross-origin"),
        ("/embed/", "cross-origin"),
        ("/api/v1/articles", "cross-origin"),
        ("/api/v1/articles/ignoto", "cross-origin"),
        ("/api/v1/openapi.json", "cross-origin"),
        ("/offerte.rss", "cross-origin"),
        (&picture, "cross-origin"),
        ("/api/v1/me", "same-site"),
        ("/readyz", "same-origin"),
    ] {
        assert_eq!(ask(&server, path, &[]).await.header("cross-origin-resource-policy"), policy, "{path}");
    }
}

#[tokio::test]
async fn tls_alone_is_asked_for_where_the_site_has_it() {
    for (origins, expected) in
        [(&["https://bacheca.example"][..], "max-age=31536000"), (&["http://localhost:8080"], ""), (&[], "")]
    {
        let (server, _) = server(origins).await;
        for path in ["/", "/api/v1/articles", "/api/v1/nope", "/sw.js"] {
            let answer = ask(&server, path, &[]).await;
            assert_eq!(answer.header("strict-transport-security"), expected, "{path} {origins:?}");
        }
    }
}

#[tokio::test]
async fn who_finds_a_hole_is_told_whom_to_tell() {
    let server = TestServer::start_with(|config| {
        config.site_origins = vec!["https://bacheca.example".to_owned()];
        config.security_contact = Some("mailto:sicurezza@bacheca.example".to_owned());
    })
    .await;
    let answer = server.get("/.well-known/security.txt").await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/plain; charset=utf-8"));
    let text = answer.text();
    for line in [
        "Contact: mailto:sicurezza@bacheca.example",
        "Expires: 2027-05-22T00:00:00Z",
        "Preferred-Languages: it, en",
        "Canonical: https://bacheca.example/.well-known/security.txt",
    ] {
        assert!(text.lines().any(|written| written == line), "{line}: {text}");
    }
    TestServer::start().await.get("/.well-known/security.txt").await.problem(404);
}
