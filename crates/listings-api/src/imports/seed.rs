//! Offers made up for measuring: plausible, Italian, and the same every time for the same day. They are written as
//! JSON-LD and go through the very code that takes in the files of others.

pub(crate) mod random;
pub(crate) mod trades;
pub(crate) mod wording;

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde_json::{Value, json};

use self::random::Random;
use self::trades::Trades;
use crate::imports::postings::{self, Format, RawRecord, Reader};
use crate::imports::{ImportError, Report};
use crate::state::AppState;
use taxonomy::Taxonomy;

/// Oldest publication, in days.
const OLDEST_DAYS: u64 = 90;

#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    #[error("built-in data file: {0}")]
    Trades(#[from] csv::Error),
    #[error("writing the offers: {0}")]
    Write(#[from] std::io::Error),
    #[error(transparent)]
    Import(#[from] ImportError),
}

/// Makes offers by their number.
pub struct Generator {
    taxonomy: Arc<Taxonomy>,
    trades: Trades,
    /// Population of each comune and all before it.
    population: Vec<u64>,
    today: NaiveDate,
}

impl Generator {
    pub fn new(taxonomy: Arc<Taxonomy>, now: DateTime<Utc>) -> Result<Self, SeedError> {
        let trades = Trades::load(&taxonomy)?;
        let mut so_far = 0;
        let population = taxonomy.places.records().iter().map(|record| {
            // Villages with no figure get a handful, or they would never have an offer.
            so_far += record.population.max(50);
            so_far
        });
        let population = population.collect();
        Ok(Self { trades, population, taxonomy, today: contract::deadline::rome_date(now) })
    }

    /// One offer as schema.org JSON-LD.
    pub fn offer(&self, number: u64) -> Value {
        let mut random = Random::new(number);
        let trade = self.trades.pick(&mut random);
        let people = random.below(u64::MAX);
        let place = self.place(&mut random);
        let is_remote = trade.can_be_remote() && random.percent(20);
        let agency = wording::agency(&mut random);
        let days_ago = OLDEST_DAYS * random.below(1_000) * random.below(1_000) / 1_000_000;
        let posted = self.today.checked_sub_days(Days::new(days_ago)).expect("some days ago is within the calendar");
        let mut offer = json!({
            "@type": "JobPosting",
            "identifier": {"name": agency.map_or("Bacheca di prova", |agency| agency.0), "value": format!("S-{number:07}")},
            "title": random.pick(&trade.titles),
            "description": wording::description(trade, &mut random),
            "datePosted": posted.to_string(),
            "hiringOrganization": {"name": wording::employer(people)},
            "industry": random.pick(&trade.industries),
            "relevantOccupation": trade.occupation,
            "totalJobOpenings": if random.percent(80) { 1 } else { 2 + random.below(5) },
            "employmentType": if random.percent(68) { "FULL_TIME" } else { "PART_TIME" },
            "bacheca:contractTerm": wording::contract_term(agency.is_some(), &mut random),
            "bacheca:shift": wording::shifts(&mut random),
            "bacheca:requirements": wording::requirements(&mut random),
            "jobLocation": {"address": {"addressLocality": place.0, "addressRegion": place.1}},
            "url": format!("https://candidature.example/{number}"),
        });
        let mut set = |name: &str, value: Value| {
            if let Some(object) = offer.as_object_mut() {
                object.insert(name.to_owned(), value);
            }
        };
        if let Some((name, authorisation)) = agency {
            set("bacheca:postingAgency", json!({"name": name, "authorisation": authorisation}));
        }
        if is_remote {
            set("jobLocationType", json!("TELECOMMUTE"));
        }
        if random.percent(70) {
            // Some are over by now.
            let last_day = posted.checked_add_days(Days::new(7 + random.below(60)));
            let last_day = last_day.expect("a day of the next months is within the calendar");
            set("validThrough", json!(last_day.to_string()));
        }
        if random.percent(75) {
            set("baseSalary", trade.pay(&mut random));
            set("bacheca:collectiveAgreement", json!({"name": "CCNL di settore", "instalments": 13 + random.below(2)}));
        }
        if random.percent(30) {
            set("jobBenefits", json!(["Buoni pasto", "Assicurazione sanitaria"]));
        }
        offer
    }

    /// Name and sigla of a comune, the more people the likelier.
    fn place(&self, random: &mut Random) -> (&str, &str) {
        let all = self.population.last().copied().unwrap_or(1);
        let at = random.below(all);
        let index = self.population.partition_point(|so_far| *so_far <= at);
        let record = self.taxonomy.places.records().get(index);
        record.map_or(("Roma", "RM"), |record| (record.place.name.as_str(), record.place.province.as_str()))
    }
}

/// Puts offers into the store; their number decides all of them, so the same number again changes nothing.
pub async fn seed(state: &AppState, postings: u64) -> Result<Report, SeedError> {
    let generator = Generator::new(Arc::clone(&state.taxonomy), state.clock.now())?;
    let records = (0..postings).map(move |number| {
        let line = usize::try_from(number).unwrap_or(usize::MAX).saturating_add(1);
        Ok(RawRecord::raw(line, generator.offer(number).to_string()))
    });
    let report = Report::new(format!("{postings} made-up offers"));
    Ok(postings::take_in(state, Box::new(records), Reader::new(Format::JsonLd), report, false).await?)
}

/// Writes the offers to a file instead, one per line, for measuring an import.
pub fn write(state: &AppState, postings: u64, file: &Path) -> Result<(), SeedError> {
    let generator = Generator::new(Arc::clone(&state.taxonomy), state.clock.now())?;
    let mut out = std::io::BufWriter::new(std::fs::File::create(file)?);
    for number in 0..postings {
        writeln!(out, "{}", generator.offer(number))?;
    }
    Ok(out.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use taxonomy;
    use taxonomy::place_index::PlaceIndex;

    #[test]
    fn the_same_number_makes_the_same_offer_and_big_towns_have_more() {
        let taxonomy = Arc::new(Taxonomy {
            places: PlaceIndex::new(taxonomy::embedded_places().unwrap()),
            occupations: taxonomy::embedded_occupations().unwrap(),
            industries: taxonomy::embedded_industries().unwrap(),
            ..Taxonomy::default()
        });
        let now = DateTime::parse_from_rfc3339("2026-11-23T10:00:00Z").unwrap().to_utc();
        let generator = Generator::new(taxonomy, now).unwrap();
        assert_eq!(generator.offer(7), generator.offer(7));
        assert_ne!(generator.offer(7), generator.offer(8));
        let in_roma = (0..2_000)
            .filter(|number| generator.offer(*number)["jobLocation"]["address"]["addressLocality"] == "Roma")
            .count();
        // 2.8 of 59 million.
        assert!((50..150).contains(&in_roma), "{in_roma}");
    }
}
