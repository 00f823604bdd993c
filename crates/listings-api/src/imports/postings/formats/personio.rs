//! Personio's XML (`<workzag-jobs><position>…`): texts in parts, each HTML in CDATA or escaped once.
//! <https://developer.personio.de/docs/retrieving-open-job-positions>

use serde_json::Value;

use super::parts::Parts;
use crate::imports::postings::json_value::{list, text, texts};
use crate::imports::postings::source::{SourcePlace, SourcePosting};
use taxonomy::fold::fold;

pub fn posting(position: &Value) -> SourcePosting {
    let mut parts = Parts::default();
    let descriptions = list(position, "jobDescriptions").into_iter().flat_map(|parts| list(parts, "jobDescription"));
    for part in descriptions {
        parts.add(text(part, "name").as_deref(), text(part, "value").as_deref());
    }
    let title = text(position, "name");
    let mut offices = texts(position, "office");
    offices.extend(list(position, "additionalOffices").into_iter().flat_map(|more| texts(more, "office")));
    SourcePosting {
        identifier: text(position, "id"),
        description: parts.finish(),
        language: text(position, "language"),
        date_posted: text(position, "createdAt"),
        contract_words: [employment(position, title.as_deref()), text(position, "schedule")]
            .into_iter()
            .flatten()
            .collect(),
        title,
        organization_name: text(position, "subcompany"),
        places: offices.into_iter().map(SourcePlace::words).collect(),
        apply_url: text(position, "url"),
        ..SourcePosting::default()
    }
}

/// "trainee" is an internship, or an apprenticeship: the title knows.
fn employment(position: &Value, title: Option<&str>) -> Option<String> {
    let kind = text(position, "employmentType")?;
    let is_apprentice = title.is_some_and(|title| fold(title).contains("apprendist"));
    Some(match kind.as_str() {
        "trainee" if is_apprentice => "apprenticeship".to_owned(),
        "trainee" => "internship".to_owned(),
        _ => kind.replace('_', " "),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::postings::reading::xml;

    #[test]
    fn parts_of_both_kinds_become_one_text() {
        let position = xml::record(
            "<position><id>7</id><subcompany>Legnami A &amp; B</subcompany><office>Belluno</office><additionalOffices><office>Feltre</office>\
             <office>Agordo</office></additionalOffices><name>Apprendista falegname</name><jobDescriptions><jobDescription><name>Cosa fai</name>\
             <value><![CDATA[<p>Seghi.</p>]]></value></jobDescription><jobDescription><name><![CDATA[Offriamo]]></name><value>&lt;ul&gt;&lt;li&gt;Mensa &amp;amp; bar&lt;/li&gt;&lt;/ul&gt;</value>\
             </jobDescription><jobDescription><name>Vuota</name><value/></jobDescription></jobDescriptions><employmentType>trainee</employmentType>\
             <schedule>full-or-part-time</schedule><createdAt>2026-11-02T08:00:00+00:00</createdAt></position>",
        );
        let posting = posting(&position.unwrap());
        assert_eq!(
            posting.description.as_deref(),
            Some(
                "<p><strong>Cosa fai</strong></p><p>Seghi.</p><p><strong>Offriamo</strong></p><ul><li>Mensa &amp; bar</li></ul>"
            )
        );
        assert_eq!(posting.contract_words, ["apprenticeship", "full-or-part-time"]);
        assert_eq!((posting.places.len(), posting.organization_name.as_deref()), (3, Some("Legnami A & B")));
    }

    #[test]
    fn empty_elements_are_nothing() {
        let position = xml::record(
            "<position><id>7</id><subcompany></subcompany><additionalOffices/><jobDescriptions/></position>",
        );
        let posting = posting(&position.unwrap());
        assert_eq!((posting.description, posting.organization_name, posting.places.len()), (None, None, 0));
    }
}
