//! Answers a [`JobSearch`]: the list endpoint and the offers inside articles run this same code.

use contract::place::distance_km;
use contract::{JobPostingSummary, JobSearch, JobSort, Page, SearchArea};

use crate::error::ApiError;
use crate::posting;
use crate::state::AppState;
use crate::store::job_postings::{self as rows, After, Bounds, Filter, Order, Row, SortRow};

/// Distance in the order of fully remote offers: they come last.
const REMOTE_METRES: i64 = i64::MAX;

/// What orders offers, ascending; the id makes it unique. It is what a cursor holds, so an insert before it shifts
/// nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Position {
    first: i64,
    second: i64,
    id: String,
}

impl Position {
    fn of(sort: &JobSort, row: &SortRow, metres: i64) -> Self {
        let (first, second) = match sort {
            JobSort::Closing => (row.closes_at, -row.posted_at),
            JobSort::Distance => (metres, -row.posted_at),
            _ => (-row.posted_at, 0),
        };
        Self { first, second, id: row.id.clone() }
    }

    fn to_text(&self) -> String {
        format!("{}.{}.{}", self.first, self.second, self.id)
    }

    fn from_text(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let (first, second) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(Self { first, second, id: parts.next()?.to_owned() })
    }
}

struct Area {
    latitude: f64,
    longitude: f64,
    radius_km: f64,
}

impl Area {
    /// A box that holds the circle. A degree of longitude shrinks with the cosine of the latitude.
    fn bounds(&self) -> Bounds {
        let lat_span = self.radius_km / 110.5;
        let farthest = self.latitude.abs() + lat_span;
        // A circle that holds a pole holds every longitude.
        let lon_span = if farthest < 89.9 { self.radius_km / (110.5 * farthest.to_radians().cos()) } else { 360.0 };
        Bounds {
            south: self.latitude - lat_span,
            north: self.latitude + lat_span,
            west: self.longitude - lon_span,
            east: self.longitude + lon_span,
        }
    }
}

/// One page of open offers. What the search names must exist: an unknown slug is named in the error.
pub async fn search(state: &AppState, search: &JobSearch) -> Result<Page<JobPostingSummary>, ApiError> {
    let area = check(state, search)?;
    let sort = search.effective_sort();
    let question = question(search, &sort);
    let after = match &search.cursor {
        None => None,
        Some(cursor) => {
            let position = state.cursor_key.verify(&question, cursor).and_then(|text| Position::from_text(&text));
            Some(position.ok_or_else(|| ApiError::parameter("cursor", "invalid", "not a cursor of this search"))?)
        }
    };
    let limit = usize::from(search.limit.unwrap_or(contract::job_search::DEFAULT_LIMIT));
    let now = state.clock.now();
    let filter =
        Filter { now: now.timestamp(), occupation: search.occupation.as_deref(), industries: &search.industry };
    let (total, mut found) = match area {
        Some(area) => search_area(state, filter, &area, &sort, after.as_ref(), limit).await?,
        None => search_everywhere(state, filter, &sort, after.as_ref(), limit).await?,
    };
    let has_more = found.len() > limit;
    found.truncate(limit);
    let next_cursor =
        found.last().filter(|_| has_more).map(|(_, position, _)| state.cursor_key.sign(&question, &position.to_text()));
    let items = found.into_iter().map(|(row, _, km)| posting::summary(row, &state.taxonomy, now, km)).collect();
    Ok(Page { items, total, next_cursor })
}

/// Open offers of the same role, the nearest first, then the newest.
pub async fn similar(state: &AppState, row: &Row, limit: usize) -> Result<Vec<JobPostingSummary>, ApiError> {
    let Some(occupation) = &row.occupation else { return Ok(Vec::new()) };
    let now = state.clock.now();
    let filter = Filter { now: now.timestamp(), occupation: Some(occupation), industries: &[] };
    let here = point_of(state, row.place.as_deref());
    let mut others: Vec<(Position, i64)> = rows::list_for_sorting(&state.store.read, filter)
        .await?
        .into_iter()
        .filter(|other| other.seq != row.seq)
        .map(|other| {
            let metres = here.zip(point_of(state, other.place.as_deref())).map(|(a, b)| metres(a, b));
            (Position::of(&JobSort::Distance, &other, metres.unwrap_or(REMOTE_METRES)), other.seq)
        })
        .collect();
    others.sort_unstable();
    let seqs: Vec<i64> = others.into_iter().take(limit).map(|(_, seq)| seq).collect();
    let found = rows::list_by_seq(&state.store.read, &seqs).await?;
    Ok(found.into_iter().map(|row| posting::summary(row, &state.taxonomy, now, None)).collect())
}

/// The search without its place in the list, in a fixed form.
fn question(search: &JobSearch, sort: &JobSort) -> String {
    let bare = JobSearch { cursor: None, limit: None, sort: Some(sort.clone()), ..search.clone() };
    format!("job-postings?{}", bare.to_query())
}

