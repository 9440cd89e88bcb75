//! Rows with their annotations in colour, or in underlines and reverse video, to be printed.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use crate::annotation::{Annotation, AnnotationSet, Schema};
use crate::layout::{Row, marks};
use crate::tui::sgr;
use crate::tui::theme::Theme;

/// What is painted, and how.
pub struct Paint<'a> {
    /// The annotations.
    pub set: &'a AnnotationSet,
    /// What their tags look like.
    pub schema: &'a Schema,
    /// With colours or without.
    pub theme: Theme,
    /// Whether vowel marks are drawn.
    pub marks: bool,
}

impl Paint<'_> {
    /// Writes a row; no style lasts beyond its line.
    pub fn row(&self, row: &Row, out: &mut impl Write) -> io::Result<()> {
        let spans: Vec<&Annotation> = self.set.in_range(row.block.line_bytes(row.line)).collect();
        let mut current = String::new();
        write!(out, "{:indent$}", "", indent = usize::from(row.indent))?;
        for placed in &row.visual.cells {
            let is_token = row.block.cells().get(placed.cell).is_some_and(|cell| cell.token);
            let style = self.style(&spans, &row.block.bytes_of(placed.cell), is_token);
            if style != current {
                out.write_all(if current.is_empty() { "" } else { sgr::RESET }.as_bytes())?;
                out.write_all(style.as_bytes())?;
                current = style;
            }
            out.write_all(symbol(row, placed.cell, self.marks).as_bytes())?;
        }
        writeln!(out, "{}", if current.is_empty() { "" } else { sgr::RESET })
    }

    /// The colour of the innermost span as background; a line under it where it stands inside another one; tokens as such.
    fn style(&self, spans: &[&Annotation], bytes: &Range<usize>, is_token: bool) -> String {
        let mut here = spans.iter().rev().filter(|a| a.span.start() < bytes.end && bytes.start < a.span.end());
        let innermost = here.next().map(|a| self.theme.innermost(self.schema.tag(&a.tag)));
        let style = if here.next().is_some() { innermost.map(|style| style.patch(self.theme.outer(None))) } else { innermost };
        match style {
            Some(style) if is_token => sgr::begin(style.patch(self.theme.token())),
            Some(style) => sgr::begin(style),
            None if is_token => sgr::begin(self.theme.token()),
            None => String::new(),
        }
    }
}

/// What a cell shows, in all of its columns: a tab is one cell of several.
pub fn symbol(row: &Row, cell: usize, marks: bool) -> String {
    let symbol = marked(row.block.symbol(cell), marks);
    let columns = row.block.cells().get(cell).map_or(1, |c| usize::from(c.width));
    if symbol == " " { symbol.repeat(columns) } else { symbol.into_owned() }
}

/// A symbol, without its vowel marks unless they are drawn.
pub fn marked(symbol: &str, marks: bool) -> Cow<'_, str> {
    if marks { Cow::Borrowed(symbol) } else { marks::without(symbol) }
}
