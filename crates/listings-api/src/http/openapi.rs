//! What the OpenAPI document says beyond the single call. A call names what its extractors refuse (`JsonBody`:
//! [`WriteProblems`]); what every call may answer, [`complete`] adds.

pub(crate) mod complete;
pub(crate) mod parameters;
mod refusals;

use utoipa::{OpenApi, ToSchema};

pub use complete::complete;
pub use parameters::{FeedParameters, SearchParameters, WidgetParameters};
pub use refusals::{OwnPageProblems, PublicWriteProblems, RateLimitProblems, SignedInProblems, WriteProblems};

/// What the document says about the whole; the calls add themselves.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Bacheca listings API",
        description = "Articles, job postings, places and accounts. Errors are `application/problem+json` (RFC 9457). \
                       Reads carry an ETag. Cursors are opaque. Money is in integer minor units, times are RFC 3339 \
                       with offset, coordinates WGS 84 degrees. New enum values may be added at any time.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    components(schemas(contract::Problem, contract::FieldError))
)]
pub struct Document;

/// The answer to what is done later, or told to nobody.
#[derive(ToSchema)]
#[allow(dead_code, reason = "only its description is used")]
pub struct Accepted {
    #[schema(pattern = "^accepted$")]
    status: String,
}
