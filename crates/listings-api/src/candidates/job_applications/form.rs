//! The form of an application: `multipart/form-data` with `cv`, and `message` and `phone` if wanted.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, StatusCode, header};
use contract::FieldError;
use contract::job_application::{CV_MAX_BYTES, NewJobApplication};
use futures_util::StreamExt;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use utoipa::ToSchema;

use crate::config::Config;
use crate::hash;
use crate::http::error::ApiError;

/// Largest whole form: the CV, the texts, and what separates them.
pub const FORM_MAX_BYTES: usize = CV_MAX_BYTES + 64 * 1024;
/// Longest text part, in bytes: the longest message in the widest characters.
const TEXT_MAX_BYTES: usize = 16 * 1024;
/// Bytes of a CV on their way to the disk.
const WRITTEN_AT_ONCE: usize = 64 * 1024;
/// Longest idempotency key.
const KEY_MAX_CHARACTERS: usize = 128;

/// As the document describes it; read by [`ArrivedForm`].
#[derive(serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "only its description is used")]
pub struct ApplicationFormSchema {
    /// pdf, docx, odt, rtf or txt, told by content.
    #[schema(value_type = String, format = Binary, content_media_type = "application/octet-stream")]
    cv: Vec<u8>,
    #[schema(schema_with = contract::schema::message)]
    message: Option<String>,
    #[schema(schema_with = contract::schema::phone)]
    phone: Option<String>,
}

/// What was sent, in memory, not yet looked at.
pub struct ApplicationForm {
    pub texts: NewJobApplication,
    /// As the client calls it.
    pub cv_name: String,
    pub cv: Bytes,
}

/// What has arrived, its CV in a file without a name: however many arrive, and however slowly, memory holds none of
/// them.
pub struct ArrivedForm {
    texts: NewJobApplication,
    cv_name: String,
    cv: File,
}

/// Lets a body that is not wanted pass by, for so long: a browser that can't finish sending would never read the
/// answer.
pub async fn discard(body: Body, patience: Duration) {
    let mut rest = body.into_data_stream();
    let passing = async { while let Some(Ok(_)) = rest.next().await {} };
    let _ = tokio::time::timeout(patience, passing).await;
}

impl ArrivedForm {
    pub async fn receive(request: Request, config: &Config) -> Result<Self, ApiError> {
        let mut form = Multipart::from_request(request, &()).await.map_err(|rejection| {
            if rejection.status() == StatusCode::BAD_REQUEST { ApiError::NotMultipart } else { ApiError::TooLarge }
        })?;
        let reading = tokio::time::timeout(config.upload_timeout, read(&mut form, config));
        let arrived = reading.await.unwrap_or(Err(ApiError::SlowBody));
        if arrived.as_ref().is_err_and(|refusal| !matches!(refusal, ApiError::SlowBody)) {
            // As in `discard`.
            let passing = async { while let Ok(Some(_)) = form.next_field().await {} };
            let _ = tokio::time::timeout(config.upload_patience, passing).await;
        }
        arrived
    }

    /// Takes the file into memory.
    pub async fn load(mut self) -> Result<ApplicationForm, ApiError> {
        let mut cv = Vec::new();
        let loading = async {
            self.cv.rewind().await?;
            self.cv.read_to_end(&mut cv).await
        };
        loading.await.map_err(|error| ApiError::of("a form's file", &error))?;
        Ok(ApplicationForm { texts: self.texts, cv_name: self.cv_name, cv: cv.into() })
    }
}

impl ApplicationForm {
    /// Tells a repetition from another application under the same key.
    pub fn hash(&self, job_posting: &str) -> String {
        let texts = [job_posting, &self.texts.message, &self.texts.phone, &self.cv_name].map(str::as_bytes);
        let [job_posting, message, phone, name] = texts;
        hash::hex(&hash::sha256([job_posting, message, phone, name, &self.cv]))
    }
}

