//! Where the site is.

/// The addresses of the site and of its pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// `https://bacheca.example`, without a slash at the end.
    pub origin: String,
    /// The base of relative addresses of pictures.
    pub api_origin: String,
}

impl Site {
    /// The complete address of a page.
    pub fn page(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// The complete address of an `Image::src` of the API.
    pub fn picture(&self, src: &str) -> String {
        match src.starts_with("https://") || src.starts_with("http://") {
            true => src.to_owned(),
            false => format!("{}/{}", self.api_origin, src.trim_start_matches('/')),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_absolute() {
        let site = Site { origin: "https://b.example".into(), api_origin: "https://api.example".into() };
        assert_eq!(site.picture("/media/0.png"), "https://api.example/media/0.png");
        assert_eq!(site.picture("media/0.png"), "https://api.example/media/0.png");
        assert_eq!(site.picture("https://cdn.example/0.png"), "https://cdn.example/0.png");
    }
}
