use contract::profile::MOST_OCCUPATIONS;
use contract::{Availability, Language, OccupationCount, Profile, ProfileChanges};
use leptos::prelude::*;

use crate::api::me::{change_profile, find_profile};
use crate::api::taxonomy::list_occupations;
use crate::components::notice::{Notice, NoticeKind};
use crate::components::skeleton::TextSkeleton;
use crate::features::account::account_page::AccountPage;
use crate::features::forms::form::{Form, Submission};
use crate::features::forms::place_field::{PlaceChoice, PlaceField};
use crate::features::loading::async_content::{AsyncContent, fetch};
use crate::i18n::labels;
use crate::state::api::use_api;
use crate::state::session::use_session;
use crate::ui::checkbox::Checkbox;
use crate::ui::form_field::FormField;
use crate::ui::icon::{Icon, IconView};
use crate::ui::select_field::SelectField;
use crate::ui::text_field::{TextField, hint_id};
use crate::ui::tick_list::TickList;

/// Radiuses to choose from, in kilometres.
const RADIUSES_KM: [u16; 6] = [5, 10, 20, 30, 50, 100];

/// `/profilo`: a person's name, and the work they are looking for.
#[component]
pub fn ProfilePage() -> impl IntoView {
    view! {
        <AccountPage title="Profilo" lead="Che lavoro cerchi e dove: lo usiamo per mostrarti prima le offerte giuste." why="Per il profilo">
            <Fields />
        </AccountPage>
    }
}

#[component]
fn Fields() -> impl IntoView {
    let profile = fetch(find_profile);
    let skeleton = || view! { <TextSkeleton label="Sto caricando il profilo" /> };
    let render = |profile: Profile| view! { <ProfileForm profile=profile /> };
    view! { <AsyncContent fetched=profile what="il profilo" skeleton=skeleton render=render /> }
}

#[component]
fn ProfileForm(profile: Profile) -> impl IntoView {
    let session = use_session();
    let api = use_api();
    let name = RwSignal::new(profile.name.clone());
    let label = profile.place.as_ref().map(contract::Place::label).unwrap_or_default();
    let place = PlaceChoice::new(label, profile.place.clone());
    let radius_km = RwSignal::new(profile.radius_km.to_string());
    let occupations = RwSignal::new(profile.occupations.iter().map(|it| it.slug.clone()).collect::<Vec<_>>());
    let availability =
        RwSignal::new(profile.availability.as_ref().map(|it| it.as_str().to_owned()).unwrap_or_default());
    let language = RwSignal::new(profile.language.as_str().to_owned());
    let marketing_consent = RwSignal::new(profile.marketing_consent);
    let saved_reminders = RwSignal::new(profile.saved_reminders);
    let alert_emails = RwSignal::new(profile.alert_emails);
    let is_saved = RwSignal::new(false);
    let (submission, fields) = Submission::with_fields(
        "profilo",
        &[
            "name", "place", "radius_km", "occupations", "availability", "language", "saved_reminders", "alert_emails",
            "marketing_consent",
        ],
    );
    let [
        name_field,
        place_field,
        radius_field,
        occupations_field,
        availability_field,
        language_field,
        reminders_field,
        emails_field,
        marketing_field,
    ] = fields;
    let changes = move || ProfileChanges {
        name: Some(name.get_untracked()),
        place: Some(place.place.get_untracked().map(|place| place.slug)),
        radius_km: radius_km.get_untracked().parse().ok(),
        occupations: Some(occupations.get_untracked()),
        availability: Some(
            availability.with_untracked(|text| (!text.is_empty()).then(|| Availability::from(text.as_str()))),
        ),
        language: Some(language.with_untracked(|text| Language::from(text.as_str()))),
        marketing_consent: Some(marketing_consent.get_untracked()),
        saved_reminders: Some(saved_reminders.get_untracked()),
        alert_emails: Some(alert_emails.get_untracked()),
    };
    let on_submit = move |()| {
        is_saved.set(false);
        let changes = changes();
        let mut errors = changes.check().err().unwrap_or_default();
        errors.extend(place.check());
        let checked = if errors.is_empty() { Ok(()) } else { Err(errors) };
        let api = api.clone();
        submission.send(
            checked,
            || change_profile(&changes),
            move |text| {
                if let Ok(profile) = api.parse::<Profile>(&text) {
                    session.set_profile(profile);
                }
                is_saved.try_set(true);
            },
        );
    };
    let radiuses = RADIUSES_KM.map(|km| (km.to_string(), format!("{km} km")));
    let radiuses = with_current(radiuses.to_vec(), &radius_km.get_untracked(), |km| format!("{km} km"));
    let availabilities = Availability::KNOWN.iter().map(|it| (it.as_str().to_owned(), labels::availability(it)));
    let availabilities = std::iter::once((String::new(), "Non lo dico".to_owned())).chain(availabilities).collect();
    let languages = vec![("it".to_owned(), "Italiano".to_owned()), ("en".to_owned(), "English".to_owned())];
    view! {
        <div class="panel panel--column">
            <Form
                submission=submission
                button=("Salva il profilo", "Salvo…")
                failure_title="Il profilo non è salvato"
                on_submit=on_submit
            >
                <TextField
                    field=name_field
                    label="Nome"
                    autocomplete="name"
                    value=name
                />
                <div class="form__place">
                    <PlaceField
                        field=place_field
                        label="Dove cerchi lavoro"
                        hint="Basta il comune, non l’indirizzo."
                        choice=place
                    />
                </div>
                <SelectField
                    field=radius_field
                    label="Quanto lontano"
                    options=radiuses
                    value=radius_km
                />
                <OccupationsField field=occupations_field chosen=occupations />
                <SelectField
                    field=availability_field
                    label="Da quando potresti iniziare"
                    options=availabilities
                    value=availability
                />
                <SelectField
                    field=language_field
                    label="In che lingua ti scriviamo"
                    options=languages
                    value=language
                />
                <Checkbox
                    field=reminders_field
                    label="Ricordami le offerte salvate che stanno per scadere."
                    hint="Un’email sola, tre giorni prima, e solo se non ti sei ancora candidato."
                    is_checked=saved_reminders
                />
                <Checkbox
                    field=emails_field
                    label="Mandami gli avvisi per email, anche quando ho le notifiche."
                    hint="Se nessun dispositivo riceve notifiche, l’email arriva comunque."
                    is_checked=alert_emails
                />
                <Checkbox
                    field=marketing_field
                    label="Voglio ricevere per email consigli e novità di Bacheca."
                    hint="Facoltativo. Puoi ripensarci in qualsiasi momento."
                    is_checked=marketing_consent
                />
            </Form>
            <Show when=move || is_saved.get()>
                <Notice
                    kind=NoticeKind::Done
                    title="Profilo salvato"
                    text="In prima pagina trovi le offerte vicino a te."
                    is_alert=true
                />
            </Show>
        </div>
    }
}

