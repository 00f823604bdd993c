//! Notifications of a browser (Web Push).

use serde::{Deserialize, Serialize};

/// The answer of `GET /push/key`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushKey {
    /// `applicationServerKey` for the browser: a point of P-256, uncompressed, base64url.
    pub key: String,
}

/// The body of `PUT /me/push-subscription`: the browser's `PushSubscription` as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushSubscription {
    /// Address at the push service. Secret: anyone who knows it may send.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::push_endpoint))]
    pub endpoint: String,
    /// Milliseconds since 1970; no current browser sets it. Ignored: the push service says when the subscription ends.
    #[serde(rename = "expirationTime", default, skip_serializing_if = "Option::is_none")]
    pub expiration_time: Option<f64>,
    pub keys: PushSubscriptionKeys,
}

/// The keys that encrypt a message (RFC 8291), base64url.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushSubscriptionKeys {
    /// Public key of the browser: a point of P-256, uncompressed.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::push_public_key))]
    pub p256dh: String,
    /// The shared secret of browser and server: 16 bytes.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::push_auth))]
    pub auth: String,
}
