use std::fmt;

/// An opaque sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Colour {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

impl Colour {
    /// Reads `#0a5c50` or `#abc`, with or without `#`; no other notation of CSS.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text.strip_prefix('#').unwrap_or(text);
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        let byte = |shift: u32| u8::try_from(number >> shift & 0xff).unwrap_or(0);
        // #abc is short for #aabbcc.
        let doubled = |shift: u32| u8::try_from((number >> shift & 0xf) * 0x11).unwrap_or(0);
        match digits.len() {
            6 => Some(Self { red: byte(16), green: byte(8), blue: byte(0) }),
            3 => Some(Self { red: doubled(8), green: doubled(4), blue: doubled(0) }),
            _ => None,
        }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::Colour;

    #[test]
    fn hexadecimal_colours_and_nothing_else() {
        assert_eq!(Colour::parse("#0A5C50").unwrap().to_string(), "#0a5c50");
        assert_eq!(Colour::parse(" abc ").unwrap().to_string(), "#aabbcc");
        for wrong in
            ["", "#", "#12", "#12345", "#1234567", "red", "red;}", "#+12345", "rgb(0,0,0)", "#0a5c50;}", "##abc"]
        {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }
}
