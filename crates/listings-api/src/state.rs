//! What every request shares.

use std::net::IpAddr;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::sync::{Notify, Semaphore};

use crate::candidates::cv::files::CvFiles;
use crate::candidates::job_applications::uploads::Uploads;
use crate::candidates::passwords::WorkingMemory;
use crate::candidates::sessions::throttle::SignInThrottle;
use crate::clock::Clock;
use crate::config::Config;
use crate::delivery::Backoff;
use crate::delivery::mail::Transport;
use crate::delivery::push::client::{Push, PushError};
use crate::delivery::push::vapid::VapidKey;
use crate::http::cursor::CursorKey;
use crate::http::error::ApiError;
use crate::http::health::disk::Disk;
use crate::http::rate_limit::RateLimit;
use crate::http::trouble::{self, Trouble};
use crate::jobs::Jobs;
use crate::search::engine::{Engine, IndexError};
use crate::store::{OpenError, Store, settings};
use crate::syndication::partners::counts::PartnerCounts;
use crate::syndication::previews::picture::Previews;
use taxonomy::Taxonomy;

/// Cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

pub struct Shared {
    pub config: Config,
    pub store: Store,
    pub taxonomy: Arc<Taxonomy>,
    /// Tells taxonomies apart.
    pub taxonomy_hash: String,
    /// The search index.
    pub engine: Engine,
    /// As many searches at once as there are cores.
    pub searching: Arc<Semaphore>,
    pub clock: Arc<dyn Clock>,
    pub cursor_key: CursorKey,
    /// As many password hashes at once as there are cores: each takes 19 MiB and a core.
    pub hashing: Arc<Semaphore>,
    pub hashing_memory: WorkingMemory,
    pub sign_ups: RateLimit,
    pub sign_ins: RateLimit,
    pub wrong_passwords: SignInThrottle,
    /// Apart from the sign-ups: who reports a lot may still open an account.
    pub reports: RateLimit,
    pub applications: RateLimit,
    /// Archives of everything.
    pub exports: RateLimit,
    /// Emails asked for.
    email_requests: RateLimit,
    /// Views and clicks.
    pub attributions: RateLimit,
    pub partner_counts: PartnerCounts,
    /// Pictures for chats.
    pub previews: Previews,
    pub cv_files: CvFiles,
    /// Forms with CVs that are arriving.
    pub uploads: Uploads,
    /// Whether it takes anything.
    pub disk: Disk,
    pub mail: Transport,
    /// Domains that are left alone for a while.
    pub mail_backoff: Backoff,
    /// Told when something was put into the outbox.
    pub outbox: Notify,
    pub push: Push,
    /// Push services that are left alone for a while.
    pub push_backoff: Backoff,
    /// Told when a notification is to be sent.
    pub pushes: Notify,
    /// How what goes on beside the requests is doing.
    pub jobs: Jobs,
}

impl std::ops::Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl AppState {
    /// Opens the data directory of `config`.
    pub async fn open(config: Config, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        let store = Store::open(&config.data_dir).await?;
        let taxonomy = Arc::new(store.taxonomy().await?);
        let taxonomy_hash = settings::find(&store.read, "built_in_data").await?.unwrap_or_default();
        let engine = Engine::open(&config.index_dir(), &taxonomy_hash)?;
        match engine.catch_up(&store, &taxonomy, clock.now().timestamp()).await {
            Err(IndexError::Database(error)) => return Err(error.into()),
            // What another process writes will be seen; what can't be written now is tried again.
            Err(error) => tracing::warn!(%error, "the search index is not up to date"),
            Ok(()) => {}
        }
        let secret = kept(&store, "cursor_key", new_secret()?).await?;
        // Kept with the data: with another key every browser would have to subscribe anew.
        let push_key = match &config.push_key {
            Some(key) => key.clone(),
            None => kept(&store, "push_key", VapidKey::generate().map_err(PushError::Key)?).await?,
        };
        let push = Push::new(&config, &push_key)?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let sign_ups = RateLimit::new(config.sign_up_limit, config.sign_up_window);
        let sign_ins = RateLimit::new(config.sign_in_limit, config.sign_in_window);
        let reports = RateLimit::new(config.report_limit, config.report_window);
        let email_requests = RateLimit::new(config.email_request_limit, config.email_request_window);
        let applications = RateLimit::new(config.application_limit, config.application_window);
        let exports = RateLimit::new(config.export_limit, config.export_window);
        let attributions = RateLimit::new(config.attribution_limit, config.attribution_window);
        let cv_files = CvFiles::open(&config)?;
        let picture_patience = config.picture_patience;
        let uploads = Uploads::new(&config);
        let disk = Disk::new(&config.data_dir);
        let mail = Transport::new(&config)?;
        Ok(Self(Arc::new(Shared {
            config,
            store,
            taxonomy,
            taxonomy_hash,
            engine,
            searching: Arc::new(Semaphore::new(cores)),
            clock,
            cursor_key: CursorKey::new(&secret),
            hashing: Arc::new(Semaphore::new(cores)),
            hashing_memory: WorkingMemory::default(),
            sign_ups,
            sign_ins,
            wrong_passwords: SignInThrottle::default(),
            reports,
            applications,
            exports,
            email_requests,
            attributions,
            partner_counts: PartnerCounts::default(),
            previews: Previews::new(picture_patience),
            cv_files,
            uploads,
            disk,
            mail,
            mail_backoff: Backoff::default(),
            outbox: Notify::new(),
            push,
            push_backoff: Backoff::default(),
            pushes: Notify::new(),
            jobs: Jobs::default(),
        })))
    }

    /// Counts an email that someone asks for.
    pub fn count_email_request(&self, address: IpAddr, now: DateTime<Utc>) -> Result<(), ApiError> {
        self.email_requests.count(address, now).map_err(|retry_after_seconds| ApiError::TooManyRequests {
            retry_after_seconds,
            limit: self.email_requests.limit(),
        })
    }
}

/// The value that stands in the settings, or this one from now on. Where nothing can be written it holds until the next
/// start: it is better to be there without it than not at all.
async fn kept(store: &Store, name: &str, new: String) -> Result<String, sqlx::Error> {
    if let Some(known) = settings::find(&store.read, name).await? {
        return Ok(known);
    }
    let put = async { settings::find_or_put(&mut *store.write.acquire().await?, name, &new).await };
    match put.await {
        Err(error) if trouble::of(&error) == Some(Trouble::NoSpace) => {
            tracing::error!(%error, name, "a new setting holds until the next start only");
            Ok(new)
        }
        put => put,
    }
}

fn new_secret() -> Result<String, sqlx::Error> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| sqlx::Error::Io(std::io::Error::other(error.to_string())))?;
    Ok(crate::hash::hex(&bytes))
}
