//! An offer as a picture: 600 by 340, for newsletters, READMEs and forums, where neither scripts nor frames go.
//!
//! Whatever shows it may forbid styles and scripts, so there are only presentation attributes. All text is escaped where
//! it is written ([`Canvas::text`]).

use contract::Language;
use wording::job_posting::Urgency;
use wording::notice::Notice;

use crate::syndication::offer_card::canvas::{Canvas, Look, Sheet};
use crate::syndication::text_width::{Face, Font};

pub const HEIGHT: u16 = 340;

/// Where text begins and how far it may go: the sheet without its padding.
const LEFT: f32 = 48.0;
const ROOM: f32 = 504.0;
const MOST_CHIPS: usize = 4;
/// Drawn with what the reader has.
const SHEET: Sheet = Sheet { height: HEIGHT, font: Font::Readers };

const TITLE: Face = Face { size: 24.0, is_bold: true, font: Font::Readers };
const PAY: Face = Face { size: 18.0, is_bold: true, font: Font::Readers };
const LINE: Face = Face { size: 16.0, is_bold: false, font: Font::Readers };
const SMALL: Face = Face { size: 14.0, is_bold: false, font: Font::Readers };

/// What there is to say at the address.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Content<'a> {
    Notice(&'a Notice),
    Withdrawn,
    Unknown,
}

pub fn draw(content: Content<'_>, look: Look<'_>) -> String {
    let is_english = *look.language == Language::English;
    let mut canvas = Canvas::new(look, SHEET, &name(content, is_english));
    canvas.board(matches!(content, Content::Notice(notice) if notice.is_open()));
    match content {
        Content::Notice(notice) => draw_notice(&mut canvas, notice, is_english),
        Content::Withdrawn | Content::Unknown => {
            let (title, text) = absence(content, is_english);
            canvas.text(LEFT, 116.0, TITLE, "--ink-muted", title);
            canvas.text(LEFT, 148.0, LINE, "--ink-muted", text);
        }
    }
    canvas.foot(look.host);
    canvas.finish()
}

/// What a screen reader says of the picture.
fn name(content: Content<'_>, is_english: bool) -> String {
    match content {
        Content::Notice(notice) => {
            let mut parts = vec![&notice.title, &notice.organization, &notice.place];
            parts.extend(notice.pay.as_ref());
            parts.push(&notice.deadline);
            parts.into_iter().map(String::as_str).collect::<Vec<_>>().join(". ")
        }
        _ => absence(content, is_english).0.to_owned(),
    }
}

pub fn absence(content: Content<'_>, is_english: bool) -> (&'static str, &'static str) {
    match (content, is_english) {
        (Content::Withdrawn, false) => ("Questa offerta è stata ritirata", "Sulla bacheca ne trovi altre."),
        (Content::Withdrawn, true) => ("This job was withdrawn", "There are others on the board."),
        (_, false) => ("Questa offerta non c’è", "Forse l’indirizzo è incompleto."),
        (_, true) => ("There is no such job", "Its address may be incomplete."),
    }
}

fn draw_notice(canvas: &mut Canvas, notice: &Notice, is_english: bool) {
    let strong = if notice.is_open() { "--ink" } else { "--ink-muted" };
    let mut y = 44.0;
    for line in TITLE.wrapped(&notice.title, ROOM, 2) {
        y += 29.0;
        canvas.text(LEFT, y, TITLE, strong, &line);
    }
    for (line, leading) in [(&notice.organization, 27.0), (&notice.place, 24.0)] {
        y += leading;
        canvas.text(LEFT, y, LINE, "--ink-muted", &LINE.fitted(line, ROOM));
    }
    y += 29.0;
    match &notice.pay {
        Some(pay) => canvas.text(LEFT, y, PAY, strong, &PAY.fitted(pay, ROOM)),
        None => {
            let unstated = if is_english { "Pay not stated" } else { "Retribuzione non indicata" };
            canvas.text(LEFT, y, LINE, "--ink-muted", unstated);
        }
    }
    canvas.chips(LEFT, y + 13.0, ROOM, SMALL, strong, notice.chips.iter().take(MOST_CHIPS));
    draw_deadline(canvas, notice);
}

