//! Asking a JSON value for a field, the way sources write them: one value where a list may stand, a figure as text, text as a
//! figure, null and blanks for what is not said. A field of an unexpected type is absent; it never costs its record.

use serde_json::Value;

/// The first of a list, or the one value itself; null counts as absent.
pub fn first<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    list(value, name).into_iter().next()
}

pub fn list<'a>(value: &'a Value, name: &str) -> Vec<&'a Value> {
    match value.get(name) {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(values)) => values.iter().filter(|value| !value.is_null()).collect(),
        Some(value) => vec![value],
    }
}

pub fn text(value: &Value, name: &str) -> Option<String> {
    first(value, name).and_then(plain)
}

/// The text at a path of names.
pub fn text_at(value: &Value, path: &[&str]) -> Option<String> {
    let (last, before) = path.split_last()?;
    before.iter().try_fold(value, |value, name| first(value, name)).and_then(|value| text(value, last))
}

pub fn texts(value: &Value, name: &str) -> Vec<String> {
    list(value, name).into_iter().filter_map(plain).collect()
}

/// What is text or number, trimmed; blank counts as absent. JSON-LD may wrap a literal as `{"@value": …}`.
pub fn plain(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => match number.as_f64() {
            // "3.0" people are three.
            Some(value) if number.is_f64() && value.fract() == 0.0 && value.abs() < 1e15 => format!("{value:.0}"),
            // Cents are the last thing that counts, and "9.125" must not read as nine thousand.
            Some(value) if number.is_f64() => format!("{value:.2}"),
            _ => number.to_string(),
        },
        Value::Object(object) => return object.get("@value").and_then(plain),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

pub fn is_true(value: &Value, name: &str) -> bool {
    first(value, name).is_some_and(|value| {
        *value == true
            || *value == 1
            || value.as_str().is_some_and(|text| ["true", "1", "yes"].contains(&text.trim().to_lowercase().as_str()))
    })
}

/// Said to be false, not merely absent.
pub fn is_false(value: &Value, name: &str) -> bool {
    first(value, name)
        .is_some_and(|value| *value == false || value.as_str().is_some_and(|text| text.eq_ignore_ascii_case("false")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn fields_of_any_type_are_read_or_absent() {
        let value = json!({"a": " x ", "b": 3.0, "c": 9.125, "d": "", "e": null, "f": [null, "y"], "g": {"h": {"i": 7}},
            "t": "True", "n": {"@value": "v"}, "list": ["1", 2, null, {"x": 1}]});
        assert_eq!(text(&value, "a").as_deref(), Some("x"));
        assert_eq!(text(&value, "b").as_deref(), Some("3"));
        assert_eq!(text(&value, "c").as_deref(), Some("9.12"));
        for absent in ["d", "e", "g", "nothing"] {
            assert_eq!(text(&value, absent), None);
        }
        assert_eq!(text(&value, "f").as_deref(), Some("y"));
        assert_eq!(text(&value, "n").as_deref(), Some("v"));
        assert_eq!(text_at(&value, &["g", "h", "i"]).as_deref(), Some("7"));
        assert_eq!(text_at(&value, &["a", "h", "i"]), None);
        assert_eq!(texts(&value, "list"), ["1", "2"]);
        assert!(is_true(&value, "t") && !is_true(&value, "a") && !is_false(&value, "a"));
    }
}
