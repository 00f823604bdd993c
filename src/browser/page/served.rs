//! What comes with a document: the API's answers that its content was made from, and its `<meta>` elements. In a browser
//! they are read from the document; while prerendering, from the renderer.

/// Attribute of the elements that contain an answer: its path below `/api/v1`.
pub const ANSWER_ATTRIBUTE: &str = "data-api";
/// Length of the answer in UTF-16 code units, to detect changes made on the way.
pub const LENGTH_ATTRIBUTE: &str = "data-length";

#[cfg(target_arch = "wasm32")]
pub use in_browser::{answer, forget_answers};
#[cfg(not(target_arch = "wasm32"))]
pub use rendering::{Served, address, answer, forget_answers, meta};

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use wasm_bindgen::JsCast;
    use web_sys::{Element, NodeList};

    use super::{ANSWER_ATTRIBUTE, LENGTH_ATTRIBUTE};
    use crate::browser::window::document;

    const USED_ATTRIBUTE: &str = "data-used-api";

    fn elements() -> Option<NodeList> {
        document()?.query_selector_all(&["script[", ANSWER_ATTRIBUTE, "]"].concat()).ok()
    }

    fn each(list: &NodeList) -> impl Iterator<Item = Element> {
        (0..list.length()).filter_map(|index| list.get(index)?.dyn_into::<Element>().ok())
    }

    /// The answer that came with the page; `None` if it was changed on the way, so that the API is asked.
    pub fn answer(path: &str) -> Option<String> {
        let list = elements()?;
        let element = each(&list).find(|element| element.get_attribute(ANSWER_ATTRIBUTE).as_deref() == Some(path))?;
        let text = element.text_content()?;
        let is_whole = element.get_attribute(LENGTH_ATTRIBUTE) == Some(text.encode_utf16().count().to_string());
        (is_whole && js_sys::JSON::parse(&text).is_ok()).then_some(text)
    }

    /// Answers that came with the page are for its first view; later views request current ones. They stay in the document
    /// under another attribute, for `src/scripts/device/worker.js`.
    pub fn forget_answers() {
        let Some(list) = elements() else { return };
        for element in each(&list) {
            let path = element.get_attribute(ANSWER_ATTRIBUTE).unwrap_or_default();
            let _ = element.set_attribute(USED_ATTRIBUTE, &path);
            let _ = element.remove_attribute(ANSWER_ATTRIBUTE);
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod rendering {
    use std::collections::HashMap;
    use std::sync::{Arc, Mutex, PoisonError};

    use leptos::prelude::use_context;

    /// The document being rendered.
    #[derive(Debug, Clone, Default)]
    pub struct Served {
        /// Path and query.
        pub address: String,
        /// Name and content of the elements `<meta name=…>`.
        pub meta: Arc<Vec<(String, String)>>,
        /// Answers by path.
        pub answers: Arc<HashMap<String, String>>,
        /// Requested paths whose answers are missing.
        pub missing: Arc<Mutex<Vec<String>>>,
    }

    pub fn address() -> Option<String> {
        use_context::<Served>().map(|served| served.address)
    }

    pub fn meta(name: &str) -> Option<String> {
        use_context::<Served>()?.meta.iter().find(|(known, _)| known == name).map(|(_, content)| content.clone())
    }

    /// The answer for a path. The renderer is told of a missing one.
    pub fn answer(path: &str) -> Option<String> {
        let served = use_context::<Served>()?;
        let answer = served.answers.get(path).cloned();
        if answer.is_none() {
            let mut missing = served.missing.lock().unwrap_or_else(PoisonError::into_inner);
            if !missing.iter().any(|known| known == path) {
                missing.push(path.to_owned());
            }
        }
        answer
    }

    /// Nothing to do: each page is rendered from its own answers.
    pub fn forget_answers() {}
}
