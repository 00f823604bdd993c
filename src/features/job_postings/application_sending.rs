//! Sending an application: its progress, and why it failed.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::browser::network::upload::Progress;
use crate::components::notice::{Notice, NoticeKind};
use crate::features::forms::form::explain_send;
use crate::i18n::labels;
use crate::state::applications::outbox::Outbox;
use crate::state::connectivity::use_connectivity;

/// Progress and a button to cancel; nothing while nothing is being sent.
#[component]
pub fn SendingProgress(outbox: Outbox, job_posting: String) -> impl IntoView {
    let is_sending = Memo::new({
        let job_posting = job_posting.clone();
        move |_| outbox.is_sending(&job_posting)
    });
    let progress = outbox.progress();
    let id = format!("invio-{job_posting}");
    view! {
        <Show when=move || is_sending.get()>
            <div class="sending-progress">
                <p class="sending-progress__title" id=id.clone() role="status">
                    {move || if is_all_out(progress.get()) { "Arrivata. Aspettiamo la conferma…" } else { "Sto inviando la candidatura…" }}
                </p>
                <progress class="sending-progress__bar" aria-labelledby=id.clone() max="100" value=move || percent(progress.get())>
                </progress>
                <p class="sending-progress__text">{move || amounts(progress.get())}</p>
                <button class="button" type="button" on:click={
                    let job_posting = job_posting.clone();
                    move |_| outbox.cancel(&job_posting)
                }>
                    "Interrompi l’invio"
                </button>
            </div>
        </Show>
    }
}

fn percent(progress: Progress) -> String {
    (progress.sent * 100).checked_div(progress.total).unwrap_or_default().min(100).to_string()
}

fn is_all_out(progress: Progress) -> bool {
    progress.total > 0 && progress.sent >= progress.total
}

/// "1,2 MB di 3 MB".
fn amounts(progress: Progress) -> String {
    format!("{} di {}", labels::file_size(progress.sent), labels::file_size(progress.total))
}

/// Why sending failed. Errors of fields are shown at the fields instead.
#[component]
pub fn SendingFailure(error: ApiError) -> impl IntoView {
    let online = use_connectivity();
    let text = explain(&error, online.get_untracked());
    view! { <Notice kind=NoticeKind::Critical title="La candidatura non è partita" text=text is_alert=true /> }
}

fn explain(error: &ApiError, is_online: bool) -> String {
    let again = "Quello che hai scritto e il file sono ancora qui.";
    match error {
        ApiError::TimedOut => {
            format!("L’invio non è finito entro 2 minuti. {again} Riprova dove la rete è migliore: non ne partono due.")
        }
        ApiError::Unreachable if is_online => {
            format!("Il servizio non risponde. {again} Riprova: anche se era già arrivata, non ne partono due.")
        }
        ApiError::Refused(problem) if problem.status == 409 => "Questa offerta non prende più candidature.".to_owned(),
        ApiError::NotFound | ApiError::Gone => "Questa offerta non c’è più.".to_owned(),
        error => format!("{} {again}", explain_send(error, is_online)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_in_words_and_per_cent() {
        let progress = |sent, total| Progress { sent, total };
        assert_eq!(percent(progress(0, 0)), "0");
        assert_eq!(percent(progress(1, 3)), "33");
        assert_eq!(percent(progress(4, 3)), "100");
        assert!(!is_all_out(progress(0, 0)) && is_all_out(progress(3, 3)));
        assert_eq!(amounts(progress(1_258_291, 3_145_728)).replace('\u{a0}', " "), "1,2 MB di 3 MB");
    }
}
