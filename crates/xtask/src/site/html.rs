//! HTML read and changed by `lol_html`, which leaves every byte as it is that nothing asks to change.

use std::cell::{Cell, RefCell};

use anyhow::{Result, anyhow, ensure};
use lol_html::html_content::Element;
use lol_html::{HandlerResult, RewriteStrSettings, element, rewrite_str, text};

/// Changes every element that a CSS selector finds. That there is none means that the page and the code that builds it
/// no longer agree.
pub fn edit(
    html: &str,
    selector: &str,
    mut change: impl FnMut(&mut Element<'_, '_>) -> HandlerResult,
) -> Result<String> {
    let count = Cell::new(0);
    let handler = element!(selector, |element| {
        count.set(count.get() + 1);
        change(element)
    });
    let edited = rewrite_str(html, RewriteStrSettings::new().append_element_content_handler(handler))
        .map_err(|error| anyhow!("changing {selector}: {error}"))?;
    ensure!(count.get() > 0, "index.html has no {selector}");
    Ok(edited)
}

/// The values of an attribute of all elements that a selector finds.
pub fn attributes(html: &str, selector: &str, name: &str) -> Result<Vec<String>> {
    let found = RefCell::new(Vec::new());
    let handler = element!(selector, |element| {
        found.borrow_mut().extend(element.get_attribute(name));
        Ok(())
    });
    rewrite_str(html, RewriteStrSettings::new().append_element_content_handler(handler))
        .map_err(|error| anyhow!("reading {selector}: {error}"))?;
    Ok(found.take())
}

/// What stands in all elements that a selector finds, one text for each of them.
pub fn texts(html: &str, selector: &str) -> Result<Vec<String>> {
    let found = RefCell::new(Vec::<String>::new());
    let begin = element!(selector, |_| {
        found.borrow_mut().push(String::new());
        Ok(())
    });
    let fill = text!(selector, |chunk| {
        if let Some(last) = found.borrow_mut().last_mut() {
            last.push_str(chunk.as_str());
        }
        Ok(())
    });
    let settings = RewriteStrSettings::new().append_element_content_handler(begin).append_element_content_handler(fill);
    rewrite_str(html, settings).map_err(|error| anyhow!("reading {selector}: {error}"))?;
    Ok(found.take())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><meta name=a content=''  ><script>let a = '<b>';</script><script src=c></script></head>";

    #[test]
    fn only_what_is_asked_for_changes() {
        let edited =
            edit(PAGE, "script[src='c']", |script| script.set_attribute("src", "d").map_err(Into::into)).unwrap();
        assert_eq!(edited, PAGE.replace("src=c", "src=\"d\""));
        assert!(edit(PAGE, "script[src='e']", |_| Ok(())).unwrap_err().to_string().contains("script[src='e']"));
    }

    #[test]
    fn scripts_and_addresses_are_read() {
        assert_eq!(texts(PAGE, "script:not([src])").unwrap(), ["let a = '<b>';"]);
        assert_eq!(attributes(PAGE, "script", "src").unwrap(), ["c"]);
    }
}
