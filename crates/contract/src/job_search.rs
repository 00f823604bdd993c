//! The question a candidate asks: one type ⇄ the site's URL ⇄ the API's query string.

use crate::FieldError;
use crate::open_enum::open_enum;

/// Radius when none is given, in kilometres.
pub const DEFAULT_RADIUS_KM: u16 = 30;
/// Widest radius, in kilometres.
pub const MAX_RADIUS_KM: u16 = 100;
/// Offers a page when the caller does not say.
pub const DEFAULT_LIMIT: u16 = 20;
/// Most offers a page.
pub const MAX_LIMIT: u16 = 100;
/// Longest value of a parameter, in bytes: no slug, no cursor is longer.
const MAX_VALUE_BYTES: usize = 400;

open_enum! {
    /// In what order offers come.
    JobSort {
        /// Latest `date_posted` first.
        Newest = "newest",
        /// Nearest deadline first; those without one last.
        Closing = "closing",
        /// Needs a [`SearchArea`].
        Distance = "distance",
    }
}

/// Where to look.
#[derive(Debug, Clone, PartialEq)]
pub enum SearchArea {
    /// Around a comune, by its slug.
    Place { place: String, radius_km: u16 },
    /// Around a point in WGS 84 degrees.
    Point { latitude: f64, longitude: f64, radius_km: u16 },
}

impl SearchArea {
    pub fn radius_km(&self) -> u16 {
        match self {
            Self::Place { radius_km, .. } | Self::Point { radius_km, .. } => *radius_km,
        }
    }
}

/// Which offers, where, in what order, from which one on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct JobSearch {
    /// Slug.
    pub occupation: Option<String>,
    /// Slugs, OR between them.
    pub industry: Vec<String>,
    pub area: Option<SearchArea>,
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

    /// Distance when there is an area, else newest.
    pub fn effective_sort(&self) -> JobSort {
        match (&self.sort, &self.area) {
            (Some(sort), _) => sort.clone(),
            (None, Some(_)) => JobSort::Distance,
            (None, None) => JobSort::Newest,
        }
    }

    /// Reads decoded parameters. Every parameter that is unknown, repeated without leave, or out of range is named.
    /// Empty values count as absent: that is what an HTML form sends for a field left blank.
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

    /// The parameters in a fixed order, defaults left out, so that equal searches have equal addresses.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if let Some(occupation) = &self.occupation {
            pairs.push(("occupation", occupation.clone()));
        }
        for industry in &self.industry {
            pairs.push(("industry", industry.clone()));
        }
        if let Some(area) = &self.area {
            match area {
                SearchArea::Place { place, .. } => pairs.push(("place", place.clone())),
                SearchArea::Point { latitude, longitude, .. } => {
                    pairs.push(("lat", latitude.to_string()));
                    pairs.push(("lon", longitude.to_string()));
                }
            }
            if area.radius_km() != DEFAULT_RADIUS_KM {
                pairs.push(("radius_km", area.radius_km().to_string()));
            }
        }
        if let Some(sort) = &self.sort {
            pairs.push(("sort", sort.as_str().to_owned()));
        }
        if let Some(cursor) = &self.cursor {
            pairs.push(("cursor", cursor.clone()));
        }
        if let Some(limit) = self.limit {
            pairs.push(("limit", limit.to_string()));
        }
        pairs
    }

    /// The query string without `?`; empty for the search that asks for everything.
    pub fn to_query(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(self.to_pairs()).finish()
    }
}

#[derive(Default)]
struct Reader {
    search: JobSearch,
    place: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    radius_km: Option<u16>,
    seen: Vec<&'static str>,
    errors: Vec<FieldError>,
}

impl Reader {
    fn read(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        if value.len() > MAX_VALUE_BYTES {
            return self.refuse(name, "too_long", "longer than any value this parameter can have");
        }
        match name {
            "occupation" => {
                if self.is_first("occupation") {
                    self.search.occupation = self.slug(name, value);
                }
            }
            "industry" => {
                if let Some(slug) = self.slug(name, value)
                    && !self.search.industry.contains(&slug)
                {
                    if self.search.industry.len() < 20 {
                        self.search.industry.push(slug);
                    } else {
                        self.refuse(name, "too_many", "at most 20 values");
                    }
                }
            }
            "place" => {
                if self.is_first("place") {
                    self.place = self.slug(name, value);
                }
            }
            "lat" => {
                if self.is_first("lat") {
                    self.latitude = self.degrees(name, value, 90.0);
                }
            }
            "lon" => {
                if self.is_first("lon") {
                    self.longitude = self.degrees(name, value, 180.0);
                }
            }
            "radius_km" => {
                if self.is_first("radius_km") {
                    self.radius_km = self.whole(name, value, MAX_RADIUS_KM);
                }
            }
            "sort" => {
                if self.is_first("sort") {
                    match JobSort::parse_known(value) {
                        Some(sort) => self.search.sort = Some(sort),
                        None => self.refuse(name, "unknown_value", "one of newest, closing, distance"),
                    }
                }
            }
            "cursor" => {
                if self.is_first("cursor") {
                    self.search.cursor = Some(value.to_owned());
                }
            }
            "limit" => {
                if self.is_first("limit") {
                    self.search.limit = self.whole(name, value, MAX_LIMIT);
                }
            }
            _ => self.refuse(&name.chars().take(60).collect::<String>(), "unknown_parameter", "no such parameter"),
        }
    }

