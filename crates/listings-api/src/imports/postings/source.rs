use contract::Requirement;

/// An offer in the words of its source, before anything is checked.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct SourcePosting {
    pub identifier: Option<String>,
    /// The issuer of the identifier.
    pub issuer: Option<String>,
    pub title: Option<String>,
    pub description: Option<String>,
    pub date_posted: Option<String>,
    pub date_modified: Option<String>,
    pub valid_through: Option<String>,
    pub job_start_date: Option<String>,
    pub employment_types: Vec<String>,
    pub contract_term: Option<String>,
    pub contract_months: Option<String>,
    pub shifts: Vec<String>,
    pub work_hours: Option<String>,
    pub organization_name: Option<String>,
    pub organization_url: Option<String>,
    pub agency_name: Option<String>,
    pub agency_authorisation_number: Option<String>,
    pub agency_privacy_url: Option<String>,
    pub industry: Option<String>,
    pub occupation: Option<String>,
    pub locality: Option<String>,
    pub region: Option<String>,
    pub postal_code: Option<String>,
    pub country: Option<String>,
    pub is_remote: bool,
    pub is_hybrid: bool,
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
    pub status: Option<String>,
}

/// Pay in the words of its source.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct SourcePay {
    pub min: Option<String>,
    pub max: Option<String>,
    pub currency: Option<String>,
    pub per: Option<String>,
}

impl SourcePosting {
    /// What people know the record by.
    pub fn shown_name(&self) -> String {
        self.identifier.clone().or_else(|| self.title.clone()).unwrap_or_default()
    }
}
