//! From clean HTML, well-formed and without attributes, to blocks: whatever elements it had, paragraphs, headings, lists,
//! tables and emphasis are left, and nothing runs into its neighbour.

use super::block::{self, Block, Cell, Row};
use super::encoding;
use super::escapes::resolved;
use super::line::{INLINE, Line};
use super::{capitals, marker};

/// The blocks of clean HTML. `has_line_ends`: a line end in the text is one to the reader, because no tag makes one.
pub fn blocks(html: &str, has_line_ends: bool) -> Vec<Block> {
    let mut builder =
        Builder { stack: vec![Context::flow("")], open: Vec::new(), has_line_ends, preformatted: 0, after_span: false };
    let mut rest = html;
    while let Some((text, tag_on)) = rest.split_once('<') {
        builder.text(text);
        let (tag, after) = tag_on.split_once('>').unwrap_or((tag_on, ""));
        match tag.strip_prefix('/') {
            Some(name) => builder.close(name),
            None => builder.open(tag),
        }
        rest = after;
    }
    builder.text(rest);
    builder.finish()
}

/// What is being read, with the element that it began with; an element that is missing has no name.
enum Context {
    Flow { tag: &'static str, blocks: Vec<Block>, lines: Vec<String>, line: Line },
    List { tag: &'static str, items: Vec<block::Item> },
    Table { tag: &'static str, rows: Vec<Row> },
}

impl Context {
    fn flow(tag: &'static str) -> Self {
        Self::flow_within(tag, Vec::new())
    }

    /// Within inline elements that are open.
    fn flow_within(tag: &'static str, open: Vec<&'static str>) -> Self {
        Self::Flow { tag, blocks: Vec::new(), lines: Vec::new(), line: Line::within(open) }
    }

    fn tag(&self) -> &'static str {
        match self {
            Self::Flow { tag, .. } | Self::List { tag, .. } | Self::Table { tag, .. } => tag,
        }
    }
}

struct Builder {
    stack: Vec<Context>,
    /// Inline elements that are open.
    open: Vec<&'static str>,
    has_line_ends: bool,
    preformatted: usize,
    after_span: bool,
}

impl Builder {
    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let text = resolved(&text.replace("&nbsp;", "\u{a0}"));
        let text = encoding::visible(&encoding::repaired(&text));
        let is_inside_list = matches!(self.stack.last(), Some(Context::List { .. } | Context::Table { .. }));
        if is_inside_list && text.trim().is_empty() {
            return;
        }
        // Two spans side by side are lines of a page where a sentence ends between them.
        let begins_sentence = text.starts_with(|c: char| c.is_uppercase());
        if std::mem::take(&mut self.after_span) && begins_sentence {
            let mut is_new_line = false;
            self.on_line(|line| is_new_line = line.ends_sentence());
            if is_new_line {
                self.end_line();
            }
        }
        if self.has_line_ends || self.preformatted > 0 || has_typed_list(&text) {
            for (at, part) in text.replace("\r\n", "\n").split(['\n', '\r', '\u{2028}', '\u{2029}']).enumerate() {
                if at > 0 {
                    self.end_line();
                }
                self.on_line(|line| line.push(part));
            }
        } else {
            self.on_line(|line| line.push(&text));
        }
    }

    fn open(&mut self, tag: &str) {
        self.after_span &= tag == "span";
        match tag {
            "br" => self.end_line(),
            "hr" => self.end_paragraph(),
            "ul" | "menu" | "dir" => self.push(Context::List { tag: "ul", items: Vec::new() }),
            "ol" => self.push(Context::List { tag: "ol", items: Vec::new() }),
            "table" => self.push(Context::Table { tag: "table", rows: Vec::new() }),
            "tr" => {
                self.close_to(|context| matches!(context, Context::Table { .. }));
                if let Some(Context::Table { rows, .. }) = self.stack.last_mut() {
                    rows.push(Vec::new());
                }
            }
            "li" if self.is_in_list() => self.push(Context::flow("li")),
            // An item without its list.
            "li" => {
                self.end_paragraph();
                self.on_line(|line| line.push("• "));
            }
            "td" => self.push(Context::flow("td")),
            "th" => self.push(Context::flow("th")),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_paragraph();
                self.push(Context::flow("h"));
            }
            "pre" => {
                self.end_paragraph();
                self.preformatted += 1;
            }
            "span" => {}
            tag => match INLINE.into_iter().find(|inline| *inline == tag) {
                Some(inline) => {
                    self.on_line(|line| line.open(inline));
                    self.open.push(inline);
                }
                None => self.end_paragraph(),
            },
        }
    }

