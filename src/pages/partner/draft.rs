//! Values of the form, and their conversion to the address and back.

use std::time::Duration;

use contract::widget::ATTRIBUTES;
use contract::{JobSearch, OccupationCount, Place, Widget};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::snippet;
use crate::api::places::list_places;
use crate::api::taxonomy::list_occupations;
use crate::browser::page::document;
use crate::browser::timer::Timer;
use crate::features::forms::place_field::{PlaceChoice, is_named};
use crate::features::loading::async_content::{Fetched, fetch};
use crate::route::Route;
use crate::state::api::use_api;

/// Id of the preview element.
pub const ELEMENT: &str = "partner-anteprima";

/// Pause after a change before it takes effect: no errors while typing, and browsers limit how often a page may change its
/// address, which a colour picker would exceed.
const PAUSE: Duration = Duration::from_millis(250);

/// The attributes as typed in the fields; they may be invalid.
#[derive(Clone, Copy)]
pub struct Draft {
    pub role: RwSignal<String>,
    pub place: PlaceChoice,
    pub radius: RwSignal<String>,
    pub industry: RwSignal<Vec<String>>,
    /// As the attribute spells them.
    pub shift: RwSignal<Vec<String>>,
    pub limit: RwSignal<String>,
    pub theme: RwSignal<String>,
    pub colour: RwSignal<String>,
    pub language: RwSignal<String>,
    pub partner: RwSignal<String>,
    /// The comune as the address names it, until it has been looked up.
    named: StoredValue<String>,
    /// The valid attributes.
    pub widget: RwSignal<Widget>,
    /// Errors of the fields in which anything can be typed.
    pub colour_error: RwSignal<Option<String>>,
    pub partner_error: RwSignal<Option<String>>,
    /// The invalid attributes of the address that the page was opened with, as text; empty if there are none.
    pub address_faults: RwSignal<String>,
    pub roles: Fetched<Vec<OccupationCount>>,
}

impl Draft {
    /// Starts from the address, updates it with every change, and follows links to other addresses of the page.
    pub fn start() -> Self {
        let text = || RwSignal::new(String::new());
        let draft = Self {
            role: text(),
            place: PlaceChoice::new(String::new(), None),
            radius: text(),
            industry: RwSignal::new(Vec::new()),
            shift: RwSignal::new(Vec::new()),
            limit: text(),
            theme: text(),
            colour: text(),
            language: text(),
            partner: text(),
            named: StoredValue::new(String::new()),
            widget: RwSignal::new(Widget::default()),
            colour_error: RwSignal::new(None),
            partner_error: RwSignal::new(None),
            address_faults: text(),
            roles: fetch(list_occupations),
        };
        let location = use_location();
        let (path, query) = (location.pathname, location.search);
        let look_up = Callback::new(look_up(draft));
        draft.read(&query.get_untracked(), look_up);
        Effect::new(move |is_later: Option<bool>| {
            let query = query.get();
            let is_ours = Widget::from_query(&query).0 == draft.widget.get_untracked();
            if is_later.is_some() && !is_ours && is_here(&path.get_untracked()) {
                draft.read(&query, look_up);
            }
            true
        });
        let pause = StoredValue::new_local(None::<Timer>);
        let navigate = use_navigate();
        Effect::new(move |is_later: Option<bool>| {
            let pairs = draft.pairs();
            if is_later.is_some() {
                let navigate = navigate.clone();
                let apply = move || {
                    // Must not navigate back somebody who has left the page.
                    if draft.apply(&pairs) && is_here(&path.get_untracked()) {
                        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
                        navigate(&Route::Partner(draft.widget.get_untracked()).href(), options);
                    }
                };
                pause.set_value(Some(Timer::start(PAUSE, apply)));
            }
            true
        });
        draft
    }

    /// Fills in the fields from an address.
    fn read(self, query: &str, look_up: Callback<String>) {
        let (widget, faults) = Widget::from_query(query);
        self.role.set(widget.occupation.clone().unwrap_or_default());
        self.radius.set(widget.radius_km.to_string());
        let pairs = widget.to_pairs();
        self.industry.set(widget.industry.clone());
        self.shift.set(value(&pairs, "turno").into_iter().flat_map(|words| split(&words)).collect());
        self.limit.set(widget.limit.to_string());
        self.theme.set(widget.theme.to_string());
        self.colour.set(value(&pairs, "colore").unwrap_or_default());
        self.language.set(widget.language.to_string());
        self.partner.set(value(&pairs, "partner").unwrap_or_default());
        let named = widget.place.clone().unwrap_or_default();
        if self.place.place.with_untracked(|place| place.as_ref().is_none_or(|place| place.slug != named)) {
            self.place.clear();
            self.place.text.set(named.clone());
            if !named.is_empty() {
                look_up.run(named.clone());
            }
        }
        self.named.set_value(named);
        let mut words = String::new();
        for fault in faults {
            words = format!("{words}{}: {}. ", fault.attribute, fault.message);
        }
        self.colour_error.set(None);
        self.partner_error.set(None);
        self.address_faults.set(words);
        self.show(widget);
    }

