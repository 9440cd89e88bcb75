//! Reading the file of a registry.

use std::path::Path;

use super::super::error::StorageError;
use super::super::source;
use crate::annotation::Fault;
use crate::annotation::registry::StoredRegistry;

/// The name of a registry, as schemas have it: that of its file without the ending.
pub fn registry_name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Reads a registry; `None` if there is none.
///
/// # Errors
/// A file that cannot be read or understood.
pub fn read_registry(path: &Path) -> Result<Option<StoredRegistry>, StorageError> {
    match source::read_bytes(path, source::REGISTRY) {
        Ok(bytes) => parse_registry(path, &registry_name(path), &bytes).map(Some),
        Err(StorageError::Missing(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads a registry from its bytes; one that does not say its name gets this one.
///
/// # Errors
/// What is wrong with it, and where.
pub fn parse_registry(path: &Path, name: &str, bytes: &[u8]) -> Result<StoredRegistry, StorageError> {
    let fail = |source| StorageError::Registry { path: path.to_owned(), source: Box::new(source) };
    let text = str::from_utf8(bytes).map_err(|error| {
        let good = String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default());
        fail(Fault::at(&good, good.len(), "the bytes here are not UTF-8").into())
    })?;
    StoredRegistry::parse(name, text).map_err(fail)
}
