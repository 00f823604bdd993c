//! A format of one's own, described in a TOML file (docs/imports.md): where each field is, and what the source's words mean.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::parts::{Parts, escaped};
use crate::imports::postings::fields::{self, Fields};
use crate::imports::postings::given::{Given, GivenAgency};
use crate::imports::postings::json_value::plain;
use crate::imports::postings::reading::json_shape::Shape;
use crate::imports::postings::source::SourcePosting;
use taxonomy::fold::fold;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: Kind,
    #[serde(default)]
    records: String,
    total: Option<String>,
    employer: Option<String>,
    agency: Option<Agency>,
    public_service: Option<String>,
    fields: BTreeMap<String, Paths>,
    #[serde(default)]
    constants: BTreeMap<String, String>,
    #[serde(default)]
    sections: Vec<Section>,
    #[serde(default)]
    words: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Json,
    Xml,
    Csv,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Agency {
    name: String,
    authorisation: Option<String>,
    privacy_url: Option<String>,
}

impl Agency {
    fn into_given(self) -> GivenAgency {
        GivenAgency { name: self.name, authorisation_number: self.authorisation, privacy_url: self.privacy_url }
    }
}

/// One path, or several of which the first that holds something counts.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Paths {
    One(String),
    Several(Vec<String>),
}

/// Something that is told at the end of the description.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    heading: Option<String>,
    from: String,
}

