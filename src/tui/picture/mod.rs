//! Rows as a picture that needs no other file: SVG, every cell at its own place.
//!
//! Letters stand as they do on screen, in presentation forms and in visual order, so that a picture reads right whatever draws
//! it. Each is placed by itself: no font makes a row longer or shorter.

mod look;

use std::io::{self, Write};

pub use look::{Look, ink, paper};

use super::paint::Cells;
use super::theme::Ground;
use crate::annotation::schema::Rgb;
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
    /// Writes what comes before the rows.
    ///
    /// # Errors
    /// An output that cannot be written.
    pub fn begin(&self, out: &mut impl Write) -> io::Result<()> {
        let below = if self.legend.is_empty() { 0 } else { 2 };
        let width = 2 * MARGIN + CELL * self.columns;
        let height = 2 * MARGIN + ROW * (self.rows + below);
        let ink = ink(self.ground);
        writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             font-family=\"{FONTS}\" font-size=\"{SIZE}\" fill=\"{ink}\" direction=\"ltr\" unicode-bidi=\"bidi-override\">"
        )?;
        writeln!(out, "<title>{}</title>", attribute(&self.title))?;
        writeln!(out, "<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>", paper(self.ground))
    }

    /// Writes a row.
    ///
    /// # Errors
    /// An output that cannot be written.
    pub fn row(&self, number: usize, cells: &Cells, out: &mut impl Write) -> io::Result<()> {
        let looks: Vec<Look> = cells.iter().map(|cell| Look::of(cell.style(), self.ground)).collect();
        let top = MARGIN + ROW * number;
        write!(out, "<g>")?;
        for run in runs(&looks, |look| look.behind) {
            let Run { x, width, colour } = run;
            write!(out, "<rect x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"{ROW}\" fill=\"{colour}\"/>")?;
        }
        for run in runs(&looks, |look| look.is_underlined().then_some(look.letters)) {
            let Run { x, width, colour } = run;
            write!(out, "<path d=\"M{x} {}h{width}\" stroke=\"{colour}\" stroke-width=\"2\"/>", top + UNDER)?;
        }
        write!(out, "<text y=\"{}\">", top + BASE)?;
        for (column, (cell, look)) in cells.iter().zip(&looks).enumerate() {
            if !cell.symbol().trim().is_empty() {
                let x = MARGIN + CELL * column;
                write!(out, "<tspan x=\"{x}\"{}>{}</tspan>", look.svg(self.ground), attribute(cell.symbol()))?;
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
}

/// Cells in a row that share a colour: where the first begins, and how wide they are together.
struct Run {
    x: usize,
    width: usize,
    colour: Rgb,
}

/// The runs of a row that have a colour of some kind.
fn runs(looks: &[Look], of: impl Fn(&Look) -> Option<Rgb>) -> Vec<Run> {
    let mut column = 0;
    let mut found = Vec::new();
    for same in looks.chunk_by(|a, b| of(a) == of(b)) {
        let run = |colour| Run { x: MARGIN + CELL * column, width: CELL * same.len(), colour };
        found.extend(same.first().and_then(&of).map(run));
        column += same.len();
    }
    found
}
