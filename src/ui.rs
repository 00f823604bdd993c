//! Controls without any knowledge of jobs.

pub mod checkbox;
pub mod code_block;
pub mod combobox;
pub mod error_summary;
pub mod file_field;
pub mod form_field;
pub mod icon;
pub mod password_field;
pub mod select_field;
pub mod text_area;
pub mod text_field;
pub mod tick_list;
pub mod windowed_list;
