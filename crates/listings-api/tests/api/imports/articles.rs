use crate::fixture::articles::article;
use crate::fixture::server::TestServer;

#[tokio::test]
async fn the_same_files_twice_change_nothing() {
    let server = TestServer::start().await;
    let one = article("uno", "", "Testo.");
    let counts = async |text: &str| {
        let report = server.import_articles(&[("a.md", text)]).await.remove(0);
        (report.added, report.changed, report.unchanged)
    };
    assert_eq!(counts(&one).await, (1, 0, 0));
    assert_eq!(counts(&one).await, (0, 0, 1));
    assert_eq!(counts(&one.replace("Testo", "Altro testo")).await, (0, 1, 0));
}

#[tokio::test]
async fn a_changed_picture_is_a_changed_article() {
    let server = TestServer::start().await;
    let import = async |side: u32| {
        server.file("articles/i.svg", format!("<svg viewBox='0 0 {side} {side}'/>"));
        server.file("articles/a.md", article("uno", "image: i.svg\n", "Testo."));
        server.import_article_files().await.remove(0)
    };
    assert_eq!(import(10).await.added, 1);
    assert_eq!(import(10).await.unchanged, 1);
    assert_eq!(import(20).await.changed, 1);
}

#[tokio::test]
async fn a_bad_file_never_stops_the_good_ones() {
    let server = TestServer::start().await;
    let reports = server
        .import_articles(&[
            ("a.md", "Niente."),
            ("b.md", &article("due", "occupation: astronauta\n", "Testo.")),
            ("c.md", &article("tre", "date_modified: ieri\n", "Testo.")),
            ("d.md", ""),
            ("e.md", &article("cinque", "", "Testo.\n\n::offerte{ruolo=astronauta}")),
            ("f.md", &article("cinque", "", "Lo stesso.")),
        ])
        .await;
    let taken: Vec<_> = reports.iter().map(|report| report.taken()).collect();
    assert_eq!(taken, [0, 0, 0, 0, 1, 0]);
    let said: Vec<_> = reports.iter().map(|report| report.to_string()).collect();
    for (at, words) in
        [(0, "front matter"), (1, "astronauta"), (2, "line 8"), (3, "empty"), (4, "line 11: cinque"), (5, "same slug")]
    {
        assert!(said[at].contains(words), "{}", said[at]);
    }
    assert_eq!(server.read("/api/v1/articles").await["total"], 1);
}

#[tokio::test]
async fn hostile_markup_is_inert() {
    let server = TestServer::start().await;
    let body = "<script>alert(1)</script>\n\n[clic](javascript:alert(1)) [x](data:text/html,y) <img src=x onerror=alert(1)>\n\n\
        <iframe src=\"https://evil.example\"></iframe>\n\n<style>body{display:none}</style>\n\n\
        <form name=\"body\"><input id=\"cookie\"></form>\n\n<p style=\"color:red\" onclick=\"x()\">fine</p>\n\n\
        ## <script>x</script>Titolo\n\n<svg><script>alert(1)</script></svg>\n\n<math><mi xlink:href=\"javascript:x\">y</mi></math>";
    server.import_articles(&[("a.md", &article("guida", "", body))]).await;
    let article = server.read("/api/v1/articles/guida").await;
    let html: String = article["sections"].as_array().unwrap().iter().map(|s| s["html"].as_str().unwrap()).collect();
    for evil in [
        "<script", "javascript:", "data:", "onerror", "onclick", "<iframe", "<style", "style=", "<form", "<input",
        "id=", "name=", "<svg", "<math",
    ] {
        assert!(!html.contains(evil), "{evil} in {html}");
    }
    assert!(html.contains("fine"), "{html}");
}

#[tokio::test]
async fn latin_1_is_read_and_noted() {
    let server = TestServer::start().await;
    let text = article("uno", "", "Perch\u{e9} no.");
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    server.file("articles/a.md", latin);
    let report = server.import_article_files().await.remove(0);
    assert!(report.to_string().contains("windows-1252"), "{report}");
    let article = server.read("/api/v1/articles/uno").await;
    assert_eq!(article["sections"][0]["html"], "<p>Perché no.</p>");
}

#[tokio::test]
async fn a_folder_without_articles_is_an_error() {
    let server = TestServer::start().await;
    let path = server.file("articles/readme.txt", "x");
    assert!(listings_api::imports::articles::import(&server.state, path.parent().unwrap()).await.is_err());
    assert!(listings_api::imports::articles::import(&server.state, &server.dir.path().join("none")).await.is_err());
}

#[tokio::test]
async fn a_former_slug_that_another_article_has_is_refused() {
    let server = TestServer::start().await;
    let files = [("a.md", article("uno", "", "Testo.")), ("b.md", article("due", "former_slugs: [uno]\n", "Testo."))];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    for _ in 0..2 {
        let reports = server.import_articles(&files).await;
        assert!(reports[1].to_string().contains("former slug \"uno\""), "{}", reports[1]);
    }
    assert_eq!(server.get("/api/v1/articles/uno").await.status, 200);
}

#[tokio::test]
async fn a_changed_picture_inside_the_text_is_a_changed_article() {
    let server = TestServer::start().await;
    let import = async |side: u32| {
        server.file("articles/i.svg", format!("<svg viewBox='0 0 {side} {side}'/>"));
        server.file("articles/a.md", article("uno", "", "Testo.\n\n## Poi\n\n![Uno](i.svg)"));
        server.import_article_files().await.remove(0)
    };
    let picture = async || {
        let article = server.read("/api/v1/articles/uno").await;
        let html = article["sections"][1]["html"].as_str().unwrap();
        let name = html.split("/media/").nth(1).unwrap().split('"').next().unwrap();
        server.get(&format!("/media/{name}")).await.text()
    };
    assert_eq!(import(10).await.added, 1);
    assert_eq!(picture().await, "<svg viewBox='0 0 10 10'/>");
    assert_eq!(import(10).await.unchanged, 1);
    assert_eq!(import(20).await.changed, 1);
    assert_eq!(picture().await, "<svg viewBox='0 0 20 20'/>");
}
