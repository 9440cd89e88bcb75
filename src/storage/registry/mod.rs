//! A registry on the disk: a file that everybody of a folder adds to.
//!
//! - A change counts as kept once it is in the journal (`.hashiya/<file>.journal`) and that on the disk. The file, which may
//!   have tens of thousands of identities, is written when there is time.
//! - What the file lacks after a sudden end is put into it when it is opened again; whoever reads it in between sees it too.
//! - Its lock is held only while it is changed or written, since many may have the folder open.
//! - What another program wrote meanwhile is merged, never replaced.

mod reading;
mod journal;
mod found;
mod file;

#[cfg(test)]
mod tests;

use std::path::Path;

use super::error::StorageError;
use super::place::Place;
use super::source;
use crate::annotation::Registry;

pub use file::{RegistryFile, RegistryKept};
use found::Found;
pub use journal::{RegistryChange, RegistryRecord, UseChange};
pub use reading::{parse_registry, read_registry, registry_name};

/// Reads the registry of a folder, by the path that its schema has for it, with what its journal alone has, and writes
/// nothing; `None` if there is none.
///
/// # Errors
/// A path that leads out of the folder, a file that cannot be read or understood.
pub fn read_inside(folder: &Path, name: &Path) -> Result<Option<Registry>, StorageError> {
    let found = Found::at(&Place::of_file(&source::place_inside(folder, name)?))?;
    Ok(found.exists().then_some(found.registry))
}
