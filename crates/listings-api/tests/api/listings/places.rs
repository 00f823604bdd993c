use crate::fixture::server::TestServer;

async fn labels(server: &TestServer, query: &str) -> Vec<String> {
    let places = server.read(&format!("/api/v1/places?{query}")).await;
    places.as_array().unwrap().iter().map(|place| place["slug"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_place_is_found_by_the_start_of_its_name_or_cap() {
    let server = TestServer::start().await;
    assert_eq!(labels(&server, "q=FORLI%27&limit=1").await, ["forli-fc"]);
    assert_eq!(labels(&server, "q=00184&limit=1").await, ["roma-rm"]);
    assert_eq!(labels(&server, "q=san").await.len(), 10);
    assert_eq!(labels(&server, "limit=2").await, ["roma-rm", "milano-mi"]);
    assert_eq!(labels(&server, "q=zzzz").await, Vec::<String>::new());
}

#[tokio::test]
async fn odd_queries_find_nothing_and_wrong_ones_are_named() {
    let server = TestServer::start().await;
    let long = "a".repeat(5_000);
    for query in ["q=%00", "q=%27%3B--", "q=%E2%80%AE", "q=%FF%FE", "q=%F0%9F%98%80", &format!("q={long}")] {
        assert_eq!(labels(&server, query).await, Vec::<String>::new(), "{query:.40}");
    }
    for (query, name) in [("limit=0", "limit"), ("limit=x", "limit"), ("q=a&q=b", "q"), ("query=a", "query")] {
        assert_eq!(server.get(&format!("/api/v1/places?{query}")).await.problem(400)[0].0, name, "{query}");
    }
}

#[tokio::test]
async fn the_nearest_comune_is_given_inside_italy_only() {
    let server = TestServer::start().await;
    assert_eq!(server.read("/api/v1/places/nearest?lat=45.07&lon=7.69").await["slug"], "torino-to");
    for (query, code) in [
        ("lat=48.85&lon=2.35", "outside_italy"),
        ("lat=36.8&lon=10.18", "outside_italy"),
        ("lat=95&lon=9", "out_of_range"),
        ("lat=inf&lon=9", "out_of_range"),
        ("lat=45", "missing"),
        ("", "missing"),
    ] {
        assert_eq!(server.get(&format!("/api/v1/places/nearest?{query}")).await.problem(400)[0].1, code, "{query}");
    }
}

#[tokio::test]
async fn a_place_is_given_by_its_slug() {
    let server = TestServer::start().await;
    let place = server.read("/api/v1/places/roma-rm").await;
    assert_eq!((place["name"].as_str(), place["province"].as_str()), (Some("Roma"), Some("RM")));
    server.get("/api/v1/places/atlantide-at").await.problem(404);
}
