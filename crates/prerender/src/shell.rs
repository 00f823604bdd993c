//! The document around a page: the build's `shell.html` with its head and its content filled in.

use bacheca::prerender::{ANSWER_ATTRIBUTE, LENGTH_ATTRIBUTE, MOUNT_ID, PRERENDERED};
use contract::PageHead;
use wording::markup::escaped;

use crate::content::Content;

/// A build's empty document, taken apart once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shell {
    html: String,
    /// Name and content of its `<meta name=…>`.
    pub meta: std::sync::Arc<Vec<(String, String)>>,
    /// `html` up to the app's element, from there to its end, and what follows.
    start: usize,
    end: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShellError {
    #[error("the shell has no element {MOUNT_ID} that ends with the body")]
    NoMount,
    #[error("the shell links no style sheet {0}")]
    NoStyle(String),
}

impl Shell {
    /// `shell.html` as the build wrote it.
    pub fn parse(html: impl Into<String>) -> Result<Self, ShellError> {
        let html = html.into();
        let open = format!("<div id=\"{MOUNT_ID}\">");
        let start = html.find(&open).ok_or(ShellError::NoMount)?;
        // The build writes it as the body's only element.
        let end = html.rfind("</body>").filter(|end| *end > start).ok_or(ShellError::NoMount)?;
        let meta = std::sync::Arc::new(meta_elements(&html));
        Ok(Self { html, meta, start, end })
    }

    /// Puts the whole style sheet into every document, for who can send no policy of its own with each of them: what is
    /// read first then waits for nothing else.
    pub fn with_style(self, address: &str, css: &str) -> Result<Self, ShellError> {
        let link = sheet(address);
        if !self.html.contains(&link) {
            return Err(ShellError::NoStyle(address.to_owned()));
        }
        let meta = self.meta;
        let styled = Self::parse(self.html.replacen(&link, &format!("<style>{css}</style>"), 1))?;
        Ok(Self { meta, ..styled })
    }

    /// Address of the style sheet, when one is linked.
    pub fn style_address(&self) -> Option<&str> {
        let (_, rest) = self.html.split_once("<link rel=\"stylesheet\" href=\"")?;
        rest.split_once('"').map(|(address, _)| address)
    }

    /// The configured value of a `<meta>`.
    pub fn configured(&self, name: &str) -> Option<&str> {
        let found = self.meta.iter().find(|(known, _)| known == name)?;
        Some(found.1.as_str()).filter(|content| !content.is_empty())
    }

    /// As the app is to find it configured, where the server knows what the build did not.
    pub fn with_meta(mut self, name: &str, content: &str) -> Self {
        let meta = std::sync::Arc::make_mut(&mut self.meta);
        meta.retain(|(known, _)| known != name);
        meta.push((name.to_owned(), content.to_owned()));
        self
    }

    /// The empty document with a page's head.
    pub fn empty(&self, head: &PageHead) -> String {
        match self.html.split_at_checked(self.start) {
            Some((start, rest)) => with_head(start, head) + rest,
            None => self.html.clone(),
        }
    }

    /// The document of a page. `style` stands inside, where the sheet was linked; that is then loaded after what is read.
    pub fn document(&self, head: &PageHead, content: &Content, style: Option<&str>) -> String {
        let Some((before, after)) = self.html.split_at_checked(self.end) else { return self.html.clone() };
        let Some((start, _)) = before.split_at_checked(self.start) else { return self.html.clone() };
        let (mut reading, mut program) = without_program(start);
        if let (Some(style), Some(address)) = (style, self.style_address()) {
            let link = sheet(address);
            reading = reading.replacen(&link, &format!("<style>{style}</style>"), 1);
            // Loaded, applied to prints alone: for the screen that is `src/start/takeover.js` to do.
            let waiting = link.replacen(" href=", " media=\"print\" fetchpriority=\"high\" href=", 1);
            program = format!("{waiting}\n{program}");
        }
        let mut document = with_head(&reading, head);
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
        document.push_str(after);
        document
    }
}

fn sheet(address: &str) -> String {
    format!("<link rel=\"stylesheet\" href=\"{address}\">")
}

/// Takes out of the head what loads the app, as it is: at the end of the document it does not share the network with what
/// is to be read.
fn without_program(html: &str) -> (String, String) {
    let loads = |line: &&str| {
        ["<link rel=\"preload\"", "<link rel=\"modulepreload\"", "<script type=\"module\""]
            .iter()
            .any(|start| line.starts_with(start))
    };
    let (program, reading): (Vec<_>, Vec<_>) = html.split_inclusive('\n').partition(loads);
    (reading.concat(), program.concat())
}

/// The part of a document with its head, saying what the page is.
fn with_head(html: &str, head: &PageHead) -> String {
    let Some((before, after)) = html.split_once("</head>") else { return html.to_owned() };
    let mut before = before.to_owned();
    let mut added = String::new();
    if let Some(title) = &head.title {
        put(&mut before, &mut added, ("<title>", "</title>"), &format!("<title>{}</title>", escaped(title)));
    }
    if let Some(description) = &head.description {
        let element = format!("<meta name=\"description\" content=\"{}\">", escaped(description));
        put(&mut before, &mut added, ("<meta name=\"description\"", ">"), &element);
    }
    format!("{before}{added}{}</head>{after}", head.elements)
}

/// Puts an element where one of its kind is, else among what is added.
fn put(head: &mut String, added: &mut String, (start, end): (&str, &str), element: &str) {
    let place = head.find(start).and_then(|from| {
        let inside = from + start.len();
        Some(from..inside + head.get(inside..)?.find(end)? + end.len())
    });
    match place {
        Some(place) => head.replace_range(place, element),
        None => added.push_str(element),
    }
}

/// Names and contents of the elements `<meta name="…" content="…">`, as the build writes them.
fn meta_elements(html: &str) -> Vec<(String, String)> {
    html.split("<meta name=\"")
        .skip(1)
        .filter_map(|rest| {
            let (name, rest) = rest.split_once("\" content=\"")?;
            let (content, _) = rest.split_once('"')?;
            (!name.contains(['<', '>'])).then(|| (name.to_owned(), content.to_owned()))
        })
        .collect()
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
        for html in ["", "<body><div id=\"app\">", "</body><div id=\"app\">"] {
            assert_eq!(Shell::parse(html), Err(ShellError::NoMount), "{html}");
        }
    }
}
