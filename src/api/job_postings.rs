use contract::{JobPosting, JobPostingPage, JobSearch, NewReport};

use super::client::{Api, Command, ExpectedBody, Query};
use crate::browser::network::http::Method;
use crate::route::encode;

/// The open offers that match, in the order of the search.
pub fn list_job_postings(search: &JobSearch) -> Query<JobPostingPage> {
    Query::new(format!("/job-postings?{}", search.to_query()))
}

/// One offer, open or ended.
pub fn find_job_posting(id: &str) -> Query<JobPosting> {
    Query::new(format!("/job-postings/{}", encode(id)))
}

impl Api {
    /// Address of the deadline as a calendar event (`text/calendar`).
    pub fn deadline_calendar_href(&self, id: &str) -> String {
        self.endpoint(&format!("/job-postings/{}/deadline.ics", encode(id)))
    }
}

/// Reports an offer to the operators of the site.
pub fn report_job_posting(id: &str, report: &NewReport) -> Command {
    Command::new(Method::Post, format!("/job-postings/{}/reports", encode(id)), ExpectedBody::Accepted)
        .with_body(report)
}
