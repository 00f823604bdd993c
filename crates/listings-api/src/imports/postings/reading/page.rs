//! Blocks of JSON-LD in an HTML page.

use std::cell::RefCell;

use lol_html::{RewriteStrSettings, element, rewrite_str, text};

/// A page's blocks, and what its relative addresses count from.
#[derive(Debug, Default)]
pub struct Page {
    pub blocks: Vec<Block>,
    pub base_url: Option<String>,
    pub title: String,
}

#[derive(Debug)]
pub struct Block {
    pub line: usize,
    pub json: String,
}

pub fn read(html: &str) -> Result<Page, String> {
    let found = RefCell::new((Page::default(), Vec::<(usize, String)>::new()));
    let begin = element!("script", |script| {
        let is_json_ld = script.get_attribute("type").is_some_and(|kind| is_json_ld(&kind));
        // Others end what was collected.
        let start = if is_json_ld { script.source_location().bytes().end } else { usize::MAX };
        found.borrow_mut().1.push((start, String::new()));
        Ok(())
    });
    let fill = text!("script", |chunk| {
        if let Some((_, json)) = found.borrow_mut().1.last_mut() {
            json.push_str(chunk.as_str());
        }
        Ok(())
    });
    let title = text!("title", |chunk| {
        found.borrow_mut().0.title.push_str(chunk.as_str());
        Ok(())
    });
    let base = element!("base[href], link[rel=canonical][href]", |link| {
        if let Some(href) = link.get_attribute("href").filter(|href| href.starts_with("http")) {
            let is_base = link.tag_name() == "base";
            let page = &mut found.borrow_mut().0;
            if is_base || page.base_url.is_none() {
                page.base_url = Some(href);
            }
        }
        Ok(())
    });
    let settings = [begin, fill, title, base]
        .into_iter()
        .fold(RewriteStrSettings::new(), RewriteStrSettings::append_element_content_handler);
    rewrite_str(html, settings).map_err(|error| format!("not HTML: {error}"))?;
    let (mut page, blocks) = found.into_inner();
    let (mut at, mut line) = (0, 1);
    for (start, json) in blocks.into_iter().filter(|(start, _)| *start < usize::MAX) {
        line += newlines(html, at, start);
        at = start;
        let bare = bare(&json);
        let before = json.find(bare).unwrap_or_default();
        page.blocks.push(Block { line: line + newlines(&json, 0, before), json: bare.to_owned() });
    }
    page.blocks.retain(|block| !block.json.is_empty());
    page.title = page.title.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(page)
}

fn is_json_ld(kind: &str) -> bool {
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/ld+json")
}

/// Without the marks that hide a script from old browsers and from XML.
fn bare(json: &str) -> &str {
    let mut bare = json.trim();
    loop {
        let before = bare;
        for mark in ["<!--", "//<![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "// <![CDATA[", "<![CDATA[", "<!CDATA["]
        {
            bare = bare.strip_prefix(mark).unwrap_or(bare).trim_start();
        }
        for mark in ["//-->", "// -->", "-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>", ";"] {
            bare = bare.strip_suffix(mark).unwrap_or(bare).trim_end();
        }
        if bare == before {
            return bare;
        }
    }
}

fn newlines(text: &str, from: usize, to: usize) -> usize {
    text.as_bytes().get(from..to).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_found_with_their_lines_and_without_marks() {
        let page = read(
            "<!doctype html><html><head><title>Lavora\n con noi</title><link rel=\"canonical\" href=\"https://x.example/lavoro/\">\n\
             <script type=\"application/ld+json\">{\"a\": \"<p>x</p>\"}</script><script>var x = {\"b\": 1};</script>\n\
             <script nonce=x type='application/LD+JSON; charset=utf-8'>\n//<![CDATA[\n{\"c\": 1}\n//]]>\n</script>\
             <script type=\"application/ld+json\"> </script><!-- <script type=\"application/ld+json\">{}</script> --></head></html>",
        )
        .unwrap();
        let blocks: Vec<_> = page.blocks.iter().map(|block| (block.line, block.json.as_str())).collect();
        assert_eq!(blocks, [(3, "{\"a\": \"<p>x</p>\"}"), (6, "{\"c\": 1}")]);
        assert_eq!(
            (page.title.as_str(), page.base_url.as_deref()),
            ("Lavora con noi", Some("https://x.example/lavoro/"))
        );
    }

    #[test]
    fn a_page_without_blocks_has_none() {
        assert!(read("<html><body>502 Bad Gateway</body></html>").unwrap().blocks.is_empty());
    }
}
