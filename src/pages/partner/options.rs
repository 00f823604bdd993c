use contract::widget::MAX_LIMIT;
use contract::{Colour, FieldError, IndustryCount, Language, OccupationCount, Shift, Widget, WidgetTheme};
use leptos::prelude::*;

use super::draft::Draft;
use crate::api::taxonomy::list_industries;
use crate::components::skeleton::TextSkeleton;
use crate::features::forms::place_field::PlaceField;
use crate::features::job_postings::job_search::form::RADIUSES_KM;
use crate::features::loading::async_content::{AsyncContent, fetch};
use crate::i18n::{failures, labels};
use crate::ui::form_field::FormField;
use crate::ui::select_field::SelectField;
use crate::ui::text_field::{Field, TextField, described_by, invalid};
use crate::ui::tick_list::TickList;

/// Prefix of the fields' ids.
pub const FORM: &str = "partner";

/// Most values of an attribute; the frame ignores more.
const MOST: usize = 10;

/// The colour field's value while no colour is chosen: the site's own.
const OWN_COLOUR: Colour = Colour { red: 0x0a, green: 0x5c, blue: 0x50 };

/// The options: which offers, their look, and the partner.
#[component]
pub fn Options(draft: Draft) -> impl IntoView {
    let industries = fetch(list_industries);
    let role = move |list: Vec<OccupationCount>| view! { <Role value=draft.role list=list /> };
    let industry = move |list: Vec<IndustryCount>| {
        let known = list.into_iter().map(|entry| (entry.industry.slug, entry.industry.label)).collect();
        let named = draft.industry.get_untracked();
        let (options, chosen) = listed(known, &named);
        if chosen != named {
            draft.industry.set(chosen);
        }
        view! { <TickList id="partner-settore" name="settore" options=options chosen=draft.industry most=MOST /> }
    };
    let limits = (1..=MAX_LIMIT).map(|limit| (limit.to_string(), limit.to_string())).collect();
    let themes = [
        (WidgetTheme::Auto, "Come il sistema di chi guarda"),
        (WidgetTheme::Light, "Chiaro"),
        (WidgetTheme::Dark, "Scuro"),
    ];
    let languages = [(Language::Italian, "Italiano"), (Language::English, "English")];
    view! {
        // Nothing is submitted: Enter must not reload the page.
        <form class="form" aria-label="Impostazioni" on:submit=|event| event.prevent_default()>
            <h2 class="partner__title">"Quali offerte"</h2>
            <AsyncContent
                fetched=draft.roles
                what="i ruoli"
                skeleton=|| view! { <TextSkeleton label="Sto caricando i ruoli" /> }
                render=role
            />
            <Place draft=draft />
            <fieldset class="form__group">
                <legend class="text-field__label">"Settori"</legend>
                <AsyncContent
                    fetched=industries
                    what="i settori"
                    skeleton=|| view! { <TextSkeleton label="Sto caricando i settori" /> }
                    render=industry
                />
            </fieldset>
            <fieldset class="form__group">
                <legend class="text-field__label">"Turni"</legend>
                <TickList id="partner-turno" name="turno" options=shifts() chosen=draft.shift most=MOST />
            </fieldset>
            <SelectField
                field=field("limite")
                label="Quante offerte"
                options=limits
                value=draft.limit
            />
            <h2 class="partner__title">"Che aspetto"</h2>
            <SelectField
                field=field("tema")
                label="Tema"
                options=themes.map(|(theme, words)| (theme.to_string(), words.to_owned())).into()
                value=draft.theme
            />
            <ColourField draft=draft />
            <SelectField
                field=field("lingua")
                label="Lingua"
                options=languages.map(|(language, words)| (language.to_string(), words.to_owned())).into()
                value=draft.language
            />
            <h2 class="partner__title">"Chi le mostra"</h2>
            <TextField
                field=FormField::new(FORM, "partner", draft.partner_error.into())
                label="Nome del partner"
                hint="Per esempio comune-di-lodi. Serve a contare visite e clic, senza dati sulle persone. Puoi lasciarlo vuoto."
                autocomplete="off"
                value=draft.partner
            />
        </form>
    }
}

/// The options, with unknown ones that the address names, so that they can be removed; and the chosen values, also where the
/// address has their labels.
fn listed(mut options: Vec<(String, String)>, named: &[String]) -> (Vec<(String, String)>, Vec<String>) {
    let mut chosen = Vec::new();
    for name in named {
        let lower = name.to_lowercase();
        let known = options.iter().find(|(value, words)| value == name || words.to_lowercase() == lower);
        let value = known.map_or(name, |(value, _)| value).clone();
        if known.is_none() {
            options.push((value.clone(), format!("«{value}»: non lo conosciamo")));
        }
        if !chosen.contains(&value) {
            chosen.push(value);
        }
    }
    (options, chosen)
}

