use contract::JobPostingSummary;
use leptos::prelude::*;

use crate::i18n::{dates, labels};

/// A label, its value, and a note in small print.
struct Fact {
    label: &'static str,
    value: String,
    note: Option<String>,
}

fn facts(job_posting: &JobPostingSummary) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut push = |label, value: Option<String>, note: Option<String>| {
        if let Some(value) = value {
            facts.push(Fact { label, value, note });
        }
    };
    push("Contratto", job_posting.contract_term.as_ref().map(labels::contract_term), None);
    let hours = job_posting.employment_type.as_ref().map(labels::employment_type);
    let (hours, note) = match (hours, job_posting.work_hours.clone()) {
        (Some(hours), note) => (Some(hours), note),
        (None, note) => (note, None),
    };
    push("Orario", hours, note);
    let shifts: Vec<String> = job_posting.shifts.iter().map(labels::shift).collect();
    push("Turni", (!shifts.is_empty()).then(|| shifts.join(", ")), None);
    if let Some(agreement) = &job_posting.collective_agreement {
        let value = match &agreement.level {
            Some(level) => format!("{}, {level}", agreement.name),
            None => agreement.name.clone(),
        };
        push("CCNL", Some(value), agreement.instalments.map(|count| format!("{count} mensilità")));
    }
    push("Posti", Some(job_posting.total_job_openings.to_string()), None);
    push("Sede", labels::workplace_type(&job_posting.workplace_type), None);
    push(
        "Patente",
        job_posting.driving_licence.clone(),
        job_posting.needs_own_car.then(|| "Serve l’auto propria".to_owned()),
    );
    if job_posting.driving_licence.is_none() && job_posting.needs_own_car {
        push("Spostamenti", Some("Serve l’auto propria".to_owned()), None);
    }
    push("Pubblicata", Some(dates::short(dates::in_rome(job_posting.date_posted))), None);
    facts
}

/// The facts of an offer as a list of terms.
#[component]
pub fn JobPostingFacts(
    job_posting: JobPostingSummary,
    /// In one column instead of side by side.
    #[prop(default = false)]
    is_list: bool,
) -> impl IntoView {
    let class = if is_list { "job-posting-facts job-posting-facts--list" } else { "job-posting-facts" };
    let items = facts(&job_posting).into_iter().map(|fact| {
        view! {
            <div class="job-posting-facts__item">
                <dt class="job-posting-facts__label">{fact.label}</dt>
                <dd class="job-posting-facts__value">
                    {fact.value} {fact.note.map(|note| view! { <span class="job-posting-facts__note">{note}</span> })}
                </dd>
            </div>
        }
    });
    view! { <dl class=class>{items.collect_view()}</dl> }
}
