//! What filters and facets ask of an offer, packed into one number: counting a million offers then reads one column
//! instead of eight.

use contract::{ContractTermKind, EmploymentType, Shift};

use crate::index::source::Document;
use taxonomy::Taxonomy;

/// Code 0 means that the offer does not say, or says what this build does not know.
const OCCUPATION_BITS: u32 = 10;
const INDUSTRY_BITS: u32 = 6;
const EMPLOYMENT_BITS: u32 = 2;
const TERM_BITS: u32 = 4;
const SHIFT_BITS: u32 = 6;
const PLACE_BITS: u32 = 14;

const INDUSTRY_AT: u32 = OCCUPATION_BITS;
const EMPLOYMENT_AT: u32 = INDUSTRY_AT + INDUSTRY_BITS;
const TERM_AT: u32 = EMPLOYMENT_AT + EMPLOYMENT_BITS;
const SHIFTS_AT: u32 = TERM_AT + TERM_BITS;
const REMOTE_AT: u32 = SHIFTS_AT + SHIFT_BITS;
const AGENCY_AT: u32 = REMOTE_AT + 1;
const PLACE_AT: u32 = AGENCY_AT + 1;

/// How many codes each facet has.
pub const OCCUPATIONS: usize = 1 << OCCUPATION_BITS;
pub const INDUSTRIES: usize = 1 << INDUSTRY_BITS;
pub const EMPLOYMENTS: usize = 1 << EMPLOYMENT_BITS;
pub const TERMS: usize = 1 << TERM_BITS;
/// Sets of shifts, one bit each in the order of [`Shift::KNOWN`].
pub const SHIFT_SETS: usize = 1 << SHIFT_BITS;
pub const PLACES: usize = 1 << PLACE_BITS;

/// The packed facts of one offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Packed(pub u64);

impl Packed {
    /// Codes are places in the lists of the taxonomy, so an index is good for one taxonomy only.
    pub fn of(document: &Document, taxonomy: &Taxonomy) -> Self {
        let employment = document.employment_type.as_ref().map_or(0, employment_code);
        let term = document.contract_term.as_ref().map_or(0, term_code);
        let shifts = document.shifts.iter().fold(0, |set, shift| set | shift_bit(shift));
        let packed = occupation_code(taxonomy, document.occupation.as_deref())
            | industry_code(taxonomy, document.industry.as_deref()) << INDUSTRY_AT
            | employment << EMPLOYMENT_AT
            | term << TERM_AT
            | shifts << SHIFTS_AT
            | u64::from(document.is_remote) << REMOTE_AT
            | u64::from(document.is_agency) << AGENCY_AT
            | place_code(taxonomy, document.place.as_deref()) << PLACE_AT;
        Self(packed)
    }

    pub fn occupation(self) -> usize {
        self.bits(0, OCCUPATION_BITS)
    }

    pub fn industry(self) -> usize {
        self.bits(INDUSTRY_AT, INDUSTRY_BITS)
    }

    pub fn employment(self) -> usize {
        self.bits(EMPLOYMENT_AT, EMPLOYMENT_BITS)
    }

    pub fn term(self) -> usize {
        self.bits(TERM_AT, TERM_BITS)
    }

    pub fn shifts(self) -> usize {
        self.bits(SHIFTS_AT, SHIFT_BITS)
    }

    pub fn is_remote(self) -> bool {
        self.0 >> REMOTE_AT & 1 == 1
    }

    pub fn is_agency(self) -> bool {
        self.0 >> AGENCY_AT & 1 == 1
    }

    /// One more than the comune's place in the index of places; 0: not known.
    pub fn place(self) -> usize {
        self.bits(PLACE_AT, PLACE_BITS)
    }

    fn bits(self, at: u32, count: u32) -> usize {
        (self.0 >> at & ((1 << count) - 1)) as usize
    }
}

pub fn occupation_code(taxonomy: &Taxonomy, slug: Option<&str>) -> u64 {
    code(slug.and_then(|slug| taxonomy.occupations.position(slug)), OCCUPATION_BITS)
}

pub fn industry_code(taxonomy: &Taxonomy, slug: Option<&str>) -> u64 {
    code(slug.and_then(|slug| taxonomy.industries.iter().position(|industry| industry.slug == slug)), INDUSTRY_BITS)
}

pub fn place_code(taxonomy: &Taxonomy, slug: Option<&str>) -> u64 {
    code(slug.and_then(|slug| taxonomy.places.position(slug)), PLACE_BITS)
}

pub fn employment_code(value: &EmploymentType) -> u64 {
    code(EmploymentType::KNOWN.iter().position(|known| known == value), EMPLOYMENT_BITS)
}

pub fn term_code(value: &ContractTermKind) -> u64 {
    code(ContractTermKind::KNOWN.iter().position(|known| known == value), TERM_BITS)
}

pub fn shift_bit(value: &Shift) -> u64 {
    let at = Shift::KNOWN.iter().position(|known| known == value).filter(|at| *at < SHIFT_BITS as usize);
    at.map_or(0, |at| 1 << at)
}

/// One more than the place in a list; 0 for none, and for what no longer fits.
fn code(at: Option<usize>, bits: u32) -> u64 {
    at.map(|at| at as u64 + 1).filter(|code| *code < 1 << bits).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_fits_its_bits() {
        let places = taxonomy::embedded_places().unwrap().len();
        assert!(places + 1 < 1 << PLACE_BITS, "{places}");
        assert!(taxonomy::embedded_occupations().unwrap().len() + 1 < OCCUPATIONS);
        assert!(taxonomy::embedded_industries().unwrap().len() + 1 < INDUSTRIES);
        assert!(EmploymentType::KNOWN.len() < EMPLOYMENTS && ContractTermKind::KNOWN.len() < TERMS);
        assert!(Shift::KNOWN.len() <= SHIFT_BITS as usize);
        assert_eq!(code(Some(1 << 20), INDUSTRY_BITS), 0);
    }

    #[test]
    fn fields_do_not_touch_each_other() {
        let packed = Packed(
            3 | 5 << INDUSTRY_AT
                | 2 << EMPLOYMENT_AT
                | 7 << TERM_AT
                | 33 << SHIFTS_AT
                | 1 << AGENCY_AT
                | 7_900 << PLACE_AT,
        );
        assert_eq!((packed.occupation(), packed.industry(), packed.employment()), (3, 5, 2));
        assert_eq!((packed.term(), packed.shifts(), packed.place()), (7, 33, 7_900));
        assert_eq!((packed.is_remote(), packed.is_agency()), (false, true));
    }
}
