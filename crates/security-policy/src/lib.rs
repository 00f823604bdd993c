//! Content-Security-Policy (CSP Level 3) as a value. Every policy that Bacheca sends is made here: the site's, the one
//! of a rendered page, which has its own style inside, and the one of the widget's frame in partners' pages.

use std::fmt;

use data_encoding::BASE64;
use sha2::{Digest, Sha256};

/// What a directive is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Directive {
    DefaultSrc,
    ScriptSrc,
    StyleSrc,
    ImgSrc,
    ConnectSrc,
    FontSrc,
    FrameSrc,
    ManifestSrc,
    WorkerSrc,
    BaseUri,
    FormAction,
    FrameAncestors,
    /// One that only a deployment uses.
    Other(String),
}

/// What a directive allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    None,
    SelfOrigin,
    /// Compiling WebAssembly, and nothing else.
    WasmUnsafeEval,
    /// `data:` addresses.
    Data,
    /// A script or style inside of the document, by the Base64 of its SHA-256.
    Inline(String),
    /// An origin, or whatever else a deployment writes.
    Other(String),
}

impl Source {
    /// Allows exactly this text between the tags of a script or style.
    pub fn inline(text: &str) -> Self {
        Self::Inline(BASE64.encode(&Sha256::digest(text.as_bytes())))
    }

    pub fn origin(origin: impl Into<String>) -> Self {
        Self::Other(origin.into())
    }
}

/// Directives in the order they are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityPolicy(Vec<(Directive, Vec<Source>)>);

impl SecurityPolicy {
    /// The site's pages: nothing but its own origin, which also answers the API.
    pub fn site() -> Self {
        use Directive as D;
        use Source::{Data, None, SelfOrigin, WasmUnsafeEval};
        Self(vec![
            (D::DefaultSrc, vec![None]),
            (D::ScriptSrc, vec![SelfOrigin, WasmUnsafeEval]),
            (D::StyleSrc, vec![SelfOrigin]),
            (D::ImgSrc, vec![SelfOrigin, Data]),
            (D::ConnectSrc, vec![SelfOrigin]),
            (D::FrameSrc, vec![SelfOrigin]),
            (D::ManifestSrc, vec![SelfOrigin]),
            (D::WorkerSrc, vec![SelfOrigin]),
            (D::FormAction, vec![SelfOrigin]),
            (D::BaseUri, vec![None]),
            (D::FrameAncestors, vec![None]),
        ])
    }

    /// A document with these styles and this script inline, and nothing else: no picture, no form, no other script.
    /// `ancestors` are the origins whose pages may frame it; none: any.
    pub fn frame(styles: &[&str], script: &str, ancestors: &[String]) -> Self {
        use Directive as D;
        let mut directives = vec![
            (D::DefaultSrc, vec![Source::None]),
            (D::StyleSrc, styles.iter().map(|style| Source::inline(style)).collect()),
            (D::ScriptSrc, vec![Source::inline(script)]),
            (D::ConnectSrc, vec![Source::SelfOrigin]),
            (D::BaseUri, vec![Source::None]),
            (D::FormAction, vec![Source::None]),
        ];
        // Omitted instead of `*`, which means only web pages: no files, and no apps with their own pages.
        if !ancestors.is_empty() {
            directives.push((D::FrameAncestors, ancestors.iter().map(Source::origin).collect()));
        }
        Self(directives)
    }

    /// Reads the text of a header, or of a file that holds one. `None`: there is nothing in it.
    pub fn parse(text: &str) -> Option<Self> {
        let directives: Vec<_> = text
            .split(';')
            .filter_map(|directive| {
                let mut words = directive.split_whitespace();
                Some((Directive::parse(words.next()?), words.map(Source::parse).collect()))
            })
            .collect();
        (!directives.is_empty()).then_some(Self(directives))
    }

    /// Allows more. Hashes come right after `'self'`, other sources last.
    pub fn allow(mut self, directive: &Directive, sources: impl IntoIterator<Item = Source>) -> Self {
        if let Some((_, allowed)) = self.0.iter_mut().find(|(known, _)| known == directive) {
            for (at, source) in sources.into_iter().enumerate() {
                let own = allowed.iter().position(|source| *source == Source::SelfOrigin);
                match (own, &source) {
                    (Some(own), Source::Inline(_)) => allowed.insert((own + 1 + at).min(allowed.len()), source),
                    _ => allowed.push(source),
                }
            }
        }
        self
    }
}

