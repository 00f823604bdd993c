pub(crate) mod form;
pub mod received;
pub(crate) mod uploads;

use std::net::IpAddr;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use contract::job_application::{Cv, JobApplication, JobApplicationStatus};
use contract::{FieldError, JobPostingStatus, Problem};

use super::accounts::new_id;
use super::me::time;
use crate::candidates::cv;
use crate::candidates::cv::files::CvFiles;
use crate::candidates::job_applications::form::{
    ApplicationForm, ApplicationFormSchema, ArrivedForm, check_type, discard, idempotency_key,
};
use crate::candidates::sessions::signed_in::SignedIn;
use crate::clock::Clock;
use crate::delivery::mail::Kind;
use crate::http::error::ApiError;
use crate::http::extract::ClientAddress;
use crate::http::openapi::{RateLimitProblems, SignedInProblems};
use crate::listings::{Listings, posting};
use crate::state::AppState;
use store::job_applications::{self as rows, NewJobApplicationRow, Row, Stored};
use store::{Store, emails, job_postings};

/// Applies for an offer. `Idempotency-Key` is a text of the client's choice, the same for every attempt to send this
/// application: a repeated request gets the first answer and creates no second application. The answer is sent after
/// the application and its CV have reached the disk; an email confirms it.
#[utoipa::path(
    post,
    path = "/job-postings/{id}/applications",
    tag = "applications",
    params(
        ("id" = String, Path, description = "Id of the offer", example = "mzxw6ytboi2a"),
        ("Idempotency-Key" = String, Header, description = "Any text", min_length = 1, max_length = 128, pattern = "^[!-~]+$", example = "6f1c1a52-0a0e-4a8e-9d3c-2f0c5f1f7a11"),
    ),
    request_body(
        content = ApplicationFormSchema,
        content_type = "multipart/form-data",
        encoding(("cv" = (content_type = crate::candidates::cv::MEDIA_TYPES))),
    ),
    responses(
        (status = 201, description = "Stored", body = JobApplication, example = json!({
            "id": "k5zxi3dfon2gk3tu", "status": "sent", "created_at": "2026-11-23T10:00:00+00:00",
            "job_posting": {
                "id": "mzxw6ytboi2a", "title": "Magazziniera o magazziniere", "status": "open",
                "workplace_type": "on_site", "total_job_openings": 2, "date_posted": "2026-11-20T00:00:00+01:00",
                "excerpt": "Cerchiamo due persone.", "shifts": ["day"], "requirements": [], "needs_own_car": false
            },
            "cv": {"file_name": "Anna Rossi.pdf", "media_type": "application/pdf", "size": 182044}
        })),
        (status = 408, description = "The form did not arrive in time", body = Problem, content_type = "application/problem+json"),
        (status = 400, description = "`Idempotency-Key` is missing or invalid, or the form broke off", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such offer", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The offer takes no applications here (it has ended, or has a page of its own for them), or this account has already applied", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Form larger than 5 MB and 64 kB", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not `multipart/form-data`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Invalid parts, each named by a pointer (`/cv`: `missing`, `empty`, `too_large`, `unsupported_type`, `type_mismatch`, `unsafe_archive`); or the key was used for another application (`Idempotency-Key`: `reused`)", body = Problem, content_type = "application/problem+json"),
        RateLimitProblems,
        SignedInProblems,
    ),
)]
pub async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    ClientAddress(address): ClientAddress,
    Path(id): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, ApiError> {
    let admitted = async {
        check_type(&headers)?;
        let key = idempotency_key(&headers)?;
        let place = state.uploads.begin(&signed_in.account, address).await?;
        admit(&state, &signed_in.account, address, &id, &key).await?;
        Ok((key, place))
    };
    let (key, place) = match admitted.await {
        Ok(admitted) => admitted,
        Err(refusal) => {
            discard(request.into_body(), state.config.upload_patience).await;
            return Err(refusal);
        }
    };
    let form = ArrivedForm::receive(request, &state.config).await?;
    drop(place);
    // After the upload, the usual time limit applies.
    let answering = answer(&state, &signed_in.account, &id, &key, form);
    tokio::time::timeout(state.config.request_timeout, answering).await.map_err(|_| ApiError::Overloaded)?
}

/// Everything that can be refused before a byte of the form is read. Sent once more under the same key it costs
/// nothing, and gets its first answer whatever has changed since, such as the deadline.
async fn admit(state: &AppState, account: &str, address: IpAddr, id: &str, key: &str) -> Result<(), ApiError> {
    if rows::find_by_key(&state.store, account, key).await?.is_some() {
        return Ok(());
    }
    let now = state.clock.now();
    state.applications.count(address, now).map_err(|retry_after_seconds| ApiError::TooManyRequests {
        retry_after_seconds,
        limit: state.applications.limit(),
    })?;
    let offer = job_postings::find(&state.store, id).await?.ok_or(ApiError::NotFound("no offer has this id"))?;
    if posting::status(&offer, now) != JobPostingStatus::Open {
        return Err(ApiError::Conflict("this offer takes no more applications"));
    }
    if offer.facts.apply_url.is_some() {
        return Err(ApiError::Conflict("this offer takes applications at its apply_url"));
    }
    Ok(())
}

