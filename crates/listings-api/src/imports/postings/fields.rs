//! Fields by name, for sources that are tables or are described by a mapping: ours in snake_case, as docs/imports.md lists them.

use contract::Requirement;

use super::source::{SourcePay, SourcePlace, SourcePosting};

/// All fields there are.
pub const NAMES: &[&str] = &[
    "identifier", "identifier_issuer", "title", "description", "language", "date_posted", "date_modified",
    "valid_through", "job_start_date", "employment_type", "contract", "contract_term", "contract_months", "shifts",
    "work_hours", "hiring_organization", "hiring_organization_url", "posting_agency",
    "posting_agency_authorisation_number", "posting_agency_privacy_url", "industry", "occupation", "address_locality",
    "address_region", "postal_code", "address_country", "street_address", "workplace_type", "base_salary",
    "base_salary_min", "base_salary_max", "base_salary_currency", "base_salary_per", "collective_agreement",
    "collective_agreement_level", "collective_agreement_instalments", "total_job_openings", "requirements",
    "welcome_requirements", "driving_licence", "needs_own_car", "job_benefits", "apply_url", "status",
];

/// The values of a record. A field may have several; the first counts where one is wanted.
#[derive(Debug, Default, Clone)]
pub struct Fields(Vec<(&'static str, String)>);

/// The name as it is listed.
pub fn known(name: &str) -> Option<&'static str> {
    NAMES.iter().find(|known| known.eq_ignore_ascii_case(name)).copied()
}

impl Fields {
    /// Blank counts as absent.
    pub fn add(&mut self, name: &'static str, value: &str) {
        let value = value.trim();
        if !value.is_empty() {
            self.0.push((name, value.to_owned()));
        }
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    fn text(&self, name: &str) -> Option<String> {
        self.all(name).next().map(str::to_owned)
    }

    /// Values in one cell are separated by bars or lines.
    fn list(&self, name: &str) -> Vec<String> {
        let items = self.all(name).flat_map(|value| value.split(['|', '\n']));
        items.map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
    }

    fn is_true(&self, name: &str) -> bool {
        self.text(name).is_some_and(|cell| {
            matches!(cell.to_lowercase().as_str(), "true" | "1" | "yes" | "si" | "sì" | "x" | "vero")
        })
    }

    fn date(&self, name: &str) -> Option<String> {
        self.text(name)
    }

    pub fn into_posting(self) -> SourcePosting {
        let requirements =
            |name, is_necessary| self.list(name).into_iter().map(move |text| Requirement { text, is_necessary });
        let pay = SourcePay {
            min: self.text("base_salary_min"),
            max: self.text("base_salary_max"),
            currency: self.text("base_salary_currency"),
            per: self.text("base_salary_per"),
            words: self.text("base_salary"),
        };
        // Of our own words there is one; others are free.
        let workplace = self.text("workplace_type").unwrap_or_default();
        let (is_remote, is_hybrid) =
            (workplace.eq_ignore_ascii_case("remote"), workplace.eq_ignore_ascii_case("hybrid"));
        SourcePosting {
            identifier: self.text("identifier"),
            issuer: self.text("identifier_issuer"),
            title: self.text("title"),
            description: self.text("description"),
            language: self.text("language"),
            date_posted: self.date("date_posted"),
            date_modified: self.date("date_modified"),
            valid_through: self.date("valid_through"),
            job_start_date: self.date("job_start_date"),
            employment_types: self.list("employment_type"),
            contract_words: self.all("contract").map(str::to_owned).collect(),
            contract_term: self.text("contract_term"),
            contract_months: self.text("contract_months"),
            shifts: self.list("shifts"),
            work_hours: self.text("work_hours"),
            organization_name: self.text("hiring_organization"),
            organization_url: self.text("hiring_organization_url"),
            agency_name: self.text("posting_agency"),
            agency_authorisation_number: self.text("posting_agency_authorisation_number"),
            agency_privacy_url: self.text("posting_agency_privacy_url"),
            industry: self.text("industry"),
            occupation: self.text("occupation"),
            places: self.places(),
            is_remote,
            is_hybrid,
            workplace_words: if is_remote || is_hybrid {
                Vec::new()
            } else {
                self.all("workplace_type").map(str::to_owned).collect()
            },
            pay: pay.some(),
            agreement_name: self.text("collective_agreement"),
            agreement_level: self.text("collective_agreement_level"),
            agreement_instalments: self.text("collective_agreement_instalments"),
            total_job_openings: self.text("total_job_openings"),
            requirements: requirements("requirements", true)
                .chain(requirements("welcome_requirements", false))
                .collect(),
            driving_licence: self.text("driving_licence"),
            needs_own_car: self.is_true("needs_own_car"),
            job_benefits: self.list("job_benefits"),
            apply_url: self.text("apply_url"),
            status: self.text("status"),
            ..SourcePosting::default()
        }
    }

    /// The hints of a row are those of its first place; more places are names alone.
    fn places(&self) -> Vec<SourcePlace> {
        let mut names = self.list("address_locality").into_iter();
        let first = SourcePlace {
            locality: names.next(),
            region: self.text("address_region"),
            postal_code: self.text("postal_code"),
            country: self.text("address_country"),
            street: self.text("street_address"),
        };
        let first = (!first.is_empty()).then_some(first);
        first.into_iter().chain(names.map(SourcePlace::words)).collect()
    }
}
