//! Coordinates as decimals, read and written as integers: the tables of `f64::from_str` alone would cost the browser
//! 14 kB.

/// Decimals kept: a millionth of a degree is a tenth of a metre.
const DECIMALS: u32 = 6;
const MICRO: f64 = 1_000_000.0;

/// Degrees from `-bound` to `bound`, as programs write numbers: a sign, decimals, an exponent; rounded to six decimals.
pub fn parse(text: &str, bound: u32) -> Option<f64> {
    let (is_negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (unsigned, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((unsigned, exponent)) => (unsigned, exponent.parse::<i16>().ok()?),
        None => (unsigned, 0),
    };
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    if whole.is_empty() {
        return None;
    }
    // The weight of the next digit, in millionths.
    let mut power = whole.len() as i64 - 1 + i64::from(exponent) + i64::from(DECIMALS);
    let mut micro = 0_u64;
    for byte in whole.bytes().chain(decimals.bytes()) {
        let digit = u64::from(char::from(byte).to_digit(10)?);
        match u32::try_from(power) {
            Ok(_) if digit == 0 => {}
            Ok(power) => micro = micro.checked_add(10_u64.checked_pow(power)?.checked_mul(digit)?)?,
            // Rounds by the first dropped digit.
            Err(_) => micro += u64::from(power == -1 && digit >= 5),
        }
        power -= 1;
    }
    if micro > u64::from(bound) * 1_000_000 {
        return None;
    }
    let degrees = micro as f64 / MICRO;
    // Never -0: it would be another address for the same place.
    Some(if is_negative && micro > 0 { -degrees } else { degrees })
}

/// Without trailing zeros: 9.19, -0.5, 45.
pub fn to_text(degrees: f64) -> String {
    let micro = (degrees.abs() * MICRO).round() as u64;
    let sign = if degrees < 0.0 && micro > 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:06}", micro / 1_000_000, micro % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_to_a_tenth_of_a_metre() {
        for (text, degrees) in [
            ("45.4642", 45.4642),
            ("-9.19", -9.19),
            ("+7", 7.0),
            ("0", 0.0),
            ("-0.0", 0.0),
            ("90", 90.0),
            ("12.", 12.0),
            ("45.464200000000005", 45.4642),
            ("0.0000005", 0.000_001),
            ("089.5", 89.5),
            ("1.1234567890123456", 1.123_457),
            ("1e1", 10.0),
            ("8.99E+1", 89.9),
            ("5e-324", 0.0),
            ("4.5e-7", 0.0),
            ("0000000000000000000000001", 1.0),
        ] {
            assert_eq!(parse(text, 90), Some(degrees), "{text}");
            assert!(parse(text, 90).is_some_and(|degrees| degrees.is_sign_positive() || degrees < 0.0));
        }
    }

    #[test]
    fn what_is_no_bounded_decimal_is_refused() {
        for text in [
            "", "-", ".", ".5", "NaN", "inf", "-inf", "1e", "e1", "1e2", "1e9999", "1e99999", "91", "90.000001",
            "1234", "--1", "1,5", "1.2.3", "0x1", "١", "1 ", "1e1.5", "99999999999999999999999999",
        ] {
            assert_eq!(parse(text, 90), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for degrees in [0.0, -0.0, 45.4642, -179.999_999, 180.0, 1e-7, -1e-7, 12.496_4] {
            let text = to_text(degrees);
            assert_eq!(to_text(parse(&text, 180).unwrap()), text);
        }
        assert_eq!(to_text(-0.000_000_1), "0");
        assert_eq!(to_text(9.19), "9.19");
    }
}
