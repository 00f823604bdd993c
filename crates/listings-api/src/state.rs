//! What every request shares.

pub mod clock;
pub mod config;

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRef;
use chrono::{DateTime, Utc};
use tokio::sync::{Notify, Semaphore};

use crate::candidates::cv::files::CvFiles;
use crate::candidates::job_applications::uploads::Uploads;
use crate::candidates::passwords::PasswordHashing;
use crate::candidates::sessions::throttle::SignInThrottle;
use crate::clock::Clock;
use crate::config::Config;
use crate::delivery::backoff::Backoff;
use crate::delivery::mail::transport::Transport;
use crate::delivery::push::client::{Push, PushError};
use crate::delivery::push::vapid::VapidKey;
use crate::http::cursor::CursorKey;
use crate::http::error::ApiError;
use crate::http::health::disk::Disk;
use crate::http::rate_limit::RateLimit;
use crate::jobs::{Host, Jobs};
use crate::listings::Listings;
use crate::listings::search::source::Stored;
use crate::syndication::partners::tally::PartnerCounts;
use crate::syndication::previews::picture::Previews;
use disk::private_files;
use search::{IndexError, Searcher};
use store::{ErrorKind, Store, settings};
use taxonomy::Taxonomy;

/// Why a server can't start on its data folder.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Store(#[from] store::OpenError),
    #[error("database: {0}")]
    Database(#[from] store::Error),
    #[error("cannot create {path}: {source}")]
    Directory { path: String, source: std::io::Error },
    #[error(transparent)]
    Index(#[from] IndexError),
    #[error("database, while the search index is filled: {0}")]
    Indexing(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("CVs: {0}")]
    CvFiles(#[from] crate::candidates::cv::files::OpenError),
    #[error("mail: {0}")]
    Mail(#[from] crate::delivery::mail::transport_error::TransportError),
    #[error("notifications: {0}")]
    Push(#[from] PushError),
}

/// Cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

pub struct Shared {
    pub config: Arc<Config>,
    pub listings: Listings,
    pub store: Store,
    pub taxonomy: Arc<Taxonomy>,
    /// Tells taxonomies apart.
    pub taxonomy_hash: String,
    pub clock: Arc<dyn Clock>,
    pub cursor_key: CursorKey,
    /// As many at once as there are cores of what takes one for long: hashing passwords, looking into documents.
    pub heavy_work: Arc<Semaphore>,
    pub passwords: PasswordHashing,
    pub sign_ups: RateLimit,
    pub sign_ins: RateLimit,
    pub wrong_passwords: SignInThrottle,
    /// Apart from the sign-ups: someone who reports a lot may still open an account.
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
    /// Told when a notification was put into its outbox.
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

/// Handlers and extractors take the part of the state that they need, where it is one of these.
macro_rules! parts {
    ($($name:ident: $part:ty),* $(,)?) => {
        $(impl FromRef<AppState> for $part {
            fn from_ref(state: &AppState) -> Self {
                state.$name.clone()
            }
        })*
    };
}

parts! {
    config: Arc<Config>,
    store: Store,
    taxonomy: Arc<Taxonomy>,
    clock: Arc<dyn Clock>,
    cursor_key: CursorKey,
    listings: Listings,
    cv_files: CvFiles,
}

impl Host for AppState {
    fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }
}

impl AppState {
    /// Opens the data directory of `config`.
    pub async fn open(config: impl Into<Arc<Config>>, clock: Arc<dyn Clock>) -> Result<Self, StartError> {
        let config = config.into();
        let store = Store::open(&config.data_dir).await?;
        let media = config.media_dir();
        if let Err(source) = private_files::create_own_dir(&media) {
            // On a full disk what is there can still be read.
            if !disk::full::is_full(&source) {
                return Err(StartError::Directory { path: media.display().to_string(), source });
            }
        }
        let taxonomy = Arc::new(store.taxonomy().await?);
        let taxonomy_hash = settings::find(&store, "built_in_data").await?.unwrap_or_default();
        let searcher =
            Searcher::open(&config.index_dir(), Arc::clone(&taxonomy), &taxonomy_hash, config.search_timeout)?;
        match searcher.catch_up(&Stored(&store), clock.now().timestamp()).await {
            Err(IndexError::Source(cause)) => return Err(StartError::Indexing(cause)),
            // What another process writes will be seen; what can't be written now is tried again.
            Err(error) => tracing::warn!(%error, "the search index is not up to date"),
            Ok(()) => {}
        }
        let secret = kept(&store, "cursor_key", new_secret()?).await?;
        // Stored with the data: with another key every browser would have to subscribe again.
        let push_key = match &config.push_key {
            Some(key) => key.clone(),
            None => kept(&store, "push_key", VapidKey::generate().map_err(PushError::Key)?).await?,
        };
        let push = Push::new(&config, &push_key)?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let heavy_work = Arc::new(Semaphore::new(cores));
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
        let cursor_key = CursorKey::new(&secret);
        let listings = Listings {
            store: store.clone(),
            taxonomy: Arc::clone(&taxonomy),
            searcher,
            clock: Arc::clone(&clock),
            cursor_key: cursor_key.clone(),
        };
        Ok(Self(Arc::new(Shared {
            config,
            listings,
            store,
            taxonomy,
            taxonomy_hash,
            clock,
            cursor_key,
            passwords: PasswordHashing::new(Arc::clone(&heavy_work)),
            heavy_work,
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
async fn kept(store: &Store, name: &str, new: String) -> Result<String, store::Error> {
    if let Some(known) = settings::find(store, name).await? {
        return Ok(known);
    }
    let put = async {
        let mut tx = store.begin_write().await?;
        let value = settings::find_or_put(&mut tx, name, &new).await?;
        tx.commit().await.map(|()| value)
    };
    match put.await {
        Err(error) if error.kind() == ErrorKind::NoSpace => {
            tracing::error!(%error, name, "a new setting holds until the next start only");
            Ok(new)
        }
        put => put,
    }
}

fn new_secret() -> Result<String, store::Error> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(crate::hash::hex(&bytes))
}
