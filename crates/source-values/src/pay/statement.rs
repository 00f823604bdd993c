//! What a text says of pay: its figures, one by one or as ranges, each with the words that belong to it.

use contract::SalaryPeriod;

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

/// One figure or one range.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Group {
    pub low: Option<Figure>,
    pub high: Option<Figure>,
    pub period: Option<SalaryPeriod>,
    pub currency: Option<&'static str>,
    pub is_gross: bool,
    pub is_net: bool,
    /// "RAL": its figures may be in thousands without saying so.
    pub is_ral: bool,
    pub is_add_on: bool,
    pub is_allowance: bool,
    /// Written with a currency, thousands or cents.
    pub is_money: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Item {
    Amount {
        figure: Figure,
        is_thousands: bool,
        is_money: bool,
    },
    Says(Meaning),
    Range,
    Plus,
    /// What stands before it tells what comes after.
    Colon,
    Break,
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

fn groups(items: &[Item]) -> Vec<Group> {
    let amounts: Vec<usize> =
        items.iter().enumerate().filter(|(_, item)| matches!(item, Item::Amount { .. })).map(|(at, _)| at).collect();
    let Some(first) = amounts.first().copied() else { return Vec::new() };
    let mut groups = Vec::new();
    let mut before = items.get(..first).unwrap_or_default();
    let mut at = 0;
    while let Some(start) = amounts.get(at).copied() {
        let next = amounts.get(at + 1).copied();
        let gap = |from: usize, to: Option<usize>| items.get(from + 1..to.unwrap_or(items.len())).unwrap_or_default();
        let is_between = before.contains(&Item::Says(Meaning::Between));
        let joined = next.filter(|next| joins(gap(start, Some(*next)), is_between));
        // "1.650 lordi - 1.300 netti" are two pays.
        let says = |items: &[Item], kind: Meaning| items.contains(&Item::Says(kind));
        let joined = joined.filter(|end| {
            let behind = gap(*end, amounts.get(at + 2).copied());
            let first = gap(start, Some(*end));
            !(says(first, Meaning::Gross) && says(behind, Meaning::Net)
                || says(first, Meaning::Net) && says(behind, Meaning::Gross))
        });
        let end = joined.unwrap_or(start);
        at += if joined.is_some() { 2 } else { 1 };
        let following = amounts.get(at).copied();
        let after = gap(end, following);
        let (own, rest) = if following.is_some() { after.split_at(cut(after)) } else { (after, [].as_slice()) };
        let inside = joined.map_or([].as_slice(), |_| gap(start, joined));
        groups.push(group(before, items.get(start), inside, joined.and_then(|end| items.get(end)), own));
        before = rest;
    }
    // Beside money, a bare number counts something else.
    if groups.iter().any(|group| group.is_money) {
        groups.retain(|group| group.is_money);
    }
    groups
}

/// Whether the words between two figures make them one range.
fn joins(gap: &[Item], is_between: bool) -> bool {
    let mut is_joined = is_between;
    for item in gap {
        match item {
            Item::Range | Item::Says(Meaning::Joins | Meaning::UpTo) => is_joined = true,
            Item::Break
                if gap.iter().filter(|item| **item == Item::Break).count() >= 2
                    && gap.iter().all(|item| *item == Item::Break) =>
            {
                is_joined = true
            }
            Item::Break | Item::Colon | Item::Plus | Item::Amount { .. } => return false,
            // "25.000 min - 30.000 max"
            Item::Says(Meaning::From) if gap.contains(&Item::Range) => {}
            Item::Says(
                Meaning::AddOn | Meaning::Base | Meaning::Allowance | Meaning::Other | Meaning::Names | Meaning::From,
            ) => return false,
            Item::Says(_) => {}
        }
    }
    is_joined
}

/// Where the words of the next figure begin.
fn cut(gap: &[Item]) -> usize {
    if let Some(colon) = gap.iter().position(|item| *item == Item::Colon) {
        let before = gap.get(..colon).unwrap_or_default();
        return before
            .iter()
            .rposition(|item| matches!(item, Item::Break | Item::Range | Item::Plus))
            .map_or(0, |at| at);
    }
    let last_break = gap.iter().rposition(|item| *item == Item::Break);
    let opens = |item: &Item| {
        matches!(
            item,
            Item::Plus
                | Item::Says(
                    Meaning::AddOn
                        | Meaning::Base
                        | Meaning::Allowance
                        | Meaning::From
                        | Meaning::UpTo
                        | Meaning::Between
                        | Meaning::GrossOfYear
                )
        )
    };
    let first_opening = gap.iter().position(opens);
    match (first_opening, last_break) {
        (Some(opening), Some(last)) => opening.min(last),
        (Some(at), None) | (None, Some(at)) => at,
        (None, None) => gap.len(),
    }
}

fn group(before: &[Item], first: Option<&Item>, inside: &[Item], second: Option<&Item>, after: &[Item]) -> Group {
    let mut group = Group::default();
    let has = |items: &[Item], wanted: fn(&Meaning) -> bool| {
        items.iter().any(|item| matches!(item, Item::Says(said) if wanted(said)))
    };
    let period = |items: &[Item]| {
        items.iter().find_map(|item| match item {
            Item::Says(Meaning::Period(period)) => Some(period.clone()),
            Item::Says(Meaning::GrossOfYear) => Some(SalaryPeriod::Year),
            _ => None,
        })
    };
    // What comes on top has a period of its own.
    let on_top =
        after.iter().position(|item| matches!(item, Item::Plus | Item::Says(Meaning::AddOn))).unwrap_or(after.len());
    let (own, rest) = after.split_at(on_top);
    group.period = period(own).or_else(|| period(inside)).or_else(|| period(before)).or_else(|| period(rest));
    let own_words = [before, inside, own];
    for words in own_words {
        group.is_net |= has(words, |said| *said == Meaning::Net);
        group.is_gross |= has(words, |said| matches!(said, Meaning::Gross | Meaning::GrossOfYear));
        group.is_ral |= has(words, |said| *said == Meaning::GrossOfYear);
    }
    group.is_allowance = own_words.iter().any(|words| has(words, |said| *said == Meaning::Allowance));
    // The last of them before the figure: "ticket, paga base 9 €".
    let kind = before
        .iter()
        .rev()
        .find(|item| matches!(item, Item::Plus | Item::Says(Meaning::AddOn | Meaning::Base | Meaning::GrossOfYear)));
    group.is_add_on = matches!(kind, Some(Item::Plus | Item::Says(Meaning::AddOn)))
        || (kind.is_none() && !matches!(after.first(), Some(Item::Plus)) && is_of_add_on(own, rest));
    group.currency = [own, inside, before].iter().find_map(|words| {
        words.iter().find_map(|item| match item {
            Item::Says(Meaning::Currency(code)) => Some(*code),
            _ => None,
        })
    });
    let (Some(&Item::Amount { figure: mut low, is_thousands, is_money }), second) = (first, second) else {
        return group;
    };
    group.is_money = is_money;
    let Some(&Item::Amount { figure: mut high, is_thousands: of_high, is_money: money_of_high }) = second else {
        let figure = if is_thousands { low.thousandfold() } else { low };
        let bound =
            before.iter().rev().take_while(|item| !matches!(item, Item::Break | Item::Plus)).find_map(
                |item| match item {
                    Item::Says(said @ (Meaning::From | Meaning::UpTo)) => Some(said),
                    _ => None,
                },
            );
        group.low = (bound != Some(&Meaning::UpTo)).then_some(figure);
        group.high = (bound != Some(&Meaning::From)).then_some(figure);
        return group;
    };
    group.is_money |= money_of_high;
    if is_thousands || of_high {
        // "24-28k", "30K/35".
        let scaled = |figure: Figure, is_said: bool| {
            if is_said || figure.cents < 1_000_00 { figure.thousandfold() } else { figure }
        };
        (low, high) = (scaled(low, is_thousands), scaled(high, of_high));
    } else if low.cents < 1_000_00 && high.cents >= 1_000_000 && low.cents.saturating_mul(1_000) <= high.cents {
        // "24-28.000"
        low = low.thousandfold();
    }
    group.low = Some(low);
    group.high = Some(high);
    group
}

/// "500 € di bonus", but not "1.000 € + provvigioni".
fn is_of_add_on(own: &[Item], rest: &[Item]) -> bool {
    let is_short = own.iter().all(|item| {
        matches!(item, Item::Says(Meaning::Filler | Meaning::Currency(_) | Meaning::Period(_) | Meaning::Times))
    });
    is_short && matches!(rest.first(), Some(Item::Says(Meaning::AddOn)))
}
