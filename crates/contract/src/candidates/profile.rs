//! What a candidate keeps in their account, and how they change it.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Deserializer, Serialize};

use crate::open_enum::open_enum;
use crate::{FieldError, Occupation, PersonName, Place};

pub use crate::limits::{MOST_OCCUPATIONS, MOST_RADIUS_KM};

open_enum! {
    /// When the candidate could start.
    Availability {
        Immediately = "immediately",
        WithinTwoWeeks = "within_two_weeks",
        WithinOneMonth = "within_one_month",
        Later = "later",
        /// Has work and is not looking.
        NotLooking = "not_looking",
    }
}

open_enum! {
    /// The language of emails and notifications.
    Language {
        Italian = "it",
        English = "en",
    }
}

/// The answer of `GET /me`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Profile {
    /// Tells this account from any other, and stays when the email changes: for what a device keeps of somebody.
    /// Random, and opens nothing.
    pub id: String,
    /// A link sent to it was followed.
    pub email: String,
    pub name: String,
    /// Where offers are wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    pub radius_km: u16,
    /// The roles that are wanted.
    pub occupations: Vec<Occupation>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability: Option<Availability>,
    pub language: Language,
    pub marketing_consent: bool,
    /// When it was given; absent without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marketing_consent_at: Option<DateTime<FixedOffset>>,
    /// Whether an email comes when saved offers are about to close.
    pub saved_reminders: bool,
    /// Whether alerts come by email although a browser gets notifications of them. Without one they always do.
    pub alert_emails: bool,
    pub created_at: DateTime<FixedOffset>,
}

/// The body of `PATCH /me`: what is absent stays, `null` clears (RFC 7396).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileChanges {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::person_name_or_null))]
    pub name: Option<String>,
    /// Slug of a comune.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::place_or_null))]
    pub place: Option<Option<String>>,
    /// 1 to [`MOST_RADIUS_KM`].
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "whole")]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::radius_km_or_null))]
    pub radius_km: Option<u16>,
    /// Slugs of occupations, at most [`MOST_OCCUPATIONS`]; they replace the earlier ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::occupations_or_null))]
    pub occupations: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Availability>))]
    pub availability: Option<Option<Availability>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marketing_consent: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub saved_reminders: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert_emails: Option<bool>,
}

impl ProfileChanges {
    /// Every invalid field, in the order of the form. Only the server knows whether places and occupations exist. The
    /// name comes back as it will be stored.
    pub fn check(&self) -> Result<Option<PersonName>, Vec<FieldError>> {
        let mut errors = Vec::new();
        let name = self.name.as_deref().map(PersonName::parse).transpose();
        let name = name.map_err(|problem| errors.push(problem.at("/name"))).ok().flatten();
        if self.radius_km.is_some_and(|radius| !(1..=MOST_RADIUS_KM).contains(&radius)) {
            errors.push(FieldError::new("/radius_km", "out_of_range", format!("1 to {MOST_RADIUS_KM}")));
        }
        if self.occupations.as_ref().is_some_and(|occupations| occupations.len() > MOST_OCCUPATIONS) {
            errors.push(FieldError::new("/occupations", "too_many", format!("at most {MOST_OCCUPATIONS}")));
        }
        if matches!(self.availability, Some(Some(Availability::Other(_)))) {
            errors.push(FieldError::new("/availability", "unknown_value", "not one of the values"));
        }
        if matches!(self.language, Some(Language::Other(_))) {
            errors.push(FieldError::new("/language", "unknown_value", "not one of the languages"));
        }
        if errors.is_empty() { Ok(name) } else { Err(errors) }
    }
}

/// JSON has one kind of numbers: 15.0 is whole too.
fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u16>, D::Error> {
    let Some(number) = Option::<f64>::deserialize(deserializer)? else { return Ok(None) };
    let is_whole = number.fract() == 0.0 && (0.0..=f64::from(u16::MAX)).contains(&number);
    if is_whole { Ok(Some(number as u16)) } else { Err(serde::de::Error::custom("not a whole number from 0 to 65535")) }
}

/// Tells `null` (clear it) from a field that is not there (leave it).
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_clears_and_absence_leaves() {
        let changes: ProfileChanges = serde_json::from_str(r#"{"place": null}"#).unwrap();
        assert_eq!((changes.place, changes.availability), (Some(None), None));
        let changes: ProfileChanges = serde_json::from_str(r#"{"availability": "later"}"#).unwrap();
        assert_eq!((changes.place, changes.availability), (None, Some(Some(Availability::Later))));
        assert!(serde_json::from_str::<ProfileChanges>(r#"{"role": "admin"}"#).is_err());
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let changes = ProfileChanges {
            name: Some(String::new()),
            radius_km: Some(0),
            occupations: Some(vec![String::new(); 11]),
            availability: Some(Some("soon".into())),
            language: Some("xx".into()),
            ..ProfileChanges::default()
        };
        let pointers: Vec<_> = changes.check().unwrap_err().into_iter().map(|error| error.pointer).collect();
        assert_eq!(pointers, ["/name", "/radius_km", "/occupations", "/availability", "/language"]);
    }
}
