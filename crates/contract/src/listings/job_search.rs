//! A candidate's search: one type ⇄ the site's URL ⇄ the API's query string.

pub mod degrees;
mod edit;
mod reader;
mod search;
#[cfg(test)]
mod tests;

pub use self::search::{
    DEFAULT_LIMIT, DEFAULT_RADIUS_KM, JobSearch, JobSort, MAX_DAYS, MAX_LIMIT, MAX_RADIUS_KM, MAX_SALARY,
    MAX_SLUG_BYTES, MAX_TEXT_CHARACTERS, MAX_VALUE_BYTES, MAX_VALUES, SalaryFloor, SalaryFloorPeriod, SearchArea,
    toggle,
};