/// The options, with the current value added if it is missing.
fn with_current(
    mut options: Vec<(String, String)>,
    current: &str,
    words: impl Fn(&str) -> String,
) -> Vec<(String, String)> {
    if !options.iter().any(|(value, _)| value == current) {
        options.push((current.to_owned(), words(current)));
    }
    options
}

/// The wanted roles as a list of checkboxes, so that nobody has to guess a role's name.
#[component]
fn OccupationsField(field: FormField, chosen: RwSignal<Vec<String>>) -> impl IntoView {
    let FormField { id, name, error } = field;
    let hint = hint_id(&id);
    let described_by = hint.clone();
    let known = fetch(list_occupations);
    let options = move |known: Vec<OccupationCount>| {
        let options =
            known.into_iter().map(|entry| (entry.occupation.slug, entry.occupation.preferred_label)).collect();
        view! { <TickList id="profilo-ruolo" name=name options=options chosen=chosen most=MOST_OCCUPATIONS /> }
    };
    let skeleton = || view! { <TextSkeleton label="Sto caricando i ruoli" /> };
    let count = move || match chosen.with(Vec::len) {
        0 => "Scegli i ruoli".to_owned(),
        1 => "1 ruolo scelto".to_owned(),
        count => format!("{count} ruoli scelti"),
    };
    view! {
        <fieldset class="form__group" id=id tabindex="-1" aria-describedby=described_by>
            <legend class="text-field__label">"Ruoli che ti interessano"</legend>
            <p class="text-field__hint" id=hint>
                {format!("Al massimo {MOST_OCCUPATIONS}. Il primo che scegli guida le offerte in prima pagina.")}
            </p>
            <p class="text-field__error">{move || error.get()}</p>
            <details class="disclosure">
                <summary class="disclosure__summary">
                    {count}
                    <IconView icon=Icon::Chevron />
                </summary>
                <AsyncContent fetched=known what="i ruoli" skeleton=skeleton render=options />
            </details>
        </fieldset>
    }
}
