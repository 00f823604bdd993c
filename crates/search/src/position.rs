//! Where an offer stands in a list.

/// What orders offers, ascending; the row's number makes it unique. It is what a cursor holds, so an insert before it
/// shifts nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub first: i64,
    pub second: i64,
    /// `seq` of the offer's row; stays through re-imports.
    pub seq: i64,
}

impl Position {
    pub fn to_text(&self) -> String {
        format!("{}.{}.{}", self.first, self.second, self.seq)
    }

    pub fn from_text(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.').map(str::parse);
        Some(Self { first: parts.next()?.ok()?, second: parts.next()?.ok()?, seq: parts.next()?.ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_survives_its_cursor() {
        let position = Position { first: i64::MAX, second: -5, seq: 7 };
        assert_eq!(Position::from_text(&position.to_text()), Some(position));
        for bad in ["", "1.2", "1.x.3", "1.2.3.4"] {
            assert_eq!(Position::from_text(bad), None, "{bad}");
        }
    }
}
