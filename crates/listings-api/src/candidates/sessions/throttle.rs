//! What ends guessing at passwords without locking their owner out (ADR 44).
//!
//! Wrong passwords are counted per account and *source*: an address, its IPv6 /48, a device. After a few, that source
//! has to wait, longer each time. They are also counted per account over all strangers, for a botnet changes address
//! with every guess: after [`STRANGERS`] in an hour no stranger may try until the hour is over. A device on which the
//! owner has signed in before ([`crate::candidates::sessions::device`]) is none, and goes on; elsewhere the owner
//! waits, or chooses a new password by email. Emails without an account are counted alike: waiting tells nothing. How
//! often one address may try at all is the [`crate::http::rate_limit`]'s matter.

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use crate::hash;
use crate::http::counts::{Count, Counts};
use crate::http::network::Network;

/// Wrong passwords from one source that cost nothing: people mistype.
const FREE: u32 = 4;
/// Longest wait of a source.
const LONGEST_WAIT: i64 = 15 * 60;
/// After this long without a wrong one a source counts from nought.
const FORGIVEN_AFTER: TimeDelta = TimeDelta::hours(24);
/// Tries of all strangers together at one account in [`STRANGERS_WINDOW`].
const STRANGERS: u32 = 20;
const STRANGERS_WINDOW: TimeDelta = TimeDelta::hours(1);

/// SHA-256 of what makes two emails one account: an address is never kept in memory.
type Account = [u8; 32];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Source {
    Network(Network),
    /// SHA-256 of what tells devices apart.
    Device([u8; 32]),
}

impl Source {
    fn free(self) -> u32 {
        match self {
            Self::Network(network) => network.allowance(FREE),
            Self::Device(_) => FREE,
        }
    }
}

/// Held in memory: a restart forgives.
pub struct SignInThrottle(Mutex<Tries>);

struct Tries {
    /// The moment of a count is that of the last try.
    by_source: Counts<(Account, Source)>,
    /// The moment of a count is that at which its window began.
    of_strangers: Counts<Account>,
}

impl Default for SignInThrottle {
    fn default() -> Self {
        let tries = Tries { by_source: Counts::new(FORGIVEN_AFTER), of_strangers: Counts::new(STRANGERS_WINDOW) };
        Self(Mutex::new(tries))
    }
}

/// A try that may go on.
pub struct Try {
    account: Account,
    sources: Vec<Source>,
    is_strangers: bool,
}

