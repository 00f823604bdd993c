use std::fs;
use std::path::{Path, PathBuf};

use listings_api::config::Config;
use listings_api::data_folder::backup::{BackupError, Done, back_up, restore};

use crate::fixture::application::{PDF, apply};
use crate::fixture::articles::article;
use crate::fixture::candidate::{Candidate, EMAIL, PASSWORD};
use crate::fixture::files::all_below;
use crate::fixture::server::TestServer;

/// A server with an article and its picture, and Anna's application for as many offers.
async fn server_with(applications: usize) -> (TestServer, Vec<String>) {
    let server = TestServer::start_with_nothing(|config| config.application_limit = u32::MAX).await;
    server.file("articles/i.svg", "<svg viewBox='0 0 16 9'/>");
    server.file("articles/a.md", article("uno", "image: i.svg\n", "Testo."));
    server.import_article_files().await;
    let mut offers = Vec::new();
    for number in 0..applications * 2 {
        offers.push(server.import_offer(&format!("n{number}")).await);
    }
    let anna = Candidate::anna(&server).await;
    for offer in &offers[..applications] {
        assert_eq!(apply(&anna, offer, offer).await.status, 201);
    }
    (server, offers)
}

async fn backed_up(server: &TestServer) -> (PathBuf, Done) {
    let folder = server.dir.path().join("backup");
    let done = back_up(&server.state.config, &folder).await.unwrap();
    (folder, done)
}

