//! How a sitting can end badly.

use std::io;

/// Why the program ended otherwise than by being quit.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The terminal cannot be had or is gone.
    #[error("{0}")]
    Terminal(#[from] io::Error),
    /// Something is not on the disk.
    #[error("{0}")]
    Unsaved(String),
    /// A thread of the program ended with a fault of its own.
    #[error("internal error: {0}")]
    Panicked(String),
}
