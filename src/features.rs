//! Views that fetch or keep state and that more than one page shows. Pages put them together; they import no page.

pub mod account_page;
pub mod alert_form;
pub mod application_sending;
pub mod apply_action;
pub mod failure;
pub mod form;
pub mod job_posting_list;
pub mod job_search;
pub mod landing_list;
pub mod link_action;
pub mod loaded;
pub mod new_password_field;
pub mod not_found;
pub mod offline_ribbon;
pub mod page_ready;
pub mod place_field;
pub mod queued_application;
pub mod report_form;
pub mod settled;
pub mod sign_in_again;
pub mod sign_in_form;
pub mod sign_up_form;
pub mod sign_up_panel;
pub mod theme_switch;
