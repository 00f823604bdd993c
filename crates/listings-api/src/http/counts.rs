//! Counts by key in bounded memory, from which a flood of new keys cannot wash out what is being held back (ADR 44).
//!
//! Keys that may still pass and keys that are held back have their own room. A flood of keys that come once fills the
//! first, where the one that was written longest ago makes place. To wash a key out of the second one has to get as many
//! others held back: each costs all that its limit allows.

use std::hash::Hash;

use chrono::{DateTime, TimeDelta, Utc};
use lru::LruCache;

/// Keys remembered at once in each room.
const ROOM: usize = 50_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    pub count: u32,
    /// From when it is `kept_for`.
    pub at: DateTime<Utc>,
}

pub struct Counts<K: Hash + Eq> {
    kept_for: TimeDelta,
    passing: LruCache<K, Count>,
    held: LruCache<K, Count>,
}

impl<K: Hash + Eq> Counts<K> {
    pub fn new(kept_for: TimeDelta) -> Self {
        // Grows as it is needed; `put` bounds it.
        Self { kept_for, passing: LruCache::unbounded(), held: LruCache::unbounded() }
    }

    /// The count, unless it has been kept for its time. Reading makes no key younger.
    pub fn find(&self, key: &K, now: DateTime<Utc>) -> Option<Count> {
        let count = self.held.peek(key).or_else(|| self.passing.peek(key)).copied();
        count.filter(|count| now - count.at < self.kept_for)
    }

    /// Writes a count down, as one that is held back or not.
    pub fn put(&mut self, key: K, count: Count, is_held: bool) {
        let (room, other) =
            if is_held { (&mut self.held, &mut self.passing) } else { (&mut self.passing, &mut self.held) };
        other.pop(&key);
        room.put(key, count);
        if room.len() > ROOM {
            room.pop_lru();
        }
    }

    pub fn remove(&mut self, key: &K) {
        self.held.pop(key);
        self.passing.pop(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn a_flood_of_new_keys_washes_out_only_what_may_pass() {
        let mut counts = Counts::new(TimeDelta::seconds(600));
        let one = Count { count: 1, at: at(0) };
        counts.put(-1, Count { count: 9, at: at(0) }, true);
        counts.put(-2, one, false);
        for key in 0..110_000 {
            counts.put(key, one, false);
        }
        assert_eq!(counts.find(&-1, at(1)).map(|count| count.count), Some(9));
        assert_eq!(counts.find(&-2, at(1)), None);
        assert_eq!(counts.find(&109_999, at(1)), Some(one));
        assert_eq!((counts.passing.len(), counts.held.len()), (ROOM, 1));
    }

    #[test]
    fn a_count_is_kept_for_its_time_and_in_one_room() {
        let mut counts = Counts::new(TimeDelta::seconds(600));
        let one = Count { count: 1, at: at(0) };
        counts.put("a", one, true);
        counts.put("a", one, false);
        assert_eq!((counts.passing.len(), counts.held.len()), (1, 0));
        assert_eq!((counts.find(&"a", at(599)), counts.find(&"a", at(600))), (Some(one), None));
        counts.remove(&"a");
        assert_eq!(counts.find(&"a", at(0)), None);
    }
}
