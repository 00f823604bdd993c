use contract::{JobPosting, JobPostingSummary};
use leptos::prelude::*;

use super::draft::Draft;
use super::options::FORM;
use super::part::Part;
use super::snippet::Card;
use crate::api::job_postings::find_job_posting;
use crate::browser::page::document;
use crate::components::notice::{Notice, NoticeKind};
use crate::components::skeleton::TextSkeleton;
use crate::features::loading::async_content::{AsyncContent, fetch};
use crate::route::{Route, job_posting_id};
use crate::state::api::use_api;
use crate::ui::code_block::CodeBlock;
use crate::ui::form_field::FormField;
use crate::ui::text_field::TextField;

/// An offer as an image, for newsletters, forums and READMEs.
#[component]
pub fn JobPostingPicture(draft: Draft) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let id = Memo::new(move |_| typed.with(|text| job_posting_id(text).map(str::to_owned)));
    let error = Signal::derive(move || {
        let is_wrong = id.with(Option::is_none) && typed.with(|text| !text.trim().is_empty());
        is_wrong.then(|| "Incolla l’indirizzo di un’offerta, o il codice con cui finisce".to_owned())
    });
    view! {
        <Part
            id="partner-offerta-titolo"
            title="Una sola offerta"
            text="Un’immagine con il collegamento, per newsletter, forum e README. Si aggiorna da sola: quando l’offerta scade, lo dice."
        >
            <TextField
                field=FormField::new(FORM, "offerta", error)
                label="Indirizzo dell’offerta"
                autocomplete="off"
                value=typed
            />
            {move || id.get().map(|id| view! { <Found draft=draft id=id /> })}
        </Part>
    }
}

#[component]
fn Found(draft: Draft, id: String) -> impl IntoView {
    let fetched = fetch(move || find_job_posting(&id));
    let render = move |job_posting: JobPosting| view! { <Formats draft=draft summary=job_posting.summary /> };
    let refused = || {
        failure(
            "Nessuna offerta a questo indirizzo",
            "Controlla di averlo copiato per intero, oppure scegline un’altra.",
        )
    };
    let skeleton = || view! { <TextSkeleton label="Sto cercando l’offerta" /> };
    view! { <AsyncContent fetched=fetched what="l’offerta" refused=refused skeleton=skeleton render=render /> }
}

fn failure(title: &'static str, text: &'static str) -> AnyView {
    view! { <Notice kind=NoticeKind::Critical title=title text=text is_alert=true /> }.into_any()
}

#[component]
fn Formats(draft: Draft, summary: JobPostingSummary) -> impl IntoView {
    let api = use_api();
    let link = format!("{}{}", document::origin(), Route::JobPosting(summary.id.clone()).href());
    let card = move || {
        draft.widget.with(|widget| Card {
            picture: api.card_address(&summary.id, &widget.theme, &widget.language),
            link: match &widget.partner {
                Some(partner) => format!("{link}?partner={partner}"),
                None => link.clone(),
            },
            alt: summary.title.clone(),
        })
    };
    let text = {
        let card = card.clone();
        move |write: fn(&Card) -> String| {
            let card = card.clone();
            Signal::derive(move || write(&card()))
        }
    };
    // Address of the image that failed to load; another address is tried again.
    let failed = RwSignal::new(String::new());
    let shown = move || {
        let Card { picture, link, alt } = card();
        if failed.with(|failed| *failed == picture) {
            return failure("L’immagine non si carica", "Il codice qui sotto è giusto: riprova più tardi a guardarla.");
        }
        let src = picture.clone();
        view! {
            <a class="partner__card" href=link>
                <img src=src alt=alt width="600" height="340" on:error=move |_| failed.set(picture.clone()) />
            </a>
        }
        .into_any()
    };
    view! {
        {shown}
        <CodeBlock id="partner-markdown" label="Markdown" text=text(Card::markdown) />
        <CodeBlock id="partner-asciidoc" label="AsciiDoc" text=text(Card::asciidoc) />
        <CodeBlock id="partner-immagine" label="Immagine HTML" text=text(Card::html) />
    }
}
