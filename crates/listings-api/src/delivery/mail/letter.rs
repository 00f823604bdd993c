use contract::{Language, PersonName};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};
use maud::{DOCTYPE, html};

use super::transport_error::TransportError;
use super::wording::{Action, Wording};
use crate::hash;
use crate::markup::Text;

/// An email before it is a message: text and HTML say the same.
pub struct Letter<'a> {
    pub recipient: &'a str,
    /// Absent where nobody has confirmed the address: what a stranger typed must not reach it.
    pub name: Option<&'a str>,
    pub wording: &'a Wording,
    pub language: &'a Language,
}

impl Letter<'_> {
    pub fn message(&self, from: &Mailbox) -> Result<Message, TransportError> {
        let address: Address = self.recipient.parse().map_err(TransportError::Address)?;
        let to = Mailbox::new(self.shown_name().map(|name| name.as_str().to_owned()), address);
        let mut random = [0_u8; 16];
        getrandom::fill(&mut random).map_err(|error| TransportError::Random(error.to_string()))?;
        let id = format!("<{}@{}>", hash::base32(&random, 26), from.email.domain());
        let header = |name, value: &str| HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned());
        let mut builder = Message::builder();
        if let Some(link) = &self.wording.unsubscribe {
            builder = builder
                .raw_header(header("List-Unsubscribe", &format!("<{link}>")))
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        builder
            .from(from.clone())
            .to(to)
            .subject(&self.wording.subject)
            .message_id(Some(id))
            // RFC 3834 §5: nobody's holiday notice answers it.
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .multipart(MultiPart::alternative_plain_html(self.text(), self.html()))
            .map_err(TransportError::Message)
    }

    /// The name, if it would be taken today: accounts from before may hold links in theirs. A control character, at
    /// which lettre would panic, is in none.
    fn shown_name(&self) -> Option<PersonName> {
        PersonName::parse(self.name?).ok()
    }

    fn greeting(&self) -> String {
        let word = if *self.language == Language::English { "Hello" } else { "Ciao" };
        match self.shown_name() {
            Some(name) => format!("{word} {},", name.as_str()),
            None => format!("{word},"),
        }
    }

    fn text(&self) -> String {
        let mut parts = vec![self.greeting()];
        parts.extend(self.wording.before.iter().cloned());
        parts.extend(self.wording.items.iter().map(|item| format!("{}\n{}", item.label, item.link)));
        parts.extend(self.wording.action.as_ref().map(|action| format!("{}:\n{}", action.label, action.link)));
        parts.extend(self.wording.after.iter().cloned());
        parts.push("Bacheca".to_owned());
        parts.join("\n\n") + "\n"
    }

    fn html(&self) -> String {
        let Wording { subject, before, items, action, after, .. } = self.wording;
        let letter = html! {
            (DOCTYPE)
            html lang=(self.language.as_str()) {
                head { meta charset="utf-8"; title { (Text(subject)) } }
                body {
                    p { (Text(&self.greeting())) }
                    @for text in before { p { (Text(text)) } }
                    @if !items.is_empty() {
                        ul { @for Action { link, label } in items { li { a href=(Text(link)) { (Text(label)) } } } }
                    }
                    @if let Some(Action { link, label }) = action {
                        p { a href=(Text(link)) { (Text(label)) } }
                        // The address too: readers who distrust buttons can see where it leads.
                        p { (Text(link)) }
                    }
                    @for text in after { p { (Text(text)) } }
                    p { "Bacheca" }
                }
            }
        };
        letter.into_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::sessions::token::Token;
    use crate::delivery::mail::{Kind, wording};

    #[test]
    fn what_is_no_name_is_in_no_letter() {
        let token = Token::new().unwrap();
        for language in [Language::Italian, Language::English] {
            let wording = wording::of(Kind::ResetPassword, &language, "https://bacheca.example", Some(&token));
            let written = |name: &str| {
                let letter = Letter {
                    recipient: "anna@posta.example",
                    name: Some(name),
                    wording: &wording,
                    language: &language,
                };
                let message = letter.message(&"Bacheca <b@bacheca.example>".parse().unwrap()).unwrap();
                let formatted = String::from_utf8(message.formatted()).unwrap();
                let head = formatted.split("\r\n\r\n").next().unwrap().to_owned();
                assert!(head.contains("Auto-Submitted: auto-generated"), "{head}");
                (letter.text(), letter.html(), head)
            };
            for name in [
                "Anna & \"Rossi\"\r\nBcc: altri@posta.example", "Hai vinto 500 euro http://evil.example/x",
                "evil.example",
            ] {
                let (text, html, head) = written(name);
                assert!(text.starts_with("Ciao,\n") || text.starts_with("Hello,\n"), "{text}");
                for part in [text, html, head] {
                    assert!(!part.contains("evil") && !part.contains("Bcc") && !part.contains("Anna &"), "{part}");
                }
            }
            let (text, html, head) = written("Anna D'Angelo");
            assert!(text.contains(" Anna D'Angelo,\n") && html.contains(" Anna D'Angelo,<"), "{text}");
            // Encoded words: the name is there.
            assert!(head.contains("To: =?utf-8?b?QW5uYSBEJ0FuZ2Vsbw==?= <anna@"), "{head}");
        }
    }

    #[test]
    fn text_and_html_hold_the_same_link() {
        let token = Token::new().unwrap();
        let wording = wording::of(Kind::ConfirmEmail, &Language::Italian, "https://bacheca.example", Some(&token));
        let letter = Letter { recipient: "a@b.it", name: None, wording: &wording, language: &Language::Italian };
        let link = format!("https://bacheca.example/conferma-email#{}", token.as_str());
        assert!(letter.text().contains(&link) && letter.html().contains(&link));
        assert!(letter.text().starts_with("Ciao,\n") && letter.html().contains("<p>Ciao,</p>"));
    }
}
