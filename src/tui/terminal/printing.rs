//! Rows that are printed, not drawn: sent to a terminal as it needs them, and to anything else as they stand.

use std::io::{self, Write};

use crossterm::terminal::size;
use ratatui::buffer::Cell;

use super::clues_outside;
use super::display::Display;
use super::emission::{Foreground, Mode};
use crate::tui::paint::Cells;
use crate::tui::sgr;

/// A way to print rows on standard output.
#[derive(Debug, Clone, Copy)]
pub struct Printer {
    mode: Mode,
    foreground: Foreground,
    /// Columns of the terminal.
    columns: usize,
}

impl Printer {
    /// A printer for whatever is no terminal: rows as they stand.
    pub fn plain() -> Self {
        Self { mode: Mode::Plain, foreground: Foreground::Light, columns: 0 }
    }

    /// A printer for the terminal; it is recognised by its environment alone, since nothing waits for answers here.
    pub fn of_terminal(display: &Display) -> Self {
        let mode = match display.choose(&clues_outside()).mode {
            // Its switch is for the whole screen, also for what was printed before.
            Mode::Mlterm => Mode::InverseAuto,
            mode => mode,
        };
        let columns = size().map_or(80, |(columns, _)| usize::from(columns));
        Self { mode, foreground: Foreground::from_environment(), columns }
    }

    /// Writes what comes before the first row.
    ///
    /// # Errors
    /// An output that cannot be written.
    pub fn begin(self, out: &mut impl Write) -> io::Result<()> {
        // The row of the cursor takes the state on when the screen below is erased.
        if self.mode == Mode::Explicit { write!(out, "{}\x1b[J", self.mode.begin()) } else { Ok(()) }
    }

    /// Writes a row that stands as it should be seen, and ends its line.
    ///
    /// # Errors
    /// An output that cannot be written.
    pub fn row(self, mut cells: Cells, out: &mut impl Write) -> io::Result<()> {
        if self.mode.needs_whole_rows() && cells.len() < self.columns {
            cells.resize(self.columns, Cell::new(" "));
        }
        self.mode.emit(&mut cells, self.foreground);
        writeln!(out, "{}", sgr::row(&cells))
    }

    /// Writes what comes after the last row.
    ///
    /// # Errors
    /// An output that cannot be written.
    pub fn end(self, out: &mut impl Write) -> io::Result<()> {
        if self.mode == Mode::Explicit { out.write_all(self.mode.end().as_bytes()) } else { Ok(()) }
    }
}
