//! The document around a page: the build's `shell.html` with its head and its content filled in.
//!
//! The shell is read once: [`Places`] says which bytes of it are its title, its style sheet, what loads the app, the app's
//! element. A document is then those bytes with others in some places ([`Shell::with`]), and nothing is searched for again:
//!
//! ```text
//! <head> … <title>·</title> <meta description·> <link stylesheet·> [program] … ·</head>
//! <body> <div id="app">· the empty page, up to the end of the body ·</body>
//! ```
//!
//! - [`Shell::empty`] changes the head alone: the app fills the rest in when it is there.
//! - [`Shell::document`] puts the page into the app's element, followed by the answers it was made of, and moves the tags that
//!   load the app to the end: the page then has the network to itself while it arrives. The app finds
//!   [`PRERENDERED`] on its element and the answers by their attributes (`src/prerender.rs`, `src/scripts/start/takeover.js`).

use std::ops::Range;
use std::sync::Arc;

use bacheca::prerender::{ANSWER_ATTRIBUTE, LENGTH_ATTRIBUTE, MOUNT_ID, PRERENDERED};
use contract::PageHead;
use wording::markup::escaped;

use crate::content::Content;
use crate::elements;

/// A build's empty document, taken apart once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shell {
    html: String,
    places: Places,
    /// Name and content of its `<meta name=…>`.
    pub meta: Arc<Vec<(String, String)>>,
}

/// Where in the shell things are, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Places {
    title: Option<Range<usize>>,
    description: Option<Range<usize>>,
    sheet: Option<Sheet>,
    /// What loads the app, each with the end of its line.
    program: Vec<Range<usize>>,
    head_end: usize,
    /// Where the app's element begins.
    mount: usize,
    body_end: usize,
}

/// The link to the style sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sheet {
    place: Range<usize>,
    address: String,
}

/// What stands in place of some bytes of the shell.
type Edit<'a> = (Range<usize>, &'a str);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShellError {
    #[error("the shell has no element {MOUNT_ID} in a body that ends")]
    NoMount,
    #[error("the shell has no head")]
    NoHead,
    #[error("the shell links no style sheet {0}")]
    NoStyle(String),
    #[error("the shell can't be read: {0}")]
    Unreadable(String),
}

impl Shell {
    /// `shell.html` as the build wrote it.
    pub fn parse(html: impl Into<String>) -> Result<Self, ShellError> {
        let html = html.into();
        let meta = find(&html, "meta[name][content]")?;
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let meta = meta.iter().map(|meta| (text(meta.attribute("name")), text(meta.attribute("content")))).collect();
        Ok(Self { places: Places::of(&html)?, meta: Arc::new(meta), html })
    }

    /// Puts the whole style sheet into every document, for who can send no policy of its own with each of them: what is
    /// read first then waits for nothing else.
    pub fn with_style(self, address: &str, css: &str) -> Result<Self, ShellError> {
        let Some(sheet) = self.places.sheet.as_ref().filter(|sheet| sheet.address == address) else {
            return Err(ShellError::NoStyle(address.to_owned()));
        };
        let html = self.with(self.html.len(), vec![(sheet.place.clone(), &format!("<style>{css}</style>"))]);
        Ok(Self { meta: self.meta, ..Self::parse(html)? })
    }

    /// Address of the style sheet, when one is linked.
    pub fn style_address(&self) -> Option<&str> {
        self.places.sheet.as_ref().map(|sheet| sheet.address.as_str())
    }

    /// The configured value of a `<meta>`.
    pub fn configured(&self, name: &str) -> Option<&str> {
        let found = self.meta.iter().find(|(known, _)| known == name)?;
        Some(found.1.as_str()).filter(|content| !content.is_empty())
    }

    /// As the app is to find it configured, where the server knows what the build did not.
    pub fn with_meta(mut self, name: &str, content: &str) -> Self {
        let meta = Arc::make_mut(&mut self.meta);
        meta.retain(|(known, _)| known != name);
        meta.push((name.to_owned(), content.to_owned()));
        self
    }

    /// The empty document with a page's head.
    pub fn empty(&self, head: &PageHead) -> String {
        let head = Head::of(head, &self.places);
        self.with(self.html.len(), head.edits(&self.places))
    }

