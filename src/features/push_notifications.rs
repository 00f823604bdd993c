//! Notifications of alerts on this device: asked for after an alert was turned on, never before, and switched in the page
//! of the alerts.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::document;
use crate::state::api::use_api;
use crate::state::push::{self, PushState};

/// Ids of what takes the place of the buttons.
const QUESTION: &str = "notifiche-domanda";
const SETTINGS: &str = "notifiche";

/// Where things stand, and what was just tried.
#[derive(Clone, Copy)]
struct Device {
    state: RwSignal<PushState>,
    has_failed: RwSignal<bool>,
    is_busy: RwSignal<bool>,
}

impl Device {
    fn new() -> Self {
        Self { state: RwSignal::new(PushState::now()), has_failed: RwSignal::new(false), is_busy: RwSignal::new(false) }
    }

    /// Waits for what was begun, and says in `place` what has become of it. The view may be gone by then.
    fn follow(self, place: &'static str, change: impl Future<Output = bool> + 'static) {
        self.is_busy.set(true);
        self.has_failed.set(false);
        spawn_local(async move {
            let is_done = change.await;
            self.is_busy.try_set(false);
            self.has_failed.try_set(!is_done);
            if self.state.try_set(PushState::now()).is_none() {
                document::focus_later(place, false);
            }
        });
    }
}

/// A plain question with two buttons, for who was not asked before.
#[component]
pub fn PushQuestion() -> impl IntoView {
    let api = StoredValue::new(use_api());
    let device = Device::new();
    // The answer stays to be read; who had answered before sees nothing.
    let is_shown = device.state.get_untracked() == PushState::Unasked;
    let accept = move |_| api.with_value(|api| device.follow(QUESTION, push::turn_on(api)));
    let decline = move |_| {
        push::decline();
        device.follow(QUESTION, async { true });
    };
    let content = move || {
        match device.state.get() {
        PushState::Unasked => view! {
            <p class="push__title">"Vuoi anche una notifica su questo dispositivo?"</p>
            <p>"Te la mandiamo quando ci sono offerte nuove per i tuoi avvisi, al massimo una al giorno per ricerca. La spegni quando vuoi."</p>
            <Failed device=device />
            <div class="push__actions">
                <button class="button button--primary" type="button" disabled=device.is_busy on:click=accept>
                    "Sì, avvisami"
                </button>
                <button class="button" type="button" disabled=device.is_busy on:click=decline>
                    "No, grazie"
                </button>
            </div>
        }
        .into_any(),
        PushState::Declined => view! { <p>"Va bene: ti scriviamo solo per email."</p> }.into_any(),
        state => view! { <Standing state=state /> }.into_any(),
    }
    };
    is_shown.then(|| view! { <div class="push" id=QUESTION tabindex="-1" role="status">{content}</div> })
}

/// On or off, in the page of the alerts.
#[component]
pub fn PushSettings() -> impl IntoView {
    let api = use_api();
    let device = Device::new();
    if device.state.get_untracked() == PushState::On {
        let api = api.clone();
        spawn_local(async move {
            push::renew(&api).await;
        });
    }
    let api = StoredValue::new(api);
    let turn_on = move |_| api.with_value(|api| device.follow(SETTINGS, push::turn_on(api)));
    let turn_off = move |_| {
        let api = api.get_value();
        device.follow(SETTINGS, async move { push::turn_off(&api).await });
    };
    let button = move || match device.state.get() {
        PushState::On => Some(
            view! {
                <button class="button" type="button" disabled=device.is_busy on:click=turn_off>
                    "Disattiva le notifiche"
                </button>
            }
            .into_any(),
        ),
        PushState::Unasked | PushState::Declined => Some(
            view! {
                <button class="button" type="button" disabled=device.is_busy on:click=turn_on>
                    "Attiva le notifiche"
                </button>
            }
            .into_any(),
        ),
        PushState::Unsupported | PushState::Denied => None,
    };
    (device.state.get_untracked() != PushState::Unsupported).then(|| {
        view! {
            <div class="push">
                <div id=SETTINGS tabindex="-1" role="status">
                    {move || view! { <Standing state=device.state.get() /> }}
                    <Failed device=device />
                </div>
                <div class="push__actions">{button}</div>
            </div>
        }
    })
}

#[component]
fn Standing(state: PushState) -> impl IntoView {
    let (title, text) = match state {
        PushState::On => (
            "Le notifiche sono attive su questo dispositivo.",
            "Arrivano insieme all’email del mattino. Nel profilo scegli se l’email ti serve ancora.",
        ),
        PushState::Denied => (
            "Il browser blocca le notifiche di Bacheca.",
            "Per riceverle, permettile nelle impostazioni del sito, accanto all’indirizzo. Intanto ti scriviamo per email.",
        ),
        PushState::Unsupported | PushState::Unasked | PushState::Declined => {
            ("Le notifiche sono spente su questo dispositivo.", "Gli avvisi ti arrivano per email.")
        }
    };
    view! {
        <p class="push__title">{title}</p>
        <p>{text}</p>
    }
}

#[component]
fn Failed(device: Device) -> impl IntoView {
    move || {
        let text = "Qualcosa non ha funzionato. Controlla la connessione e riprova.";
        device.has_failed.get().then(|| view! { <p class="push__failure">{text}</p> })
    }
}
