//! A comune, as it is read and as it is written.

use anyhow::{Context, Result};
use serde::Serialize;

/// Comuni founded after the census, with the ones they were made of: their population is the sum, and people still
/// type the old names. Misiliscemi (2021) is not here: it left Trapani, so nothing can be summed.
pub const MERGED: &[(&str, &[&str])] = &[
    ("Moransengo-Tonengo", &["Moransengo", "Tonengo"]),
    ("Bardello con Malgesso e Bregano", &["Bardello", "Malgesso", "Bregano"]),
    ("Uggiate con Ronago", &["Uggiate-Trevano", "Ronago"]),
    ("Sovizzo", &["Sovizzo", "Gambugliano"]),
    ("Setteville", &["Quero Vas", "Alano di Piave"]),
    ("Santa Caterina d'Este", &["Carceri", "Vighizzolo d'Este"]),
];

#[derive(Serialize)]
pub struct Place {
    pub istat_code: String,
    pub slug: String,
    pub name: String,
    pub province: String,
    pub province_name: String,
    pub region: String,
    pub postal_codes: String,
    pub latitude: String,
    pub longitude: String,
    pub population: Option<u32>,
    pub alternate_names: String,
}

/// One line of ISTAT's list; the columns are found by position because their titles change with every edition.
pub struct Comune {
    pub code: String,
    pub name: String,
    pub foreign_names: Vec<String>,
    pub region: String,
    pub province_name: String,
    pub province: String,
    pub cadastral_code: String,
}

#[derive(Clone, Copy)]
pub struct Position {
    pub latitude: f64,
    pub longitude: f64,
}

impl Position {
    pub fn parse(latitude: &str, longitude: &str) -> Result<Self> {
        let number = |text: &str| text.trim().parse::<f64>().with_context(|| format!("coordinate {text:?}"));
        Ok(Self { latitude: number(latitude)?, longitude: number(longitude)? })
    }

    pub fn km_to(self, other: Self) -> f64 {
        let (from, to) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half_width = ((other.longitude - self.longitude).to_radians() / 2.0).sin();
        let half_height = ((to - from) / 2.0).sin();
        let chord = half_height * half_height + from.cos() * to.cos() * half_width * half_width;
        2.0 * 6371.0 * chord.sqrt().asin()
    }
}
