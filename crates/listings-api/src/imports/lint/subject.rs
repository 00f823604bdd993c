use contract::BaseSalary;

/// An offer as its source words it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Subject<'a> {
    pub title: &'a str,
    /// Plain text, a line for each block.
    pub text: &'a str,
    pub pay: Option<&'a BaseSalary>,
    pub employer: Option<&'a str>,
    pub agency: Option<&'a str>,
    pub agency_authorisation: Option<&'a str>,
    pub agreement: Option<&'a str>,
    pub agreement_level: Option<&'a str>,
    pub instalments: Option<u8>,
    pub weekly_hours: Option<u8>,
    pub is_part_time: bool,
    /// Up to an age by law.
    pub is_apprenticeship: bool,
    pub apply_url: Option<&'a str>,
}