impl SignInThrottle {
    /// `Err` holds the seconds to wait before the next try. `device`: what tells the device apart, if the owner of this
    /// account has signed in on it. Counts the try as a wrong one until [`Self::forgive`]: many tries at once must not
    /// all pass as the first.
    pub fn count(
        &self,
        email_key: &str,
        address: IpAddr,
        device: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Try, u64> {
        let account = hash::sha256([email_key.as_bytes()]);
        let device_hash = device.map(|device| Source::Device(hash::sha256([device.as_bytes()])));
        let sources: Vec<_> = Network::of(address).map(Source::Network).chain(device_hash).collect();
        let is_strangers = device.is_none();
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = sources.iter().filter_map(|source| {
            let found = tries.by_source.find(&(account, *source), now)?;
            left(wait(found.count, source.free()), found.at, now)
        });
        let for_strangers =
            tries.of_strangers.find(&account, now).filter(|found| is_strangers && found.count >= STRANGERS);
        let for_strangers = for_strangers.and_then(|found| left(STRANGERS_WINDOW, found.at, now));
        if let Some(wait) = waits.chain(for_strangers).max() {
            return Err(wait);
        }
        for source in &sources {
            let before = tries.by_source.find(&(account, *source), now).map_or(0, |found| found.count);
            let count = before.saturating_add(1);
            tries.by_source.put((account, *source), Count { count, at: now }, count > source.free());
        }
        if is_strangers {
            let found = tries.of_strangers.find(&account, now).unwrap_or(Count { count: 0, at: now });
            let count = found.count.saturating_add(1);
            tries.of_strangers.put(account, Count { count, ..found }, count >= STRANGERS);
        }
        Ok(Try { account, sources, is_strangers })
    }

    /// The password was right.
    pub fn forgive(&self, right: &Try, now: DateTime<Utc>) {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for source in &right.sources {
            tries.by_source.remove(&(right.account, *source));
        }
        if let Some(found) = tries.of_strangers.find(&right.account, now).filter(|_| right.is_strangers) {
            // Others may be guessing: only this try is taken back.
            let count = found.count.saturating_sub(1);
            tries.of_strangers.put(right.account, Count { count, ..found }, count >= STRANGERS);
        }
    }
}

/// How long to wait after the last of so many.
fn wait(count: u32, free: u32) -> TimeDelta {
    match count.saturating_sub(free).min(20) {
        0 => TimeDelta::zero(),
        doublings => TimeDelta::seconds((1_i64 << (doublings - 1)).min(LONGEST_WAIT)),
    }
}

/// Seconds that are left of a time since a moment.
fn left(of: TimeDelta, since: DateTime<Utc>, now: DateTime<Utc>) -> Option<u64> {
    let left = (of - (now - since)).num_seconds();
    (left > 0).then(|| left.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv6Addr;

    const OWNER: &str = "192.0.2.1";
    const OTHER: &str = "192.0.2.2";

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn refusal(throttle: &SignInThrottle, address: IpAddr, device: Option<&str>, seconds: i64) -> Option<u64> {
        throttle.count("a@b.it", address, device, at(seconds)).err()
    }

    fn of(throttle: &SignInThrottle, address: &str, seconds: i64) -> Option<u64> {
        refusal(throttle, address.parse().unwrap(), None, seconds)
    }

    /// The first address of a /64, each in a different /48.
    fn botnet(number: u64) -> IpAddr {
        IpAddr::V6(Ipv6Addr::from_bits((0x2001_0db8_u128 << 96) | (u128::from(number) << 80)))
    }

    #[test]
    fn one_address_waits_longer_each_time_and_the_owner_elsewhere_does_not() {
        let throttle = SignInThrottle::default();
        for _ in 0..5 {
            assert_eq!(of(&throttle, OTHER, 0), None);
        }
        assert_eq!(of(&throttle, OTHER, 0), Some(1));
        assert_eq!(of(&throttle, OTHER, 1), None);
        assert_eq!(of(&throttle, OTHER, 1), Some(2));
        assert_eq!(of(&throttle, OWNER, 1), None);
        assert!(throttle.count("c@d.it", OTHER.parse().unwrap(), None, at(1)).is_ok());
        let right = throttle.count("a@b.it", OTHER.parse().unwrap(), None, at(3)).ok().unwrap();
        throttle.forgive(&right, at(3));
        assert_eq!(of(&throttle, OTHER, 3), None);
    }

    #[test]
    fn waits_have_an_end_and_are_forgiven() {
        let throttle = SignInThrottle::default();
        for tries in 0..15 {
            assert_eq!(of(&throttle, OTHER, tries * LONGEST_WAIT), None);
        }
        assert_eq!(of(&throttle, OTHER, 14 * LONGEST_WAIT), Some(900));
        let later = 14 * LONGEST_WAIT + FORGIVEN_AFTER.num_seconds();
        for _ in 0..5 {
            assert_eq!(of(&throttle, OTHER, later), None);
        }
    }

    #[test]
    fn guesses_from_everywhere_end_and_the_owner_goes_on_where_they_signed_in_before() {
        let throttle = SignInThrottle::default();
        let passed = (0..1000).filter(|number| refusal(&throttle, botnet(*number), None, 0).is_none()).count();
        assert_eq!(passed, STRANGERS as usize);
        // Another device waits for the end of the hour, a known one does not.
        assert_eq!(of(&throttle, OWNER, 60), Some(3540));
        assert_eq!(refusal(&throttle, OWNER.parse().unwrap(), Some("phone"), 60), None);
        assert_eq!(of(&throttle, OWNER, 3600), None);
    }

    #[test]
    fn a_stolen_device_does_not_open_the_door_to_a_botnet() {
        let throttle = SignInThrottle::default();
        let passed = (0..1000).filter(|number| refusal(&throttle, botnet(*number), Some("phone"), 0).is_none()).count();
        assert_eq!(passed, FREE as usize + 1);
        assert_eq!(of(&throttle, OWNER, 0), None);
    }

    #[test]
    fn an_address_that_waits_goes_on_waiting_through_a_flood() {
        let throttle = SignInThrottle::default();
        for tries in 0..12 {
            assert_eq!(of(&throttle, OTHER, tries * LONGEST_WAIT), None);
        }
        for number in 0..110_000 {
            let _ = throttle.count(&format!("{number}@b.it"), botnet(number), None, at(11 * LONGEST_WAIT));
        }
        assert_eq!(of(&throttle, OTHER, 11 * LONGEST_WAIT), Some(128));
    }

    #[test]
    fn the_right_password_takes_back_its_own_try_alone() {
        let throttle = SignInThrottle::default();
        for number in 0..19 {
            assert_eq!(refusal(&throttle, botnet(number), None, 0), None);
        }
        let right = throttle.count("a@b.it", OWNER.parse().unwrap(), None, at(0)).ok().unwrap();
        assert!(of(&throttle, OTHER, 0).is_some());
        throttle.forgive(&right, at(0));
        assert_eq!(of(&throttle, OTHER, 0), None);
        assert!(of(&throttle, "192.0.2.3", 0).is_some());
    }

    #[test]
    fn one_48_waits_as_a_whole_after_more_tries() {
        let throttle = SignInThrottle::default();
        let within =
            |number: u64| IpAddr::V6(Ipv6Addr::from_bits((0x2001_0db8_u128 << 96) | (u128::from(number) << 64)));
        let tries = |hour: i64| {
            (0..STRANGERS)
                .filter(|n| refusal(&throttle, within(hour as u64 * 100 + u64::from(*n)), None, hour * 3600).is_none())
                .count()
        };
        let passed: usize = (0..5).map(tries).sum();
        assert_eq!(passed, 66);
    }
}
