//! What travels on the wire between the listings API and its clients, and the rules both sides share.
//!
//! No I/O, no views, no server framework: the browser pays for every byte of this crate. The vocabulary is
//! schema.org's and ESCO's (see ARCHITECTURE.md, "Words").

mod candidates;
mod field_problem;
pub mod limits;
mod listings;
mod open_enum;
pub mod page;
pub mod problem;
#[cfg(feature = "openapi")]
pub mod schema;
mod syndication;

use candidates::person_name;
pub use candidates::{account, alert, credentials, job_application, profile, push, saved, session};
pub use listings::{article, deadline, job_posting, job_posting_page, job_search, place, report, salary, taxonomy};
use syndication::page_head;
pub use syndication::{colour, partner, widget};

pub use account::{Email, NewAccount, Password};
pub use alert::{Alert, AlertFrequency, NewAlert};
pub use article::{Article, ArticleSummary, Image, InBodyJobPostings, Section, Topic};
pub use colour::Colour;
pub use credentials::{AccountErasure, EmailChange, NewPassword, NewPasswordReset, PasswordChange};
pub use deadline::Deadline;
pub use field_problem::FieldProblem;
pub use job_application::{Cv, JobApplication, JobApplicationStatus, NewJobApplication};
pub use job_posting::{
    ContractTerm, ContractTermKind, EmploymentType, HiringOrganization, JobLocation, JobPosting, JobPostingStatus,
    JobPostingSummary, PostingAgency, Requirement, Shift, WorkplaceType,
};
pub use job_posting_page::{
    FacetCount, JobPostingPage, JobSearchFacets, SearchSuggestions, WiderRadius, WithoutFilter,
};
pub use job_search::{JobSearch, JobSort, SalaryFloor, SalaryFloorPeriod, SearchArea};
pub use listings::occupation_detail::{OccupationDetail, PlaceCount, TypicalPay};
pub use page::Page;
pub use page_head::PageHead;
pub use partner::PartnerId;
pub use person_name::PersonName;
pub use place::Place;
pub use problem::{FieldError, Problem};
pub use profile::{Availability, Language, Profile, ProfileChanges};
pub use push::{PushKey, PushSubscription, PushSubscriptionKeys};
pub use report::{NewReport, ReportReason};
pub use salary::{BaseSalary, CollectiveAgreement, NormalisedPay, SalaryPeriod};
pub use saved::{SavedJobPosting, SavedOnDevice, SavedOnDeviceItem};
pub use session::NewSession;
pub use taxonomy::{Industry, IndustryCount, Occupation, OccupationCount};
pub use widget::{Widget, WidgetFault, WidgetTheme};
