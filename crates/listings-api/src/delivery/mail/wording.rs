//! What the emails say, in Italian and English.

use addresses::Route;
use chrono::{Datelike, NaiveDate};
use contract::Language;

use crate::candidates::sessions::token::Token;
use store::email_kind::EmailKind as Kind;

pub struct Wording {
    pub subject: String,
    pub before: Vec<String>,
    /// What the email lists.
    pub items: Vec<Action>,
    pub action: Option<Action>,
    pub after: Vec<String>,
    /// Where a mail program ends what it belongs to with one click (RFC 8058).
    pub unsubscribe: Option<String>,
}

pub struct Action {
    pub label: String,
    pub link: String,
}

/// The words of one email. The token goes behind `#`: what follows it is never sent to a server, so it is in no log and
/// no `Referer`.
pub fn of(kind: Kind, language: &Language, origin: &str, token: Option<&Token>) -> Wording {
    let page = |page: &Route| match token {
        Some(token) => format!("{origin}{}#{}", page.href(), token.as_str()),
        None => format!("{origin}{}", page.href()),
    };
    let (subject, before, label, link, after) = match language {
        Language::English => english(kind, page),
        _ => italian(kind, page),
    };
    Wording {
        subject: subject.to_owned(),
        before: before.iter().map(|text| (*text).to_owned()).collect(),
        items: Vec::new(),
        action: Some(Action { label: label.to_owned(), link }),
        after: after.iter().map(|text| (*text).to_owned()).collect(),
        unsubscribe: None,
    }
}

/// How to end what an email belongs to by hand.
pub fn unsubscribe(language: &Language, origin: &str, token: &str) -> String {
    let page = format!("{origin}{}", Route::Unsubscribe.href());
    match language {
        Language::English => format!("To receive no more of these emails: {page}#{token}"),
        _ => format!("Per non ricevere più queste email: {page}#{token}"),
    }
}

/// An offer and its last day.
pub fn closing(language: &Language, offer: &str, last_day: NaiveDate) -> String {
    let day = date(language, last_day);
    match language {
        Language::English => format!("{offer} (closes on {day})"),
        _ => format!("{offer} (scade {day})"),
    }
}

/// What becomes of an account that is not used up to this day.
pub fn account_goes(language: &Language, last_day: NaiveDate) -> String {
    let day = date(language, last_day);
    match language {
        Language::English => format!(
            "Unless you sign in by {day}, we will erase it with everything in it: applications, CVs, saved offers and \
             alerts."
        ),
        _ => format!(
            "Se non accedi entro {day}, lo cancelleremo con tutto quello che contiene: candidature, CV, offerte salvate \
             e avvisi."
        ),
    }
}

const MONTHS: [&str; 12] = [
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
    "novembre", "dicembre",
];

/// In Italian with its article: "il 25 novembre 2026", "l'8 novembre 2026".
fn date(language: &Language, day: NaiveDate) -> String {
    if *language == Language::English {
        return day.format("%-d %B %Y").to_string();
    }
    let number = match day.day() {
        1 => "il 1º".to_owned(),
        elided @ (8 | 11) => format!("l'{elided}"),
        number => format!("il {number}"),
    };
    let month = MONTHS.get(day.month0() as usize).expect("a date has one of twelve months");
    format!("{number} {month} {}", day.year())
}

/// Subject, what comes before the link, its label, the link, what comes after.
type Words = (&'static str, &'static [&'static str], &'static str, String, &'static [&'static str]);

