//! Updates the copies of saved offers: from the account's list, or without an account by asking for each offer.

use chrono::{TimeDelta, Utc};
use contract::JobPostingSummary;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Refresh, Saved};
use crate::api::ApiError;
use crate::api::job_postings::find_job_posting;

/// Most offers asked for in one go: one after the other, the oldest copies first.
const MOST_ASKED: usize = 50;
/// Minutes for which a copy counts as fresh.
const FRESH_MINUTES: i64 = 10;

/// Id of an offer, and the offer as it is now; `None` if the API does not know it any more.
type Seen = (String, Option<JobPostingSummary>);

impl Saved {
    /// Brings the copies up to date. `goes_on` tells whether the page that shows them is still open.
    pub fn refresh(self, goes_on: impl Fn() -> bool + 'static) {
        if self.session.is_signed_in().get_untracked() {
            self.refresh_account();
        } else {
            self.refresh_each(Box::new(goes_on));
        }
    }

    fn refresh_each(self, goes_on: Box<dyn Fn() -> bool>) {
        let ids = self.stale();
        if ids.is_empty() {
            self.refresh.set(Refresh::Done);
            return;
        }
        self.refresh.set(Refresh::Busy);
        spawn_local(async move {
            let mut seen: Vec<Seen> = Vec::new();
            let mut outcome = Refresh::Done;
            for id in ids {
                if !goes_on() || self.session.is_signed_in().get_untracked() {
                    break;
                }
                match self.api.with_value(|api| api.query(find_job_posting(&id))).await {
                    Ok(job_posting) => seen.push((id, Some(job_posting.summary))),
                    Err(ApiError::NotFound | ApiError::Gone) => seen.push((id, None)),
                    Err(error) => {
                        outcome = Refresh::Failed(error);
                        break;
                    }
                }
            }
            if !seen.is_empty() {
                let now = Utc::now();
                self.update(|job_postings| {
                    seen.iter().for_each(|(id, job_posting)| job_postings.see(id, job_posting.as_ref(), now));
                });
            }
            self.refresh.set(outcome);
        });
    }

    fn stale(self) -> Vec<String> {
        let fresh = Utc::now() - TimeDelta::minutes(FRESH_MINUTES);
        self.job_postings.with_untracked(|job_postings| {
            let mut items = Vec::new();
            for item in job_postings.items.iter().filter(|item| !item.is_gone && item.seen_at < fresh) {
                let index = items.partition_point(|(seen_at, _)| *seen_at <= item.seen_at);
                items.insert(index, (item.seen_at, item.id.as_str()));
            }
            items.into_iter().take(MOST_ASKED).map(|(_, id)| id.to_owned()).collect()
        })
    }
}
