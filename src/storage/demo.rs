//! A folder of one's own for the sample corpus.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::disk;
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
        let folder = disk::demo_folder(&system).map_err(|error| StorageError::new(&system, error))?;
        for (name, bytes) in files {
            let path = folder.path().join(name);
            let made = path.parent().map_or(Ok(()), disk::make_folders).and_then(|()| disk::open_to_append(&path));
            made.and_then(|mut file| disk::write(&mut file, &path, bytes)).map_err(|error| StorageError::new(&path, error))?;
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
