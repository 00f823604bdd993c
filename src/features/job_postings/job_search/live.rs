//! A search that follows the address: its results so far, and the current request.

use std::collections::BTreeSet;
use std::future::Future;
use std::sync::Arc;

use contract::job_search::{DEFAULT_LIMIT, MAX_LIMIT};
use contract::{JobPostingPage, JobPostingSummary, JobSearch};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::job_postings::list_job_postings;
use crate::api::{Api, ApiError};
use crate::state::api::use_api;
use crate::state::connectivity::when_back_online;
use crate::state::list_memory::ListMemory;
use crate::state::navigation::use_navigation;
use crate::ui::windowed_list::Heights;

/// State of the list. The last results stay, dimmed, until the next ones arrive.
#[derive(Clone, Copy)]
pub struct LiveSearch {
    pub search: Signal<JobSearch>,
    /// The first page of the last results, without its items.
    pub page: RwSignal<Option<Arc<JobPostingPage>>>,
    /// The search that `page` and `items` belong to.
    pub answered: RwSignal<JobSearch>,
    pub items: RwSignal<Vec<Arc<JobPostingSummary>>>,
    pub failure: RwSignal<Option<ApiError>>,
    pub is_busy: RwSignal<bool>,
    next_cursor: RwSignal<Option<String>>,
    pub more_failure: RwSignal<Option<ApiError>>,
    pub is_more_busy: RwSignal<bool>,
    /// Ids of the offers whose details are open.
    pub open: RwSignal<BTreeSet<String>>,
    pub heights: StoredValue<Heights>,
    retries: RwSignal<u32>,
    /// Number of the current search: answers to earlier ones are ignored.
    turn: StoredValue<u32>,
    /// Requests for further pages belong to the list, not to the button that asks for them.
    owner: StoredValue<Option<Owner>>,
}

impl LiveSearch {
    /// Starts searching, and searches again whenever `search` changes. Ends with the current owner.
    pub fn start(search: Signal<JobSearch>) -> Self {
        let live = Self {
            search,
            page: RwSignal::new(None),
            answered: RwSignal::new(search.get_untracked()),
            items: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
            is_busy: RwSignal::new(true),
            next_cursor: RwSignal::new(None),
            more_failure: RwSignal::new(None),
            is_more_busy: RwSignal::new(false),
            open: RwSignal::new(BTreeSet::new()),
            heights: StoredValue::new(Heights::new()),
            retries: RwSignal::new(0),
            turn: StoredValue::new(0),
            owner: StoredValue::new(Owner::current()),
        };
        let api = use_api();
        let navigation = use_navigation();
        // Effects run only in a browser. An answer that came with the page is shown before anything else.
        if !navigation.is_traversal() {
            let search = search.get_untracked();
            let request = list_job_postings(&first_page(&search, &ListMemory::default()));
            if let Some(page) = api.embedded(&request) {
                live.show(search, page, ListMemory::default());
            }
        }
        Effect::new(move |is_later: Option<()>| {
            live.retries.track();
            let search = live.search.get();
            if is_later.is_none() && !live.is_busy.get_untracked() {
                return;
            }
            // Back shows the list as it was left.
            let is_return = navigation.is_traversal();
            let memory = if is_return { ListMemory::read(&search) } else { ListMemory::default() };
            live.ask(api.clone(), search, memory);
        });
        when_back_online(move || {
            if live.failure.get_untracked() == Some(ApiError::Unreachable) {
                live.retry();
            }
        });
        Effect::new(move || {
            // Stored at every change: the page may be left at any moment.
            let loaded = live.items.with(Vec::len);
            let open = live.open.get();
            if loaded > 0 {
                live.remember(loaded, open);
            }
        });
        // Heights change without notification, so they are stored when the page is left.
        on_cleanup(move || {
            if let (Some(loaded), Some(open)) = (live.items.try_with_untracked(Vec::len), live.open.try_get_untracked())
            {
                live.remember(loaded, open);
            }
        });
        live
    }

    pub fn retry(self) {
        self.retries.update(|count| *count = count.wrapping_add(1));
    }

