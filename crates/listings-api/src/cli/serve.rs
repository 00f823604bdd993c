use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use listings_api::AppState;
use listings_api::clock::SystemClock;
use listings_api::config::{Config, MOST_INACTIVE_MONTHS};
use listings_api::data_folder::lock as data_lock;
use listings_api::http::server;
use listings_api::jobs::running;
use listings_api::syndication::partners::counts as partner_counts;

use super::outcome::Failure;

#[derive(clap::Args)]
pub struct Options {
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
    /// Log the links of emails that become files. For development only: the links sign in whoever reads the log.
    #[arg(long)]
    log_links: bool,
    /// Sender of emails.
    #[arg(long, env = "BACHECA_MAIL_FROM")]
    mail_from: Option<String>,
    /// Private key that notifications are signed with, 32 bytes in base64url; without it one is made at the first start
    /// and kept in the database.
    #[arg(long, env = "BACHECA_PUSH_KEY", hide_env_values = true)]
    push_key: Option<String>,
    /// After how many months without use an account is erased, 1 to 48; its owner is told 30 days before.
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_INACTIVE_MONTHS)))]
    inactive_months: u32,
    /// Whom /.well-known/security.txt names for holes that somebody finds: an email address, or mailto:, https: or
    /// tel:. Without it there is no such file.
    #[arg(long, env = "BACHECA_SECURITY_CONTACT", value_parser = security_contact)]
    security_contact: Option<String>,
    /// Take the client's address from X-Forwarded-For: only behind a proxy that sets it.
    #[arg(long)]
    behind_proxy: bool,
}

pub async fn run(mut config: Config, options: Options) -> Result<ExitCode, Failure> {
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
    // A program that reads that it listens may stop it at once.
    let stop_signal = server::stop_signal();
    println!("listening on http://{}", listener.local_addr()?);
    let jobs = running::start(&state);
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
    Ok(ExitCode::SUCCESS)
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

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Arguments {
        #[command(flatten)]
        _options: Options,
    }

    #[test]
    fn accounts_are_kept_one_to_48_months_without_use() {
        let parses = |months: &str| Arguments::try_parse_from(["serve", "--inactive-months", months]).is_ok();
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