/// A field that can't be invalid.
fn field(name: &'static str) -> FormField {
    FormField::new(FORM, name, Signal::stored(None))
}

/// The shifts as the attribute spells them, with labels.
fn shifts() -> Vec<(String, String)> {
    let word = |shift: &Shift| Widget { shift: vec![shift.clone()], ..Widget::default() }.to_pairs().pop();
    Shift::KNOWN.iter().filter_map(|shift| Some((word(shift)?.1, labels::shift(shift)))).collect()
}

#[component]
fn Role(value: RwSignal<String>, list: Vec<OccupationCount>) -> impl IntoView {
    let mut options: Vec<_> =
        list.into_iter().map(|entry| (entry.occupation.slug, entry.occupation.preferred_label)).collect();
    let named = value.get_untracked();
    let by_label = options.iter().find(|(_, label)| label.to_lowercase() == named.to_lowercase());
    if let Some((slug, _)) = by_label {
        value.set(slug.clone());
    } else if !named.is_empty() && !options.iter().any(|(slug, _)| *slug == named) {
        options.insert(0, (named.clone(), format!("«{named}»: non lo conosciamo")));
    }
    options.insert(0, (String::new(), "Tutti i ruoli".to_owned()));
    view! { <SelectField field=field("ruolo") label="Ruolo" options=options value=value /> }
}

#[component]
fn Place(draft: Draft) -> impl IntoView {
    // Not while somebody is typing.
    let has_left = RwSignal::new(true);
    let error = Signal::derive(move || {
        let is_unconfirmed = draft.place.place.with(Option::is_none) && draft.place.text.with(|text| !text.is_empty());
        (has_left.get() && is_unconfirmed).then(|| failures::field(&FieldError::new("/place", "unconfirmed", "")))
    });
    let radius = draft.radius.get_untracked();
    let mut radiuses: Vec<_> = RADIUSES_KM.iter().map(ToString::to_string).collect();
    if !radiuses.contains(&radius) {
        radiuses.push(radius);
    }
    let options = radiuses.into_iter().map(|km| (km.clone(), format!("{km} km"))).collect();
    view! {
        <div class="form__place" on:input=move |_| has_left.set(false) on:focusout=move |_| has_left.set(true)>
            <PlaceField
                field=FormField::new(FORM, "luogo", error)
                label="Luogo"
                hint="Lascia vuoto per tutta Italia."
                choice=draft.place
            />
        </div>
        <SelectField field=field("raggio") label="Entro" options=options value=draft.radius />
    }
}

#[component]
fn ColourField(draft: Draft) -> impl IntoView {
    let field = FormField::new(FORM, "colore", draft.colour_error.into());
    let describedby = described_by(&field, true);
    let text = draft.colour;
    let chosen = move || text.with(|text| Colour::parse(text)).unwrap_or(OWN_COLOUR).to_string();
    view! {
        <Field
            field=field.clone()
            label="Colore"
            hint="Il colore del tuo sito, per esempio #0a5c50. Se si legge male lo scuriamo o schiariamo quanto basta."
        >
            <div class="text-field__control partner__colour">
                <input
                    class="text-field__input"
                    id=field.id
                    name=field.name
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby=describedby
                    aria-invalid=invalid(field.error)
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                />
                <input
                    class="partner__colour-picker"
                    type="color"
                    aria-label="Scegli il colore da una tavolozza"
                    prop:value=chosen
                    on:input=move |event| text.set(event_target_value(&event))
                />
            </div>
        </Field>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_names_is_on_the_list() {
        let pair = |value: &str, words: &str| (value.to_owned(), words.to_owned());
        let known = vec![pair("commercio", "Commercio e negozi"), pair("turismo", "Turismo")];
        let named = ["commercio E negozi", "turismo", "luna", "Turismo"].map(str::to_owned);
        let (options, chosen) = listed(known.clone(), &named);
        assert_eq!(chosen, ["commercio", "turismo", "luna"]);
        assert_eq!(options.split_first_chunk::<2>().map(|(first, _)| first.to_vec()), Some(known));
        assert_eq!(options.last(), Some(&pair("luna", "«luna»: non lo conosciamo")));
        assert_eq!(shifts().first(), Some(&pair("feriali", "Feriali")));
    }
}
