use std::collections::BTreeMap;

use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::{Ref, RefOr, Required};
use utoipa::{IntoParams, IntoResponses, OpenApi, PartialSchema};

use crate::error::PROBLEM_JSON;

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

/// What every call for which one must be signed in may refuse.
pub struct SignedInProblems;

impl IntoResponses for SignedInProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems([
            ("401", "Not signed in, or the session has ended"),
            (
                "403",
                "Not sent by a page of a configured site: another `Origin`, or none of `Origin`, `Sec-Fetch-Site: same-origin`, `X-Bacheca: 1` (writes only)",
            ),
        ])
    }
}

/// What every call that takes JSON may refuse.
pub struct WriteProblems;

impl IntoResponses for WriteProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems([
            ("400", "Not JSON"),
            (
                "403",
                "Not sent by a page of a configured site: another `Origin`, or none of `Origin`, `Sec-Fetch-Site: same-origin`, `X-Bacheca: 1`",
            ),
            ("413", "Body over 64 kB"),
            ("415", "Not `application/json`"),
            ("422", "Fields do not hold; each is named by a JSON pointer"),
        ])
    }
}

/// What a feed may refuse.
pub struct FeedProblems;

impl IntoResponses for FeedProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems([("400", "A parameter does not hold; each is named"), ("503", "The search took too long")])
    }
}

/// What a feed may be asked for.
pub struct FeedParameters;

impl IntoParams for FeedParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let parameter = |name: &str, description: &str, example: &str| {
            ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Query)
                .required(Required::False)
                .description(Some(description))
                .schema(Some(String::schema()))
                .example(Some(example.into()))
                .build()
        };
        vec![
            parameter("occupation", "And the other parameters of `/api/v1/job-postings`", "magazziniere"),
            parameter("partner", "2 to 40 lower-case letters, digits and hyphens", "comune-di-lodi"),
        ]
    }
}

fn problems<const N: usize>(refusals: [(&str, &str); N]) -> BTreeMap<String, RefOr<Response>> {
    let response = |description: &str| {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        ResponseBuilder::new().description(description).content(PROBLEM_JSON, content).build()
    };
    refusals.into_iter().map(|(status, description)| (status.to_owned(), RefOr::T(response(description)))).collect()
}
