use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, FixedOffset};
use contract::account::PRIVACY_NOTICE_VERSION;
use contract::{Availability, FieldError, Language, Profile, ProfileChanges};

use crate::candidates::sessions::signed_in::SignedIn;
use crate::clock::Clock;
use crate::http::error::ApiError;
use crate::http::extract::JsonBody;
use crate::http::openapi::{SignedInProblems, WriteProblems};
use store::Store;
use store::accounts::{Consent, record_consent};
use store::me::{self as rows, Row};
use taxonomy::Taxonomy;

/// The profile of the signed-in candidate.
#[utoipa::path(
    get,
    path = "/me",
    tag = "me",
    responses(
        (status = 200, description = "The profile", body = Profile, example = json!({
            "id": "b2kq6vd3xw5h7mzn4trc2yjfae", "email": "anna@posta.example", "name": "Anna Rossi",
            "place": {
                "slug": "torino-to", "name": "Torino", "province": "TO", "region": "Piemonte",
                "postal_codes": ["10121"], "latitude": 45.07049, "longitude": 7.68682
            },
            "radius_km": 30, "occupations": [{"slug": "magazziniere", "preferred_label": "Magazziniere"}],
            "availability": "immediately", "language": "it", "marketing_consent": false, "saved_reminders": true,
            "alert_emails": true, "created_at": "2026-11-23T10:00:00+00:00"
        })),
        SignedInProblems,
    ),
)]
pub async fn find(
    State(store): State<Store>,
    State(taxonomy): State<Arc<Taxonomy>>,
    signed_in: SignedIn,
) -> Result<Json<Profile>, ApiError> {
    let row = rows::find(&store, &signed_in.account).await?.ok_or(ApiError::SignedOut)?;
    profile(&taxonomy, row).map(Json)
}

/// Changes the profile: absent fields stay, `null` clears. Consent is stored with its time and the version of the text.
#[utoipa::path(
    patch,
    path = "/me",
    tag = "me",
    request_body(content = ProfileChanges, content_type = "application/json", example = json!({
        "place": "torino-to", "radius_km": 20, "occupations": ["magazziniere"], "availability": null
    })),
    responses(
        (status = 200, description = "The changed profile", body = Profile, example = json!({
            "id": "b2kq6vd3xw5h7mzn4trc2yjfae", "email": "anna@posta.example", "name": "Anna Rossi", "radius_km": 20,
            "occupations": [{"slug": "magazziniere", "preferred_label": "Magazziniere"}], "language": "it",
            "marketing_consent": false, "saved_reminders": true, "alert_emails": true,
            "created_at": "2026-11-23T10:00:00+00:00"
        })),
        SignedInProblems,
        WriteProblems,
    ),
)]
pub async fn update(
    State(store): State<Store>,
    State(taxonomy): State<Arc<Taxonomy>>,
    State(clock): State<Arc<dyn Clock>>,
    signed_in: SignedIn,
    JsonBody(changes): JsonBody<ProfileChanges>,
) -> Result<Json<Profile>, ApiError> {
    let name = check(&taxonomy, &changes).map_err(ApiError::Fields)?;
    let now = clock.now().to_rfc3339();
    let mut tx = store.begin_write().await?;
    let mut row = rows::find_to_change(&mut tx, &signed_in.account).await?.ok_or(ApiError::SignedOut)?;
    if let Some(name) = name {
        row.name = name;
    }
    if let Some(place) = changes.place {
        row.place = place;
    }
    if let Some(radius_km) = changes.radius_km {
        row.radius_km = radius_km;
    }
    if let Some(occupations) = changes.occupations {
        row.occupations.0 = occupations;
    }
    if let Some(availability) = changes.availability {
        row.availability = availability.map(|availability| availability.as_str().to_owned());
    }
    if let Some(language) = changes.language {
        row.language = language.as_str().to_owned();
    }
    if let Some(saved_reminders) = changes.saved_reminders {
        row.saved_reminders = saved_reminders;
    }
    if let Some(alert_emails) = changes.alert_emails {
        row.alert_emails = alert_emails;
    }
    // Said again, a consent keeps the time of the first yes.
    let had_consent = row.marketing_consent_at.is_some();
    if let Some(is_given) = changes.marketing_consent.filter(|is_given| *is_given != had_consent) {
        row.marketing_consent_at = is_given.then(|| now.clone());
        let consent = Consent { purpose: "marketing", text_version: PRIVACY_NOTICE_VERSION, is_given };
        record_consent(&mut tx, &signed_in.account, &consent, &now).await?;
    }
    rows::update(&mut tx, &signed_in.account, &row).await?;
    tx.commit().await?;
    profile(&taxonomy, row).map(Json)
}

/// The rules both sides share, and those that need data. The name comes back in the form that is stored.
fn check(taxonomy: &Taxonomy, changes: &ProfileChanges) -> Result<Option<String>, Vec<FieldError>> {
    let (name, mut errors) = match changes.check() {
        Ok(name) => (name, Vec::new()),
        Err(errors) => (None, errors),
    };
    let place = changes.place.as_ref().and_then(Option::as_deref);
    if place.is_some_and(|slug| taxonomy.places.find(slug).is_none()) {
        errors.push(FieldError::new("/place", "unknown_place", "no place has this slug"));
    }
    let mut seen = std::collections::HashSet::new();
    // More than may be wanted was refused above: naming each would only repeat what came.
    let wanted = changes.occupations.iter().flatten().take(contract::profile::MOST_OCCUPATIONS);
    for (index, slug) in wanted.enumerate() {
        let pointer = format!("/occupations/{index}");
        if taxonomy.occupation(slug).is_none() {
            errors.push(FieldError::new(&pointer, "unknown_value", "no occupation has this slug"));
        } else if !seen.insert(slug) {
            errors.push(FieldError::new(&pointer, "repeated", "given more than once"));
        }
    }
    if errors.is_empty() { Ok(name.map(|name| name.as_str().to_owned())) } else { Err(errors) }
}

/// An occupation or place that the taxonomy no longer knows is left out.
pub(super) fn profile(taxonomy: &Taxonomy, row: Row) -> Result<Profile, ApiError> {
    let occupations = row.occupations.0.iter().filter_map(|slug| taxonomy.occupation(slug).cloned());
    Ok(Profile {
        // The database's own: 128 random bits that no call takes, so nothing is won by hiding it behind another.
        id: row.id,
        email: row.email,
        name: row.name,
        place: row.place.as_deref().and_then(|slug| taxonomy.places.find(slug).cloned()),
        radius_km: row.radius_km,
        occupations: occupations.collect(),
        availability: row.availability.as_deref().map(Availability::from),
        language: Language::from(row.language.as_str()),
        marketing_consent: row.marketing_consent_at.is_some(),
        marketing_consent_at: row.marketing_consent_at.as_deref().map(time).transpose()?,
        saved_reminders: row.saved_reminders,
        alert_emails: row.alert_emails,
        created_at: time(&row.created_at)?,
    })
}

/// A time as the database holds it.
pub(super) fn time(text: &str) -> Result<DateTime<FixedOffset>, ApiError> {
    DateTime::parse_from_rfc3339(text).map_err(|error| ApiError::Internal(format!("time in the database: {error}")))
}
