//! One pass over what the words and the area let through: counts every facet as if its own filter were off, the total,
//! and keeps the page after the cursor.

use std::collections::BinaryHeap;
use std::sync::Arc;
use std::time::Instant;

use contract::JobSort;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::ColumnValues;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::deadline::Deadline;
use crate::index::facts::{EMPLOYMENTS, INDUSTRIES, OCCUPATIONS, Packed, SHIFT_SETS, TERMS};
use crate::index::schema;
use crate::position::Position;
use crate::query::criteria::{Criteria, Offer, filter};

/// As many documents as tantivy hands over at once.
const BLOCK: usize = 64;

/// What to count and to keep.
#[derive(Clone)]
pub struct SearchPlan {
    pub criteria: Arc<Criteria>,
    pub sort: JobSort,
    pub after: Option<Position>,
    /// Most positions kept.
    pub keep: usize,
    pub deadline: Instant,
}

/// How many offers fit, and how many would with one filter off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    pub total: u64,
    /// By code.
    pub occupation: Vec<u64>,
    pub industry: Vec<u64>,
    pub employment: Vec<u64>,
    pub term: Vec<u64>,
    /// By set of shifts.
    pub shifts: Vec<u64>,
    pub remote: u64,
    /// Without and with an agency.
    pub agency: [u64; 2],
    /// By the shortest reach that holds them; see [`Criteria::posted`].
    pub posted: Vec<u64>,
    pub closing: Vec<u64>,
    /// What a filter alone keeps out, in the order of their bits.
    pub only_failed: [u64; filter::COUNT],
}

/// What came out of the pass.
#[derive(Debug)]
pub struct Counted {
    pub counts: Counts,
    /// In order.
    pub positions: Vec<Position>,
    /// The time was up before the end: the counts are worth nothing.
    pub is_late: bool,
}

impl Counts {
    fn new(criteria: &Criteria) -> Self {
        Self {
            total: 0,
            occupation: vec![0; OCCUPATIONS],
            industry: vec![0; INDUSTRIES],
            employment: vec![0; EMPLOYMENTS],
            term: vec![0; TERMS],
            shifts: vec![0; SHIFT_SETS],
            remote: 0,
            agency: [0; 2],
            posted: vec![0; criteria.posted.len()],
            closing: vec![0; criteria.closing.len()],
            only_failed: [0; filter::COUNT],
        }
    }

    fn add(&mut self, other: &Self) {
        let add =
            |mine: &mut [u64], theirs: &[u64]| mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine += theirs);
        self.total += other.total;
        self.remote += other.remote;
        add(&mut self.occupation, &other.occupation);
        add(&mut self.industry, &other.industry);
        add(&mut self.employment, &other.employment);
        add(&mut self.term, &other.term);
        add(&mut self.shifts, &other.shifts);
        add(&mut self.agency, &other.agency);
        add(&mut self.posted, &other.posted);
        add(&mut self.closing, &other.closing);
        add(&mut self.only_failed, &other.only_failed);
    }

    /// Counts an offer for the facets whose filter may have failed: all of them when none has, else the one alone.
    fn count(&mut self, criteria: &Criteria, offer: Offer, failed: u16) {
        let packed = offer.packed;
        let counts = |facet: u16| failed & !facet == 0;
        let up = |counts: &mut [u64], at: usize| {
            if let Some(count) = counts.get_mut(at) {
                *count += 1;
            }
        };
        if counts(filter::OCCUPATION) {
            up(&mut self.occupation, packed.occupation());
        }
        if counts(filter::INDUSTRY) {
            up(&mut self.industry, packed.industry());
        }
        if counts(filter::EMPLOYMENT) {
            up(&mut self.employment, packed.employment());
        }
        if counts(filter::TERM) {
            up(&mut self.term, packed.term());
        }
        if counts(filter::SHIFT) {
            up(&mut self.shifts, packed.shifts());
        }
        if counts(filter::REMOTE) {
            self.remote += u64::from(packed.is_remote());
        }
        if counts(filter::AGENCY) {
            up(&mut self.agency, usize::from(packed.is_agency()));
        }
        if counts(filter::POSTED)
            && let Some(at) = criteria.posted.iter().position(|reach| offer.posted_at >= reach.at)
        {
            up(&mut self.posted, at);
        }
        if counts(filter::CLOSING)
            && let Some(at) = criteria.closing.iter().position(|reach| offer.closes_at <= reach.at)
        {
            up(&mut self.closing, at);
        }
        if failed != 0 {
            up(&mut self.only_failed, failed.trailing_zeros() as usize);
        }
    }
}

type Column = Arc<dyn ColumnValues<u64>>;

pub struct SegmentCount {
    plan: SearchPlan,
    packed: Column,
    posted_at: Column,
    closes_at: Column,
    seq: Column,
    /// Only when pay is filtered by.
    pay: Option<Column>,
    /// Only when pay is sorted by.
    pay_month: Option<Column>,
    counts: Counts,
    /// The last of the page on top.
    page: BinaryHeap<Position>,
    deadline: Deadline,
}

