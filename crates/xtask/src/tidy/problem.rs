//! What a rule finds.

/// A broken rule.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub path: String,
    /// From 1; 1 also when the file as a whole is meant.
    pub line: usize,
    pub message: String,
}
