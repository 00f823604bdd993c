//! What a rule has something against in an offer, with the rule and what to do. It refuses nothing: the publisher
//! decides, and the operator reads.
//!
//! Pure: an offer's words in, findings out. Rather silent than wrong: wording that is innocent as often as not is left.

mod agreements;
mod contact;
mod patterns;
mod phrases;
mod rule;
mod subject;
mod titles;

#[cfg(test)]
mod rows;

use self::patterns::{Sentence, sentences};
use self::phrases::said;
pub use self::rule::{Language, Rule};
pub use self::subject::Subject;

/// Longest evidence, in characters.
const EVIDENCE: usize = 120;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub rule: Rule,
    /// The words it is about; may be empty.
    pub evidence: String,
}

/// Everything there is to say, each rule once, in the order of [`Rule::ALL`].
pub fn check(offer: &Subject<'_>) -> Vec<Finding> {
    let sentences = sentences(&format!("{}\n{}", offer.title, offer.text));
    let find = |rule| {
        let evidence = match rule {
            Rule::PayMissing => pay_missing(offer, &sentences),
            Rule::AgencyWithoutAuthorisation => agency_without_authorisation(offer, &sentences),
            Rule::OneGenderTitle => titles::one_gender(offer.title, offer.text),
            Rule::ContactByPhoneOnly => contact::by_phone_only(offer.apply_url, offer.text),
            Rule::AgreementUnknown => agreements::unknown(offer.agreement, &sentences),
            Rule::PayBelowAgreement => agreements::pay_below(offer),
            Rule::AgeAsked if offer.is_apprenticeship => None,
            Rule::GenderAsked
            | Rule::AgeAsked
            | Rule::OriginAsked
            | Rule::LooksAsked
            | Rule::MoneyAsked
            | Rule::NetPay => said(rule, &sentences),
        };
        evidence.map(|evidence| Finding { rule, evidence: evidence.chars().take(EVIDENCE).collect() })
    };
    Rule::ALL.into_iter().filter_map(find).collect()
}

fn pay_missing(offer: &Subject<'_>, sentences: &[Sentence]) -> Option<String> {
    let figures = ["euro .. #", "# .. euro", "ral .. #", "# k", "eur .. #", "# .. eur"];
    let others = ["buon* past*", "ticket", "fatturato", "rimbors*", "bonus", "welfare", "cauzione", "quota"];
    let is_figure = |sentence: &Sentence| {
        figures.iter().any(|pattern| sentence.has(pattern)) && !others.iter().any(|pattern| sentence.has(pattern))
    };
    if offer.pay.is_some() || sentences.iter().any(is_figure) {
        return None;
    }
    let vague = ["commisurat*", "retribuzione .. interess*|adeguat*|competitiv*", "ral .. esperienza", "da concordare"];
    let said = sentences.iter().find(|sentence| vague.iter().any(|pattern| sentence.has(pattern)));
    Some(said.map(|sentence| sentence.text.clone()).unwrap_or_default())
}

fn agency_without_authorisation(offer: &Subject<'_>, sentences: &[Sentence]) -> Option<String> {
    let is_given = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    let authorised = ["aut .. min*", "autorizzazion* .. minister*|prot|n|#|anpal|definitiva", "aut .. prot|n|#"];
    if offer.agency_authorisation.is_some_and(is_given)
        || sentences.iter().any(|sentence| authorised.iter().any(|pattern| sentence.has(pattern)))
    {
        return None;
    }
    if let Some(agency) = offer.agency {
        return Some(agency.to_owned());
    }
    let kinds = ["agenzia . . lavoro", "agenzia di somministrazione", "agenzia interinale"];
    if let Some(employer) = offer.employer
        && patterns::sentences(employer).iter().any(|name| kinds.iter().any(|kind| name.has(kind)))
    {
        return Some(employer.to_owned());
    }
    let itself = [
        "siamo .. agenzia . . lavoro", "agenzia . . lavoro .. cerca|ricerca|seleziona|per",
        "siamo .. agenzia interinale",
    ];
    let said = sentences.iter().find(|sentence| itself.iter().any(|pattern| sentence.has(pattern)));
    said.map(|sentence| sentence.text.clone())
}
