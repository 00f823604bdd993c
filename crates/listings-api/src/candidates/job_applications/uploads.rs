//! How many forms with CVs may arrive at the same time: each holds a file on the disk for as long as it takes.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::config::Config;
use crate::http::error::ApiError;
use crate::http::network::Network;

/// Counted before a byte of the form is read, by account, by network and in all.
pub struct Uploads {
    all: Arc<Semaphore>,
    most_of_account: usize,
    most_of_network: u32,
    by_account: Turns<String>,
    by_network: Turns<Network>,
    /// Forms that have arrived and are held in memory, one after the other being looked at.
    in_memory: Arc<Semaphore>,
    patience: Duration,
}

/// Holds a place among those that arrive; gives it back when dropped.
pub struct Place {
    _account: OwnedSemaphorePermit,
    _networks: Vec<OwnedSemaphorePermit>,
    _all: OwnedSemaphorePermit,
}

impl Uploads {
    pub fn new(config: &Config) -> Self {
        Self {
            all: Arc::new(Semaphore::new(config.most_uploads)),
            most_of_account: config.most_uploads_of_account,
            most_of_network: config.most_uploads_of_network,
            by_account: Turns::default(),
            by_network: Turns::default(),
            in_memory: Arc::new(Semaphore::new(config.most_uploads_in_memory)),
            patience: config.upload_patience,
        }
    }

    /// Waits for a place, not for long. Nothing of the form is read meanwhile.
    pub async fn begin(&self, account: &str, address: IpAddr) -> Result<Place, ApiError> {
        let Self { all, by_account, by_network, patience, .. } = self;
        let most = self.most_of_account;
        let of_account = tokio::time::timeout(*patience, by_account.take(account.to_owned(), most)).await;
        let of_account = of_account.map_err(|_| self.too_many(most))??;
        let mut of_networks = Vec::new();
        for network in Network::of(address) {
            let most = network.allowance(self.most_of_network) as usize;
            let turn = tokio::time::timeout(*patience, by_network.take(network, most)).await;
            of_networks.push(turn.map_err(|_| self.too_many(most))??);
        }
        let of_all = tokio::time::timeout(*patience, Arc::clone(all).acquire_owned()).await;
        let of_all = of_all.map_err(|_| ApiError::Overloaded)?.map_err(closed)?;
        Ok(Place { _account: of_account, _networks: of_networks, _all: of_all })
    }

    fn too_many(&self, most: usize) -> ApiError {
        let limit = u32::try_from(most).unwrap_or(u32::MAX);
        ApiError::TooManyRequests { retry_after_seconds: self.patience.as_secs().max(1), limit }
    }

    /// For a form that has arrived, until it is stored.
    pub async fn to_memory(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        Arc::clone(&self.in_memory).acquire_owned().await.map_err(closed)
    }
}

#[allow(clippy::needless_pass_by_value, reason = "the signature that map_err asks for")]
fn closed(error: tokio::sync::AcquireError) -> ApiError {
    ApiError::Internal(format!("uploads: {error}"))
}

/// A number of simultaneous permits for each key. Only keys that hold or wait for a permit are remembered.
struct Turns<K> {
    known: Mutex<HashMap<K, Arc<Semaphore>>>,
}

impl<K> Default for Turns<K> {
    fn default() -> Self {
        Self { known: Mutex::default() }
    }
}

impl<K: Eq + Hash> Turns<K> {
    async fn take(&self, key: K, most: usize) -> Result<OwnedSemaphorePermit, ApiError> {
        let turns = {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            // A turn that is held or waited for has the semaphore too.
            known.retain(|_, turns| Arc::strong_count(turns) > 1);
            Arc::clone(known.entry(key).or_insert_with(|| Arc::new(Semaphore::new(most))))
        };
        turns.acquire_owned().await.map_err(closed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn turns_are_each_ones_own_and_forgotten_when_given_back() {
        let turns = Turns::default();
        let first = turns.take("a", 1).await.unwrap();
        let _other = turns.take("b", 1).await.unwrap();
        assert!(tokio::time::timeout(Duration::from_millis(20), turns.take("a", 1)).await.is_err());
        drop(first);
        drop(turns.take("a", 1).await.unwrap());
        drop(turns.take("c", 1).await.unwrap());
        let known = turns.known.lock().unwrap();
        assert!(known.len() <= 2, "{:?}", known.keys());
    }
}
