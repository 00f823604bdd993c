use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::browser::page::document;
use crate::i18n::dates;
use crate::state::connectivity::use_connectivity;
use crate::state::freshness::use_freshness;
use crate::ui::icon::{Icon, IconView};

/// Says that there is no network while there is none, and how old the stored copies are.
#[component]
pub fn OfflineRibbon() -> impl IntoView {
    let online = use_connectivity();
    let freshness = use_freshness();
    let oldest = Memo::new(move |_| freshness.oldest());
    view! {
        // Always in the document: screen readers announce its changes.
        <div role="status">
            {move || {
                let text = words(online.get(), oldest.get(), Utc::now())?;
                Some(view! {
                    <p class="offline-ribbon">
                        <IconView icon=Icon::Offline />
                        <span class="offline-ribbon__text">{text}</span>
                        {online
                            .get()
                            .then(|| {
                                view! {
                                    <button class="offline-ribbon__action button" type="button" on:click=|_| document::reload()>
                                        "Aggiorna"
                                    </button>
                                }
                            })}
                    </p>
                })
            }}
        </div>
    }
}

/// `None` when there is a network and no copy.
fn words(is_online: bool, oldest: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<String> {
    let start = if is_online { "Stai vedendo" } else { "Sei senza rete: vedi" };
    match oldest {
        Some(oldest) => Some(format!("{start} una copia salvata sul dispositivo {}.", dates::ago(oldest, now))),
        None if is_online => None,
        None => Some(format!("{start} quello che era già caricato.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_age_of_a_copy_is_said_with_and_without_a_network() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let (then, now) = (Some(at("2026-11-23T13:00:00Z")), at("2026-11-23T15:00:00Z"));
        assert_eq!(words(true, None, now), None);
        assert!(words(false, None, now).is_some_and(|words| words.starts_with("Sei senza rete: vedi")));
        for (is_online, start) in [(true, "Stai vedendo una copia "), (false, "Sei senza rete: vedi una copia ")] {
            let said = words(is_online, then, now).unwrap_or_default();
            assert!(said.starts_with(start) && said.ends_with("salvata sul dispositivo 2 ore fa."), "{said}");
        }
    }
}
