//! What a deployment decides: the addresses in index.html, and the security policy that follows from them.

use std::path::Path;

use anyhow::{Context, Result, bail};
use lol_html::html_content::ContentType;
use security_policy::{Directive, SecurityPolicy, Source};

use super::{compress, html, worker};

/// The script that partners put into their pages, at the root of the site.
pub const LOADER: &str = "embed.js";
/// In front of the API's address in it.
const LOADER_API: &str = "\"bacheca-api=";

/// Where things are reached. Empty means: on the origin that serves the site.
#[derive(Debug, Default, Clone, PartialEq, Eq, clap::Args)]
pub struct Addresses {
    /// The listings API, for example https://api.example.it; without it the API is on the site's own origin
    #[arg(long, value_name = "URL", default_value = "", hide_default_value = true, value_parser = origin)]
    pub api: String,
    /// The site's public address, for links that are shared; without it the address in the browser is used
    #[arg(long, value_name = "URL", default_value = "", hide_default_value = true, value_parser = origin)]
    pub site: String,
    /// The email address that the privacy notice names; without it the notice names none
    #[arg(long, value_name = "EMAIL", default_value = "", hide_default_value = true, value_parser = email)]
    pub contact: String,
    /// Take the service worker away from the browsers that have it, with all that it keeps; build the site to have it again
    #[arg(long)]
    pub no_service_worker: bool,
}

/// An email address without anything that would need escaping.
fn email(text: &str) -> Result<String> {
    let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "-._+@".contains(c));
    if text.is_empty() || (is_plain && text.split('@').filter(|part| !part.is_empty()).count() == 2) {
        Ok(text.to_owned())
    } else {
        bail!("not an address like privacy@example.it")
    }
}

/// An http(s) address without anything that would need escaping, and without a closing slash.
fn origin(text: &str) -> Result<String> {
    let text = text.trim_end_matches('/');
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_plain = |rest: &str| rest.chars().all(|c| c.is_ascii_alphanumeric() || "-._~:/[]%".contains(c));
    match rest {
        None if text.is_empty() => Ok(String::new()),
        Some(rest) if !rest.is_empty() && is_plain(rest) => Ok(text.to_owned()),
        _ => bail!("not an address like https://api.example.it"),
    }
}

/// The empty document, for every address that has no page of its own.
pub const SHELL: &str = "shell.html";
/// What the first page is; the shell until pages are rendered.
const INDEX: &str = "index.html";
/// What static hosts give for an address that has no file: the app then says what is there.
const MISSING: &str = "404.html";

/// Writes shell.html with the addresses filled in, index.html, their compressed copies, and csp.txt.
pub fn write(shell: &str, addresses: &Addresses, site: &Path) -> Result<()> {
    let shell = fill(shell, "bacheca-api", &addresses.api)?;
    let shell = fill(&shell, "bacheca-site", &addresses.site)?;
    let shell = fill(&shell, "bacheca-contact", &addresses.contact)?;
    let shell = fill_report(&shell, &addresses.contact)?;
    if addresses.no_service_worker {
        worker::put(None, site)?;
    }
    let has_worker = worker::is_in(site)?;
    let worker_address = if has_worker { format!("/{}", worker::FILE) } else { String::new() };
    let shell = fill(&shell, "bacheca-worker", &worker_address)?;
    for name in [SHELL, INDEX, MISSING] {
        let file = site.join(name);
        std::fs::write(&file, &shell).with_context(|| format!("writing {name}"))?;
        compress::file(&file)?;
    }
    let loader = site.join(LOADER);
    let script = std::fs::read_to_string(&loader).with_context(|| format!("reading {LOADER}"))?;
    std::fs::write(&loader, fill_loader(&script, &addresses.api)?).with_context(|| format!("writing {LOADER}"))?;
    compress::file(&loader)?;
    if has_worker {
        worker::list(site, &addresses.api)?;
    } else {
        compress::file(&site.join(worker::FILE))?;
    }
    std::fs::write(site.join("csp.txt"), policy(addresses, inline(&shell, site)?)).context("writing csp.txt")
}

