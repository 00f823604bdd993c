//! The security policy of the documents that this crate answers with.

use std::path::Path;

use axum::http::HeaderValue;
use security_policy::SecurityPolicy;

/// The policy that the build wrote beside the site (it knows the hashes of its inline scripts), else a strict one.
pub fn security_policy(site_dir: Option<&Path>) -> SecurityPolicy {
    site_dir
        .and_then(|dir| std::fs::read_to_string(dir.join("csp.txt")).ok())
        .and_then(|text| SecurityPolicy::parse(&text))
        .unwrap_or_else(SecurityPolicy::site)
}

/// A header with this policy; the strict one, should a file hold what no header can.
pub fn policy_header(policy: &SecurityPolicy) -> HeaderValue {
    HeaderValue::try_from(policy.to_string())
        .or_else(|_| HeaderValue::try_from(SecurityPolicy::site().to_string()))
        .unwrap_or(HeaderValue::from_static("default-src 'none'"))
}
