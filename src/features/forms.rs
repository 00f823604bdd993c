//! The machinery of every form: submission, errors beside fields, and fields that need the API.
//! A form itself stands with the capability it belongs to.

pub mod form;
pub mod new_password_field;
pub mod place_field;
