//! Which keyboard is in use, as the user said it: remembered in the user's folder of states.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::StorageError;
use super::state;

/// The file, in the folder of states.
const FILE: &str = "hashiya/keyboard.ron";

/// What the file says.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Stored {
    keyboard: String,
}

/// Which keyboard is in use, and the file that says so.
#[derive(Debug, Clone, Default)]
pub struct KeyboardMemory {
    path: Option<PathBuf>,
    name: Option<String>,
}

impl KeyboardMemory {
    /// Reads what is remembered in the user's folder of states; nothing where there is none.
    ///
    /// # Errors
    /// A file that cannot be read or understood; it stays untouched.
    pub fn read() -> Result<Self, StorageError> {
        state::path(FILE).map_or_else(|| Ok(Self::default()), |path| Self::read_from(&path))
    }

    /// Reads what is remembered in a file; nothing where there is none.
    ///
    /// # Errors
    /// As [`KeyboardMemory::read`].
    pub fn read_from(path: &Path) -> Result<Self, StorageError> {
        let stored: Option<Stored> = state::read(path)?;
        Ok(Self { path: Some(path.to_owned()), name: stored.map(|stored| stored.keyboard) })
    }

    /// The name of the keyboard that is remembered.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Remembers a keyboard by its name.
    ///
    /// # Errors
    /// A folder or disk that cannot be written; nothing else is lost by that.
    pub fn remember(&mut self, name: &str) -> Result<(), StorageError> {
        self.name = Some(name.to_owned());
        let stored = Stored { keyboard: name.to_owned() };
        self.path.as_deref().map_or(Ok(()), |path| state::write(path, &stored))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyboard_is_remembered_until_another_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/keyboard.ron");
        let mut memory = KeyboardMemory::read_from(&path).unwrap();
        assert_eq!(memory.name(), None);
        memory.remember("persian").unwrap();
        memory.remember("urdu").unwrap();
        assert_eq!(KeyboardMemory::read_from(&path).unwrap().name(), Some("urdu"));
    }

    #[test]
    fn a_file_that_is_not_understood_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keyboard.ron");
        std::fs::write(&path, "persian?").unwrap();
        let error = KeyboardMemory::read_from(&path).unwrap_err().to_string();
        assert!(error.contains("keyboard.ron") && error.contains("line 1"), "{error}");
    }
}