impl fmt::Display for SecurityPolicy {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (directive, sources)) in self.0.iter().enumerate() {
            if at > 0 {
                text.write_str("; ")?;
            }
            text.write_str(directive.name())?;
            for source in sources {
                write!(text, " {source}")?;
            }
        }
        Ok(())
    }
}

impl Directive {
    const KNOWN: [Self; 12] = [
        Self::DefaultSrc,
        Self::ScriptSrc,
        Self::StyleSrc,
        Self::ImgSrc,
        Self::ConnectSrc,
        Self::FontSrc,
        Self::FrameSrc,
        Self::ManifestSrc,
        Self::WorkerSrc,
        Self::BaseUri,
        Self::FormAction,
        Self::FrameAncestors,
    ];

    fn name(&self) -> &str {
        match self {
            Self::DefaultSrc => "default-src",
            Self::ScriptSrc => "script-src",
            Self::StyleSrc => "style-src",
            Self::ImgSrc => "img-src",
            Self::ConnectSrc => "connect-src",
            Self::FontSrc => "font-src",
            Self::FrameSrc => "frame-src",
            Self::ManifestSrc => "manifest-src",
            Self::WorkerSrc => "worker-src",
            Self::BaseUri => "base-uri",
            Self::FormAction => "form-action",
            Self::FrameAncestors => "frame-ancestors",
            Self::Other(name) => name,
        }
    }

    fn parse(name: &str) -> Self {
        let known = Self::KNOWN.into_iter().find(|known| known.name().eq_ignore_ascii_case(name));
        known.unwrap_or_else(|| Self::Other(name.to_owned()))
    }
}

impl fmt::Display for Source {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => text.write_str("'none'"),
            Self::SelfOrigin => text.write_str("'self'"),
            Self::WasmUnsafeEval => text.write_str("'wasm-unsafe-eval'"),
            Self::Data => text.write_str("data:"),
            Self::Inline(hash) => write!(text, "'sha256-{hash}'"),
            Self::Other(source) => text.write_str(source),
        }
    }
}

impl Source {
    fn parse(word: &str) -> Self {
        match word {
            "'none'" => Self::None,
            "'self'" => Self::SelfOrigin,
            "'wasm-unsafe-eval'" => Self::WasmUnsafeEval,
            "data:" => Self::Data,
            _ => match word.strip_prefix("'sha256-").and_then(|rest| rest.strip_suffix('\'')) {
                Some(hash) => Self::Inline(hash.to_owned()),
                None => Self::Other(word.to_owned()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_in_the_document_runs() {
        let policy = SecurityPolicy::frame(&["a{}"], "1", &[]).to_string();
        // openssl: printf 1 | openssl dgst -sha256 -binary | base64
        assert!(policy.contains("script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=';"), "{policy}");
        assert!(!policy.contains("frame-ancestors"), "{policy}");
        let listed = ["https://comune.example".to_owned(), "https://scuola.example".to_owned()];
        let policy = SecurityPolicy::frame(&[], "", &listed).to_string();
        assert!(policy.ends_with("frame-ancestors https://comune.example https://scuola.example"), "{policy}");
    }

    #[test]
    fn what_a_file_says_is_sent_as_it_is() {
        let text = "default-src 'none';\n  script-src 'self' 'sha256-YQ==' https://a.example;\nreport-to here\n";
        let policy = SecurityPolicy::parse(text).unwrap();
        assert_eq!(
            policy.to_string(),
            "default-src 'none'; script-src 'self' 'sha256-YQ==' https://a.example; report-to here"
        );
        assert_eq!(SecurityPolicy::parse(" \n;"), None);
    }

    #[test]
    fn hashes_come_after_the_own_origin_and_origins_last() {
        let allowed = [Source::inline("a"), Source::inline("b")];
        let policy = SecurityPolicy::parse("style-src 'self' https://a.example").unwrap();
        let text = policy.allow(&Directive::StyleSrc, allowed.clone()).to_string();
        assert_eq!(text, format!("style-src 'self' {} {} https://a.example", allowed[0], allowed[1]));
        let origin = Source::origin("https://api.example");
        let text = SecurityPolicy::site().allow(&Directive::ImgSrc, [origin]).to_string();
        assert!(text.contains("img-src 'self' data: https://api.example;"), "{text}");
        assert!(!text.contains("unsafe-inline"), "{text}");
    }
}
