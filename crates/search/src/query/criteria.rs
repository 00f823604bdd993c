//! A search against what there is: slugs become codes, days become moments, the area becomes a set of comuni.

use std::sync::Arc;

use chrono::{DateTime, Days, Utc};
use contract::deadline::{end_of_last_day, rome_date, rome_time};
use contract::place::distance_km;
use contract::{JobSearch, Place, SalaryFloorPeriod, SearchArea};

use crate::error::SearchError;
use crate::index::facts::{self, Packed};
use crate::index::schema;
use taxonomy::Taxonomy;

/// Filters that facets are counted without, one bit each.
pub mod filter {
    pub const OCCUPATION: u16 = 1;
    pub const INDUSTRY: u16 = 1 << 1;
    pub const EMPLOYMENT: u16 = 1 << 2;
    pub const TERM: u16 = 1 << 3;
    pub const SHIFT: u16 = 1 << 4;
    pub const REMOTE: u16 = 1 << 5;
    pub const AGENCY: u16 = 1 << 6;
    pub const POSTED: u16 = 1 << 7;
    pub const CLOSING: u16 = 1 << 8;
    pub const SALARY: u16 = 1 << 9;
    pub const COUNT: usize = 10;
}

/// Days that "published within" counts.
const POSTED_DAYS: [u16; 4] = [1, 3, 7, 30];
/// Days that "closing within" counts.
const CLOSING_DAYS: [u16; 2] = [3, 7];

/// So many days, and the moment they reach to, in Unix seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    pub days: u16,
    pub at: u64,
}

/// What an offer must have. Sets of codes are bit masks; an empty mask asks for nothing.
#[derive(Debug, Clone)]
pub struct Criteria {
    /// Unix seconds: what closes before is no longer open.
    pub now: u64,
    pub occupation: usize,
    industries: u64,
    employments: u64,
    terms: u64,
    shifts: usize,
    is_remote: bool,
    agency: Option<bool>,
    posted_since: u64,
    closing_until: u64,
    /// Least pay in cents; 0: any.
    pub pay_floor: u64,
    /// The column it is compared with.
    pub pay_column: &'static str,
    /// Fewest days first: each reach holds the ones before.
    pub posted: Vec<Reach>,
    pub closing: Vec<Reach>,
    pub area: Option<Arc<Area>>,
}

/// The columns of one offer that filters look at.
#[derive(Debug, Clone, Copy)]
pub struct Offer {
    pub packed: Packed,
    pub posted_at: u64,
    pub closes_at: u64,
    /// In the column of [`Criteria::pay_column`]; 0: not stated.
    pub pay: u64,
}

impl Criteria {
    /// What the search names must exist: an unknown slug is named in the error.
    pub fn new(search: &JobSearch, taxonomy: &Taxonomy, now: DateTime<Utc>) -> Result<Self, SearchError> {
        let unknown = |name, what: &str| parameter(name, "unknown_value", format!("no {what} has this slug"));
        let occupation = facts::occupation_code(taxonomy, search.occupation.as_deref()) as usize;
        if search.occupation.is_some() && occupation == 0 {
            return Err(unknown("occupation", "occupation"));
        }
        let mut industries = 0;
        for slug in &search.industry {
            match facts::industry_code(taxonomy, Some(slug)) {
                0 => return Err(unknown("industry", "industry")),
                code => industries |= 1 << code,
            }
        }
        let (pay_floor, pay_column) = match &search.salary_min {
            None => (0, schema::PAY_MONTH),
            Some(floor) => {
                let column = match floor.per {
                    SalaryFloorPeriod::Hour => schema::PAY_HOUR,
                    SalaryFloorPeriod::Year => schema::PAY_YEAR,
                    _ => schema::PAY_MONTH,
                };
                (u64::from(floor.euros) * 100, column)
            }
        };
        let posted = reaches(&POSTED_DAYS, search.posted_within_days, |days| since(now, days));
        let closing = reaches(&CLOSING_DAYS, search.closing_within_days, |days| until(now, days));
        Ok(Self {
            now: u64::try_from(now.timestamp()).unwrap_or(0),
            occupation,
            industries,
            employments: search.employment_type.iter().fold(0, |mask, value| mask | 1 << facts::employment_code(value)),
            terms: search.contract_term.iter().fold(0, |mask, value| mask | 1 << facts::term_code(value)),
            shifts: search.shift.iter().fold(0, |mask, value| mask | facts::shift_bit(value) as usize),
            is_remote: search.remote,
            agency: search.agency,
            posted_since: search.posted_within_days.map_or(0, |days| since(now, days)),
            closing_until: search.closing_within_days.map_or(u64::MAX, |days| until(now, days)),
            pay_floor,
            pay_column,
            posted,
            closing,
            area: search.area.as_ref().map(|area| Area::new(area, taxonomy).map(Arc::new)).transpose()?,
        })
    }

