//! Sign-up, sign-in, pages that need an account, links from emails, and alerts.
//! Saved offers and applications are in `job_postings`.

pub mod account_page;
pub mod alert_form;
pub mod link_action;
pub mod sign_in_again;
pub mod sign_in_form;
pub mod sign_up_form;
pub mod sign_up_panel;
