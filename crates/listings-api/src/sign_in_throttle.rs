//! What slows down guessing at passwords without locking their owner out.
//!
//! Two counts of wrong passwords. Per account *and* address: after a few, that address has to wait, longer each time;
//! the owner at another address is not held up. Per account over all addresses: a botnet that changes address with
//! every guess makes the answers slower, by a few seconds at most, for everyone including the owner, whose right
//! password is still taken. A lock would hand anyone who knows an address the means to keep its owner out. Emails
//! without an account are counted alike: waiting tells nothing. How often one address may try at all is the
//! [`crate::rate_limit`]'s matter.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::hash;
use crate::rate_limit::network_of;

/// Wrong passwords from one address that cost nothing: people mistype.
const FREE_PER_ADDRESS: u32 = 4;
/// Longest wait of an address.
const LONGEST_WAIT: i64 = 15 * 60;
/// Wrong passwords from anywhere that do not slow down.
const FREE_PER_ACCOUNT: u32 = 20;
/// Slowest answer.
const SLOWEST: Duration = Duration::from_secs(3);
/// After this long without a wrong one it counts from nought.
const FORGIVEN_AFTER: TimeDelta = TimeDelta::hours(24);
/// Entries remembered at once, of each kind.
const MOST_REMEMBERED: usize = 50_000;

/// SHA-256 of what makes two emails one account: an address is never kept in memory.
type Account = [u8; 32];

/// Held in memory: a restart forgives.
#[derive(Default)]
pub struct SignInThrottle(Mutex<Counts>);

#[derive(Default)]
struct Counts {
    by_address: HashMap<(Account, IpAddr), Wrong>,
    by_account: HashMap<Account, Wrong>,
}

#[derive(Clone, Copy)]
struct Wrong {
    count: u32,
    last: DateTime<Utc>,
}

impl SignInThrottle {
    /// How much slower the answer has to be; `Err` holds the seconds this address has to wait before the next try.
    /// Counts the try as a wrong one until [`Self::forgive`]: many tries at once must not all pass as the first.
    pub fn count(&self, email_key: &str, address: IpAddr, now: DateTime<Utc>) -> Result<Duration, u64> {
        let account = hash::sha256([email_key.as_bytes()]);
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let pair = (account, network_of(address));
        if let Some(wrong) = current(&counts.by_address, &pair, now) {
            let doublings = wrong.count.saturating_sub(FREE_PER_ADDRESS).min(20);
            let wait = if doublings == 0 { 0 } else { (1_i64 << (doublings - 1)).min(LONGEST_WAIT) };
            let waited = (now - wrong.last).num_seconds();
            if waited < wait {
                return Err((wait - waited).unsigned_abs());
            }
        }
        add(&mut counts.by_address, pair, now);
        let of_account = add(&mut counts.by_account, account, now);
        let excess = of_account.saturating_sub(FREE_PER_ACCOUNT);
        Ok((Duration::from_millis(50) * excess).min(SLOWEST))
    }

    /// The password was right.
    pub fn forgive(&self, email_key: &str, address: IpAddr) {
        let account = hash::sha256([email_key.as_bytes()]);
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.by_address.remove(&(account, network_of(address)));
        if let Some(wrong) = counts.by_account.get_mut(&account) {
            // Others may be guessing: only this try is taken back.
            wrong.count = wrong.count.saturating_sub(1);
        }
    }
}

fn current<K: Eq + Hash>(counts: &HashMap<K, Wrong>, key: &K, now: DateTime<Utc>) -> Option<Wrong> {
    counts.get(key).copied().filter(|wrong| now - wrong.last < FORGIVEN_AFTER)
}

fn add<K: Eq + Hash>(counts: &mut HashMap<K, Wrong>, key: K, now: DateTime<Utc>) -> u32 {
    if counts.len() >= MOST_REMEMBERED {
        counts.retain(|_, wrong| now - wrong.last < FORGIVEN_AFTER);
        // Still full: a flood. Memory stays bounded, the counts start afresh.
        if counts.len() >= MOST_REMEMBERED {
            counts.clear();
        }
    }
    let count = current(counts, &key, now).map_or(1, |wrong| wrong.count.saturating_add(1));
    counts.insert(key, Wrong { count, last: now });
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWNER: &str = "192.0.2.1";
    const OTHER: &str = "192.0.2.2";

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn one_address_waits_longer_each_time_and_the_owner_elsewhere_does_not() {
        let throttle = SignInThrottle::default();
        for _ in 0..5 {
            assert!(throttle.count("a@b.it", address(OTHER), at(0)).is_ok());
        }
        assert_eq!(throttle.count("a@b.it", address(OTHER), at(0)), Err(1));
        assert!(throttle.count("a@b.it", address(OTHER), at(1)).is_ok());
        assert_eq!(throttle.count("a@b.it", address(OTHER), at(1)), Err(2));
        assert!(throttle.count("a@b.it", address(OWNER), at(1)).is_ok());
        assert!(throttle.count("c@d.it", address(OTHER), at(1)).is_ok());
        throttle.forgive("a@b.it", address(OTHER));
        assert!(throttle.count("a@b.it", address(OTHER), at(1)).is_ok());
    }

    #[test]
    fn waits_have_an_end_and_are_forgiven() {
        let throttle = SignInThrottle::default();
        let mut now = 0;
        for _ in 0..40 {
            assert!(throttle.count("a@b.it", address(OTHER), at(now)).is_ok());
            now += LONGEST_WAIT;
        }
        assert_eq!(throttle.count("a@b.it", address(OTHER), at(now - LONGEST_WAIT)), Err(900));
        let later = now + FORGIVEN_AFTER.num_seconds();
        assert_eq!(throttle.count("a@b.it", address(OTHER), at(later)), Ok(Duration::ZERO));
    }

    #[test]
    fn guesses_from_everywhere_slow_down_and_never_lock() {
        let throttle = SignInThrottle::default();
        let slowest =
            (0..250_u8).map(|last| throttle.count("a@b.it", IpAddr::from([198, 51, 100, last]), at(0)).unwrap()).max();
        assert_eq!(slowest, Some(SLOWEST));
        assert_eq!(throttle.count("a@b.it", address(OWNER), at(0)), Ok(SLOWEST));
    }
}
