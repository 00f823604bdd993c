//! What is on the pictures.

use contract::Language;
use wording::notice::Notice;
use wording::page_title::SITE_NAME;

use super::font::drawable;
use super::picture::{Drawing, HEIGHT};
use crate::syndication::offer_card::canvas::{Canvas, Look, Sheet};
use crate::syndication::offer_card::drawing::{Content, absence};
use crate::syndication::text_width::{Face, Font};

/// Half of the picture's: it is drawn at twice its size.
const SHEET: Sheet = Sheet { height: HEIGHT / 2, font: Font::Own };
/// Where text begins, and how far it may go.
const LEFT: f32 = 48.0;
const ROOM: f32 = 504.0;
/// The middle of the sheet that is pinned to the board.
const MIDDLE: f32 = 141.0;
const MOST_CHIPS: usize = 4;

const fn face(size: f32, is_bold: bool) -> Face {
    Face { size, is_bold, font: Font::Own }
}
/// Chats show the picture as wide as a phone at most, often much smaller.
/// Titles: the letters, the distance of their lines and the most of these. The first in which a title is whole is taken,
/// else the last.
const TITLES: [(Face, f32, usize); 2] = [(face(31.0, true), 37.0, 2), (face(24.0, true), 29.0, 3)];
/// Of what has little else beside it.
const HEADLINES: [(Face, f32, usize); 3] =
    [(face(40.0, true), 47.0, 2), (face(34.0, true), 41.0, 3), (face(26.0, true), 32.0, 4)];
const PAY: Face = face(23.0, true);
const LINE: Face = face(18.0, false);
const CHIP: Face = face(14.0, false);
const LABEL: Face = face(18.0, true);

const TAGLINE: [&str; 2] = ["Articoli sui mestieri", "e offerte di lavoro vicino a te"];

/// A line of text, and how far below the one before it stands.
struct Line<'a> {
    face: Face,
    colour: &'a str,
    leading: f32,
    text: String,
}

pub fn offer(content: Content<'_>, host: &str) -> Drawing {
    match content {
        Content::Notice(notice) => draw(notice.is_open(), host, &offer_lines(notice), &chips(notice)),
        Content::Withdrawn | Content::Unknown => {
            let (title, text) = absence(content, false);
            let mut lines = titled(title, "--ink-muted", &HEADLINES);
            lines.push(Line { face: LINE, colour: "--ink-muted", leading: 32.0, text: text.to_owned() });
            draw(false, host, &lines, &[])
        }
    }
}

pub fn article(topic: &str, headline: &str, byline: &str, host: &str) -> Drawing {
    let mut lines =
        vec![Line { face: LABEL, colour: "--brand", leading: 16.0, text: LABEL.fitted(&drawable(topic), ROOM) }];
    lines.extend(titled(headline, "--ink", &HEADLINES));
    let text = LINE.fitted(&drawable(byline), ROOM);
    lines.push(Line { face: LINE, colour: "--ink-muted", leading: 34.0, text });
    draw(true, host, &lines, &[])
}

pub fn site(host: &str) -> Drawing {
    const NAME: Face = face(56.0, true);
    const WORDS: Face = face(24.0, false);
    let mut canvas = canvas(host);
    canvas.board(true);
    canvas.mark(LEFT, 56.0, 76.0);
    canvas.text(140.0, 114.0, NAME, "--ink", SITE_NAME);
    for (words, y) in TAGLINE.into_iter().zip([178.0, 212.0]) {
        canvas.text(LEFT, y, WORDS, "--ink-muted", words);
    }
    canvas.foot(host);
    Drawing::new(canvas.finish())
}

fn canvas(host: &str) -> Canvas {
    // The picture's words for a screen reader stand in the page, not in a PNG.
    Canvas::new(Look { language: &Language::Italian, is_dark: false, host }, SHEET, "")
}

/// A title in as large letters as it has room for.
fn titled<'a>(title: &str, colour: &'a str, sizes: &[(Face, f32, usize)]) -> Vec<Line<'a>> {
    let title = match drawable(title) {
        // Nothing but signs that there is no letter for.
        title if title.is_empty() => "Offerta di lavoro".to_owned(),
        title => title,
    };
    let mut lines = Vec::new();
    for (face, leading, most) in sizes {
        let wrapped = face.wrapped(&title, ROOM, *most);
        let is_whole = wrapped.join(" ") == title;
        lines = wrapped.into_iter().map(|text| Line { face: *face, colour, leading: *leading, text }).collect();
        if is_whole {
            break;
        }
    }
    lines
}

fn offer_lines(notice: &Notice) -> Vec<Line<'_>> {
    let strong = if notice.is_open() { "--ink" } else { "--ink-muted" };
    let mut lines = titled(&notice.title, strong, &TITLES);
    for text in [&notice.organization, &notice.place] {
        let text = LINE.fitted(&drawable(text), ROOM);
        if !text.is_empty() {
            lines.push(Line { face: LINE, colour: "--ink-muted", leading: 25.0, text });
        }
    }
    match &notice.pay {
        // It has ended: this is what there is to know of it.
        _ if !notice.is_open() => {
            lines.push(Line { face: LABEL, colour: "--ink-muted", leading: 32.0, text: drawable(&notice.deadline) });
        }
        Some(pay) => {
            let text = PAY.fitted(&drawable(pay), ROOM);
            lines.push(Line { face: PAY, colour: "--ink", leading: 32.0, text });
        }
        None => {
            let text = "Retribuzione non indicata".to_owned();
            lines.push(Line { face: LINE, colour: "--ink-muted", leading: 29.0, text });
        }
    }
    lines
}

fn chips(notice: &Notice) -> Vec<String> {
    notice.chips.iter().take(MOST_CHIPS).map(|chip| drawable(chip)).collect()
}

/// Everything in the middle of the sheet, however much it is.
fn draw(is_open: bool, host: &str, lines: &[Line<'_>], chips: &[String]) -> Drawing {
    let mut canvas = canvas(host);
    canvas.board(is_open);
    let chips_height = if chips.is_empty() { 0.0 } else { 14.0 + CHIP.size * 2.0 };
    // The first line is as high as its letters, not as its distance to one above.
    let first = lines.first().map_or(0.0, |line| line.face.size * 0.76);
    let height = first + lines.iter().skip(1).map(|line| line.leading).sum::<f32>() + chips_height;
    let mut y = MIDDLE - height / 2.0 + first;
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            y += line.leading;
        }
        canvas.text(LEFT, y, line.face, line.colour, &line.text);
    }
    let strong = if is_open { "--ink" } else { "--ink-muted" };
    canvas.chips(LEFT, y + 14.0, ROOM, CHIP, strong, chips.iter());
    canvas.foot(host);
    Drawing::new(canvas.finish())
}
