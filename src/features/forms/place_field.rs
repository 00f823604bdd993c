//! Choosing a comune: by name or CAP from the API's suggestions, or by the device's position.

use std::time::Duration;

use contract::{FieldError, Place};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;
use crate::api::places::{find_nearest_place, list_places};
use crate::browser::device::geolocation::{self, GeolocationError};
use crate::browser::timer::Timer;
use crate::state::api::use_api;
use crate::ui::combobox::{Combobox, ComboboxOption};
use crate::ui::form_field::FormField;
use crate::ui::icon::{Icon, IconView};

/// Fewest characters before the API is asked.
const MIN_CHARACTERS: usize = 2;
/// Pause in typing before the API is asked.
const PAUSE: Duration = Duration::from_millis(150);

/// What is typed, and the comune it stands for.
#[derive(Debug, Clone, Copy)]
pub struct PlaceChoice {
    pub text: RwSignal<String>,
    pub place: RwSignal<Option<Place>>,
}

impl PlaceChoice {
    pub fn new(text: String, place: Option<Place>) -> Self {
        Self { text: RwSignal::new(text), place: RwSignal::new(place) }
    }

    pub fn choose(self, place: Place) {
        self.text.set(place.label());
        self.place.set(Some(place));
    }

    pub fn clear(self) {
        self.text.set(String::new());
        self.place.set(None);
    }

    /// Is something typed that stands for no comune yet?
    pub fn is_unconfirmed(self) -> bool {
        self.place.with_untracked(Option::is_none) && !self.text.with_untracked(|text| text.trim().is_empty())
    }

    /// The rule that only the form can check: what is typed must be chosen.
    pub fn check(self) -> Option<FieldError> {
        self.is_unconfirmed().then(|| FieldError::new("/place", "unconfirmed", "typed but not chosen"))
    }
}

/// The CAP or CAPs of a comune, short: "20121–20162".
fn postal_codes(place: &Place) -> String {
    match (place.postal_codes.first(), place.postal_codes.last()) {
        (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
        (Some(only), _) => only.clone(),
        _ => String::new(),
    }
}

/// Is what was typed the full name, label or CAP of this comune?
pub fn is_named(place: &Place, typed: &str) -> bool {
    let typed = typed.trim().to_lowercase();
    typed == place.name.to_lowercase() || typed == place.label().to_lowercase() || place.postal_codes.contains(&typed)
}

fn explain(error: GeolocationError) -> &'static str {
    match error {
        GeolocationError::Denied => {
            "Il browser non ci ha dato la posizione. Scrivi il comune o il CAP: funziona allo stesso modo."
        }
        GeolocationError::TimedOut => {
            "Il dispositivo non ha trovato la posizione in tempo. Scrivi il comune o il CAP, oppure riprova."
        }
        GeolocationError::Unavailable => "La posizione non è disponibile qui. Scrivi il comune o il CAP.",
    }
}

#[component]
pub fn PlaceField(
    field: FormField,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    choice: PlaceChoice,
) -> impl IntoView {
    let suggestions = Suggestions::new(choice);
    let message = RwSignal::new(String::new());
    let is_locating = locate_action(choice, message);
    let locate = is_locating;
    view! {
        <Combobox
            field=field
            label=label
            hint=hint.unwrap_or_default()
            placeholder="Comune o CAP"
            text=choice.text
            options=suggestions.options()
            status=suggestions.status()
            on_input=move |typed| {
                choice.place.set(None);
                message.set(String::new());
                suggestions.ask(typed);
            }
            on_select=move |option: ComboboxOption| suggestions.choose(&option.value)
            on_leave=move |()| suggestions.settle()
        />
        <button
            class="button button--quiet"
            type="button"
            aria-disabled=move || locate.pending().get().then_some("true")
            on:click=move |_| {
                if !locate.pending().get_untracked() {
                    locate.dispatch(());
                }
            }
        >
            <IconView icon=Icon::Locate />
            {move || if locate.pending().get() { "Cerco la posizione…" } else { "Usa la mia posizione" }}
        </button>
        <p class="form__message" role="status">
            {move || message.get()}
        </p>
    }
}

