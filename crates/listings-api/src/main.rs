//! The command line: reads arguments, wires the parts together, says what happened.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks through its output")]

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use chrono::NaiveDate;
use clap::{Parser, Subcommand, ValueEnum};
use listings_api::AppState;
use listings_api::backup;
use listings_api::clock::SystemClock;
use listings_api::config::{Config, MOST_INACTIVE_MONTHS};
use listings_api::cv_files::CvFiles;
use listings_api::data_lock;
use listings_api::import::report::Total;
use listings_api::import::{self, postings};
use listings_api::jobs::Running;
use listings_api::partner_counts;
use listings_api::received_applications;
use listings_api::reports::LeftOut;
use listings_api::server;
use listings_api::store::Store;

#[derive(Parser)]
#[command(name = "listings-api", version, about = "Articles, job postings, places and accounts over HTTP")]
struct Arguments {
    /// Folder of the database and the media; made when it is not there.
    #[arg(long, global = true, default_value = "./data")]
    data: PathBuf,
    /// Where CVs are kept: s3://bucket/prefix, with AWS_ACCESS_KEY_ID and the other variables of the AWS tools in the
    /// environment. Without it they are files in the data folder.
    #[arg(long, global = true, env = "BACHECA_CV_STORE")]
    cv_store: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answer requests until Ctrl-C or SIGTERM.
    Serve(Serve),
    /// Take in articles or job postings. The last line counts what was taken and what was left out.
    Import {
        /// Exit with 1 when any record was left out; the others are imported all the same.
        #[arg(long, global = true)]
        strict: bool,
        #[command(subcommand)]
        what: Import,
    },
    /// Print what visitors reported about offers, newest first: a JSON object per line.
    Reports,
    /// What candidates sent.
    #[command(subcommand)]
    Applications(Applications),
    /// What partners brought.
    #[command(subcommand)]
    Partners(Partners),
    /// Copy everything that cannot be made again into a new folder; the server may be running.
    Backup { folder: PathBuf },
    /// Make a new data folder of a backup.
    Restore { folder: PathBuf },
    /// End single offers; an import of the same record leaves them ended.
    #[command(subcommand)]
    Postings(Postings),
    /// Make up job postings, to measure with: the same ones every time on one day.
    Seed(Seed),
    /// Print the OpenAPI document.
    Openapi,
}

#[derive(clap::Args)]
struct Seed {
    /// How many.
    #[arg(long)]
    postings: u64,
    /// Write them to this file, one object per line, instead of storing them.
    #[arg(long)]
    file: Option<PathBuf>,
}

#[derive(clap::Args)]
struct Serve {
    /// Address and port; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// Folder of the built site, to serve it too.
    #[arg(long)]
    site: Option<PathBuf>,
    /// Origin whose pages may write, such as https://bacheca.example; may be given more than once.
    #[arg(long, value_delimiter = ',')]
    site_origin: Vec<String>,
    /// Origin whose pages may frame the widget, such as https://comune.example or https://*.example; may be given more
    /// than once. Any page may unless given.
    #[arg(long, value_delimiter = ',', value_parser = embed_origin)]
    embed_origin: Vec<String>,
    /// Accounts one address may ask for in ten minutes.
    #[arg(long, default_value_t = 20)]
    sign_up_limit: u32,
    /// Where mail programs reach this API, such as https://api.bacheca.example: for one-click unsubscribing. The first
    /// --site-origin unless given.
    #[arg(long)]
    api_origin: Option<String>,
    /// Where emails go: smtps://user:password@host, or smtp://host:port?tls=required. Without it they become files in
    /// the data folder's outbox.
    #[arg(long, env = "BACHECA_SMTP_URL", hide_env_values = true)]
    smtp_url: Option<String>,
    /// Log the links of emails that become files: for development, for they let in whoever reads the log.
    #[arg(long)]
    log_links: bool,
    /// Who emails come from.
    #[arg(long, env = "BACHECA_MAIL_FROM")]
    mail_from: Option<String>,
    /// Private key that notifications are signed with, 32 bytes in base64url; without it one is made at the first start and
    /// kept in the database.
    #[arg(long, env = "BACHECA_PUSH_KEY", hide_env_values = true)]
    push_key: Option<String>,
    /// After how many months without use an account is erased, 1 to 48; its owner is told 30 days before.
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_INACTIVE_MONTHS)))]
    inactive_months: u32,
    /// Whom /.well-known/security.txt names for holes that somebody finds: an email address, or mailto:, https: or tel:.
    /// Without it there is no such file.
    #[arg(long, env = "BACHECA_SECURITY_CONTACT", value_parser = security_contact)]
    security_contact: Option<String>,
    /// Take the client's address from X-Forwarded-For: only behind a proxy that sets it.
    #[arg(long)]
    behind_proxy: bool,
}

