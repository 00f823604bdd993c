//! The index beside the database: it follows whatever wrote, and can be lost.

use std::sync::Arc;

use listings_api::AppState;
use listings_api::imports::postings::{self, Options};
use listings_api::listings::search;
use serde_json::{Value, json};

use crate::fixture::damage::{Cell, Rows};
use crate::fixture::offers::{offer, offer_in, offer_with, titles};
use crate::fixture::server::TestServer;

async fn found(server: &TestServer) -> Vec<String> {
    let mut found = titles(&server.read("/api/v1/job-postings").await);
    found.sort();
    found
}

async fn import(state: &AppState, server: &TestServer, offers: &[Value]) {
    let path = server.file("other.json", serde_json::to_vec(offers).unwrap());
    let options = Options::default();
    postings::import(state, &path, options).await.unwrap();
}

#[tokio::test]
async fn a_running_server_sees_what_another_process_imports() {
    let server = TestServer::start().await;
    server.import_offers(&[offer("a")]).await;
    let other = server.another_process().await;
    import(&other, &server, &[offer("b"), offer_with("a", json!({"title": "Offerta a2"}))]).await;
    assert_eq!(found(&server).await, ["a2"], "the row is read from the database, the index is still the old one");
    server.update_index().await;
    assert_eq!(found(&server).await, ["a2", "b"]);
    let withdrawn = json!({"bacheca:status": "withdrawn"});
    import(&other, &server, &[offer_with("b", withdrawn)]).await;
    server.update_index().await;
    assert_eq!(found(&server).await, ["a2"]);
    assert_eq!(server.read("/api/v1/job-postings").await["total"], 1);
}

#[tokio::test]
async fn a_lost_or_damaged_index_is_built_anew_at_start() {
    let server = TestServer::start().await;
    server.import_offers(&[offer("a"), offer_in("b", "Milano")]).await;
    let folder = server.dir.path().join("data/search");
    for damage in ["gone", "garbage"] {
        match damage {
            "gone" => std::fs::remove_dir_all(&folder).unwrap(),
            _ => std::fs::write(folder.join("meta.json"), "{").unwrap(),
        }
        let state = Arc::new(server.another_process().await);
        let question = contract::JobSearch::from_query("place=milano-mi").unwrap();
        assert_eq!(search::search(&state.listings, &question).await.unwrap().total, 1, "{damage}");
    }
}

/// The files that hold what was indexed.
fn segment_files(server: &TestServer) -> Vec<std::path::PathBuf> {
    let files = std::fs::read_dir(server.dir.path().join("data/search")).unwrap().map(|file| file.unwrap().path());
    let of_segments = |path: &std::path::PathBuf| {
        path.extension()
            .is_some_and(|kind| ["term", "idx", "fast", "pos", "fieldnorm"].iter().any(|known| kind == *known))
    };
    let files: Vec<_> = files.filter(of_segments).collect();
    assert!(files.len() >= 3, "{files:?}");
    files
}

/// Other bytes in the same place: what is mapped into memory changes with them.
fn spoil(file: &std::path::Path) {
    use std::io::Write;
    let length = std::fs::metadata(file).unwrap().len() as usize;
    std::fs::File::options().write(true).open(file).unwrap().write_all(&vec![0xa5; length]).unwrap();
}

#[tokio::test]
async fn garbage_in_any_file_of_the_index_is_noticed_at_start() {
    let server = TestServer::start().await;
    server.import_offers(&[offer("a"), offer_in("b", "Milano")]).await;
    let question = contract::JobSearch::from_query("q=offerta&place=milano-mi").unwrap();
    let kinds: Vec<_> = segment_files(&server).iter().map(|file| file.extension().unwrap().to_owned()).collect();
    for kind in kinds {
        for damage in ["spoilt", "cut", "gone"] {
            let file = segment_files(&server).into_iter().find(|file| file.extension() == Some(&kind)).unwrap();
            match damage {
                "spoilt" => spoil(&file),
                // In another file: the one that the running server has mapped stays whole.
                "cut" => {
                    let half = std::fs::read(&file).unwrap();
                    std::fs::remove_file(&file).unwrap();
                    std::fs::write(&file, &half[..half.len() / 2]).unwrap();
                }
                _ => std::fs::remove_file(&file).unwrap(),
            }
            let state = server.another_process().await;
            let found = search::search(&state.listings, &question).await.unwrap();
            assert_eq!(found.total, 1, "{kind:?} {damage}");
        }
    }
    let folder = server.dir.path().join("data/search");
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::write(&folder, "no folder").unwrap();
    assert_eq!(search::search(&server.another_process().await.listings, &question).await.unwrap().total, 1);
}

