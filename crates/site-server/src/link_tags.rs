//! What others hang onto addresses to know where a visitor came from. It says nothing about the page: `src/scripts/start.js`
//! takes the same out of the address bar.

const NAMES: [&str; 17] = [
    "partner", "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid", "igshid", "igsh",
    "mc_cid", "mc_eid", "yclid", "li_fat_id", "_ga", "_gl",
];

/// A query without them, otherwise as it was.
pub fn without(query: &str) -> String {
    let kept = query.split('&').filter(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        !name.starts_with("utm_") && !NAMES.contains(&name)
    });
    kept.collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn only_the_tags_go() {
        assert_eq!(without("q=a%26b&fbclid=x&utm_source=y&place=roma-rm&partner=z"), "q=a%26b&place=roma-rm");
        assert_eq!(without("utm_source=y"), "");
        assert_eq!(without("q=utm_source&fbclids=1&"), "q=utm_source&fbclids=1&");
    }
}
