use contract::JobPostingSummary;
use leptos::prelude::*;

use crate::components::job_postings::deadline::is_open;
use crate::state::saved::use_saved;
use crate::ui::icon::{Icon, IconView};

/// Id of an offer's button on the page of saved offers.
pub fn removal_id(id: &str) -> String {
    format!("togli-{id}")
}

/// [`SaveButton`] for a card.
pub fn save_button(job_posting: &JobPostingSummary) -> AnyView {
    view! { <SaveButton job_posting=job_posting.clone() /> }.into_any()
}

/// Saves an offer, or removes it. An offer that has ended can only be removed.
#[component]
pub fn SaveButton(
    job_posting: JobPostingSummary,
    /// For pages that move the focus back to it.
    #[prop(optional, into)]
    id: Option<String>,
    /// Only screen readers get the word.
    #[prop(default = false)]
    is_short: bool,
) -> impl IntoView {
    let saved = use_saved();
    let title = format!(": {}", job_posting.title);
    let is_saved = {
        let id = job_posting.id.clone();
        Memo::new(move |_| saved.has(&id))
    };
    // Stays once it was shown, so that a removal by mistake can be undone.
    let is_offered = {
        let is_open = is_open(&job_posting);
        Memo::new(move |before: Option<&bool>| is_open || is_saved.get() || before == Some(&true))
    };
    let job_posting = StoredValue::new(job_posting);
    let class = if is_short { "button save-button save-button--short" } else { "button save-button" };
    move || {
        is_offered.get().then(|| {
            view! {
                <button
                    class=class
                    type="button"
                    id=id.clone()
                    aria-pressed=move || if is_saved.get() { "true" } else { "false" }
                    on:click=move |_| job_posting.with_value(|job_posting| saved.toggle(job_posting))
                >
                    <IconView icon=Icon::Bookmark />
                    // Both words take up space, so that nothing moves; the style hides the one that does not apply.
                    <span class="save-button__words">
                        <span class="save-button__word">"Salva"</span>
                        <span class="save-button__word save-button__word--pressed">"Salvata"</span>
                    </span>
                    <span class="visually-hidden">{title.clone()}</span>
                </button>
            }
        })
    }
}