    /// Everything of these occupations that is open.
    pub fn of_occupation(code: usize, taxonomy: &Taxonomy, now: DateTime<Utc>) -> Result<Self, SearchError> {
        Ok(Self { occupation: code, ..Self::new(&JobSearch::default(), taxonomy, now)? })
    }

    /// The same filters elsewhere; `None`: all of Italy.
    pub fn with_area(&self, area: Option<Area>) -> Self {
        Self { area: area.map(Arc::new), ..self.clone() }
    }

    pub fn is_open(&self, offer: Offer) -> bool {
        offer.closes_at >= self.now
    }

    /// The filters that keep an offer out, one bit each.
    pub fn failed(&self, offer: Offer) -> u16 {
        let Offer { packed, posted_at, closes_at, pay } = offer;
        let is_in = |mask: u64, code: usize| mask == 0 || mask >> code & 1 == 1;
        let bit = |has_failed: bool, filter: u16| if has_failed { filter } else { 0 };
        bit(self.occupation != 0 && packed.occupation() != self.occupation, filter::OCCUPATION)
            | bit(!is_in(self.industries, packed.industry()), filter::INDUSTRY)
            | bit(!is_in(self.employments, packed.employment()), filter::EMPLOYMENT)
            | bit(!is_in(self.terms, packed.term()), filter::TERM)
            | bit(self.shifts != 0 && packed.shifts() & self.shifts == 0, filter::SHIFT)
            | bit(self.is_remote && !packed.is_remote(), filter::REMOTE)
            | bit(self.agency.is_some_and(|agency| agency != packed.is_agency()), filter::AGENCY)
            | bit(posted_at < self.posted_since, filter::POSTED)
            | bit(closes_at > self.closing_until, filter::CLOSING)
            | bit(pay < self.pay_floor, filter::SALARY)
    }
}

fn parameter(parameter: &'static str, code: &'static str, detail: String) -> SearchError {
    SearchError::Parameter { parameter, code, detail }
}

fn reaches(preset: &[u16], selected: Option<u16>, at: impl Fn(u16) -> u64) -> Vec<Reach> {
    let mut days = preset.to_vec();
    days.extend(selected);
    days.sort_unstable();
    days.dedup();
    days.into_iter().map(|days| Reach { days, at: at(days) }).collect()
}

/// The start of the day in Rome so many days ago: sources give days, not hours, and "since yesterday" is a whole day.
fn since(now: DateTime<Utc>, days: u16) -> u64 {
    let day = rome_date(now).checked_sub_days(Days::new(u64::from(days)));
    // Before the calendar, or 1970: everything was posted since.
    day.and_then(|day| u64::try_from(rome_time(day.and_time(chrono::NaiveTime::MIN)).timestamp()).ok()).unwrap_or(0)
}

/// The end of what closes on the day in Rome so many days on.
fn until(now: DateTime<Utc>, days: u16) -> u64 {
    let day = rome_date(now).checked_add_days(Days::new(u64::from(days)));
    // Beyond the calendar: everything closes before.
    day.and_then(|day| u64::try_from(end_of_last_day(day).timestamp()).ok()).unwrap_or(u64::MAX)
}

