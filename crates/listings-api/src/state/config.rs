//! What a deployment decides.

use std::path::{Path, PathBuf};
use std::time::Duration;

use addresses::Route;
use structured_data::Site;

/// The longest that staffing agencies may keep candidates' data without use: nobody may configure more.
pub const MOST_INACTIVE_MONTHS: u32 = 48;

/// How the server behaves; everything has a default that suits one machine.
#[derive(Debug, Clone)]
pub struct Config {
    /// Holds the database and the media.
    pub data_dir: PathBuf,
    /// The built site, when this process serves it too.
    pub site_dir: Option<PathBuf>,
    /// Origins (`https://bacheca.example`) whose pages may write. On the machine itself (`localhost`) the server's own
    /// may too. What leaves the site, such as an entry for a calendar, links to the first.
    pub site_origins: Vec<String>,
    /// Origins whose pages may frame what is under `/embed/`; none: any. Everything else may be framed by nobody.
    pub embed_origins: Vec<String>,
    /// Views and clicks one address may cause to be counted per window: a school or a company shares one.
    pub attribution_limit: u32,
    pub attribution_window: Duration,
    /// Largest JSON body, in bytes.
    pub json_body_limit: usize,
    /// Longest query string, in bytes.
    pub query_limit: usize,
    /// How long a request may take in all, a form from when it has arrived: less than the site waits for an answer.
    pub request_timeout: Duration,
    /// How long a search may take: longer than any that is not an attack.
    pub search_timeout: Duration,
    /// How long a picture for chats may wait for its turn to be drawn.
    pub picture_patience: Duration,
    /// How long a JSON body may take to arrive.
    pub body_timeout: Duration,
    /// Accounts one address may ask for per window.
    pub sign_up_limit: u32,
    pub sign_up_window: Duration,
    /// Times one address may try to sign in per window: a school or a company shares one.
    pub sign_in_limit: u32,
    pub sign_in_window: Duration,
    /// Offers one address may report per window.
    pub report_limit: u32,
    pub report_window: Duration,
    /// `s3://bucket/prefix` to keep CVs there; none: in a folder of the data.
    pub cv_store: Option<String>,
    /// Variables of the AWS tools, such as `AWS_ACCESS_KEY_ID`, for [`Self::cv_store`].
    pub cv_store_variables: Vec<(String, String)>,
    /// How long the form of an application may take to arrive: 5 MB over a slow phone.
    pub upload_timeout: Duration,
    /// How long it may bring nothing.
    pub upload_pause: Duration,
    /// How long it waits until it may arrive, and how long one that is refused may go on.
    pub upload_patience: Duration,
    /// Forms that may arrive at the same time, in all, of one account and from one network: each is a file on the disk
    /// meanwhile.
    pub most_uploads: usize,
    pub most_uploads_of_account: usize,
    pub most_uploads_of_network: u32,
    /// Forms held in memory at the same time, each for a moment: 5 MB and what is made of it.
    pub most_uploads_in_memory: usize,
    /// Applications one address may send per window.
    pub application_limit: u32,
    pub application_window: Duration,
    /// Exports one address may ask for per window: each reads all CVs of an account.
    pub export_limit: u32,
    pub export_window: Duration,
    /// Emails one address may ask for per window.
    pub email_request_limit: u32,
    pub email_request_window: Duration,
    /// After how many months without use an account goes; its owner is told 30 days before. At most
    /// [`MOST_INACTIVE_MONTHS`].
    pub inactive_months: u32,
    /// Where mail programs reach this API; none: where links lead.
    pub api_origin: Option<String>,
    /// `smtp://`, `smtps://` or `smtp://…?tls=required`, with user and password in it; none: emails become files.
    pub smtp_url: Option<String>,
    /// How long the SMTP server may take until it is ready for a letter.
    pub smtp_connect_timeout: Duration,
    /// How long the delivery of a letter may take in all. Long: a server that has taken a letter but says so later than
    /// this gets it again.
    pub delivery_timeout: Duration,
    /// Whether the links of emails that become files are logged: they sign in whoever reads the log.
    pub are_links_logged: bool,
    /// Sender of emails: `Bacheca <lavoro@bacheca.example>`.
    pub mail_from: String,
    /// Private key that notifications are signed with: 32 bytes, base64url; none: one made at the first start and kept
    /// in the database.
    pub push_key: Option<String>,
    /// Whether a push service may be on this machine, without TLS: for tests alone, no flag sets it.
    pub is_local_push_allowed: bool,
    /// Where this process itself serves the site: links in emails lead there when no origin is configured. Never taken
    /// from a request: its `Host` is the client's to invent.
    pub own_origin: Option<String>,
    /// Whom `/.well-known/security.txt` names, as an address (`mailto:…`, `https://…`); none: there is no such file.
    pub security_contact: Option<String>,
    /// Whether the last address of `X-Forwarded-For` is the client's: only behind a proxy that sets it.
    pub is_behind_proxy: bool,
}

