//! What extractors refuse, described once for all calls that have them.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::response::Response;
use utoipa::openapi::{Ref, RefOr};

/// Refusals that several calls share: name of the component, status, description.
pub const SHARED: [(&str, u16, &str); 13] = [
    ("Undecodable", 400, "Not decodable: not JSON, or escapes in the address that are not UTF-8"),
    ("SignedOut", 401, "Not signed in, or the session has ended"),
    (
        "NotOwnPage",
        403,
        "Not sent by a page of a configured site: a different `Origin`, or none of `Origin`, `Sec-Fetch-Site: same-origin`, `X-Bacheca: 1`",
    ),
    ("ForeignOrigin", 403, "Sent by a page of a site that is not configured"),
    ("SlowBody", 408, "The body did not arrive in time"),
    ("TooLarge", 413, "The body is larger than this call takes: 64 kB, or 5 MB and 64 kB for an application"),
    ("QueryTooLong", 414, "Query string over 8 kB"),
    ("NotJson", 415, "Not `application/json`"),
    ("InvalidFields", 422, "Invalid fields; each is named by a JSON pointer"),
    ("TooManyRequests", 429, "Too many requests from this address, or for this account"),
    ("InternalError", 500, "Internal error; only the log has the cause"),
    ("Overloaded", 503, "The answer was not ready in time, or the server cannot provide it now"),
    ("StorageFull", 507, "The disk is full: nothing can be stored, reads still work"),
];

/// What [`crate::candidates::sessions::signed_in::SignedIn`] refuses. From it follows which calls need a session.
pub struct SignedInProblems;

impl IntoResponses for SignedInProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        shared(["SignedOut", "NotOwnPage"])
    }
}

/// What [`crate::candidates::sessions::signed_in::OwnPage`] refuses.
pub struct OwnPageProblems;

impl IntoResponses for OwnPageProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        shared(["NotOwnPage"])
    }
}

/// What [`crate::http::extract::JsonBody`] refuses on calls that only pages of ours may make.
pub struct WriteProblems;

impl IntoResponses for WriteProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        shared(["Undecodable", "NotOwnPage", "SlowBody", "TooLarge", "NotJson", "InvalidFields"])
    }
}

/// What [`crate::http::extract::JsonBody`] refuses on calls that no page of another site may make ([`crate::http::extract::OwnOrigin`]).
pub struct PublicWriteProblems;

impl IntoResponses for PublicWriteProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        shared(["Undecodable", "ForeignOrigin", "SlowBody", "TooLarge", "NotJson", "InvalidFields"])
    }
}

/// What a limit by address refuses.
pub struct RateLimitProblems;

impl IntoResponses for RateLimitProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        shared(["TooManyRequests"])
    }
}

fn shared<const N: usize>(names: [&str; N]) -> BTreeMap<String, RefOr<Response>> {
    let named = |name: &str| {
        let (name, status, _) = SHARED.iter().find(|(shared, ..)| *shared == name)?;
        Some((status.to_string(), RefOr::Ref(Ref::from_response_name(*name))))
    };
    names.into_iter().filter_map(named).collect()
}
