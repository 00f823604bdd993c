//! XML of Jobrapido (`<source><jobs><job>…`): days come day first, pay is free text.

use serde_json::Value;

use crate::imports::postings::json_value::{text, texts};
use crate::imports::postings::source::{SourcePay, SourcePlace, SourcePosting};

pub fn posting(job: &Value) -> SourcePosting {
    let place = SourcePlace {
        locality: text(job, "location").or_else(|| text(job, "city")),
        region: text(job, "state"),
        postal_code: text(job, "postalcode"),
        country: text(job, "country"),
        street: text(job, "address"),
    };
    SourcePosting {
        identifier: text(job, "reference_id").or_else(|| text(job, "referencenumber")).or_else(|| text(job, "id")),
        title: text(job, "title"),
        description: text(job, "description"),
        date_posted: text(job, "publishdate").or_else(|| text(job, "date")),
        valid_through: text(job, "expirydate"),
        contract_words: texts(job, "jobtype").into_iter().chain(texts(job, "contract")).collect(),
        organization_name: text(job, "company"),
        organization_url: text(job, "website"),
        places: (!place.is_empty()).then_some(place).into_iter().collect(),
        workplace_words: texts(job, "remote").into_iter().chain(texts(job, "workplace")).collect(),
        pay: SourcePay { words: text(job, "salary"), ..SourcePay::default() }.some(),
        apply_url: text(job, "url"),
        ..SourcePosting::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::postings::reading::xml;

    #[test]
    fn days_come_first_and_pay_is_words() {
        let job = xml::record(
            "<job><title><![CDATA[Giardiniera/e]]></title><location><![CDATA[Pistoia (PT)]]></location><state><![CDATA[Toscana]]></state>\
             <publishdate><![CDATA[03/11/2026]]></publishdate><expirydate><![CDATA[31/02/2027]]></expirydate>\
             <description>\n<![CDATA[<p>Vivai</p>]]>\n</description><reference_id>g1</reference_id><experience><![CDATA[]]></experience>\
             <salary><![CDATA[9,10 euro l'ora]]></salary><jobtype><![CDATA[fulltime, parttime]]></jobtype></job>",
        );
        let posting = posting(&job.unwrap());
        assert_eq!(
            (posting.date_posted.as_deref(), posting.valid_through.as_deref()),
            (Some("03/11/2026"), Some("31/02/2027"))
        );
        assert_eq!(posting.pay.unwrap().words.as_deref(), Some("9,10 euro l'ora"));
        assert_eq!((posting.description.as_deref(), posting.places.len()), (Some("<p>Vivai</p>"), 1));
    }
}
