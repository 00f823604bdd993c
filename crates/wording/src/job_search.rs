//! A search in words. The labels of slugs come from a page of its results; without one they are guessed.

use contract::{ContractTermKind, EmploymentType, JobPostingPage, JobSearch, SearchArea, Shift};

use crate::{labels, pay};

/// The subject of a search without conditions.
const EVERYTHING: &str = "Offerte di lavoro";

/// "entro 30 km da Milano"; `None` without a place.
pub fn area_words(search: &JobSearch, page: Option<&JobPostingPage>) -> Option<String> {
    let area = search.area.as_ref()?;
    let around = match area {
        SearchArea::Point { .. } => "dalla tua posizione".to_owned(),
        SearchArea::Place { place, .. } => {
            let known = page.and_then(|page| page.place.as_ref()).filter(|known| known.slug == *place);
            known.map_or_else(|| format!("da {}", place.replace('-', " ")), |known| format!("da {}", known.name))
        }
    };
    Some(format!("entro {} km {around}", area.radius_km()))
}

/// The subject of a search, for a title: the role, the text, or "Offerte di lavoro".
pub fn subject(search: &JobSearch, page: Option<&JobPostingPage>) -> String {
    let role = search.occupation.as_ref().map(|slug| occupation_label(slug, page));
    let text = search.q.as_ref().map(|text| format!("“{text}”"));
    role.or(text).unwrap_or_else(|| EVERYTHING.to_owned())
}

fn occupation_label(slug: &str, page: Option<&JobPostingPage>) -> String {
    let facet = page.and_then(|page| page.facets.occupation.iter().find(|facet| facet.value == slug));
    facet.and_then(|facet| facet.label.clone()).unwrap_or_else(|| slug.replace('-', " "))
}

fn industry_label(slug: &str, page: Option<&JobPostingPage>) -> String {
    let facet = page.and_then(|page| page.facets.industry.iter().find(|facet| facet.value == slug));
    facet.and_then(|facet| facet.label.clone()).unwrap_or_else(|| slug.replace('-', " "))
}

/// One value that narrows a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Name of the parameter.
    pub parameter: &'static str,
    pub value: String,
    pub label: String,
}

/// The values that narrow a search. Parameters that only complete another filter have none of their own.
pub fn filters(search: &JobSearch, page: Option<&JobPostingPage>) -> Vec<Filter> {
    let mut filters = Vec::new();
    for (parameter, value) in search.to_pairs() {
        let label = match parameter {
            "q" => format!("“{value}”"),
            "occupation" => occupation_label(&value, page),
            "industry" => industry_label(&value, page),
            "place" | "lat" => area_words(search, page).unwrap_or_default(),
            "employment_type" => labels::employment_type(&EmploymentType::from(value.as_str())),
            "contract_term" => labels::contract_term_kind(&ContractTermKind::from(value.as_str())),
            "shift" => labels::shift(&Shift::from(value.as_str())),
            "remote" => "Da remoto".to_owned(),
            "salary_min" => match &search.salary_min {
                Some(floor) => pay::floor(floor),
                None => continue,
            },
            "posted_within_days" => labels::posted_within(&value),
            "closing_within_days" => labels::closing_within(&value),
            "agency" => labels::agency(&value),
            _ => continue,
        };
        filters.push(Filter { parameter, value, label });
    }
    filters
}

/// Everything that narrows a search, in words.
pub fn filter_words(search: &JobSearch, page: Option<&JobPostingPage>) -> Vec<String> {
    filters(search, page).into_iter().map(|filter| filter.label).collect()
}

/// "Offerte di lavoro: Magazziniere, entro 30 km da Milano": for a search without context.
pub fn title(search: &JobSearch, page: Option<&JobPostingPage>) -> String {
    match filter_words(search, page) {
        words if words.is_empty() => EVERYTHING.to_owned(),
        words => format!("{EVERYTHING}: {}", words.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_have_words() {
        let search = JobSearch::from_query("shift=night&salary_min=1500&posted_within_days=7&agency=false").unwrap();
        let labels: Vec<String> =
            filter_words(&search, None).iter().map(|words| words.replace('\u{a0}', " ")).collect();
        assert_eq!(labels, ["Notte", "Almeno 1.500 € al mese", "Negli ultimi 7 giorni", "Aziende che assumono"]);
    }

    #[test]
    fn a_search_has_a_title() {
        let title_of = |query: &str| title(&JobSearch::from_query(query).unwrap(), None);
        assert_eq!(title_of(""), "Offerte di lavoro");
        assert_eq!(title_of("sort=newest&limit=3"), "Offerte di lavoro");
        assert_eq!(
            title_of("occupation=cuoco&place=roma-rm&radius_km=10&shift=night"),
            "Offerte di lavoro: cuoco, entro 10 km da roma rm, Notte"
        );
    }
}
