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

/// What a feed may be asked for: a search without further pages, and who shows it.
pub struct FeedParameters;

impl IntoParams for FeedParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let partner = "Who shows it: 2 to 40 letters, digits and hyphens";
        let mut parameters = search();
        parameters.push(parameter("partner", partner, schema::partner(), Some(json!("comune-di-lodi"))));
        parameters.push(limit(feed::DEFAULT_LIMIT, MAX_LIMIT));
        parameters
    }
}

/// The attributes of the widget. One that does not hold is left out or brought into range, and named in the document: so
/// nothing is refused, and the schemas bound nothing.
pub struct WidgetParameters;

impl IntoParams for WidgetParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let described = [
            ("ruolo", "Slug or name of an occupation", "magazziniere"),
            ("luogo", "Slug, name or CAP of a comune", "Milano"),
            ("raggio", "Kilometres around it, 1 to 100; 30 unless given", "30"),
            ("settore", "Slugs or names of industries, with commas between", "logistica"),
            (
                "turno",
                "`feriali`, `fine-settimana`, `giorno`, `sera`, `notte`, `rotazione`, with commas between",
                "sera,notte",
            ),
            ("limite", "Offers, 1 to 10; 5 unless given", "5"),
            ("tema", "`auto` (unless given), `chiaro` or `scuro`", "scuro"),
            ("colore", "Accent: `#0a5c50` or `#abc`", "#0a5c50"),
            ("lingua", "`it` (unless given) or `en`", "it"),
            ("partner", "Who shows it", "comune-di-lodi"),
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
        one("place", "Slug of a comune to look around", schema::slug(), Some(json!("milano-mi"))),
        one("lat", "Instead of `place`, with `lon`: WGS 84 degrees", schema::degrees(90), None),
        one("lon", "Instead of `place`, with `lat`: WGS 84 degrees", schema::degrees(180), None),
        one("radius_km", &format!("{DEFAULT_RADIUS_KM} unless given"), whole(MAX_RADIUS_KM), Some(json!(30))),
        list("employment_type", "Full or part time", EmploymentType::schema(), json!(["PART_TIME"])),
        list("contract_term", "What kind of contract", ContractTermKind::schema(), json!(["permanent"])),
        list("shift", "When the work is done", Shift::schema(), json!(["day", "weekday"])),
        one(
            "remote",
            "Only fully remote ones",
            ObjectBuilder::new().schema_type(Type::Boolean).enum_values(Some([true])),
            None,
        ),
        one(
            "salary_min",
            "Gross pay the offer must reach, whole euros; compared after normalising by the agreement's instalments (13 \
             unless stated) and 173 hours a month. Offers that state none are left out",
            schema::whole(MAX_SALARY),
            Some(json!(1500)),
        ),
        parameter(
            "salary_period",
            "Unit of `salary_min`: `month` unless given",
            SalaryFloorPeriod::schema(),
            Some(json!("month")),
        ),
        one("posted_within_days", "Since the start of that day in Rome", whole(MAX_DAYS), Some(json!(7))),
        one("closing_within_days", "Until the end of that day in Rome", whole(MAX_DAYS), None),
        one(
            "agency",
            "`true`: only what an agency publishes; `false`: only what none does",
            ObjectBuilder::new().schema_type(Type::Boolean),
            None,
        ),
        parameter(
            "sort",
            "`relevance` (needs `q`, and is then the default), `distance` (needs an area, and is then the default), \
             `newest`, `closing`, `salary` (highest a month first, unstated last)",
            JobSort::schema(),
            Some(json!("closing")),
        ),
    ]
}

fn limit(default: u16, most: u16) -> Parameter {
    parameter("limit", &format!("{default} unless given"), schema::whole(u32::from(most)), Some(json!(20)))
}

/// Repeated for more values.
fn list(name: &str, description: &str, of: impl Into<RefOr<Schema>>, example: Value) -> Parameter {
    let values = ArrayBuilder::new().items(of.into()).max_items(Some(MAX_VALUES));
    parameter(name, &format!("{description}; repeat for more"), values, Some(example))
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
