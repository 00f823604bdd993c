//! The time limit of one pass over the index, looked at from inside of it.

use std::time::Instant;

/// Documents between two looks at the clock.
const CLOCK_EVERY: u32 = 4096;

/// One for each segment.
pub struct Deadline {
    at: Instant,
    seen: u32,
    is_over: bool,
}

impl Deadline {
    pub fn new(at: Instant) -> Self {
        Self { at, seen: 0, is_over: false }
    }

    /// Whether to go on with so many more documents; looks at the clock now and then.
    pub fn has_time(&mut self, docs: u32) -> bool {
        self.seen += docs;
        if self.seen >= CLOCK_EVERY {
            self.seen = 0;
            self.is_over |= Instant::now() >= self.at;
        }
        !self.is_over
    }

    /// Whether it was met before the end: what was counted until then is worth nothing.
    pub fn is_over(&self) -> bool {
        self.is_over
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_looked_at_now_and_then() {
        let mut over = Deadline::new(Instant::now());
        assert!(over.has_time(CLOCK_EVERY - 1) && !over.is_over());
        assert!(!over.has_time(1) && over.is_over());
        let mut ahead = Deadline::new(Instant::now() + std::time::Duration::from_secs(3600));
        assert!(ahead.has_time(CLOCK_EVERY) && !ahead.is_over());
    }
}
