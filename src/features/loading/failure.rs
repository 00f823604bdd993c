use leptos::prelude::*;

use crate::api::ApiError;
use crate::components::empty_state::{Drawing, EmptyState};
use crate::state::connectivity::use_connectivity;
use crate::ui::icon::{Icon, IconView};

/// Explains an error.
pub fn explain(error: &ApiError, is_online: bool) -> String {
    match error {
        ApiError::Unreachable if !is_online => "Quando torna la rete riproviamo da soli.".to_owned(),
        ApiError::Unreachable => "Il servizio non risponde. Controlla la connessione e riprova.".to_owned(),
        ApiError::TimedOut => "Il servizio non ha risposto entro 10 secondi. Riprova tra poco.".to_owned(),
        ApiError::TooManyRequests(Some(seconds)) => {
            format!("Sono arrivate troppe richieste in poco tempo. Riprova tra {}.", wait(*seconds))
        }
        ApiError::TooManyRequests(None) => {
            "Sono arrivate troppe richieste in poco tempo. Riprova più tardi.".to_owned()
        }
        ApiError::SignedOut => "La sessione è finita: accedi di nuovo.".to_owned(),
        ApiError::NotFound | ApiError::Gone => "Quello che cerchi non c’è più.".to_owned(),
        ApiError::Refused(_) => "Il servizio non ha accettato la richiesta.".to_owned(),
        ApiError::Server(_) => "Il servizio ha avuto un problema. Di solito dura poco.".to_owned(),
        ApiError::Malformed => "Il servizio ha risposto in un modo che non capiamo. Di solito dura poco.".to_owned(),
    }
}

fn wait(seconds: u32) -> String {
    match seconds {
        0..=1 => "un secondo".to_owned(),
        2..=90 => format!("{seconds} secondi"),
        _ => format!("{} minuti", seconds.div_ceil(60)),
    }
}

/// A code for whoever is asked for help.
fn code(error: &ApiError) -> Option<String> {
    match error {
        ApiError::Server(status) => Some(format!("Codice {status}")),
        ApiError::Refused(problem) => Some(format!("Codice {}", problem.status)),
        _ => None,
    }
}

/// An error card: what failed, why, and "Riprova".
#[component]
pub fn Failure(
    error: ApiError,
    /// What could not be loaded, with its article: "le offerte".
    what: &'static str,
    #[prop(into)] on_retry: Callback<()>,
) -> impl IntoView {
    let online = use_connectivity();
    move || {
        let is_online = online.get();
        let is_offline = error == ApiError::Unreachable && !is_online;
        let (drawing, title) = if is_offline {
            (Drawing::Offline, "Sei senza rete".to_owned())
        } else {
            (Drawing::Error, format!("Non siamo riusciti a caricare {what}"))
        };
        view! {
            <div role="alert">
                <EmptyState drawing=drawing title=title text=explain(&error, is_online) code=code(&error).unwrap_or_default()>
                    <button class="button button--primary" type="button" on:click=move |_| on_retry.run(())>
                        <IconView icon=Icon::Retry />
                        "Riprova"
                    </button>
                </EmptyState>
            </div>
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_in_words() {
        assert_eq!(wait(1), "un secondo");
        assert_eq!(wait(30), "30 secondi");
        assert_eq!(wait(600), "10 minuti");
        assert!(explain(&ApiError::TooManyRequests(Some(120)), true).contains("2 minuti"));
    }

    #[test]
    fn being_offline_is_told_apart_from_a_silent_service() {
        assert_ne!(explain(&ApiError::Unreachable, true), explain(&ApiError::Unreachable, false));
    }
}
