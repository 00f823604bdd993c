//! The code that partners copy. No value may become markup where it is pasted.

use contract::{Language, Widget};

/// What the snippet needs beside the attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surroundings {
    /// Address of the loader.
    pub script: String,
    /// Address of the link that is shown without JavaScript.
    pub link: String,
    /// Text of the link.
    pub words: String,
}

/// The snippet for any HTML page.
pub fn html(widget: &Widget, around: &Surroundings) -> String {
    let attributes: String =
        widget.to_pairs().iter().map(|(name, value)| format!(" {name}=\"{}\"", escape(value))).collect();
    let Surroundings { script, link, words } = around;
    // The height reserves the space, so that nothing below moves when the offers arrive.
    format!(
        "<script async src=\"{}\"></script>\n<bacheca-offerte{attributes} style=\"display:block;width:100%;min-height:{}px\">\n  \
         <a href=\"{}\">{}</a>\n</bacheca-offerte>",
        escape(script),
        widget.height_px(),
        escape(link),
        escape(words)
    )
}

/// The same as a WordPress block, for the code editor.
pub fn wordpress(widget: &Widget, around: &Surroundings) -> String {
    format!("<!-- wp:html -->\n{}\n<!-- /wp:html -->", html(widget, around))
}

/// An image of an offer that links to the offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    pub picture: String,
    pub link: String,
    /// The offer's title, which is untrusted text.
    pub alt: String,
}

impl Card {
    pub fn markdown(&self) -> String {
        let alt = backslashed(&one_line(&self.alt), r"\`*_{}[]()<>#+-.!|~&:");
        format!("[![{alt}]({})]({})", in_parentheses(&self.picture), in_parentheses(&self.link))
    }

    pub fn asciidoc(&self) -> String {
        // Quoted, so that commas and brackets do not end it; braces would be attribute references.
        let alt = backslashed(&one_line(&self.alt).replace('\\', "/"), "\"{");
        format!("image::{}[\"{alt}\",600,340,link=\"{}\"]", in_brackets(&self.picture), in_brackets(&self.link))
    }

    pub fn html(&self) -> String {
        format!(
            "<a href=\"{}\"><img src=\"{}\" alt=\"{}\" width=\"600\" height=\"340\"></a>",
            escape(&self.link),
            escape(&self.picture),
            escape(&self.alt)
        )
    }
}

/// Text of the link: the role and the place, if they are known.
pub fn link_words(language: &Language, role: Option<&str>, place: Option<&str>) -> String {
    let (what, near) = match language {
        Language::English => ("Job offers", "near"),
        _ => ("Offerte di lavoro", "vicino a"),
    };
    let mut words = what.to_owned();
    if let Some(role) = role {
        words = format!("{words}: {role}");
    }
    if let Some(place) = place {
        words = format!("{words} {near} {place}");
    }
    words
}

/// Safe as text and in quoted attributes. Square brackets are escaped too: content management systems read them as short
/// codes, and `]]>` would end a CDATA section of their exports.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '[' => escaped.push_str("&#91;"),
            ']' => escaped.push_str("&#93;"),
            character if character.is_control() => escaped.push(' '),
            character => escaped.push(character),
        }
    }
    escaped
}

