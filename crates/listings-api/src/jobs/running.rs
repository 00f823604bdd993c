use crate::candidates::alerts::due as alerts;
use crate::candidates::saved::reminders as saved_reminders;
use crate::delivery;
use crate::delivery::mail::Mail;
use crate::delivery::outbox::Outbox;
use crate::delivery::push::Notifications;
use crate::jobs::cleaning as housekeeping;
use crate::jobs::supervisor::Supervisor;
use crate::listings::search;
use crate::state::AppState;
use crate::syndication::partners::counts as partner_counts;

/// Starts every job of a server.
pub fn start(state: &AppState) -> Supervisor<AppState> {
    let mut jobs = Supervisor::new(state.clone());
    jobs.spawn(search::run_index_updates(state.clone()));
    jobs.keep_on(Mail::NAME, delivery::follow::<Mail>);
    jobs.keep_on(Notifications::NAME, delivery::follow::<Notifications>);
    jobs.spawn(alerts::follow(state.clone()));
    jobs.spawn(saved_reminders::follow(state.clone()));
    jobs.spawn(housekeeping::follow(state.clone()));
    jobs.spawn(partner_counts::follow(state.clone()));
    jobs
}