/// Puts a script where the shell refers to its address, so that it runs before anything else is there.
pub fn write_inside(shell: &str, address: &str, script: &str) -> Result<String> {
    if script.contains("</script") {
        bail!("{address} would end the element that it is in");
    }
    html::edit(shell, &format!("script[src='{address}']"), |element| {
        element.replace(&format!("<script>{}</script>", script.trim_end()), ContentType::Html);
        Ok(())
    })
}

/// What stands inside of documents, so that a policy may name it by its hash.
#[derive(Debug, Default)]
struct Inline {
    scripts: Vec<Source>,
    styles: Vec<Source>,
}

/// The shell's inline scripts, and the style sheet, which rendered pages have inside.
fn inline(shell: &str, site: &Path) -> Result<Inline> {
    let scripts = html::texts(shell, "script:not([src])")?.iter().map(|script| Source::inline(script)).collect();
    let sheets = html::attributes(shell, "head > link[rel='stylesheet']", "href")?;
    let read = |address: &String| {
        let css = std::fs::read_to_string(site.join(address.trim_start_matches('/')));
        css.map(|css| Source::inline(&css)).with_context(|| format!("reading {address}"))
    };
    Ok(Inline { scripts, styles: sheets.iter().map(read).collect::<Result<_>>()? })
}

/// Puts a value into `<meta name="…" content="…">`.
fn fill(shell: &str, name: &str, value: &str) -> Result<String> {
    html::edit(shell, &format!("meta[name='{name}']"), |meta| Ok(meta.set_attribute("content", value)?))
}

/// Shows the link by which a page that does not load can be told of, where there is somebody to tell.
fn fill_report(shell: &str, contact: &str) -> Result<String> {
    let shell = html::edit(shell, "li[data-contact]", |item| {
        match (contact.is_empty(), item.has_attribute("hidden")) {
            (true, false) => item.set_attribute("hidden", "")?,
            (false, true) => item.remove_attribute("hidden"),
            _ => {}
        }
        Ok(())
    })?;
    html::edit(&shell, "li[data-contact] > a", |link| {
        let address = link.get_attribute("href").unwrap_or_default();
        let (_, message) = address.split_once('?').ok_or("the item data-contact links no email with a subject")?;
        Ok(link.set_attribute("href", &format!("mailto:{contact}?{message}"))?)
    })
}

/// Puts the API's address into the loader.
fn fill_loader(script: &str, api: &str) -> Result<String> {
    let (before, rest) = script.split_once(LOADER_API).with_context(|| format!("{LOADER} has no {LOADER_API}"))?;
    let (_, after) = rest.split_once('"').with_context(|| format!("{LOADER_API} has no end"))?;
    Ok(format!("{before}{LOADER_API}{api}\"{after}"))
}

