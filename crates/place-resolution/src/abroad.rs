//! What lies outside Italy: countries, states of the USA, towns.

use std::collections::HashMap;

use taxonomy::fold::fold;
use taxonomy::place_index::squash;

use crate::tables;

/// Names in use that Unicode CLDR does not have. No code: abroad, wherever.
const OTHER_COUNTRIES: &[(&str, &str)] = &[
    ("usa", "US"),
    ("u s a", "US"),
    ("stati uniti d america", "US"),
    ("united states of america", "US"),
    ("uk", "GB"),
    ("great britain", "GB"),
    ("gran bretagna", "GB"),
    ("inghilterra", "GB"),
    ("england", "GB"),
    ("scozia", "GB"),
    ("scotland", "GB"),
    ("galles", "GB"),
    ("olanda", "NL"),
    ("holland", "NL"),
    ("the netherlands", "NL"),
    ("repubblica ceca", "CZ"),
    ("czech republic", "CZ"),
    ("osterreich", "AT"),
    ("oesterreich", "AT"),
    ("slovenija", "SI"),
    ("hrvatska", "HR"),
    ("espana", "ES"),
    ("polska", "PL"),
    ("romania", "RO"),
    ("principato di monaco", "MC"),
    ("repubblica di san marino", "SM"),
    ("rsm", "SM"),
    ("vaticano", "VA"),
    ("citta del vaticano", "VA"),
    ("vatican city", "VA"),
    ("emirati arabi", "AE"),
    ("eau", "AE"),
    ("uae", "AE"),
    ("canton ticino", "CH"),
    ("ticino", "CH"),
    ("svizzera italiana", "CH"),
    ("grigioni", "CH"),
    ("baviera", "DE"),
    ("bayern", "DE"),
    ("corsica", "FR"),
    ("costa azzurra", "FR"),
    ("carinzia", "AT"),
    ("istria", "HR"),
    ("estero", ""),
    ("all estero", ""),
    ("abroad", ""),
    ("europa", ""),
    ("europe", ""),
    ("emea", ""),
    ("worldwide", ""),
    ("ue", ""),
    ("eu", ""),
];

/// Code and name.
const STATES: &[(&str, &str)] = &[
    ("al", "alabama"),
    ("ak", "alaska"),
    ("az", "arizona"),
    ("ar", "arkansas"),
    ("ca", "california"),
    ("co", "colorado"),
    ("ct", "connecticut"),
    ("de", "delaware"),
    ("fl", "florida"),
    ("ga", "georgia"),
    ("hi", "hawaii"),
    ("id", "idaho"),
    ("il", "illinois"),
    ("in", "indiana"),
    ("ia", "iowa"),
    ("ks", "kansas"),
    ("ky", "kentucky"),
    ("la", "louisiana"),
    ("me", "maine"),
    ("md", "maryland"),
    ("ma", "massachusetts"),
    ("mi", "michigan"),
    ("mn", "minnesota"),
    ("ms", "mississippi"),
    ("mo", "missouri"),
    ("mt", "montana"),
    ("ne", "nebraska"),
    ("nv", "nevada"),
    ("nh", "new hampshire"),
    ("nj", "new jersey"),
    ("nm", "new mexico"),
    ("ny", "new york"),
    ("nc", "north carolina"),
    ("nd", "north dakota"),
    ("oh", "ohio"),
    ("ok", "oklahoma"),
    ("or", "oregon"),
    ("pa", "pennsylvania"),
    ("ri", "rhode island"),
    ("sc", "south carolina"),
    ("sd", "south dakota"),
    ("tn", "tennessee"),
    ("tx", "texas"),
    ("ut", "utah"),
    ("vt", "vermont"),
    ("va", "virginia"),
    ("wa", "washington"),
    ("wv", "west virginia"),
    ("wi", "wisconsin"),
    ("wy", "wyoming"),
    ("dc", "washington dc"),
];

/// A country, when we know which.
pub type Country = Option<&'static str>;

#[derive(Debug, Default)]
pub struct Abroad {
    /// By squashed name.
    countries: HashMap<String, Country>,
    /// By code of two or three letters, in lower case; Italy too.
    codes: HashMap<String, &'static str>,
    /// Italian, by alpha-2 code.
    names: HashMap<&'static str, &'static str>,
    states: HashMap<String, bool>,
    towns: HashMap<String, Country>,
}

impl Abroad {
    pub fn new() -> Self {
        let mut abroad = Self::default();
        let known = |code: &'static str| Some(code).filter(|code| !code.is_empty());
        for country in tables::countries() {
            for code in [country.alpha2, country.alpha3] {
                abroad.codes.insert(code.to_lowercase(), country.alpha2);
            }
            if country.alpha2 != "IT" {
                if let Some(name) = country.names.clone().next() {
                    abroad.names.insert(country.alpha2, name);
                }
                for name in country.names {
                    abroad.countries.insert(squash(&fold(name)), Some(country.alpha2));
                }
            }
        }
        for (name, code) in OTHER_COUNTRIES {
            abroad.countries.insert(squash(name), known(code));
        }
        for (code, name) in STATES {
            abroad.states.insert(squash(name), false);
            abroad.states.insert((*code).to_owned(), true);
        }
        for (name, code) in tables::foreign_towns() {
            abroad.towns.insert(squash(name), known(code));
        }
        abroad
    }

    /// By squashed name.
    pub fn country(&self, key: &str) -> Option<Country> {
        self.countries.get(key).copied()
    }

    /// In Italian, for an alpha-2 code.
    pub fn name(&self, code: &str) -> Option<&'static str> {
        self.names.get(code).copied()
    }

    /// The alpha-2 code for a code of two or three letters.
    pub fn code(&self, key: &str) -> Option<&'static str> {
        self.codes.get(key).copied()
    }

    pub fn is_state(&self, key: &str) -> bool {
        self.states.contains_key(key)
    }

    pub fn is_state_code(&self, key: &str) -> bool {
        self.states.get(key).copied().unwrap_or_default()
    }

    pub fn town(&self, key: &str) -> Option<Country> {
        self.towns.get(key).copied()
    }
}
