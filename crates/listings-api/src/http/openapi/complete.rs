//! What no single call says of itself: what the layers around all of them refuse, which calls need a session, and the
//! headers of errors.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use utoipa::openapi::OpenApi;

use super::refusals::SHARED;
use crate::http::error::PROBLEM_JSON;

/// Refusals of the layers around every call, and what every call may fail at.
const EVERYWHERE: [&str; 4] = ["TooLarge", "QueryTooLong", "InternalError", "Overloaded"];
/// What every write may fail at.
const WRITES: &str = "StorageFull";
/// Name of the security scheme.
const SESSION: &str = "session";

/// The whole document as it is served.
pub fn complete(document: OpenApi) -> Value {
    let mut document = serde_json::to_value(document).expect("a description serialises: its maps have text for keys");
    for Call { name, is_read, operation } in calls(&mut document) {
        // Handlers of several files are called `find`.
        operation.insert("operationId".to_owned(), name.into());
        add_everywhere(operation, is_read);
        add_session(operation, is_read);
    }
    if let Some(components) = document.get_mut("components").and_then(Value::as_object_mut) {
        let responses = SHARED.iter().map(|(name, status, description)| {
            ((*name).to_owned(), described(problem(description), &status.to_string()))
        });
        components.insert("responses".to_owned(), responses.collect::<Map<_, _>>().into());
        components.insert(
            "securitySchemes".to_owned(),
            json!({ SESSION: {
                "type": "apiKey", "in": "cookie", "name": crate::candidates::sessions::signed_in::COOKIE,
                "description": "Set by `POST /api/v1/sessions`; HttpOnly, so pages cannot read it. Writes also need \
                                `X-Bacheca: 1`, or an `Origin` of a configured site."
            }}),
        );
    }
    without_nulls_in_answers(&mut document);
    document
}

struct Call<'a> {
    /// Unique in the document.
    name: String,
    is_read: bool,
    operation: &'a mut Map<String, Value>,
}

fn calls(document: &mut Value) -> impl Iterator<Item = Call<'_>> {
    const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];
    let items = document.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten();
    items.filter_map(|(path, item)| Some((path, item.as_object_mut()?))).flat_map(|(path, item)| {
        item.iter_mut().filter_map(|(method, operation)| {
            let operation = operation.as_object_mut().filter(|_| METHODS.contains(&method.as_str()))?;
            Some(Call { name: name(method, path), is_read: method == "get", operation })
        })
    })
}

/// `get_me_saved_by_id` for GET /api/v1/me/saved/{id}.
fn name(method: &str, path: &str) -> String {
    let path = path.strip_prefix("/api/v1").unwrap_or(path);
    // A last slash makes another address.
    let path = path.strip_suffix('/').map_or_else(|| path.to_owned(), |path| format!("{path}/index"));
    format!("{method}{path}").replace("/{", "_by_").replace('}', "").replace(['/', '-', '.'], "_")
}

fn add_everywhere(operation: &mut Map<String, Value>, is_read: bool) {
    let parameters = operation.get("parameters").and_then(Value::as_array);
    // Axum decodes what stands for a parameter of the path.
    let has_path = parameters.into_iter().flatten().any(|parameter| parameter.get("in") == Some(&json!("path")));
    for parameter in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
        // A query and a path know no null.
        without_null(parameter);
    }
    let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else { return };
    for (status, response) in responses.iter_mut() {
        *response = described(std::mem::take(response), status);
    }
    for name in EVERYWHERE.into_iter().chain(has_path.then_some("Undecodable")).chain((!is_read).then_some(WRITES)) {
        let status = SHARED.iter().find(|(shared, ..)| *shared == name).map(|(_, status, _)| status.to_string());
        if let Some(status) = status {
            responses.entry(status).or_insert_with(|| json!({ "$ref": reference(name) }));
        }
    }
}