impl SegmentCount {
    fn take(&mut self, doc: DocId, score: Score, offer: Offer) {
        let criteria = &self.plan.criteria;
        if !criteria.is_open(offer) {
            return;
        }
        let failed = criteria.failed(offer);
        if failed & failed.wrapping_sub(1) != 0 {
            return;
        }
        self.counts.count(criteria, offer, failed);
        if failed == 0 {
            self.counts.total += 1;
            self.keep(doc, score, offer);
        }
    }

    fn keep(&mut self, doc: DocId, score: Score, offer: Offer) {
        let newest = -(offer.posted_at as i64);
        let (first, second) = match self.plan.sort {
            JobSort::Relevance => (-(score as i64), newest),
            JobSort::Closing => (offer.closes_at as i64, newest),
            JobSort::Distance => (self.metres(offer), newest),
            JobSort::Salary => (-(self.pay_month.as_ref().map_or(0, |pay| pay.get_val(doc)) as i64), newest),
            _ => (newest, 0),
        };
        let is_full = self.page.len() >= self.plan.keep;
        // The number is looked up only for what may come on the page.
        if is_full && self.page.peek().is_none_or(|last| (first, second) > (last.first, last.second)) {
            return;
        }
        let position = Position { first, second, seq: self.seq.get_val(doc) as i64 };
        if self.plan.after.as_ref().is_some_and(|after| position <= *after) {
            return;
        }
        if is_full {
            if self.page.peek().is_none_or(|last| position > *last) {
                return;
            }
            self.page.pop();
        }
        self.page.push(position);
    }

    /// Fully remote offers come last.
    fn metres(&self, offer: Offer) -> i64 {
        let area = self.plan.criteria.area.as_ref().filter(|_| !offer.packed.is_remote());
        area.and_then(|area| area.metres(offer.packed.place())).map_or(i64::MAX, i64::from)
    }
}

impl SegmentCollector for SegmentCount {
    type Fruit = Counted;

    fn collect(&mut self, doc: DocId, score: Score) {
        if self.deadline.has_time(1) {
            let offer = Offer {
                packed: Packed(self.packed.get_val(doc)),
                posted_at: self.posted_at.get_val(doc),
                closes_at: self.closes_at.get_val(doc),
                pay: self.pay.as_ref().map_or(0, |pay| pay.get_val(doc)),
            };
            self.take(doc, score, offer);
        }
    }

    fn collect_block(&mut self, docs: &[DocId]) {
        for docs in docs.chunks(BLOCK) {
            if !self.deadline.has_time(docs.len() as u32) {
                return;
            }
            let mut columns = [[0_u64; BLOCK]; 4];
            for (values, column) in columns.iter_mut().zip([
                Some(&self.packed),
                Some(&self.posted_at),
                Some(&self.closes_at),
                self.pay.as_ref(),
            ]) {
                if let (Some(column), Some(values)) = (column, values.get_mut(..docs.len())) {
                    column.get_vals(docs, values);
                }
            }
            let [packed, posted_at, closes_at, pay] = columns;
            let values = packed.into_iter().zip(posted_at).zip(closes_at).zip(pay);
            for (doc, (((packed, posted_at), closes_at), pay)) in docs.iter().zip(values) {
                self.take(*doc, 0.0, Offer { packed: Packed(packed), posted_at, closes_at, pay });
            }
        }
    }

    fn harvest(self) -> Counted {
        Counted { counts: self.counts, positions: self.page.into_sorted_vec(), is_late: self.deadline.is_over() }
    }
}

impl Collector for SearchPlan {
    type Fruit = Counted;
    type Child = SegmentCount;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentCount> {
        let column = |name: &str| segment.fast_fields().u64(name).map(|column| column.first_or_default_col(0));
        let pays = self.criteria.pay_floor > 0;
        let is_by_pay = self.sort == JobSort::Salary;
        Ok(SegmentCount {
            packed: column(schema::PACKED)?,
            posted_at: column(schema::POSTED_AT)?,
            closes_at: column(schema::CLOSES_AT)?,
            seq: column(schema::SEQ)?,
            pay: pays.then(|| column(self.criteria.pay_column)).transpose()?,
            pay_month: is_by_pay.then(|| column(schema::PAY_MONTH)).transpose()?,
            counts: Counts::new(&self.criteria),
            page: BinaryHeap::with_capacity(self.keep.saturating_add(1).min(256)),
            deadline: Deadline::new(self.deadline),
            plan: self.clone(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.sort == JobSort::Relevance
    }

    fn merge_fruits(&self, segments: Vec<Counted>) -> tantivy::Result<Counted> {
        let mut all = Counted { counts: Counts::new(&self.criteria), positions: Vec::new(), is_late: false };
        for segment in segments {
            all.counts.add(&segment.counts);
            all.positions.extend(segment.positions);
            all.is_late |= segment.is_late;
        }
        all.positions.sort_unstable();
        all.positions.truncate(self.keep);
        Ok(all)
    }
}