/// At the lower edge of the sheet, however many lines stand above it.
fn draw_deadline(canvas: &mut Canvas, notice: &Notice) {
    const Y: f32 = 258.0;
    let colour = match notice.urgency {
        Urgency::Today | Urgency::Tomorrow => "--accent",
        Urgency::Calm | Urgency::Closed => "--ink-muted",
    };
    let face = Face { is_bold: notice.urgency != Urgency::Calm, ..LINE };
    let text = face.fitted(&notice.deadline, ROOM - 40.0);
    let mut x = LEFT;
    if notice.urgency == Urgency::Today {
        canvas.pill(x, Y - 20.0, face.width(&text) + 48.0, 28.0, "--accent-soft");
        x += 10.0;
    }
    canvas.clock(x + 8.0, Y - 5.5, colour);
    canvas.text(x + 24.0, Y, face, colour, &text);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(title: &str) -> Notice {
        Notice {
            title: title.to_owned(),
            organization: "Officine <Lambro> & figli\u{a0}· Logistica".to_owned(),
            place: "Milano (MI)\u{a0}· 20121".to_owned(),
            distance: None,
            pay: Some("da 1.900 a 2.100\u{a0}€ al mese".to_owned()),
            chips: ["Somministrazione · 6 mesi", "Tempo pieno", "Notte", "Da remoto", "2 posti"]
                .map(str::to_owned)
                .to_vec(),
            deadline: "Scade oggi".to_owned(),
            urgency: Urgency::Today,
        }
    }

    fn drawn(content: Content<'_>, is_dark: bool) -> String {
        draw(content, Look { language: &Language::Italian, is_dark, host: "bacheca.example" })
    }

    #[test]
    fn every_colour_is_one_of_the_tokens() {
        for is_dark in [false, true] {
            for content in [Content::Notice(&notice("Magazziniere")), Content::Withdrawn, Content::Unknown] {
                let svg = drawn(content, is_dark);
                for missing in ["fill=\"\"", "stroke=\"\"", "stop-color=\"\"", "rx=\"\"", "font-family=\"\"", "var("] {
                    assert!(!svg.contains(missing), "{missing}: {svg}");
                }
            }
        }
        assert_ne!(drawn(Content::Unknown, false), drawn(Content::Unknown, true));
    }

    #[test]
    fn a_title_stays_text() {
        let svg = drawn(Content::Notice(&notice("</title><script>alert(1)</script>\u{0}\u{202e} \"x\" & <b>")), false);
        let document = roxmltree::Document::parse(&svg).unwrap();
        let names: Vec<&str> =
            document.descendants().filter(|node| node.is_element()).map(|node| node.tag_name().name()).collect();
        assert!(!names.contains(&"script") && !names.contains(&"b") && !names.contains(&"style"), "{names:?}");
        let title = document.descendants().find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "title")));
        assert!(title.unwrap().text().unwrap().starts_with("</title><script>alert(1)</script> \"x\" & <b>. Officine"));
        let is_handler = |name: &str| name.starts_with("on") || name == "style" || name == "href";
        assert!(!document.descendants().any(|node| node.attributes().any(|attribute| is_handler(attribute.name()))));
    }

    #[test]
    fn nothing_stands_outside_of_the_sheet() {
        let long = notice(&"Addetta alla logistica e alla movimentazione delle merci ".repeat(5));
        let svg = drawn(Content::Notice(&long), false);
        let document = roxmltree::Document::parse(&svg).unwrap();
        let texts: Vec<_> = document.descendants().filter(|node| node.tag_name().name() == "text").collect();
        assert!(texts.iter().any(|text| text.text().unwrap().ends_with('…')), "{svg}");
        for text in &texts {
            let y: f32 = text.attribute("y").unwrap().parse().unwrap();
            assert!((40.0..330.0).contains(&y), "{svg}");
        }
        // The pill of the last chip ends within the sheet.
        let pills = document.descendants().filter(|node| node.attribute("rx") == Some("14"));
        let ends: Vec<f32> = pills
            .map(|pill| ["x", "width"].map(|name| pill.attribute(name).unwrap().parse::<f32>().unwrap()).iter().sum())
            .collect();
        assert!(ends.len() >= 3 && ends.iter().all(|end| *end <= LEFT + ROOM), "{ends:?}");
    }
}
