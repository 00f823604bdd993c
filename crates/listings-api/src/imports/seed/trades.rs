//! The trades of made-up offers: how common each is, what its offers are called, what one does and earns.

use serde_json::{Value, json};

use super::random::Random;
use taxonomy::Taxonomy;

const TRADES_CSV: &str = include_str!("../../../data/seed-trades.csv");
/// Trades that are done from home now and then.
const REMOTE: [&str; 6] = [
    "sviluppatore-software", "tecnico-informatico", "addetto-customer-care", "operatore-call-center", "contabile",
    "addetto-risorse-umane",
];

#[derive(serde::Deserialize)]
struct Line {
    occupation: String,
    weight: u64,
    titles: String,
    industries: String,
    pay_min: u64,
    pay_max: u64,
    tasks: String,
}

#[derive(Debug, Clone)]
pub struct Trade {
    /// Slug.
    pub occupation: String,
    /// How common, and that of all before.
    up_to: u64,
    pub titles: Vec<String>,
    pub industries: Vec<String>,
    pub tasks: Vec<String>,
    /// Euros a month.
    pay: (u64, u64),
}

pub struct Trades(Vec<Trade>);

impl Trades {
    /// Those whose occupation there still is.
    pub fn load(taxonomy: &Taxonomy) -> Result<Self, csv::Error> {
        let mut up_to = 0;
        let mut trades = Vec::new();
        for line in csv::Reader::from_reader(TRADES_CSV.as_bytes()).deserialize() {
            let line: Line = line?;
            if taxonomy.occupation(&line.occupation).is_none() {
                continue;
            }
            up_to += line.weight;
            let list = |text: &str| text.split('|').map(str::to_owned).collect();
            trades.push(Trade {
                up_to,
                titles: list(&line.titles),
                industries: list(&line.industries),
                tasks: list(&line.tasks),
                pay: (line.pay_min, line.pay_max),
                occupation: line.occupation,
            });
        }
        Ok(Self(trades))
    }

    pub fn pick(&self, random: &mut Random) -> &Trade {
        static NONE: std::sync::LazyLock<Trade> = std::sync::LazyLock::new(|| Trade {
            occupation: String::new(),
            up_to: 0,
            titles: vec!["Offerta".to_owned()],
            industries: Vec::new(),
            tasks: Vec::new(),
            pay: (1_200, 1_600),
        });
        let at = random.below(self.0.last().map_or(1, |trade| trade.up_to));
        self.0.get(self.0.partition_point(|trade| trade.up_to <= at)).unwrap_or(&NONE)
    }
}

impl Trade {
    pub fn can_be_remote(&self) -> bool {
        REMOTE.contains(&self.occupation.as_str())
    }

    /// A range by month or year, or an amount by hour.
    pub fn pay(&self, random: &mut Random) -> Value {
        let (least, most) = self.pay;
        let from = least + random.below((most - least).max(1));
        let to = from + random.below(6) * 50;
        let (from, to, unit) = match random.below(10) {
            0 => (from * 13, to * 13, "YEAR"),
            1 | 2 => (from / 173, from / 173, "HOUR"),
            _ => (from, to, "MONTH"),
        };
        json!({"currency": "EUR", "value": {"minValue": from, "maxValue": to, "unitText": unit}})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trade_has_its_occupation() {
        let taxonomy = Taxonomy {
            occupations: taxonomy::embedded_occupations().unwrap(),
            industries: taxonomy::embedded_industries().unwrap(),
            ..Taxonomy::default()
        };
        let trades = Trades::load(&taxonomy).unwrap();
        assert_eq!(trades.0.len(), TRADES_CSV.lines().count() - 1);
        for trade in &trades.0 {
            assert!(trade.tasks.len() >= 5 && trade.titles.len() >= 3, "{}", trade.occupation);
            assert!(!trade.industries.is_empty());
        }
    }
}
