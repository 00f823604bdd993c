//! One look at all open offers of a role: where they are and what they pay.

use std::sync::Arc;
use std::time::Instant;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::ColumnValues;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::deadline::Deadline;
use crate::index::facts::{PLACES, Packed};
use crate::index::schema;

/// Fewer stated figures say nothing typical.
const LEAST_STATED: usize = 5;

/// Counts what is open at a moment, in Unix seconds.
pub struct RoleSurvey {
    pub now: u64,
    pub deadline: Instant,
}

/// What was counted.
#[derive(Debug, Clone)]
pub struct RoleFigures {
    pub total: u64,
    /// By code of the comune.
    places: Vec<u64>,
    /// A month's pay in cents of every offer that states it.
    pays: Vec<u64>,
    /// The time was up before the end: the figures are worth nothing.
    pub is_late: bool,
}

impl RoleFigures {
    fn empty() -> Self {
        Self { total: 0, places: vec![0; PLACES], pays: Vec::new(), is_late: false }
    }

    /// Codes of the comuni that have some, and how many.
    pub fn places(&self) -> impl Iterator<Item = (usize, u64)> {
        // Code 0: not known.
        self.places.iter().copied().enumerate().skip(1).filter(|(_, count)| *count > 0)
    }

    /// The figures that a quarter of the offers stays below and a quarter above, and how many state one.
    pub fn middle_half(mut self) -> Option<(u64, u64, u64)> {
        self.pays.sort_unstable();
        let at = |share: usize| self.pays.get((self.pays.len() - 1) * share / 4).copied();
        let is_enough = self.pays.len() >= LEAST_STATED;
        is_enough.then(|| Some((at(1)?, at(3)?, self.pays.len() as u64))).flatten()
    }
}

type Column = Arc<dyn ColumnValues<u64>>;

pub struct SegmentSurvey {
    now: u64,
    packed: Column,
    closes_at: Column,
    pay_month: Column,
    figures: RoleFigures,
    deadline: Deadline,
}

impl SegmentCollector for SegmentSurvey {
    type Fruit = RoleFigures;

    fn collect(&mut self, doc: DocId, _: Score) {
        if !self.deadline.has_time(1) || self.closes_at.get_val(doc) < self.now {
            return;
        }
        self.figures.total += 1;
        let packed = Packed(self.packed.get_val(doc));
        // Work from home is nowhere in particular.
        if let Some(count) = self.figures.places.get_mut(packed.place()).filter(|_| !packed.is_remote()) {
            *count += 1;
        }
        let pay = self.pay_month.get_val(doc);
        self.figures.pays.extend((pay > 0).then_some(pay));
    }

    fn harvest(self) -> RoleFigures {
        RoleFigures { is_late: self.deadline.is_over(), ..self.figures }
    }
}

impl Collector for RoleSurvey {
    type Fruit = RoleFigures;
    type Child = SegmentSurvey;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentSurvey> {
        let column = |name: &str| segment.fast_fields().u64(name).map(|column| column.first_or_default_col(0));
        Ok(SegmentSurvey {
            now: self.now,
            packed: column(schema::PACKED)?,
            closes_at: column(schema::CLOSES_AT)?,
            pay_month: column(schema::PAY_MONTH)?,
            figures: RoleFigures::empty(),
            deadline: Deadline::new(self.deadline),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<RoleFigures>) -> tantivy::Result<RoleFigures> {
        let mut all = RoleFigures::empty();
        for segment in segments {
            all.total += segment.total;
            all.is_late |= segment.is_late;
            all.places.iter_mut().zip(segment.places).for_each(|(all, one)| *all += one);
            all.pays.extend(segment.pays);
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_half_needs_five_figures() {
        let figures = |pays: Vec<u64>| RoleFigures { pays, ..RoleFigures::empty() };
        assert_eq!(figures(vec![1, 2, 3, 4]).middle_half(), None);
        assert_eq!(figures(vec![5, 1, 4, 2, 3]).middle_half(), Some((2, 4, 5)));
    }
}
