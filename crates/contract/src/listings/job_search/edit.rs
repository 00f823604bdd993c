//! Changing one parameter of a search: ticking filters, removing chips.

use super::JobSearch;

impl JobSearch {
    /// The values of a parameter, as in the address.
    pub fn values(&self, name: &str) -> Vec<String> {
        self.to_pairs().into_iter().filter(|(other, _)| *other == name).map(|(_, value)| value).collect()
    }

    /// With this one value instead of the earlier ones; an empty one removes the parameter. An invalid value leaves the
    /// search unchanged.
    #[must_use]
    pub fn with(&self, name: &'static str, value: &str) -> Self {
        if value.is_empty() {
            return self.without(name);
        }
        self.edited(|pairs| {
            pairs.retain(|(other, _)| *other != name);
            pairs.push((name, value.to_owned()));
        })
    }

    /// With a value of a list added, or removed if it was there.
    #[must_use]
    pub fn toggled(&self, name: &'static str, value: &str) -> Self {
        self.edited(|pairs| {
            let before = pairs.len();
            pairs.retain(|(other, known)| *other != name || known != value);
            if pairs.len() == before {
                pairs.push((name, value.to_owned()));
            }
        })
    }

    /// Without a parameter, and without those that mean nothing alone: with a place goes its radius, with pay its
    /// period.
    #[must_use]
    pub fn without(&self, name: &str) -> Self {
        let gone: &[&str] = match name {
            "place" | "lat" | "lon" => &["place", "lat", "lon", "radius_km"],
            "salary_min" => &["salary_min", "salary_period"],
            _ => &[name],
        };
        self.edited(|pairs| pairs.retain(|(other, _)| !gone.contains(other)))
    }

    /// A changed search starts at its first page, in an order that is possible.
    fn edited(&self, edit: impl FnOnce(&mut Vec<(&'static str, String)>)) -> Self {
        let mut bare = self.clone();
        bare.cursor = None;
        let sort = bare.sort.take();
        let mut pairs = bare.to_pairs();
        pairs.extend(sort.map(|sort| ("sort", sort.to_string())));
        edit(&mut pairs);
        let sort = pairs.iter().position(|(name, _)| *name == "sort").map(|at| pairs.remove(at).1);
        let read = Self::from_pairs(pairs.iter().map(|(name, value)| (*name, value.as_str())));
        let Ok(mut search) = read else { return self.clone() };
        search.sort = sort.and_then(|sort| super::JobSort::parse_known(&sort)).filter(|sort| search.can_sort(sort));
        search
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(query: &str) -> JobSearch {
        JobSearch::from_query(query).unwrap()
    }

    #[test]
    fn lists_grow_and_shrink() {
        let one = search("industry=commercio");
        let two = one.toggled("industry", "informatica");
        assert_eq!(two.values("industry"), ["commercio", "informatica"]);
        assert_eq!(two.toggled("industry", "informatica"), one);
    }

    #[test]
    fn one_value_takes_the_place_of_another() {
        let narrow = search("place=roma-rm&radius_km=10");
        assert_eq!(narrow.with("radius_km", "50").to_query(), "place=roma-rm&radius_km=50");
        assert_eq!(narrow.with("radius_km", "").to_query(), "place=roma-rm");
        assert_eq!(search("remote=true").toggled("remote", "true"), JobSearch::default());
    }

    #[test]
    fn what_means_nothing_alone_goes_along() {
        let full = search("q=bar&place=roma-rm&radius_km=50&salary_min=9&salary_period=hour&sort=distance");
        assert_eq!(full.without("place").to_query(), "q=bar&salary_min=9&salary_period=hour");
        assert_eq!(full.without("salary_min").to_query(), "q=bar&place=roma-rm&radius_km=50&sort=distance");
        assert_eq!(search("q=bar&sort=relevance").without("q"), JobSearch::default());
    }

    #[test]
    fn what_can_not_be_changes_nothing() {
        let before = search("salary_min=1500");
        assert_eq!(before.with("salary_min", "tanto"), before);
        assert_eq!(before.with("salary_min", "0"), before);
    }
}
