//! Searching for offers. The address is the search; the views here edit it, filter and list.

mod filter_group;
pub mod filters;
pub mod form;
pub mod live;
pub mod results;
pub mod results_bar;
pub mod zero_results;
