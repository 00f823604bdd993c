use std::future::Future;

use contract::NewAccount;
use send_wrapper::SendWrapper;
use serde::Deserialize;

use super::{Api, ApiError, body};
use crate::browser::http;

/// What the API says when it took the request.
#[derive(Deserialize)]
#[allow(dead_code, reason = "its being there is all that counts")]
struct Accepted {
    status: String,
}

impl Api {
    /// Asks for an account. The answer is the same whether the email was known or not, so a second call after a lost
    /// answer does no harm. The request outlives the page it was sent from: it must not be cut half-way.
    pub fn create_account(&self, account: &NewAccount) -> impl Future<Output = Result<(), ApiError>> + Send + use<> {
        let url = self.endpoint("/accounts");
        let account = serde_json::to_string(account);
        SendWrapper::new(async move {
            let account = account.map_err(|_| ApiError::Malformed)?;
            let text = body(http::post_json(&url, &account).await?)?;
            // Not any success: the page of a captive portal is one too.
            serde_json::from_str::<Accepted>(&text).map(|_| ()).map_err(|_| ApiError::Malformed)
        })
    }
}
