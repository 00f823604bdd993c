//! Which part of the program the page at an address is in: the addresses as the crate `addresses` has them, the parts as
//! `src/parts.rs` does.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use syn::parse::{ParseStream, Parser};
use syn::{Ident, Item, Token};

use crate::machine::workspace;

/// The part by the pattern of the address.
pub fn by_pattern() -> Result<BTreeMap<String, String>> {
    let file = workspace::root().join("src/parts.rs");
    let source = std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
    let parts = by_page(&source)?;
    let mut pages = BTreeMap::new();
    for (page, pattern) in addresses::patterns() {
        let Some(part) = parts.get(page) else { bail!("{}: the page {page} is in no part", file.display()) };
        pages.insert(pattern, part.clone());
    }
    Ok(pages)
}

/// The part by the name of the page, out of `parts! { part: page = component, …; … }`.
fn by_page(source: &str) -> Result<BTreeMap<String, String>> {
    let list = syn::parse_file(source)?.items.into_iter().find_map(|item| match item {
        Item::Macro(item) if item.mac.path.is_ident("parts") => Some(item.mac.tokens),
        _ => None,
    });
    Ok(read.parse2(list.context("src/parts.rs has no list of parts")?)?)
}

fn read(input: ParseStream<'_>) -> syn::Result<BTreeMap<String, String>> {
    let mut parts = BTreeMap::new();
    while !input.is_empty() {
        let part: Ident = input.parse()?;
        input.parse::<Token![:]>()?;
        loop {
            let page: Ident = input.parse()?;
            input.parse::<Token![=]>()?;
            input.parse::<syn::Path>()?;
            parts.insert(page.to_string(), part.to_string());
            if input.parse::<Option<Token![,]>>()?.is_none() {
                break;
            }
        }
        input.parse::<Token![;]>()?;
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_of_the_site_is_in_a_part() {
        let pages = by_pattern().unwrap();
        assert_eq!(pages.len(), addresses::patterns().len());
        assert_eq!(pages.get("/").map(String::as_str), Some("index"));
        assert_eq!(pages.get("/offerte/*").map(String::as_str), Some("job_posting"));
    }

    #[test]
    fn a_part_has_pages() {
        let parts = by_page("macro_rules! parts { () => {} }\nparts! { a: b = x::B, c = x::C; d: d = x::D; }").unwrap();
        assert_eq!(
            parts.into_iter().collect::<Vec<_>>(),
            [("b", "a"), ("c", "a"), ("d", "d")].map(|(page, part)| (page.to_owned(), part.to_owned()))
        );
        assert!(by_page("fn a() {}").is_err());
    }
}
