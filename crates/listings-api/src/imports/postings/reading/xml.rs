//! One record of XML as a JSON value, so that it is asked for its fields in the same way: an element with others inside is an
//! object, a repeated one a list, an attribute is `@name`. Declarations of a document are never read, so there are no entities
//! that could grow.

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value};

/// Deepest nesting of elements.
const DEEPEST: usize = 64;
/// HTML that was written into a field without escaping it. Its text is kept with its tags.
const HTML: [&str; 25] = [
    "p", "br", "b", "i", "u", "em", "strong", "ul", "ol", "li", "div", "span", "h1", "h2", "h3", "h4", "h5", "h6", "a",
    "table", "tr", "td", "th", "tbody", "hr",
];
const VOID: [&str; 3] = ["br", "hr", "img"];

/// Reads one element. "stipendio < 2000" is the damage that is met most: such a bracket is text.
pub fn record(text: &str) -> Result<Value, String> {
    read(&escape_stray_brackets(text))
}

struct Element {
    name: String,
    /// Byte behind its tag.
    start: usize,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<(String, Value)>,
}

impl Element {
    fn into_value(self, inner: &str) -> Value {
        let is_html = |name: &str| HTML.contains(&name.to_ascii_lowercase().as_str());
        if !self.children.is_empty() && self.children.iter().all(|(name, _)| is_html(name)) && !is_html(&self.name) {
            return Value::String(without_cdata(inner));
        }
        let text = self.text.trim().to_owned();
        if self.children.is_empty() && self.attributes.is_empty() {
            return Value::String(text);
        }
        let mut object = Map::new();
        for (name, value) in self.attributes {
            object.insert(format!("@{name}"), Value::String(value));
        }
        if !text.is_empty() {
            object.insert("@value".to_owned(), Value::String(text));
        }
        for (name, value) in self.children {
            match object.get_mut(&name) {
                None => _ = object.insert(name, value),
                Some(Value::Array(list)) => list.push(value),
                Some(first) => *first = Value::Array(vec![first.take(), value]),
            }
        }
        Value::Object(object)
    }
}

fn read(text: &str) -> Result<Value, String> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut open: Vec<Element> = Vec::new();
    loop {
        let before = position(&reader);
        let event = reader.read_event().map_err(|error| format!("not XML: {error}"))?;
        match event {
            Event::Start(tag) => {
                let element = element(&tag, position(&reader));
                if VOID.contains(&element.name.to_ascii_lowercase().as_str()) {
                    add(&mut open, element.name, Value::Null);
                } else {
                    open.push(element);
                }
                if open.len() > DEEPEST {
                    return Err(format!("elements nested more than {DEEPEST} deep"));
                }
            }
            Event::Empty(tag) => {
                let element = element(&tag, position(&reader));
                let name = element.name.clone();
                let value = element.into_value("");
                if open.is_empty() {
                    return Ok(value);
                }
                add(&mut open, name, value);
            }
            Event::End(tag) => {
                let name = local(tag.name().as_ref());
                // An end without a beginning says nothing; one further out ends what was left open inside.
                if !open.iter().any(|element| element.name == name) {
                    continue;
                }
                while let Some(element) = open.pop() {
                    let is_it = element.name == name;
                    let inner = text.get(element.start..before).unwrap_or_default();
                    let (name, value) = (element.name.clone(), element.into_value(inner));
                    if open.is_empty() {
                        return Ok(value);
                    }
                    add(&mut open, name, value);
                    if is_it {
                        break;
                    }
                }
            }
            Event::Text(part) => push(&mut open, &String::from_utf8_lossy(&part)),
            Event::CData(part) => push(&mut open, &String::from_utf8_lossy(&part)),
            Event::GeneralRef(entity) => {
                let resolved = match entity.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => {
                        let name = String::from_utf8_lossy(&entity).into_owned();
                        resolve_html5_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned)
                    }
                };
                push(&mut open, &resolved);
            }
            Event::Eof => return Err("not XML: an element is not closed".to_owned()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn element(tag: &BytesStart<'_>, start: usize) -> Element {
    let mut attributes = tag.html_attributes();
    let attributes = attributes.with_checks(false).flatten().map(|attribute| {
        let value = String::from_utf8_lossy(&attribute.value).into_owned();
        (local(attribute.key.as_ref()), quick_xml::escape::unescape(&value).map_or_else(|_| value.clone(), Into::into))
    });
    let attributes = attributes.collect();
    Element { name: local(tag.name().as_ref()), start, attributes, text: String::new(), children: Vec::new() }
}

/// Without the prefix of a namespace.
fn local(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name);
    name.rsplit(':').next().unwrap_or_default().to_owned()
}

fn add(open: &mut [Element], name: String, value: Value) {
    if let Some(parent) = open.last_mut() {
        parent.children.push((name, value));
    }
}

fn push(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

fn without_cdata(inner: &str) -> String {
    inner.replace("<![CDATA[", "").replace("]]>", "").trim().to_owned()
}

fn escape_stray_brackets(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        escaped.push_str(before);
        if let Some(cdata) = after.strip_prefix("![CDATA[") {
            let end = cdata.find("]]>").map_or(cdata.len(), |end| end + 3);
            escaped.push_str("<![CDATA[");
            escaped.push_str(cdata.get(..end).unwrap_or_default());
            rest = cdata.get(end..).unwrap_or_default();
            continue;
        }
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?' | '_'));
        escaped.push_str(if is_tag { "<" } else { "&lt;" });
        rest = after;
    }
    escaped.push_str(rest);
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn elements_become_values() {
        let value = record(
            "<job id='7'><a>x &amp; y &egrave; &euro; &#233; &lol;</a><b><![CDATA[<p>1 & 2</p>]]></b><c/><c>2</c><d><e k=\"v\">w</e></d>\n<ns:f> f </ns:f></job>",
        );
        assert_eq!(
            value.unwrap(),
            json!({"@id": "7", "a": "x & y è € é &lol;", "b": "<p>1 & 2</p>", "c": ["", "2"], "d": {"e": {"@k": "v", "@value": "w"}}, "f": "f"})
        );
    }

    #[test]
    fn html_that_was_not_escaped_is_text() {
        let value = record(
            "<job><description><p>Uno<br>due</p><ul><li>tre</li></ul></description><t>RAL < 30000 & oltre</t></job>",
        );
        assert_eq!(
            value.unwrap(),
            json!({"description": "<p>Uno<br>due</p><ul><li>tre</li></ul>", "t": "RAL < 30000 & oltre"})
        );
    }

    #[test]
    fn damage_is_read_as_far_as_it_can_be_and_depth_is_bounded() {
        assert_eq!(record("<job><a>x</b></a><c>y</c></job>").unwrap(), json!({"a": "x", "c": "y"}));
        assert!(record("<job><a>x").is_err());
        assert!(record(&format!("<job>{}</job>", "<a>".repeat(1000))).is_err());
        assert!(record("").is_err());
    }
}
