//! What a text says of pay: its figures, one by one or as ranges, each with the words that belong to it.

use contract::SalaryPeriod;

use super::group::{Group, Item, groups};
use super::number::Figure;
use super::token::{Token, tokens};
use super::vocabulary::{Meaning, meaning, payments_in_words};

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Statement {
    pub groups: Vec<Group>,
    /// How often a year a month is paid.
    pub instalments: Option<u8>,
    pub currency: Option<&'static str>,
    pub is_gross: bool,
    pub is_net: bool,
    /// Digits that no pay can be.
    pub has_unreadable: bool,
}

pub fn read(text: &str) -> Statement {
    let mut reader = Reader { tokens: tokens(text), at: 0, items: Vec::new(), said: Statement::default() };
    reader.read();
    let Reader { items, mut said, .. } = reader;
    said.currency = items.iter().find_map(|item| match item {
        Item::Says(Meaning::Currency(code)) => Some(*code),
        _ => None,
    });
    said.is_net = items.contains(&Item::Says(Meaning::Net));
    said.is_gross = items.iter().any(|item| matches!(item, Item::Says(Meaning::Gross | Meaning::GrossOfYear)));
    said.groups = groups(&items);
    said
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
    items: Vec<Item>,
    said: Statement,
}

impl Reader {
    fn read(&mut self) {
        while let Some(token) = self.tokens.get(self.at).cloned() {
            match token {
                Token::Figure(figure) => self.figure(figure),
                Token::NoPay => {
                    self.said.has_unreadable = true;
                    self.items.push(Item::Break);
                }
                Token::Sign(sign) => self.sign(sign),
                Token::Word(word) => self.word(&word),
            }
            self.at += 1;
        }
    }

    fn meaning_at(&self, offset: isize) -> Option<Meaning> {
        match self.token(offset)? {
            Token::Word(word) => Some(meaning(word)),
            _ => None,
        }
    }

    fn token(&self, offset: isize) -> Option<&Token> {
        self.tokens.get(self.at.checked_add_signed(offset)?)
    }

    fn sign(&mut self, sign: char) {
        match sign {
            '-' | '/' | '…' | '~' => self.items.push(Item::Range),
            // "+1.500" comes on top of nothing.
            '+' | '&' if !self.items.is_empty() => self.items.push(Item::Plus),
            ':' => self.items.push(Item::Colon),
            // "min. 1.300": the point of an abbreviation.
            '.' if matches!(self.token(-1), Some(Token::Word(word)) if word.chars().count() <= 4) => {}
            ',' | ';' | '(' | ')' | '[' | ']' | '|' | '.' => self.items.push(Item::Break),
            _ => {}
        }
    }

    fn word(&mut self, word: &str) {
        if let (Some(count), Some(Meaning::Payments)) = (payments_in_words(word), self.meaning_at(1)) {
            self.said.instalments = self.said.instalments.max(Some(count));
            self.at += 1;
            return;
        }
        let said = match meaning(word) {
            // Only after a slash: "9 €/h".
            Meaning::Hours if matches!(self.token(-1), Some(Token::Sign('/'))) || self.follows_money() => {
                Meaning::Period(SalaryPeriod::Hour)
            }
            // "orario: full time" is about the clock.
            Meaning::Period(SalaryPeriod::Hour) if word == "orario" && !self.follows_pay() => Meaning::Filler,
            Meaning::ExtraMonth(count) => {
                self.said.instalments = self.said.instalments.max(Some(count));
                Meaning::Filler
            }
            Meaning::Payments => {
                // "mensilità: 14"
                let skip = if matches!(self.token(1), Some(Token::Sign(':'))) { 2 } else { 1 };
                if let Some(count) = self.payments_at(skip) {
                    self.said.instalments = Some(count);
                    self.at += skip.unsigned_abs();
                }
                Meaning::Filler
            }
            other => other,
        };
        // "€/mese": the slash is no range.
        if matches!(said, Meaning::Period(_)) && self.items.last() == Some(&Item::Range) {
            self.items.pop();
        }
        self.items.push(Item::Says(said));
    }

    fn follows_money(&self) -> bool {
        matches!(self.meaning_at(-1), Some(Meaning::Currency(_) | Meaning::Gross | Meaning::Net))
    }

    fn follows_pay(&self) -> bool {
        let is_pay = matches!(
            self.meaning_at(-1),
            Some(Meaning::Currency(_) | Meaning::Gross | Meaning::Net | Meaning::Base | Meaning::Times)
        );
        let is_first = self.items.is_empty() && !matches!(self.token(1), Some(Token::Word(_)));
        is_pay || is_first || matches!(self.token(-1), Some(Token::Figure(_) | Token::Sign('/')))
    }

