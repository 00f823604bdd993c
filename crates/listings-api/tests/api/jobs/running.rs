use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use listings_api::http::error::ApiError;
use listings_api::jobs::repeat;

use crate::fixture::server::{NOW, TestServer, instant};

#[tokio::test]
async fn a_job_outlives_errors_and_panics_and_ends_when_the_server_stops() {
    let server = TestServer::start().await;
    let runs = Arc::new(AtomicU32::new(0));
    let state = server.state.clone();
    let run = {
        let runs = runs.clone();
        move |state: listings_api::AppState| {
            let run = runs.fetch_add(1, Ordering::SeqCst);
            async move {
                match run {
                    0 => panic!("of a test"),
                    1 => Err(ApiError::Internal("of a test".to_owned())),
                    _ => {
                        state.jobs.stop();
                        Ok(())
                    }
                }
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), repeat(state, "tried", Duration::from_millis(1), run)).await.unwrap();
    assert_eq!(runs.load(Ordering::SeqCst), 3);
    let report = server.state.jobs.reports().remove(0);
    let now = Some(instant(NOW));
    assert_eq!((report.name, report.panics, report.failures_in_a_row), ("tried", 1, 0));
    assert_eq!((report.last_success_at, report.last_failure_at), (now, now));
}
