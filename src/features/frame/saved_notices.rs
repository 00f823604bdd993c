use std::time::Duration;

use contract::saved::MOST_SAVED;
use leptos::prelude::*;

use crate::api::ApiError;
use crate::browser::page::document;
use crate::browser::timer::Timer;
use crate::components::notice::{Notice, NoticeKind};
use crate::features::job_postings::save_button::removal_id;
use crate::features::loading::failure::explain;
use crate::i18n::labels;
use crate::state::connectivity::use_connectivity;
use crate::state::navigation::HEADING_ID;
use crate::state::saved::{SaveOutcome, SavedCopy, use_saved};
use crate::ui::icon::{Icon, IconView};

/// How long "Annulla" is shown while nobody points at it or focuses it.
const UNDO_TIME: Duration = Duration::from_secs(8);

/// Element in which src/scripts/device/update.js offers a new release. As text: an element that Leptos does not know would
/// add code.
const UPDATE_NOTICE: &str = "<bacheca-update role=\"status\"></bacheca-update>";

/// The outcome of saving or removing an offer, shown over any page.
#[component]
pub fn SavedNotices() -> impl IntoView {
    let outcome = use_saved().outcome();
    let online = use_connectivity();
    let timer = StoredValue::new_local(None::<Timer>);
    let is_undo = move || outcome.with(|outcome| matches!(outcome, Some(SaveOutcome::Removed(_))));
    let wait = move || timer.set_value(Some(Timer::start(UNDO_TIME, move || outcome.set(None))));
    let stay = move || timer.set_value(None);
    Effect::new(move || if is_undo() { wait() } else { stay() });
    let leave = move || {
        if untrack(is_undo) {
            wait();
        }
    };
    let undo = move || {
        outcome.get().and_then(|outcome| match outcome {
            SaveOutcome::Removed(items) => Some(view! { <Undo items=items /> }),
            _ => None,
        })
    };
    let failure = move || {
        let (title, text) = words(&outcome.get()?, online.get_untracked())?;
        let close = move |_| {
            outcome.set(None);
            document::focus_later(HEADING_ID, false);
        };
        Some(view! {
            <Notice kind=NoticeKind::Critical title=title text=text is_alert=true>
                <button class="notice__close button button--quiet button--icon" type="button" on:click=close>
                    <IconView icon=Icon::Close />
                    <span class="visually-hidden">"Chiudi"</span>
                </button>
            </Notice>
        })
    };
    view! {
        <div
            class="notice-stack"
            on:focusin=move |_| stay()
            on:mouseenter=move |_| stay()
            on:focusout=move |_| leave()
            on:mouseleave=move |_| leave()
        >
            // Always in the document: screen readers announce its changes.
            <div role="status">{undo}</div>
            {failure}
            <div class="notice-stack__update" inner_html=UPDATE_NOTICE></div>
        </div>
    }
}

#[component]
fn Undo(items: Vec<SavedCopy>) -> impl IntoView {
    let saved = use_saved();
    let (title, text) = match items.as_slice() {
        [item] => ("Tolta dalle salvate".to_owned(), title(item)),
        items => ("Tolte dalle salvate".to_owned(), labels::job_postings(items.len() as u64)),
    };
    let restore = move |_| {
        // The focus goes back to its card if the page has one, otherwise to the heading.
        document::focus_later(HEADING_ID, false);
        items.first().into_iter().for_each(|item| document::focus_later(&removal_id(&item.id), true));
        saved.restore(items.clone());
    };
    view! {
        <Notice kind=NoticeKind::Done title=title text=text>
            <button class="notice__close button" type="button" on:click=restore>
                "Annulla"
            </button>
        </Notice>
    }
}

/// Title and text of a failure; `None` after a success.
fn words(outcome: &SaveOutcome, is_online: bool) -> Option<(String, String)> {
    let words = match outcome {
        SaveOutcome::Removed(_) => return None,
        SaveOutcome::NotSaved(item, ApiError::NotFound | ApiError::Gone) => {
            ("Questa offerta non c’è più".to_owned(), format!("Non è tra le salvate: {}.", title(item)))
        }
        SaveOutcome::NotSaved(item, error) => (
            "Non siamo riusciti a salvare l’offerta".to_owned(),
            format!("{}. {}", title(item), explain(error, is_online)),
        ),
        SaveOutcome::NotRemoved(item, error) => {
            ("L’offerta è ancora tra le salvate".to_owned(), format!("{}. {}", title(item), explain(error, is_online)))
        }
        SaveOutcome::Full => {
            (format!("Hai già {MOST_SAVED} offerte salvate"), "Togline qualcuna per fare posto.".to_owned())
        }
        SaveOutcome::OnlyHere => (
            "Salvata solo per adesso".to_owned(),
            "Il browser non ci lascia conservare niente: resta finché questa scheda è aperta.".to_owned(),
        ),
        SaveOutcome::LeftOut(count) => (
            "Non ci stavano tutte".to_owned(),
            format!(
                "Il tuo account tiene {MOST_SAVED} offerte: ne sono rimaste fuori {count}, le più vecchie di questo dispositivo."
            ),
        ),
    };
    Some(words)
}

fn title(item: &SavedCopy) -> String {
    // A copy that a later release has written may have a title that this one can't read.
    item.summary().map_or_else(|| "Un’offerta".to_owned(), |job_posting| job_posting.title)
}
