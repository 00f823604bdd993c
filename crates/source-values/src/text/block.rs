//! What a description is made of, and how it is written as HTML.

use super::line::{bare, visible_length};

/// Longer headings are paragraphs.
const HEADING_CHARACTERS: usize = 150;
/// A wider table would not fit a phone; longer cells are layout.
const TABLE_COLUMNS: usize = 4;
const CELL_CHARACTERS: usize = 200;

/// Lines are escaped text with inline tags.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    Paragraph(Vec<String>),
    Heading(String),
    List { is_ordered: bool, items: Vec<Item> },
    Table(Vec<Row>),
}

#[derive(Debug, Default, Clone, PartialEq)]
pub struct Item {
    pub lines: Vec<String>,
    pub lists: Vec<Block>,
}

pub type Row = Vec<Cell>;

#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    pub is_head: bool,
    pub blocks: Vec<Block>,
}

impl Block {
    pub fn heading(lines: &[String]) -> Option<Self> {
        let text = lines.iter().map(|line| bare(line)).collect::<Vec<_>>().join(" ");
        match visible_length(&text) {
            0 => None,
            1..=HEADING_CHARACTERS => Some(Self::Heading(text)),
            _ => Some(Self::Paragraph(lines.to_vec())),
        }
    }

    /// The lines of a block that stands where only lines may.
    pub fn into_lines(self) -> Vec<String> {
        match self {
            Self::Paragraph(lines) => lines,
            Self::Heading(text) => vec![format!("<strong>{text}</strong>")],
            Self::List { items, .. } => items
                .into_iter()
                .flat_map(|item| item.lines.into_iter().chain(item.lists.into_iter().flat_map(Self::into_lines)))
                .collect(),
            Self::Table(rows) => rows.into_iter().map(row_as_line).filter(|line| !line.is_empty()).collect(),
        }
    }
}

fn row_as_line(row: Row) -> String {
    let cells =
        row.into_iter().map(|cell| cell.blocks.into_iter().flat_map(Block::into_lines).collect::<Vec<_>>().join(" "));
    cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A table of data stays one; a table that only arranges what stands in it is that.
pub fn table(rows: Vec<Row>) -> Vec<Block> {
    let rows: Vec<Row> = rows.into_iter().filter(|row| row.iter().any(|cell| !cell.blocks.is_empty())).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let is_data = |cell: &Cell| match cell.blocks.as_slice() {
        [] => true,
        [Block::Paragraph(lines)] => lines.iter().map(|line| visible_length(line)).sum::<usize>() <= CELL_CHARACTERS,
        [Block::Heading(_)] => true,
        _ => false,
    };
    if columns < 2 || !rows.iter().flatten().all(is_data) {
        return rows.into_iter().flatten().flat_map(|cell| cell.blocks).collect();
    }
    if columns > TABLE_COLUMNS {
        return vec![Block::Paragraph(rows.into_iter().map(row_as_line).collect())];
    }
    vec![Block::Table(rows)]
}

/// Lists that follow each other without a word between are one, if lines made them.
pub fn push(blocks: &mut Vec<Block>, block: Block) {
    if let (Some(Block::List { is_ordered, items }), Block::List { is_ordered: of_new, items: new }) =
        (blocks.last_mut(), &block)
        && *is_ordered == *of_new
    {
        items.extend(new.iter().cloned());
    } else {
        blocks.push(block);
    }
}

pub fn html(blocks: &[Block]) -> String {
    let mut html = String::new();
    for block in blocks {
        write(block, &mut html);
    }
    html
}

fn write(block: &Block, html: &mut String) {
    match block {
        Block::Paragraph(lines) => wrap(html, "p", |html| html.push_str(&lines.join("<br>"))),
        Block::Heading(text) => wrap(html, "h3", |html| html.push_str(text)),
        Block::List { is_ordered, items } => wrap(html, if *is_ordered { "ol" } else { "ul" }, |html| {
            for item in items {
                wrap(html, "li", |html| {
                    html.push_str(&item.lines.join("<br>"));
                    item.lists.iter().for_each(|list| write(list, html));
                });
            }
        }),
        Block::Table(rows) => wrap(html, "table", |html| {
            wrap(html, "tbody", |html| {
                for row in rows {
                    wrap(html, "tr", |html| {
                        for cell in row {
                            let lines: Vec<String> = cell.blocks.iter().cloned().flat_map(Block::into_lines).collect();
                            wrap(html, if cell.is_head { "th" } else { "td" }, |html| {
                                html.push_str(&lines.join("<br>"));
                            });
                        }
                    });
                }
            });
        }),
    }
}

fn wrap(html: &mut String, tag: &str, content: impl FnOnce(&mut String)) {
    html.push('<');
    html.push_str(tag);
    html.push('>');
    content(html);
    html.push_str("</");
    html.push_str(tag);
    html.push('>');
}
