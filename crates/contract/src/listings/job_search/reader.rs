//! Reads the parameters of a search one by one and reports the invalid ones.

use super::{
    DEFAULT_RADIUS_KM, JobSearch, JobSort, MAX_DAYS, MAX_LIMIT, MAX_RADIUS_KM, MAX_SALARY, MAX_SLUG_BYTES,
    MAX_TEXT_CHARACTERS, MAX_VALUE_BYTES, MAX_VALUES, SalaryFloor, SalaryFloorPeriod, SearchArea, degrees, toggle,
};
use crate::{ContractTermKind, EmploymentType, FieldError, Shift};

/// Parameters that may be given more than once.
const LISTS: [&str; 4] = ["industry", "employment_type", "contract_term", "shift"];
/// Parameters that may be given once.
const SINGLE: [&str; 14] = [
    "q", "occupation", "place", "lat", "lon", "radius_km", "remote", "salary_min", "salary_period",
    "posted_within_days", "closing_within_days", "agency", "sort", "cursor",
];
/// Maximum number of errors: three hundred invalid parameters must not get three hundred.
const MAX_ERRORS: usize = 20;

impl JobSearch {
    /// Reads decoded parameters. Reports every parameter that is unknown, repeated although it takes one value, or out
    /// of range. Empty values count as absent: an HTML form sends them for blank fields.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::default();
        for (name, value) in pairs {
            reader.read(name, value.trim());
        }
        reader.finish()
    }

    /// Reads a query string, with or without its `?`.
    pub fn from_query(query: &str) -> Result<Self, Vec<FieldError>> {
        let pairs: Vec<_> = form_urlencoded::parse(query.trim_start_matches('?').as_bytes()).collect();
        Self::from_pairs(pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref())))
    }
}

#[derive(Default)]
struct Reader {
    search: JobSearch,
    place: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    radius_km: Option<u16>,
    euros: Option<u32>,
    per: Option<SalaryFloorPeriod>,
    seen: Vec<&'static str>,
    faults: Faults,
}

impl Reader {
    /// Reads one parameter; trims its value.
    pub fn read(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        if value.len() > MAX_VALUE_BYTES && name != "q" {
            return self.faults.add(name, "too_long", "longer than any value this parameter can have");
        }
        if LISTS.contains(&name) {
            return self.read_list(name, value);
        }
        let Some(name) = SINGLE.iter().chain(&["limit"]).find(|known| **known == name) else {
            return self.faults.add(name, "unknown_parameter", "no such parameter");
        };
        if self.seen.contains(name) {
            return self.faults.add(name, "repeated", "given more than once");
        }
        self.seen.push(name);
        self.read_single(name, value);
    }

    fn read_list(&mut self, name: &str, value: &str) {
        let (search, faults) = (&mut self.search, &mut self.faults);
        match name {
            "industry" => {
                if let Some(slug) = faults.slug(name, value) {
                    faults.push(name, &mut search.industry, Some(slug));
                }
            }
            "employment_type" => faults.push(name, &mut search.employment_type, EmploymentType::parse_known(value)),
            "contract_term" => faults.push(name, &mut search.contract_term, ContractTermKind::parse_known(value)),
            _ => faults.push(name, &mut search.shift, Shift::parse_known(value)),
        }
    }

    fn read_single(&mut self, name: &str, value: &str) {
        let (search, faults) = (&mut self.search, &mut self.faults);
        match name {
            "q" => {
                if value.chars().nth(MAX_TEXT_CHARACTERS).is_some() {
                    faults.add(name, "too_long", "at most 200 characters");
                } else {
                    search.q = Some(value.to_owned());
                }
            }
            "occupation" => search.occupation = faults.slug(name, value),
            "place" => self.place = faults.slug(name, value),
            "lat" => self.latitude = faults.degrees(name, value, 90),
            "lon" => self.longitude = faults.degrees(name, value, 180),
            "radius_km" => self.radius_km = faults.small(name, value, MAX_RADIUS_KM),
            "remote" => search.remote = faults.known(name, (value == "true").then_some(true)).is_some(),
            "salary_min" => self.euros = faults.whole(name, value, MAX_SALARY),
            "salary_period" => self.per = faults.known(name, SalaryFloorPeriod::parse_known(value)),
            "posted_within_days" => search.posted_within_days = faults.small(name, value, MAX_DAYS),
            "closing_within_days" => search.closing_within_days = faults.small(name, value, MAX_DAYS),
            "agency" => {
                let is_agency = match value {
                    "true" => Some(true),
                    "false" => Some(false),
                    _ => None,
                };
                search.agency = faults.known(name, is_agency);
            }
            "sort" => search.sort = faults.known(name, JobSort::parse_known(value)),
            "cursor" => search.cursor = Some(value.to_owned()),
            _ => search.limit = faults.small(name, value, MAX_LIMIT),
        }
    }