/// What lies beside the data: nothing unfinished.
fn names_in(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn what_was_backed_up_while_it_was_written_is_there_again() {
    let (server, offers) = server_with(6).await;
    let anna = Candidate::signed_in(&server, EMAIL, PASSWORD).await;
    let writing = async {
        for (number, offer) in offers[6..].iter().enumerate() {
            let id = apply(&anna, offer, offer).await.json()["id"].as_str().unwrap().to_owned();
            if number % 2 == 0 {
                let path = format!("/api/v1/me/applications/{id}/withdrawal");
                assert_eq!(anna.send("PUT", &path, None).await.status, 204);
            }
        }
    };
    let (backup, ()) = tokio::join!(backed_up(&server), writing);
    let (folder, done) = backup;
    assert_eq!((done.pictures, done.left_out.len()), (1, 0), "{done:?}");
    assert!((6..=12).contains(&done.applications) && done.cvs >= 6, "{done:?}");
    assert_eq!(names_in(&folder), ["SHA256SUMS", "cv", "listings.db", "media"]);
    assert_eq!(names_in(server.dir.path()).iter().filter(|name| name.contains("unfinished")).count(), 0);

    let data = server.dir.path().join("restored");
    assert_eq!(restore(&Config::new(&data), &folder).await.unwrap(), done);
    assert_eq!(names_in(&data), ["cv", "listings.db", "media"]);
    let restored = TestServer::open(data).await;
    let anna = Candidate::signed_in(&restored, EMAIL, PASSWORD).await;
    let applications = anna.read("/api/v1/me/applications").await;
    let with_cv: Vec<_> =
        applications.as_array().unwrap().iter().filter(|application| application.get("cv").is_some()).collect();
    assert_eq!(with_cv.len(), done.cvs);
    for application in with_cv {
        let path = format!("/api/v1/me/applications/{}/cv", application["id"].as_str().unwrap());
        assert_eq!(&anna.get(&path).await.body[..], PDF);
    }
    let picture = restored.read("/api/v1/articles/uno").await["summary"]["image"]["src"].as_str().unwrap().to_owned();
    assert_eq!(restored.get(&picture).await.text(), "<svg viewBox='0 0 16 9'/>");
    assert_eq!(restored.read("/api/v1/job-postings").await["total"], 12);
}

#[tokio::test]
async fn a_cv_that_is_lost_costs_itself_alone_and_one_of_nobody_is_not_kept() {
    let (server, _) = server_with(2).await;
    let cvs = server.state.config.cv_dir();
    let lost = names_in(&cvs).remove(0);
    fs::remove_file(cvs.join(&lost)).unwrap();
    fs::write(cvs.join("nobodys"), "x").unwrap();
    let (folder, done) = backed_up(&server).await;
    assert_eq!((done.applications, done.cvs, done.left_out.len()), (2, 1, 1), "{done:?}");
    assert!(done.left_out[0].to_string().contains(&lost));
    assert!(!folder.join("cv/nobodys").exists());
    let data = server.dir.path().join("restored");
    let restored = restore(&Config::new(&data), &folder).await.unwrap();
    assert_eq!((restored.cvs, restored.left_out.len()), (1, 1));
}

#[tokio::test]
async fn a_damaged_backup_is_refused_and_touches_nothing() {
    let (server, _) = server_with(1).await;
    let (folder, _) = backed_up(&server).await;
    let data = server.dir.path().join("restored");
    let cv = all_below(&folder.join("cv")).pop().unwrap();
    let refuse = async |file: &Path, damage: &dyn Fn(Vec<u8>) -> Option<Vec<u8>>| {
        let whole = fs::read(file).unwrap();
        match damage(whole.clone()) {
            Some(damaged) => fs::write(file, damaged).unwrap(),
            None => fs::remove_file(file).unwrap(),
        }
        let refused = restore(&Config::new(&data), &folder).await;
        assert!(matches!(refused, Err(BackupError::Damaged { .. } | BackupError::Read { .. })), "{refused:?}");
        assert!(!data.exists() || names_in(&data).is_empty());
        fs::write(file, whole).unwrap();
    };
    let flip = |mut content: Vec<u8>| {
        let middle = content.len() / 2;
        content[middle] ^= 1;
        Some(content)
    };
    for file in [&cv, &folder.join("listings.db"), &all_below(&folder.join("media")).pop().unwrap()] {
        refuse(file, &flip).await;
        refuse(file, &|_| None).await;
        refuse(file, &|content| Some(content[..content.len() / 2].to_vec())).await;
    }
    let sums = folder.join("SHA256SUMS");
    refuse(&sums, &|_| None).await;
    let outside = format!("{}  cv/../../listings.db\n", "0".repeat(64));
    refuse(&sums, &|content| Some([content, outside.clone().into_bytes()].concat())).await;
    assert!(restore(&Config::new(&data), &folder).await.is_ok());
}

#[tokio::test]
async fn a_backup_of_a_damaged_database_is_refused_and_leaves_nothing() {
    let (server, _) = server_with(1).await;
    server.database().orphan_applications().await;
    let folder = server.dir.path().join("backup");
    let refused = back_up(&server.state.config, &folder).await.unwrap_err();
    assert!(refused.to_string().contains("refer to rows"), "{refused}");
    assert_eq!(names_in(server.dir.path()), ["articles", "data", "offers.json"]);
}

#[tokio::test]
async fn nothing_that_is_there_is_written_over() {
    let (server, _) = server_with(1).await;
    let (folder, _) = backed_up(&server).await;
    let again = back_up(&server.state.config, &folder).await;
    assert!(matches!(again, Err(BackupError::Taken(_))), "{again:?}");
    // The data folder of a server that runs.
    let refused = restore(&server.state.config, &folder).await;
    assert!(matches!(refused, Err(BackupError::InUse(_))), "{refused:?}");
    let other = Config::new(server.dir.path().join("none"));
    assert!(matches!(back_up(&other, &server.dir.path().join("b")).await, Err(BackupError::NoDatabase(_))));
    assert!(!server.dir.path().join("none").exists());
}

#[tokio::test]
async fn a_backup_of_a_newer_version_is_refused() {
    let (server, _) = server_with(1).await;
    server.database().be_of_a_newer_version().await;
    let refused = back_up(&server.state.config, &server.dir.path().join("backup")).await.unwrap_err();
    assert!(refused.to_string().contains("newer version"), "{refused}");
}

#[cfg(unix)]
#[tokio::test]
async fn data_and_backups_are_for_their_owner_alone_also_of_an_older_version() {
    use std::os::unix::fs::PermissionsExt;

    use crate::fixture::files::open_to_others;

    let (server, _) = server_with(1).await;
    let data = server.state.config.data_dir.clone();
    let is_search = |path: &PathBuf| path.parent().is_some_and(|parent| parent.ends_with("search"));
    let open: Vec<_> =
        open_to_others(&data).into_iter().filter(|path| !is_search(path) && !path.ends_with("outbox")).collect();
    assert!(open.iter().all(|path| path.starts_with(data.join("outbox"))), "{open:?}");
    let (folder, _) = backed_up(&server).await;
    assert_eq!(open_to_others(&folder), Vec::<PathBuf>::new());
    let exported = server.dir.path().join("export");
    let (store, cvs) = (&server.state.store, &server.state.cv_files);
    listings_api::candidates::job_applications::received::export(store, cvs, None, &exported).await.unwrap();
    assert_eq!(open_to_others(&exported), Vec::<PathBuf>::new());

    server.state.store.close().await;
    for path in all_below(&data) {
        let mode = if path.is_dir() { 0o755 } else { 0o644 };
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    }
    let _reopened = TestServer::open(data.clone()).await;
    let open: Vec<_> =
        open_to_others(&data).into_iter().filter(|path| !path.starts_with(data.join("outbox"))).collect();
    assert!(open.iter().all(is_search), "{open:?}");
}
