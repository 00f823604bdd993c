use contract::{JobPosting, JobPostingPage, JobSearch};

use super::Request;
use crate::route::encode;

/// The open offers that fit, in the order the search asks for.
pub fn list_job_postings(search: &JobSearch) -> Request<JobPostingPage> {
    Request::new(format!("/job-postings?{}", search.to_query()))
}

/// One offer, open or ended.
pub fn find_job_posting(id: &str) -> Request<JobPosting> {
    Request::new(format!("/job-postings/{}", encode(id)))
}
