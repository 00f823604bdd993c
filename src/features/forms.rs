//! What all forms share: submission, errors at fields, and fields that need the API.
//! A form itself is in the folder of its capability.

pub mod form;
pub mod new_password_field;
pub mod place_field;
