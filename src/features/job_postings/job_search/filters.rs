use contract::{ContractTermKind, EmploymentType, FacetCount, JobSearch, JobSearchFacets, Shift};
use leptos::prelude::*;

use super::filter_group::{FilterChoices, FilterOption, FilterSelect};
use crate::browser::page::{dialog, media};
use crate::i18n::labels;
use crate::ui::icon::{Icon, IconView};

/// Id of the dialog with the filters, for windows without room beside the list.
const DIALOG: &str = "filtri";
/// Windows with room beside the list. The style sheets use the same width.
const WIDE: &str = "(width >= 1000px)";

/// Parameters that are filters: all but the text and the place.
const NARROWING: [&str; 9] = [
    "industry", "employment_type", "contract_term", "shift", "remote", "salary_min", "posted_within_days",
    "closing_within_days", "agency",
];

/// Number of active filters.
pub fn count_on(search: &JobSearch) -> usize {
    search.to_pairs().iter().filter(|(name, _)| NARROWING.contains(name)).count()
}

/// The filters beside the list, or in a dialog on a small window.
#[component]
pub fn Filters(
    #[prop(into)] search: Signal<JobSearch>,
    #[prop(into)] facets: Signal<JobSearchFacets>,
    /// Number of offers, for the button that closes the dialog.
    #[prop(into)]
    total: Signal<Option<u64>>,
    #[prop(into)] on_change: Callback<JobSearch>,
) -> impl IntoView {
    let is_wide = media::matches(WIDE);
    let count = Memo::new(move |_| search.with(count_on));
    let panel = move || view! { <Panel search=search facets=facets on_change=on_change /> };
    let clear = move || {
        let cleared =
            search.with_untracked(|search| NARROWING.iter().fold(search.clone(), |search, name| search.without(name)));
        on_change.run(cleared);
    };
    let clear_button = move || {
        view! {
            <Show when=move || { count.get() > 0 }>
                <button class="button button--quiet" type="button" on:click=move |_| clear()>
                    "Togli tutti"
                </button>
            </Show>
        }
    };
    if !media::is_known() {
        return view! { <ServedFilters count=count /> }.into_any();
    }
    // The dialog's content is rendered when it is opened first.
    let was_opened = RwSignal::new(false);
    (move || {
        if is_wide.get() {
            view! {
                <aside class="filters" aria-labelledby="filtri-titolo">
                    <div class="filters__head">
                        <h2 class="filters__title" id="filtri-titolo">
                            "Filtri"
                        </h2>
                        {clear_button}
                    </div>
                    {panel}
                </aside>
            }
            .into_any()
        } else {
            let show = move || match total.get() {
                Some(total) => format!("Mostra {}", labels::job_postings(total)),
                None => "Mostra le offerte".to_owned(),
            };
            let open = move |()| {
                was_opened.set(true);
                dialog::open(DIALOG);
            };
            view! {
                <div class="filters-opener">
                    <Opener count=count on_click=open />
                </div>
                <dialog class="filters-dialog" id=DIALOG aria-labelledby="filtri-titolo">
                    <div class="filters-dialog__head">
                        <h2 class="filters__title" id="filtri-titolo">
                            "Filtri"
                        </h2>
                        <button class="button button--quiet" type="button" on:click=|_| dialog::close(DIALOG)>
                            <IconView icon=Icon::Close />
                            "Chiudi"
                        </button>
                    </div>
                    <div class="filters-dialog__body">{move || was_opened.get().then(panel)}</div>
                    <div class="filters-dialog__foot">
                        {clear_button}
                        <button class="button button--primary" type="button" on:click=|_| dialog::close(DIALOG)>
                            {show}
                        </button>
                    </div>
                </dialog>
            }
            .into_any()
        }
    })
    .into_any()
}

/// While prerendering the width of the window is unknown: the style sheet shows one or the other.
#[component]
fn ServedFilters(count: Memo<usize>) -> impl IntoView {
    view! {
        <aside class="filters filters--served" aria-labelledby="filtri-titolo">
            <h2 class="filters__title" id="filtri-titolo">
                "Filtri"
            </h2>
        </aside>
        <div class="filters-opener filters-opener--served">
            <Opener count=count on_click=|()| {} />
        </div>
    }
}

/// Opens the dialog. Its text is the same in the prerendered page: takeover.js finds a pressed button by its text.
#[component]
fn Opener(count: Memo<usize>, #[prop(into)] on_click: Callback<()>) -> impl IntoView {
    view! {
        <button class="button" type="button" aria-haspopup="dialog" on:click=move |_| on_click.run(())>
            <IconView icon=Icon::Filter />
            {move || if count.get() > 0 { format!("Filtri ({})", count.get()) } else { "Filtri".to_owned() }}
        </button>
    }
}

/// The values of a facet as options, with labels; those in the search are marked.
fn options(
    search: &JobSearch,
    parameter: &'static str,
    counts: &[FacetCount],
    words: impl Fn(&FacetCount) -> String,
) -> Vec<FilterOption> {
    let chosen = search.values(parameter);
    let option = |facet: &FacetCount| FilterOption {
        value: facet.value.clone(),
        label: words(facet),
        count: facet.count,
        is_chosen: chosen.contains(&facet.value),
    };
    counts.iter().map(option).collect()
}

