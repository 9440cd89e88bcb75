//! A model of suggestions, kept beside the corpus that it was learned from: one for each of those who may see other work.
//!
//! It can be learned again from what it rests on at any time, so that it is never merged, and nothing is lost with it.

use std::path::{Path, PathBuf};

use super::error::StorageError;
use super::place::Place;
use super::{atomic, disk, source};
use crate::annotation::Annotator;
use crate::annotation::suggestion::LARGEST;

/// Where the model of somebody is, in the folder of journals and locks.
fn place(folder: &Path, viewer: &Annotator) -> Result<PathBuf, StorageError> {
    let name = format!("suggestions.{viewer}.model");
    let place = Place::of_file(&folder.join(&name));
    place.check()?;
    Ok(place.folder().join(name))
}

/// Reads the bytes of somebody's model; `None` where there is none.
///
/// # Errors
/// A file that cannot be read, that is too large, or that a link leads out to.
pub fn read_model(folder: &Path, viewer: &Annotator) -> Result<Option<Vec<u8>>, StorageError> {
    match source::read_beneath(&place(folder, viewer)?, LARGEST as u64) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(StorageError::Missing(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes somebody's model, in the place of the one before.
///
/// # Errors
/// A folder or disk that cannot be written.
pub fn write_model(folder: &Path, viewer: &Annotator, bytes: &[u8]) -> Result<(), StorageError> {
    let path = place(folder, viewer)?;
    if bytes.len() > LARGEST {
        return Err(StorageError::Large { path, most: LARGEST as u64 });
    }
    if let Some(own) = path.parent() {
        disk::make_folders(own).map_err(|error| StorageError::new(own, error))?;
    }
    atomic::write(&path, bytes)
}
