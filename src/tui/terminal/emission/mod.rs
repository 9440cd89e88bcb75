//! Emission: the last pass over finished rows, the only place where one terminal differs from another.
//!
//! What never happens here: a row that is sent otherwise than it stands without a mode that says so; a mode that
//! changes what a cell is, rather than where and in which characters it is sent. A row that a mode cannot carry
//! is sent as it stands, and the other rows of the screen are not touched by that.

mod entry;
mod units;
mod plain;
mod explicit;
mod inverse;
mod osc66;
mod mlterm;
mod mark_shift;
mod alt_colour;
mod flip_words;

use std::fmt;

use entry::Entry;
use ratatui::buffer::{Buffer, Cell};

pub use alt_colour::Foreground;
pub use entry::Mode;
pub use inverse::Base;

const MODES: &[Entry] = &[
    plain::ENTRY,
    explicit::ENTRY,
    inverse::LTR,
    inverse::AUTO,
    osc66::ENTRY,
    mlterm::ENTRY,
    mark_shift::ENTRY,
    alt_colour::ENTRY,
    flip_words::ENTRY,
];

impl Mode {
    /// Every mode, the likeliest first.
    pub const ALL: &'static [Self] = &[
        Self::Plain,
        Self::Explicit,
        Self::InverseLtr,
        Self::InverseAuto,
        Self::Osc66,
        Self::Mlterm,
        Self::MarkShift,
        Self::AltColour,
        Self::FlipWords,
    ];

    fn entry(self) -> &'static Entry {
        MODES.iter().find(|entry| entry.mode == self).unwrap_or(&plain::ENTRY)
    }

    /// The name, as `--bidi` takes it.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// What it does, and for which terminals.
    pub fn sentence(self) -> &'static str {
        self.entry().sentence
    }

    /// The mode of a name.
    pub fn parse(name: &str) -> Option<Self> {
        MODES.iter().find(|entry| entry.name == name).map(|entry| entry.mode)
    }

    /// What is sent before the alternate screen is entered: rows take on the terminal's mode when they are made.
    pub fn begin(self) -> &'static str {
        match self {
            // These terminals must go on reordering: their rows are made for it.
            Self::InverseLtr | Self::InverseAuto => "",
            Self::Mlterm => mlterm::BEGIN,
            // The others do not know the sequence, or are better off with it.
            _ => explicit::BEGIN,
        }
    }

    /// What is sent after the alternate screen was left, to undo [`Self::begin`].
    pub fn end(self) -> &'static str {
        match self {
            Self::InverseLtr | Self::InverseAuto => "",
            Self::Mlterm => mlterm::END,
            _ => explicit::END,
        }
    }

    /// Whether every column of a row must have been written: an erased one is no space to a terminal's bidi.
    pub fn needs_whole_rows(self) -> bool {
        matches!(self, Self::InverseLtr | Self::InverseAuto)
    }

    /// Turns a row that stands as it should be seen into what is sent, in place.
    ///
    /// Returns where its columns went if they moved: for every visual column, from the left, the column it is
    /// sent to.
    pub fn emit(self, row: &mut [Cell], foreground: Foreground) -> Option<Vec<u16>> {
        match self {
            Self::Plain | Self::Explicit | Self::Mlterm => None,
            Self::InverseLtr => inverse::emit(row, Base::LeftToRight),
            Self::InverseAuto => inverse::emit(row, Base::Guessed),
            Self::Osc66 => osc66::emit(row),
            Self::MarkShift => mark_shift::emit(row),
            Self::AltColour => alt_colour::emit(row, foreground),
            Self::FlipWords => flip_words::emit(row),
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Where the columns of a screen went: its rows, and for each that was permuted the column every visual column is
/// sent to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    rows: Vec<Option<Vec<u16>>>,
}

impl Columns {
    /// Sends a finished screen: turns every row of a buffer into what is sent, in place.
    pub fn emit(mode: Mode, foreground: Foreground, screen: &mut Buffer) -> Self {
        let width = usize::from(screen.area.width).max(1);
        Self { rows: screen.content.chunks_mut(width).map(|row| mode.emit(row, foreground)).collect() }
    }

    fn row(&self, row: u16) -> Option<&[u16]> {
        self.rows.get(usize::from(row))?.as_deref()
    }

    /// The column that a visual column is sent to.
    pub fn sent(&self, column: u16, row: u16) -> u16 {
        self.row(row).and_then(|columns| columns.get(usize::from(column))).copied().unwrap_or(column)
    }

    /// The visual column of one that the terminal speaks of.
    pub fn seen(&self, column: u16, row: u16) -> u16 {
        let found = self.row(row).and_then(|columns| columns.iter().position(|sent| *sent == column));
        found.and_then(|n| u16::try_from(n).ok()).unwrap_or(column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_has_a_name_of_its_own_that_leads_back_to_it_and_a_sentence() {
        assert_eq!(Mode::ALL.len(), MODES.len());
        for mode in Mode::ALL {
            assert_eq!(Mode::parse(mode.name()), Some(*mode));
            assert!(mode.sentence().ends_with('.'), "{mode}");
        }
        assert_eq!(Mode::parse("auto"), None);
    }

    #[test]
    fn columns_lead_there_and_back() {
        let mut screen = Buffer::with_lines(["ab ﻢﻠﻗ 12", "plain"]);
        let columns = Columns::emit(Mode::InverseLtr, Foreground::default(), &mut screen);
        assert_eq!(columns.seen(columns.sent(3, 0), 0), 3);
        assert_ne!(columns.sent(3, 0), 3);
        for (row, column) in (0..2).flat_map(|row| (0..9).map(move |column| (row, column))) {
            assert_eq!(columns.seen(columns.sent(column, row), row), column);
        }
        assert_eq!((columns.sent(200, 0), columns.seen(200, 7)), (200, 200));
    }
}
