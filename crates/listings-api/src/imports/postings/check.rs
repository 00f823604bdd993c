//! From the words of a source to an offer that holds: what cannot be right leaves the record out, what is merely
//! unknown is left blank and noted.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use contract::{HiringOrganization, PostingAgency, Requirement};

use super::contract_words::numeral;
use super::source::{SourcePlace, SourcePosting};
use super::wording::{self, short_text, shorten};
use super::workplace::Workplace;
use super::{dates, offer, pay, place, terms, title, web_address};
use crate::hash::{base32, sha256};
use place_resolution::PlaceResolver;
use source_values::date::{Purpose, SourceDate};
use source_values::text;
use store::job_postings::{Facts, NewJobPosting};
use taxonomy::Taxonomy;
use taxonomy::fold::fold;

/// Most items of a list.
const LIST_ITEMS: usize = 30;

pub struct Checker {
    taxonomy: Arc<Taxonomy>,
    places: PlaceResolver,
    now: DateTime<Utc>,
    dates: dates::Reader,
}

impl Checker {
    pub fn new(taxonomy: Arc<Taxonomy>, now: DateTime<Utc>, has_relative_dates: bool) -> Self {
        let dates = dates::Reader { today: contract::deadline::rome_date(now), has_relative_dates };
        Self { places: PlaceResolver::new(Arc::clone(&taxonomy)), taxonomy, now, dates }
    }

    /// The offer, or why it is left out. `notes` takes what was not taken to the letter.
    pub fn check(&self, source: &SourcePosting, notes: &mut Vec<String>) -> Result<NewJobPosting, String> {
        if let Some(reason) = offer::reason_against(source) {
            return Err(reason);
        }
        notes.extend(source.notes.iter().cloned());
        let given_title = wording::title(source.title.as_deref(), notes)?;
        let description_html = wording::description(source.description.as_deref())?;
        let id = id(source, &given_title, notes);
        let employer = source.organization_name.as_deref().and_then(short_text);
        let posting_agency = agency(source, notes)?;
        if employer.is_none() && posting_agency.is_none() {
            // D.lgs. 276/2003, art. 9: no notice without a name behind it.
            let why = if source.is_confidential { ": the employer is kept secret" } else { "" };
            return Err(format!("neither an employer nor a posting agency is named{why}"));
        }
        let dates = self.dates(source, notes)?;
        let (employment_type, contract_term) = terms::employment(source, notes);
        let place = place::resolve(&self.places, source, notes);
        let workplace_type = match Workplace::of(source) {
            Workplace::OnSite if place.is_remote => Workplace::Remote.name(),
            workplace => workplace.name(),
        };
        let mut collective_agreement = terms::agreement(source, notes);
        let base_salary =
            pay::base_salary(source.pay.as_ref(), contract_term.as_ref(), &mut collective_agreement, notes);
        let base = source.base_url.as_deref();
        let hiring_organization = employer.map(|name| HiringOrganization {
            name,
            url: web_address::read(source.organization_url.as_deref(), base, "employer", notes),
        });
        let facts = Facts {
            excerpt: wording::excerpt(&text::of_description(&description_html)),
            title: given_title,
            hiring_organization,
            posting_agency,
            location_label: place.label,
            postal_code: postal_code(source.places.first()),
            base_salary,
            collective_agreement,
            employment_type,
            contract_term,
            shifts: terms::shifts(&source.shifts, notes),
            work_hours: source.work_hours.as_deref().and_then(short_text),
            total_job_openings: openings(source.total_job_openings.as_deref(), notes),
            date_posted: dates.posted,
            date_modified: dates.modified,
            valid_through: dates.valid_through,
            job_start_date: dates.start,
            description_html,
            requirements: requirements(&source.requirements),
            driving_licence: source.driving_licence.as_deref().and_then(short_text),
            needs_own_car: source.needs_own_car,
            job_benefits: source.job_benefits.iter().filter_map(|text| short_text(text)).take(LIST_ITEMS).collect(),
            reference: source.identifier.as_deref().and_then(short_text),
            apply_url: web_address::read(source.apply_url.as_deref(), base, "apply", notes),
        };
        let mut posting = NewJobPosting {
            id,
            state: state(source.status.as_deref(), notes),
            occupation: None,
            industry: self.industry(source.industry.as_deref(), notes),
            place: place.slug,
            workplace_type,
            facts,
        };
        title::read(&self.taxonomy, source, &mut posting, notes);
        Ok(posting)
    }

