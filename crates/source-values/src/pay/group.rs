//! Which words belong to which figure, and which two figures are the ends of one range.

use contract::SalaryPeriod;

use super::number::Figure;
use super::vocabulary::Meaning;

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

/// A text about pay, in its order.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
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

/// The figures among these, in their order, each with the words that belong to it.
pub fn groups(items: &[Item]) -> Vec<Group> {
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
                is_joined = true;
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
            if is_said || figure.cents < 100_000 { figure.thousandfold() } else { figure }
        };
        (low, high) = (scaled(low, is_thousands), scaled(high, of_high));
    } else if low.cents < 100_000 && high.cents >= 100_0000 && low.cents.saturating_mul(1_000) <= high.cents {
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