/// Looks at a form that has arrived and stores it. When time is up it may be left at any point: a file whose row is not
/// written then is found by `housekeeping`.
async fn answer(state: &AppState, account: &str, id: &str, key: &str, form: ArrivedForm) -> Result<Response, ApiError> {
    let _turn = state.uploads.to_memory().await?;
    let form = form.load().await?;
    let now = state.clock.now();
    let request_hash = form.hash(id);
    if let Some(before) = rows::find_by_key(&state.store, account, key).await? {
        return repeated(state, before, &request_hash).await;
    }
    let (inspected, form) = inspect(state, form).await?;
    let (application_id, file) = (new_id()?, new_id()?);
    let size = i64::try_from(form.cv.len()).unwrap_or(i64::MAX);
    state.cv_files.put(&file, form.cv.clone()).await?;
    let created_at = now.to_rfc3339();
    let row = NewJobApplicationRow {
        id: &application_id,
        account,
        job_posting: id,
        message: &form.texts.message,
        phone: &form.texts.phone,
        cv_file: &file,
        cv_name: &inspected.name,
        cv_media_type: inspected.file_type.media_type(),
        cv_size: size,
        created_at: &created_at,
        idempotency_key: key,
        request_hash: &request_hash,
    };
    let stored = store(state, &row, now).await;
    if !matches!(stored, Ok(Stored::New)) {
        // Another of several simultaneous requests has won, with its own file; or the account was erased meanwhile.
        state.cv_files.delete(&file).await?;
    }
    match stored? {
        Stored::New => {
            let row = rows::find(&state.store, account, &application_id).await?;
            let row = row.ok_or(ApiError::SignedOut)?;
            created(state, row).await
        }
        Stored::Before(before) => repeated(state, *before, &request_hash).await,
        Stored::AlreadyApplied => Err(ApiError::Conflict("an application of yours for this offer stands already")),
    }
}

async fn store(state: &AppState, row: &NewJobApplicationRow<'_>, now: DateTime<Utc>) -> Result<Stored, ApiError> {
    let mut tx = state.store.begin_write().await?;
    let stored = rows::create(&mut tx, row).await?;
    if matches!(stored, Stored::New) {
        let (kind, offers) = (Kind::ApplicationReceived.as_str(), [row.job_posting.to_owned()]);
        emails::enqueue_about(&mut tx, kind, row.account, &offers, now.timestamp()).await?;
    }
    tx.commit().await?;
    state.outbox.notify_one();
    Ok(stored)
}

/// Off the async threads, and as many at once as there are cores, hashed passwords among them: a document is unpacked.
async fn inspect(state: &AppState, form: ApplicationForm) -> Result<(cv::Inspected, ApplicationForm), ApiError> {
    let permit = std::sync::Arc::clone(&state.heavy_work).acquire_owned().await;
    let permit = permit.map_err(|error| ApiError::Internal(format!("inspecting: {error}")))?;
    let inspecting = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        (cv::inspect(&form.cv_name, &form.cv), form)
    });
    let (inspected, form) = inspecting.await.map_err(|error| ApiError::Internal(format!("inspecting: {error}")))?;
    Ok((inspected.map_err(|error| ApiError::Fields(vec![error]))?, form))
}

/// The answer to the first attempt once more, unless this is another application.
async fn repeated(state: &AppState, before: Row, request_hash: &str) -> Result<Response, ApiError> {
    if before.request_hash != request_hash {
        let detail = "this key was used for another application";
        return Err(ApiError::Fields(vec![FieldError::new("Idempotency-Key", "reused", detail)]));
    }
    created(state, before).await
}

async fn created(state: &AppState, row: Row) -> Result<Response, ApiError> {
    let application = with_offers(&state.listings, vec![row]).await?.pop();
    let application = application.ok_or_else(|| ApiError::Internal("an application without its offer".to_owned()))?;
    Ok((StatusCode::CREATED, Json(application)).into_response())
}

/// All applications of the signed-in candidate, newest first; withdrawn ones too.
#[utoipa::path(
    get,
    path = "/me/applications",
    tag = "applications",
    responses(
        (status = 200, description = "The applications", body = Vec<JobApplication>, example = json!([{
            "id": "k5zxi3dfon2gk3tu", "status": "withdrawn", "created_at": "2026-11-23T10:00:00+00:00",
            "withdrawn_at": "2026-11-24T10:00:00+00:00",
            "job_posting": {
                "id": "mzxw6ytboi2a", "title": "Magazziniera o magazziniere", "status": "open",
                "workplace_type": "on_site", "total_job_openings": 2, "date_posted": "2026-11-20T00:00:00+01:00",
                "excerpt": "Cerchiamo due persone.", "shifts": ["day"], "requirements": [], "needs_own_car": false
            }
        }])),
        SignedInProblems,
    ),
)]
pub async fn list(
    State(listings): State<Listings>,
    signed_in: SignedIn,
) -> Result<Json<Vec<JobApplication>>, ApiError> {
    all(&listings, &signed_in.account).await.map(Json)
}

