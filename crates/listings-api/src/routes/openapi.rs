use utoipa::OpenApi;

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
