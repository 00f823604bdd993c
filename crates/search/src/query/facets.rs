//! Counts by code become values and labels.

use contract::{ContractTermKind, EmploymentType, FacetCount, JobSearch, JobSearchFacets, Shift};

use crate::index::facts;
use crate::query::collector::Counts;
use crate::query::criteria::{Criteria, Reach};
use taxonomy::Taxonomy;

/// Most occupations listed.
const OCCUPATIONS_SHOWN: usize = 20;

/// Values that bring none are left out unless the search selects them.
pub fn facets(counts: &Counts, criteria: &Criteria, search: &JobSearch, taxonomy: &Taxonomy) -> JobSearchFacets {
    let occupations = taxonomy.occupations.iter().zip(counts.occupation.iter().skip(1));
    let occupation = occupations.map(|(occupation, count)| {
        let is_selected = search.occupation.as_ref() == Some(&occupation.slug);
        labelled(&occupation.slug, &occupation.preferred_label, *count, is_selected)
    });
    let industries = taxonomy.industries.iter().zip(counts.industry.iter().skip(1));
    let industry = industries.map(|(industry, count)| {
        labelled(&industry.slug, &industry.label, *count, search.industry.contains(&industry.slug))
    });
    let employment_type = EmploymentType::KNOWN.iter().map(|value| {
        let count = at(&counts.employment, facts::employment_code(value));
        plain(value.as_str(), count, search.employment_type.contains(value))
    });
    let contract_term = ContractTermKind::KNOWN.iter().map(|value| {
        let count = at(&counts.term, facts::term_code(value));
        plain(value.as_str(), count, search.contract_term.contains(value))
    });
    let shift = Shift::KNOWN.iter().map(|value| {
        let bit = facts::shift_bit(value) as usize;
        let sets = counts.shifts.iter().enumerate().filter(|(set, _)| set & bit != 0);
        plain(value.as_str(), sets.map(|(_, count)| count).sum(), search.shift.contains(value))
    });
    let [without_agency, with_agency] = counts.agency;
    let agency = [
        plain("true", with_agency, search.agency == Some(true)),
        plain("false", without_agency, search.agency == Some(false)),
    ];
    JobSearchFacets {
        occupation: most_first(occupation, OCCUPATIONS_SHOWN),
        industry: most_first(industry, usize::MAX),
        employment_type: shown(employment_type),
        contract_term: shown(contract_term),
        shift: shown(shift),
        remote: shown([plain("true", counts.remote, search.remote)]),
        agency: shown(agency),
        posted_within_days: within(&criteria.posted, &counts.posted, search.posted_within_days),
        closing_within_days: within(&criteria.closing, &counts.closing, search.closing_within_days),
    }
}

/// A value, and whether the search selects it.
type Counted = (FacetCount, bool);

fn plain(value: &str, count: u64, is_selected: bool) -> Counted {
    (FacetCount { value: value.to_owned(), label: None, count }, is_selected)
}

fn labelled(value: &str, label: &str, count: u64, is_selected: bool) -> Counted {
    (FacetCount { value: value.to_owned(), label: Some(label.to_owned()), count }, is_selected)
}

fn at(counts: &[u64], code: u64) -> u64 {
    usize::try_from(code).ok().and_then(|code| counts.get(code)).copied().unwrap_or(0)
}

fn shown(values: impl IntoIterator<Item = Counted>) -> Vec<FacetCount> {
    values.into_iter().filter(|(value, is_selected)| value.count > 0 || *is_selected).map(|(value, _)| value).collect()
}

/// By count; the given order, which is that of the labels, tells equal ones apart.
fn most_first(values: impl Iterator<Item = Counted>, most: usize) -> Vec<FacetCount> {
    let mut values: Vec<Counted> = values.filter(|(value, is_selected)| value.count > 0 || *is_selected).collect();
    values.sort_by_key(|(value, _)| std::cmp::Reverse(value.count));
    let kept = values.into_iter().enumerate().filter(|(at, (_, is_selected))| *at < most || *is_selected);
    kept.map(|(_, (value, _))| value).collect()
}

/// Each reach holds the ones before.
fn within(reaches: &[Reach], counts: &[u64], selected: Option<u16>) -> Vec<FacetCount> {
    let mut so_far = 0;
    let values = reaches.iter().zip(counts).map(|(reach, count)| {
        so_far += count;
        plain(&reach.days.to_string(), so_far, selected == Some(reach.days))
    });
    shown(values.collect::<Vec<_>>())
}
