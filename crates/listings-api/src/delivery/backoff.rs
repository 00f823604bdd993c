use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::outcome::Evidence;

/// How long a destination is left alone, in seconds; doubles each time.
const FIRST_HOLD: i64 = 30;
const LONGEST_HOLD: i64 = 60 * 60;
/// The same for everything, while there is no way to any destination. Short: it holds up all.
const FIRST_WAY_HOLD: i64 = 5;
const LONGEST_WAY_HOLD: i64 = 60;
/// So many destinations that fail one after the other, and none that answers: it is not the destinations.
const MANY: usize = 4;
/// Maximum number of destinations remembered: every sign-up names one.
const MOST_REMEMBERED: usize = 10_000;

/// Which destinations don't answer, and until when they are left alone. Held in memory: a restart asks anew, and each
/// of several processes finds out by itself.
#[derive(Default)]
pub struct Backoff(Mutex<Known>);

#[derive(Default)]
struct Known {
    destinations: HashMap<String, Trouble>,
    way: Trouble,
    /// Since something was reached.
    failed: HashSet<String>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Trouble {
    failures: u32,
    /// Unix seconds.
    held_until: i64,
}

impl Trouble {
    /// What fails while it is held began before: it tells nothing new. `false` then.
    fn add(&mut self, now: i64, first: i64, longest: i64) -> bool {
        if now < self.held_until {
            return false;
        }
        self.held_until = now + (first << self.failures.min(20)).min(longest);
        self.failures = self.failures.saturating_add(1);
        true
    }
}

impl Backoff {
    /// Destinations that get nothing for now.
    pub(super) fn held(&self, now: i64) -> Vec<String> {
        let known = self.known();
        let held = known.destinations.iter().filter(|(_, trouble)| now < trouble.held_until);
        held.map(|(destination, _)| destination.clone()).collect()
    }

    /// Whether one at a time is enough until it has answered.
    pub(super) fn is_doubtful(&self, destination: &str) -> bool {
        self.known().destinations.contains_key(destination)
    }

    pub(super) fn is_way_held(&self, now: i64) -> bool {
        now < self.known().way.held_until
    }

    pub(super) fn is_way_doubtful(&self) -> bool {
        self.known().way.failures > 0
    }

    /// Takes in what a delivery told; gives the seconds until the next may be tried at all.
    pub(super) fn note(&self, outbox: &str, destination: &str, evidence: Evidence, now: i64) -> i64 {
        let mut known = self.known();
        match evidence {
            Evidence::Nothing => {}
            Evidence::Reached => {
                if known.way.failures > 0 {
                    tracing::info!(outbox, "there is a way to send again");
                }
                known.way = Trouble::default();
                known.failed.clear();
                known.destinations.remove(destination);
            }
            Evidence::Unreached { is_slow } => {
                known.remember(outbox, destination, is_slow, now);
                known.failed.insert(destination.to_owned());
                if known.failed.len() >= MANY {
                    known.no_way(outbox, now);
                }
            }
            Evidence::NoWay => known.no_way(outbox, now),
        }
        (known.way.held_until - now).max(0)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// A single no is often one mailbox's; two in a row, or silence, are the destination's.
    fn remember(&mut self, outbox: &str, destination: &str, is_slow: bool, now: i64) {
        if self.destinations.len() >= MOST_REMEMBERED {
            self.destinations.retain(|_, trouble| now < trouble.held_until);
            if self.destinations.len() >= MOST_REMEMBERED {
                self.destinations.clear();
            }
        }
        let is_known = self.destinations.contains_key(destination);
        let trouble = self.destinations.entry(destination.to_owned()).or_default();
        if (is_slow || is_known) && trouble.add(now, FIRST_HOLD, LONGEST_HOLD) {
            // Without its name: there are domains of one person.
            let (failures, seconds) = (trouble.failures, trouble.held_until - now);
            tracing::warn!(outbox, failures, seconds, is_slow, "a destination does not answer and is left alone");
        }
    }

    fn no_way(&mut self, outbox: &str, now: i64) {
        if self.way.add(now, FIRST_WAY_HOLD, LONGEST_WAY_HOLD) {
            let (failures, seconds) = (self.way.failures, self.way.held_until - now);
            tracing::warn!(outbox, failures, seconds, "nothing can be sent; one is tried again later");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLOW: Evidence = Evidence::Unreached { is_slow: true };
    const BUSY: Evidence = Evidence::Unreached { is_slow: false };

    #[test]
    fn who_says_nothing_is_left_alone_longer_each_time_until_it_answers() {
        let backoff = Backoff::default();
        let mut now = 0;
        for hold in [30, 60, 120] {
            backoff.note("mail", "lenta.example", SLOW, now);
            // What began at the same time tells nothing new.
            backoff.note("mail", "lenta.example", SLOW, now + 1);
            assert_eq!(backoff.held(now + hold - 1), ["lenta.example"], "{hold}");
            assert!(backoff.held(now + hold).is_empty(), "{hold}");
            now += hold;
        }
        assert!(backoff.is_doubtful("lenta.example") && !backoff.is_doubtful("posta.example"));
        backoff.note("mail", "lenta.example", Evidence::Reached, now);
        assert!(!backoff.is_doubtful("lenta.example"));
    }

    #[test]
    fn one_full_mailbox_holds_up_nobody_elses() {
        let backoff = Backoff::default();
        backoff.note("mail", "posta.example", BUSY, 0);
        assert!(backoff.held(0).is_empty());
        backoff.note("mail", "posta.example", BUSY, 30);
        assert_eq!(backoff.held(30), ["posta.example"]);
    }

    #[test]
    fn where_nobody_answers_it_is_the_way() {
        let backoff = Backoff::default();
        for number in 0..MANY {
            assert!(!backoff.is_way_held(0), "{number}");
            backoff.note("mail", &format!("{number}.example"), BUSY, 0);
        }
        assert!(backoff.is_way_held(4) && !backoff.is_way_held(5) && backoff.is_way_doubtful());
        // A burst that fails together counts once.
        assert_eq!(backoff.note("mail", "a.example", Evidence::NoWay, 1), 4);
        assert_eq!(backoff.note("mail", "a.example", Evidence::NoWay, 5), 10);
        backoff.note("mail", "a.example", Evidence::Reached, 15);
        assert!(!backoff.is_way_held(0) && !backoff.is_way_doubtful());
    }
}
