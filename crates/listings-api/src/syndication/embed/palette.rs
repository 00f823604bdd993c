//! A partner's colour, made legible.

use std::sync::LazyLock;

use contract::Colour;

use crate::syndication::design_tokens::DesignTokens;

/// Text on its background (WCAG 2.2, 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;
/// What text stands on.
const GROUNDS: [&str; 3] = ["--paper", "--surface", "--board"];
const WHITE: Colour = rgb(0xff, 0xff, 0xff);
const BLACK: Colour = rgb(0, 0, 0);

const fn rgb(red: u8, green: u8, blue: u8) -> Colour {
    Colour { red, green, blue }
}

static LIGHT_GROUNDS: LazyLock<Vec<Colour>> = LazyLock::new(|| grounds(DesignTokens::light));
static DARK_GROUNDS: LazyLock<Vec<Colour>> = LazyLock::new(|| grounds(DesignTokens::dark));

fn grounds(side: fn(&str) -> &'static str) -> Vec<Colour> {
    GROUNDS.iter().filter_map(|name| Colour::parse(side(name))).collect()
}

/// The custom properties that put a partner's colour in the place of ours, in both themes: no lighter or darker than it
/// takes to be read on every ground that text stands on.
pub fn css(colour: Colour) -> String {
    let light = legible(colour, &LIGHT_GROUNDS, BLACK);
    let dark = legible(colour, &DARK_GROUNDS, WHITE);
    let (on_light, on_dark) = (on(light), on(dark));
    format!(":root{{--brand:light-dark({light},{dark});--on-brand:light-dark({on_light},{on_dark})}}")
}

/// The colour itself where it can be read, else the first step towards `pole` that can.
fn legible(colour: Colour, grounds: &[Colour], pole: Colour) -> Colour {
    let is_legible = |colour: &Colour| grounds.iter().all(|ground| contrast(*colour, *ground) >= LEAST_CONTRAST);
    (0..=100).map(|percent| mixed(colour, pole, percent)).find(is_legible).unwrap_or(pole)
}

/// Black or white, whichever reads better on it.
fn on(colour: Colour) -> Colour {
    if contrast(colour, WHITE) >= contrast(colour, BLACK) { WHITE } else { BLACK }
}

fn mixed(colour: Colour, pole: Colour, percent: u16) -> Colour {
    let mix = |from: u8, to: u8| {
        let sum = u16::from(from) * (100 - percent) + u16::from(to) * percent;
        u8::try_from(sum / 100).unwrap_or(u8::MAX)
    };
    rgb(mix(colour.red, pole.red), mix(colour.green, pole.green), mix(colour.blue, pole.blue))
}

/// As WCAG 2.2 defines it, 1 to 21.
fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: Colour) -> f64 {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grounds_are_those_of_the_site() {
        assert_eq!((LIGHT_GROUNDS.len(), DARK_GROUNDS.len()), (3, 3));
        assert!(LIGHT_GROUNDS.contains(&WHITE) && luminance(DARK_GROUNDS[0]) < 0.05);
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        assert!((contrast(WHITE, BLACK) - 21.0).abs() < 1e-9);
        // The grey that is known to be the lightest one legible on white.
        assert!(contrast(rgb(0x76, 0x76, 0x76), WHITE) >= 4.5 && contrast(rgb(0x77, 0x77, 0x77), WHITE) < 4.5);
    }

    #[test]
    fn every_colour_becomes_legible_on_everything_it_stands_on() {
        let steps = || (0..=255_u8).step_by(17);
        for (red, green, blue) in steps().flat_map(|r| steps().flat_map(move |g| steps().map(move |b| (r, g, b)))) {
            let colour = rgb(red, green, blue);
            for (grounds, pole) in [(&*LIGHT_GROUNDS, BLACK), (&*DARK_GROUNDS, WHITE)] {
                let brand = legible(colour, grounds, pole);
                assert!(grounds.iter().all(|ground| contrast(brand, *ground) >= 4.5), "{colour} became {brand}");
                assert!(contrast(on(brand), brand) >= 4.5, "{colour} on {brand}");
            }
        }
    }

    #[test]
    fn a_colour_that_can_be_read_stays_as_it_is() {
        let css = css(rgb(0x0a, 0x5c, 0x50));
        assert!(css.contains("--brand:light-dark(#0a5c50,"), "{css}");
        assert!(css.contains("--on-brand:light-dark(#ffffff,#000000)"), "{css}");
    }
}
