//! The words and formats that people read about offers: Italian everywhere, and in [`english`] for other people's
//! pages. Written by hand instead of the browser's `Intl`, so that site and API say the same. No I/O, no views.

pub mod dates;
pub mod english;
pub mod job_posting;
pub mod job_search;
pub mod labels;
pub mod markup;
pub mod notice;
pub mod page_title;
pub mod pay;

/// Digits in groups of three, in Italian style: 1.900 and 12.500.
pub fn grouped(number: u64) -> String {
    in_threes(number, '.')
}

pub(crate) fn in_threes(number: u64, separator: char) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn digits_come_in_threes() {
        let texts = [0, 950, 1_900, 12_500, 1_000_000].map(super::grouped);
        assert_eq!(texts, ["0", "950", "1.900", "12.500", "1.000.000"]);
    }
}
