//! Where notifications may be sent to. The address comes from a browser, so it might be anybody's: nothing of ours and
//! nothing inside of the network is ever asked because of it.

use url::{Host, Url};

/// Those of push services are far shorter.
const LONGEST: usize = 1_000;

/// The address, when it may be one of a push service: https, a name, and no port of its own. `is_local_allowed` is for
/// tests, whose push services are here.
pub fn parse(text: &str, is_local_allowed: bool) -> Option<Url> {
    let url = Url::parse(text).ok().filter(|_| text.len() <= LONGEST)?;
    if is_local_allowed {
        return Some(url);
    }
    let is_named = matches!(url.host(), Some(Host::Domain(name)) if name.contains('.') && !name.ends_with('.'));
    let is_plain = url.username().is_empty() && url.password().is_none() && url.port().is_none();
    (url.scheme() == "https" && is_named && is_plain).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_on_the_web_are_taken() {
        for good in ["https://fcm.googleapis.com/fcm/send/abc", "https://updates.push.services.mozilla.com/wpush/v2/x"]
        {
            assert!(parse(good, false).is_some(), "{good}");
        }
        let long = format!("https://push.example/{}", "a".repeat(LONGEST));
        for bad in [
            "", "push.example", "http://push.example/a", "https://127.0.0.1/a", "https://[::1]/a",
            "https://localhost/a", "https://2130706433/a", "https://0x7f.1/a", "https://push.example:8443/a",
            "https://a:b@push.example/", "ftp://push.example/", "file:///etc/passwd", "https://intranet/a",
            "https://localhost./", &long,
        ] {
            assert!(parse(bad, false).is_none(), "{bad}");
        }
        assert!(parse("http://127.0.0.1:8080/a", true).is_some());
    }
}