    /// The document of a page. `style` stands inside, where the sheet was linked; that is then loaded after what is read.
    pub fn document(&self, head: &PageHead, content: &Content, style: Option<&str>) -> String {
        let head = Head::of(head, &self.places);
        let mut edits = head.edits(&self.places);
        edits.extend(self.places.program.iter().map(|place| (place.clone(), "")));
        let mut program: String = self.places.program.iter().filter_map(|place| self.html.get(place.clone())).collect();
        let style = style.map(|style| format!("<style>{style}</style>"));
        if let (Some(style), Some(Sheet { place, address })) = (&style, &self.places.sheet) {
            edits.push((place.clone(), style));
            // Loaded, applied to prints alone: for the screen that is `src/scripts/start/takeover.js` to do.
            let link = "<link rel=\"stylesheet\" media=\"print\" fetchpriority=\"high\"";
            program = format!("{link} href=\"{address}\">\n{program}");
        }
        let mut document = self.with(self.places.mount, edits);
        document.push_str(&format!("<div id=\"{MOUNT_ID}\" {PRERENDERED}>"));
        document.push_str(&content.html);
        document.push_str("</div>");
        for (path, text) in &content.answers {
            // In JSON `<` stands in texts only, where it may be written so; nothing then ends the element early.
            let text = text.replace('<', "\\u003c");
            document.push_str(&format!(
                "<script type=\"application/json\" {ANSWER_ATTRIBUTE}=\"{}\" {LENGTH_ATTRIBUTE}=\"{}\">",
                escaped(path),
                text.encode_utf16().count()
            ));
            document.push_str(&text);
            document.push_str("</script>");
        }
        document.push_str(&program);
        document.push_str(self.html.get(self.places.body_end..).unwrap_or_default());
        document
    }

    /// The shell up to a place, edited.
    fn with(&self, end: usize, mut edits: Vec<Edit<'_>>) -> String {
        edits.sort_by_key(|(place, _)| place.start);
        let mut html = String::with_capacity(self.html.len() * 2);
        let mut at = 0;
        for (place, text) in edits {
            html.push_str(self.html.get(at..place.start).unwrap_or_default());
            html.push_str(text);
            at = place.end;
        }
        html.push_str(self.html.get(at..end).unwrap_or_default());
        html
    }
}

impl Places {
    fn of(html: &str) -> Result<Self, ShellError> {
        let first = |selector: &str| find(html, selector).map(|found| found.into_iter().next());
        let head_end = first("head")?.and_then(|head| head.end).ok_or(ShellError::NoHead)?.start;
        let mount = first(&format!("body > div#{MOUNT_ID}"))?.ok_or(ShellError::NoMount)?.start.start;
        // The build writes the app's element as the last of the body.
        let body_end = first("body")?.and_then(|body| body.end).ok_or(ShellError::NoMount)?.start;
        let sheet = first("head > link[rel='stylesheet'][href]")?
            .map(|link| Sheet { address: link.attribute("href").unwrap_or_default().to_owned(), place: link.whole() });
        let mut program = Vec::new();
        for selector in ["link[rel='preload']", "link[rel='modulepreload']", "script[type='module']"] {
            for element in find(html, &format!("head > {selector}"))? {
                let mut place = element.whole();
                place.end += usize::from(html.get(place.end..).is_some_and(|rest| rest.starts_with('\n')));
                program.push(place);
            }
        }
        program.sort_by_key(|place| place.start);
        Ok(Self {
            title: first("head > title")?.map(|title| title.whole()),
            description: first("head > meta[name='description']")?.map(|meta| meta.whole()),
            sheet,
            program,
            head_end,
            mount,
            body_end,
        })
    }
}

/// What a page says of itself, as elements; what the shell has no place for is added at the end of the head.
struct Head {
    title: Option<String>,
    description: Option<String>,
    added: String,
}

impl Head {
    fn of(head: &PageHead, places: &Places) -> Self {
        let mut title = head.title.as_ref().map(|title| format!("<title>{}</title>", escaped(title)));
        let mut description = head
            .description
            .as_ref()
            .map(|description| format!("<meta name=\"description\" content=\"{}\">", escaped(description)));
        let mut added = String::new();
        if places.title.is_none() {
            added.extend(title.take());
        }
        if places.description.is_none() {
            added.extend(description.take());
        }
        added.push_str(&head.elements);
        Self { title, description, added }
    }

