//! The job that gives tags, attributes, values, relations and facts of a folder other names, after those of its schema.

use std::path::Path;

use crate::annotation::renaming::Renaming;
use crate::annotation::{Annotator, Schema};
pub use crate::storage::migration::Renamed;
use crate::storage::migration::{self, COMMAND};
use crate::storage::{Author, StorageError, TextFile, corpus};

/// What is renamed, by whom.
#[derive(Debug, Clone, Copy)]
pub struct Migration<'a> {
    /// The table of names.
    pub renaming: &'a Renaming,
    /// Who renames.
    pub by: &'a Annotator,
    /// The schema, of which the journals tell.
    pub schema: &'a Schema,
}

impl Migration<'_> {
    /// Tells which files of a text, or of a folder of them, would get other names; writes nothing.
    ///
    /// # Errors
    /// A file that cannot be read or understood.
    pub fn look(&self, path: &Path) -> Result<Vec<Renamed>, StorageError> {
        let mut all = Vec::new();
        for text in texts(path)? {
            all.extend(migration::look(&text, self.renaming, &self.author())?);
        }
        Ok(all)
    }

    /// Gives the sidecars, reviews, gold standards and journals of a text, or of a folder of them, their new names: all of
    /// them or none.
    ///
    /// # Errors
    /// A file that somebody is at work on, or that cannot be read, understood or written; nothing has changed then.
    pub fn run(&self, path: &Path) -> Result<Vec<Renamed>, StorageError> {
        migration::write(&texts(path)?, self.renaming, &self.author())
    }

    fn author(&self) -> Author {
        Author::new(self.by, COMMAND, self.schema)
    }
}

/// The text of a path, or those of a folder.
fn texts(path: &Path) -> Result<Vec<TextFile>, StorageError> {
    if corpus::is_folder(path)? { Ok(corpus::list(path)?.texts) } else { Ok(vec![corpus::find(path)?]) }
}