/// The Content-Security-Policy header for every page of the site.
fn policy(addresses: &Addresses, inline: Inline) -> String {
    let origin = addresses.api.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    let api = || Some(&origin).filter(|origin| !origin.is_empty()).map(Source::origin);
    let policy = SecurityPolicy::site()
        .allow(&Directive::ScriptSrc, inline.scripts)
        .allow(&Directive::StyleSrc, inline.styles)
        .allow(&Directive::ImgSrc, api())
        .allow(&Directive::ConnectSrc, api())
        .allow(&Directive::FrameSrc, api());
    format!("{policy}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHELL: &str = "<meta name=\"bacheca-api\" content=\"old\"><meta name=\"bacheca-site\" content=\"\">\
        <meta name=\"bacheca-contact\" content=\"\"><meta name=\"bacheca-worker\" content=\"/sw.js\">\
        <li data-contact hidden><a href=\"mailto:?subject=a\">";

    #[test]
    fn addresses_are_filled_in_again_and_again() {
        let folder = tempfile::tempdir().unwrap();
        worker::put(None, folder.path()).unwrap();
        std::fs::write(folder.path().join(LOADER), "let a=\"bacheca-api=\".slice(12)").unwrap();
        for api in ["https://api.example.it/base", ""] {
            let addresses = Addresses {
                api: api.into(),
                site: "https://example.it".into(),
                contact: "io@example.it".into(),
                no_service_worker: false,
            };
            write(SHELL, &addresses, folder.path()).unwrap();
            let written = std::fs::read_to_string(folder.path().join("index.html")).unwrap();
            assert_eq!(
                written,
                format!(
                    "<meta name=\"bacheca-api\" content=\"{api}\"><meta name=\"bacheca-site\" content=\"https://example.it\"><meta name=\"bacheca-contact\" content=\"io@example.it\"><meta name=\"bacheca-worker\" content=\"\"><li data-contact><a href=\"mailto:io@example.it?subject=a\">"
                )
            );
        }
        let hidden = fill_report("<li data-contact><a href=\"mailto:a@b.it?c\">", "").unwrap();
        assert_eq!(hidden, "<li data-contact hidden=\"\"><a href=\"mailto:?c\">");
        assert!(folder.path().join("index.html.br").is_file());
        let loader = std::fs::read_to_string(folder.path().join(LOADER)).unwrap();
        assert_eq!(loader, "let a=\"bacheca-api=\".slice(12)");
        assert!(folder.path().join("embed.js.br").is_file());
        assert_eq!(fill_loader(&loader, "https://a.it").unwrap(), "let a=\"bacheca-api=https://a.it\".slice(12)");
        assert!(fill_loader("let a", "https://a.it").is_err());
    }

    #[test]
    fn the_policy_lets_only_the_api_in() {
        let own = policy(&Addresses::default(), Inline::default());
        assert!(own.contains("connect-src 'self'; frame-src 'self'; "), "{own}");
        assert!(!own.contains("unsafe-inline"), "{own}");
        let other = policy(
            &Addresses { api: "https://api.example.it:8443/base/v2".into(), ..Addresses::default() },
            Inline::default(),
        );
        for directive in ["img-src 'self' data:", "connect-src 'self'", "frame-src 'self'"] {
            assert!(other.contains(&format!("{directive} https://api.example.it:8443; ")), "{other}");
        }
    }

    #[test]
    fn what_stands_inside_of_documents_is_named_by_its_hash() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("index-1.css"), "").unwrap();
        let shell = "<head><script>let a</script><script src=\"/b.js\"></script><link rel=\"stylesheet\" href=\"/index-1.css\">";
        let policy = policy(&Addresses::default(), inline(shell, folder.path()).unwrap());
        let empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
        assert!(policy.contains(&format!("style-src 'self' {empty};")), "{policy}");
        assert_eq!(policy.matches("sha256-").count(), 2, "{policy}");
        assert!(!policy.contains("unsafe-inline"), "{policy}");
        assert!(inline(shell, &folder.path().join("elsewhere")).is_err());
    }

    #[test]
    fn a_script_takes_the_place_of_what_refers_to_it() {
        let shell = "<script src=\"/a.js\"></script><script src=\"/b.js\"></script>";
        let inside = write_inside(shell, "/a.js", "let a;\n").unwrap();
        assert_eq!(inside, "<script>let a;</script><script src=\"/b.js\"></script>");
        assert!(write_inside(shell, "/c.js", "").is_err() && write_inside(shell, "/a.js", "'</script>'").is_err());
    }

    #[test]
    fn only_plain_addresses_are_taken() {
        assert_eq!(origin("https://api.example.it/").unwrap(), "https://api.example.it");
        assert_eq!(origin("").unwrap(), "");
        assert_eq!(email("privacy@example.it").unwrap(), "privacy@example.it");
        assert!(email("a@b@c").is_err() && email("\"><script>@x").is_err() && email("nobody").is_err());
        for wrong in
            ["api.example.it", "javascript:alert(1)", "https://", "https://a\" onload=\"x", "https://a; script-src *"]
        {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
    }
}
