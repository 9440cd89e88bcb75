//! A line: one wrapped row of a block.

/// One wrapped row, as numbers of cells of its block in logical order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Its first cell.
    pub start: usize,
    /// After its last cell that is drawn; what follows hangs (white space at the end) or is hidden.
    pub shown: usize,
    /// After its last cell.
    pub end: usize,
}
