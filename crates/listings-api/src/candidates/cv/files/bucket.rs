//! CVs in an S3-compatible bucket.

use std::time::Duration;

use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey};
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{BackoffConfig, RetryConfig};
use url::Url;

use super::OpenError;

/// The candidate who sends a CV waits for it: better an error that may be tried again than minutes.
const GIVEN_UP_AFTER: Duration = Duration::from_secs(8);

/// Opens `s3://bucket/prefix`. `variables` are those of the AWS tools (`AWS_ACCESS_KEY_ID`, `AWS_REGION`,
/// `AWS_ENDPOINT`, `AWS_ALLOW_HTTP` …); unknown ones are passed over. Nothing is asked of the bucket yet.
pub fn open(address: &str, variables: &[(String, String)]) -> Result<PrefixStore<AmazonS3>, OpenError> {
    let url = Url::parse(address).ok().filter(|url| url.scheme() == "s3" && url.query().is_none());
    let bucket = url.as_ref().and_then(Url::host_str).ok_or_else(|| OpenError::Address(address.to_owned()))?;
    let prefix = url.as_ref().map_or("", Url::path);
    // The client finds its cryptography here. The one that emails use, so that a second is not compiled in; an error
    // says that it is there already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = AmazonS3Builder::new();
    for (name, value) in variables {
        if let Ok(key) = name.to_ascii_lowercase().parse::<AmazonS3ConfigKey>() {
            builder = builder.with_config(key, value);
        }
    }
    let store = builder
        .with_bucket_name(bucket)
        // One at a time is what is deleted here, and what every such server understands.
        .with_disable_bulk_delete(true)
        .with_retry(RetryConfig { backoff: BackoffConfig::default(), max_retries: 2, retry_timeout: GIVEN_UP_AFTER })
        .build()?;
    Ok(PrefixStore::new(store, Path::from(prefix)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_bucket_and_perhaps_a_prefix() {
        for address in ["s3://cv", "s3://cv/", "s3://cv/a/b"] {
            assert!(open(address, &[]).is_ok(), "{address}");
        }
        for address in ["", "cv", "/var/cv", "s3:cv", "s3://", "https://cv.example/a", "s3://cv/a?b=c"] {
            assert!(matches!(open(address, &[]), Err(OpenError::Address(_))), "{address}");
        }
    }
}