    fn close(&mut self, tag: &str) {
        self.after_span = tag == "span";
        match tag {
            "ul" | "menu" | "dir" => self.pop("ul"),
            "ol" => self.pop("ol"),
            "table" => self.pop("table"),
            "li" if self.stack.iter().any(|context| context.tag() == "li") => self.pop("li"),
            "td" => self.pop("td"),
            "th" => self.pop("th"),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.pop("h"),
            "pre" => {
                self.end_paragraph();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            "br" | "hr" | "tr" | "span" => {}
            tag => match INLINE.into_iter().find(|inline| *inline == tag) {
                Some(inline) => {
                    self.on_line(|line| line.close(inline));
                    if self.open.last() == Some(&inline) {
                        self.open.pop();
                    }
                }
                None => self.end_paragraph(),
            },
        }
    }

    /// Changes the line that is being written. Text directly in a list or a table is an item or a cell of its own.
    fn on_line(&mut self, change: impl FnOnce(&mut Line)) {
        if !matches!(self.stack.last(), Some(Context::Flow { .. })) {
            self.stack.push(Context::flow_within("", self.open.clone()));
        }
        if let Some(Context::Flow { line, .. }) = self.stack.last_mut() {
            change(line);
        }
    }

    /// Whether an item would stand directly in a list; text before it was an item of its own.
    fn is_in_list(&mut self) -> bool {
        if let [.., Context::List { .. }, Context::Flow { tag: "", .. }] = self.stack.as_slice() {
            self.take_top();
        }
        matches!(self.stack.last(), Some(Context::List { .. }))
    }

    fn end_line(&mut self) {
        if let Some(Context::Flow { lines, line, .. }) = self.stack.last_mut() {
            let (finished, next) = std::mem::take(line).finish();
            *line = next;
            lines.push(finished);
        }
    }

    fn end_paragraph(&mut self) {
        if let Some(Context::Flow { blocks, lines, line, tag }) = self.stack.last_mut() {
            let (finished, next) = std::mem::take(line).finish();
            *line = next;
            lines.push(finished);
            let is_heading = *tag == "h";
            let lines = std::mem::take(lines);
            // Blank lines part paragraphs.
            for together in
                lines.split(|line| line.is_empty() || marker::is_rule(line)).filter(|lines| !lines.is_empty())
            {
                let calm: Vec<String> = together.iter().map(|line| capitals::calmed(line)).collect();
                if is_heading {
                    blocks.push(Block::Paragraph(calm));
                } else {
                    marker::blocks(calm).into_iter().for_each(|block| block::push(blocks, block));
                }
            }
        }
    }

    fn push(&mut self, mut context: Context) {
        match (&context, self.stack.last()) {
            // A list directly in a list belongs to an item; a cell directly in a cell cannot be.
            (Context::List { .. } | Context::Table { .. }, Some(Context::List { .. } | Context::Table { .. })) => {
                self.stack.push(Context::flow(""));
            }
            _ => self.end_paragraph(),
        }
        if let Context::Flow { line, .. } = &mut context {
            *line = Line::within(self.open.clone());
        }
        self.stack.push(context);
    }

    fn pop(&mut self, tag: &str) {
        if self.stack.iter().skip(1).any(|context| context.tag() == tag) {
            self.close_to(|context| context.tag() == tag);
            self.take_top();
        }
    }

    /// Ends what is open inside of the nearest such context.
    fn close_to(&mut self, is_wanted: impl Fn(&Context) -> bool) {
        while self.stack.len() > 1 && self.stack.last().is_some_and(|context| !is_wanted(context)) {
            self.take_top();
        }
    }

    /// Puts what was read last into what it stands in.
    fn take_top(&mut self) {
        self.end_paragraph();
        let Some(context) = self.stack.pop() else { return };
        let (is_head, is_missing) = (context.tag() == "th", context.tag().is_empty());
        let done = match context {
            Context::Flow { tag: "h", blocks, .. } => {
                let lines: Vec<String> = blocks
                    .iter()
                    .flat_map(|block| match block {
                        Block::Paragraph(lines) => lines.clone(),
                        _ => Vec::new(),
                    })
                    .collect();
                let others = blocks.into_iter().filter(|block| !matches!(block, Block::Paragraph(_)));
                Block::heading(&lines).into_iter().chain(others).collect()
            }
            Context::Flow { blocks, .. } => blocks,
            Context::List { items, .. } if items.is_empty() => Vec::new(),
            Context::List { tag, items } => vec![Block::List { is_ordered: tag == "ol", items }],
            Context::Table { rows, .. } => block::table(rows),
        };
        match self.stack.last_mut() {
            Some(Context::Flow { blocks, .. }) => blocks.extend(done),
            Some(Context::List { .. }) if done.is_empty() => {}
            // A list between two items belongs to the first.
            Some(Context::List { items, .. }) => match (done.as_slice(), items.last_mut()) {
                ([Block::List { .. }], Some(last)) if is_missing => last.lists.extend(done),
                ([Block::List { items: inner, .. }], None) if is_missing => items.extend(inner.iter().cloned()),
                _ => items.push(marker::item(done)),
            },
            Some(Context::Table { rows, .. }) => {
                if rows.is_empty() {
                    rows.push(Vec::new());
                }
                if let Some(row) = rows.last_mut() {
                    row.push(Cell { is_head, blocks: done });
                }
            }
            None => {}
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.close_to(|_| false);
        self.end_paragraph();
        match self.stack.pop() {
            Some(Context::Flow { blocks, .. }) => blocks,
            _ => Vec::new(),
        }
    }
}

/// Lines that begin with signs of a list, in text whose paragraphs are elements.
fn has_typed_list(text: &str) -> bool {
    text.contains('\n') && text.lines().filter(|line| marker::bullet(line.trim_start()).is_some()).count() > 1
}
