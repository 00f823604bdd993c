use std::fmt::{Display, Write};

use contract::Language;

use super::{HEIGHT, Look, WIDTH};
use crate::design_tokens::DesignTokens;
use crate::markup::escaped;
use crate::text_width::Face;

/// The mark of the site: presentation attributes only, like everything here.
const MARK: &str = include_str!("../../../../public/icons/icon.svg");
const MARK_SIZE: &str = "width=\"64\" height=\"64\"";

/// The SVG while it is written. Colours go by the names of design tokens.
pub struct Canvas {
    svg: String,
    token: fn(&str) -> &'static str,
}

impl Canvas {
    /// `name` is what a screen reader says.
    pub fn new(look: Look<'_>, name: &str) -> Self {
        let token = if look.is_dark { DesignTokens::dark } else { DesignTokens::light };
        let language = if *look.language == Language::English { "en" } else { "it" };
        let (name, family) = (escaped(name), escaped(token("--sans")));
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
             viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" lang=\"{language}\" font-family=\"{family}\">\
             <title>{name}</title>"
        );
        Self { svg, token }
    }

    /// The board, and the sheet that is pinned to it; one that was taken down leaves the mark of its pin.
    pub fn board(&mut self, is_open: bool) {
        let token = self.token;
        let (board, dot, line, radius) =
            (token("--board"), token("--board-dot"), token("--line"), token("--radius-card"));
        let (light, brand) = (token("--pin-light"), token("--brand"));
        let sheet = token(if is_open { "--surface" } else { "--paper" });
        self.add(format_args!(
            "<defs><pattern id=\"bacheca-dots\" width=\"18\" height=\"18\" patternUnits=\"userSpaceOnUse\">\
             <circle cx=\"9\" cy=\"9\" r=\"1.1\" fill=\"{dot}\"/></pattern>\
             <radialGradient id=\"bacheca-pin\" cx=\".34\" cy=\".3\" r=\".75\"><stop offset=\".16\" stop-color=\"{light}\"/>\
             <stop offset=\".46\" stop-color=\"{brand}\"/></radialGradient></defs>\
             <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"{radius}\" fill=\"{board}\"/>\
             <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"{radius}\" fill=\"url(#bacheca-dots)\"/>\
             <rect x=\"24\" y=\"24\" width=\"552\" height=\"256\" rx=\"{radius}\" fill=\"{sheet}\" stroke=\"{line}\"/>"
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

    pub fn clock(&mut self, x: f32, y: f32, colour: &str) {
        let stroke = (self.token)(colour);
        self.add(format_args!(
            "<g transform=\"translate({x:.1} {y:.1})\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"1.75\" \
             stroke-linecap=\"round\" stroke-linejoin=\"round\"><circle r=\"7.5\"/><path d=\"M0-4.2V0l2.8 1.6\"/></g>"
        ));
    }

    /// Whose board it is.
    pub fn foot(&mut self, host: &str) {
        let bold = Face { size: 16.0, is_bold: true };
        let small = Face { size: 14.0, is_bold: false };
        let mark = MARK.trim_end().replacen(MARK_SIZE, "x=\"24\" y=\"296\" width=\"28\" height=\"28\"", 1);
        self.add(mark);
        self.text(62.0, 316.0, bold, "--ink", "Bacheca");
        self.anchored("end", 576.0, 316.0, small, "--ink-muted", &small.fitted(host, 380.0));
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
