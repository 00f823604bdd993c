pub(crate) mod icalendar;

use std::sync::Arc;

use addresses::Route;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::Timelike;
use contract::deadline::{last_day, rome_offset};
use contract::{JobPostingStatus, Problem};

use crate::clock::Clock;
use crate::config::Config;
use crate::http::error::ApiError;
use crate::listings::deadlines::icalendar::AllDayEvent;
use crate::listings::posting;
use store::Store;
use store::job_postings::{self as rows, Facts};

/// The last day to apply, as an entry for a calendar (RFC 5545): all day, by the calendar of Rome, with an alarm the
/// day before. It keeps its UID, so importing it again changes the entry instead of adding a second one.
#[utoipa::path(
    get,
    path = "/job-postings/{id}/deadline.ics",
    tag = "job postings",
    params(("id" = String, Path, description = "Id of the offer", example = "mzxw6ytboi2a")),
    responses(
        (status = 200, description = "The entry", body = String, content_type = "text/calendar", example = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Bacheca//listings-api//IT\r\nBEGIN:VEVENT\r\nUID:mzxw6ytboi2a.deadline@bacheca\r\nDTSTAMP:20261120T080000Z\r\nDTSTART;VALUE=DATE:20261211\r\nDTEND;VALUE=DATE:20261212\r\nSUMMARY:Ultimo giorno per candidarsi: Magazziniera o magazziniere\r\nDESCRIPTION:Azienda: Officine Lambro S.r.l.\r\nTRANSP:TRANSPARENT\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Ultimo giorno per candidarsi: Magazziniera o magazziniere\r\nTRIGGER:-P1D\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
        (status = 404, description = "No such offer, or it has no deadline", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "The offer was withdrawn", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn find(
    State(store): State<Store>,
    State(clock): State<Arc<dyn Clock>>,
    State(config): State<Arc<Config>>,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let row = rows::find(&store, &id).await?.ok_or(ApiError::NotFound("no offer has this id"))?;
    if posting::status(&row, clock.now()) == JobPostingStatus::Withdrawn {
        return Err(ApiError::Withdrawn);
    }
    let valid_through = row.facts.valid_through.ok_or(ApiError::NotFound("this offer has no deadline"))?;
    let page =
        config.site_origins.first().map(|origin| format!("{origin}{}", Route::JobPosting(row.id.clone()).href()));
    let calendar = AllDayEvent {
        // No host of a deployment: the entry outlives a move.
        uid: &format!("{}.deadline@bacheca", row.id),
        changed_at: row.facts.date_modified.to_utc(),
        day: last_day(valid_through),
        summary: &format!("Ultimo giorno per candidarsi: {}", row.facts.title),
        description: &description(&row.facts, page.as_deref()),
        url: page.as_deref(),
    };
    let file_name = format!("attachment; filename=\"scadenza-{}.ics\"", row.id);
    let file_name =
        HeaderValue::try_from(file_name).map_err(|error| ApiError::Internal(format!("id {}: {error}", row.id)))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8")),
        (header::CONTENT_DISPOSITION, file_name),
    ];
    Ok((headers, calendar.to_calendar()).into_response())
}

/// The publisher, the time of the deadline unless it is the end of the day, and where to read more.
fn description(facts: &Facts, page: Option<&str>) -> String {
    let employer = facts.hiring_organization.as_ref().map(|employer| format!("Azienda: {}", employer.name));
    let agency = facts.posting_agency.as_ref().map(|agency| format!("Agenzia: {}", agency.name));
    let in_rome = facts.valid_through.map(|at| at.with_timezone(&rome_offset(at.to_utc())));
    // A closing midnight is the end of the day before.
    let time = in_rome.filter(|at| at.date_naive() == last_day(*at)).map(|at| at.time());
    let is_day_end = |hour: u32, minute: u32| (hour, minute) == (23, 59);
    let until = time
        .filter(|time| !is_day_end(time.hour(), time.minute()))
        .map(|time| format!("Entro le {}, ora italiana", time.format("%H:%M")));
    let lines = [employer, agency, until, page.map(str::to_owned)];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}
