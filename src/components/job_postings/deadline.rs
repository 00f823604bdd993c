use chrono::Utc;
use contract::deadline::last_day;
use contract::{JobPostingStatus, JobPostingSummary};
use leptos::prelude::*;

use crate::i18n::dates;
use crate::i18n::job_posting::{self, Urgency};
use crate::ui::icon::{Icon, IconView};

/// The last day to apply, in Rome's time zone.
#[component]
pub fn DeadlineLine(job_posting: JobPostingSummary) -> impl IntoView {
    let now = Utc::now();
    let class = match job_posting::urgency(&job_posting, now) {
        Urgency::Closed => "deadline deadline--closed",
        Urgency::Today => "deadline deadline--soon deadline--today",
        Urgency::Tomorrow => "deadline deadline--soon",
        Urgency::Calm => "deadline",
    };
    let text = job_posting::deadline(&job_posting, now);
    let day = job_posting.valid_through.map(|at| last_day(at).to_string());
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

/// Can people still apply, by the API's status and by the clock?
pub fn is_open(job_posting: &JobPostingSummary) -> bool {
    job_posting::is_open(job_posting, Utc::now())
}

/// Why people can't apply any more; `None` while they can.
pub fn ended_words(summary: &JobPostingSummary) -> Option<(String, &'static str)> {
    let closed = "Non si possono più inviare candidature.";
    match summary.status {
        JobPostingStatus::Filled => Some(("Questa posizione è già stata coperta".to_owned(), closed)),
        JobPostingStatus::Withdrawn => Some(("Questa offerta è stata ritirata".to_owned(), closed)),
        _ if is_open(summary) => None,
        _ => {
            let when = summary.valid_through.map(last_day).map(|day| format!(" il {}", dates::long(day)));
            Some((format!("Questa offerta è scaduta{}", when.unwrap_or_default()), closed))
        }
    }
}
