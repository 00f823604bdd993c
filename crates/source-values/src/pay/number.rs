//! Figures as they are written: Italian, English and Swiss, in whole cents.

/// A figure in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    pub cents: u64,
    /// The other reading of a single separator before three digits: "8.916" may be eight euros and 92 cents.
    pub as_decimal: Option<u64>,
    pub is_negative: bool,
    /// Written the way money is: with thousands or cents apart.
    pub is_grouped: bool,
}

impl Figure {
    /// A number without cents, such as a count of months.
    pub fn whole(self) -> Option<u64> {
        (!self.is_grouped && self.cents.is_multiple_of(100)).then_some(self.cents / 100)
    }

    pub fn thousandfold(self) -> Self {
        // "30.000K" says it twice.
        let cents = if self.cents >= 100_000 { self.as_decimal.unwrap_or(self.cents / 1_000) } else { self.cents };
        Self { cents: cents.saturating_mul(1_000), as_decimal: None, ..self }
    }
}

/// The longest figure at the start of `text`, which begins with a digit, and its length in bytes. `None` in place of a
/// figure that no pay can be.
pub fn read(text: &str, may_group_by_blanks: bool) -> (Option<Figure>, usize) {
    let end = length(text, may_group_by_blanks);
    let written: String =
        text.get(..end).unwrap_or_default().chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let has_blanks =
        text.get(..end).unwrap_or_default().chars().any(|c| !c.is_ascii_digit() && !matches!(c, '.' | ','));
    (value(&written, has_blanks), end)
}

/// Digits, and separators that stand between digits.
fn length(text: &str, may_group_by_blanks: bool) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    let mut run = 0;
    let mut has_fraction = false;
    loop {
        while is_digit(at) {
            at += 1;
            run += 1;
        }
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return at };
        let next = at + c.len_utf8();
        let groups_three = (0..3).all(|n| is_digit(next + n)) && !is_digit(next + 3);
        let goes_on = match c {
            '.' | ',' => is_digit(next),
            '\'' | '’' => groups_three,
            ' ' => may_group_by_blanks && !has_fraction && run <= 3 && groups_three,
            _ => false,
        };
        if !goes_on {
            return at;
        }
        has_fraction |= matches!(c, '.' | ',');
        at = next;
        run = 0;
    }
}

fn value(written: &str, is_grouped_otherwise: bool) -> Option<Figure> {
    let separators: Vec<(usize, char)> = written.char_indices().filter(|(_, c)| !c.is_ascii_digit()).collect();
    let (last, kind) = match separators.last() {
        Some((at, kind)) => (*at, *kind),
        None => (written.len(), ' '),
    };
    let after = written.len().saturating_sub(last + 1);
    let has_both = separators.iter().any(|(_, c)| *c != kind);
    // A point before exactly three digits parts thousands, the way Italian sources write; after blanks or apostrophes, and
    // after the other separator, the last one is the decimal one.
    let is_decimal =
        !separators.is_empty() && (has_both || is_grouped_otherwise || after != 3 || written.starts_with('0'));
    let (whole, fraction) = if is_decimal { written.split_at(last) } else { (written, "") };
    let cents = in_cents(whole, fraction.get(1..).unwrap_or_default())?;
    let is_alone = separators.len() == 1 && !is_decimal;
    let as_decimal = if is_alone { in_cents(written.get(..last)?, written.get(last + 1..)?) } else { None };
    Some(Figure { cents, as_decimal, is_negative: false, is_grouped: is_grouped_otherwise || !separators.is_empty() })
}

/// Rounded to the cent.
fn in_cents(whole: &str, fraction: &str) -> Option<u64> {
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() || digits.len() > 9 || fraction.len() > 20 {
        return None;
    }
    let padded: String = fraction.chars().chain("000".chars()).take(3).collect();
    let thousandths = format!("{digits}{padded}").parse::<u64>().ok()?;
    Some((thousandths + 5) / 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notation_reaches_the_same_cents() {
        for (written, cents) in [
            ("1900", 190_000),
            ("9.5", 950),
            ("9,50", 950),
            ("1.900", 190_000),
            ("1,900", 190_000),
            ("1.900,50", 190_050),
            ("1,900.50", 190_050),
            ("1 900,50", 190_050),
            ("1'900.50", 190_050),
            ("1’900", 190_000),
            ("1.250.000", 125_000_000),
            ("1.900.50", 190_050),
            ("8.4567", 846),
            ("8,91542", 892),
            ("1783.75", 178_375),
            ("0.900", 90),
        ] {
            let (figure, length) = read(written, true);
            assert_eq!((figure.map(|figure| figure.cents), length), (Some(cents), written.len()), "{written}");
        }
        assert_eq!(read("1.200,- €", true).1, 5);
        assert_eq!(read("4 1.714,52", true).1, 1);
        assert_eq!(read("4 800", false).1, 1);
        assert_eq!(read("8.916", true).0.and_then(|figure| figure.as_decimal), Some(892));
        assert_eq!(read("99999999999", true).0, None);
        assert_eq!(read("24", true).0.map(|figure| figure.thousandfold().cents), Some(2_400_000));
        assert_eq!(read("1.2", true).0.map(|figure| figure.thousandfold().cents), Some(120_000));
        assert_eq!(read("30.000", true).0.map(|figure| figure.thousandfold().cents), Some(3_000_000));
    }
}
