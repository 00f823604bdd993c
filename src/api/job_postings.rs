use std::future::Future;

use contract::{JobPosting, JobPostingSummary, JobSearch, Page};

use super::{Api, ApiError};
use crate::route::encode;

impl Api {
    /// The open offers that fit, in the order the search asks for.
    pub fn list_job_postings(
        &self,
        search: &JobSearch,
    ) -> impl Future<Output = Result<Page<JobPostingSummary>, ApiError>> + Send + use<> {
        self.get(&format!("/job-postings?{}", search.to_query()))
    }

    /// One offer, open or ended.
    pub fn find_job_posting(&self, id: &str) -> impl Future<Output = Result<JobPosting, ApiError>> + Send + use<> {
        self.get(&format!("/job-postings/{}", encode(id)))
    }
}
