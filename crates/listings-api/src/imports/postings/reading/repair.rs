//! JSON that sites write by hand: a raw line break in a string, a comma too many or too few, a quote that was not escaped, all
//! of it escaped once more. Only damage that can be undone in one way is undone; the result is read by the strict reader.

use serde_json::value::RawValue;

/// The object that a damaged text means, and what was done.
pub fn object(text: &str) -> Option<(String, &'static str)> {
    let text = text.trim();
    let is_object = |text: &str| text.trim_start().starts_with('{') && serde_json::from_str::<&RawValue>(text).is_ok();
    if let Some(inner) = escaped_once_more(text) {
        if is_object(&inner) {
            return Some((inner, "the record was escaped once more: read all the same"));
        }
        return punctuation(&inner).filter(|inner| is_object(inner)).map(|inner| (inner, "damaged JSON repaired"));
    }
    let repaired = punctuation(text)?;
    is_object(&repaired).then_some((repaired, "damaged JSON repaired: raw line breaks, commas or quotes"))
}

/// A string that holds JSON, JSON whose quotes all have a backslash, or whose quotes are entities.
fn escaped_once_more(text: &str) -> Option<String> {
    if text.starts_with('"') {
        return serde_json::from_str::<String>(text).ok().filter(|inner| inner.trim_start().starts_with(['{', '[']));
    }
    let after_brace = text.strip_prefix('{')?.trim_start();
    if after_brace.starts_with("\\\"") {
        let one_line = text.replace("\r\n", "\\n").replace(['\n', '\r'], "\\n");
        return serde_json::from_str::<String>(&format!("\"{one_line}\"")).ok();
    }
    let is_entity = after_brace.starts_with("&quot;") || after_brace.starts_with("&#34;");
    is_entity.then(|| text.replace("&quot;", "\"").replace("&#34;", "\"").replace("&amp;", "&"))
}

/// The same text with its commas and strings as JSON wants them.
fn punctuation(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    // Whether a value or a key has ended, so that a comma, a colon or an end must come.
    let mut is_after_value = false;
    while let Some(c) = rest.chars().next() {
        match c {
            '"' => {
                if is_after_value {
                    out.push(',');
                }
                rest = string(rest, &mut out)?;
                is_after_value = true;
                continue;
            }
            '{' | '[' => {
                if is_after_value {
                    out.push(',');
                }
                is_after_value = false;
                out.push(c);
            }
            '}' | ']' => {
                while out.ends_with([',', ' ', '\n', '\t', '\r']) {
                    out.pop();
                }
                out.push(c);
                is_after_value = true;
            }
            ',' => {
                // A second comma, or one before anything.
                if is_after_value {
                    out.push(',');
                }
                is_after_value = false;
            }
            ':' => {
                out.push(':');
                is_after_value = false;
            }
            c if c.is_whitespace() || c == '\u{feff}' => out.push(' '),
            _ => {
                let end =
                    rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | '}' | ']' | ':' | '"' | '{' | '['));
                let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
                if is_after_value {
                    return None;
                }
                out.push_str(word);
                is_after_value = true;
                rest = after;
                continue;
            }
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    Some(out)
}

/// Copies a string that begins here, as JSON wants it; gives what follows.
fn string<'a>(text: &'a str, out: &mut String) -> Option<&'a str> {
    out.push('"');
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        let after = text.get(at + c.len_utf8()..).unwrap_or_default();
        match c {
            '"' if ends_string(after) => {
                out.push('"');
                return Some(after);
            }
            '"' => out.push_str("\\\""),
            '\\' => match chars.next() {
                Some((_, c)) if matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') => {
                    out.push('\\');
                    out.push(c);
                }
                Some((_, '\n' | '\r')) => out.push_str("\\n"),
                Some((_, c)) => out.push(c),
                None => return None,
            },
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    None
}

/// Whether a quote with this behind it ends its string: punctuation follows, or the next key after a comma that is missing.
fn ends_string(after: &str) -> bool {
    let next = after.trim_start();
    match next.chars().next() {
        None | Some(':' | '}' | ']') => true,
        Some(',') => {
            let item = next.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
            item.is_empty()
                || item.starts_with(['"', '{', '[', '}', ']', '-', 't', 'f', 'n'])
                || item.starts_with(|c: char| c.is_ascii_digit())
        }
        Some('"') => {
            let key = next.get(1..).and_then(|key| key.split_once('"'));
            key.is_some_and(|(key, behind)| {
                key.len() <= 60 && !key.contains('\n') && behind.trim_start().starts_with(':')
            })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn repaired(text: &str) -> Option<Value> {
        object(text).and_then(|(text, _)| serde_json::from_str(&text).ok())
    }

    #[test]
    fn damage_that_means_one_thing_is_undone() {
        let wanted = json!({"a": "x", "b": [1, 2], "c": {"d": true}});
        for text in [
            "{\"a\": \"x\", \"b\": [1, 2], \"c\": {\"d\": true},}",
            "{\"a\": \"x\",, \"b\": [1, 2,], \"c\": {\"d\": true}}",
            "{\"a\": \"x\" \"b\": [1, 2]\n\"c\": {\"d\": true}}",
            "{,\"a\": \"x\", \"b\": [1,, 2], \"c\": {\"d\": true}}",
            "\"{\\\"a\\\": \\\"x\\\", \\\"b\\\": [1, 2], \\\"c\\\": {\\\"d\\\": true}}\"",
            "{\\\"a\\\": \\\"x\\\",\n \\\"b\\\": [1, 2], \\\"c\\\": {\\\"d\\\": true}}",
            "{&quot;a&quot;: &quot;x&quot;, &quot;b&quot;: [1, 2], &quot;c&quot;: {&quot;d&quot;: true}}",
        ] {
            assert_eq!(repaired(text).as_ref(), Some(&wanted), "{text}");
        }
        assert_eq!(repaired("{\"a\": \"due\nrighe\te \\'x\\'\"}"), Some(json!({"a": "due\nrighe\te 'x'"})));
        assert_eq!(repaired("{\"a\": \"il \"capo\" dice\", \"b\": 1}"), Some(json!({"a": "il \"capo\" dice", "b": 1})));
    }

    #[test]
    fn what_could_mean_anything_is_not_guessed() {
        for text in
            ["", "nothing", "{'a': 'b'}", "{\"a\": \"b}", "{\"a\" 1 2}", "{\"a\":", "[1]", "\"text\"", "{\"a\": }"]
        {
            assert_eq!(object(text), None, "{text}");
        }
    }
}
