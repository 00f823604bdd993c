//! The program where no file may grow any more (`ulimit -f 0`, which a full disk is to who writes): it starts, reads, says
//! so, and goes on writing once there is room.

use serde_json::json;

use crate::process::{Process, import_offers};

/// Ignored, the signal that comes with the limit leaves the error alone, as a full disk does.
const FULL: &str = "trap '' XFSZ; ulimit -f 0;";

#[test]
fn on_a_full_disk_the_program_starts_and_reads() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    import_offers(&data, 30);

    for index in ["whole", "gone"] {
        // So that the settings are there that the first start makes.
        let before = Process::start(&data);
        assert_eq!(before.sign_up(&format!("{index}@posta.example")), 202);
        before.stop();
        if index == "gone" {
            std::fs::remove_dir_all(data.join("search")).unwrap();
        }

        let full = Process::start_under(FULL, &data);
        let found = full.get("/api/v1/job-postings?q=offerta");
        let page = found.json();
        assert_eq!((found.status, &page["total"]), (200, &json!(30)), "{index}");
        let id = page["items"][0]["id"].as_str().unwrap_or_default().to_owned();
        assert_eq!(full.get(&format!("/api/v1/job-postings/{id}")).status, 200);
        for _ in 0..2 {
            let account = json!({
                "name": "Anna Rossi", "email": "b@posta.example", "password": "cavallo batteria",
                "privacy_notice_version": "2026-11"
            });
            let refused = full.post_json("/api/v1/accounts", &account);
            assert_eq!(refused.status, 507, "{index}: {}", refused.body);
            let problem = refused.json();
            assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("disk is full")), "{problem}");
        }
        assert_eq!(full.get("/livez").status, 200);
        for path in ["/readyz", "/healthz"] {
            let answer = full.get(path);
            let report = answer.json();
            assert_eq!((answer.status, &report["status"]), (200, &json!("degraded")), "{report}");
            assert_eq!(report["disk"]["status"], "full", "{report}");
            let expected = if index == "gone" { "in_memory" } else { "ok" };
            assert_eq!(report["search_index"]["status"], expected, "{report}");
        }
        full.stop();
    }
    // Nothing was lost by it, and nothing is in the way of writing.
    let after = Process::start(&data);
    assert_eq!(after.sign_up("c@posta.example"), 202);
    let disk = after.get("/readyz").json()["disk"]["status"].clone();
    assert!(disk == "ok" || disk == "low", "{disk}");
    assert_eq!(after.get("/api/v1/job-postings").json()["total"], 30);
    after.stop();
}
