//! Gross pay from the words of a source. Net pay is never taken for gross, and nothing is guessed silently: what is left
//! out or derived is noted.

mod agreement;
mod group;
mod number;
mod period;
mod statement;
mod token;
mod vocabulary;

use contract::{BaseSalary, CollectiveAgreement, SalaryPeriod};

use self::group::Group;
use self::number::Figure;
use self::period::{Field, by_size, field, is_plausible};
use self::statement::Statement;

/// Pay in the words of a source. A single text or figure may stand in `min`, in `max`, or in both.
#[derive(Debug, Default, Clone, Copy)]
pub struct Words<'a> {
    pub min: Option<&'a str>,
    pub max: Option<&'a str>,
    pub currency: Option<&'a str>,
    /// The source's own word for the period.
    pub per: Option<&'a str>,
}

/// What was understood.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Reading {
    pub pay: Option<BaseSalary>,
    /// How often a year a month is paid: 12 to 16.
    pub instalments: Option<u8>,
    /// The collective agreement that the words about pay name.
    pub agreement: Option<CollectiveAgreement>,
    /// An expense allowance ("rimborso spese"), which is pay only for an internship.
    pub is_allowance: bool,
    pub notes: Vec<String>,
}

/// Never fails: what cannot be pay is `None` with a note. Zero and words without figures say nothing, without one.
pub fn read(words: Words<'_>) -> Reading {
    let mut reading = Reading::default();
    let (min, max) = (
        words.min.map(str::trim).filter(|text| !text.is_empty()),
        words.max.map(str::trim).filter(|text| !text.is_empty()),
    );
    let of_field = words.per.map(statement::read).unwrap_or_default();
    reading.agreement = [min, max]
        .into_iter()
        .flatten()
        .find_map(agreement::read)
        .map(|(name, level)| CollectiveAgreement { name, level, instalments: None });
    let said = match (min, max) {
        (Some(min), Some(max)) if min != max => both(statement::read(min), statement::read(max)),
        (Some(text), None) => alone(statement::read(text), Bound::Low),
        (None, Some(text)) => alone(statement::read(text), Bound::High),
        (Some(text), _) => statement::read(text),
        (None, None) => return reading,
    };
    reading.instalments = said.instalments.or(of_field.instalments);
    let shown = min.or(max).unwrap_or_default();
    let mut left_out = |reason: &str| reading.notes.push(format!("pay \"{shown:.60}\" left out: {reason}"));
    let Some(group) = choose(&said, &of_field) else {
        if !said.groups.is_empty() && (said.is_net || of_field.is_net) {
            left_out("it is net, and pay here is gross");
        } else if said.groups.iter().any(|group| group.is_add_on) {
            left_out("it is said of what comes on top of pay");
        } else if said.has_unreadable {
            left_out("no pay has such a figure");
        }
        return reading;
    };
    if [group.low, group.high].iter().flatten().any(|figure| figure.is_negative) {
        left_out("it is negative");
        return reading;
    }
    let is_in_thousands =
        words.per.is_some_and(|per| per.to_lowercase().contains("k€") || per.to_lowercase().contains("migliaia"));
    let cents =
        |figure: Option<Figure>| figure.map(|figure| if is_in_thousands { figure.thousandfold() } else { figure });
    // A zero stands for "not said" in many feeds.
    let (low, high) =
        (cents(group.low).filter(|figure| figure.cents > 0), cents(group.high).filter(|figure| figure.cents > 0));
    if low.is_none() && high.is_none() {
        return reading;
    }
    let code = group.currency.or(said.currency).or(of_field.currency).map(str::to_owned);
    let Some(currency) = code.map_or_else(|| currency(words.currency), Some) else {
        left_out("unknown currency");
        return reading;
    };
    reading.is_allowance = group.is_allowance;
    let field = words.per.map_or(Field::Unknown, field);
    if group.period.is_none() && field == Field::Foreign {
        left_out("pay is for an hour, a day, a week, a month or a year");
        return reading;
    }
    let of_field = if let Field::Known(period) = field { Some(period) } else { None };
    let mut range = Range { low, high, currency };
    if group.is_ral {
        range.read_as_thousands(&mut reading.notes);
    }
    let Some((pay, notes)) = range.for_a_period(&group, of_field, reading.instalments) else {
        let written = range.written();
        reading.notes.push(format!("pay left out: for what period {written} is not said"));
        return reading;
    };
    reading.notes.extend(notes);
    reading.pay = pay;
    if said.groups.len() > 1 && reading.pay.is_some() && said.groups.iter().filter(|other| !other.is_add_on).count() > 1
    {
        reading.notes.push(format!("of the pay \"{shown:.60}\" only the first figures are shown"));
    }
    reading
}

