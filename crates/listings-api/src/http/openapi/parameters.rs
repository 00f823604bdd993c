//! The parameters that several calls share, with the limits of the rules that read them.

use crate::syndication::feeds::feed;
use contract::job_search::{
    DEFAULT_LIMIT, DEFAULT_RADIUS_KM, MAX_DAYS, MAX_LIMIT, MAX_RADIUS_KM, MAX_SALARY, MAX_TEXT_CHARACTERS,
    MAX_VALUE_BYTES, MAX_VALUES,
};
use contract::{ContractTermKind, EmploymentType, JobSort, SalaryFloorPeriod, Shift, schema};
use serde_json::{Value, json};
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, Type};
use utoipa::openapi::{RefOr, Required};
use utoipa::{IntoParams, PartialSchema};

/// What a search may be asked for: what [`contract::JobSearch`] reads.
pub struct SearchParameters;

impl IntoParams for SearchParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let cursor = schema::text().max_length(Some(MAX_VALUE_BYTES));
        let mut parameters = search();
        parameters.push(parameter("cursor", "`next_cursor` of the page before, of the same search", cursor, None));
        parameters.push(limit(DEFAULT_LIMIT, MAX_LIMIT));
        parameters
    }
}

/// Parameters of a feed: a search without pagination, and the partner.
pub struct FeedParameters;

impl IntoParams for FeedParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let partner = "Name of the partner: 2 to 40 letters, digits and hyphens";
        let mut parameters = search();
        parameters.push(parameter("partner", partner, schema::partner(), Some(json!("comune-di-lodi"))));
        parameters.push(limit(feed::DEFAULT_LIMIT, MAX_LIMIT));
        parameters
    }
}

/// The attributes of the widget. An invalid one is left out or brought into range, and named in the document: so
/// nothing is refused, and the schemas bound nothing.
pub struct WidgetParameters;

impl IntoParams for WidgetParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let described = [
            ("ruolo", "Slug or name of an occupation", "magazziniere"),
            ("luogo", "Slug, name or CAP of a comune", "Milano"),
            ("raggio", "Radius in kilometres, 1 to 100; 30 by default", "30"),
            ("settore", "Slugs or names of industries, separated by commas", "logistica"),
            (
                "turno",
                "`feriali`, `fine-settimana`, `giorno`, `sera`, `notte`, `rotazione`, separated by commas",
                "sera,notte",
            ),
            ("limite", "Number of offers, 1 to 10; 5 by default", "5"),
            ("tema", "`auto` (default), `chiaro` or `scuro`", "scuro"),
            ("colore", "Accent: `#0a5c50` or `#abc`", "#0a5c50"),
            ("lingua", "`it` (default) or `en`", "it"),
            ("partner", "Name of the partner", "comune-di-lodi"),
        ];
        let text = |(name, description, example)| parameter(name, description, schema::text(), Some(json!(example)));
        described.map(text).into()
    }
}

fn search() -> Vec<Parameter> {
    let one = |name, description, schema: ObjectBuilder, example| parameter(name, description, schema, example);
    let whole = |most: u16| schema::whole(u32::from(most));
    vec![
        one(
            "q",
            "Text",
            schema::text().max_length(Some(MAX_TEXT_CHARACTERS)),
            Some(json!("\"addetto vendite\" -stage")),
        ),
        one("occupation", "Slug of an occupation", schema::slug(), Some(json!("magazziniere"))),
        list("industry", "Slugs of industries", schema::slug(), json!(["commercio"])),
        one("place", "Slug of the comune to search around", schema::slug(), Some(json!("milano-mi"))),
        one("lat", "Instead of `place`, with `lon`: WGS 84 degrees", schema::degrees(90), None),
        one("lon", "Instead of `place`, with `lat`: WGS 84 degrees", schema::degrees(180), None),
        one("radius_km", &format!("{DEFAULT_RADIUS_KM} by default"), whole(MAX_RADIUS_KM), Some(json!(30))),
        list("employment_type", "Full or part time", EmploymentType::schema(), json!(["PART_TIME"])),
        list("contract_term", "Kind of contract", ContractTermKind::schema(), json!(["permanent"])),
        list("shift", "When the work is done", Shift::schema(), json!(["day", "weekday"])),
        one(
            "remote",
            "Only fully remote offers",
            ObjectBuilder::new().schema_type(Type::Boolean).enum_values(Some([true])),
            None,
        ),
        one(
            "salary_min",
            "Gross pay that the offer must reach, in whole euros; compared after normalising by the agreement's instalments \
             (13 by default) and 173 hours a month. Excludes offers that state no pay",
            schema::whole(MAX_SALARY),
            Some(json!(1500)),
        ),
        parameter(
            "salary_period",
            "Unit of `salary_min`: `month` by default",
            SalaryFloorPeriod::schema(),
            Some(json!("month")),
        ),
        one("posted_within_days", "Since the start of that day in Rome", whole(MAX_DAYS), Some(json!(7))),
        one("closing_within_days", "Until the end of that day in Rome", whole(MAX_DAYS), None),
        one(
            "agency",
            "`true`: only offers of agencies; `false`: only the others",
            ObjectBuilder::new().schema_type(Type::Boolean),
            None,
        ),
        parameter(
            "sort",
            "`relevance` (needs `q`, and is then the default), `distance` (needs an area, and is then the default), \
             `newest`, `closing`, `salary` (highest monthly pay first, offers without pay last)",
            JobSort::schema(),
            Some(json!("closing")),
        ),
    ]
}

fn limit(default: u16, most: u16) -> Parameter {
    parameter("limit", &format!("{default} by default"), schema::whole(u32::from(most)), Some(json!(20)))
}

/// Repeated for more values.
fn list(name: &str, description: &str, of: impl Into<RefOr<Schema>>, example: Value) -> Parameter {
    let values = ArrayBuilder::new().items(of.into()).max_items(Some(MAX_VALUES));
    parameter(name, &format!("{description}; repeat it for several values"), values, Some(example))
}

fn parameter(name: &str, description: &str, schema: impl Into<RefOr<Schema>>, example: Option<Value>) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(schema))
        .example(example)
        .build()
}
