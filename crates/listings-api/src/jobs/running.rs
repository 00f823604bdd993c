use crate::candidates::alerts::due as alerts;
use crate::candidates::saved::reminders as saved_reminders;
use crate::delivery;
use crate::delivery::mail::Mail;
use crate::delivery::outbox::Outbox;
use crate::delivery::push::Notifications;
use crate::imports::sources::due as sources;
use crate::jobs::cleaning;
use crate::jobs::supervisor::Supervisor;
use crate::listings::search;
use crate::state::AppState;
use crate::syndication::partners::counts as partner_counts;

/// Starts every job of a server.
pub fn start(state: &AppState) -> Supervisor<AppState> {
    let mut jobs = Supervisor::new(state.clone());
    jobs.spawn(search::run_index_updates(state.clone()));
    jobs.keep_on(Mail::NAME, delivery::run_deliveries::<Mail>);
    jobs.keep_on(Notifications::NAME, delivery::run_deliveries::<Notifications>);
    jobs.spawn(alerts::run_alerts(state.clone()));
    jobs.spawn(saved_reminders::run_reminders(state.clone()));
    jobs.spawn(sources::run_sources(state.clone()));
    jobs.spawn(cleaning::run_cleaning(state.clone()));
    jobs.spawn(partner_counts::run_counting(state.clone()));
    jobs
}