enum Bound {
    Low,
    High,
}

/// A lone figure in one of two fields is that bound.
fn alone(mut said: Statement, bound: Bound) -> Statement {
    if let [group] = said.groups.as_mut_slice()
        && group.low == group.high
    {
        match bound {
            Bound::Low => group.high = None,
            Bound::High => group.low = None,
        }
    }
    said
}

/// The lower end of one statement with the upper end of another.
fn both(min: Statement, max: Statement) -> Statement {
    let is_of = |said: &Statement| said.groups.iter().find(|group| !group.is_add_on).cloned();
    let mut joined = Statement {
        groups: Vec::new(),
        instalments: min.instalments.or(max.instalments),
        currency: min.currency.or(max.currency),
        is_gross: min.is_gross || max.is_gross,
        is_net: min.is_net || max.is_net,
        has_unreadable: min.has_unreadable || max.has_unreadable,
    };
    joined.groups.extend(match (is_of(&min), is_of(&max)) {
        (Some(min), Some(max)) => Some(Group {
            low: min.low.or(min.high),
            high: max.high.or(max.low),
            period: min.period.or(max.period),
            currency: min.currency.or(max.currency),
            is_gross: min.is_gross || max.is_gross,
            is_net: min.is_net || max.is_net,
            is_ral: min.is_ral || max.is_ral,
            is_add_on: false,
            is_allowance: min.is_allowance || max.is_allowance,
            is_money: min.is_money || max.is_money,
        }),
        (Some(min), None) => Some(Group { low: min.low.or(min.high), high: None, ..min }),
        (None, Some(max)) => Some(Group { low: None, high: max.high.or(max.low), ..max }),
        (None, None) => None,
    });
    joined
}

/// The first figures that are gross, or that nothing says to be net.
fn choose(said: &Statement, of_field: &Statement) -> Option<Group> {
    // Where net pay is spoken of, only what is called gross is gross.
    let is_net = |group: &Group| group.is_net || ((said.is_net || of_field.is_net) && !group.is_gross);
    said.groups.iter().find(|group| !group.is_add_on && !is_net(group)).cloned()
}

/// ISO 4217; euros where nothing is said.
fn currency(text: Option<&str>) -> Option<String> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Some("EUR".to_owned()) };
    if let vocabulary::Meaning::Currency(code) = vocabulary::meaning(&text.to_lowercase()) {
        return Some(code.to_owned());
    }
    let code = text.to_ascii_uppercase();
    (code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())).then_some(code)
}

struct Range {
    low: Option<Figure>,
    high: Option<Figure>,
    currency: String,
}

impl Range {
    fn figures(&self) -> impl Iterator<Item = Figure> {
        self.low.into_iter().chain(self.high)
    }

    fn written(&self) -> String {
        let ends: Vec<String> = self.figures().map(|figure| shown(figure.cents)).collect();
        match ends.as_slice() {
            [low, high] if low != high => format!("{low} to {high}"),
            [one, ..] => one.clone(),
            [] => String::new(),
        }
    }

