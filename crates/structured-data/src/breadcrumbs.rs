use serde_json::{Value, json};

/// The path to a page, from the broadest level to the page itself: name and complete address. Google requires at least
/// two levels; with fewer the result is `None`.
pub fn breadcrumbs(trail: &[(&str, &str)]) -> Option<Value> {
    if trail.len() < 2 {
        return None;
    }
    let step = |(index, (name, url)): (usize, &(&str, &str))| json!({"@type": "ListItem", "position": index + 1, "name": name, "item": url});
    let steps: Vec<Value> = trail.iter().enumerate().map(step).collect();
    Some(json!({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": steps}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_counted_from_one() {
        let trail = [("Magazine", "https://b.example/articoli"), ("Guida", "https://b.example/articoli/guida")];
        let list = breadcrumbs(&trail).unwrap();
        assert_eq!(list["@type"], "BreadcrumbList");
        assert_eq!(
            list["itemListElement"][1],
            json!({"@type": "ListItem", "position": 2, "name": "Guida", "item": "https://b.example/articoli/guida"})
        );
        assert_eq!(breadcrumbs(&trail[..1]), None);
        assert_eq!(breadcrumbs(&[]), None);
    }
}
