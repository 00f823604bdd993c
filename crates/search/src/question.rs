use contract::{JobSearch, JobSort};

/// A search without its place in the list, in a fixed form: what a cursor belongs to.
pub fn question(search: &JobSearch, sort: &JobSort) -> String {
    let bare = JobSearch { cursor: None, limit: None, sort: Some(sort.clone()), ..search.clone() };
    format!("job-postings?{}", bare.to_query())
}