/// A call needs a session when it says that it refuses those without; a write needs the header too.
fn add_session(operation: &mut Map<String, Value>, is_read: bool) {
    let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else { return };
    let is = |status: &str, name: &str, responses: &Map<String, Value>| {
        responses.get(status).and_then(|response| response.get("$ref")) == Some(&json!(reference(name)))
    };
    let is_signed_in = is("401", "SignedOut", responses);
    let mut is_own_page = is("403", "NotOwnPage", responses);
    if is_read && is_own_page {
        responses.remove("403");
        is_own_page = false;
    }
    if is_signed_in {
        operation.insert("security".to_owned(), json!([{ SESSION: [] }]));
    }
    if is_own_page {
        let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
        let header = json!({
            "name": "X-Bacheca", "in": "header", "required": true, "schema": {"type": "string", "enum": ["1"]},
            "description": "Proves that no form of another site sent the request. The `Origin` of a configured site does \
                            so too."
        });
        parameters.as_array_mut().into_iter().for_each(|parameters| parameters.push(header.clone()));
    }
}

fn reference(name: &str) -> String {
    format!("#/components/responses/{name}")
}

fn problem(description: &str) -> Value {
    json!({
        "description": description,
        "content": { PROBLEM_JSON: { "schema": { "$ref": "#/components/schemas/Problem" } } }
    })
}

/// With the headers that answers of this status have.
fn described(mut response: Value, status: &str) -> Value {
    let whole = json!({ "type": "integer", "minimum": 0 });
    let headers = match status {
        "401" => json!({ "WWW-Authenticate": {
            "required": true, "description": "RFC 9110 §15.5.2 wants one", "schema": {"type": "string", "enum": ["Session"]}
        }}),
        "429" => json!({
            "Retry-After": { "required": true, "description": "Seconds", "schema": whole },
            "RateLimit-Limit": { "required": true, "description": "Requests allowed in a window", "schema": whole },
            "RateLimit-Remaining": { "required": true, "description": "0", "schema": whole },
            "RateLimit-Reset": { "required": true, "description": "Seconds", "schema": whole },
        }),
        "503" | "507" => json!({ "Retry-After": { "description": "Seconds", "schema": whole } }),
        _ => return response,
    };
    // A reference stays one: what it leads to has them.
    if let Some(response) = response.as_object_mut().filter(|response| !response.contains_key("$ref")) {
        response.insert("headers".to_owned(), headers);
    }
    response
}

/// A field without a value is left out of every answer, never null; in a body that is sent, null is as good as absent.
fn without_nulls_in_answers(document: &mut Value) {
    let mut sent = BTreeSet::new();
    for operation in document.get("paths").and_then(Value::as_object).into_iter().flat_map(Map::values) {
        for call in operation.as_object().into_iter().flat_map(Map::values) {
            call.get("requestBody").into_iter().for_each(|body| collect_schemas(document, body, &mut sent));
        }
    }
    let schemas = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    for (_, schema) in schemas.into_iter().flatten().filter(|(name, _)| !sent.contains(*name)) {
        without_null(schema);
    }
}

fn collect_schemas(document: &Value, value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            let reference = object.get("$ref").and_then(Value::as_str);
            if let Some(name) = reference.and_then(|path| path.strip_prefix("#/components/schemas/"))
                && found.insert(name.to_owned())
                && let Some(schema) = document.pointer(&format!("/components/schemas/{name}"))
            {
                collect_schemas(document, schema, found);
            }
            object.values().for_each(|value| collect_schemas(document, value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| collect_schemas(document, value, found)),
        _ => {}
    }
}

/// Takes `null` from the types of a schema and of all inside of it.
fn without_null(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            object.values_mut().for_each(without_null);
            if let Some(Value::Array(types)) = object.get_mut("type") {
                types.retain(|kind| kind != "null");
                if let [kind] = types.as_slice() {
                    let kind = kind.clone();
                    object.insert("type".to_owned(), kind);
                }
            }
            if let Some(Value::Array(choices)) = object.get_mut("oneOf") {
                choices.retain(|choice| choice.get("type") != Some(&json!("null")));
                if let [Value::Object(only)] = choices.as_slice() {
                    let only = only.clone();
                    object.remove("oneOf");
                    object.extend(only);
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(without_null),
        _ => {}
    }
}
