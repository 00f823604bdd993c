//! Whether a record is an offer at all.

use super::source::SourcePosting;
use taxonomy::fold::fold;

/// Titles of calls for candidates without a vacancy.
const UNSOLICITED: [&str; 22] = [
    "candidatura spontanea", "candidature spontanee", "autocandidatura", "autocandidature", "invia la tua candidatura",
    "inviaci il tuo cv", "invia il tuo cv", "mandaci il tuo cv", "lavora con noi", "spontaneous application",
    "unsolicited application", "open application", "general application", "speculative application", "talent pool",
    "talent community", "talent network", "initiativbewerbung", "candidature spontanee generali",
    "candidature spontanee e stage", "join our team", "future opportunities",
];

/// Why it is none, if it is not.
pub fn reason_against(source: &SourcePosting) -> Option<String> {
    if source.left_out.is_some() {
        return source.left_out.clone();
    }
    let title = fold(source.title.as_deref().unwrap_or_default());
    let is_unsolicited = UNSOLICITED.iter().any(|call| title.starts_with(call) || title.ends_with(call));
    is_unsolicited.then(|| "a call for unsolicited applications, no vacancy".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_without_a_vacancy_are_no_offers() {
        let reason =
            |title: &str| reason_against(&SourcePosting { title: Some(title.to_owned()), ..SourcePosting::default() });
        for title in [
            "Candidatura spontanea", "CANDIDATURE SPONTANEE - Milano", "Open Application",
            "Ristorante Sole: candidatura spontanea",
        ] {
            assert!(reason(title).is_some(), "{title}");
        }
        for title in ["Addetta/o alle candidature", "Talent acquisition specialist", "Cuoca/o"] {
            assert_eq!(reason(title), None, "{title}");
        }
        assert!(
            reason_against(&SourcePosting { left_out: Some("internal".into()), ..SourcePosting::default() }).is_some()
        );
    }
}