    /// Applies the valid values of the fields. Returns whether they have changed.
    fn apply(self, pairs: &[(&'static str, String)]) -> bool {
        let (widget, faults) = Widget::from_pairs(pairs.iter().map(|(name, value)| (*name, value.as_str())));
        let error = |name: &str, words: &str| {
            let is_faulty = faults.iter().any(|fault| fault.attribute == name);
            is_faulty.then(|| words.to_owned())
        };
        self.colour_error.set(error("colore", "Un colore si scrive così: #0a5c50"));
        self.partner_error.set(error("partner", "Da 2 a 40 lettere senza accento, cifre e trattini, senza spazi"));
        let has_changed = self.widget.with_untracked(|before| *before != widget);
        if has_changed {
            self.address_faults.set(String::new());
            self.show(widget);
        }
        has_changed
    }

    fn show(self, widget: Widget) {
        let pairs = widget.to_pairs();
        document::set_attributes_later(ELEMENT, ATTRIBUTES.map(|name| (name, value(&pairs, name))).into());
        self.widget.set(widget);
    }

    fn pairs(self) -> Vec<(&'static str, String)> {
        vec![
            ("ruolo", self.role.get()),
            ("luogo", self.place_value()),
            ("raggio", self.radius.get()),
            ("settore", self.industry.with(|all| all.join(","))),
            ("turno", self.shift.with(|all| all.join(","))),
            ("limite", self.limit.get()),
            ("tema", self.theme.get()),
            ("colore", self.colour.get()),
            ("lingua", self.language.get()),
            ("partner", self.partner.get()),
        ]
    }

    /// A half-typed text is no comune. The comune of the address stays until something else is typed.
    fn place_value(self) -> String {
        let typed = self.place.text.get();
        match self.place.place.get() {
            Some(place) => place.slug,
            None => self.named.with_value(|named| if *named == typed { typed } else { String::new() }),
        }
    }

    /// The search on our site with the same offers. An unknown comune is left out, as it would make the search invalid.
    pub fn search(self) -> JobSearch {
        let place = self.place.place.get().map(|place| place.slug);
        let widget = self.widget.get();
        let search = widget.search(widget.occupation.clone(), place, widget.industry.clone());
        JobSearch { limit: None, sort: None, ..search }
    }

    /// The address of the search, with the partner's name.
    pub fn link(self) -> String {
        let href = Route::JobPostings(self.search()).href();
        let separator = if href.contains('?') { '&' } else { '?' };
        let partner = self.widget.with(|widget| widget.partner.clone());
        let partner = partner.map(|partner| format!("{separator}partner={partner}")).unwrap_or_default();
        format!("{}{href}{partner}", document::origin())
    }

    /// Text of the link to the search.
    pub fn link_words(self) -> String {
        let widget = self.widget.get();
        let role = widget.occupation.map(|slug| {
            let known = self.roles.get().unwrap_or_default().into_iter().map(|entry| entry.occupation);
            let named = known.into_iter().find(|occupation| occupation.slug == slug);
            named.map_or_else(|| slug.replace('-', " "), |occupation| occupation.preferred_label)
        });
        let place = self.place.place.get().as_ref().map(Place::label);
        snippet::link_words(&widget.language, role.as_deref(), place.as_deref())
    }
}

fn value(pairs: &[(&'static str, String)], name: &str) -> Option<String> {
    pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
}

/// Several values of an attribute are separated by commas.
fn split(words: &str) -> Vec<String> {
    words.split(',').map(str::to_owned).collect()
}

fn is_here(path: &str) -> bool {
    path.trim_end_matches('/') == Route::Partner(Widget::default()).href()
}

/// Looks up the comune of an address, by slug, name or CAP.
fn look_up(draft: Draft) -> impl Fn(String) + Send + Sync + 'static {
    let api = use_api();
    let owner = Owner::current();
    move |named: String| {
        let ask = || api.query_for_view(list_places(name_in(&named)));
        let call = owner.as_ref().map_or_else(ask, |owner| owner.with(ask));
        spawn_local(async move {
            let places = call.await.unwrap_or_default();
            let place = places.into_iter().find(|place| place.slug == named || is_named(place, &named));
            let is_awaited = draft.place.text.try_get_untracked().is_some_and(|text| text == named);
            if let Some(place) = place.filter(|_| is_awaited) {
                draft.place.choose(place);
            }
        });
    }
}

/// `milano-mi` → `milano`: a slug is the name and the sigla. The separators between a name's words do not matter.
fn name_in(named: &str) -> &str {
    match named.rsplit_once('-') {
        Some((name, sigla)) if sigla.len() == 2 => name,
        _ => named,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comune_is_looked_up_by_its_name() {
        assert_eq!(name_in("lampedusa-e-linosa-ag"), "lampedusa-e-linosa");
        for named in ["Lodi", "26900", "Ponte-Buggianese", ""] {
            assert_eq!(name_in(named), named);
        }
    }
}