#[derive(Subcommand)]
enum Import {
    /// Every *.md of a folder, with its pictures.
    Articles { dir: PathBuf },
    /// One file of job postings.
    Postings {
        file: PathBuf,
        /// Told by the name of the file unless given.
        #[arg(long)]
        format: Option<FormatArgument>,
        /// Allow dates such as today-3: for samples.
        #[arg(long)]
        relative_dates: bool,
    },
}

#[derive(Subcommand)]
enum Applications {
    /// Print them, oldest first: a JSON object per line.
    List {
        /// Only those for this offer.
        #[arg(long)]
        posting: Option<String>,
    },
    /// Write them into a folder, with their CVs.
    Export {
        dir: PathBuf,
        /// Only those for this offer.
        #[arg(long)]
        posting: Option<String>,
    },
}

#[derive(Subcommand)]
enum Partners {
    /// Print how often the offers were seen in each partner's pages, and how often somebody came from there.
    Report {
        /// First day, such as 2026-11-01; 30 days ago unless given.
        #[arg(long)]
        from: Option<NaiveDate>,
        /// Last day; today unless given.
        #[arg(long)]
        to: Option<NaiveDate>,
        /// A line for every day, as CSV, instead of the sums.
        #[arg(long)]
        csv: bool,
    },
}

#[derive(Subcommand)]
enum Postings {
    /// The position is taken: the page stays and says so.
    Close { id: String },
    /// Take the offer back: its page says that it was withdrawn.
    Withdraw { id: String },
}

#[derive(Clone, Copy, ValueEnum)]
enum FormatArgument {
    Jsonld,
    Csv,
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into());
    let is_terminal = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(is_terminal).init();
    let arguments = Arguments::parse();
    match run(arguments).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("listings-api: {error}");
            ExitCode::FAILURE
        }
    }
}

type Failure = Box<dyn std::error::Error>;

async fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let mut config = Config::new(arguments.data);
    config.cv_store = arguments.cv_store;
    // Not `vars`: that one panics at what is no text.
    let variables =
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    config.cv_store_variables = variables.filter(|(name, _)| name.starts_with("AWS_")).collect();
    match arguments.command {
        Command::Openapi => {
            println!("{:#}", listings_api::openapi_document());
            Ok(ExitCode::SUCCESS)
        }
        Command::Serve(options) => serve(config, options).await.map(|()| ExitCode::SUCCESS),
        Command::Import { strict, what } => take_in(config, what, strict).await,
        Command::Reports => print_reports(&config).await,
        Command::Applications(what) => applications(&config, what).await,
        Command::Partners(Partners::Report { from, to, csv }) => report_partners(&config, from, to, csv).await,
        Command::Backup { folder } => {
            let done = backup::back_up(&config, &folder).await?;
            println!("{}: {done}", folder.display());
            Ok(say_left_out(&done.left_out))
        }
        Command::Restore { folder } => {
            let done = backup::restore(&config, &folder).await?;
            println!("{}: {done}", config.data_dir.display());
            Ok(say_left_out(&done.left_out))
        }
        Command::Postings(what) => end_posting(&config, what).await,
        Command::Seed(options) => seed(config, options).await.map(|()| ExitCode::SUCCESS),
    }
}