/// Withdraws an application: its CV, message and telephone number are deleted, and the candidate may apply again. Repeating
/// the call is not an error.
#[utoipa::path(
    put,
    path = "/me/applications/{id}/withdrawal",
    tag = "applications",
    params(("id" = String, Path, description = "Id of the application", example = "k5zxi3dfon2gk3tu")),
    responses(
        (status = 204, description = "Withdrawn"),
        (status = 404, description = "No application of this account has this id", body = Problem, content_type = "application/problem+json"),
        SignedInProblems,
    ),
)]
pub async fn withdraw(
    State(store): State<Store>,
    State(cv_files): State<CvFiles>,
    State(clock): State<Arc<dyn Clock>>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    let now = clock.now().to_rfc3339();
    let mut tx = store.begin_write().await?;
    let row = rows::find(&mut tx, &signed_in.account, &id).await?;
    let row = row.ok_or(ApiError::NotFound("no application has this id"))?;
    rows::withdraw(&mut tx, &signed_in.account, &id, &now).await?;
    tx.commit().await?;
    if let Some(file) = row.cv_file {
        cv_files.delete(&file).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// The CV of an application as it was sent, as a download.
#[utoipa::path(
    get,
    path = "/me/applications/{id}/cv",
    tag = "applications",
    params(("id" = String, Path, description = "Id of the application", example = "k5zxi3dfon2gk3tu")),
    responses(
        (status = 200, description = "The file", content(
            (Vec<u8> = "application/pdf"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            (Vec<u8> = "application/vnd.oasis.opendocument.text"),
            (Vec<u8> = "application/rtf"),
            (Vec<u8> = "text/plain"),
        )),
        (status = 404, description = "No application of this account has this id, or it was withdrawn", body = Problem, content_type = "application/problem+json"),
        SignedInProblems,
    ),
)]
pub async fn find_cv(
    State(store): State<Store>,
    State(cv_files): State<CvFiles>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let gone = || ApiError::NotFound("no application has this id, or it was withdrawn");
    let row = rows::find(&store, &signed_in.account, &id).await?.ok_or_else(gone)?;
    let (file, name, media_type) = match (row.cv_file, row.cv_name, row.cv_media_type) {
        (Some(file), Some(name), Some(media_type)) => (file, name, media_type),
        _ => return Err(gone()),
    };
    let content = cv_files.get(&file).await?.ok_or_else(gone)?;
    let value = |text: String| {
        HeaderValue::try_from(text).map_err(|error| ApiError::Internal(format!("header of a CV: {error}")))
    };
    let headers = [
        (header::CONTENT_TYPE, value(media_type)?),
        (header::CONTENT_DISPOSITION, value(attachment(&name))?),
        // Should a browser show it after all, it runs nothing.
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-site")),
    ];
    Ok((headers, content).into_response())
}

/// RFC 6266, with the name in UTF-8 as RFC 8187 writes it.
pub(super) fn attachment(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '_' }).collect();
    let plain = plain.replace(['"', '\\'], "_");
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    let encoded: String = name
        .bytes()
        .map(|byte| if is_plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

/// The applications of an account, newest first.
pub(super) async fn all(listings: &Listings, account: &str) -> Result<Vec<JobApplication>, ApiError> {
    with_offers(listings, rows::list(&listings.store, account).await?).await
}

async fn with_offers(listings: &Listings, applications: Vec<Row>) -> Result<Vec<JobApplication>, ApiError> {
    let seqs: Vec<_> = applications.iter().map(|row| row.seq).collect();
    let now = listings.clock.now();
    // Offers are never deleted, so each has its own.
    let offers = job_postings::list_by_seq(&listings.store, &seqs).await?;
    let pairs = applications.into_iter().zip(offers);
    pairs
        .map(|(row, offer)| {
            let cv = match (row.cv_name, row.cv_media_type, row.cv_size) {
                (Some(file_name), Some(media_type), Some(size)) => {
                    Some(Cv { file_name, media_type, size: size.unsigned_abs() })
                }
                _ => None,
            };
            Ok(JobApplication {
                id: row.id,
                job_posting: posting::summary(offer, &listings.taxonomy, now, None),
                status: JobApplicationStatus::from(row.status.as_str()),
                created_at: time(&row.created_at)?,
                withdrawn_at: row.withdrawn_at.as_deref().map(time).transpose()?,
                cv,
                message: row.message,
                phone: row.phone,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_inside_its_header() {
        assert_eq!(
            attachment("Curriculum \"di\" Zoë.pdf"),
            "attachment; filename=\"Curriculum _di_ Zo_.pdf\"; filename*=UTF-8''Curriculum%20%22di%22%20Zo%C3%AB.pdf"
        );
        assert!(!attachment("a\r\nSet-Cookie: b").contains(['\r', '\n']));
    }
}
