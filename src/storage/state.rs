//! A file in the user's folder of states: what the program remembers from one sitting to the next.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use ron::ser::PrettyConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::StorageError;
use super::{atomic, disk, source};

/// Where a file of that name is in the user's folder of states; `None` where there is no such folder.
pub(super) fn path(name: &str) -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()).join(name))
}

/// Reads what a file says; `None` where there is none.
///
/// # Errors
/// A file that cannot be read or understood; it stays untouched.
pub(super) fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, StorageError> {
    if !path.exists() {
        return Ok(None);
    }
    let text = source::read_settings(path)?;
    ron::from_str(&text).map(Some).map_err(|error| {
        let place = format!("line {}, column {}: {}", error.span.start.line, error.span.start.col, error.code);
        StorageError::new(path, std::io::Error::new(std::io::ErrorKind::InvalidData, place))
    })
}

/// Writes what a file is to say, and its folder where that is missing.
///
/// # Errors
/// A folder or disk that cannot be written; nothing else is lost by that.
pub(super) fn write(path: &Path, value: &impl Serialize) -> Result<(), StorageError> {
    let pretty = PrettyConfig::new().depth_limit(1).escape_strings(false);
    let text =
        ron::ser::to_string_pretty(value, pretty).map_err(|error| StorageError::new(path, std::io::Error::other(error)))?;
    source::check_length(path, text.len(), source::SETTINGS)?;
    if let Some(folder) = path.parent() {
        disk::make_folders(folder).map_err(|error| StorageError::new(folder, error))?;
    }
    atomic::write(path, format!("{text}\n").as_bytes())
}