    /// The search, after all parameters were read.
    pub fn finish(self) -> Result<JobSearch, Vec<FieldError>> {
        let Self { mut search, place, latitude, longitude, radius_km, euros, per, mut faults, .. } = self;
        let radius_km = radius_km.unwrap_or(DEFAULT_RADIUS_KM);
        search.area = match (place, latitude, longitude) {
            (Some(place), None, None) => Some(SearchArea::Place { place, radius_km }),
            (None, Some(latitude), Some(longitude)) => Some(SearchArea::Point { latitude, longitude, radius_km }),
            (None, None, None) => None,
            (Some(_), _, _) => {
                faults.add("place", "conflict", "give either place or lat and lon");
                None
            }
            _ => {
                // An invalid coordinate has been reported already.
                if !faults.0.iter().any(|error| matches!(error.pointer.as_str(), "lat" | "lon")) {
                    faults.add("lat", "missing", "lat and lon go together");
                }
                None
            }
        };
        // The unit alone is no condition: a form sends its preset when the amount is blank.
        let per = per.unwrap_or(SalaryFloorPeriod::Month);
        search.salary_min = euros.map(|euros| SalaryFloor { euros, per });
        if faults.0.is_empty()
            && let Some(sort) = &search.sort
            && !search.can_sort(sort)
        {
            match sort {
                JobSort::Relevance => faults.add("sort", "needs_text", "sort=relevance needs q"),
                _ => faults.add("sort", "needs_area", "sort=distance needs place, or lat and lon"),
            }
        }
        if faults.0.is_empty() { Ok(search) } else { Err(faults.0) }
    }
}

/// The errors; its methods read a value or add why they cannot.
#[derive(Default)]
struct Faults(Vec<FieldError>);

impl Faults {
    fn add(&mut self, name: &str, code: &str, detail: &str) {
        if self.0.len() < MAX_ERRORS {
            let name: String = name.chars().take(60).collect();
            self.0.push(FieldError::new(&name, code, detail));
        }
    }

    fn known<T>(&mut self, name: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.add(name, "unknown_value", "not a value of this parameter");
        }
        value
    }

    fn push<T: Ord>(&mut self, name: &str, values: &mut Vec<T>, value: Option<T>) {
        if let Some(value) = self.known(name, value)
            && !values.contains(&value)
        {
            if values.len() < MAX_VALUES {
                toggle(values, value);
            } else {
                self.add(name, "too_many", "at most 20 values");
            }
        }
    }

    fn slug(&mut self, name: &str, value: &str) -> Option<String> {
        let is_slug = value.len() <= MAX_SLUG_BYTES
            && value.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if is_slug {
            Some(value.to_owned())
        } else {
            self.add(name, "invalid", "lower-case letters, digits and hyphens");
            None
        }
    }

    fn degrees(&mut self, name: &str, value: &str, bound: u32) -> Option<f64> {
        let degrees = degrees::parse(value, bound);
        if degrees.is_none() {
            self.add(name, "out_of_range", &format!("decimal degrees from -{bound} to {bound}"));
        }
        degrees
    }

    fn small(&mut self, name: &str, value: &str, most: u16) -> Option<u16> {
        self.whole(name, value, u32::from(most)).and_then(|number| u16::try_from(number).ok())
    }

    fn whole(&mut self, name: &str, value: &str, most: u32) -> Option<u32> {
        let number = value.parse().ok().filter(|number| (1..=most).contains(number));
        if number.is_none() {
            self.add(name, "out_of_range", &format!("a whole number from 1 to {most}"));
        }
        number
    }
}
