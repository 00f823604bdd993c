//! Where the elements of a document are, as `lol_html` finds them.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use lol_html::errors::RewritingError;
use lol_html::{RewriteStrSettings, element, end_tag, rewrite_str};

/// An element, by the bytes of its tags.
#[derive(Debug)]
pub struct Element {
    pub start: Range<usize>,
    /// None where it has no end tag.
    pub end: Option<Range<usize>>,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// From the start tag to the end tag.
    pub fn whole(&self) -> Range<usize> {
        self.start.start..self.end.as_ref().map_or(self.start.end, |end| end.end)
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The elements that a CSS selector finds, in their order.
pub fn find(html: &str, selector: &str) -> Result<Vec<Element>, RewritingError> {
    let found: Rc<RefCell<Vec<Element>>> = Rc::default();
    let noted = Rc::clone(&found);
    let handler = element!(selector, move |element| {
        let number = noted.borrow().len();
        let attributes = element.attributes().iter().map(|attribute| (attribute.name(), attribute.value())).collect();
        noted.borrow_mut().push(Element { start: element.source_location().bytes(), end: None, attributes });
        if element.can_have_content() {
            let noted = Rc::clone(&noted);
            element.on_end_tag(end_tag!(move |end| {
                if let Some(element) = noted.borrow_mut().get_mut(number) {
                    element.end = Some(end.source_location().bytes());
                }
                Ok(())
            }))?;
        }
        Ok(())
    });
    rewrite_str(html, RewriteStrSettings::new().append_element_content_handler(handler))?;
    Ok(found.take())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_with_their_tags() {
        let html = "<head><link a=\"1\"><title>x</title></head><title>y</title><p>";
        let texts = |selector: &str| {
            let found = find(html, selector).unwrap();
            found.iter().map(|element| html.get(element.whole()).unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(texts("head > title"), ["<title>x</title>"]);
        assert_eq!(texts("link"), ["<link a=\"1\">"]);
        assert_eq!(texts("p"), ["<p>"]);
        assert_eq!(find(html, "[a]").unwrap()[0].attribute("a"), Some("1"));
    }
}
