use crate::open_enum::open_enum;
use serde::{Deserialize, Serialize};

open_enum! {
    /// The unit a pay figure is for (schema.org `unitText`).
    SalaryPeriod {
        Hour = "HOUR",
        Day = "DAY",
        Week = "WEEK",
        Month = "MONTH",
        Year = "YEAR",
    }
}

/// Gross initial pay or its range, as Directive (EU) 2023/970, article 5, asks of a notice.
/// Integer minor units (cents), never floats. At least one bound is present; `min_minor <= max_minor`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BaseSalary {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_minor: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_minor: Option<u64>,
    /// ISO 4217.
    pub currency: String,
    pub per: SalaryPeriod,
}

/// The national collective agreement (CCNL) that the pay and the rest of the terms come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CollectiveAgreement {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// How many times a year the month's pay is paid: 12, 13 or 14 in practice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instalments: Option<u8>,
}
