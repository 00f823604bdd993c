use std::collections::BTreeMap;

use rss::extension::Extension;
use rss::{Category, Channel, Guid, Image, Item};

use super::feed::{AUTHOR, Feed, FeedError, Format, MINUTES_TO_LIVE};

const ATOM: &str = "http://www.w3.org/2005/Atom";

/// RSS 2.0, with the address of the feed as its best-practices profile wants it.
pub fn write(feed: &Feed) -> Result<String, FeedError> {
    let own_address = Extension {
        name: "atom:link".to_owned(),
        attrs: BTreeMap::from(
            [("href", feed.address.as_str()), ("rel", "self"), ("type", Format::Rss.media_type())]
                .map(|(name, value)| (name.to_owned(), value.to_owned())),
        ),
        ..Extension::default()
    };
    let channel = Channel {
        title: feed.title.clone(),
        link: feed.home.clone(),
        description: feed.description.clone(),
        language: Some("it".to_owned()),
        generator: Some(AUTHOR.to_owned()),
        ttl: Some(MINUTES_TO_LIVE.to_string()),
        pub_date: feed.items.first().map(|_| feed.updated.to_rfc2822()),
        image: Some(Image {
            url: feed.icon.clone(),
            title: feed.title.clone(),
            link: feed.home.clone(),
            ..Image::default()
        }),
        namespaces: BTreeMap::from([("atom".to_owned(), ATOM.to_owned())]),
        extensions: BTreeMap::from([("atom".to_owned(), BTreeMap::from([("link".to_owned(), vec![own_address])]))]),
        items: feed.items.iter().map(item).collect(),
        ..Channel::default()
    };
    let bytes = channel.write_to(Vec::new())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn item(item: &super::feed::Item) -> Item {
    let category = |(_, label): &(String, String)| Category { name: label.clone(), ..Category::default() };
    Item {
        title: Some(item.title.clone()),
        link: Some(item.link.clone()),
        description: Some(item.html()),
        categories: item.categories.iter().map(category).collect(),
        guid: Some(Guid { value: item.id.clone(), permalink: true }),
        pub_date: Some(item.posted.to_rfc2822()),
        ..Item::default()
    }
}
