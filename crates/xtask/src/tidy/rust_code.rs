//! Just enough of Rust's syntax to tell code from comments, strings and tests.

/// A line of code that ships: comments and `#[cfg(test)]` items are gone, string literals are empty.
pub struct Line {
    /// From 1.
    pub number: usize,
    pub code: String,
    /// The literals that begin on this line.
    pub strings: Vec<String>,
}

pub fn lines(source: &str) -> Vec<Line> {
    let mut lines = Reader::new(source).read();
    drop_tests(&mut lines);
    lines
}

struct Reader<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    lines: Vec<Line>,
    current: Line,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str) -> Self {
        Self { rest: source.chars().peekable(), lines: Vec::new(), current: blank(1) }
    }

    fn read(mut self) -> Vec<Line> {
        let mut before = ' ';
        while let Some(character) = self.next() {
            match character {
                '/' if self.peek() == Some('/') => self.line_comment(),
                '/' if self.peek() == Some('*') => self.block_comment(),
                '"' => self.string(0, false),
                'r' if matches!(self.peek(), Some('"' | '#')) && !is_word(before) => self.raw_string(),
                '\'' => self.character_or_lifetime(),
                '\n' => {}
                other => self.current.code.push(other),
            }
            before = character;
        }
        self.lines.push(self.current);
        self.lines
    }

    fn peek(&mut self) -> Option<char> {
        self.rest.peek().copied()
    }

    /// The next character; a line's end closes the current line.
    fn next(&mut self) -> Option<char> {
        let next = self.rest.next()?;
        if next == '\n' {
            let number = self.current.number + 1;
            self.lines.push(std::mem::replace(&mut self.current, blank(number)));
        }
        Some(next)
    }

    fn line_comment(&mut self) {
        while self.peek().is_some_and(|next| next != '\n') {
            self.next();
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        let mut before = '/';
        while let Some(next) = self.next() {
            match (before, next) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return;
            }
            // A character is half of one mark at most.
            before = if matches!((before, next), ('/', '*') | ('*', '/')) { ' ' } else { next };
        }
    }

    /// The opening quote has been read; a raw string ends with as many hashes as it began with.
    fn string(&mut self, hashes: usize, is_raw: bool) {
        let mut text = String::new();
        let line = self.current.number;
        self.current.code.push_str("\"\"");
        while let Some(next) = self.next() {
            match next {
                '\\' if !is_raw => {
                    text.push(next);
                    text.extend(self.next());
                }
                '"' if (0..hashes).all(|_| self.take('#')) => break,
                other => text.push(other),
            }
        }
        let open = self.lines.iter_mut().rev().find(|open| open.number == line).unwrap_or(&mut self.current);
        open.strings.push(text);
    }

    fn raw_string(&mut self) {
        let mut hashes = 0;
        while self.take('#') {
            hashes += 1;
        }
        if self.take('"') {
            self.string(hashes, true);
        } else {
            // A raw identifier such as r#type.
            self.current.code.push('r');
        }
    }

    fn take(&mut self, wanted: char) -> bool {
        self.rest.next_if_eq(&wanted).is_some()
    }

    fn character_or_lifetime(&mut self) {
        let mut ahead = self.rest.clone();
        let first = ahead.next();
        let is_lifetime = first.is_some_and(is_word) && ahead.next() != Some('\'');
        if is_lifetime {
            self.current.code.push('\'');
            return;
        }
        self.current.code.push_str("''");
        while let Some(next) = self.next() {
            match next {
                '\\' => drop(self.next()),
                '\'' => return,
                _ => {}
            }
        }
    }
}

fn blank(number: usize) -> Line {
    Line { number, code: String::new(), strings: Vec::new() }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Removes every item under `#[cfg(test)]`: up to its closing brace, or its semicolon when it has none.
fn drop_tests(lines: &mut Vec<Line>) {
    let mut depth = 0_u32;
    let mut is_inside = false;
    lines.retain(|line| {
        if !is_inside && line.code.trim_start().starts_with("#[cfg(test)]") {
            is_inside = true;
            depth = 0;
        }
        if !is_inside {
            return true;
        }
        for character in line.code.chars() {
            match character {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => continue,
            }
            is_inside = depth > 0;
        }
        is_inside &= depth > 0 || !line.code.trim_end().ends_with(';');
        false
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(source: &str) -> String {
        lines(source).iter().map(|line| line.code.trim()).filter(|code| !code.is_empty()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn comments_and_strings_are_no_code() {
        assert_eq!(code("a(); // b()\n/* c() /* d() */ e() */ f();"), "a();|f();");
        assert_eq!(code(r##"say("x.unwrap() \" // y"); z();"##), r#"say(""); z();"#);
        assert_eq!(code("say(r#\"a \" b\"#); r#type();"), "say(\"\"); rtype();");
    }

    #[test]
    fn quotes_and_lifetimes_are_told_apart() {
        assert_eq!(
            code("f::<'a>('\"', '\\'', '/'); g::<'static>(\"//\");"),
            "f::<'a>('', '', ''); g::<'static>(\"\");"
        );
    }

    #[test]
    fn strings_are_known_with_the_line_they_begin_on() {
        let lines = lines("one\n  two(\"/articoli\n more\", \"b\")\n");
        let second = lines.get(1).unwrap();
        assert_eq!((second.number, second.strings.as_slice()), (2, ["/articoli\n more".to_owned()].as_slice()));
        assert_eq!(lines.get(2).unwrap().strings, ["b"]);
    }

    #[test]
    fn tests_are_left_out_and_what_follows_is_not() {
        let source = "a();\n#[cfg(test)]\nmod tests {\n  fn t() { b() }\n}\nc();\n#[cfg(test)]\nmod more;\nd();";
        assert_eq!(code(source), "a();|c();|d();");
    }
}
