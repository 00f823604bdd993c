use leptos::prelude::*;

/// Link to the site where an offer takes applications, with the publisher's name.
#[component]
pub fn ApplyLink(
    url: String,
    /// Who published the offer.
    #[prop(into)]
    publisher: Option<String>,
    class: &'static str,
) -> impl IntoView {
    let text = match publisher {
        Some(publisher) => format!("Candidati sul sito di {publisher}"),
        None => "Candidati sul sito dell’azienda".to_owned(),
    };
    view! {
        <a class=class href=url target="_blank" rel="noopener noreferrer nofollow">
            {text}
            <span class="visually-hidden">" (si apre in un’altra scheda)"</span>
        </a>
    }
}

/// The site of an address, such as "ovest.example", to show people where a link leads.
pub fn host(url: &str) -> &str {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = after_scheme.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_named_by_where_it_really_is() {
        assert_eq!(host("https://www.ovest.example/lavora-con-noi/OV-118"), "ovest.example");
        assert_eq!(host("http://banca.it@truffa.example?a=b"), "truffa.example");
        assert_eq!(host("https://lavoro.example:8443#x"), "lavoro.example:8443");
    }
}