async fn serve(mut config: Config, options: Serve) -> Result<(), Failure> {
    if let Some(site) = &options.site
        && !site.join("shell.html").is_file()
    {
        return Err(format!("{} holds no shell.html: build the site first", site.display()).into());
    }
    // Held until the end. Before anything is opened: what another server has under way must not be touched.
    let _lock = data_lock::take(&config.data_dir)?;
    config.site_dir = options.site;
    config.site_origins = options.site_origin.iter().map(|origin| origin.trim_end_matches('/').to_owned()).collect();
    config.embed_origins = options.embed_origin;
    config.sign_up_limit = options.sign_up_limit;
    config.inactive_months = options.inactive_months;
    config.is_behind_proxy = options.behind_proxy;
    config.api_origin = options.api_origin.map(|origin| origin.trim_end_matches('/').to_owned());
    config.security_contact = options.security_contact;
    config.smtp_url = options.smtp_url;
    config.are_links_logged = options.log_links;
    config.push_key = options.push_key;
    if let Some(from) = options.mail_from {
        config.mail_from = from;
    }
    let listener = tokio::net::TcpListener::bind(&options.listen)
        .await
        .map_err(|error| format!("cannot listen on {}: {error}", options.listen))?;
    config.own_origin = Some(format!("http://{}", listener.local_addr()?));
    let state = AppState::open(config, Arc::new(SystemClock)).await?;
    // Who reads that it listens may stop it at once.
    let stop_signal = server::stop_signal();
    println!("listening on http://{}", listener.local_addr()?);
    let jobs = Running::start(&state);
    let app = listings_api::app(state.clone());
    let stop = async {
        stop_signal.await;
        state.jobs.stop();
    };
    // Requests and jobs have the same time to end.
    let ending = async {
        state.jobs.stopping().await;
        jobs.finish(server::FAREWELL).await;
    };
    tokio::join!(server::serve(listener, app, stop), ending);
    if let Err(error) = partner_counts::store(&state).await {
        tracing::error!(%error, "the partners' counts are lost");
    }
    state.store.close().await;
    Ok(())
}

/// Opens the database alone: a server may be running on it.
async fn open_store(config: &Config) -> Result<Store, Failure> {
    let database = config.data_dir.join(listings_api::store::DATABASE);
    if !database.is_file() {
        // Opening would make an empty one, and a mistyped folder would look like one without reports.
        return Err(format!("no database at {}", database.display()).into());
    }
    Ok(Store::open(&config.data_dir).await?)
}

async fn applications(config: &Config, what: Applications) -> Result<ExitCode, Failure> {
    let store = open_store(config).await?;
    let left_out = match what {
        Applications::List { posting } => {
            let mut output = std::io::stdout().lock();
            received_applications::write_all(&store, posting.as_deref(), &mut output).await?
        }
        Applications::Export { dir, posting } => {
            let files = CvFiles::open(config)?;
            let exported = received_applications::export(&store, &files, posting.as_deref(), &dir).await?;
            println!("{} CVs and applications.jsonl in {}", exported.cvs, dir.display());
            exported.left_out
        }
    };
    store.close().await;
    Ok(say_left_out(&left_out))
}

/// What an export could not bring along; the rest is there.
fn say_left_out(left_out: &[LeftOut]) -> ExitCode {
    for one in left_out {
        eprintln!("left out: {one}");
    }
    if left_out.is_empty() {
        return ExitCode::SUCCESS;
    }
    eprintln!("listings-api: {} left out", left_out.len());
    ExitCode::FAILURE
}

async fn report_partners(
    config: &Config,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    is_csv: bool,
) -> Result<ExitCode, Failure> {
    let today = contract::deadline::rome_date(chrono::Utc::now());
    let to = to.unwrap_or(today);
    let from = from.unwrap_or_else(|| to - chrono::Days::new(29));
    let store = open_store(config).await?;
    let mut output = std::io::stdout().lock();
    let printed = partner_counts::report(&store, from..=to, is_csv, &mut output).await;
    store.close().await;
    Ok(say_left_out(&printed?))
}

/// A source of `frame-ancestors` that can't bring other directives with it.
fn embed_origin(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_plain = |host: &str| host.chars().all(|c| c.is_ascii_alphanumeric() || "-.:*[]".contains(c));
    match host.map(|host| host.trim_end_matches('/')) {
        Some(host) if !host.is_empty() && is_plain(host) => Ok(text.trim_end_matches('/').to_owned()),
        _ => Err("not an origin like https://comune.example".to_owned()),
    }
}

