//! What is remembered of terminals: which way of sending rows reads right in each, in the user's folder of states.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::StorageError;
use super::state;

/// The file, in the folder of states.
const FILE: &str = "hashiya/terminals.ron";

/// A terminal that was met before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    name: String,
    /// The name of the mode that reads right; empty where calibration was only offered.
    #[serde(default)]
    mode: String,
}

/// The terminals that were met before.
#[derive(Debug, Clone, Default)]
pub struct Terminals {
    path: Option<PathBuf>,
    known: Vec<Known>,
}

impl Terminals {
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
    /// As [`Terminals::read`].
    pub fn read_from(path: &Path) -> Result<Self, StorageError> {
        let known = state::read(path)?.unwrap_or_default();
        Ok(Self { path: Some(path.to_owned()), known })
    }

    /// The name of the mode remembered for a terminal.
    pub fn mode(&self, name: &str) -> Option<&str> {
        self.known.iter().find(|known| known.name == name).map(|known| known.mode.as_str()).filter(|mode| !mode.is_empty())
    }

    /// Whether a terminal was met before.
    pub fn knows(&self, name: &str) -> bool {
        self.known.iter().any(|known| known.name == name)
    }

    /// Remembers the mode of a terminal, or with none that calibration was offered there; tells the file.
    ///
    /// # Errors
    /// A folder or disk that cannot be written; nothing else is lost by that.
    pub fn remember(&mut self, name: &str, mode: Option<&str>) -> Result<Option<&Path>, StorageError> {
        self.known.retain(|known| known.name != name);
        self.known.push(Known { name: name.to_owned(), mode: mode.unwrap_or_default().to_owned() });
        self.write()
    }

    /// Forgets a terminal; whether it was known.
    ///
    /// # Errors
    /// As [`Terminals::remember`].
    pub fn forget(&mut self, name: &str) -> Result<bool, StorageError> {
        let before = self.known.len();
        self.known.retain(|known| known.name != name);
        self.write()?;
        Ok(self.known.len() < before)
    }

    fn write(&self) -> Result<Option<&Path>, StorageError> {
        let Some(path) = self.path.as_deref() else { return Ok(None) };
        state::write(path, &self.known)?;
        Ok(Some(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mode_is_remembered_for_its_terminal_and_forgotten_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/terminals.ron");
        let mut terminals = Terminals::read_from(&path).unwrap();
        assert!(!terminals.knows("Konsole"));
        terminals.remember("Konsole", None).unwrap();
        terminals.remember("Konsole", Some("plain")).unwrap();
        terminals.remember("a \"new\" one", None).unwrap();
        let mut terminals = Terminals::read_from(&path).unwrap();
        assert_eq!(terminals.mode("Konsole"), Some("plain"));
        assert!(terminals.knows("a \"new\" one") && terminals.mode("a \"new\" one").is_none());
        assert!(terminals.forget("Konsole").unwrap() && !terminals.forget("Konsole").unwrap());
        assert_eq!(Terminals::read_from(&path).unwrap().mode("Konsole"), None);
    }

    #[test]
    fn a_broken_file_says_where_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("terminals.ron");
        std::fs::write(&path, "[(name: \"x\",\n mode: 3)]").unwrap();
        let error = Terminals::read_from(&path).unwrap_err().to_string();
        assert!(error.contains("line 2"), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "[(name: \"x\",\n mode: 3)]");
    }
}
