//! What an email says beyond the words of its kind.

use chrono::{DateTime, TimeDelta, Utc};
use contract::Language;
use contract::deadline::{last_day, rome_date};

use super::wording::{self, Action, Wording};
use crate::candidates::erasure::retention;
use crate::delivery::outbox::Fault;
use crate::delivery::unsubscribing::token::Subscription;
use crate::listings::posting;
use crate::state::AppState;
use store::email_kind::EmailKind as Kind;
use store::emails::{Addressee, Outgoing};
use store::job_postings::{self, Row};
use store::{retention as retention_rows, saved_reminders};

/// Adds it. `false`: since it was put into the outbox the email has become pointless.
pub async fn add(
    state: &AppState,
    wording: &mut Wording,
    kind: Kind,
    email: &Outgoing,
    addressee: &Addressee,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let language = Language::from(addressee.language.as_str());
    match kind {
        Kind::Alert => {
            let Some(alert) = email.alert.clone() else { return Ok(false) };
            may_be_ended(state, wording, &language, &Subscription::Alert(alert));
            let offers = offers(state, email).await?.into_iter().filter(|offer| posting::is_open(offer, now));
            wording.items = offers.map(|offer| item(state, offer, now)).collect();
            Ok(!wording.items.is_empty())
        }
        Kind::SavedReminder => {
            if !saved_reminders::are_wanted(&state.store, &addressee.account).await? {
                return Ok(false);
            }
            may_be_ended(state, wording, &language, &Subscription::SavedReminders(addressee.account.clone()));
            let offers = offers(state, email).await?.into_iter().filter(|offer| posting::is_open(offer, now));
            let closing = offers.filter_map(|offer| {
                let last_day = last_day(DateTime::from_timestamp(offer.closes_at, 0)?.fixed_offset());
                let item = item(state, offer, now);
                Some(Action { label: wording::closing(&language, &item.label, last_day), ..item })
            });
            wording.items = closing.collect();
            Ok(!wording.items.is_empty())
        }
        Kind::ApplicationReceived => {
            wording.items = offers(state, email).await?.into_iter().map(|offer| item(state, offer, now)).collect();
            Ok(true)
        }
        Kind::InactiveAccount => {
            let Some(told) = retention_rows::find_told(&state.store, &addressee.account).await? else {
                return Ok(false);
            };
            let goes_at = retention::goes_at(told, state.config.inactive_months)
                .ok_or_else(|| Fault::Row("the times of its account are invalid".to_owned()))?;
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

/// Says how to receive no more of these emails: by hand, and to mail programs.
fn may_be_ended(state: &AppState, wording: &mut Wording, language: &Language, subscription: &Subscription) {
    let token = subscription.token(&state.cursor_key);
    let origin = state.config.link_origin();
    wording.after.push(wording::unsubscribe(language, &origin, &token));
    let api_origin = state.config.public_api_origin();
    wording.unsubscribe = Some(format!("{api_origin}/api/v1/alerts/unsubscribe/{token}"));
}

/// What the email is about.
async fn offers(state: &AppState, email: &Outgoing) -> Result<Vec<Row>, Fault> {
    let ids: Vec<String> = serde_json::from_str(email.job_postings.as_deref().unwrap_or("[]"))
        .map_err(|error| Fault::Row(format!("its list of offers: {error}")))?;
    Ok(job_postings::list_by_id(&state.store, &ids).await?)
}

fn item(state: &AppState, offer: Row, now: DateTime<Utc>) -> Action {
    let link = state.config.offer_page(&offer.id);
    let offer = posting::summary(offer, &state.taxonomy, now, None);
    let agency = offer.posting_agency.map(|agency| agency.name);
    let employer = offer.hiring_organization.map(|employer| employer.name).or(agency);
    let place = offer.job_location.map(|location| location.label);
    let parts: Vec<_> = std::iter::once(offer.title).chain(employer).chain(place).collect();
    Action { label: parts.join(", "), link }
}
