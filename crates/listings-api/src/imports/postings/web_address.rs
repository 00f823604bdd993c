//! Addresses of the web, as sources write them: without a scheme, or relative to their page.

use super::wording::shorten;

/// Longest address.
const LONGEST: usize = 2000;

/// An address that can be shown as a link; anything else could run (`javascript:`) or leads nowhere. A relative one counts from
/// the page it stands on, and has to stay on its host.
pub fn read(text: Option<&str>, base: Option<&str>, what: &str, notes: &mut Vec<String>) -> Option<String> {
    let text = text?.trim();
    if let Some(address) = web(text) {
        return Some(address);
    }
    if let Some(address) = without_scheme(text) {
        notes.push(format!("{what} address without a scheme: taken as https"));
        return Some(address);
    }
    if let Some(address) = base.and_then(|base| relative(text, base)) {
        return Some(address);
    }
    notes.push(format!("{what} address left out: not of the web: {}", shorten(text, 40)));
    None
}

fn web(text: &str) -> Option<String> {
    let url = url::Url::parse(text).ok()?;
    let holds = matches!(url.scheme(), "https" | "http")
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none()
        && text.len() <= LONGEST;
    holds.then(|| url.into())
}

/// "www.example.it/lavoro": a host with a dot, and nothing that could be a scheme or a path.
fn without_scheme(text: &str) -> Option<String> {
    let end = text.find(['/', '?', '#']).unwrap_or(text.len());
    let host = text.get(..end)?;
    let labels: Vec<&str> = host.split('.').collect();
    let is_label = |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let has_top = labels.last().is_some_and(|top| top.len() >= 2 && top.chars().all(char::is_alphabetic));
    let is_file = ["html", "htm", "php", "asp", "aspx", "jsp", "pdf"].contains(labels.last()?);
    (labels.len() >= 2 && labels.iter().all(is_label) && has_top && !is_file)
        .then(|| web(&format!("https://{text}")))
        .flatten()
}

fn relative(text: &str, base: &str) -> Option<String> {
    let is_plain = !text.is_empty()
        && !text.starts_with(['\\', '#'])
        && !text.starts_with("//")
        && !text.contains(char::is_whitespace);
    let base = web(base).filter(|_| is_plain && !text.contains('@'))?;
    let base = url::Url::parse(&base).ok()?;
    let url = base.join(text).ok()?;
    (url.origin() == base.origin()).then(|| web(url.as_str())).flatten()
}

#[cfg(test)]
mod tests {

    #[test]
    fn only_addresses_of_the_web_are_shown() {
        let read = |text: &str| super::read(Some(text), Some("https://x.example/lavoro/"), "apply", &mut Vec::new());
        for (text, address) in [
            ("https://a.example/1?b=2", "https://a.example/1?b=2"),
            (" http://a.example ", "http://a.example/"),
            ("civetta.example.it/a15", "https://civetta.example.it/a15"),
            ("www.example.it", "https://www.example.it/"),
            ("/annunci/7", "https://x.example/annunci/7"),
            ("7?a=b", "https://x.example/lavoro/7?a=b"),
            ("annuncio.php", "https://x.example/lavoro/annuncio.php"),
        ] {
            assert_eq!(read(text).as_deref(), Some(address), "{text}");
        }
        for text in [
            "javascript:alert(1)", "mailto:a@b.example", "//evil.example/", "\\\\evil", "ftp://a.example",
            "data:text/html,x", "http://", "a@b.example", "", "#", "https://u:p@a.example",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        let mut notes = Vec::new();
        assert_eq!(super::read(Some("/annunci/7"), None, "apply", &mut notes), None);
        assert_eq!(notes.len(), 1);
    }
}