    fn dates(&self, source: &SourcePosting, notes: &mut Vec<String>) -> Result<Dates, String> {
        let posted = source.date_posted.as_deref().ok_or("no date posted")?;
        let posted = self.dates.read(posted, Purpose::Posted);
        let reason = posted.note.map(|note| format!("date posted: {note}"));
        let posted = posted.date.ok_or_else(|| reason.clone().unwrap_or_else(|| "no date posted".to_owned()))?.start();
        notes.extend(reason);
        // A bad one of these is noted and counts as not said.
        let mut read = |name: &str, text: &Option<String>, purpose| {
            let reading = self.dates.read(text.as_deref()?, purpose);
            notes.extend(reading.note.map(|note| format!("{name}: {note}")));
            reading.date
        };
        let modified = read("date modified", &source.date_modified, Purpose::Posted).map_or(posted, SourceDate::start);
        let valid_through = read("valid through", &source.valid_through, Purpose::Deadline).map(SourceDate::end);
        let start = read("job start date", &source.job_start_date, Purpose::Start).map(SourceDate::day);
        // It would stand first among the newest until its day comes.
        if posted.to_utc() > self.now + TimeDelta::days(1) {
            return Err("date posted is in the future".to_owned());
        }
        if let Some(end) = valid_through.filter(|end| *end < posted) {
            let (end, posted) = (end.date_naive(), posted.date_naive());
            return Err(format!("valid through is before date posted: {end} is before {posted}"));
        }
        Ok(Dates { posted, modified: modified.max(posted), valid_through, start })
    }

    fn industry(&self, named: Option<&str>, notes: &mut Vec<String>) -> Option<String> {
        let named = named?;
        let folded = fold(named);
        let found = self.taxonomy.industries.iter().find(|i| fold(&i.slug) == folded || fold(&i.label) == folded);
        if found.is_none() {
            notes.push(format!("unknown industry \"{}\" left blank", shorten(named, 60)));
        }
        found.map(|industry| industry.slug.clone())
    }
}

struct Dates {
    posted: DateTime<chrono::FixedOffset>,
    modified: DateTime<chrono::FixedOffset>,
    valid_through: Option<DateTime<chrono::FixedOffset>>,
    start: Option<NaiveDate>,
}

/// Stable across imports: from who gave the identifier, and the identifier. Without one, from what does not change
/// while the offer is the same.
pub fn id(source: &SourcePosting, title: &str, notes: &mut Vec<String>) -> String {
    let issuer = source.issuer.as_ref().or(source.agency_name.as_ref()).or(source.organization_name.as_ref());
    let issuer = issuer.map(String::as_str).unwrap_or_default();
    let digest = match source.identifier.as_deref().or(source.apply_url.as_deref()) {
        Some(identifier) => sha256([issuer.as_bytes(), identifier.as_bytes()]),
        None => {
            notes.push("no identifier: known by title, employer and place".to_owned());
            let locality = source.locality().unwrap_or_default();
            sha256([issuer.as_bytes(), title.as_bytes(), fold(locality).as_bytes()])
        }
    };
    base32(&digest, 12)
}

fn agency(source: &SourcePosting, notes: &mut Vec<String>) -> Result<Option<PostingAgency>, String> {
    let Some(name) = source.agency_name.as_deref().and_then(short_text) else { return Ok(None) };
    // D.lgs. 276/2003, art. 9: an agency's notice carries the number of its authorisation.
    let authorisation_number = source
        .agency_authorisation_number
        .as_deref()
        .and_then(short_text)
        .ok_or("the posting agency gives no authorisation number")?;
    let privacy_url = web_address::read(source.agency_privacy_url.as_deref(), None, "privacy", notes);
    Ok(Some(PostingAgency { name, authorisation_number, privacy_url }))
}