    fn finish(mut self) -> Result<JobSearch, Vec<FieldError>> {
        let radius_km = self.radius_km.unwrap_or(DEFAULT_RADIUS_KM);
        self.search.area = match (self.place.take(), self.latitude, self.longitude) {
            (Some(place), None, None) => Some(SearchArea::Place { place, radius_km }),
            (None, Some(latitude), Some(longitude)) => Some(SearchArea::Point { latitude, longitude, radius_km }),
            (None, None, None) => None,
            (Some(_), _, _) => {
                self.refuse("place", "conflict", "give either place or lat and lon");
                None
            }
            _ => {
                // A coordinate that was refused for its own sake has been named already.
                if !self.errors.iter().any(|error| matches!(error.pointer.as_str(), "lat" | "lon")) {
                    self.refuse("lat", "missing", "lat and lon go together");
                }
                None
            }
        };
        let wants_distance = self.search.sort == Some(JobSort::Distance);
        if wants_distance && self.search.area.is_none() && self.errors.is_empty() {
            self.refuse("sort", "needs_area", "sort=distance needs place, or lat and lon");
        }
        if self.errors.is_empty() { Ok(self.search) } else { Err(self.errors) }
    }

    fn is_first(&mut self, name: &'static str) -> bool {
        let is_first = !self.seen.contains(&name);
        if is_first {
            self.seen.push(name);
        } else {
            self.refuse(name, "repeated", "given more than once");
        }
        is_first
    }

    fn slug(&mut self, name: &str, value: &str) -> Option<String> {
        let is_slug = value.len() <= 100
            && value.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if is_slug {
            Some(value.to_owned())
        } else {
            self.refuse(name, "invalid", "lower-case letters, digits and hyphens");
            None
        }
    }

    fn degrees(&mut self, name: &str, value: &str, bound: f64) -> Option<f64> {
        match value.parse::<f64>() {
            Ok(degrees) if degrees.is_finite() && degrees.abs() <= bound => Some(degrees),
            _ => {
                self.refuse(name, "out_of_range", format!("a number of degrees from -{bound} to {bound}"));
                None
            }
        }
    }

    fn whole(&mut self, name: &str, value: &str, most: u16) -> Option<u16> {
        match value.parse::<u16>() {
            Ok(number) if (1..=most).contains(&number) => Some(number),
            _ => {
                self.refuse(name, "out_of_range", format!("a whole number from 1 to {most}"));
                None
            }
        }
    }

    fn refuse(&mut self, name: &str, code: &str, detail: impl Into<String>) {
        // Three hundred bad parameters must not make a page of errors.
        if self.errors.len() < 20 {
            self.errors.push(FieldError::new(name, code, detail));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(query: &str) -> Vec<(String, String)> {
        JobSearch::from_query(query).unwrap_err().into_iter().map(|error| (error.pointer, error.code)).collect()
    }

    #[test]
    fn survives_the_address_bar() {
        for query in [
            "",
            "occupation=magazziniere",
            "occupation=magazziniere&industry=commercio&industry=informatica&place=milano-mi&radius_km=50&sort=closing",
            "lat=45.4642&lon=9.19&sort=distance&cursor=abc_-&limit=100",
        ] {
            assert_eq!(JobSearch::from_query(query).unwrap().to_query(), query);
        }
    }

    #[test]
    fn defaults_are_left_out_and_blank_fields_ignored() {
        let search = JobSearch::from_query("?occupation=&place=roma-rm&radius_km=30&sort=").unwrap();
        assert_eq!(search.to_query(), "place=roma-rm");
        assert_eq!(search.effective_sort(), JobSort::Distance);
    }

    #[test]
    fn names_what_is_wrong() {
        assert_eq!(codes("lat=91&lon=9"), [("lat".into(), "out_of_range".into())]);
        assert_eq!(codes("lat=NaN&lon=9"), [("lat".into(), "out_of_range".into())]);
        assert_eq!(codes("lat=45"), [("lat".into(), "missing".into())]);
        assert_eq!(codes("place=roma-rm&lat=1&lon=1"), [("place".into(), "conflict".into())]);
        assert_eq!(codes("radius_km=-1"), [("radius_km".into(), "out_of_range".into())]);
        assert_eq!(codes("radius_km=1000000000"), [("radius_km".into(), "out_of_range".into())]);
        assert_eq!(codes("sort=foo"), [("sort".into(), "unknown_value".into())]);
        assert_eq!(codes("sort=distance"), [("sort".into(), "needs_area".into())]);
        assert_eq!(codes("limit=0"), [("limit".into(), "out_of_range".into())]);
        assert_eq!(codes("occupation=%27%20OR%201"), [("occupation".into(), "invalid".into())]);
        assert_eq!(codes("occupation=a&occupation=b"), [("occupation".into(), "repeated".into())]);
        assert_eq!(codes("foo=1"), [("foo".into(), "unknown_parameter".into())]);
        assert_eq!(codes(&format!("place={}", "a".repeat(10_000))), [("place".into(), "too_long".into())]);
        assert_eq!(codes("place=%00").len(), 1);
        assert_eq!(codes(&"x=1&".repeat(300)).len(), 20);
    }
}
