use super::*;
use crate::{ContractTermKind, EmploymentType, Shift};
use proptest::prelude::*;

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
        "q=%22addetto+vendite%22+-stage&employment_type=FULL_TIME&contract_term=permanent&contract_term=seasonal\
         &shift=day&shift=night&remote=true&salary_min=12&salary_period=hour&posted_within_days=7\
         &closing_within_days=3&agency=false&sort=salary",
    ] {
        assert_eq!(JobSearch::from_query(query).unwrap().to_query(), query);
    }
}

#[test]
fn equal_searches_have_equal_addresses() {
    let search =
        JobSearch::from_query("shift=night&industry=b&shift=day&industry=a&shift=day&q=x&lat=%2B45.10&lon=-0.0");
    assert_eq!(search.unwrap().to_query(), "q=x&industry=a&industry=b&lat=45.1&lon=0&shift=day&shift=night");
}

#[test]
fn defaults_are_left_out_and_blank_fields_ignored() {
    let search = JobSearch::from_query("?q=+&occupation=&place=roma-rm&radius_km=30&salary_period=year&sort=").unwrap();
    assert_eq!(search.to_query(), "place=roma-rm");
    assert_eq!(search.effective_sort(), JobSort::Distance);
    let search = JobSearch::from_query("q=cuoco&place=roma-rm&salary_min=1500&salary_period=month").unwrap();
    assert_eq!(search.to_query(), "q=cuoco&place=roma-rm&salary_min=1500");
    assert_eq!(search.effective_sort(), JobSort::Relevance);
}

#[test]
fn names_what_is_wrong() {
    for (query, pointer, code) in [
        ("lat=91&lon=9", "lat", "out_of_range"),
        ("lat=NaN&lon=9", "lat", "out_of_range"),
        ("lat=inf&lon=9", "lat", "out_of_range"),
        ("lat=45", "lat", "missing"),
        ("place=roma-rm&lat=1&lon=1", "place", "conflict"),
        ("radius_km=-1", "radius_km", "out_of_range"),
        ("radius_km=1000000000", "radius_km", "out_of_range"),
        ("sort=foo", "sort", "unknown_value"),
        ("sort=distance", "sort", "needs_area"),
        ("sort=relevance", "sort", "needs_text"),
        ("limit=0", "limit", "out_of_range"),
        ("occupation=%27%20OR%201", "occupation", "invalid"),
        ("occupation=a&occupation=b", "occupation", "repeated"),
        ("remote=yes", "remote", "unknown_value"),
        ("agency=1", "agency", "unknown_value"),
        ("shift=siesta", "shift", "unknown_value"),
        ("employment_type=full_time", "employment_type", "unknown_value"),
        ("salary_min=0", "salary_min", "out_of_range"),
        ("salary_min=1500.50", "salary_min", "out_of_range"),
        ("salary_min=1000001", "salary_min", "out_of_range"),
        ("salary_min=9&salary_period=day", "salary_period", "unknown_value"),
        ("posted_within_days=366", "posted_within_days", "out_of_range"),
        ("closing_within_days=-3", "closing_within_days", "out_of_range"),
        ("foo=1", "foo", "unknown_parameter"),
    ] {
        assert_eq!(codes(query), [(pointer.to_owned(), code.to_owned())], "{query}");
    }
}

#[test]
fn floods_are_bounded() {
    assert_eq!(codes(&format!("place={}", "a".repeat(10_000))), [("place".into(), "too_long".into())]);
    assert_eq!(codes(&format!("q={}", "🙂".repeat(201))), [("q".into(), "too_long".into())]);
    assert!(JobSearch::from_query(&format!("q={}", "🙂".repeat(200))).is_ok());
    assert_eq!(codes("place=%00").len(), 1);
    assert_eq!(codes(&"x=1&".repeat(300)).len(), 20);
    let industries: String = (0..300).map(|number| format!("industry=i{number}&")).collect();
    assert_eq!(codes(&industries).first().unwrap(), &("industry".to_owned(), "too_many".to_owned()));
    // The same value three hundred times is one.
    assert_eq!(JobSearch::from_query(&"shift=day&".repeat(300)).unwrap().shift, [Shift::Day]);
}