fn openings(text: Option<&str>, notes: &mut Vec<String>) -> u32 {
    let Some(text) = text else { return 1 };
    // "3.0" is how spreadsheets write three.
    let figure = text.strip_suffix(".0").or_else(|| text.strip_suffix(",0")).unwrap_or(text).parse::<u32>().ok();
    figure.or_else(|| numeral(&fold(text))).filter(|count| (1..=10_000).contains(count)).unwrap_or_else(|| {
        notes.push(format!("openings \"{}\": counted as 1", shorten(text, 40)));
        1
    })
}

fn requirements(given: &[Requirement]) -> Vec<Requirement> {
    let cleaned = given.iter().filter_map(|requirement| {
        Some(Requirement { text: short_text(&requirement.text)?, is_necessary: requirement.is_necessary })
    });
    cleaned.take(LIST_ITEMS).collect()
}

fn state(text: Option<&str>, notes: &mut Vec<String>) -> &'static str {
    match text {
        None | Some("open") => "open",
        Some("filled") => "filled",
        Some("withdrawn") => "withdrawn",
        Some(other) => {
            notes.push(format!("unknown status \"{}\": taken as open", shorten(other, 40)));
            "open"
        }
    }
}

fn postal_code(place: Option<&SourcePlace>) -> Option<String> {
    let is_code = |code: &&str| code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit());
    place?.postal_code.as_deref().map(str::trim).filter(is_code).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Shift;

    use taxonomy;
    use taxonomy::place_index::PlaceIndex;

    fn source() -> SourcePosting {
        let some = |text: &str| Some(text.to_owned());
        SourcePosting {
            identifier: some("A-1"),
            title: some("Cassiera o cassiere"),
            description: some("<p>Alla cassa.</p>"),
            date_posted: some("2026-11-20"),
            organization_name: some("Market S.r.l."),
            ..SourcePosting::default()
        }
    }

    #[allow(clippy::needless_pass_by_value, reason = "the callers have no other use for it")]
    fn check(source: SourcePosting) -> (Result<NewJobPosting, String>, Vec<String>) {
        let taxonomy = Taxonomy {
            places: PlaceIndex::new(taxonomy::embedded_places().unwrap()),
            occupations: taxonomy::embedded_occupations().unwrap(),
            industries: taxonomy::embedded_industries().unwrap(),
            ..Taxonomy::default()
        };
        let now = DateTime::parse_from_rfc3339("2026-11-23T10:00:00Z").unwrap().to_utc();
        let mut notes = Vec::new();
        (Checker::new(Arc::new(taxonomy), now, false).check(&source, &mut notes), notes)
    }

    #[test]
    fn the_least_that_is_an_offer_is_taken_without_a_note() {
        let (posting, notes) = check(source());
        let posting = posting.unwrap();
        assert_eq!(notes, Vec::<String>::new());
        assert_eq!((posting.state, posting.workplace_type, posting.facts.total_job_openings), ("open", "on_site", 1));
        assert_eq!(posting.facts.date_posted.to_rfc3339(), "2026-11-20T00:00:00+01:00");
        assert_eq!(posting.facts.valid_through, None);
    }

    #[test]
    fn what_cannot_be_right_leaves_the_record_out() {
        let with = |change: fn(&mut SourcePosting)| {
            let mut source = source();
            change(&mut source);
            check(source).0.unwrap_err()
        };
        assert_eq!(with(|s| s.title = None), "no title");
        assert_eq!(with(|s| s.description = None), "no description");
        assert_eq!(with(|s| s.date_posted = None), "no date posted");
        assert!(with(|s| s.date_posted = Some("2026-02-30".into())).contains("bad date"));
        assert!(with(|s| s.left_out = Some("internal".into())).contains("internal"));
        assert!(with(|s| s.title = Some("Candidatura spontanea".into())).contains("unsolicited"));
        assert!(with(|s| s.date_posted = Some("2027-02-01".into())).contains("future"));
        assert!(with(|s| s.valid_through = Some("2026-11-01".into())).contains("before"));
        assert!(with(|s| s.organization_name = None).contains("named"));
        assert!(with(|s| s.agency_name = Some("Agenzia".into())).contains("authorisation"));
    }

    #[test]
    fn what_is_merely_unknown_is_left_blank_and_noted() {
        let text = |text: &str| Some(text.to_owned());
        let (posting, notes) = check(SourcePosting {
            occupation: text("astronauta"),
            industry: text("spazio"),
            places: vec![SourcePlace::words("Atlantide")],
            apply_url: text("javascript:alert(1)"),
            status: text("perhaps"),
            contract_term: text("eternal"),
            shifts: vec!["day".into(), "lunar".into(), "day".into()],
            total_job_openings: text("-3"),
            ..source()
        });
        let posting = posting.unwrap();
        assert_eq!((posting.industry, posting.place, posting.facts.apply_url), (None, None, None));
        // The title names one that is known.
        assert_eq!(posting.occupation.as_deref(), Some("cassiere"));
        assert_eq!(posting.facts.location_label.as_deref(), Some("Atlantide"));
        assert_eq!(posting.facts.shifts, [Shift::Day]);
        assert_eq!(notes.len(), 8, "{notes:?}");
    }

    #[test]
    fn a_title_tells_the_role_and_fills_what_is_open() {
        let text = |text: &str| Some(text.to_owned());
        let (posting, notes) = check(SourcePosting {
            title: text("URGENTE!! ADDETTA/O VENDITE P.T. 24h (m/f) - Lodi (LO), rif. 12"),
            places: vec![SourcePlace::words("Lodi")],
            ..source()
        });
        let posting = posting.unwrap();
        assert_eq!(posting.facts.title, "Addetta/o vendite P.T. 24h");
        assert_eq!(posting.occupation.as_deref(), Some("addetto-vendite"));
        assert_eq!(posting.facts.employment_type, Some(contract::EmploymentType::PartTime));
        assert_eq!(posting.facts.work_hours.as_deref(), Some("24 ore a settimana"));
        assert_eq!(notes, Vec::<String>::new());
        // What the source says itself stays.
        let (posting, _) = check(SourcePosting {
            title: text("Autista pat. C/E notturno"),
            occupation: text("Magazziniere"),
            driving_licence: text("B"),
            shifts: vec!["day".into()],
            ..source()
        });
        let posting = posting.unwrap();
        assert_eq!(posting.occupation.as_deref(), Some("magazziniere"));
        assert_eq!((posting.facts.driving_licence.as_deref(), posting.facts.shifts), (Some("B"), vec![Shift::Day]));
    }

    #[test]
    fn a_role_comes_from_the_text_when_the_title_has_none() {
        let role = |title: &str, description: &str, occupation: Option<&str>| {
            check(SourcePosting {
                title: Some(title.to_owned()),
                description: Some(description.to_owned()),
                occupation: occupation.map(str::to_owned),
                ..source()
            })
            .0
            .unwrap()
            .occupation
        };
        let text =
            "<p>Per azienda cliente ricerchiamo <b>un saldatore a filo</b>.</p><p>Lavorerai con il magazziniere.</p>";
        assert_eq!(role("Nuova opportunità, Brescia", text, None).as_deref(), Some("saldatore"));
        assert_eq!(role("Responsabile di iniziative speciali", text, None), None);
        assert_eq!(role("Opportunità", "<p>Ambiente giovane.</p>", None), None);
        // The group of a URI has several roles; the title says which.
        let group = Some("http://data.europa.eu/esco/isco/C7231");
        assert_eq!(role("Meccanico moto", text, group).as_deref(), Some("meccanico-moto"));
        assert_eq!(role("Meccanico moto", text, Some("Officina")).as_deref(), Some("meccanico-moto"));
    }

    #[test]
    fn an_id_hangs_on_issuer_and_identifier_alone() {
        let id = |source| check(source).0.unwrap().id;
        let first = id(source());
        assert_eq!(first.len(), 12);
        assert_eq!(first, id(SourcePosting { title: Some("Altro".into()), ..source() }));
        assert_ne!(first, id(SourcePosting { identifier: Some("A-2".into()), ..source() }));
        assert_ne!(first, id(SourcePosting { organization_name: Some("Altra S.r.l.".into()), ..source() }));
        let without = SourcePosting { identifier: None, ..source() };
        assert_eq!(id(without.clone()), id(without));
    }
}
