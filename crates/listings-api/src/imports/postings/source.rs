use contract::Requirement;

/// An offer in the words of its source, before anything is checked.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct SourcePosting {
    pub identifier: Option<String>,
    /// The issuer of the identifier.
    pub issuer: Option<String>,
    pub title: Option<String>,
    pub description: Option<String>,
    /// As the source names it: `it`, `it-IT`, `Italian`.
    pub language: Option<String>,
    pub date_posted: Option<String>,
    pub date_modified: Option<String>,
    pub valid_through: Option<String>,
    pub job_start_date: Option<String>,
    /// One word each, as schema.org has them.
    pub employment_types: Vec<String>,
    /// Free words about hours and contract, several things in one text: "Tempo determinato 6 mesi - Part time".
    pub contract_words: Vec<String>,
    pub contract_term: Option<String>,
    pub contract_months: Option<String>,
    pub shifts: Vec<String>,
    pub work_hours: Option<String>,
    pub organization_name: Option<String>,
    pub organization_url: Option<String>,
    /// The source keeps the employer's name to itself.
    pub is_confidential: bool,
    pub agency_name: Option<String>,
    pub agency_authorisation_number: Option<String>,
    pub agency_privacy_url: Option<String>,
    pub industry: Option<String>,
    pub occupation: Option<String>,
    /// All of them, the most important first.
    pub places: Vec<SourcePlace>,
    pub is_remote: bool,
    pub is_hybrid: bool,
    /// Free words about where one works: "ibrido", "in sede", "3 giorni in smart working".
    pub workplace_words: Vec<String>,
    pub pay: Option<SourcePay>,
    pub agreement_name: Option<String>,
    pub agreement_level: Option<String>,
    pub agreement_instalments: Option<String>,
    pub total_job_openings: Option<String>,
    pub requirements: Vec<Requirement>,
    pub driving_licence: Option<String>,
    pub needs_own_car: bool,
    pub job_benefits: Vec<String>,
    pub apply_url: Option<String>,
    /// The page that relative addresses of the record count from.
    pub base_url: Option<String>,
    pub status: Option<String>,
    /// Why the source itself says that this is no offer for the public.
    pub left_out: Option<String>,
    /// What was odd about the record and is not left out for it.
    pub notes: Vec<String>,
}

/// A place in the words of its source.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct SourcePlace {
    /// A town, or all that the source says on one line: "Cittadella, PD, Italia".
    pub locality: Option<String>,
    pub region: Option<String>,
    pub postal_code: Option<String>,
    /// A code or a name, in any language.
    pub country: Option<String>,
    pub street: Option<String>,
}

/// Pay in the words of its source.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct SourcePay {
    /// Figures in whole units of the currency.
    pub min: Option<String>,
    pub max: Option<String>,
    pub currency: Option<String>,
    /// The period in any words: `MONTH`, "RAL", "mensile", "per-hour-wage".
    pub per: Option<String>,
    /// Free text: all there is ("8,91 euro lordi orari"), or what stands beside the figures ("Per 13 mensilità").
    pub words: Option<String>,
}

impl SourcePosting {
    /// What people know the record by.
    pub fn shown_name(&self) -> String {
        self.identifier.clone().or_else(|| self.title.clone()).unwrap_or_default()
    }

    pub fn locality(&self) -> Option<&str> {
        self.places.first()?.locality.as_deref()
    }
}

impl SourcePlace {
    /// A place that is one line of text.
    pub fn words(text: impl Into<String>) -> Self {
        Self { locality: Some(text.into()), ..Self::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.locality.is_none() && self.region.is_none() && self.postal_code.is_none()
    }
}

impl SourcePay {
    /// `None` where nothing is said but a currency or a period.
    pub fn some(self) -> Option<Self> {
        (self.min.is_some() || self.max.is_some() || self.words.is_some()).then_some(self)
    }
}