/// The comuni within a radius.
#[derive(Debug)]
pub struct Area {
    /// What was searched around, when it is a comune.
    pub place: Option<Place>,
    centre: (f64, f64),
    radius_km: u16,
    /// By code of the comune (see [`Packed::place`]), in metres; `None`: outside, or of no known position.
    metres: Vec<Option<u32>>,
}

impl Area {
    fn new(area: &SearchArea, taxonomy: &Taxonomy) -> Result<Self, SearchError> {
        let (place, centre) = match area {
            SearchArea::Point { latitude, longitude, .. } => (None, (*latitude, *longitude)),
            SearchArea::Place { place, .. } => {
                let place = taxonomy
                    .places
                    .find(place)
                    .ok_or_else(|| parameter("place", "unknown_value", "no place has this slug".to_owned()))?;
                let centre = place.point().ok_or_else(|| {
                    parameter("place", "no_position", "the position of this place is not known".to_owned())
                })?;
                (Some(place.clone()), centre)
            }
        };
        Ok(Self::around(place, centre, area.radius_km(), taxonomy))
    }

    /// The same centre with another radius.
    pub fn with_radius_km(&self, radius_km: u16, taxonomy: &Taxonomy) -> Self {
        Self::around(self.place.clone(), self.centre, radius_km, taxonomy)
    }

    pub fn around(place: Option<Place>, centre: (f64, f64), radius_km: u16, taxonomy: &Taxonomy) -> Self {
        let most = f64::from(radius_km);
        // A degree of latitude is 110.5 km or more: spares the trigonometry for most of Italy.
        let span = most / 110.5;
        let metres = taxonomy.places.records().iter().map(|record| {
            let point = record.place.point().filter(|point| (point.0 - centre.0).abs() <= span)?;
            let km = distance_km(centre, point);
            // Whole metres: an order that does not hang on the last bit of a float.
            (km <= most).then(|| (km * 1000.0).round() as u32)
        });
        Self { place, centre, radius_km, metres: std::iter::once(None).chain(metres).collect() }
    }

    pub fn radius_km(&self) -> u16 {
        self.radius_km
    }

    /// From the centre, in metres; `None` outside.
    pub fn metres(&self, place: usize) -> Option<u32> {
        self.metres.get(place).copied().flatten()
    }

    /// Codes of the comuni inside.
    pub fn places(&self) -> impl Iterator<Item = u64> + '_ {
        self.metres.iter().enumerate().filter(|(_, metres)| metres.is_some()).map(|(code, _)| code as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_radius_holds_what_a_plain_measure_holds() {
        let places = taxonomy::place_index::PlaceIndex::new(taxonomy::embedded_places().unwrap());
        let taxonomy = Taxonomy { places, ..Taxonomy::default() };
        for (centre, radius_km) in [((45.4642, 9.19), 30), ((36.6, 14.9), 100), ((46.9, 11.4), 5), ((90.0, 0.0), 100)] {
            let area = Area::around(None, centre, radius_km, &taxonomy);
            let inside = |record: &taxonomy::place_index::PlaceRecord| {
                record.place.point().is_some_and(|point| distance_km(centre, point) <= f64::from(radius_km))
            };
            assert_eq!(area.places().count(), taxonomy.places.records().iter().filter(|record| inside(record)).count());
        }
    }

    #[test]
    fn days_are_those_of_the_calendar_in_rome() {
        let now = DateTime::parse_from_rfc3339("2026-11-23T10:00:00Z").unwrap().to_utc();
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().timestamp() as u64;
        assert_eq!(since(now, 1), at("2026-11-22T00:00:00+01:00"));
        // A closing hour after midnight belongs to the day before.
        assert_eq!(until(now, 3), at("2026-11-27T01:59:59+01:00"));
        let days: Vec<_> = reaches(&POSTED_DAYS, Some(14), |_| 0).iter().map(|reach| reach.days).collect();
        assert_eq!(days, [1, 3, 7, 14, 30]);
    }
}