#[component]
fn Panel(search: Signal<JobSearch>, facets: Signal<JobSearchFacets>, on_change: Callback<JobSearch>) -> impl IntoView {
    let derive = move |parameter: &'static str,
                       counts: fn(&JobSearchFacets) -> &[FacetCount],
                       words: fn(&FacetCount) -> String| {
        Signal::derive(move || {
            search.with(|search| facets.with(|facets| options(search, parameter, counts(facets), words)))
        })
    };
    let toggle = move |parameter: &'static str| {
        Callback::new(move |value: String| {
            on_change.run(search.with_untracked(|search| search.toggled(parameter, &value)));
        })
    };
    let choose = move |parameter: &'static str| {
        Callback::new(move |value: String| {
            on_change.run(search.with_untracked(|search| search.with(parameter, &value)));
        })
    };
    let industries = derive(
        "industry",
        |facets| &facets.industry,
        |facet| facet.label.clone().unwrap_or_else(|| facet.value.clone()),
    );
    let employment = derive(
        "employment_type",
        |facets| &facets.employment_type,
        |facet| labels::employment_type(&EmploymentType::from(facet.value.as_str())),
    );
    let terms = derive(
        "contract_term",
        |facets| &facets.contract_term,
        |facet| labels::contract_term_kind(&ContractTermKind::from(facet.value.as_str())),
    );
    let shifts = derive("shift", |facets| &facets.shift, |facet| labels::shift(&Shift::from(facet.value.as_str())));
    let remote = derive("remote", |facets| &facets.remote, |_| "Da remoto".to_owned());
    let posted =
        derive("posted_within_days", |facets| &facets.posted_within_days, |facet| labels::posted_within(&facet.value));
    let closing = derive(
        "closing_within_days",
        |facets| &facets.closing_within_days,
        |facet| labels::closing_within(&facet.value),
    );
    let agency = derive("agency", |facets| &facets.agency, |facet| labels::agency(&facet.value));
    view! {
        <div class="filters__groups">
            <FilterChoices parameter="industry" legend="Settore" options=industries on_toggle=toggle("industry") />
            <FilterChoices
                parameter="employment_type"
                legend="Orario"
                options=employment
                on_toggle=toggle("employment_type")
            />
            <FilterChoices
                parameter="contract_term"
                legend="Contratto"
                options=terms
                on_toggle=toggle("contract_term")
            />
            <FilterChoices parameter="shift" legend="Turni" options=shifts on_toggle=toggle("shift") />
            <LeastPay search=search on_change=on_change />
            <FilterChoices parameter="remote" legend="Dove si lavora" options=remote on_toggle=toggle("remote") />
            <FilterSelect
                parameter="posted_within_days"
                label="Pubblicate"
                any="In qualsiasi data"
                options=posted
                on_choose=choose("posted_within_days")
            />
            <FilterSelect
                parameter="closing_within_days"
                label="In scadenza"
                any="In qualsiasi data"
                options=closing
                on_choose=choose("closing_within_days")
            />
            <FilterSelect parameter="agency" label="Chi pubblica" any="Tutti" options=agency on_choose=choose("agency") />
        </div>
    }
}

/// The minimum pay. Figures are compared after normalisation to one unit.
#[component]
fn LeastPay(search: Signal<JobSearch>, on_change: Callback<JobSearch>) -> impl IntoView {
    let value = move |name: &'static str| search.with(|search| search.values(name).into_iter().next());
    let amount = Memo::new(move |_| value("salary_min").unwrap_or_default());
    let period = Memo::new(move |_| value("salary_period").unwrap_or_else(|| "month".to_owned()));
    let error = RwSignal::new(None::<&'static str>);
    let on_amount = move |event| {
        let typed: String = event_target_value(&event).chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
        let wanted = search.with_untracked(|search| search.with("salary_min", &typed));
        // An invalid figure does not change the search.
        let is_taken = wanted.values("salary_min").first().map_or("", String::as_str) == typed;
        error.set((!is_taken).then_some("Scrivi una cifra intera in euro, per esempio 1500."));
        if is_taken {
            on_change.run(wanted);
        }
    };
    let on_period = move |event| {
        let wanted = search.with_untracked(|search| search.with("salary_period", &event_target_value(&event)));
        on_change.run(wanted);
    };
    let periods = [("hour", "l’ora"), ("month", "al mese"), ("year", "l’anno")].map(|(value, label)| {
        view! {
            <option value=value selected=move || period.get() == value>
                {label}
            </option>
        }
    });
    view! {
        <fieldset class="filter-group" >
            <legend class="filter-group__legend">"Paga lorda minima"</legend>
            <div class="filter-group__pay">
                <input
                    class="text-field__input"
                    id="filtro-paga"
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    aria-label="Euro lordi"
                    aria-describedby="filtro-paga-nota"
                    aria-invalid=move || error.get().map(|_| "true")
                    placeholder="1500"
                    prop:value=amount
                    on:change=on_amount
                />
                <select
                    class="text-field__input"
                    aria-label="Periodo della paga"
                    disabled=move || amount.with(String::is_empty)
                    on:change=on_period
                >
                    {periods.into_iter().collect_view()}
                </select>
            </div>
            <p class="filter-group__note" id="filtro-paga-nota" role="status">
                {move || error.get().unwrap_or("In euro. Le offerte senza cifra restano fuori.")}
            </p>
        </fieldset>
    }
}