fn italian(kind: Kind, page: impl Fn(&Route) -> String) -> Words {
    match kind {
        Kind::ConfirmEmail => (
            "Conferma il tuo indirizzo email",
            &["con questo indirizzo è stato creato un account su Bacheca. Confermalo per entrare."],
            "Conferma l'indirizzo ed entra",
            page(&Route::ConfirmEmail),
            &["Il link vale 24 ore. Se non hai creato tu l'account, non seguirlo: vi entrerebbe chi ne ha scelto la \
                password. Senza conferma l'account sparisce da solo dopo una settimana."],
        ),
        Kind::AlreadyRegistered => (
            "Hai già un account su Bacheca",
            &["qualcuno ha usato questo indirizzo per creare un account su Bacheca, ma ne hai già uno."],
            "Accedi, o scegli una nuova password",
            page(&Route::SignIn),
            &["Se non sei stato tu, non devi fare nulla: il tuo account non è cambiato."],
        ),
        Kind::ResetPassword => (
            "Scegli una nuova password",
            &["hai chiesto di scegliere una nuova password per il tuo account su Bacheca."],
            "Scegli la password",
            page(&Route::NewPassword),
            &["Il link vale un'ora e funziona una volta sola. Se non l'hai chiesto tu, ignora questa email."],
        ),
        Kind::PasswordChanged => (
            "La tua password è cambiata",
            &["la password del tuo account su Bacheca è appena cambiata, e gli altri accessi sono stati chiusi."],
            "Accedi",
            page(&Route::SignIn),
            &["Se non sei stato tu, chiedi subito una nuova password dalla pagina di accesso."],
        ),
        Kind::ChangeEmail => (
            "Conferma il tuo nuovo indirizzo email",
            &["hai chiesto di usare questo indirizzo per il tuo account su Bacheca."],
            "Conferma il nuovo indirizzo",
            page(&Route::ConfirmEmail),
            &["Il link vale 24 ore. Fino ad allora resta valido l'indirizzo di prima."],
        ),
        Kind::EmailChanged => (
            "Il tuo indirizzo email è cambiato",
            &["il tuo account su Bacheca ora usa un altro indirizzo: a questo non scriveremo più."],
            "Accedi",
            page(&Route::SignIn),
            &["Se non sei stato tu, scrivici subito rispondendo a questa email."],
        ),
        Kind::Alert => (
            "Nuove offerte per la tua ricerca",
            &["ecco le offerte nuove per una ricerca che hai salvato su Bacheca."],
            "Gestisci i tuoi avvisi",
            page(&Route::Alerts),
            &[],
        ),
        Kind::ApplicationReceived => (
            "Abbiamo ricevuto la tua candidatura",
            &["la tua candidatura per questa offerta è arrivata."],
            "Vedi le tue candidature",
            page(&Route::Applications),
            &[
                "Chi ha pubblicato l'offerta può scriverti o chiamarti. Se cambi idea puoi ritirare la candidatura quando \
                vuoi.",
            ],
        ),
        Kind::SavedReminder => (
            "Offerte salvate che stanno per scadere",
            &["fra le offerte che hai salvato su Bacheca, queste scadono nei prossimi giorni."],
            "Vedi le offerte salvate",
            page(&Route::Saved),
            &[],
        ),
        Kind::InactiveAccount => (
            "Il tuo account su Bacheca sta per essere cancellato",
            &["non usi il tuo account su Bacheca da molto tempo."],
            "Accedi per tenerlo",
            page(&Route::SignIn),
            &["Se non ti serve più, non devi fare nulla."],
        ),
    }
}

fn english(kind: Kind, page: impl Fn(&Route) -> String) -> Words {
    match kind {
        Kind::ConfirmEmail => (
            "Confirm your email address",
            &["an account on Bacheca was created with this address. Confirm it to get in."],
            "Confirm the address and get in",
            page(&Route::ConfirmEmail),
            &["The link holds for 24 hours. If you did not create the account, don't follow it: whoever chose its \
                password would get in. Unconfirmed, the account goes by itself after a week."],
        ),
        Kind::AlreadyRegistered => (
            "You already have an account on Bacheca",
            &["someone used this address to create an account on Bacheca, but you already have one."],
            "Sign in, or choose a new password",
            page(&Route::SignIn),
            &["If it was not you, there is nothing to do: your account has not changed."],
        ),
        Kind::ResetPassword => (
            "Choose a new password",
            &["you asked to choose a new password for your account on Bacheca."],
            "Choose the password",
            page(&Route::NewPassword),
            &["The link holds for one hour and works once. If you did not ask for it, ignore this email."],
        ),
        Kind::PasswordChanged => (
            "Your password has changed",
            &["the password of your account on Bacheca has just changed, and other sessions were ended."],
            "Sign in",
            page(&Route::SignIn),
            &["If it was not you, ask for a new password on the sign-in page at once."],
        ),
        Kind::ChangeEmail => (
            "Confirm your new email address",
            &["you asked to use this address for your account on Bacheca."],
            "Confirm the new address",
            page(&Route::ConfirmEmail),
            &["The link holds for 24 hours. Until then the former address stays in use."],
        ),
        Kind::EmailChanged => (
            "Your email address has changed",
            &["your account on Bacheca now uses another address: we will not write to this one any more."],
            "Sign in",
            page(&Route::SignIn),
            &["If it was not you, write to us at once by answering this email."],
        ),
        Kind::Alert => (
            "New offers for your search",
            &["here are the new offers for a search that you saved on Bacheca."],
            "Manage your alerts",
            page(&Route::Alerts),
            &[],
        ),
        Kind::ApplicationReceived => (
            "We have received your application",
            &["your application for this offer has arrived."],
            "See your applications",
            page(&Route::Applications),
            &[
                "Whoever published the offer may write to you or call you. Should you change your mind, you can withdraw \
                the application at any time.",
            ],
        ),
        Kind::SavedReminder => (
            "Saved offers that are about to close",
            &["of the offers that you saved on Bacheca, these close in the next days."],
            "See your saved offers",
            page(&Route::Saved),
            &[],
        ),
        Kind::InactiveAccount => (
            "Your account on Bacheca is about to be erased",
            &["you have not used your account on Bacheca for a long time."],
            "Sign in to keep it",
            page(&Route::SignIn),
            &["If you need it no more, there is nothing to do."],
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_the_article_that_is_said() {
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        for (of, words) in [
            (day(11, 25), "il 25 novembre 2026"),
            (day(1, 8), "l'8 gennaio 2026"),
            (day(12, 11), "l'11 dicembre 2026"),
            (day(5, 1), "il 1º maggio 2026"),
        ] {
            assert_eq!(date(&Language::Italian, of), words);
        }
        assert_eq!(date(&Language::English, day(11, 8)), "8 November 2026");
    }
}
