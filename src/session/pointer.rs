//! What the mouse does.

/// What the mouse did, in columns and rows of the text on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointer {
    /// The button went down.
    Press(u16, u16),
    /// It moved while down.
    Drag(u16, u16),
    /// The button went down on a row of a list: its place among the rows that are shown.
    Row(usize),
    /// The button went down again where it just was.
    Again,
    /// The wheel turned: rows, downwards positive.
    Wheel(isize),
}