/// An address as `Contact` of RFC 9116 wants it.
fn security_contact(text: &str) -> Result<String, String> {
    let is_plain = text.chars().all(|c| c.is_ascii_graphic());
    let is_address = ["mailto:", "https://", "tel:"].iter().any(|scheme| text.starts_with(scheme));
    match text.split_once('@') {
        _ if is_plain && is_address => Ok(text.to_owned()),
        Some((name, host)) if is_plain && !name.is_empty() && !host.is_empty() && !text.contains(':') => {
            Ok(format!("mailto:{text}"))
        }
        _ => Err("neither an email address nor like mailto:, https:// or tel:".to_owned()),
    }
}

async fn end_posting(config: &Config, what: Postings) -> Result<ExitCode, Failure> {
    let (id, state) = match what {
        Postings::Close { id } => (id, "filled"),
        Postings::Withdraw { id } => (id, "withdrawn"),
    };
    let store = open_store(config).await?;
    let is_known = store.end_job_posting(&id, state).await?;
    store.close().await;
    if !is_known {
        return Err(format!("no offer has the id {id}").into());
    }
    println!("{id}: {state}");
    Ok(ExitCode::SUCCESS)
}

async fn print_reports(config: &Config) -> Result<ExitCode, Failure> {
    let store = open_store(config).await?;
    let printed = listings_api::reports::write_all(&store, &mut std::io::stdout().lock()).await;
    store.close().await;
    Ok(say_left_out(&printed?))
}

async fn seed(config: Config, options: Seed) -> Result<(), Failure> {
    let state = AppState::open(config, Arc::new(SystemClock)).await?;
    match options.file {
        Some(file) => listings_api::seed::write(&state, options.postings, &file)?,
        None => println!("{}", listings_api::seed::seed(&state, options.postings).await?),
    }
    state.store.close().await;
    Ok(())
}

/// Fails when nothing at all could be taken, when the import was broken off, and, if it is strict, when anything was left
/// out.
async fn take_in(config: Config, what: Import, is_strict: bool) -> Result<ExitCode, Failure> {
    let state = AppState::open(config, Arc::new(SystemClock)).await?;
    let mut reports = Vec::new();
    let done = match what {
        Import::Articles { dir } => import::articles::import_into(&state, &dir, &mut reports).await,
        Import::Postings { file, format, relative_dates } => {
            let format = match format {
                Some(FormatArgument::Jsonld) => postings::Format::JsonLd,
                Some(FormatArgument::Csv) => postings::Format::Csv,
                None => postings::Format::of(&file),
            };
            let options = postings::Options { format, has_relative_dates: relative_dates };
            postings::import(&state, &file, options).await.map(|report| reports.push(report))
        }
    };
    state.store.close().await;
    for report in &reports {
        println!("{report}");
    }
    done?;
    let total = Total::of(&reports);
    println!("{total}");
    let is_well = total.taken() > 0 && (total.left_out == 0 || !is_strict);
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_kept_one_to_48_months_without_use() {
        let parses =
            |months: &str| Arguments::try_parse_from(["listings-api", "serve", "--inactive-months", months]).is_ok();
        assert_eq!(["0", "1", "48", "49"].map(parses), [false, true, true, false]);
    }

    #[test]
    fn whom_to_tell_of_a_hole_is_an_address() {
        assert_eq!(security_contact("sicurezza@bacheca.example").unwrap(), "mailto:sicurezza@bacheca.example");
        assert_eq!(security_contact("https://bacheca.example/sicurezza").unwrap(), "https://bacheca.example/sicurezza");
        for wrong in ["", "sicurezza", "@a", "http://a.example", "a@b.example\nCanonical: https://evil.example"] {
            assert!(security_contact(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn who_may_frame_can_bring_no_other_directive() {
        assert_eq!(embed_origin("https://*.comune.example/").unwrap(), "https://*.comune.example");
        for wrong in ["comune.example", "https://", "https://a; script-src *", "https://a b", "javascript:alert(1)"] {
            assert!(embed_origin(wrong).is_err(), "{wrong}");
        }
    }
}
