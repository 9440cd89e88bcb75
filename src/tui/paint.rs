//! Rows with their annotations in colour, or in underlines and reverse video, to be printed.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use ratatui::buffer::Cell;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::theme::Theme;
use crate::annotation::schema::Tag;
use crate::annotation::{Annotation, AnnotationSet, Schema};
use crate::layout::{Row, without_harakat};

/// What becomes of vowel marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VowelMarks {
    /// They are drawn.
    Drawn,
    /// They are left out.
    LeftOut,
}

/// What is painted, and how.
pub struct Paint<'a> {
    /// The annotations.
    pub set: &'a AnnotationSet,
    /// What their tags look like.
    pub schema: &'a Schema,
    /// With colours or without.
    pub theme: Theme,
    /// What becomes of vowel marks.
    pub marks: VowelMarks,
}

impl Paint<'_> {
    /// The cells of a row, from the left edge of the screen to its last letter.
    pub fn cells(&self, row: &Row) -> Cells {
        let spans: Vec<&Annotation> = self.set.in_range(row.block.line_bytes(row.line)).collect();
        let style = |cell: usize| {
            let is_token = row.block.cells().get(cell).is_some_and(|cell| cell.token);
            self.style(&spans, &row.block.bytes_of(cell), is_token)
        };
        cells(row, self.marks, style)
    }

    /// The tags that are met, in the order of the schema.
    pub fn tags(&self) -> Vec<&Tag> {
        let met: BTreeSet<&str> = self.set.iter().map(|span| span.tag.as_str()).collect();
        self.schema.tags.iter().filter(|tag| met.contains(tag.id.as_str())).collect()
    }

    /// Their names as they look; nothing where there are none.
    pub fn legend(&self) -> Cells {
        let name = |tag: &Tag| {
            let look = self.theme.name(Some(tag));
            let letters = tag.id.graphemes(true).map(move |letter| styled(letter, look)).collect::<Vec<_>>();
            letters.into_iter().chain([Cell::new(" "), Cell::new(" ")])
        };
        self.tags().into_iter().flat_map(name).collect()
    }

    /// The colour of the innermost span as background; a line under it where it stands inside another one; tokens as such.
    fn style(&self, spans: &[&Annotation], bytes: &Range<usize>, is_token: bool) -> Style {
        let mut here = spans.iter().rev().filter(|a| a.span.start() < bytes.end && bytes.start < a.span.end());
        let innermost = here.next().map(|a| self.theme.innermost(self.schema.tag(&a.tag)));
        let style = if here.next().is_some() { innermost.map(|style| style.patch(self.theme.outer(None))) } else { innermost };
        let style = style.unwrap_or_default();
        if is_token { self.theme.token(style) } else { style }
    }
}

fn styled(symbol: &str, style: Style) -> Cell {
    let mut cell = Cell::default();
    cell.set_symbol(symbol).set_style(style);
    cell
}

/// The cells of a printed row.
pub type Cells = Vec<Cell>;

/// The cells of a row without annotations.
pub fn plain(row: &Row, marks: VowelMarks) -> Cells {
    cells(row, marks, |_| Style::new())
}

/// The cells of a row in the styles of its layout's cells.
fn cells(row: &Row, marks: VowelMarks, style: impl Fn(usize) -> Style) -> Cells {
    let mut cells = vec![Cell::new(" "); usize::from(row.indent + row.visual.width)];
    for placed in &row.visual.cells {
        let symbol = marked(row.block.symbol(placed.cell), marks);
        let columns = row.block.cells().get(placed.cell).map_or(1, |cell| usize::from(cell.width));
        let at = usize::from(row.indent + placed.column);
        for (n, cell) in cells.iter_mut().skip(at).take(columns).enumerate() {
            cell.set_style(style(placed.cell));
            // A tab is one cell of several blanks.
            if n == 0 {
                cell.set_symbol(&symbol);
            }
        }
    }
    cells
}

/// A symbol, without its vowel marks unless they are drawn.
pub fn marked(symbol: &str, marks: VowelMarks) -> Cow<'_, str> {
    match marks {
        VowelMarks::Drawn => Cow::Borrowed(symbol),
        VowelMarks::LeftOut => without_harakat(symbol),
    }
}
