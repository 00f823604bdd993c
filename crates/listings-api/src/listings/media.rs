use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::config::Config;
use crate::http::error::ApiError;

/// A picture of an article. Its name is the hash of its content, so it never changes.
#[utoipa::path(
    get,
    path = "/media/{name}",
    tag = "articles",
    params(("name" = String, Path, description = "As in `Image.src`", example = "0123456789abcdef.svg")),
    responses(
        (status = 200, description = "The picture", content(
            (Vec<u8> = "image/svg+xml"),
            (Vec<u8> = "image/png"),
            (Vec<u8> = "image/jpeg"),
            (Vec<u8> = "image/webp"),
        )),
        (status = 404, description = "No such picture", body = contract::Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn find(State(config): State<Arc<Config>>, Path(name): Path<String>) -> Result<Response, ApiError> {
    let missing = ApiError::NotFound("no picture has this name");
    let Some(content_type) = content_type(&name) else { return Err(missing) };
    match tokio::fs::read(config.media_dir().join(&name)).await {
        Ok(bytes) => {
            let headers = [
                (header::CONTENT_TYPE, content_type),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
                // An SVG opened by itself is a document: nothing in it may run or load.
                (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'"),
            ];
            Ok((headers, Body::from(bytes)).into_response())
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(missing),
        Err(error) => Err(ApiError::Internal(format!("media {name}: {error}"))),
    }
}

/// Of a name as the import gives it: 16 hexadecimal digits and a known ending. Anything else is no picture, which
/// also keeps paths out.
fn content_type(name: &str) -> Option<&'static str> {
    let (stem, extension) = name.split_once('.')?;
    let is_hash = stem.len() == 16 && stem.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    match extension {
        _ if !is_hash => None,
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        "jpg" => Some("image/jpeg"),
        "webp" => Some("image/webp"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_the_import_gives_are_looked_up() {
        assert_eq!(content_type("0123456789abcdef.svg"), Some("image/svg+xml"));
        for name in
            ["../listings.db", "0123456789abcdef", "0123456789abcdef.svg/..", "0123456789abcde..svg", "x.png", ""]
        {
            assert_eq!(content_type(name), None, "{name}");
        }
    }
}
