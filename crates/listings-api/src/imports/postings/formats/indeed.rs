//! XML of Indeed (`<source><publisher/><job>…`). ZipRecruiter's is the same with its own names for pay.
//! <https://docs.indeed.com/indeed-apply/xml-feed>, <https://www.ziprecruiter.com/partner/documentation/>

use serde_json::Value;

use crate::imports::postings::json_value::{first, text, texts};
use crate::imports::postings::source::{SourcePay, SourcePlace, SourcePosting};

pub fn posting(job: &Value, envelope: &Value) -> SourcePosting {
    let any = |names: &[&str]| names.iter().find_map(|name| text(job, name));
    let place = SourcePlace {
        locality: any(&["city", "location"]),
        region: any(&["state", "region", "province"]),
        postal_code: any(&["postalcode", "zip", "postcode"]),
        country: text(job, "country"),
        street: any(&["streetaddress", "address"]),
    };
    let hours = any(&["hours", "workinghours"]);
    SourcePosting {
        identifier: any(&["referencenumber", "reference", "requisitionid", "id"]),
        title: text(job, "title"),
        description: any(&["description", "content"]),
        language: text(job, "language"),
        date_posted: any(&["date", "date_posted", "posted_date"]),
        date_modified: any(&["lastactivitydate", "date_updated"]),
        valid_through: any(&["expirationdate", "expiration_date", "expirydate"]),
        contract_words: texts(job, "jobtype")
            .into_iter()
            .chain(texts(job, "contract"))
            .chain(texts(job, "job_type"))
            .collect(),
        work_hours: hours,
        // `sourcename` and the publisher are those who publish; neither is an employer.
        organization_name: any(&["company", "company_name"]),
        organization_url: any(&["company_url", "companyurl"]),
        is_confidential: text(job, "confidential")
            .is_some_and(|said| ["true", "yes", "1"].contains(&said.to_lowercase().as_str())),
        issuer: text(envelope, "publisher").filter(|_| text(job, "company").is_none()),
        places: (!place.is_empty()).then_some(place).into_iter().collect(),
        workplace_words: texts(job, "remotetype").into_iter().chain(texts(job, "remote")).collect(),
        pay: pay(job),
        apply_url: any(&["url", "apply_url", "link"]),
        ..SourcePosting::default()
    }
}

fn pay(job: &Value) -> Option<SourcePay> {
    let any = |names: &[&str]| names.iter().find_map(|name| text(job, name));
    // Some nest it: <salary><min>…
    let nested = first(job, "salary").filter(|salary| salary.is_object());
    let in_nested = |name| nested.and_then(|salary| text(salary, name));
    SourcePay {
        min: any(&["compensation_min", "salary_min", "salarymin"]).or_else(|| in_nested("min")),
        max: any(&["compensation_max", "salary_max", "salarymax"]).or_else(|| in_nested("max")),
        currency: any(&["compensation_currency", "salary_currency"]).or_else(|| in_nested("currency")),
        per: any(&["compensation_interval", "salary_period"]).or_else(|| in_nested("period")),
        words: any(&["salary", "compensation"]),
    }
    .some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::postings::reading::xml;

    #[test]
    fn both_dialects_are_read() {
        let indeed = xml::record(
            "<job><title><![CDATA[ Idraulico ]]></title><date><![CDATA[Fri, 27 Nov 2026 09:00:00 GMT]]></date>\
             <referencenumber>I-7</referencenumber><url>https://x.example/7?a=1&amp;b=2</url><company><![CDATA[Tubi & C.]]></company>\
             <city>Sondrio</city><state>SO</state><country>IT</country><description><![CDATA[<p>Tubi.</p>]]></description>\
             <salary>€1.500 al mese</salary><jobtype>fulltime</jobtype><remotetype>Hybrid remote</remotetype></job>",
        );
        let posting = super::posting(&indeed.unwrap(), &Value::Null);
        assert_eq!((posting.identifier.as_deref(), posting.title.as_deref()), (Some("I-7"), Some("Idraulico")));
        assert_eq!(posting.date_posted.as_deref(), Some("Fri, 27 Nov 2026 09:00:00 GMT"));
        assert_eq!(
            (posting.organization_name.as_deref(), posting.apply_url.as_deref()),
            (Some("Tubi & C."), Some("https://x.example/7?a=1&b=2"))
        );
        assert_eq!(posting.pay.unwrap().words.as_deref(), Some("€1.500 al mese"));
        let zip = xml::record(
            "<job><referencenumber>Z-1</referencenumber><title>A</title><compensation_min>1500</compensation_min>\
             <compensation_max>1700</compensation_max><compensation_interval>monthly</compensation_interval>\
             <compensation_currency>eur</compensation_currency></job>",
        );
        let pay = super::posting(&zip.unwrap(), &Value::Null).pay.unwrap();
        assert_eq!((pay.min.as_deref(), pay.per.as_deref(), pay.words), (Some("1500"), Some("monthly"), None));
    }
}
