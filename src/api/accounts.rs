use std::future::Future;

use contract::NewAccount;

use super::{Api, ApiError};

impl Api {
    /// Asks for an account. The answer is the same whether the email was known or not, so a second call after a lost
    /// answer does no harm. The request outlives the page it was sent from: it must not be cut half-way.
    pub fn create_account(&self, account: &NewAccount) -> impl Future<Output = Result<(), ApiError>> + Send + use<> {
        self.post_accepted("/accounts", account)
    }
}
