//! The employer or agency of a feed that names none. Whoever starts the import gives it, for all offers of the feed.

use super::source::SourcePosting;
use taxonomy::fold::fold;

/// Stands in place of an authorisation: who publishes by law needs none.
const PUBLIC_SERVICE: &str = "Servizio pubblico per l'impiego (d.lgs. 150/2015)";

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// The employer of offers that name none.
    pub employer: Option<String>,
    pub agency: Option<GivenAgency>,
    /// A public employment service, which speaks for employers that it does not name.
    pub public_service: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GivenAgency {
    pub name: String,
    pub authorisation_number: Option<String>,
    pub privacy_url: Option<String>,
}

impl Given {
    /// What is not said here is said there.
    pub fn or(self, other: Self) -> Self {
        Self {
            employer: self.employer.or(other.employer),
            agency: self.agency.or(other.agency),
            public_service: self.public_service.or(other.public_service),
        }
    }

    pub fn complete(&self, posting: &mut SourcePosting) {
        if posting.organization_name.as_deref().is_some_and(is_confidential) {
            posting.organization_name = None;
            posting.is_confidential = true;
        }
        if let Some(agency) = &self.agency {
            // Agencies often name themselves as the employer; the client stays unnamed.
            if posting.organization_name.as_deref().is_some_and(|name| is_same_company(name, &agency.name)) {
                posting.organization_name = None;
                posting.organization_url = None;
                posting.is_confidential = true;
            }
            if posting.agency_name.as_deref().is_none_or(|name| is_same_company(name, &agency.name)) {
                posting.agency_name = Some(agency.name.clone());
                let number = agency.authorisation_number.clone();
                posting.agency_authorisation_number = posting.agency_authorisation_number.take().or(number);
                posting.agency_privacy_url = posting.agency_privacy_url.take().or_else(|| agency.privacy_url.clone());
            }
        } else if let Some(service) = &self.public_service
            && posting.organization_name.is_none()
            && posting.agency_name.is_none()
        {
            posting.agency_name = Some(service.clone());
            posting.agency_authorisation_number = Some(PUBLIC_SERVICE.to_owned());
        }
        if posting.organization_name.is_none() && !posting.is_confidential && posting.agency_name.is_none() {
            posting.organization_name.clone_from(&self.employer);
        }
    }
}

/// Words that stand where a name should, for an employer that is kept secret.
fn is_confidential(name: &str) -> bool {
    let name = fold(name);
    let words =
        ["confidential", "riservato", "riservata", "riservati", "anonimo", "anonima", "vertraulich", "anonymous"];
    let before =
        ["", "azienda ", "societa ", "cliente ", "ditta ", "impresa ", "nome ", "datore di lavoro ", "company "];
    let is_secret =
        |text: &str| words.contains(&text) || text == "confidential company" || text == "company confidential";
    let is_blank = ["nd", "n d", "na", "n a", "non disponibile", "non specificato", "non specificata", "none", "null"];
    is_secret(&name)
        || before.iter().filter_map(|before| name.strip_prefix(before)).any(is_secret)
        || is_blank.contains(&name.as_str())
}

/// Whether two names are one company, whatever its legal form.
fn is_same_company(a: &str, b: &str) -> bool {
    let bare = |name: &str| {
        let mut name = format!(" {} ", fold(name));
        for form in [
            " s p a ", " spa ", " s r l ", " srl ", " s r l s ", " srls ", " s n c ", " snc ", " s c a r l ",
            " filiale di ",
        ] {
            if let Some((before, _)) = name.clone().split_once(form) {
                before.clone_into(&mut name);
                name.push(' ');
            }
        }
        name.trim().to_owned()
    };
    let (a, b) = (bare(a), bare(b));
    !a.is_empty() && a == b
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> SourcePosting {
        SourcePosting { organization_name: Some(name.to_owned()), ..SourcePosting::default() }
    }

    #[test]
    fn an_agency_that_calls_itself_the_employer_is_the_agency() {
        let agency = GivenAgency {
            name: "Agenzia Sole S.p.A.".into(),
            authorisation_number: Some("1".into()),
            privacy_url: None,
        };
        let given = Given { agency: Some(agency), ..Given::default() };
        for (name, employer) in
            [("AGENZIA SOLE", None), ("Agenzia Sole SpA", None), ("Officine Luna", Some("Officine Luna"))]
        {
            let mut posting = named(name);
            given.complete(&mut posting);
            assert_eq!(posting.organization_name.as_deref(), employer, "{name}");
            assert_eq!(posting.agency_name.as_deref(), Some("Agenzia Sole S.p.A."));
            assert_eq!(posting.agency_authorisation_number.as_deref(), Some("1"));
        }
    }

    #[test]
    fn a_secret_employer_is_not_replaced_by_the_one_given() {
        let given = Given { employer: Some("Officine".into()), ..Given::default() };
        for name in ["RISERVATO", "Azienda riservata", "Confidential", "n.d."] {
            let mut posting = named(name);
            given.complete(&mut posting);
            assert_eq!((posting.organization_name, posting.is_confidential), (None, true), "{name}");
        }
        let mut posting = SourcePosting::default();
        given.complete(&mut posting);
        assert_eq!(posting.organization_name.as_deref(), Some("Officine"));
        let mut posting = named("Azienda Agricola Riservati");
        given.complete(&mut posting);
        assert_eq!(posting.organization_name.as_deref(), Some("Azienda Agricola Riservati"));
    }

    #[test]
    fn a_public_service_stands_behind_employers_it_does_not_name() {
        let given = Given { public_service: Some("Centro per l'impiego".into()), ..Given::default() };
        let mut posting = named("Azienda riservata");
        given.complete(&mut posting);
        assert_eq!(posting.agency_name.as_deref(), Some("Centro per l'impiego"));
        assert!(posting.agency_authorisation_number.is_some());
        let mut posting = named("Cartiera");
        given.complete(&mut posting);
        assert_eq!((posting.organization_name.as_deref(), posting.agency_name), (Some("Cartiera"), None));
    }
}