fn check(state: &AppState, search: &JobSearch) -> Result<Option<Area>, ApiError> {
    let unknown = |name, what: &str| ApiError::parameter(name, "unknown_value", format!("no {what} has this slug"));
    if let Some(slug) = &search.occupation
        && state.taxonomy.occupation(slug).is_none()
    {
        return Err(unknown("occupation", "occupation"));
    }
    if search.industry.iter().any(|slug| state.taxonomy.industry(slug).is_none()) {
        return Err(unknown("industry", "industry"));
    }
    Ok(match &search.area {
        None => None,
        Some(SearchArea::Point { latitude, longitude, radius_km }) => {
            Some(Area { latitude: *latitude, longitude: *longitude, radius_km: f64::from(*radius_km) })
        }
        Some(SearchArea::Place { place, radius_km }) => {
            let place = state.taxonomy.places.find(place).ok_or_else(|| unknown("place", "place"))?;
            let (latitude, longitude) = place.point().ok_or_else(|| {
                ApiError::parameter("place", "no_position", "the position of this place is not known")
            })?;
            Some(Area { latitude, longitude, radius_km: f64::from(*radius_km) })
        }
    })
}

type Found = Vec<(Row, Position, Option<f64>)>;

async fn search_everywhere(
    state: &AppState,
    filter: Filter<'_>,
    sort: &JobSort,
    after: Option<&Position>,
    limit: usize,
) -> Result<(u64, Found), ApiError> {
    let db = &state.store.read;
    let total = rows::count(db, filter).await?;
    let is_closing = *sort == JobSort::Closing;
    let after = after.map(|position| After {
        posted_at: if is_closing { -position.second } else { -position.first },
        closes_at: is_closing.then_some(position.first),
        id: position.id.clone(),
    });
    let order = if is_closing { Order::Closing } else { Order::Newest };
    let limit = u32::try_from(limit + 1).unwrap_or(u32::MAX);
    let page = rows::list(db, filter, order, after.as_ref(), limit).await?;
    let found = page.into_iter().map(|row| {
        let position = Position::of(sort, &sort_row(&row), REMOTE_METRES);
        (row, position, None)
    });
    Ok((total, found.collect()))
}

/// The box comes from the R*Tree, the circle and the order from here: SQLite has no trigonometry.
async fn search_area(
    state: &AppState,
    filter: Filter<'_>,
    area: &Area,
    sort: &JobSort,
    after: Option<&Position>,
    limit: usize,
) -> Result<(u64, Found), ApiError> {
    let db = &state.store.read;
    let centre = (area.latitude, area.longitude);
    let mut candidates: Vec<(Position, i64, Option<f64>)> = Vec::new();
    for row in rows::list_in_bounds(db, filter, area.bounds()).await? {
        let Some(point) = point_of(state, row.place.as_deref()) else { continue };
        let km = distance_km(centre, point);
        if km <= area.radius_km {
            candidates.push((
                Position::of(sort, &row, metres(centre, point)),
                row.seq,
                Some((km * 10.0).round() / 10.0),
            ));
        }
    }
    let remote = rows::list_remote(db, filter).await?;
    candidates.extend(remote.iter().map(|row| (Position::of(sort, row, REMOTE_METRES), row.seq, None)));
    let total = candidates.len() as u64;
    candidates.retain(|(position, ..)| after.is_none_or(|after| position > after));
    candidates.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    candidates.truncate(limit + 1);
    let seqs: Vec<i64> = candidates.iter().map(|(_, seq, _)| *seq).collect();
    let mut page = rows::list_by_seq(db, &seqs).await?.into_iter().peekable();
    // An import may have taken one away between the two queries: pair by seq, not by place in the list.
    let found = candidates
        .into_iter()
        .filter_map(|(position, seq, km)| page.next_if(|row| row.seq == seq).map(|row| (row, position, km)));
    Ok((total, found.collect()))
}

fn sort_row(row: &Row) -> SortRow {
    SortRow {
        seq: row.seq,
        id: row.id.clone(),
        posted_at: row.posted_at,
        closes_at: row.closes_at,
        place: row.place.clone(),
    }
}

fn point_of(state: &AppState, place: Option<&str>) -> Option<(f64, f64)> {
    state.taxonomy.places.find(place?)?.point()
}

/// Whole metres: an order that does not hang on the last bit of a float.
fn metres(from: (f64, f64), to: (f64, f64)) -> i64 {
    (distance_km(from, to) * 1000.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_holds_the_circle() {
        for latitude in [-89.99, -45.0, 0.0, 36.6, 47.0, 88.5, 89.99] {
            for radius_km in [1.0, 30.0, 100.0] {
                let area = Area { latitude, longitude: 12.0, radius_km };
                let bounds = area.bounds();
                let corner = distance_km((latitude, 12.0), (latitude, bounds.east.min(190.0)));
                assert!(bounds.east >= 190.0 || corner >= radius_km, "{latitude} {radius_km}: {corner}");
                assert!(distance_km((latitude, 12.0), (bounds.north, 12.0)) >= radius_km);
            }
        }
    }

    #[test]
    fn a_position_survives_its_cursor() {
        let position = Position { first: i64::MAX, second: -5, id: "abc".to_owned() };
        assert_eq!(Position::from_text(&position.to_text()), Some(position));
        assert_eq!(Position::from_text("1.x.abc"), None);
    }
}
