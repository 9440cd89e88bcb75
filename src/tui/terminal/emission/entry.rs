//! The modes of emission by name.

/// How finished rows are sent to a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mode {
    /// As they stand.
    #[default]
    Plain,
    /// As they stand, with the terminal told to leave them so.
    Explicit,
    /// In the order from which a terminal of left-to-right lines makes the order wanted.
    InverseLtr,
    /// In the order from which a terminal that guesses the direction of each line makes the order wanted.
    InverseAuto,
    /// Every right-to-left cell as a sized text of its own.
    Osc66,
    /// As they stand, with mlterm's own bidi switched off.
    Mlterm,
    /// Every cell's marks one cell further left.
    MarkShift,
    /// Neighbouring cells in colours that no eye tells apart.
    AltColour,
    /// The letters of every right-to-left word the other way round.
    FlipWords,
}

/// A mode in words.
pub(super) struct Entry {
    pub mode: Mode,
    pub name: &'static str,
    pub sentence: &'static str,
}
