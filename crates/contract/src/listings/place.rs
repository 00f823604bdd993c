use serde::{Deserialize, Serialize};

/// A comune of Italy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Place {
    /// `milano-mi`: name and sigla, unique, used in URLs.
    pub slug: String,
    pub name: String,
    /// Two-letter sigla, upper case.
    pub province: String,
    pub region: String,
    /// Five digits each, sorted. A big city has many.
    pub postal_codes: Vec<String>,
    /// WGS 84 degrees; absent for the few comuni that no open source locates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
}

impl Place {
    /// "Milano (MI)", the way places are written everywhere.
    pub fn label(&self) -> String {
        format!("{} ({})", self.name, self.province)
    }

    /// Latitude and longitude, when both are known.
    pub fn point(&self) -> Option<(f64, f64)> {
        self.latitude.zip(self.longitude)
    }
}

/// Great-circle distance in kilometres between two points in WGS 84 degrees (haversine on the mean Earth radius,
/// 6371.0088 km; off by at most 0.5 % from the ellipsoid, which is less than a comune is wide).
pub fn distance_km(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (from_lat, to_lat) = (from.0.to_radians(), to.0.to_radians());
    let half_lat = (to_lat - from_lat) / 2.0;
    let half_lon = (to.1 - from.1).to_radians() / 2.0;
    let chord = half_lat.sin().powi(2) + from_lat.cos() * to_lat.cos() * half_lon.sin().powi(2);
    2.0 * 6371.0088 * chord.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rome_to_milan_is_about_477_km() {
        let distance = distance_km((41.9028, 12.4964), (45.4642, 9.19));
        assert!((distance - 477.0).abs() < 3.0, "{distance}");
    }

    #[test]
    fn no_distance_to_itself() {
        assert_eq!(distance_km((45.0, 9.0), (45.0, 9.0)), 0.0);
    }
}
