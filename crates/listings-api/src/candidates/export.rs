use std::fs::File;
use std::io::{Seek, SeekFrom, Write};

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use contract::{Alert, JobApplication, Profile, SavedJobPosting};
use serde::Serialize;
use tokio::io::AsyncReadExt;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{alerts, job_applications, me, saved};
use crate::candidates::sessions::signed_in::SignedIn;
use crate::data_folder::file_names;
use crate::http::error::ApiError;
use crate::http::extract::ClientAddress;
use crate::http::openapi::{RateLimitProblems, SignedInProblems};
use crate::state::AppState;
use store::erasure::{self as rows, ConsentRow, SentEmailRow, SessionRow};
use store::{job_applications as application_rows, me as me_rows, push_subscriptions};

/// Read at once from the archive.
const CHUNK: usize = 64 * 1024;

/// Everything that is known about an account.
#[derive(Serialize)]
struct Export {
    exported_at: String,
    /// When the account was used last.
    seen_at: DateTime<Utc>,
    profile: Profile,
    /// The text that was shown at sign-up.
    privacy_notice_version: String,
    consents: Vec<ConsentRow>,
    sessions: Vec<SessionRow>,
    saved: Vec<SavedJobPosting>,
    applications: Vec<JobApplication>,
    alerts: Vec<Alert>,
    /// Browsers that get notifications.
    push_subscriptions: Vec<push_subscriptions::OwnRow>,
    emails_of_the_last_day: Vec<SentEmailRow>,
    /// What could not be read: names of the fields above, and of files that belong under `cv/`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<String>,
}

/// All data of the account, as a zip archive: `bacheca.json`, and `cv/` with the CVs that were sent, each named by the
/// id of its application (GDPR art. 15 and 20). Unreadable data does not stop the rest: `bacheca.json` lists it as
/// `left_out`, and `LEGGIMI.txt` says so.
#[utoipa::path(
    get,
    path = "/me/export",
    tag = "me",
    responses(
        (status = 200, description = "The archive, as a download", content_type = "application/zip"),
        RateLimitProblems,
        SignedInProblems,
    ),
)]
pub async fn find(
    State(state): State<AppState>,
    signed_in: SignedIn,
    ClientAddress(address): ClientAddress,
) -> Result<Response, ApiError> {
    let now = state.clock.now();
    state.exports.count(address, now).map_err(|retry_after_seconds| ApiError::TooManyRequests {
        retry_after_seconds,
        limit: state.exports.limit(),
    })?;
    let (db, account) = (&state.store, &signed_in.account);
    let row = me_rows::find(db, account).await?.ok_or(ApiError::SignedOut)?;
    // Without a name, so that it is gone with this process whatever happens.
    let spool = tempfile::tempfile_in(&state.config.data_dir).map_err(failed)?;
    let mut archive = ZipWriter::new(spool);
    let mut left_out = LeftOut::default();
    for application in left_out.or_none("applications", application_rows::list(db, account).await) {
        let Some(file) = application.cv_file else { continue };
        let name = file_names::safe(application.cv_name.as_deref().unwrap_or_default(), "cv");
        let name = format!("cv/{}-{name}", application.id);
        match state.cv_files.get(&file).await {
            Ok(Some(content)) => archive = add(archive, name, content).await?,
            // Withdrawn while this runs: it is gone, and so it should be.
            Ok(None) if !is_kept(&state, account, &application.id).await? => {}
            Ok(None) => left_out.add(&name, &"missing where the CVs are kept"),
            Err(error) => left_out.add(&name, &error.cause()),
        }
    }
    let privacy_notice_version = row.privacy_notice_version.clone();
    let seen_at = DateTime::from_timestamp(row.seen_at, 0)
        .ok_or_else(|| ApiError::Internal(format!("an account was seen at {}", row.seen_at)))?;
    let mut export = Export {
        exported_at: now.to_rfc3339(),
        privacy_notice_version,
        seen_at,
        profile: me::profile(&state.taxonomy, row)?,
        consents: left_out.or_none("consents", rows::list_consents(db, account).await),
        sessions: left_out.or_none("sessions", rows::list_sessions(db, account).await),
        saved: left_out.or_none("saved", saved::all(&state.listings, account).await),
        applications: left_out.or_none("applications", job_applications::all(&state.listings, account).await),
        alerts: left_out.or_none("alerts", alerts::all(&state.store, account).await),
        push_subscriptions: left_out.or_none("push_subscriptions", push_subscriptions::list(db, account).await),
        emails_of_the_last_day: left_out.or_none("emails_of_the_last_day", rows::list_sent_emails(db, account).await),
        left_out: Vec::new(),
    };
    if !left_out.0.is_empty() {
        archive = add(archive, "LEGGIMI.txt".to_owned(), left_out.explained().into()).await?;
        export.left_out = left_out.0;
    }
    let json = serde_json::to_vec_pretty(&export).map_err(failed)?;
    let archive = add(archive, "bacheca.json".to_owned(), json.into()).await?;
    let mut spool = archive.finish().map_err(failed)?;
    spool.seek(SeekFrom::Start(0)).map_err(failed)?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"bacheca.zip\""),
    ];
    Ok((headers, chunks(tokio::fs::File::from_std(spool))).into_response())
}

/// What could not be read, by name.
#[derive(Default)]
struct LeftOut(Vec<String>);

impl LeftOut {
    fn add(&mut self, what: &str, cause: &dyn std::fmt::Display) {
        tracing::error!(what, %cause, "left out of an account's export");
        if !self.0.iter().any(|known| known == what) {
            self.0.push(what.to_owned());
        }
    }

    /// A part that can't be read must not cost the rest.
    fn or_none<T, E: Into<ApiError>>(&mut self, what: &str, part: Result<Vec<T>, E>) -> Vec<T> {
        part.unwrap_or_else(|error| {
            self.add(what, &error.into().cause());
            Vec::new()
        })
    }

    fn explained(&self) -> String {
        let list: String = self.0.iter().map(|what| format!("- {what}\n")).collect();
        format!(
            "Questo archivio non è completo: non siamo riusciti a leggere quanto segue.\n\n{list}\n\
             Il resto c'è. Riprova più tardi: se succede ancora, scrivici.\n"
        )
    }
}

/// Whether an application still has its CV.
async fn is_kept(state: &AppState, account: &str, application: &str) -> Result<bool, ApiError> {
    let row = application_rows::find(&state.store, account, application).await?;
    Ok(row.is_some_and(|row| row.cv_file.is_some()))
}

/// Writes one file into the archive, off the async threads. Not compressed: CVs are already.
async fn add(mut archive: ZipWriter<File>, name: String, content: Bytes) -> Result<ZipWriter<File>, ApiError> {
    let writing = tokio::task::spawn_blocking(move || {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        archive.start_file(name, options).map_err(failed)?;
        archive.write_all(&content).map_err(failed)?;
        Ok(archive)
    });
    writing.await.map_err(failed)?
}

fn chunks(file: tokio::fs::File) -> Body {
    Body::from_stream(futures_util::stream::try_unfold(file, async |mut file| {
        let mut chunk = vec![0; CHUNK];
        let length = file.read(&mut chunk).await?;
        chunk.truncate(length);
        Ok::<_, std::io::Error>((length > 0).then_some((Bytes::from(chunk), file)))
    }))
}

fn failed(error: impl std::fmt::Display) -> ApiError {
    ApiError::Internal(format!("export: {error}"))
}
