//! A text about pay as figures, words and signs.

use super::number::{self, Figure};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    Figure(Figure),
    /// In lower case.
    Word(String),
    Sign(char),
    /// Digits that no pay can be: "1e9", twelve digits, a date.
    NoPay,
}

pub fn tokens(text: &str) -> Vec<Token> {
    let text = plain(text);
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let taken = if c.is_ascii_digit() {
            figure(rest, &mut tokens)
        } else if c.is_alphabetic() {
            word(rest, &mut tokens)
        } else {
            match c {
                ' ' | '\'' | '’' => {}
                '-' if is_minus(&tokens, rest) => {
                    let length = figure(&rest[1..], &mut tokens);
                    if let Some(Token::Figure(figure)) = tokens.last_mut() {
                        figure.is_negative = true;
                    }
                    rest = rest.get(1 + length..).unwrap_or_default();
                    continue;
                }
                '€' | '$' | '£' | '×' | '*' | '%' | '°' | 'º' | 'ª' | '^' | '<' | '>' => {
                    tokens.push(Token::Word(c.to_string()));
                }
                sign => tokens.push(Token::Sign(sign)),
            }
            c.len_utf8()
        };
        rest = rest.get(taken.max(1)..).unwrap_or_default();
    }
    tokens
}

/// Lower case; one kind of blank, dash and apostrophe; abbreviations without their points.
fn plain(text: &str) -> String {
    let lower: String = text
        .trim()
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}'))
        .map(|c| match c {
            '\n' | '\r' => ';',
            '–' | '—' | '‐' | '‑' | '‒' | '−' | '÷' | '→' => '-',
            '`' | '´' | '‘' => '\'',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect();
    let abbreviations = [
        ("r.a.l.", "ral "),
        ("r.a.l", "ral "),
        ("p.a.", "pa "),
        ("c.c.n.l.", "ccnl "),
        ("c.ca", "ca "),
        ("mensilita'", "mensilità"),
        ("d.lgs.", "dlgs "),
        ("n°", "n "),
        ("sfr.", "sfr "),
        ("fr.", "sfr "),
        ("us$", "usd "),
        ("all-in", "allin"),
    ];
    abbreviations
        .iter()
        .fold(lower, |text, (short, long)| if text.contains(short) { text.replace(short, long) } else { text })
}

/// Before the first figure, and with none of its own words before it.
fn is_minus(tokens: &[Token], rest: &str) -> bool {
    let next = rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    let is_first = tokens.iter().all(
        |token| matches!(token, Token::Word(word) if matches!(word.as_str(), "€" | "$" | "£" | "eur" | "euro" | "chf")),
    );
    next && is_first
}

/// Pushes what begins with a digit; how many bytes it has.
fn figure(rest: &str, tokens: &mut Vec<Token>) -> usize {
    if let Some(length) = date_length(rest) {
        tokens.push(Token::NoPay);
        return length;
    }
    let is_level = matches!(tokens.last(), Some(Token::Word(word)) if word.starts_with("liv") || word == "level");
    let (figure, mut length) = number::read(rest, !is_level);
    let after = rest.get(length..).unwrap_or_default();
    // "1e9" is a notation of programs.
    if after.starts_with('e') && after.get(1..).is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit())) {
        length += after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
        tokens.push(Token::NoPay);
        return length;
    }
    tokens.push(figure.map_or(Token::NoPay, Token::Figure));
    length
}

/// "01/09/2026", "1.9.26" with a year at the end.
fn date_length(rest: &str) -> Option<usize> {
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '/' | '.' | '-')).unwrap_or(rest.len());
    let parts: Vec<&str> = rest.get(..end)?.split(['/', '.', '-']).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let is_in =
        |text: &str, most: u8| text.len() <= 2 && text.parse::<u8>().is_ok_and(|number| (1..=most).contains(&number));
    let is_year = year.len() == 4 && (year.starts_with("20") || year.starts_with("19"));
    (is_in(day, 31) && is_in(month, 12) && is_year).then_some(end)
}

/// Pushes letters; a letter with a digit behind it is a word: "D1", "C2".
fn word(rest: &str, tokens: &mut Vec<Token>) -> usize {
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let letters = rest.get(..end).unwrap_or_default();
    let digits = rest.get(end..).unwrap_or_default();
    let is_code = letters.chars().count() == 1 && letters != "x" && digits.starts_with(|c: char| c.is_ascii_digit());
    let end = if is_code { end + digits.find(|c: char| !c.is_alphanumeric()).unwrap_or(digits.len()) } else { end };
    // The x of "14x1.200".
    tokens.push(Token::Word(rest.get(..end).unwrap_or_default().to_owned()));
    end
}
