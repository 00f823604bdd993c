//! What people ask, in the shares of issue 3: words near a place, filters near a place, a role, everything, one offer.

use anyhow::{Context, Result};
use serde_json::Value;

use super::load::{Client, Request};
use crate::api::Server;
use crate::machine::workspace;

const TEXTS: [&str; 24] = [
    "magazziniere", "magazzinieri", "addetto+vendite", "cameriere", "autista", "operaio+turni", "%22patente+b%22",
    "infermiere", "pulizie", "cuoco", "contabile", "saldatore+tig", "elettricista", "commessa", "barista+serale",
    "magaziniere", "impiegato+amministrativo", "oss", "mulettista+patentino", "back+office", "part+time+cassa",
    "lavoro+-notte", "logistica", "tecnico+informatico",
];
const FILTERS: [[&str; 3]; 6] = [
    ["employment_type=FULL_TIME", "employment_type=PART_TIME", "employment_type=PART_TIME"],
    ["contract_term=permanent", "contract_term=fixed_term", "contract_term=permanent&contract_term=apprenticeship"],
    ["shift=day", "shift=night&shift=rotating", "shift=weekend"],
    ["industry=commercio", "industry=logistica-e-trasporti", "industry=turismo-e-ristorazione&industry=alimentare"],
    ["salary_min=1400", "salary_min=10&salary_period=hour", "salary_min=1800"],
    ["posted_within_days=7", "agency=false", "closing_within_days=7"],
];
const BROAD: [&str; 5] = ["", "sort=closing", "sort=salary", "sort=newest&limit=50", "employment_type=FULL_TIME"];
const RADII: [&str; 4] = ["10", "20", "30", "50"];

pub struct Mix {
    /// Slugs, with the inhabitants of each and all before.
    places: Vec<(String, u64)>,
    occupations: Vec<String>,
    ids: Vec<String>,
}

impl Mix {
    pub fn new(server: &Server) -> Result<Self> {
        let mut client = Client::new(server.address());
        let mut places = Vec::new();
        let mut so_far = 0;
        let file = workspace::root().join("crates/taxonomy/data/places.csv");
        let mut reader = csv::Reader::from_path(&file).with_context(|| format!("reading {}", file.display()))?;
        for row in reader.deserialize() {
            let row: PlaceRow = row?;
            if row.latitude.is_some() {
                so_far += row.population.unwrap_or(0);
                places.push((row.slug, so_far));
            }
        }
        let mut read = |path: &str| -> Result<Value> { Ok(serde_json::from_slice(&client.get(path)?)?) };
        let occupations = read("/api/v1/occupations")?;
        let occupations = texts(&occupations, |item| item.pointer("/occupation/slug"));
        let mut ids = Vec::new();
        // Offers from all over the list, not only the newest.
        for occupation in &occupations {
            for sort in ["newest", "closing", "salary"] {
                let page = read(&format!("/api/v1/job-postings?occupation={occupation}&sort={sort}&limit=100"))?;
                ids.extend(texts(page.get("items").unwrap_or(&Value::Null), |item| item.get("id")));
            }
        }
        ids.sort_unstable();
        ids.dedup();
        Ok(Self { places, occupations, ids })
    }

    /// The request of this number: the same every time.
    pub fn request(&self, number: u64) -> Request {
        let mut dice = Dice::new(number);
        match dice.roll(100) {
            0..40 => {
                let (text, area) = (dice.pick(&TEXTS), self.area(&mut dice));
                search("text + radius", &format!("q={text}&{area}"))
            }
            40..65 => {
                let area = self.area(&mut dice);
                let first = dice.roll(FILTERS.len());
                let second = first + 1 + dice.roll(FILTERS.len() - 1);
                let filter = |at: usize, dice: &mut Dice| {
                    FILTERS.get(at % FILTERS.len()).map_or("", |filters| dice.pick(filters))
                };
                let (first, second) = (filter(first, &mut dice), filter(second, &mut dice));
                search("radius + two filters", &format!("{area}&{first}&{second}"))
            }
            65..80 => {
                let at = dice.roll(self.occupations.len());
                let occupation = self.occupations.get(at).map_or("", String::as_str);
                search("occupation", &format!("occupation={occupation}"))
            }
            80..90 => search("everything", dice.pick(&BROAD)),
            _ => self.detail(dice.0.u64(..)),
        }
    }

    pub fn detail(&self, number: u64) -> Request {
        let at = Dice::new(number).roll(self.ids.len());
        let id = self.ids.get(at).map_or("", String::as_str);
        Request { kind: "one offer", path: format!("/api/v1/job-postings/{id}") }
    }

    /// Around a comune, the more people the likelier.
    fn area(&self, dice: &mut Dice) -> String {
        let all = self.places.last().map_or(1, |(_, so_far)| *so_far);
        let at = dice.0.u64(..all.max(1));
        let index = self.places.partition_point(|(_, so_far)| *so_far <= at);
        let place = self.places.get(index).map_or("roma-rm", |(slug, _)| slug.as_str());
        format!("place={place}&radius_km={}", dice.pick(&RADII))
    }
}

fn search(kind: &'static str, query: &str) -> Request {
    Request { kind, path: format!("/api/v1/job-postings?{query}") }
}

#[derive(serde::Deserialize)]
struct PlaceRow {
    slug: String,
    latitude: Option<f64>,
    population: Option<u64>,
}

fn texts<'a>(list: &'a Value, text: impl Fn(&'a Value) -> Option<&'a Value>) -> Vec<String> {
    let items = list.as_array().into_iter().flatten();
    items.filter_map(|item| text(item)?.as_str().map(str::to_owned)).collect()
}

/// Looks random, and is the same every time.
struct Dice(fastrand::Rng);

impl Dice {
    fn new(number: u64) -> Self {
        Self(fastrand::Rng::with_seed(number))
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.0.usize(..sides.max(1))
    }

    fn pick(&mut self, of: &[&'static str]) -> &'static str {
        of.get(self.roll(of.len())).copied().unwrap_or_default()
    }
}
