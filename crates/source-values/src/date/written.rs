//! Dates in figures and words: "2026-12-01T10:00:00+0100", "1.12.2026", "13-nov-26", "July 7th, 2026", "Tue, 01 Dec 2026
//! 10:00:00 GMT", "30 giugno 2026 ore 12:00". The day comes first unless the year does, or the second figure is no month.

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::words::{is_filler, is_weekday, month};

/// What a text names, as far as it does.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub year: Option<i32>,
    pub month: u32,
    pub day: Option<u32>,
    pub time: Option<NaiveTime>,
    /// The midnight that ends the day.
    pub is_24: bool,
    /// Without one, the clock of Rome.
    pub offset: Option<FixedOffset>,
    /// The month stood first although the day should.
    pub is_month_first: bool,
    /// Words stand around the date that have no place there.
    pub has_more: bool,
    /// "00/00/0000"
    pub is_zero: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Number { value: u32, digits: usize },
    Word(String),
    Sign(char),
}

impl Written {
    pub fn date(&self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month, self.day?)
    }

    pub fn local(&self, date: NaiveDate) -> Option<NaiveDateTime> {
        let local = date.and_time(self.time?);
        if self.is_24 { local.checked_add_signed(TimeDelta::days(1)) } else { Some(local) }
    }
}

/// Of a text in lower case.
pub fn read(text: &str) -> Option<Written> {
    let bare = text.split(['(', '[']).next().filter(|text| text.contains(|c: char| c.is_ascii_digit())).unwrap_or(text);
    let mut reader = Reader {
        tokens: tokens(bare)?,
        at: 0,
        numbers: Vec::new(),
        month: None,
        is_afternoon: None,
        found: Written::default(),
    };
    reader.read()?;
    reader.finish()
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let end = |is_in: fn(char) -> bool| rest.find(|c: char| !is_in(c)).unwrap_or(rest.len());
        let length = if c.is_ascii_digit() {
            let digits = end(|c| c.is_ascii_digit());
            let value = rest.get(..digits)?;
            // Parts of a second beyond the ninth digit tell nothing.
            tokens.push(Token::Number { value: value.get(..digits.min(9))?.parse().ok()?, digits });
            digits
        } else if c.is_alphabetic() && !matches!(c, 'º' | 'ª') {
            let letters = end(|c| c.is_alphabetic() && !matches!(c, 'º' | 'ª'));
            tokens.push(Token::Word(rest.get(..letters)?.to_owned()));
            letters
        } else {
            if !matches!(c, '°' | 'º' | 'ª' | '\'' | '’') {
                tokens.push(Token::Sign(if c.is_whitespace() { ' ' } else { c }));
            }
            c.len_utf8()
        };
        rest = rest.get(length..)?;
    }
    (tokens.len() <= 60).then_some(tokens)
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
    numbers: Vec<(u32, usize)>,
    month: Option<u32>,
    is_afternoon: Option<bool>,
    found: Written,
}

impl Reader {
    fn token(&self, offset: usize) -> Option<&Token> {
        self.tokens.get(self.at + offset)
    }

    fn number(&self, offset: usize) -> Option<(u32, usize)> {
        match self.token(offset) {
            Some(Token::Number { value, digits }) => Some((*value, *digits)),
            _ => None,
        }
    }

    fn read(&mut self) -> Option<()> {
        while let Some(token) = self.token(0).cloned() {
            match token {
                Token::Number { value, digits } => {
                    if self.found.time.is_none() && matches!(self.token(1), Some(Token::Sign(':'))) {
                        self.time()?;
                        continue;
                    }
                    self.take_number(value, digits)?;
                }
                Token::Word(word) => self.word(&word)?,
                Token::Sign(sign @ ('+' | '-'))
                    if self.found.time.is_some() && self.found.offset.is_none() && self.number(1).is_some() =>
                {
                    self.offset(sign)?;
                    continue;
                }
                Token::Sign(_) => {}
            }
            self.at += 1;
        }
        Some(())
    }

    fn take_number(&mut self, value: u32, digits: usize) -> Option<()> {
        if digits == 8 && self.numbers.is_empty() {
            self.numbers.extend([(value / 10_000, 4), (value / 100 % 100, 2), (value % 100, 2)]);
            return Some(());
        }
        self.numbers.push((value, digits));
        // More than a day, a month and a year is no date.
        (self.numbers.len() <= 3 && digits <= 4).then_some(())
    }

