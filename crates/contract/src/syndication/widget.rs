//! The offers that partners put into their pages: the attributes of `<bacheca-offerte>`, which are the parameters of
//! its frame and of the page that builds the snippet.

use crate::open_enum::open_enum;
use crate::{Colour, JobSearch, JobSort, Language, PartnerId, SearchArea, Shift, job_search};

/// Number of offers by default.
pub const DEFAULT_LIMIT: u16 = 5;
/// Maximum number of offers in one widget.
pub const MAX_LIMIT: u16 = 10;
/// Maximum length of a role, place or sector, in characters.
const MAX_CHARACTERS: usize = 80;
/// Maximum number of sectors or shifts.
const MAX_VALUES: usize = 10;

/// Heights in CSS pixels at the usual font size. They do not depend on the width, so that a page may reserve the space
/// before anything has arrived. `src/embed/frame.css` and the loader have the same numbers; a browser test compares.
pub const HEAD_PX: u16 = 76;
pub const NOTICE_PX: u16 = 176;
pub const FOOT_PX: u16 = 68;

/// The attributes, in the order they are written.
pub const ATTRIBUTES: [&str; 10] =
    ["ruolo", "luogo", "raggio", "settore", "turno", "limite", "tema", "colore", "lingua", "partner"];

open_enum! {
    /// The colours of the page around it.
    WidgetTheme {
        /// Follows the visitor's system.
        Auto = "auto",
        Light = "chiaro",
        Dark = "scuro",
    }
}

/// What to show and how. The defaults are what a bare `<bacheca-offerte>` shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Widget {
    /// Slug or name of an occupation, as the partner wrote it.
    pub occupation: Option<String>,
    /// Slug, name or CAP of a comune, as the partner wrote it.
    pub place: Option<String>,
    /// 1 to [`job_search::MAX_RADIUS_KM`].
    pub radius_km: u16,
    /// Slugs or names of industries, as the partner wrote them.
    pub industry: Vec<String>,
    pub shift: Vec<Shift>,
    /// 1 to [`MAX_LIMIT`].
    pub limit: u16,
    pub theme: WidgetTheme,
    pub colour: Option<Colour>,
    pub language: Language,
    pub partner: Option<PartnerId>,
}

impl Default for Widget {
    fn default() -> Self {
        Self {
            occupation: None,
            place: None,
            radius_km: job_search::DEFAULT_RADIUS_KM,
            industry: Vec::new(),
            shift: Vec::new(),
            limit: DEFAULT_LIMIT,
            theme: WidgetTheme::Auto,
            colour: None,
            language: Language::Italian,
            partner: None,
        }
    }
}

/// An attribute that was ignored or changed: a sentence for the partner's console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WidgetFault {
    /// At most 40 characters of its name.
    pub attribute: String,
    pub message: String,
}

impl Widget {
    /// Reads the attributes. A widget on somebody's page must show something whatever is written there: invalid values
    /// are ignored or brought into range, and reported.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Vec<WidgetFault>) {
        let mut widget = Self::default();
        let mut faults = Faults::default();
        for (name, value) in pairs {
            let value = value.trim();
            if !value.is_empty() {
                widget.read(name, value, &mut faults);
            }
        }
        (widget, faults.0)
    }

    /// Reads a query string, with or without its `?`.
    pub fn from_query(query: &str) -> (Self, Vec<WidgetFault>) {
        let pairs: Vec<_> = form_urlencoded::parse(query.trim_start_matches('?').as_bytes()).collect();
        Self::from_pairs(pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref())))
    }

    fn read(&mut self, name: &str, value: &str, faults: &mut Faults) {
        match name {
            "ruolo" => self.occupation = faults.text(name, value),
            "luogo" => self.place = faults.text(name, value),
            "raggio" => {
                self.radius_km = faults.ranged(name, value, job_search::MAX_RADIUS_KM, job_search::DEFAULT_RADIUS_KM);
            }
            "settore" => self.industry = list(value).filter_map(|value| faults.text(name, value)).collect(),
            "turno" => {
                self.shift.clear();
                for value in list(value) {
                    match shift(value) {
                        Some(shift) if self.shift.contains(&shift) => {}
                        Some(shift) => job_search::toggle(&mut self.shift, shift),
                        None => {
                            faults.add(name, "non è un turno: feriali, fine-settimana, giorno, sera, notte, rotazione");
                        }
                    }
                }
            }
            "limite" => self.limit = faults.ranged(name, value, MAX_LIMIT, DEFAULT_LIMIT),
            "tema" => match WidgetTheme::parse_known(value) {
                Some(theme) => self.theme = theme,
                None => faults.add(name, "auto, chiaro o scuro"),
            },
            "colore" => match Colour::parse(value) {
                Some(colour) => self.colour = Some(colour),
                None => faults.add(name, "si scrive #0a5c50 o #abc"),
            },
            "lingua" => match Language::parse_known(value) {
                Some(language) => self.language = language,
                None => faults.add(name, "it o en"),
            },
            "partner" => match PartnerId::parse(value) {
                Some(partner) => self.partner = Some(partner),
                None => faults.add(name, "da 2 a 40 lettere minuscole, cifre e trattini"),
            },
            _ => faults.add(name, "non è un attributo di bacheca-offerte"),
        }
    }

    /// The attributes that are not at their default, in a fixed order.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut push = |name: &'static str, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        push("ruolo", self.occupation.clone());
        push("luogo", self.place.clone());
        push("raggio", (self.radius_km != job_search::DEFAULT_RADIUS_KM).then(|| self.radius_km.to_string()));
        push("settore", (!self.industry.is_empty()).then(|| self.industry.join(",")));
        let shifts: Vec<_> = self.shift.iter().map(shift_word).collect();
        push("turno", (!shifts.is_empty()).then(|| shifts.join(",")));
        push("limite", (self.limit != DEFAULT_LIMIT).then(|| self.limit.to_string()));
        push("tema", (self.theme != WidgetTheme::Auto).then(|| self.theme.to_string()));
        push("colore", self.colour.map(|colour| colour.to_string()));
        push("lingua", (self.language != Language::Italian).then(|| self.language.to_string()));
        push("partner", self.partner.as_ref().map(ToString::to_string));
        pairs
    }

    /// The query string without `?`; empty for the defaults.
    pub fn to_query(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(self.to_pairs()).finish()
    }

    /// The height when there are as many offers as asked for, in CSS pixels.
    pub fn height_px(&self) -> u16 {
        HEAD_PX + self.limit * NOTICE_PX + FOOT_PX
    }

    /// The search that it shows. Takes the slugs that its words were resolved to: occupation, place, industries.
    pub fn search(&self, occupation: Option<String>, place: Option<String>, industry: Vec<String>) -> JobSearch {
        let area = place.map(|place| SearchArea::Place { place, radius_km: self.radius_km });
        JobSearch {
            occupation,
            industry,
            // The newest first, wherever they are: nobody looks twice at a list that never changes.
            sort: Some(JobSort::Newest),
            area,
            shift: self.shift.clone(),
            limit: Some(self.limit),
            ..JobSearch::default()
        }
    }
}

