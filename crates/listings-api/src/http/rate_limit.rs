//! How often one address may do something that costs us.

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::http::counts::{Count, Counts};
use crate::http::network::Network;

/// So many per window and address, and more per IPv6 /48. Held in memory: a restart forgives.
pub struct RateLimit {
    limit: u32,
    window: TimeDelta,
    /// The moment of a count is that at which its window began.
    seen: Mutex<Counts<Network>>,
}

impl RateLimit {
    pub fn new(limit: u32, window: Duration) -> Self {
        let window = TimeDelta::from_std(window).unwrap_or(TimeDelta::MAX);
        Self { limit, window, seen: Mutex::new(Counts::new(window)) }
    }

    pub fn limit(&self) -> u32 {
        self.limit
    }

    /// Counts one; `Err` holds the seconds until the next may come.
    pub fn count(&self, address: IpAddr, now: DateTime<Utc>) -> Result<(), u64> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        // All are asked before any counts: a flood from one /48 leaves no trace of each of its /64.
        for network in Network::of(address) {
            if let Some(found) = seen.find(&network, now).filter(|found| found.count >= network.allowance(self.limit)) {
                return Err((self.window - (now - found.at)).num_seconds().max(1).unsigned_abs());
            }
        }
        for network in Network::of(address) {
            let found = seen.find(&network, now).unwrap_or(Count { count: 0, at: now });
            let count = found.count.saturating_add(1);
            seen.put(network, Count { count, ..found }, count >= network.allowance(self.limit));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::network::WIDE_MAY_TIMES;
    use std::net::Ipv6Addr;

    fn start() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    /// The first address of a /64, numbered from 2001:db8::.
    fn network(number: u64) -> IpAddr {
        IpAddr::V6(Ipv6Addr::from_bits((0x2001_0db8_u128 << 96) | (u128::from(number) << 64)))
    }

    #[test]
    fn so_many_per_window_and_address() {
        let limit = RateLimit::new(2, Duration::from_secs(600));
        let one: IpAddr = "192.0.2.1".parse().unwrap();
        assert_eq!(limit.count(one, start()), Ok(()));
        assert_eq!(limit.count(one, start()), Ok(()));
        assert_eq!(limit.count(one, start() + TimeDelta::seconds(100)), Err(500));
        assert_eq!(limit.count("192.0.2.2".parse().unwrap(), start()), Ok(()));
        assert_eq!(limit.count(one, start() + TimeDelta::seconds(600)), Ok(()));
    }

    #[test]
    fn who_is_held_back_stays_so_through_a_flood() {
        let limit = RateLimit::new(2, Duration::from_secs(600));
        let held = network(0xffff_ffff);
        for _ in 0..2 {
            assert_eq!(limit.count(held, start()), Ok(()));
        }
        // First more than 65,536 in one /48, then each in a different /48.
        for number in 0..110_000 {
            let _ = limit.count(network(number), start());
            let _ = limit.count(network(number << 16), start());
        }
        assert_eq!(limit.count(held, start() + TimeDelta::seconds(1)), Err(599));
    }

    #[test]
    fn a_48_may_more_than_a_64_and_not_as_much_as_all_of_them() {
        let limit = RateLimit::new(2, Duration::from_secs(600));
        let passed = (0..1000).filter(|number| limit.count(network(*number), start()).is_ok()).count();
        assert_eq!(passed, 2 * WIDE_MAY_TIMES as usize);
        assert_eq!(limit.count(network(1 << 16), start()), Ok(()));
    }
}
