//! Searching for offers: the address says what, and the views here ask, narrow and list.

mod filter_group;
pub mod filters;
pub mod form;
pub mod live;
pub mod results;
pub mod results_bar;
pub mod zero_results;
