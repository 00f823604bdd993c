use atom_syndication::{Category, Entry, Feed, Generator, Link, Person, Text};

use super::feed::{AUTHOR, FeedError, Format};

/// Atom 1.0 (RFC 4287).
pub fn write(feed: &super::feed::Feed) -> Result<String, FeedError> {
    let atom = Feed {
        title: Text::plain(feed.title.clone()),
        subtitle: Some(Text::plain(feed.description.clone())),
        // The partner does not make it another feed, the search does.
        id: feed.home.clone(),
        updated: feed.updated,
        authors: vec![Person { name: AUTHOR.to_owned(), ..Person::default() }],
        generator: Some(Generator { value: AUTHOR.to_owned(), ..Generator::default() }),
        icon: Some(feed.icon.clone()),
        links: vec![link("self", &feed.address, Format::Atom.media_type()), link("alternate", &feed.home, "text/html")],
        lang: Some("it".to_owned()),
        entries: feed.items.iter().map(entry).collect(),
        ..Feed::default()
    };
    let bytes = atom.write_to(Vec::new())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn entry(item: &super::feed::Item) -> Entry {
    let category = |(slug, label): &(String, String)| Category {
        term: slug.clone(),
        label: Some(label.clone()),
        ..Category::default()
    };
    Entry {
        title: Text::plain(item.title.clone()),
        id: item.id.clone(),
        updated: item.posted,
        published: Some(item.posted),
        categories: item.categories.iter().map(category).collect(),
        links: vec![link("alternate", &item.link, "text/html")],
        summary: Some(Text::html(item.html())),
        ..Entry::default()
    }
}

fn link(rel: &str, href: &str, kind: &str) -> Link {
    Link { rel: rel.to_owned(), href: href.to_owned(), mime_type: Some(kind.to_owned()), ..Link::default() }
}