    fn word(&mut self, word: &str) -> Option<()> {
        match word {
            "t" | "ore" | "h" | "alle" | "at" | "hrs" => {
                let skip = (1..=3)
                    .take_while(|ahead| matches!(self.token(*ahead), Some(Token::Sign(' ' | '.' | ':'))))
                    .count();
                let is_time = !self.numbers.is_empty() || word == "ore";
                if is_time && self.found.time.is_none() && self.number(skip + 1).is_some() {
                    self.at += skip + 1;
                    self.time()?;
                    // The loop steps on.
                    self.at = self.at.checked_sub(1)?;
                }
            }
            "z" | "utc" | "gmt" => {
                // "GMT+0100" has an offset of its own.
                if !matches!(self.token(1), Some(Token::Sign('+' | '-'))) {
                    self.found.offset = FixedOffset::east_opt(0);
                }
            }
            "cet" | "cest" | "mez" | "mesz" | "rome" | "europe" | "roma" => {}
            "primo" if self.numbers.is_empty() => self.numbers.push((1, 1)),
            "am" => self.is_afternoon = Some(false),
            "pm" => self.is_afternoon = Some(true),
            "mezzanotte" | "midnight" if !self.numbers.is_empty() => {
                self.found.time = Some(NaiveTime::MIN);
                self.found.is_24 = true;
            }
            "mezzogiorno" | "noon" if !self.numbers.is_empty() => self.found.time = NaiveTime::from_hms_opt(12, 0, 0),
            word if is_weekday(word) && month(word) != Some(3) => {}
            word => match month(word) {
                // "mar" is Tuesday where a month follows.
                Some(month) if self.month.is_none() => self.month = Some(month),
                Some(month) if self.month == Some(3) => self.month = Some(month),
                _ if is_filler(word) => {}
                _ => self.found.has_more = true,
            },
        }
        Some(())
    }

    /// "18", "18:00", "18.00", "18:00:00.000", "081500"; leaves off behind it.
    fn time(&mut self) -> Option<()> {
        let (mut hour, digits) = self.number(0)?;
        let (mut minute, mut second) = (0, 0);
        self.at += 1;
        if matches!(digits, 4 | 6) {
            let hms = if digits == 6 { hour } else { hour * 100 };
            (hour, minute, second) = (hms / 10_000, hms / 100 % 100, hms % 100);
        } else if let (Some(Token::Sign(':' | '.' | ',')), Some((value, 1 | 2))) = (self.token(0), self.number(1)) {
            minute = value;
            self.at += 2;
            if let (Some(Token::Sign(':' | '.')), Some((value, 1 | 2))) = (self.token(0), self.number(1)) {
                second = value;
                self.at += 2;
            }
        }
        if let (Some(Token::Sign('.' | ',')), Some(_)) = (self.token(0), self.number(1)) {
            self.at += 2;
        }
        let next = if matches!(self.token(0), Some(Token::Sign(' '))) { self.token(1) } else { self.token(0) };
        let is_of_twelve = matches!(next, Some(Token::Word(word)) if matches!(word.as_str(), "am" | "pm" | "a" | "p"));
        if is_of_twelve && (1..=12).contains(&hour) {
            let is_afternoon = matches!(next, Some(Token::Word(word)) if word.starts_with('p'));
            hour = hour % 12 + if is_afternoon { 12 } else { 0 };
        }
        if (hour, minute, second) == (24, 0, 0) {
            self.found.is_24 = true;
            hour = 0;
        }
        // A leap second is the one before.
        self.found.time = Some(NaiveTime::from_hms_opt(hour, minute, second.min(59))?);
        Some(())
    }

    /// "+01:00", "+0100", "+01"; leaves off behind it.
    fn offset(&mut self, sign: char) -> Option<()> {
        let (value, digits) = self.number(1)?;
        self.at += 2;
        let (hours, minutes) = match digits {
            4 => (value / 100, value % 100),
            1 | 2 => match (self.token(0), self.number(1)) {
                (Some(Token::Sign(':')), Some((minutes, 2))) => {
                    self.at += 2;
                    (value, minutes)
                }
                _ => (value, 0),
            },
            // "Fri Nov 27 15:30:55 -2026" is no offset.
            _ => return None,
        };
        let seconds = i32::try_from(hours * 3600 + minutes * 60).ok().filter(|_| hours <= 15 && minutes < 60)?;
        self.found.offset = FixedOffset::east_opt(if sign == '-' { -seconds } else { seconds });
        Some(())
    }

    fn finish(mut self) -> Option<Written> {
        let numbers = std::mem::take(&mut self.numbers);
        self.found.is_zero = !numbers.is_empty() && numbers.iter().all(|(value, _)| *value == 0);
        let is_year = |(value, digits): (u32, usize)| digits >= 4 || value > 31;
        let year = |(value, digits): (u32, usize)| i32::try_from(if digits <= 2 { value + 2000 } else { value }).ok();
        let found = &mut self.found;
        match (self.month, numbers.as_slice()) {
            (Some(month), [one]) if is_year(*one) => (found.month, found.year) = (month, year(*one)),
            (Some(month), [one]) => (found.month, found.day) = (month, Some(one.0)),
            (Some(month), [first, second]) => {
                let (day, of_year) = if is_year(*first) { (second, first) } else { (first, second) };
                (found.month, found.day, found.year) = (month, Some(day.0), year(*of_year));
            }
            (None, [first, second, third]) if is_year(*first) => {
                (found.year, found.month, found.day) = (year(*first), second.0, Some(third.0));
            }
            (None, [first, second, third]) => {
                let is_month_first = second.0 > 12 && (1..=12).contains(&first.0);
                let (day, month) = if is_month_first { (second.0, first.0) } else { (first.0, second.0) };
                (found.day, found.month, found.year, found.is_month_first) =
                    (Some(day), month, year(*third), is_month_first);
            }
            (None, [first, second]) if is_year(*second) => (found.month, found.year) = (first.0, year(*second)),
            (None, [first, second]) if is_year(*first) => (found.month, found.year) = (second.0, year(*first)),
            (None, [first, second]) => (found.day, found.month) = (Some(first.0), second.0),
            _ => return None,
        }
        Some(self.found)
    }
}
