//! Rows as a picture that needs no other file: SVG, every cell at its own place.
//!
//! Letters stand as they do on screen, in presentation forms and in visual order, so that a picture reads right whatever draws
//! it. Each is placed by itself: no font makes a row longer or shorter.

mod css;

use std::io::{self, Write};

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::paint::Cells;
use super::theme::Ground;
use crate::exchange::xml::attribute;

/// Width and height of a cell, and the margin around all of them, in units of the picture.
const CELL: usize = 10;
const ROW: usize = 28;
const MARGIN: usize = 20;
/// Where letters stand in their row, and the line under them.
const BASE: usize = 20;
const UNDER: usize = 24;
/// Fonts of one width that have Arabic, whatever else there is after them.
const FONTS: &str = "'Kawkab Mono', 'DejaVu Sans Mono', 'Cascadia Mono', 'Courier New', monospace";
/// The size at which letters of most of them are as wide as a cell.
const SIZE: &str = "16.6";

/// What a picture has around its rows.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The name of the text.
    pub title: String,
    /// Cells of a row at most.
    pub columns: usize,
    /// How many rows there are.
    pub rows: usize,
    /// What is behind the letters.
    pub ground: Ground,
    /// The names of the tags that are there, as they look; a row of its own below.
    pub legend: Cells,
}

impl Frame {
    /// The colour behind the letters, and theirs.
    fn paper_and_ink(&self) -> [&'static str; 2] {
        match self.ground {
            Ground::Light => ["#ffffff", "#000000"],
            Ground::Dark => ["#1c1c1c", "#e4e4e4"],
        }
    }

    /// Writes what comes before the rows.
    ///
    /// # Errors
    /// An output that cannot be written.
    pub fn begin(&self, out: &mut impl Write) -> io::Result<()> {
        let below = if self.legend.is_empty() { 0 } else { 2 };
        let (width, height) = (2 * MARGIN + CELL * self.columns, 2 * MARGIN + ROW * (self.rows + below));
        let ([paper, ink], title) = (self.paper_and_ink(), attribute(&self.title));
        writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             font-family=\"{FONTS}\" font-size=\"{SIZE}\" fill=\"{ink}\" direction=\"ltr\" unicode-bidi=\"bidi-override\">"
        )?;
        writeln!(out, "<title>{title}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>")
    }

    /// Writes a row.
    ///
    /// # Errors
    /// An output that cannot be written.
    pub fn row(&self, number: usize, cells: &Cells, out: &mut impl Write) -> io::Result<()> {
        let looks: Vec<Look> = cells.iter().map(|cell| self.look(cell)).collect();
        let top = MARGIN + ROW * number;
        write!(out, "<g>")?;
        runs(
            &looks,
            |look| look.behind.as_deref(),
            |start, end, colour| {
                let (x, width) = (MARGIN + CELL * start, CELL * (end - start));
                write!(out, "<rect x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"{ROW}\" fill=\"{colour}\"/>")
            },
        )?;
        runs(
            &looks,
            |look| look.under.as_deref(),
            |start, end, colour| {
                let (x, y, width) = (MARGIN + CELL * start, top + UNDER, CELL * (end - start));
                write!(out, "<path d=\"M{x} {y}h{width}\" stroke=\"{colour}\" stroke-width=\"2\"/>")
            },
        )?;
        write!(out, "<text y=\"{}\">", top + BASE)?;
        for (column, (cell, look)) in cells.iter().zip(&looks).enumerate() {
            if !cell.symbol().trim().is_empty() {
                let x = MARGIN + CELL * column;
                write!(out, "<tspan x=\"{x}\"{}>{}</tspan>", look.letters, attribute(cell.symbol()))?;
            }
        }
        writeln!(out, "</text></g>")
    }

    /// Writes what comes after the rows.
    ///
    /// # Errors
    /// An output that cannot be written.
    pub fn end(&self, out: &mut impl Write) -> io::Result<()> {
        if !self.legend.is_empty() {
            self.row(self.rows + 1, &self.legend, out)?;
        }
        writeln!(out, "</svg>")
    }

    fn look(&self, cell: &Cell) -> Look {
        let [paper, ink] = self.paper_and_ink();
        let has = |modifier: Modifier| cell.modifier.contains(modifier);
        let colour = |colour: Color, instead: &str| css::colour(colour).unwrap_or_else(|| instead.to_owned());
        let (letters, behind) = match (colour(cell.fg, ink), css::colour(cell.bg)) {
            (letters, behind) if has(Modifier::REVERSED) => (behind.unwrap_or_else(|| paper.to_owned()), Some(letters)),
            as_is => as_is,
        };
        let mut marks = String::new();
        let all = [
            (letters != ink, format!(" fill=\"{letters}\"")),
            (has(Modifier::BOLD), " font-weight=\"bold\"".to_owned()),
            (has(Modifier::ITALIC), " font-style=\"italic\"".to_owned()),
            (has(Modifier::DIM), " opacity=\"0.6\"".to_owned()),
        ];
        marks.extend(all.into_iter().filter(|(is_so, _)| *is_so).map(|(_, mark)| mark));
        Look { under: has(Modifier::UNDERLINED).then_some(letters), behind, letters: marks }
    }
}

/// How a cell looks.
struct Look {
    /// The attributes of its letters.
    letters: String,
    /// The colour behind them.
    behind: Option<String>,
    /// The colour of the line under them.
    under: Option<String>,
}

/// Calls `each` with the cells in a row that share something, from the first to behind the last.
fn runs<E>(
    looks: &[Look],
    of: impl Fn(&Look) -> Option<&str>,
    mut each: impl FnMut(usize, usize, &str) -> Result<(), E>,
) -> Result<(), E> {
    let mut at = 0;
    for same in looks.chunk_by(|a, b| of(a) == of(b)) {
        if let Some(shared) = same.first().and_then(&of) {
            each(at, at + same.len(), shared)?;
        }
        at += same.len();
    }
    Ok(())
}