    pub fn has_more(self) -> bool {
        self.next_cursor.with(Option::is_some)
    }

    fn remember(self, loaded: usize, open: BTreeSet<String>) {
        let heights = self.heights.try_get_value().unwrap_or_default();
        if let Some(search) = self.answered.try_get_untracked() {
            ListMemory { loaded, open, heights }.keep(&search);
        }
    }

    /// Call it inside an effect: the effect's next run aborts the request.
    fn ask(self, api: Api, search: JobSearch, memory: ListMemory) {
        let turn = self.turn.get_value().wrapping_add(1);
        self.turn.set_value(turn);
        self.is_busy.set(true);
        self.more_failure.set(None);
        let first = api.query_for_view(list_job_postings(&first_page(&search, &memory)));
        let owner = Owner::current();
        spawn_local(async move {
            let answer = match first.await {
                Ok(page) => self.complete(api, &search, page, memory.loaded, owner, turn).await,
                Err(error) => Err(error),
            };
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            match answer {
                Ok(page) => self.show(search, page, memory),
                Err(error) => {
                    self.is_busy.set(false);
                    self.failure.set(Some(error));
                }
            }
        });
    }

    fn show(self, search: JobSearch, mut page: JobPostingPage, memory: ListMemory) {
        self.is_busy.set(false);
        self.failure.set(None);
        self.heights.set_value(memory.heights);
        self.open.set(memory.open);
        self.next_cursor.set(page.next_cursor.take());
        self.answered.set(search);
        let items = std::mem::take(&mut page.items).into_iter().map(Arc::new).collect();
        self.page.set(Some(Arc::new(page)));
        self.items.set(items);
    }

    /// Loads as many offers as there were when the page was left.
    async fn complete(
        self,
        api: Api,
        search: &JobSearch,
        mut page: JobPostingPage,
        wanted: usize,
        owner: Option<Owner>,
        turn: u32,
    ) -> Result<JobPostingPage, ApiError> {
        while page.items.len() < wanted && page.next_cursor.is_some() && self.turn.try_get_value() == Some(turn) {
            let next = JobSearch { cursor: page.next_cursor.take(), limit: Some(MAX_LIMIT), ..search.clone() };
            let mut next = send_for(owner.as_ref(), &api, &next).await?;
            page.items.append(&mut next.items);
            page.next_cursor = next.next_cursor;
        }
        Ok(page)
    }

    /// Appends the next page to the list.
    pub fn load_more(self, api: Api) {
        let Some(cursor) = self.next_cursor.get_untracked().filter(|_| !self.is_more_busy.get_untracked()) else {
            return;
        };
        self.is_more_busy.set(true);
        self.more_failure.set(None);
        let turn = self.turn.get_value();
        let next = JobSearch { cursor: Some(cursor), limit: None, ..self.answered.get_untracked() };
        let call = send_for(self.owner.get_value().as_ref(), &api, &next);
        spawn_local(async move {
            let answer = call.await;
            // The view has gone, or there is another search by now.
            if self.turn.try_get_value().is_none() {
                return;
            }
            self.is_more_busy.set(false);
            if self.turn.get_value() != turn {
                return;
            }
            match answer {
                Ok(page) => {
                    self.items.update(|items| items.extend(page.items.into_iter().map(Arc::new)));
                    self.next_cursor.set(page.next_cursor);
                }
                Err(error) => self.more_failure.set(Some(error)),
            }
        });
    }
}

/// The first request: with as many offers as there were when the page was left.
fn first_page(search: &JobSearch, memory: &ListMemory) -> JobSearch {
    let limit = u16::try_from(memory.loaded).unwrap_or(MAX_LIMIT).clamp(DEFAULT_LIMIT, MAX_LIMIT);
    JobSearch { limit: Some(limit), ..search.clone() }
}

/// Sends a request for an owner that may not be the current one.
fn send_for(
    owner: Option<&Owner>,
    api: &Api,
    search: &JobSearch,
) -> impl Future<Output = Result<JobPostingPage, ApiError>> + use<> {
    let send = || api.query_for_view(list_job_postings(search));
    owner.map_or_else(send, |owner| owner.with(send))
}
