//! Patterns of words, matched within a sentence.
//!
//! A pattern is words with a space between them: `a|b` is one of several, `word*` begins so, `#` is a number, `#a` one that
//! could be an age, `.` is up to one word, `..` up to three.

use taxonomy::fold::fold;

pub struct Sentence {
    /// As it is written.
    pub text: String,
    words: Vec<String>,
}

/// The sentences of a text. A full stop ends one only before a capital letter: "max. 35", "L. 903".
pub fn sentences(text: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let is_end = match c {
            '\n' | '!' | '?' | ';' | '•' => true,
            '.' => {
                let mut rest = text.get(at + 1..).unwrap_or_default().chars();
                rest.next().is_some_and(char::is_whitespace)
                    && rest.find(|c| !c.is_whitespace()).is_some_and(|c| c.is_uppercase() || matches!(c, '-' | '–'))
            }
            _ => false,
        };
        if is_end || characters.peek().is_none() {
            let end = at + c.len_utf8();
            push(&mut sentences, text.get(start..end).unwrap_or_default());
            start = end;
        }
    }
    sentences
}

fn push(sentences: &mut Vec<Sentence>, text: &str) {
    let text = text.trim();
    let words: Vec<_> = fold(&text.replace('€', " euro ")).split(' ').map(str::to_owned).collect();
    if words.iter().any(|word| !word.is_empty()) {
        sentences.push(Sentence { text: text.to_owned(), words });
    }
}

impl Sentence {
    /// Whether a pattern fits anywhere.
    pub fn has(&self, pattern: &str) -> bool {
        self.fits(&Pattern::parse(pattern))
    }

    /// The same of a pattern that is asked for often.
    pub fn fits(&self, pattern: &Pattern) -> bool {
        (0..self.words.len()).any(|at| fits(&pattern.0, self.words.get(at..).unwrap_or_default()).is_some())
    }

    /// The words after the first place where a pattern fits.
    pub fn after(&self, pattern: &str) -> Option<&[String]> {
        let pattern = Pattern::parse(pattern);
        (0..self.words.len()).find_map(|at| fits(&pattern.0, self.words.get(at..)?))
    }
}

pub struct Pattern(Vec<Token>);

enum Token {
    /// Up to so many words.
    Gap(usize),
    OneOf(Vec<Word>),
}

enum Word {
    Number,
    Age,
    Beginning(String),
    Whole(String),
}

impl Pattern {
    pub fn parse(text: &str) -> Self {
        let token = |text| match text {
            ".." => Token::Gap(3),
            "." => Token::Gap(1),
            words => Token::OneOf(words.split('|').map(Word::parse).collect()),
        };
        Self(text.split(' ').map(token).collect())
    }
}

impl Word {
    fn parse(text: &str) -> Self {
        match (text, text.strip_suffix('*')) {
            ("#", _) => Self::Number,
            ("#a", _) => Self::Age,
            (_, Some(beginning)) => Self::Beginning(beginning.to_owned()),
            (whole, None) => Self::Whole(whole.to_owned()),
        }
    }

    fn is(&self, word: &str) -> bool {
        match self {
            Self::Number => word.bytes().all(|byte| byte.is_ascii_digit()),
            Self::Age => word.parse::<u8>().is_ok_and(|number| (18..=70).contains(&number)),
            Self::Beginning(beginning) => word.starts_with(beginning.as_str()),
            Self::Whole(whole) => word == whole,
        }
    }
}

/// The words after a pattern that fits the first ones.
fn fits<'a>(pattern: &[Token], words: &'a [String]) -> Option<&'a [String]> {
    let Some((first, pattern)) = pattern.split_first() else { return Some(words) };
    match first {
        Token::Gap(most) => (0..=*most).find_map(|skipped| fits(pattern, words.get(skipped..)?)),
        Token::OneOf(choice) => {
            let (word, words) = words.split_first()?;
            if choice.iter().any(|one| one.is(word)) { fits(pattern, words) } else { None }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(text: &str, pattern: &str) -> bool {
        sentences(text).iter().any(|sentence| sentence.has(pattern))
    }

    #[test]
    fn patterns_fit_within_a_sentence() {
        assert!(has("Età: max. 35 anni", "eta max|massima #a anni"));
        assert!(!has("Età: max. 5 anni", "eta max|massima #a anni"));
        assert!(has("quota (una tantum) di iscrizione", "quota .. iscrizione"));
        assert!(!has("quota una a due a tre iscrizione", "quota .. iscrizione"));
        assert!(!has("La quota di mercato. Iscrizione gratuita", "quota .. iscrizione"));
        assert!(has("candidate e candidati", "candidat*"));
        assert!(has("1.500 € al mese", "euro"));
        assert!(sentences(" \n. \n").is_empty());
    }
}