fn one_line(text: &str) -> String {
    text.split(|character: char| character.is_whitespace() || character.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn backslashed(text: &str, special: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if special.contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// An address for places where a parenthesis or a space would end it.
fn in_parentheses(address: &str) -> String {
    address.replace('(', "%28").replace(')', "%29").replace(' ', "%20").replace('<', "%3C").replace('>', "%3E")
}

/// An address for places where a bracket, a quote or a space would end it.
fn in_brackets(address: &str) -> String {
    address.replace('[', "%5B").replace(']', "%5D").replace('"', "%22").replace(' ', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around() -> Surroundings {
        Surroundings {
            script: "https://bacheca.example/embed.js".into(),
            link: "https://bacheca.example/offerte?occupation=magazziniere&place=lodi-lo".into(),
            words: "Offerte di lavoro".into(),
        }
    }

    #[test]
    fn the_snippet_says_what_differs_from_the_defaults() {
        let (widget, _) = Widget::from_query("ruolo=magazziniere&limite=3&colore=%230a5c50");
        assert_eq!(
            html(&widget, &around()),
            "<script async src=\"https://bacheca.example/embed.js\"></script>\n\
             <bacheca-offerte ruolo=\"magazziniere\" limite=\"3\" colore=\"#0a5c50\" style=\"display:block;width:100%;min-height:672px\">\n  \
             <a href=\"https://bacheca.example/offerte?occupation=magazziniere&amp;place=lodi-lo\">Offerte di lavoro</a>\n\
             </bacheca-offerte>"
        );
        let bare = html(&Widget::default(), &around());
        assert!(bare.contains("<bacheca-offerte style="), "{bare}");
        let block = wordpress(&widget, &around());
        assert!(block.starts_with("<!-- wp:html -->\n<script") && block.ends_with("\n<!-- /wp:html -->"), "{block}");
    }

    #[test]
    fn nothing_in_an_attribute_turns_into_markup() {
        let hostile = "\"'><script>alert(1)</script>&[gallery]]]>\n";
        let widget = Widget { occupation: Some(hostile.into()), ..Widget::default() };
        let around = Surroundings { link: hostile.into(), words: hostile.into(), ..around() };
        let text = wordpress(&widget, &around);
        assert_eq!(text.matches("<script").count(), 1, "{text}");
        assert!(!text.contains("[gallery") && !text.contains("]]") && !text.contains("'>"), "{text}");
        let escaped = "&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&#91;gallery&#93;&#93;&#93;&gt; ";
        assert!(text.contains(&format!(" ruolo=\"{escaped}\" style")), "{text}");
        assert!(text.contains(&format!("<a href=\"{escaped}\">{escaped}</a>")), "{text}");
    }

    fn card(alt: &str) -> Card {
        Card {
            picture: "https://bacheca.example/embed/offerte/a1b2.svg?tema=scuro&lingua=en".into(),
            link: "https://bacheca.example/offerte/a1b2?partner=lodi".into(),
            alt: alt.into(),
        }
    }

    #[test]
    fn a_card_is_a_picture_that_leads_to_the_offer() {
        let card = card("Cuoca o cuoco");
        assert_eq!(
            card.markdown(),
            "[![Cuoca o cuoco](https://bacheca.example/embed/offerte/a1b2.svg?tema=scuro&lingua=en)]\
             (https://bacheca.example/offerte/a1b2?partner=lodi)"
        );
        assert_eq!(
            card.asciidoc(),
            "image::https://bacheca.example/embed/offerte/a1b2.svg?tema=scuro&lingua=en[\"Cuoca o cuoco\",600,340,\
             link=\"https://bacheca.example/offerte/a1b2?partner=lodi\"]"
        );
        assert_eq!(
            card.html(),
            "<a href=\"https://bacheca.example/offerte/a1b2?partner=lodi\">\
             <img src=\"https://bacheca.example/embed/offerte/a1b2.svg?tema=scuro&amp;lingua=en\" alt=\"Cuoca o cuoco\" \
             width=\"600\" height=\"340\"></a>"
        );
    }

    #[test]
    fn the_title_of_an_offer_stays_text_in_every_format() {
        let card = card("Addetto](x) *a* _b_ `c` <i>\\ \"d\", {e}\n\n= f");
        assert!(card.markdown().starts_with(r#"[![Addetto\]\(x\) \*a\* \_b\_ \`c\` \<i\>\\ "d", \{e\} = f]("#));
        assert!(
            card.asciidoc().contains(r#"["Addetto](x) *a* _b_ `c` <i>/ \"d\", \{e} = f",600,"#),
            "{}",
            card.asciidoc()
        );
        assert_eq!(card.asciidoc().lines().count(), 1);
        assert!(card.html().contains("alt=\"Addetto&#93;(x) *a* _b_ `c` &lt;i&gt;\\ &quot;d&quot;, {e}  = f\""));
    }

    #[test]
    fn addresses_do_not_end_early() {
        let card = Card { picture: "https://x/a)b](c \"d.svg".into(), link: "https://x/(e) f".into(), alt: "t".into() };
        assert_eq!(card.markdown(), "[![t](https://x/a%29b]%28c%20\"d.svg)](https://x/%28e%29%20f)");
        assert!(card.asciidoc().starts_with("image::https://x/a)b%5D(c%20%22d.svg[\"t\""), "{}", card.asciidoc());
    }

    #[test]
    fn the_link_says_what_is_behind_it() {
        assert_eq!(link_words(&Language::Italian, None, None), "Offerte di lavoro");
        assert_eq!(
            link_words(&Language::Italian, Some("Magazziniere"), Some("Lodi (LO)")),
            "Offerte di lavoro: Magazziniere vicino a Lodi (LO)"
        );
        assert_eq!(link_words(&Language::English, None, Some("Lodi (LO)")), "Job offers near Lodi (LO)");
    }
}
