//! Notifications of a browser (Web Push).

use serde::{Deserialize, Serialize};

/// The answer of `GET /push/key`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushKey {
    /// What the browser takes as `applicationServerKey`: a point of P-256, uncompressed, base64url.
    pub key: String,
}

/// The body of `PUT /me/push-subscription`: what the browser makes of its `PushSubscription` as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushSubscription {
    /// Address of the push service, secret: who knows it may send.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::push_endpoint))]
    pub endpoint: String,
    /// Milliseconds since 1970; no browser of today says so. Not looked at: the push service tells when it is over.
    #[serde(rename = "expirationTime", default, skip_serializing_if = "Option::is_none")]
    pub expiration_time: Option<f64>,
    pub keys: PushSubscriptionKeys,
}

/// What a message is encrypted with (RFC 8291), base64url.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushSubscriptionKeys {
    /// Public key of the browser: a point of P-256, uncompressed.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::push_public_key))]
    pub p256dh: String,
    /// 16 bytes that browser and server share.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::push_auth))]
    pub auth: String,
}
