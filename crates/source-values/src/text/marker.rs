//! Lists that somebody typed: "- uno", "• due", "1) tre".

use super::block::{Block, Item};
use super::line::visible_start;

/// Signs that nothing but a list begins a line with.
const SIGNS: [char; 22] = [
    '•', '●', '▪', '■', '◦', '○', '‣', '⁃', '∙', '·', '✓', '✔', '➢', '►', '▶', '➔', '→', '❖', '◆', '♦', '\u{f0b7}',
    '\u{f0a7}',
];
/// Signs that a sentence may begin with too: they need a blank behind them.
const DASHES: [char; 6] = ['-', '–', '—', '*', '−', '‐'];

/// The line without its sign of a list.
pub fn bullet(line: &str) -> Option<String> {
    let (tags, text) = visible_start(line);
    let mut chars = text.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let is_sign = SIGNS.contains(&first) || (DASHES.contains(&first) && rest.starts_with(char::is_whitespace));
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || SIGNS.contains(&c) || c == '\u{fe0f}');
    (is_sign && !rest.is_empty()).then(|| format!("{tags}{rest}"))
}

/// "-uno", which only many of its kind make a list.
fn tight_bullet(line: &str) -> Option<String> {
    let (tags, text) = visible_start(line);
    let rest = text.strip_prefix(DASHES)?;
    rest.starts_with(char::is_alphabetic).then(|| format!("{tags}{rest}"))
}

/// The number of "1)", "2.", "3 -" and the line without it.
fn numbered(line: &str) -> Option<(u32, String)> {
    let (tags, text) = visible_start(line);
    let end = text.find(|c: char| !c.is_ascii_digit()).filter(|end| (1..=2).contains(end))?;
    let (number, rest) = text.split_at_checked(end)?;
    let rest = rest
        .strip_prefix(')')
        .or_else(|| rest.strip_prefix(". "))
        .or_else(|| rest.strip_prefix(".)"))
        .or_else(|| rest.strip_prefix("° "))?
        .trim_start();
    (!rest.is_empty()).then_some((number.parse().ok()?, format!("{tags}{rest}")))
}

/// The content of an item. A marker that was typed before it says the same twice.
pub fn item(blocks: Vec<Block>) -> Item {
    let mut item = Item::default();
    for block in blocks {
        match block {
            Block::List { .. } => item.lists.push(block),
            block => item.lines.extend(block.into_lines()),
        }
    }
    if let Some(first) = item.lines.first_mut()
        && let Some(text) = bullet(first)
    {
        *first = text;
    }
    // "<li>• uno<br>• due</li>" was read as a list in an item.
    if item.lines.is_empty()
        && let [Block::List { items, .. }] = item.lists.as_mut_slice()
        && items.len() == 1
    {
        return items.pop().unwrap_or_default();
    }
    item
}

/// A line of signs alone: "-----", "* * *".
pub fn is_rule(line: &str) -> bool {
    let signs = line.chars().filter(|c| !c.is_whitespace()).count();
    signs >= 3
        && line
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '_' | '=' | '*' | '~' | '#' | '.' | '·' | '•'))
        && line.chars().any(|c| c != '.')
}

/// Paragraphs and lists of lines that stand together.
pub fn blocks(lines: Vec<String>) -> Vec<Block> {
    let lines: Vec<String> = lines.into_iter().flat_map(apart).collect();
    let mut blocks = Vec::new();
    let mut plain = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = lines.get(at..).unwrap_or_default();
        if let Some((is_ordered, items)) = list(rest) {
            if !plain.is_empty() {
                blocks.push(Block::Paragraph(std::mem::take(&mut plain)));
            }
            at += items.len();
            let items = items.into_iter().map(|text| Item { lines: vec![text], lists: Vec::new() }).collect();
            blocks.push(Block::List { is_ordered, items });
        } else {
            plain.push(line.clone());
            at += 1;
        }
    }
    if !plain.is_empty() {
        blocks.push(Block::Paragraph(plain));
    }
    blocks
}

/// The list that begins with the first of these lines.
fn list(lines: &[String]) -> Option<(bool, Vec<String>)> {
    let items: Vec<String> = lines.iter().map_while(|line| bullet(line)).collect();
    if !items.is_empty() {
        return Some((false, items));
    }
    let items: Vec<String> = lines.iter().map_while(|line| tight_bullet(line)).collect();
    if items.len() > 1 {
        return Some((false, items));
    }
    let items: Vec<String> = lines
        .iter()
        .zip(1..)
        .map_while(|(line, wanted)| numbered(line).filter(|(number, _)| *number == wanted).map(|(_, text)| text))
        .collect();
    (items.len() > 1).then_some((true, items))
}

/// "Offriamo: • uno • due • tre" in one line is a line and a list.
fn apart(line: String) -> Vec<String> {
    const APART: [char; 5] = ['•', '●', '▪', '■', '✓'];
    let sign = APART.into_iter().find(|sign| line.matches(*sign).count() > 1);
    let Some(sign) = sign.filter(|_| !line.contains('<')) else { return vec![line] };
    let (head, rest) = line.split_once(sign).unwrap_or((&line, ""));
    let head = Some(head.trim()).filter(|head| !head.is_empty()).map(str::to_owned);
    let items = rest.split(sign).map(str::trim).filter(|item| !item.is_empty()).map(|item| format!("{sign} {item}"));
    head.into_iter().chain(items).collect()
}
