//! How often one address may do something that costs us.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};

/// Addresses remembered at once; above it the windows that have ended are dropped.
const MOST_REMEMBERED: usize = 50_000;

/// So many per window and address. Held in memory: a restart forgives.
pub struct RateLimit {
    limit: u32,
    window: Duration,
    seen: Mutex<HashMap<IpAddr, Window>>,
}

struct Window {
    started: DateTime<Utc>,
    count: u32,
}

impl RateLimit {
    pub fn new(limit: u32, window: Duration) -> Self {
        Self { limit, window, seen: Mutex::default() }
    }

    pub fn limit(&self) -> u32 {
        self.limit
    }

    /// Counts one; `Err` holds the seconds until the next may come.
    pub fn count(&self, address: IpAddr, now: DateTime<Utc>) -> Result<(), u64> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let window_seconds = i64::try_from(self.window.as_secs()).unwrap_or(i64::MAX);
        let age = |window: &Window| (now - window.started).num_seconds();
        if seen.len() >= MOST_REMEMBERED {
            seen.retain(|_, window| age(window) < window_seconds);
            // Still full: a flood from many addresses. Memory stays bounded, the newest windows start afresh.
            if seen.len() >= MOST_REMEMBERED {
                seen.clear();
            }
        }
        let window = seen.entry(network_of(address)).or_insert(Window { started: now, count: 0 });
        if age(window) >= window_seconds {
            *window = Window { started: now, count: 0 };
        }
        if window.count >= self.limit {
            return Err((window_seconds - age(window)).max(1).unsigned_abs());
        }
        window.count += 1;
        Ok(())
    }
}

/// One household or machine gets a whole IPv6 /64: count by that.
pub fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => IpAddr::V4(v4),
            None => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_per_window_and_address() {
        let limit = RateLimit::new(2, Duration::from_secs(600));
        let start = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let one: IpAddr = "192.0.2.1".parse().unwrap();
        assert_eq!(limit.count(one, start), Ok(()));
        assert_eq!(limit.count(one, start), Ok(()));
        assert_eq!(limit.count(one, start + chrono::TimeDelta::seconds(100)), Err(500));
        assert_eq!(limit.count("192.0.2.2".parse().unwrap(), start), Ok(()));
        assert_eq!(limit.count(one, start + chrono::TimeDelta::seconds(600)), Ok(()));
    }

    #[test]
    fn an_ipv6_network_counts_as_one() {
        assert_eq!(network_of("2001:db8::1".parse().unwrap()), network_of("2001:db8::ffff".parse().unwrap()));
        assert_ne!(network_of("2001:db8::1".parse().unwrap()), network_of("2001:db8:0:1::1".parse().unwrap()));
        assert_eq!(network_of("::ffff:192.0.2.1".parse().unwrap()), "192.0.2.1".parse::<IpAddr>().unwrap());
    }
}