    /// The number of monthly payments that stands at `offset`.
    fn payments_at(&self, offset: isize) -> Option<u8> {
        let Some(Token::Figure(figure)) = self.token(offset) else { return None };
        figure.whole().and_then(|count| u8::try_from(count).ok()).filter(|count| (12..=16).contains(count))
    }

    fn figure(&mut self, figure: Figure) {
        let is_currency = |offset| matches!(self.meaning_at(offset), Some(Meaning::Currency(_)));
        // The sign of "1.300 € 14 mensilità" is the first figure's, unless that has its own.
        let is_of_figure_before = matches!(self.token(-2), Some(Token::Figure(_))) && !is_currency(-3);
        let is_after_currency = is_currency(-1) && !is_of_figure_before;
        let next = self.meaning_at(1);
        let is_before_currency = is_currency(1);
        let is_marked = is_after_currency || is_before_currency;
        if !is_marked && self.is_number_of_payments(&next) {
            return;
        }
        if !is_marked && !figure.is_grouped && self.is_no_money(figure, next.as_ref()) {
            return;
        }
        if matches!(next, Some(Meaning::Hours)) && !is_marked {
            // "37,5 ore settimanali": the week is not the pay's.
            self.at += 1;
            self.skip_period();
            return;
        }
        if matches!(next, Some(Meaning::Counted)) && !is_marked {
            self.at += 1;
            return;
        }
        let is_thousands = matches!(next, Some(Meaning::Thousand));
        if is_thousands {
            self.at += 1;
        }
        self.items.push(Item::Amount {
            figure,
            is_thousands,
            is_money: is_marked || is_thousands || figure.is_grouped,
        });
    }

    /// "x14", "per 13", "14 mensilità", "13ª", "13 x 1.500".
    fn is_number_of_payments(&mut self, next: &Option<Meaning>) -> bool {
        let Some(count) = self.payments_at(0) else { return false };
        let is_after_times = matches!(self.meaning_at(-1), Some(Meaning::Times))
            && !matches!(next, Some(Meaning::Hours | Meaning::Counted | Meaning::Thousand));
        let is_before_payments = matches!(next, Some(Meaning::Payments));
        let is_before_times = matches!(self.token(1), Some(Token::Word(word)) if matches!(word.as_str(), "x" | "×" | "*"))
            && matches!(self.token(2), Some(Token::Figure(_) | Token::Word(_)));
        let is_ordinal = matches!(self.token(1), Some(Token::Word(word)) if matches!(word.as_str(), "a" | "ª" | "^" | "°" | "º" | "ma" | "esima"))
            && !matches!(self.token(2), Some(Token::Figure(_)))
            && !matches!(self.meaning_at(2), Some(Meaning::Names));
        if !(is_after_times || is_before_payments || is_before_times || is_ordinal) {
            return false;
        }
        if is_before_payments || is_ordinal {
            self.at += 1;
        }
        self.said.instalments = self.said.instalments.max(Some(count));
        true
    }

    /// A level, a law, a year of the calendar, a length of time.
    fn is_no_money(&self, figure: Figure, next: Option<&Meaning>) -> bool {
        let before = match self.token(-1) {
            Some(Token::Sign('.' | ':')) => self.meaning_at(-2),
            _ => self.meaning_at(-1),
        };
        let whole = figure.whole().unwrap_or_default();
        let is_year = (1950..=2099).contains(&whole) && matches!(before, Some(Meaning::Names));
        let is_named = matches!(before, Some(Meaning::Names)) && whole < 1_000;
        let is_length = whole <= 31
            && matches!(
                next,
                Some(Meaning::Period(
                    SalaryPeriod::Day | SalaryPeriod::Week | SalaryPeriod::Month | SalaryPeriod::Year
                ))
            );
        let is_level = matches!(next, Some(Meaning::Names)) && whole <= 9;
        is_year || is_named || is_length || is_level
    }

    /// Passes over "settimanali", "a settimana", "/sett", "al giorno".
    fn skip_period(&mut self) {
        for ahead in 1..=3 {
            match self.token(ahead) {
                Some(Token::Word(word)) => match meaning(word) {
                    Meaning::Period(SalaryPeriod::Hour) => return,
                    Meaning::Period(_) => {
                        self.at += ahead.unsigned_abs();
                        return;
                    }
                    Meaning::Filler | Meaning::Joins | Meaning::Times => {}
                    _ => return,
                },
                Some(Token::Sign('/')) => {}
                _ => return,
            }
        }
    }
}