#[tokio::test]
async fn garbage_in_the_index_of_a_running_server_is_noticed_and_mended() {
    let server = TestServer::start().await;
    server.import_offers(&[offer("a"), offer_in("b", "Milano")]).await;
    segment_files(&server)
        .iter()
        .filter(|file| file.extension().is_some_and(|kind| kind != "fast"))
        .for_each(|file| spoil(file));
    let mut statuses = Vec::new();
    for words in ["offerta", "offerta lombardo", "magazziniere turni", "officine", "cerchiamo una persona"] {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", words).finish();
        statuses.push(server.get(&format!("/api/v1/job-postings?{query}")).await.status.as_u16());
    }
    assert!(statuses.contains(&503) && !statuses.contains(&500), "{statuses:?}");
    let report = server.get("/readyz").await;
    assert_eq!(report.problem(503), [("/search_index/status".to_owned(), "damaged".to_owned())]);
    // What a running server does at once when a search has failed.
    server.update_index().await;
    assert_eq!(server.read("/readyz").await["search_index"]["status"], "ok");
    assert_eq!(server.read("/api/v1/job-postings?q=offerta").await["total"], 2);
    // And it goes on from there.
    server.import_offers(&[offer("c")]).await;
    server.update_index().await;
    assert_eq!(server.read("/api/v1/job-postings?q=offerta").await["total"], 3);
}

#[tokio::test]
async fn an_index_that_loses_its_folder_is_built_anew_while_running() {
    let server = TestServer::start().await;
    server.import_offers(&[offer("a")]).await;
    for damage in ["gone", "garbage"] {
        let folder = server.dir.path().join("data/search");
        match damage {
            "gone" => std::fs::remove_dir_all(&folder).unwrap(),
            _ => std::fs::write(folder.join("meta.json"), "{").unwrap(),
        }
        server.update_index().await;
        assert_eq!(found(&server).await, ["a"], "{damage}");
        assert!(folder.join("meta.json").is_file());
        assert_eq!(
            search::search(&server.another_process().await.listings, &contract::JobSearch::default())
                .await
                .unwrap()
                .total,
            1
        );
    }
}

#[tokio::test]
async fn records_that_are_as_they_were_are_passed_over() {
    let server = TestServer::start().await;
    let lines = |offers: &[Value]| offers.iter().map(|offer| format!("{offer}\n")).collect::<String>();
    let offers = [offer("a"), offer_in("b", "Atlantide"), offer_with("a", json!({"title": "Offerta again"}))];
    let first = server.import("feed.jsonld", lines(&offers)).await;
    assert_eq!((first.added, first.left_out.len(), first.notes.len()), (2, 1, 1));
    let again = server.import("feed.jsonld", lines(&offers)).await;
    // The second of an identifier is left out again, though the first was not read.
    assert_eq!((again.unchanged, again.changed, again.left_out.len(), again.notes.len()), (2, 0, 1, 0));
    assert!(again.left_out[0].reason.contains("line 1"));
    let other_words = offers[0].to_string().replace("\":\"", "\" : \"");
    let reworded = server.import("feed.jsonld", format!("{other_words}\n{}\n", offers[1])).await;
    assert_eq!((reworded.unchanged, reworded.changed), (2, 0));
    let changed = server.import("feed.jsonld", lines(&[offers[2].clone(), offers[1].clone()])).await;
    assert_eq!((changed.unchanged, changed.changed), (1, 1));
    // And back: what is stored now came from other words.
    assert_eq!(server.import("feed.jsonld", lines(&offers[..1])).await.changed, 1);
    assert_eq!(found(&server).await, ["a", "b"]);
}

#[tokio::test]
async fn made_up_offers_are_taken_whole_and_only_once() {
    let server = TestServer::start().await;
    let first = listings_api::imports::seed::seed(&server.state, 300).await.unwrap();
    assert_eq!((first.added, first.left_out.len()), (300, 0), "{first}");
    assert_eq!(first.notes, [], "every place, role and sector is known");
    assert_eq!(listings_api::imports::seed::seed(&server.state, 300).await.unwrap().unchanged, 300);
    let page = server.read("/api/v1/job-postings").await;
    assert!(page["total"].as_u64().unwrap() > 200);
    for facet in ["occupation", "industry", "employment_type", "contract_term", "shift", "agency", "posted_within_days"]
    {
        assert!(page["facets"][facet].as_array().unwrap().len() > 1, "{facet}");
    }
}

#[tokio::test]
async fn an_offer_that_cannot_be_read_keeps_none_behind_it_out() {
    let server = TestServer::start().await;
    let other = server.another_process().await;
    import(&other, &server, &[offer("a"), offer("guasta"), offer("b")]).await;
    let damaged = server.offer_id("guasta").await;
    server.database().set("job_postings", Rows::Where("id", &damaged), "facts", Cell::Text("{}")).await;
    server.update_index().await;
    assert_eq!(found(&server).await, ["a", "b"]);
}
