//! A folder of one's own for the sample corpus.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempDir};

use super::error::StorageError;

/// A new folder under the system's temporary one. It is gone when this is dropped, unless it is kept.
#[derive(Debug)]
pub struct DemoFolder(TempDir);

impl DemoFolder {
    /// Makes the folder and writes these files into it; their names may have folders in them.
    ///
    /// # Errors
    /// A temporary folder that cannot be written.
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a Path, &'a [u8])>) -> Result<Self, StorageError> {
        let system = std::env::temp_dir();
        let folder = Builder::new().prefix("hashiya-demo-").tempdir().map_err(|error| StorageError::new(&system, error))?;
        for (name, bytes) in files {
            let path = folder.path().join(name);
            let outer = path.parent().map_or(Ok(()), fs::create_dir_all);
            outer.and_then(|()| fs::write(&path, bytes)).map_err(|error| StorageError::new(&path, error))?;
        }
        Ok(Self(folder))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Lets it stay after the program.
    pub fn keep(self) -> PathBuf {
        self.0.keep()
    }
}
