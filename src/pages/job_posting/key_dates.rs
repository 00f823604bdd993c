use chrono::{DateTime, NaiveDate, Utc};
use contract::deadline::{last_day, rome_date};
use contract::{Deadline, JobPosting};
use leptos::prelude::*;

use crate::components::job_postings::deadline::is_open;
use crate::i18n::dates;
use crate::state::api::use_api;
use crate::ui::icon::{Icon, IconView};

/// An important day.
struct KeyDate {
    day: NaiveDate,
    label: &'static str,
    words: String,
    is_close: bool,
}

/// The important days, the earliest first.
fn key_dates(job_posting: &JobPosting, now: DateTime<Utc>) -> Vec<KeyDate> {
    let summary = &job_posting.summary;
    let posted = dates::in_rome(summary.date_posted);
    let words = format!("{} ({})", dates::long(posted), dates::posted(summary.date_posted, now));
    let mut all = vec![KeyDate { day: posted, label: "Pubblicata", words, is_close: false }];
    if let Some(day) = summary.valid_through.map(last_day) {
        let deadline = Deadline::of(summary.valid_through, now);
        let words = match deadline {
            Deadline::Today => format!("oggi, {}, fino a mezzanotte", dates::long(day)),
            Deadline::Tomorrow => format!("domani, {}", dates::long(day)),
            _ => dates::long(day),
        };
        all.push(KeyDate { day, label: "Ultimo giorno per candidarsi", words, is_close: deadline.is_close() });
    }
    if let Some(day) = job_posting.job_start_date {
        all.push(KeyDate { day, label: "Inizio previsto", words: dates::long(day), is_close: false });
    }
    all.sort_by_key(|date| date.day);
    all
}

#[component]
pub fn KeyDates(job_posting: JobPosting) -> impl IntoView {
    let now = Utc::now();
    let today = rome_date(now);
    let deadline = Deadline::of(job_posting.summary.valid_through, now);
    let has_deadline_ahead = matches!(deadline, Deadline::Today | Deadline::Tomorrow | Deadline::On(_));
    let calendar = (has_deadline_ahead && is_open(&job_posting.summary)).then(|| {
        let href = use_api().deadline_calendar_href(&job_posting.summary.id);
        view! {
            <a class="button button--quiet" href=href download="scadenza.ics" rel="external">
                <IconView icon=Icon::Clock />
                "Metti la scadenza nel calendario"
            </a>
        }
    });
    let items = key_dates(&job_posting, now).into_iter().map(|date| {
        let class = match date.is_close {
            true => "key-dates__item key-dates__item--soon",
            false if date.day <= today => "key-dates__item key-dates__item--past",
            false => "key-dates__item",
        };
        view! {
            <li class=class>
                <span class="key-dates__label">{date.label}</span>
                <time class="key-dates__value" datetime=date.day.to_string()>
                    {date.words}
                </time>
            </li>
        }
    });
    view! {
        <section class="job-posting-detail__section" aria-labelledby="date">
            <h2 class="job-posting-detail__subtitle" id="date">
                "Le date"
            </h2>
            <ol class="key-dates">{items.collect_view()}</ol>
            {calendar}
        </section>
    }
}
