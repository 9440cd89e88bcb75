//! Whether the user knows the tour, or needs none: remembered in the user's folder of states, and nothing else of it.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::StorageError;
use super::state;

/// The file, in the folder of states.
const FILE: &str = "hashiya/tour.ron";

/// What the file says.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Stored {
    known: bool,
}

/// Whether the tour is still to be offered, and the file that says otherwise.
#[derive(Debug, Clone, Default)]
pub struct TourMemory {
    path: Option<PathBuf>,
    is_known: bool,
}

impl TourMemory {
    /// Reads what is remembered in the user's folder of states. Where there is no home to remember anything in, the tour is
    /// not offered: it would be again and again. A file that cannot be read is one.
    pub fn read() -> Self {
        let has_home = etcetera::home_dir().is_ok_and(|home| home.is_dir());
        match state::path(FILE).filter(|_| has_home) {
            Some(path) => Self::read_from(&path),
            None => Self { path: None, is_known: true },
        }
    }

    /// Reads what is remembered in a file.
    pub fn read_from(path: &Path) -> Self {
        let stored: Result<Option<Stored>, StorageError> = state::read(path);
        let is_known = stored.map_or(true, |stored| stored.is_some_and(|stored| stored.known));
        Self { path: Some(path.to_owned()), is_known }
    }

    /// Whether it is not to be offered any more.
    pub fn is_known(&self) -> bool {
        self.is_known
    }

    /// Remembers that it is known, or that there was work without it.
    ///
    /// # Errors
    /// A folder or disk that cannot be written; nothing else is lost by that.
    pub fn remember(&mut self) -> Result<(), StorageError> {
        if std::mem::replace(&mut self.is_known, true) {
            return Ok(());
        }
        self.path.as_deref().map_or(Ok(()), |path| state::write(path, &Stored { known: true }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tour_is_offered_until_it_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/tour.ron");
        let mut memory = TourMemory::read_from(&path);
        assert!(!memory.is_known());
        memory.remember().unwrap();
        assert!(memory.is_known() && TourMemory::read_from(&path).is_known());
    }
}