/// A mapping file that holds.
#[derive(Debug, Clone)]
pub struct Mapping {
    pub kind: Kind,
    /// Names on the way to the records; none for a list at the top.
    pub records: Vec<String>,
    /// JSON pointer to how many there are.
    pub total: Option<String>,
    given: Given,
    fields: Vec<(&'static str, Vec<Vec<String>>)>,
    constants: Vec<(&'static str, String)>,
    sections: Vec<(Option<String>, Vec<String>)>,
    /// Field, the source's word (folded), ours.
    words: Vec<(&'static str, String, String)>,
}

impl Mapping {
    /// Reads a mapping file, or says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let known = |name: &str| {
            fields::known(name)
                .ok_or_else(|| format!("no field is called \"{name}\"; there are: {}", fields::NAMES.join(", ")))
        };
        let way = |path: &str| if file.format == Kind::Csv { vec![path.to_owned()] } else { way(path) };
        let mut mapping = Self {
            kind: file.format,
            records: self::way(&file.records),
            total: file.total,
            given: Given {
                employer: file.employer,
                agency: file.agency.map(Agency::into_given),
                public_service: file.public_service,
            },
            fields: Vec::new(),
            constants: Vec::new(),
            sections: file.sections.into_iter().map(|section| (section.heading, way(&section.from))).collect(),
            words: Vec::new(),
        };
        for (name, paths) in file.fields {
            let paths = match paths {
                Paths::One(path) => vec![path],
                Paths::Several(paths) => paths,
            };
            mapping.fields.push((known(&name)?, paths.iter().map(|path| way(path)).collect()));
        }
        for (name, value) in file.constants {
            mapping.constants.push((known(&name)?, value));
        }
        for (name, words) in file.words {
            let name = known(&name)?;
            mapping.words.extend(words.into_iter().map(|(word, ours)| (name, fold(&word), ours)));
        }
        if !mapping.fields.iter().any(|(name, _)| *name == "title") {
            return Err("[fields] has no \"title\"".to_owned());
        }
        if mapping.kind == Kind::Xml && mapping.records.is_empty() {
            return Err("\"records\" has to name the element of a record: \"source/jobs/job\"".to_owned());
        }
        Ok(mapping)
    }

    pub fn is_table(&self) -> bool {
        self.kind == Kind::Csv
    }

    /// The element of XML that is a record.
    pub fn element(&self) -> Option<String> {
        self.is_xml().then(|| self.records.last().cloned()).flatten()
    }

    /// Where JSON has the records.
    pub fn shape(&self) -> Shape {
        let lists = if self.records.is_empty() { Vec::new() } else { vec![self.records.clone()] };
        Shape { lists, signs: self.signs(), total: self.total.clone() }
    }

    /// Names that a record cannot be without: where its title and its identifier may be, as far as they are not deeper inside.
    fn signs(&self) -> Vec<Vec<String>> {
        let at_top = |wanted: &str| {
            let found = self.fields.iter().find(|(name, _)| *name == wanted);
            found.and_then(|(_, paths)| paths.first()?.first().cloned())
        };
        at_top("title").map(|title| std::iter::once(title).chain(at_top("identifier")).collect()).into_iter().collect()
    }

    /// Whose offers the file says they are.
    pub fn given(&self) -> Given {
        self.given.clone()
    }

    pub fn is_xml(&self) -> bool {
        self.kind == Kind::Xml
    }

    pub fn posting(&self, record: &Value) -> SourcePosting {
        let mut fields = Fields::default();
        let mut notes = Vec::new();
        let mut description = Parts::default();
        for (name, paths) in &self.fields {
            let found =
                paths.iter().map(|path| values(record, path)).find(|found| !found.is_empty()).unwrap_or_default();
            for value in found {
                match self.translated(name, &value) {
                    _ if *name == "description" => description.add(None, Some(&value)),
                    Some(ours) => fields.add(name, &ours),
                    // What is none of our words may still be understood as free ones.
                    None if matches!(*name, "contract_term" | "employment_type") => fields.add("contract", &value),
                    None => fields.add(name, &value),
                }
            }
        }
        for (name, value) in &self.constants {
            fields.add(name, value);
        }
        for (heading, path) in &self.sections {
            let values = values(record, path).iter().map(|value| escaped(value)).collect::<Vec<_>>().join(", ");
            description.add(heading.as_deref(), Some(&values));
        }
        if record.as_object().is_some_and(serde_json::Map::is_empty) {
            notes.push("an empty record".to_owned());
        }
        SourcePosting { description: description.finish(), notes, ..fields.into_posting() }
    }

    fn translated(&self, name: &str, value: &str) -> Option<String> {
        let folded = fold(value);
        self.words.iter().find(|(field, word, _)| *field == name && *word == folded).map(|(_, _, ours)| ours.clone())
    }
}

/// The names of a path: a JSON pointer, an XML path, or one name. `~1` stands for a slash in a name, `~0` for a tilde.
fn way(path: &str) -> Vec<String> {
    let names = path.trim().trim_start_matches('/').split('/').filter(|name| !name.is_empty());
    names.map(|name| name.replace("~1", "/").replace("~0", "~")).collect()
}

/// All texts at a path; lists on the way are walked through.
fn values(value: &Value, path: &[String]) -> Vec<String> {
    match (value, path.split_first()) {
        (Value::Array(items), Some((name, rest))) => match name.parse::<usize>() {
            Ok(at) => items.get(at).map(|item| values(item, rest)).unwrap_or_default(),
            Err(_) => items.iter().flat_map(|item| values(item, path)).collect(),
        },
        (Value::Array(items), None) => items.iter().filter_map(plain).collect(),
        (Value::Object(object), Some((name, rest))) => {
            // "Preselezione  riservata" and "PRESELEZIONE RISERVATA" are one name.
            let found = object.get(name).or_else(|| {
                let wanted = fold(name);
                object
                    .iter()
                    .find(|(known, _)| fold(known) == wanted && !known.starts_with('@'))
                    .map(|(_, value)| value)
            });
            found.map(|value| values(value, rest)).unwrap_or_default()
        }
        (Value::Bool(said), None) => vec![said.to_string()],
        (value, None) => plain(value).into_iter().collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const FILE: &str = r#"
        format = "json"
        records = "/dati/annunci"
        public_service = "Ufficio di prova"
        [fields]
        identifier = "Numero"
        title = "Mestiere"
        description = ["Compiti", "Mestiere"]
        address_locality = "/luoghi/comune"
        contract_term = "Tipo"
        hiring_organization = "Datore"
        date_posted = "Dal"
        [constants]
        address_country = "IT"
        [[sections]]
        heading = "Riservata"
        from = "Quota"
        [words.contract_term]
        "A TERMINE" = "fixed_term"
        [words.hiring_organization]
        "non indicato" = "confidential"
    "#;

    #[test]
    fn fields_are_where_the_file_says() {
        let mapping = Mapping::parse(FILE).unwrap();
        assert_eq!(mapping.records, ["dati", "annunci"]);
        let posting = mapping.posting(&json!({"Numero": 12.0, "MESTIERE": "Sarta", "Compiti": null, "Tipo": " a termine  ", "Datore": "NON INDICATO",
            "Dal": "2/11/2026", "luoghi": [{"comune": "Carpi"}, {"comune": "Modena "}], "Quota": "Legge <68>/99"}));
        assert_eq!((posting.identifier.as_deref(), posting.title.as_deref()), (Some("12"), Some("Sarta")));
        assert_eq!(
            posting.description.as_deref(),
            Some("<p>Sarta</p><p><strong>Riservata</strong></p><p>Legge &lt;68&gt;/99</p>")
        );
        assert_eq!(posting.contract_term.as_deref(), Some("fixed_term"));
        assert_eq!(
            (posting.date_posted.as_deref(), posting.organization_name.as_deref()),
            (Some("2/11/2026"), Some("confidential"))
        );
        assert_eq!(
            posting.places.iter().filter_map(|p| p.locality.as_deref()).collect::<Vec<_>>(),
            ["Carpi", "Modena"]
        );
        let unknown = mapping.posting(&json!({"Mestiere": "Sarta", "Tipo": "Apprendistato"}));
        assert_eq!((unknown.contract_term, unknown.contract_words), (None, vec!["Apprendistato".to_owned()]));
    }

    #[test]
    fn a_file_that_does_not_hold_says_why() {
        for (file, said) in [
            ("", "format"),
            ("format = \"json\"\n[fields]\ntitel = \"x\"", "titel"),
            ("format = \"json\"\n[fields]\nidentifier = \"x\"", "title"),
            ("format = \"xml\"\n[fields]\ntitle = \"x\"", "records"),
            ("format = \"json\"\ncolour = 1\n[fields]\ntitle = \"x\"", "colour"),
        ] {
            let error = Mapping::parse(file).unwrap_err();
            assert!(error.contains(said), "{error}");
        }
    }
}