/// The values of an attribute that takes several: separated by commas, because names contain spaces.
fn list(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|value| !value.is_empty()).take(MAX_VALUES)
}

/// A shift by its Italian word, or by its name on the wire.
fn shift(text: &str) -> Option<Shift> {
    let text = text.to_lowercase();
    let known = Shift::KNOWN.iter().find(|shift| shift_word(shift) == text);
    known.cloned().or_else(|| Shift::parse_known(&text))
}

fn shift_word(shift: &Shift) -> &str {
    match shift {
        Shift::Weekday => "feriali",
        Shift::Weekend => "fine-settimana",
        Shift::Day => "giorno",
        Shift::Evening => "sera",
        Shift::Night => "notte",
        Shift::Rotating => "rotazione",
        Shift::Other(text) => text,
    }
}

#[derive(Default)]
struct Faults(Vec<WidgetFault>);

impl Faults {
    fn add(&mut self, attribute: &str, message: &str) {
        // Three hundred invalid parameters must not fill the console.
        if self.0.len() < 20 {
            self.0.push(WidgetFault { attribute: attribute.chars().take(40).collect(), message: message.to_owned() });
        }
    }

    fn text(&mut self, name: &str, value: &str) -> Option<String> {
        if value.chars().nth(MAX_CHARACTERS).is_some() {
            self.add(name, "al massimo 80 caratteri");
            return None;
        }
        Some(value.to_owned())
    }

    /// A whole number from 1 to `most`; a larger one is `most`, anything else `otherwise`.
    fn ranged(&mut self, name: &str, value: &str, most: u16, otherwise: u16) -> u16 {
        let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        let number = if is_number { value.parse::<u16>().unwrap_or(u16::MAX) } else { 0 };
        if (1..=most).contains(&number) {
            return number;
        }
        let taken = if number > most { most } else { otherwise };
        self.add(name, &format!("un numero da 1 a {most}; vale {taken}"));
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn faulty(query: &str) -> (Widget, Vec<String>) {
        let (widget, faults) = Widget::from_query(query);
        (widget, faults.into_iter().map(|fault| fault.attribute).collect())
    }

    #[test]
    fn what_is_written_comes_back() {
        let query = "ruolo=magazziniere&luogo=Milano&raggio=50&settore=commercio%2Clogistica&turno=sera%2Cnotte&limite=3\
            &tema=scuro&colore=%230a5c50&lingua=en&partner=comune-di-lodi";
        let (widget, faults) = Widget::from_query(query);
        assert_eq!(faults, []);
        assert_eq!(widget.to_query(), query);
        assert_eq!(Widget::default().to_query(), "");
    }

    #[test]
    fn what_does_not_hold_is_named_and_does_no_harm() {
        let (widget, faults) = faulty("raggio=-5&limite=9999&colore=red%3B%7D&tema=rosa&lingua=fr&turno=mai,notte&x=1");
        assert_eq!(faults, ["raggio", "limite", "colore", "tema", "lingua", "turno", "x"]);
        assert_eq!((widget.radius_km, widget.limit, widget.colour), (30, MAX_LIMIT, None));
        assert_eq!((widget.theme, widget.shift), (WidgetTheme::Auto, vec![Shift::Night]));
        let (widget, faults) = faulty(&format!("partner={}&ruolo={}", "a".repeat(10_000), "b".repeat(81)));
        assert_eq!((faults.len(), widget.partner, widget.occupation), (2, None, None));
        assert_eq!(faulty("raggio=1e9&limite=0").1, ["raggio", "limite"]);
    }

    #[test]
    fn shifts_go_by_either_name() {
        assert_eq!(faulty("turno=Notte, weekend,night").0.shift, [Shift::Weekend, Shift::Night]);
    }

    proptest! {
        #[test]
        fn anything_gives_a_widget_within_its_bounds(query in ".{0,300}") {
            let (widget, faults) = Widget::from_query(&query);
            prop_assert!((1..=MAX_LIMIT).contains(&widget.limit));
            prop_assert!((1..=job_search::MAX_RADIUS_KM).contains(&widget.radius_km));
            prop_assert!(faults.len() <= 20);
            let again = Widget::from_query(&widget.to_query());
            prop_assert_eq!(again, (widget, Vec::new()));
        }
    }
}
