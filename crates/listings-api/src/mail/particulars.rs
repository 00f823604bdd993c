//! What an email says beyond the words of its kind.

use chrono::{DateTime, TimeDelta, Utc};
use contract::Language;
use contract::deadline::rome_date;

use super::Kind;
use super::wording::{self, Action, Wording};
use crate::alerts::UNSUBSCRIBE;
use crate::error::ApiError;
use crate::posting;
use crate::retention;
use crate::state::AppState;
use crate::store::emails::{Addressee, Outgoing};
use crate::store::{job_postings, retention as retention_rows};

/// Adds it. `false`: since it was put into the outbox the email has become pointless.
pub async fn add(
    state: &AppState,
    wording: &mut Wording,
    kind: Kind,
    email: &Outgoing,
    addressee: &Addressee,
    now: DateTime<Utc>,
) -> Result<bool, ApiError> {
    let language = Language::from(addressee.language.as_str());
    match kind {
        Kind::Alert => {
            let Some(alert) = &email.alert else { return Ok(false) };
            let api_origin = state.config.api_origin.clone().unwrap_or_else(|| state.config.link_origin());
            let token = state.cursor_key.sign(UNSUBSCRIBE, alert);
            wording.after.push(wording::unsubscribe(&language, &state.config.link_origin(), &token));
            wording.unsubscribe = Some(format!("{api_origin}/api/v1/alerts/unsubscribe/{token}"));
            wording.items = open_offers(state, email, now).await?;
            Ok(!wording.items.is_empty())
        }
        Kind::InactiveAccount => {
            let Some(told) = retention_rows::find_told(&state.store.read, &addressee.account).await? else {
                return Ok(false);
            };
            let goes_at = retention::goes_at(told, state.config.inactive_months);
            wording.before.push(wording::account_goes(&language, rome_date(goes_at - TimeDelta::days(1))));
            Ok(true)
        }
        Kind::ConfirmEmail
        | Kind::AlreadyRegistered
        | Kind::ResetPassword
        | Kind::PasswordChanged
        | Kind::ChangeEmail
        | Kind::EmailChanged => Ok(true),
    }
}

/// The offers that the email is about; what has ended since is left out.
async fn open_offers(state: &AppState, email: &Outgoing, now: DateTime<Utc>) -> Result<Vec<Action>, ApiError> {
    let ids: Vec<String> = serde_json::from_str(email.job_postings.as_deref().unwrap_or("[]"))
        .map_err(|error| ApiError::Internal(format!("offers of an email: {error}")))?;
    let origin = state.config.link_origin();
    let mut items = Vec::new();
    for id in ids {
        let found = job_postings::find(&state.store.read, &id).await?.filter(|row| posting::is_open(row, now));
        let Some(row) = found else { continue };
        let offer = posting::summary(row, &state.taxonomy, now, None);
        let place = offer.job_location.map(|location| location.label);
        let employer = offer.hiring_organization.map(|employer| employer.name);
        let parts: Vec<_> = std::iter::once(offer.title).chain(employer).chain(place).collect();
        items.push(Action { label: parts.join(", "), link: format!("{origin}/offerte/{id}") });
    }
    Ok(items)
}