/// Finds the comune nearest to the device, or explains why it can't.
fn locate_action(choice: PlaceChoice, message: RwSignal<String>) -> Action<(), ()> {
    let api = use_api();
    Action::new_unsync(move |(): &()| {
        let api = api.clone();
        message.set(String::new());
        async move {
            let (latitude, longitude) = match geolocation::current_position().await {
                Ok(position) => position,
                Err(error) => return message.set(explain(error).to_owned()),
            };
            match api.query_for_view(find_nearest_place(latitude, longitude)).await {
                Ok(place) => {
                    message.set(format!("Ti troviamo vicino a {}.", place.label()));
                    choice.choose(place);
                }
                Err(ApiError::Refused(_)) => {
                    message.set("Sembri fuori dall’Italia. Scrivi il comune o il CAP in cui cerchi lavoro.".to_owned());
                }
                Err(_) => message.set("Non riusciamo a capire il comune adesso. Scrivilo nel campo.".to_owned()),
            }
        }
    })
}

/// The API's suggestions for what is typed. Not a resource: that would trigger the page's suspense, and replace the page
/// with a skeleton at every pause in typing.
#[derive(Clone, Copy)]
struct Suggestions {
    choice: PlaceChoice,
    /// The last text the API was asked about. Answers to earlier ones are ignored.
    asked: StoredValue<String>,
    pause: StoredValue<Option<Timer>, LocalStorage>,
    found: RwSignal<Option<Result<Vec<Place>, ApiError>>>,
    /// Sends a request that is aborted when the field goes away.
    request: Callback<String>,
}

impl Suggestions {
    fn new(choice: PlaceChoice) -> Self {
        let api = use_api();
        let owner = Owner::current();
        let asked = StoredValue::new(String::new());
        let found = RwSignal::new(None);
        let request = Callback::new(move |text: String| {
            let call = || api.query_for_view(list_places(&text));
            let call = owner.as_ref().map_or_else(call, |owner| owner.with(call));
            spawn_local(async move {
                let answer = call.await;
                if asked.try_get_value().is_some_and(|asked| asked == text) {
                    found.try_set(Some(answer));
                }
            });
        });
        Self { choice, asked, pause: StoredValue::new_local(None), found, request }
    }

    fn ask(self, typed: String) {
        let text = typed.trim().to_owned();
        self.asked.set_value(text.clone());
        if text.chars().count() < MIN_CHARACTERS {
            self.found.set(None);
            return self.pause.set_value(None);
        }
        let timer = Timer::start(PAUSE, move || {
            self.request.try_run(text);
        });
        self.pause.set_value(Some(timer));
    }

    fn places(self) -> Vec<Place> {
        self.found.get().and_then(Result::ok).unwrap_or_default()
    }

    fn choose(self, slug: &str) {
        let place = untrack(|| self.places()).into_iter().find(|place| place.slug == slug);
        if let Some(place) = place {
            self.choice.choose(place);
        }
    }

    /// A comune typed in full counts as chosen.
    fn settle(self) {
        if !self.choice.is_unconfirmed() {
            return;
        }
        let typed = self.choice.text.get_untracked();
        let place = untrack(|| self.places()).into_iter().find(|place| is_named(place, &typed));
        if let Some(place) = place {
            self.choice.choose(place);
        }
    }

    fn options(self) -> Signal<Vec<ComboboxOption>> {
        Signal::derive(move || {
            if self.choice.place.with(Option::is_some) {
                return Vec::new();
            }
            let places = self.places().into_iter();
            places
                .map(|place| ComboboxOption { label: place.label(), detail: postal_codes(&place), value: place.slug })
                .collect()
        })
    }

    fn status(self) -> Signal<String> {
        Signal::derive(move || {
            if self.choice.place.with(Option::is_some) {
                return String::new();
            }
            match self.found.get() {
                None => String::new(),
                Some(Ok(places)) if places.is_empty() => "Nessun comune con questo nome".to_owned(),
                Some(Ok(places)) if places.len() == 1 => "Un comune: usa le frecce per sceglierlo".to_owned(),
                Some(Ok(places)) => format!("{} comuni: usa le frecce per scegliere", places.len()),
                Some(Err(_)) => "L’elenco dei comuni non risponde: puoi lasciare il campo vuoto".to_owned(),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn milano() -> Place {
        Place {
            slug: "milano-mi".into(),
            name: "Milano".into(),
            province: "MI".into(),
            region: "Lombardia".into(),
            postal_codes: vec!["20121".into(), "20162".into()],
            latitude: None,
            longitude: None,
        }
    }

    #[test]
    fn a_comune_typed_out_is_a_choice() {
        for typed in ["milano", " Milano (mi) ", "20121"] {
            assert!(is_named(&milano(), typed), "{typed}");
        }
        assert!(!is_named(&milano(), "mila"));
    }

    #[test]
    fn many_caps_are_shown_as_a_range() {
        assert_eq!(postal_codes(&milano()), "20121–20162");
    }
}