    fn edits(&self, places: &Places) -> Vec<Edit<'_>> {
        let mut edits = vec![(places.head_end..places.head_end, self.added.as_str())];
        for (place, text) in [(&places.title, &self.title), (&places.description, &self.description)] {
            if let (Some(place), Some(text)) = (place, text) {
                edits.push((place.clone(), text.as_str()));
            }
        }
        edits
    }
}

fn find(html: &str, selector: &str) -> Result<Vec<elements::Element>, ShellError> {
    elements::find(html, selector).map_err(|error| ShellError::Unreadable(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<html><head><title>Bacheca</title><meta name=\"bacheca-api\" content=\"https://api.example\">\
        <link rel=\"stylesheet\" href=\"/assets/index-1.css\"></head><body>\n<div id=\"app\"><p>Attendi</p></div>\n</body></html>";

    fn content() -> Content {
        Content {
            html: "<h1>Ciao</h1>".into(),
            answers: vec![("/articles?q=\"a\"&b".into(), "{\"a\":\"</script><!--\"}".into())],
        }
    }

    #[test]
    fn a_page_stands_in_its_shell() {
        let shell = Shell::parse(HTML).unwrap();
        assert_eq!(shell.configured("bacheca-api"), Some("https://api.example"));
        let head = PageHead { title: Some("A & <b>".into()), elements: "<link>".into(), ..PageHead::default() };
        let html = shell.document(&head, &content(), None);
        assert!(html.contains("<title>A &amp; &lt;b&gt;</title>"), "{html}");
        assert!(html.contains("<link></head>"), "{html}");
        assert!(html.contains("<div id=\"app\" data-prerendered><h1>Ciao</h1></div>"), "{html}");
        assert!(!html.contains("Attendi") && html.ends_with("</body></html>"), "{html}");
        // One beginning and one end of the script, whatever the answer says.
        assert_eq!((html.matches("<script").count(), html.matches("</script>").count()), (1, 1), "{html}");
        assert!(
            html.contains(
                "data-api=\"/articles?q=&quot;a&quot;&amp;b\" data-length=\"31\">{\"a\":\"\\u003c/script>\\u003c!--\"}"
            ),
            "{html}"
        );
    }

    #[test]
    fn what_loads_the_app_comes_after_what_is_read() {
        let html = HTML.replace("</head>", "\n<script type=\"module\" src=\"/assets/start-1.js\"></script>\n</head>");
        let shell = Shell::parse(html.as_str()).unwrap();
        let page = shell.document(&PageHead::default(), &content(), None);
        assert!(page.find("<script type=\"module\"") > page.find("<h1>"), "{page}");
        assert_eq!(page.matches("type=\"module\"").count(), 1, "{page}");
        assert_eq!(shell.empty(&PageHead::default()), html);
    }

    #[test]
    fn without_content_the_shell_stays_empty() {
        let html = Shell::parse(HTML).unwrap().empty(&PageHead::default());
        assert_eq!(html, HTML);
    }

    #[test]
    fn the_style_sheet_can_stand_inside() {
        let shell = Shell::parse(HTML).unwrap();
        let address = shell.style_address().unwrap().to_owned();
        let html = shell.clone().with_style(&address, "a{}").unwrap().empty(&PageHead::default());
        assert!(html.contains("<style>a{}</style>") && !html.contains("stylesheet"), "{html}");
        // Or a part of it, and all of it once there is something to read.
        let html = shell.document(&PageHead::default(), &content(), Some("b{}"));
        let (inside, linked) = (html.find("<style>b{}</style>"), html.find("rel=\"stylesheet\""));
        assert!(inside < html.find("<h1>") && html.find("<h1>") < linked, "{html}");
        assert_eq!(html.matches("stylesheet").count(), 1, "{html}");
        assert_eq!(shell.with_style("/other.css", "a{}"), Err(ShellError::NoStyle("/other.css".into())));
    }

    #[test]
    fn what_is_no_shell_is_refused() {
        for html in ["<body><div id=\"app\">", "</body><div id=\"app\">", "<body><p id=\"app\"></p></body>"] {
            assert_eq!(Shell::parse(format!("<head></head>{html}")), Err(ShellError::NoMount), "{html}");
        }
        assert_eq!(Shell::parse("<body><div id=\"app\"></div></body>"), Err(ShellError::NoHead));
    }
}
