//! Where a JSON format has its list, and what its records cannot be without.

use serde_json::Value;

#[derive(Debug, Clone, Default)]
pub struct Shape {
    /// Names on the way to the list, the outermost first; any of several ways.
    pub lists: Vec<Vec<String>>,
    /// Names that a record has, all of one of these.
    pub signs: Vec<Vec<String>>,
    /// JSON pointer to how many offers there are.
    pub total: Option<String>,
}

impl Shape {
    pub fn new(lists: &[&str], signs: &[&[&str]], total: Option<&str>) -> Self {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        Self {
            lists: lists.iter().map(|name| owned(&[name])).collect(),
            signs: signs.iter().map(|names| owned(names)).collect(),
            total: total.map(str::to_owned),
        }
    }

    /// Whether a text is a record, not a part of one or something else.
    pub fn is_record(&self, json: &str) -> bool {
        let Ok(Value::Object(object)) = serde_json::from_str(json) else { return false };
        if self.signs.is_empty() {
            return true;
        }
        self.signs.iter().any(|names| {
            names.iter().all(|name| match name.as_str() {
                // A graph holds other things too.
                "@type" => object.get(name).is_some_and(|kind| kind.to_string().contains("JobPosting")),
                name => object.contains_key(name),
            })
        })
    }

    /// Where the bracket of the list is.
    pub fn find_list(&self, text: &str) -> Option<usize> {
        self.lists.iter().filter_map(|way| find(text, way)).min()
    }
}

fn find(text: &str, way: &[String]) -> Option<usize> {
    let mut at = 0;
    let (last, before) = way.split_last()?;
    for name in before {
        at += behind_key(text.get(at..)?, name, '{')?;
    }
    behind_key(text.get(at..)?, last, '[').map(|found| at + found)
}

/// Where `opens` stands as the value of a key. Quotes inside of texts have a backslash, so a bare one begins a key.
fn behind_key(text: &str, name: &str, opens: char) -> Option<usize> {
    let key = format!("\"{name}\"");
    text.match_indices(&key).find_map(|(at, _)| {
        let behind = text.get(at + key.len()..)?.trim_start().strip_prefix(':')?.trim_start();
        behind.starts_with(opens).then_some(text.len() - behind.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_found_behind_their_names() {
        let shape = Shape::new(&["jobs", "results"], &[&["id", "title"]], None);
        assert_eq!(shape.find_list("{\"links\": {\"jobs\": \"x\"}, \"jobs\" : [1]}"), Some(34));
        assert_eq!(shape.find_list("{\"text\": \"\\\"jobs\\\": [\"}"), None);
        let nested = Shape { lists: vec![vec!["data".into(), "list".into()]], ..Shape::default() };
        assert_eq!(nested.find_list("{\"list\": [], \"data\": {\"list\": [1]}}"), Some(30));
        assert!(shape.is_record("{\"id\": 1, \"title\": null}") && !shape.is_record("{\"id\": 1}"));
    }
}
