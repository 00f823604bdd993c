//! What a title says of an offer: the role, when the source names none that we know, and facts that it leaves open.

use std::sync::LazyLock;

use contract::{ContractTerm, EmploymentType, Requirement};
use role_recognition::{Place, Recogniser, TitleFacts};

use super::source::SourcePosting;
use super::wording::shorten;
use source_values::text;
use store::job_postings::{Facts, NewJobPosting};
use taxonomy::Taxonomy;
use taxonomy::fold::fold;

const LAW_68: &str = "Iscrizione al collocamento mirato (legge 68/1999)";
const CQC: &str = "CQC (carta di qualificazione del conducente)";

/// Built once; the files it reads are part of the program, and a test reads them.
static RECOGNISER: LazyLock<Option<Recogniser>> = LazyLock::new(|| {
    let built = Recogniser::embedded();
    built.inspect_err(|error| tracing::error!(%error, "names of occupations cannot be read: none is recognised")).ok()
});

/// Sets the role, fills from the title what the source left open, and shows the title without what does not belong in it.
pub fn read(taxonomy: &Taxonomy, source: &SourcePosting, posting: &mut NewJobPosting, notes: &mut Vec<String>) {
    let title = std::mem::take(&mut posting.facts.title);
    posting.occupation = occupation(taxonomy, source.occupation.as_deref(), &title, &posting.facts, notes);
    let said = role_recognition::read_facts(&title);
    if posting.workplace_type == "on_site" {
        posting.workplace_type = match (said.is_remote, said.is_hybrid) {
            (true, _) => "remote",
            (false, true) => "hybrid",
            (false, false) => "on_site",
        };
    }
    fill(&mut posting.facts, said, notes);
    let comune = posting.place.as_deref().and_then(|slug| taxonomy.places.find(slug));
    let place = Place {
        name: comune.map_or("", |place| &place.name),
        province: comune.map_or("", |place| &place.province),
        region: comune.map_or("", |place| &place.region),
        locality: source.locality().unwrap_or_default(),
    };
    posting.facts.title = role_recognition::clean(&title, place);
}

/// The one that the source names, by slug, name or ESCO concept; or else the one that the title or the text means.
fn occupation(
    taxonomy: &Taxonomy,
    named: Option<&str>,
    title: &str,
    facts: &Facts,
    notes: &mut Vec<String>,
) -> Option<String> {
    let recogniser = RECOGNISER.as_ref();
    let known = |slug: &str| taxonomy.occupation(slug).map(|occupation| occupation.slug.clone());
    let meant = || known(recogniser?.classify(title, &text::lines_of_description(&facts.description_html))?);
    let Some(named) = named else { return meant() };
    let by_slug = known(named).or_else(|| known(&fold(named).replace(' ', "-")));
    if let Some(found) = by_slug.or_else(|| known(recogniser?.named(named)?)) {
        return Some(found);
    }
    let meant = meant();
    // Many occupations share a group of ISCO-08, which is what their URI names: the title tells which of them.
    let mut same_group = taxonomy.occupations.iter().filter(|other| other.esco_uri.as_deref() == Some(named));
    let is_of_group = |slug: &String| same_group.clone().any(|other| other.slug == *slug);
    if let Some(found) = meant.as_ref().filter(|slug| is_of_group(slug)) {
        return Some(found.clone());
    }
    if let (Some(only), None) = (same_group.next(), same_group.next()) {
        return Some(only.slug.clone());
    }
    let shown = shorten(named, 60);
    notes.push(match &meant {
        Some(slug) => format!("unknown occupation \"{shown}\": taken from title or text as {slug}"),
        None => format!("unknown occupation \"{shown}\" left blank"),
    });
    meant
}

/// The source's own fields are never overridden.
fn fill(facts: &mut Facts, said: TitleFacts, notes: &mut Vec<String>) {
    if facts.employment_type.is_none() && said.employment_type.is_some() {
        if said.is_employment_inferred && said.employment_type == Some(EmploymentType::PartTime) {
            notes.push("part time: follows from the hours in the title".to_owned());
        }
        facts.employment_type = said.employment_type;
    }
    if let (None, Some(kind)) = (&facts.contract_term, said.contract_term) {
        if said.is_term_inferred {
            notes.push("seasonal: follows from the harvest in the title".to_owned());
        }
        facts.contract_term = Some(ContractTerm { kind, months: None });
    }
    if facts.shifts.is_empty() {
        facts.shifts = said.shifts;
    }
    if facts.work_hours.is_none() {
        let weekly = said.weekly_hours.map(|hours| format!("{hours} ore a settimana"));
        let parts: Vec<String> = weekly.into_iter().chain(said.daily_hours).collect();
        facts.work_hours = Some(parts.join(", ")).filter(|text| !text.is_empty());
    }
    if facts.driving_licence.is_none() {
        facts.driving_licence = said.driving_licence;
    }
    let mut require = |text: &str, known_by: &[&str]| {
        let is_known = facts.requirements.iter().any(|requirement| {
            let given = fold(&requirement.text);
            known_by.iter().any(|words| given.contains(words))
        });
        if !is_known {
            facts.requirements.push(Requirement { text: text.to_owned(), is_necessary: true });
        }
    };
    if said.is_reserved_by_law_68 {
        require(LAW_68, &["68 1999", "68 99", "categorie protette", "collocamento mirato"]);
    }
    if said.needs_cqc {
        require(CQC, &["cqc"]);
    }
    if said.is_no_vacancy {
        notes.push("the title asks for unsolicited applications".to_owned());
    }
}
