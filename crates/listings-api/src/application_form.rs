//! The form of an application: `multipart/form-data` with `cv`, and `message` and `phone` if wanted.

use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, StatusCode};
use contract::FieldError;
use contract::job_application::{CV_MAX_BYTES, NewJobApplication};
use utoipa::ToSchema;

use crate::error::ApiError;
use crate::hash;
use crate::state::AppState;

/// Largest whole form: the CV, the texts, and what separates them.
pub const FORM_MAX_BYTES: usize = CV_MAX_BYTES + 64 * 1024;
/// Longest text part, in bytes: the longest message in the widest characters.
const TEXT_MAX_BYTES: usize = 16 * 1024;
/// Longest idempotency key.
const KEY_MAX_CHARACTERS: usize = 128;

/// As the document describes it; read by [`ApplicationForm`].
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

/// What was sent, not yet looked at.
pub struct ApplicationForm {
    pub texts: NewJobApplication,
    /// As the client calls it.
    pub cv_name: String,
    pub cv: Bytes,
}

impl FromRequest<AppState> for ApplicationForm {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        let form = Multipart::from_request(request, state).await.map_err(|rejection| {
            if rejection.status() == StatusCode::BAD_REQUEST { ApiError::NotMultipart } else { ApiError::TooLarge }
        })?;
        tokio::time::timeout(state.config.upload_timeout, read(form)).await.map_err(|_| ApiError::SlowBody)?
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

async fn read(mut form: Multipart) -> Result<ApplicationForm, ApiError> {
    let mut cv = None;
    let (mut message, mut phone) = (None, None);
    let mut errors = Vec::new();
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let is_repeated = match name.as_str() {
            "cv" => {
                let file_name = field.file_name().unwrap_or_default().to_owned();
                let content = bytes(field, CV_MAX_BYTES).await?.ok_or_else(|| {
                    let detail = "larger than 5 MB";
                    ApiError::Fields(vec![FieldError::new("/cv", "too_large", detail)])
                })?;
                cv.replace((file_name, content)).is_some()
            }
            "message" => message.replace(text(field, "/message").await?).is_some(),
            "phone" => phone.replace(text(field, "/phone").await?).is_some(),
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
        Some((cv_name, cv)) if errors.is_empty() => Ok(ApplicationForm { texts, cv_name, cv }),
        _ => Err(ApiError::Fields(errors)),
    }
}

/// The content of a part; `None` when it is longer than `most`.
async fn bytes(mut field: Field<'_>, most: usize) -> Result<Option<Bytes>, ApiError> {
    let mut content = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        if content.len() + chunk.len() > most {
            return Ok(None);
        }
        content.extend_from_slice(&chunk);
    }
    Ok(Some(content.into()))
}

async fn text(field: Field<'_>, pointer: &str) -> Result<String, ApiError> {
    let refuse = |code: &str, detail: &str| ApiError::Fields(vec![FieldError::new(pointer, code, detail)]);
    let content = bytes(field, TEXT_MAX_BYTES).await?.ok_or_else(|| refuse("too_long", "too long"))?;
    let text = String::from_utf8(content.into()).map_err(|_| refuse("invalid", "not UTF-8"))?;
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