#[test]
fn a_value_is_put_in_its_place_and_taken_out_again() {
    let mut shifts = vec![Shift::Day];
    toggle(&mut shifts, Shift::Night);
    toggle(&mut shifts, Shift::Weekday);
    assert_eq!(shifts, [Shift::Weekday, Shift::Day, Shift::Night]);
    toggle(&mut shifts, Shift::Day);
    assert_eq!(shifts, [Shift::Weekday, Shift::Night]);
}

fn slug() -> impl Strategy<Value = String> {
    "[a-z0-9][a-z0-9-]{0,30}"
}

fn some_of<T: Clone + std::fmt::Debug + 'static>(known: &'static [T]) -> impl Strategy<Value = Vec<T>> {
    proptest::sample::subsequence(known, 0..=known.len())
}

fn area() -> impl Strategy<Value = Option<SearchArea>> {
    let radius = 1..=MAX_RADIUS_KM;
    let place = (slug(), radius.clone()).prop_map(|(place, radius_km)| SearchArea::Place { place, radius_km });
    let micro = |bound: i32| (-bound * 1_000_000..=bound * 1_000_000).prop_map(|micro| f64::from(micro) / 1e6);
    let point = (micro(90), micro(180), radius).prop_map(|(latitude, longitude, radius_km)| SearchArea::Point {
        latitude,
        longitude,
        radius_km,
    });
    proptest::option::of(prop_oneof![place, point])
}

fn search() -> impl Strategy<Value = JobSearch> {
    let text = proptest::option::of("[^\\s]|[^\\s].{0,198}[^\\s]");
    let industry = proptest::collection::btree_set(slug(), 0..=MAX_VALUES);
    let lists = (industry, some_of(EmploymentType::KNOWN), some_of(ContractTermKind::KNOWN), some_of(Shift::KNOWN));
    let salary = (1..=MAX_SALARY, proptest::sample::select(SalaryFloorPeriod::KNOWN))
        .prop_map(|(euros, per)| SalaryFloor { euros, per });
    let days = || proptest::option::of(1..=MAX_DAYS);
    let numbers = (any::<bool>(), proptest::option::of(salary), days(), days(), any::<Option<bool>>());
    let place_in_list = (
        proptest::option::of(proptest::sample::select(JobSort::KNOWN)),
        proptest::option::of("[A-Za-z0-9_-]{1,60}"),
        proptest::option::of(1..=MAX_LIMIT),
    );
    (text, proptest::option::of(slug()), area(), lists, numbers, place_in_list).prop_map(
        |(q, occupation, area, lists, numbers, (sort, cursor, limit))| {
            let (industry, employment_type, contract_term, shift) = lists;
            let (remote, salary_min, posted_within_days, closing_within_days, agency) = numbers;
            let mut search = JobSearch {
                q,
                occupation,
                area,
                employment_type,
                contract_term,
                shift,
                remote,
                salary_min,
                posted_within_days,
                closing_within_days,
                agency,
                cursor,
                limit,
                industry: industry.into_iter().collect(),
                sort: None,
            };
            search.sort = sort.filter(|sort| search.can_sort(sort));
            search
        },
    )
}

proptest! {
    #[test]
    fn every_search_survives_its_query_string(search in search()) {
        let query = search.to_query();
        let read = JobSearch::from_query(&query);
        prop_assert_eq!(read.as_ref(), Ok(&search), "{}", query);
        prop_assert_eq!(read.unwrap().to_query(), query);
    }

    #[test]
    fn no_query_string_does_harm(query in ".{0,300}") {
        if let Ok(search) = JobSearch::from_query(&query) {
            let again = search.to_query();
            prop_assert_eq!(JobSearch::from_query(&again), Ok(search));
        }
    }
}
