//! The ways on from a search that found nothing.

use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, Utc};
use contract::{JobSearch, JobSort, SearchSuggestions, WiderRadius, WithoutFilter};
use taxonomy::Taxonomy;

use crate::bounded::Bounded;
use crate::engine::Query;
use crate::error::SearchError;
use crate::index::text::TextQuery;
use crate::query::collector::{Counted, SearchPlan};
use crate::query::criteria::Criteria;
use crate::question::question;

/// Radii to try, in kilometres; after the last one, all of Italy.
const RADII: [u16; 5] = [10, 20, 30, 50, 100];
/// URL parameters in the order of the filters' bits.
const PARAMETERS: [&str; crate::query::criteria::filter::COUNT] = [
    "occupation", "industry", "employment_type", "contract_term", "shift", "remote", "agency", "posted_within_days",
    "closing_within_days", "salary_min",
];

/// `counted` has counted what each filter alone keeps out; the text and wider areas take a look of their own.
pub async fn suggest(
    bounded: &Bounded,
    taxonomy: &Taxonomy,
    search: &JobSearch,
    criteria: &Arc<Criteria>,
    counted: &Counted,
    now: DateTime<Utc>,
    deadline: Instant,
) -> Result<Option<SearchSuggestions>, SearchError> {
    let count = async |search: &JobSearch, criteria: &Arc<Criteria>, radius_km: Option<u16>| {
        let plan = SearchPlan { criteria: Arc::clone(criteria), sort: JobSort::Newest, after: None, keep: 0, deadline };
        let text = search.q.as_deref().map(TextQuery::parse);
        let query = Query { text, occupation: None, is_within_area: criteria.area.is_some(), plan };
        let question = format!("total:{}#{radius_km:?}", question(search, &JobSort::Newest));
        bounded.answer(now, question, query).await.map(|counted| counted.counts.total)
    };
    let mut suggestions = SearchSuggestions { wider_radius: None, without: None };
    if let Some(area) = &criteria.area {
        let wider = RADII.into_iter().filter(|radius_km| *radius_km > area.radius_km()).map(Some).chain([None]);
        for radius_km in wider {
            let area = radius_km.map(|radius_km| area.with_radius_km(radius_km, taxonomy));
            let wider = Arc::new(criteria.with_area(area));
            let total = count(search, &wider, radius_km).await?;
            if total > 0 {
                suggestions.wider_radius = Some(WiderRadius { radius_km, total });
                break;
            }
        }
    }
    let mut without: Vec<(&str, u64)> = PARAMETERS.into_iter().zip(counted.counts.only_failed).collect();
    if search.q.is_some() {
        let textless = JobSearch { q: None, ..search.clone() };
        without.push(("q", count(&textless, criteria, criteria.area.as_ref().map(|area| area.radius_km())).await?));
    }
    suggestions.without = without
        .into_iter()
        .max_by_key(|(_, total)| *total)
        .filter(|(_, total)| *total > 0)
        .map(|(parameter, total)| WithoutFilter { parameter: parameter.to_owned(), total });
    let has_any = suggestions.wider_radius.is_some() || suggestions.without.is_some();
    Ok(has_any.then_some(suggestions))
}
