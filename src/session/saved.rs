//! Whether what was done is on the disk.

use super::notice::Cause;

/// Whether every change is on the disk, in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It is.
    Yes,
    /// Not yet.
    NotYet,
    /// The last could not be written, for this reason.
    Failed(Cause),
}
