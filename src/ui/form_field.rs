use leptos::prelude::*;

/// A field of a form. It is named once, as the API names it: its id and its error follow from the name.
#[derive(Debug, Clone)]
pub struct FormField {
    pub id: String,
    pub name: &'static str,
    pub error: Signal<Option<String>>,
}

impl FormField {
    /// `form` is unique in the page.
    pub fn new(form: &str, name: &'static str, error: Signal<Option<String>>) -> Self {
        Self { id: field_id(form, name), name, error }
    }
}

/// Id of a form's field.
pub fn field_id(form: &str, name: &str) -> String {
    format!("{form}-{name}")
}
