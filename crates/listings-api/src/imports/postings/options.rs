use std::sync::Arc;

use super::formats::{Format, Mapping};
use super::given::Given;
use super::origin::Origin;

/// What whoever starts an import says of a file.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Recognised by what is in the file unless given.
    pub format: Option<Format>,
    /// Describes a format of one's own.
    pub mapping: Option<Mapping>,
    pub given: Given,
    /// Whether `today-3` is a date: only for samples, which must not go stale.
    pub has_relative_dates: bool,
    /// The source that the file is of; none: somebody imports it by hand.
    pub origin: Option<Arc<Origin>>,
    /// Whether offers are looked through for what a rule has something against.
    pub is_linted: bool,
}
