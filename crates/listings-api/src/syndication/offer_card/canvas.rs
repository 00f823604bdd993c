use std::fmt::{Display, Write};

use contract::Language;
use wording::markup::escaped;

use crate::syndication::design_tokens::DesignTokens;
use crate::syndication::previews::font;
use crate::syndication::text_width::{Face, Font};

/// The mark of the site: presentation attributes only, like everything here.
const MARK: &str = include_str!("../../../../../public/icons/icon.svg");
const CHIP_GAP: f32 = 8.0;
const MARK_SIZE: &str = "width=\"64\" height=\"64\"";

pub const WIDTH: u16 = 600;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look<'a> {
    pub language: &'a Language,
    pub is_dark: bool,
    /// Host of the site, as people read it.
    pub host: &'a str,
}

/// What is drawn on, 600 wide.
#[derive(Debug, Clone, Copy)]
pub struct Sheet {
    pub height: u16,
    pub font: Font,
}

/// The SVG while it is written. Colours go by the names of design tokens.
pub struct Canvas {
    svg: String,
    sheet: Sheet,
    token: fn(&str) -> &'static str,
}

impl Canvas {
    /// `name` is what a screen reader says.
    pub fn new(look: Look<'_>, sheet: Sheet, name: &str) -> Self {
        let token = if look.is_dark { DesignTokens::dark } else { DesignTokens::light };
        let language = if *look.language == Language::English { "en" } else { "it" };
        let family = if sheet.font == Font::Own { font::FAMILY } else { token("--sans") };
        let (name, family, height) = (escaped(name), escaped(family), sheet.height);
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
             viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" lang=\"{language}\" font-family=\"{family}\">\
             <title>{name}</title>"
        );
        Self { svg, sheet, token }
    }

    /// The board, and the sheet that is pinned to it; one that was taken down leaves the mark of its pin.
    pub fn board(&mut self, is_open: bool) {
        let token = self.token;
        let (board, dot, line, radius) =
            (token("--board"), token("--board-dot"), token("--line"), token("--radius-card"));
        let (light, brand) = (token("--pin-light"), token("--brand"));
        // A picture of ours has no corners to see through.
        let outer = if self.sheet.font == Font::Own { "0" } else { radius };
        let (height, inner) = (self.sheet.height, self.sheet.height.saturating_sub(84));
        let sheet = token(if is_open { "--surface" } else { "--paper" });
        self.add(format_args!(
            "<defs><pattern id=\"bacheca-dots\" width=\"18\" height=\"18\" patternUnits=\"userSpaceOnUse\">\
             <circle cx=\"9\" cy=\"9\" r=\"1.1\" fill=\"{dot}\"/></pattern>\
             <radialGradient id=\"bacheca-pin\" cx=\".34\" cy=\".3\" r=\".75\"><stop offset=\".16\" stop-color=\"{light}\"/>\
             <stop offset=\".46\" stop-color=\"{brand}\"/></radialGradient></defs>\
             <rect width=\"{WIDTH}\" height=\"{height}\" rx=\"{outer}\" fill=\"{board}\"/>\
             <rect width=\"{WIDTH}\" height=\"{height}\" rx=\"{outer}\" fill=\"url(#bacheca-dots)\"/>\
             <rect x=\"24\" y=\"24\" width=\"552\" height=\"{inner}\" rx=\"{radius}\" fill=\"{sheet}\" stroke=\"{line}\"/>"
        ));
        if is_open {
            self.add("<circle cx=\"56\" cy=\"24\" r=\"8\" fill=\"url(#bacheca-pin)\"/>");
        } else {
            let (paper, edge) = (token("--paper"), token("--line-control"));
            self.add(format_args!(
                "<circle cx=\"56\" cy=\"24\" r=\"7\" fill=\"{paper}\" stroke=\"{edge}\" stroke-width=\"2\"/>"
            ));
        }
    }

    pub fn text(&mut self, x: f32, y: f32, face: Face, colour: &str, text: &str) {
        self.anchored("start", x, y, face, colour, text);
    }

    pub fn centred(&mut self, x: f32, y: f32, face: Face, colour: &str, text: &str) {
        self.anchored("middle", x, y, face, colour, text);
    }

    pub fn pill(&mut self, x: f32, y: f32, width: f32, height: f32, colour: &str) {
        let (fill, radius) = ((self.token)(colour), height / 2.0);
        self.add(format_args!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height}\" rx=\"{radius}\" fill=\"{fill}\"/>"
        ));
    }

    /// As many as there is room for, in one row: those that say most come first.
    pub fn chips<'a>(
        &mut self,
        left: f32,
        y: f32,
        room: f32,
        face: Face,
        colour: &str,
        chips: impl Iterator<Item = &'a String>,
    ) {
        let (height, padding) = (face.size * 2.0, face.size * 0.8);
        let mut x = left;
        for chip in chips {
            let width = face.width(chip) + 2.0 * padding;
            if x + width > left + room {
                break;
            }
            self.pill(x, y, width, height, "--board");
            self.centred(x + width / 2.0, y + height / 2.0 + face.size * 0.36, face, colour, chip);
            x += width + CHIP_GAP;
        }
    }

    pub fn clock(&mut self, x: f32, y: f32, colour: &str) {
        let stroke = (self.token)(colour);
        self.add(format_args!(
            "<g transform=\"translate({x:.1} {y:.1})\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"1.75\" \
             stroke-linecap=\"round\" stroke-linejoin=\"round\"><circle r=\"7.5\"/><path d=\"M0-4.2V0l2.8 1.6\"/></g>"
        ));
    }

    /// Whose board it is.
    pub fn foot(&mut self, host: &str) {
        let bold = Face { size: 16.0, is_bold: true, font: self.sheet.font };
        let small = Face { size: 14.0, is_bold: false, font: self.sheet.font };
        let y = f32::from(self.sheet.height) - 44.0;
        self.mark(24.0, y, 28.0);
        self.text(62.0, y + 20.0, bold, "--ink", "Bacheca");
        self.anchored("end", 576.0, y + 20.0, small, "--ink-muted", &small.fitted(host, 380.0));
    }

    /// The mark of the site.
    pub fn mark(&mut self, x: f32, y: f32, size: f32) {
        let place = format!("x=\"{x}\" y=\"{y}\" width=\"{size}\" height=\"{size}\"");
        self.add(MARK.trim_end().replacen(MARK_SIZE, &place, 1));
    }

    pub fn finish(mut self) -> String {
        self.svg.push_str("</svg>\n");
        self.svg
    }

    fn anchored(&mut self, anchor: &str, x: f32, y: f32, face: Face, colour: &str, text: &str) {
        let (fill, text, size) = ((self.token)(colour), escaped(text), face.size);
        let weight = if face.is_bold { 700 } else { 400 };
        self.add(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" font-weight=\"{weight}\" text-anchor=\"{anchor}\" \
             fill=\"{fill}\">{text}</text>"
        ));
    }

    fn add(&mut self, element: impl Display) {
        // Writing to a string cannot fail.
        let _ = write!(self.svg, "{element}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_can_be_put_anywhere() {
        let (tag, _) = MARK.split_once('>').unwrap();
        assert!(tag.starts_with("<svg ") && tag.contains(MARK_SIZE) && tag.contains("viewBox"), "{tag}");
        assert!(!MARK.contains("<style") && !MARK.contains("<script"), "{MARK}");
    }
}
