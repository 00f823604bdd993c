use std::future::Future;

use contract::NewAccount;
use send_wrapper::SendWrapper;

use super::{Api, ApiError};
use crate::browser::http;

impl Api {
    /// Asks for an account. The answer is the same whether the email was known or not, so a second call after a lost
    /// answer does no harm. The request outlives the page it was sent from: it must not be cut half-way.
    pub fn create_account(&self, account: &NewAccount) -> impl Future<Output = Result<(), ApiError>> + Send + use<> {
        let url = self.endpoint("/accounts");
        let body = serde_json::to_string(account);
        SendWrapper::new(async move {
            let body = body.map_err(|_| ApiError::Malformed)?;
            let reply = http::post_json(&url, &body).await?;
            if reply.is_success() { Ok(()) } else { Err(ApiError::from_reply(&reply)) }
        })
    }
}
