//! What the form holds, and its way into the address and back.

use std::time::Duration;

use contract::{Place, Widget, WidgetFault};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::api::places::{find_place, list_places};
use crate::browser::timer::Timer;
use crate::features::place_field::{PlaceChoice, is_named};
use crate::route::Route;
use crate::state::api::use_api;

/// Pause after a change before anything follows: who types is not told of an error at the first letter, and no browser
/// lets a page rewrite its address at every step of a colour picker.
const PAUSE: Duration = Duration::from_millis(250);

/// The attributes as the fields have them; what is being typed may not hold yet.
#[derive(Clone, Copy)]
pub struct Draft {
    pub role: RwSignal<String>,
    pub place: PlaceChoice,
    pub radius: RwSignal<String>,
    /// Several, with commas.
    pub industry: RwSignal<String>,
    /// Several, with commas.
    pub shift: RwSignal<String>,
    pub limit: RwSignal<String>,
    pub theme: RwSignal<String>,
    pub colour: RwSignal<String>,
    pub language: RwSignal<String>,
    pub partner: RwSignal<String>,
    /// A comune as an address names it, until it is known which one it is.
    named: StoredValue<String>,
    /// What holds of all that, and what does not.
    pub widget: RwSignal<Widget>,
    pub faults: RwSignal<Vec<WidgetFault>>,
    /// What did not hold in the address the page was opened with.
    pub address_faults: RwSignal<Vec<WidgetFault>>,
}

impl Draft {
    /// Starts from the address, keeps it up to date, and follows it when a link leads to another one.
    pub fn start() -> Self {
        let text = || RwSignal::new(String::new());
        let draft = Self {
            role: text(),
            place: PlaceChoice::new(String::new(), None),
            radius: text(),
            industry: text(),
            shift: text(),
            limit: text(),
            theme: text(),
            colour: text(),
            language: text(),
            partner: text(),
            named: StoredValue::new(String::new()),
            widget: RwSignal::new(Widget::default()),
            faults: RwSignal::new(Vec::new()),
            address_faults: RwSignal::new(Vec::new()),
        };
        let location = use_location();
        let (path, query) = (location.pathname, location.search);
        let look_up = Callback::new(look_up(draft));
        draft.read(&query.get_untracked(), look_up);
        Effect::watch(
            move || query.get(),
            move |query, _, _| {
                let is_ours = Widget::from_query(query).0 == draft.widget.get_untracked();
                if is_here(&path.get_untracked()) && !is_ours {
                    draft.read(query, look_up);
                }
            },
            false,
        );
        let pause = StoredValue::new_local(None::<Timer>);
        let navigate = use_navigate();
        Effect::watch(
            move || draft.pairs(),
            move |pairs, _, _| {
                let (widget, faults) = Widget::from_pairs(pairs.iter().map(|(name, value)| (*name, value.as_str())));
                let navigate = navigate.clone();
                let apply = move || {
                    draft.faults.set(faults);
                    if draft.widget.with_untracked(|before| *before == widget) {
                        return;
                    }
                    draft.address_faults.set(Vec::new());
                    draft.widget.set(widget.clone());
                    // Who has gone on to another page is not to be called back.
                    if is_here(&path.get_untracked()) {
                        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
                        navigate(&Route::Partner(widget).href(), options);
                    }
                };
                pause.set_value(Some(Timer::start(PAUSE, apply)));
            },
            false,
        );
        draft
    }

    /// Puts into the fields what an address says.
    fn read(self, query: &str, look_up: Callback<String>) {
        let (widget, faults) = Widget::from_query(query);
        self.role.set(widget.occupation.clone().unwrap_or_default());
        self.radius.set(widget.radius_km.to_string());
        let pairs = widget.to_pairs();
        let value = |name: &str| {
            pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()).unwrap_or_default()
        };
        self.industry.set(value("settore"));
        self.shift.set(value("turno"));
        self.limit.set(widget.limit.to_string());
        self.theme.set(widget.theme.to_string());
        self.colour.set(value("colore"));
        self.language.set(widget.language.to_string());
        self.partner.set(value("partner"));
        let named = widget.place.clone().unwrap_or_default();
        if self.place.place.with_untracked(|place| place.as_ref().is_none_or(|place| place.slug != named)) {
            self.place.clear();
            self.place.text.set(named.clone());
            if !named.is_empty() {
                look_up.run(named.clone());
            }
        }
        self.named.set_value(named);
        self.faults.set(Vec::new());
        self.address_faults.set(faults);
        self.widget.set(widget);
    }

    fn pairs(self) -> Vec<(&'static str, String)> {
        vec![
            ("ruolo", self.role.get()),
            ("luogo", self.place_value()),
            ("raggio", self.radius.get()),
            ("settore", self.industry.get()),
            ("turno", self.shift.get()),
            ("limite", self.limit.get()),
            ("tema", self.theme.get()),
            ("colore", self.colour.get()),
            ("lingua", self.language.get()),
            ("partner", self.partner.get()),
        ]
    }

    /// What is half typed is no comune; what an address names stands until something else is typed.
    fn place_value(self) -> String {
        let typed = self.place.text.get();
        match self.place.place.get() {
            Some(place) => place.slug,
            None => self.named.with_value(|named| if *named == typed { typed } else { String::new() }),
        }
    }

    /// What to say at a field; `words` for the fault of its attribute.
    pub fn error(self, attribute: &'static str, words: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let is_faulty = self.faults.with(|faults| faults.iter().any(|fault| fault.attribute == attribute));
            is_faulty.then(|| words.to_owned())
        })
    }
}

fn is_here(path: &str) -> bool {
    path.trim_end_matches('/') == Route::Partner(Widget::default()).href()
}

/// Finds out which comune an address means: by slug, else by name or CAP.
fn look_up(draft: Draft) -> impl Fn(String) + Send + Sync + 'static {
    let api = use_api();
    let owner = Owner::current();
    move |named: String| {
        let ask = || (api.send(find_place(&named)), api.send(list_places(&named)));
        let (by_slug, by_name) = owner.as_ref().map_or_else(ask, |owner| owner.with(ask));
        spawn_local(async move {
            let found: Option<Place> = match by_slug.await {
                Ok(place) => Some(place),
                Err(_) => {
                    by_name.await.ok().and_then(|places| places.into_iter().find(|place| is_named(place, &named)))
                }
            };
            let is_awaited = draft.place.text.try_get_untracked().is_some_and(|text| text == named);
            if let Some(place) = found.filter(|_| is_awaited) {
                draft.place.choose(place);
            }
        });
    }
}