    /// "RAL 24-28" are thousands.
    fn read_as_thousands(&mut self, notes: &mut Vec<String>) {
        if self.figures().all(|figure| (1_000..=20_000).contains(&figure.cents)) {
            notes.push(format!("pay of {} a year taken as thousands", self.written()));
            self.low = self.low.map(Figure::thousandfold);
            self.high = self.high.map(Figure::thousandfold);
        }
    }

    /// The pay for the period that the words, the field of the source or the size of the figures tell, with notes. `None` if
    /// none of them tells one.
    fn for_a_period(
        &self,
        group: &Group,
        of_field: Option<SalaryPeriod>,
        instalments: Option<u8>,
    ) -> Option<(Option<BaseSalary>, Vec<String>)> {
        let said = [group.period.clone(), of_field];
        let mut notes = Vec::new();
        for per in said.iter().flatten() {
            if let Some(pay) = self.of(per, &mut notes) {
                return Some((Some(pay), notes));
            }
        }
        if let Some(per) = said.into_iter().flatten().next() {
            let reason =
                format!("pay left out: {} {} is not plausible for {}", self.written(), self.currency, words_for(&per));
            return Some((None, vec![reason]));
        }
        let (least, most) =
            (self.figures().map(|figure| figure.cents).min()?, self.figures().map(|figure| figure.cents).max()?);
        // What is paid thirteen times is a month, unless it is a year's pay in thirteen parts.
        let by_payments = instalments.map(|_| if most < 1_000_000 { SalaryPeriod::Month } else { SalaryPeriod::Year });
        let per = by_payments.clone().or_else(|| by_size(least, most, &self.currency, group.is_money))?;
        let pay = self.of(&per, &mut notes)?;
        if by_payments.is_none() {
            notes.push(format!("pay: no period is said; {} is taken for {}", self.written(), words_for(&per)));
        }
        Some((Some(pay), notes))
    }

    /// The pay, if it can be one for this period: an end that cannot is left out alone.
    fn of(&self, per: &SalaryPeriod, notes: &mut Vec<String>) -> Option<BaseSalary> {
        let is_plausible = |cents: u64| is_plausible(cents, per, &self.currency);
        let mut noted = Vec::new();
        let mut end = |figure: Figure| {
            if is_plausible(figure.cents) {
                return Some(figure.cents);
            }
            // "8.916" an hour has three decimals.
            let decimal = figure.as_decimal.filter(|cents| *per == SalaryPeriod::Hour && is_plausible(*cents));
            noted.push(match decimal {
                Some(cents) => format!("pay {} read as {}", shown(figure.cents), shown(cents)),
                None => format!("pay {} left out: not plausible for {}", shown(figure.cents), words_for(per)),
            });
            decimal
        };
        let (mut low, mut high) = (self.low.and_then(&mut end), self.high.and_then(&mut end));
        if low.is_none() && high.is_none() {
            return None;
        }
        if let (Some(least), Some(most)) = (low, high)
            && least > most
        {
            noted.push(format!("least pay {} is above the most {}: turned round", shown(least), shown(most)));
            (low, high) = (high, low);
        }
        noted.dedup();
        notes.extend(noted);
        Some(BaseSalary { min_minor: low, max_minor: high, currency: self.currency.clone(), per: per.clone() })
    }
}

/// "1200", "8.91".
fn shown(cents: u64) -> String {
    if cents.is_multiple_of(100) { (cents / 100).to_string() } else { format!("{}.{:02}", cents / 100, cents % 100) }
}

fn words_for(per: &SalaryPeriod) -> &'static str {
    match per {
        SalaryPeriod::Hour => "an hour",
        SalaryPeriod::Day => "a day",
        SalaryPeriod::Week => "a week",
        SalaryPeriod::Month => "a month",
        SalaryPeriod::Year => "a year",
        SalaryPeriod::Other(_) => "its period",
    }
}
