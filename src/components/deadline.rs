use chrono::Utc;
use contract::deadline::rome_date;
use contract::{Deadline, JobPostingStatus, JobPostingSummary};
use leptos::prelude::*;

use crate::i18n::{dates, labels};
use crate::ui::icon::{Icon, IconView};

/// Until when one can apply, by the calendar of Rome.
#[component]
pub fn DeadlineLine(job_posting: JobPostingSummary) -> impl IntoView {
    let now = Utc::now();
    let deadline = Deadline::of(job_posting.valid_through, now);
    // An offer that the API called open may have ended since: the clock decides. One that was filled stays filled.
    let ended = match job_posting.status {
        JobPostingStatus::Open | JobPostingStatus::Expired => None,
        ref status => labels::ended(status),
    };
    let class = match (ended, deadline) {
        (Some(_), _) | (None, Deadline::Expired(_)) => "deadline deadline--closed",
        (None, Deadline::Today) => "deadline deadline--soon deadline--today",
        (None, Deadline::Tomorrow) => "deadline deadline--soon",
        (None, Deadline::Open | Deadline::On(_)) => "deadline",
    };
    let text = ended.map_or_else(|| dates::deadline(deadline, rome_date(now)), str::to_owned);
    let day = job_posting.valid_through.map(|at| dates::in_rome(at).to_string());
    view! {
        <p class=class>
            <IconView icon=Icon::Clock />
            {match day {
                Some(day) => view! { <time datetime=day>{text}</time> }.into_any(),
                None => view! { <span>{text}</span> }.into_any(),
            }}
        </p>
    }
}

/// Can one still apply, by what the API said and by the clock?
pub fn is_open(job_posting: &JobPostingSummary) -> bool {
    let is_past = matches!(Deadline::of(job_posting.valid_through, Utc::now()), Deadline::Expired(_));
    labels::ended(&job_posting.status).is_none() && !is_past
}

/// Why one can't apply any more; `None` while one can.
pub fn ended_words(summary: &JobPostingSummary) -> Option<(String, &'static str)> {
    let closed = "Non si possono più inviare candidature.";
    match summary.status {
        JobPostingStatus::Filled => Some(("Questa posizione è già stata coperta".to_owned(), closed)),
        JobPostingStatus::Withdrawn => Some(("Questa offerta è stata ritirata".to_owned(), closed)),
        _ if is_open(summary) => None,
        _ => {
            let when = summary.valid_through.map(dates::in_rome).map(|day| format!(" il {}", dates::long(day)));
            Some((format!("Questa offerta è scaduta{}", when.unwrap_or_default()), closed))
        }
    }
}
