//! What a search consists of, and how it is written.

use super::degrees;
use crate::open_enum::open_enum;
use crate::{ContractTermKind, EmploymentType, Shift};

/// Default radius, in kilometres.
pub const DEFAULT_RADIUS_KM: u16 = 30;
/// Maximum radius, in kilometres.
pub const MAX_RADIUS_KM: u16 = 100;
/// Default number of offers on a page.
pub const DEFAULT_LIMIT: u16 = 20;
/// Maximum number of offers on a page.
pub const MAX_LIMIT: u16 = 100;
/// Maximum length of the text to search for, in characters.
pub const MAX_TEXT_CHARACTERS: usize = 200;
/// Maximum length of a slug.
pub const MAX_SLUG_BYTES: usize = 100;
/// Maximum length of every parameter but the text, in bytes: no slug and no cursor is longer.
pub const MAX_VALUE_BYTES: usize = 400;
/// Maximum number of values of one filter.
pub const MAX_VALUES: usize = 20;
/// Highest minimum pay that a search may ask for, in whole euros.
pub const MAX_SALARY: u32 = 1_000_000;
/// Maximum of "published within" and "closing within", in days.
pub const MAX_DAYS: u16 = 365;

open_enum! {
    /// The order of the offers.
    JobSort {
        /// Best match of the text first; needs a text.
        Relevance = "relevance",
        /// Latest `date_posted` first.
        Newest = "newest",
        /// Nearest deadline first; offers without one last.
        Closing = "closing",
        /// Needs a [`SearchArea`].
        Distance = "distance",
        /// Highest monthly pay first (see [`crate::salary`]); offers that state none last.
        Salary = "salary",
    }
}

open_enum! {
    /// The unit of the minimum pay.
    SalaryFloorPeriod {
        Hour = "hour",
        Month = "month",
        Year = "year",
    }
}

/// The pay an offer must reach: `salary_min` and `salary_period` of the URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SalaryFloor {
    /// Gross, whole; 1 to [`MAX_SALARY`].
    pub euros: u32,
    pub per: SalaryFloorPeriod,
}

/// Where to look.
#[derive(Debug, Clone, PartialEq)]
pub enum SearchArea {
    /// Around a comune, by its slug.
    Place { place: String, radius_km: u16 },
    /// Around a point in WGS 84 degrees; the URL holds six decimals of them, a tenth of a metre.
    Point { latitude: f64, longitude: f64, radius_km: u16 },
}

impl SearchArea {
    pub fn radius_km(&self) -> u16 {
        match self {
            Self::Place { radius_km, .. } | Self::Point { radius_km, .. } => *radius_km,
        }
    }
}

/// Which offers, where, in what order, starting where. Values of one filter are OR, filters are AND. Lists are sorted
/// and without repeats ([`toggle`] keeps them so), so that equal searches compare equal.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct JobSearch {
    /// Free text, at most [`MAX_TEXT_CHARACTERS`]: words are AND, "quoted words" are a phrase, `-word` excludes.
    pub q: Option<String>,
    /// Slug.
    pub occupation: Option<String>,
    /// Slugs.
    pub industry: Vec<String>,
    pub area: Option<SearchArea>,
    pub employment_type: Vec<EmploymentType>,
    pub contract_term: Vec<ContractTermKind>,
    pub shift: Vec<Shift>,
    /// Only offers that can be done entirely from home.
    pub remote: bool,
    pub salary_min: Option<SalaryFloor>,
    /// 1 to [`MAX_DAYS`].
    pub posted_within_days: Option<u16>,
    /// 1 to [`MAX_DAYS`]; excludes offers without a deadline.
    pub closing_within_days: Option<u16>,
    /// True: only offers of agencies; false: only the others.
    pub agency: Option<bool>,
    pub sort: Option<JobSort>,
    pub cursor: Option<String>,
    /// 1 to [`MAX_LIMIT`].
    pub limit: Option<u16>,
}

impl JobSearch {
    pub fn for_occupation(slug: impl Into<String>) -> Self {
        Self { occupation: Some(slug.into()), ..Self::default() }
    }

    pub fn near_place(slug: impl Into<String>) -> Self {
        Self { area: Some(SearchArea::Place { place: slug.into(), radius_km: DEFAULT_RADIUS_KM }), ..Self::default() }
    }

    /// Relevance when there is a text, else distance when there is an area, else newest.
    pub fn effective_sort(&self) -> JobSort {
        match (&self.sort, &self.q, &self.area) {
            (Some(sort), ..) => sort.clone(),
            (None, Some(_), _) => JobSort::Relevance,
            (None, None, Some(_)) => JobSort::Distance,
            (None, None, None) => JobSort::Newest,
        }
    }

    /// Whether an order is possible: relevance needs a text, distance an area.
    pub fn can_sort(&self, sort: &JobSort) -> bool {
        match sort {
            JobSort::Relevance => self.q.is_some(),
            JobSort::Distance => self.area.is_some(),
            _ => true,
        }
    }

    /// The parameters in a fixed order, defaults left out, so that equal searches have equal addresses.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut push = |name: &'static str, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        push("q", self.q.clone());
        push("occupation", self.occupation.clone());
        for industry in &self.industry {
            push("industry", Some(industry.clone()));
        }
        if let Some(area) = &self.area {
            match area {
                SearchArea::Place { place, .. } => push("place", Some(place.clone())),
                SearchArea::Point { latitude, longitude, .. } => {
                    push("lat", Some(degrees::to_text(*latitude)));
                    push("lon", Some(degrees::to_text(*longitude)));
                }
            }
            push("radius_km", Some(area.radius_km()).filter(|km| *km != DEFAULT_RADIUS_KM).map(|km| km.to_string()));
        }
        for value in &self.employment_type {
            push("employment_type", Some(value.as_str().to_owned()));
        }
        for value in &self.contract_term {
            push("contract_term", Some(value.as_str().to_owned()));
        }
        for value in &self.shift {
            push("shift", Some(value.as_str().to_owned()));
        }
        push("remote", self.remote.then(|| "true".to_owned()));
        if let Some(SalaryFloor { euros, per }) = &self.salary_min {
            push("salary_min", Some(euros.to_string()));
            push("salary_period", Some(per).filter(|per| **per != SalaryFloorPeriod::Month).map(ToString::to_string));
        }
        push("posted_within_days", self.posted_within_days.map(|days| days.to_string()));
        push("closing_within_days", self.closing_within_days.map(|days| days.to_string()));
        push("agency", self.agency.map(|is_agency| is_agency.to_string()));
        push("sort", self.sort.as_ref().map(ToString::to_string));
        push("cursor", self.cursor.clone());
        push("limit", self.limit.map(|limit| limit.to_string()));
        pairs
    }

    /// The query string without `?`; empty for the search without conditions.
    pub fn to_query(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(self.to_pairs()).finish()
    }
}

/// Removes a value from a list of the search, or inserts it in its sorted place.
pub fn toggle<T: Ord>(values: &mut Vec<T>, value: T) {
    match values.iter().position(|known| *known >= value) {
        Some(at) if values.get(at) == Some(&value) => drop(values.remove(at)),
        Some(at) => values.insert(at, value),
        None => values.push(value),
    }
}