async fn read(form: &mut Multipart, config: &Config) -> Result<ArrivedForm, ApiError> {
    let pause = config.upload_pause;
    let mut cv = None;
    let (mut message, mut phone) = (None, None);
    let mut errors = Vec::new();
    while let Some(field) = in_time(pause, form.next_field()).await? {
        let name = field.name().unwrap_or_default().to_owned();
        let is_repeated = match name.as_str() {
            "cv" => {
                let file_name = field.file_name().unwrap_or_default().to_owned();
                let file = file(field, config).await?.ok_or_else(|| {
                    let detail = "larger than 5 MB";
                    ApiError::Fields(vec![FieldError::new("/cv", "too_large", detail)])
                })?;
                cv.replace((file_name, file)).is_some()
            }
            "message" => message.replace(text(field, "/message", pause).await?).is_some(),
            "phone" => phone.replace(text(field, "/phone", pause).await?).is_some(),
            _ => {
                let shown: String = name.chars().take(60).collect();
                errors.push(FieldError::new(&format!("/{shown}"), "unknown_field", "no such part"));
                false
            }
        };
        if is_repeated {
            errors.push(FieldError::new(&format!("/{name}"), "repeated", "given more than once"));
        }
        if errors.len() >= 10 {
            break;
        }
    }
    if cv.is_none() {
        errors.push(FieldError::new("/cv", "missing", "required"));
    }
    let texts = NewJobApplication { message: message.unwrap_or_default(), phone: phone.unwrap_or_default() };
    errors.extend(texts.check().err().into_iter().flatten());
    match cv {
        Some((cv_name, cv)) if errors.is_empty() => Ok(ArrivedForm { texts, cv_name, cv }),
        _ => Err(ApiError::Fields(errors)),
    }
}

/// A client that sends nothing for this long is given up.
async fn in_time<T>(pause: Duration, reading: impl Future<Output = Result<T, MultipartError>>) -> Result<T, ApiError> {
    tokio::time::timeout(pause, reading).await.map_err(|_| ApiError::SlowBody)?.map_err(broken)
}

/// The content of the CV, on the disk of the data; `None` when it is too large.
async fn file(mut field: Field<'_>, config: &Config) -> Result<Option<File>, ApiError> {
    let failed = |error: std::io::Error| ApiError::of("a form's file", &error);
    let folder = config.data_dir.clone();
    let made = tokio::task::spawn_blocking(move || tempfile::tempfile_in(folder)).await;
    let made = made.map_err(|error| ApiError::Internal(format!("a form's file: {error}")))?;
    let mut file = File::from_std(made.map_err(failed)?);
    file.set_max_buf_size(WRITTEN_AT_ONCE);
    let mut length = 0;
    while let Some(chunk) = in_time(config.upload_pause, field.chunk()).await? {
        length += chunk.len();
        if length > CV_MAX_BYTES {
            return Ok(None);
        }
        file.write_all(&chunk).await.map_err(failed)?;
    }
    file.flush().await.map_err(failed)?;
    Ok(Some(file))
}

async fn text(mut field: Field<'_>, pointer: &str, pause: Duration) -> Result<String, ApiError> {
    let refuse = |code: &str, detail: &str| ApiError::Fields(vec![FieldError::new(pointer, code, detail)]);
    let mut content = Vec::new();
    while let Some(chunk) = in_time(pause, field.chunk()).await? {
        if content.len() + chunk.len() > TEXT_MAX_BYTES {
            return Err(refuse("too_long", "too long"));
        }
        content.extend_from_slice(&chunk);
    }
    let text = String::from_utf8(content).map_err(|_| refuse("invalid", "not UTF-8"))?;
    Ok(text.trim().to_owned())
}

#[allow(clippy::needless_pass_by_value, reason = "the signature that map_err asks for")]
fn broken(error: MultipartError) -> ApiError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        ApiError::TooLarge
    } else {
        ApiError::Malformed("the form broke off, or is none".to_owned())
    }
}

/// Whether it says that it is such a form.
pub fn check_type(headers: &HeaderMap) -> Result<(), ApiError> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("multipart/form-data") { Ok(()) } else { Err(ApiError::NotMultipart) }
}

/// The client's own name for this attempt (draft-ietf-httpapi-idempotency-key-header). Missing or odd: 400 names it.
pub fn idempotency_key(headers: &HeaderMap) -> Result<String, ApiError> {
    const NAME: &str = "Idempotency-Key";
    let value = headers.get("idempotency-key").ok_or_else(|| ApiError::parameter(NAME, "missing", "required"))?;
    let key = value.to_str().unwrap_or_default().trim();
    if key.is_empty() || key.len() > KEY_MAX_CHARACTERS {
        return Err(ApiError::parameter(NAME, "invalid", format!("1 to {KEY_MAX_CHARACTERS} visible characters")));
    }
    Ok(key.to_owned())
}