impl Config {
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            site_dir: None,
            site_origins: Vec::new(),
            embed_origins: Vec::new(),
            attribution_limit: 1_000,
            attribution_window: Duration::from_secs(600),
            json_body_limit: 64 * 1024,
            query_limit: 8 * 1024,
            request_timeout: Duration::from_secs(9),
            search_timeout: Duration::from_secs(2),
            picture_patience: Duration::from_secs(3),
            body_timeout: Duration::from_secs(5),
            sign_up_limit: 20,
            sign_up_window: Duration::from_secs(600),
            sign_in_limit: 60,
            sign_in_window: Duration::from_secs(600),
            report_limit: 20,
            report_window: Duration::from_secs(600),
            cv_store: None,
            cv_store_variables: Vec::new(),
            upload_timeout: Duration::from_secs(120),
            upload_pause: Duration::from_secs(15),
            upload_patience: Duration::from_secs(5),
            most_uploads: 96,
            most_uploads_of_account: 3,
            most_uploads_of_network: 24,
            most_uploads_in_memory: 8,
            application_limit: 60,
            application_window: Duration::from_secs(600),
            export_limit: 10,
            export_window: Duration::from_secs(600),
            email_request_limit: 10,
            email_request_window: Duration::from_secs(600),
            inactive_months: 24,
            api_origin: None,
            smtp_url: None,
            smtp_connect_timeout: Duration::from_secs(20),
            delivery_timeout: Duration::from_secs(120),
            are_links_logged: false,
            mail_from: "Bacheca <bacheca@localhost.localdomain>".to_owned(),
            push_key: None,
            is_local_push_allowed: false,
            own_origin: None,
            security_contact: None,
            is_behind_proxy: false,
        }
    }

    /// Where the search index is kept. It can be deleted: the next start rebuilds it.
    pub fn index_dir(&self) -> PathBuf {
        self.data_dir.join("search")
    }

    /// Where CVs are kept without a [`Self::cv_store`]. Nothing serves this folder.
    pub fn cv_dir(&self) -> PathBuf {
        self.data_dir.join("cv")
    }

    /// Where emails go without an SMTP server.
    pub fn outbox_dir(&self) -> PathBuf {
        self.data_dir.join("outbox")
    }

    /// Where links in emails lead.
    pub fn link_origin(&self) -> String {
        let origin = self.site_origins.first().or(self.own_origin.as_ref());
        origin.cloned().unwrap_or_else(|| "http://localhost:8080".to_owned())
    }

    /// The host that people know the site by.
    pub fn link_host(&self) -> String {
        let origin = self.link_origin();
        origin.split_once("://").map_or(origin.clone(), |(_, host)| host.to_owned())
    }

    /// The address of a page, whole.
    pub fn page(&self, page: &Route) -> String {
        format!("{}{}", self.link_origin(), page.href())
    }

    /// The page of an offer, whole.
    pub fn offer_page(&self, id: &str) -> String {
        self.page(&Route::JobPosting(id.to_owned()))
    }

    /// Where other people's pages and programs reach this API.
    pub fn public_api_origin(&self) -> String {
        self.api_origin.clone().unwrap_or_else(|| self.link_origin())
    }

    /// What structured data and the heads of pages say of where the site is.
    pub fn site(&self) -> Site {
        Site { origin: self.link_origin(), api_origin: self.public_api_origin() }
    }

    pub fn media_dir(&self) -> PathBuf {
        media_dir(&self.data_dir)
    }
}

/// Where the pictures of articles are kept.
pub fn media_dir(data_dir: &Path) -> PathBuf {
    data_dir.join("media")
}
