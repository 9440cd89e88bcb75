//! Writing several files that belong together: all of them or none.

use std::fs;
use std::path::{Path, PathBuf};

use super::atomic;
pub use super::atomic::{is_taken, leads_out};
use super::disk;
use super::error::StorageError;
use super::record::{Draft, Revision};
use super::steps::Steps;

/// Files that are to be written together, few enough to be held in memory.
///
/// It is for files that somebody may be reading, or has open: each is replaced in one step, keeps its permissions and the
/// link that leads to it, and a sidecar is written under its lock. A [`Staging`](super::Staging) is for many new ones.
#[derive(Debug, Default)]
pub struct Batch {
    items: Vec<Item>,
}

/// A file of a batch, not yet written.
#[derive(Debug)]
enum Item {
    /// One that must not be there yet.
    New(PathBuf, Vec<u8>),
    /// One that may be there; then it is replaced.
    Any(PathBuf, Vec<u8>),
    /// A sidecar that is written anew under its lock.
    Sidecar(Box<Draft>),
    /// A file that is moved to where none is.
    Moved(PathBuf, PathBuf),
    /// A sidecar that stays locked, and as it is, meanwhile.
    Held(Box<Revision>),
}

impl Batch {
    /// An empty batch.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file that must not be there yet.
    pub fn make(&mut self, path: PathBuf, bytes: Vec<u8>) {
        self.items.push(Item::New(path, bytes));
    }

    /// Adds a file that may be there; then it is replaced.
    pub fn replace(&mut self, path: PathBuf, bytes: Vec<u8>) {
        self.items.push(Item::Any(path, bytes));
    }

    /// Adds a sidecar that is written anew under its lock.
    pub fn rewrite(&mut self, revision: Revision, bytes: Vec<u8>) {
        self.items.push(Item::Sidecar(Box::new(revision.draft(bytes))));
    }

    /// Adds a sidecar in which only names are others: all that its journal says stays so, and can be undone.
    pub(super) fn respell(&mut self, revision: Revision, bytes: Vec<u8>) {
        self.items.push(Item::Sidecar(Box::new(revision.respelled(bytes))));
    }

    /// Keeps the lock of a sidecar until all is done.
    pub(super) fn hold(&mut self, revision: Revision) {
        self.items.push(Item::Held(Box::new(revision)));
    }

    /// Adds a file that is moved to where none is.
    pub(super) fn rename(&mut self, from: PathBuf, to: PathBuf) {
        self.items.push(Item::Moved(from, to));
    }

    /// Writes all files, with the folders they stand in.
    ///
    /// Each file is whole at every moment. If one cannot be written, those before it are taken back; only a machine
    /// that loses its power in between leaves some of them.
    ///
    /// # Errors
    /// The first file or folder that could not be written; nothing has changed then.
    pub fn write(mut self) -> Result<(), StorageError> {
        self.drafts().try_for_each(Draft::check)?;
        self.drafts().try_for_each(Draft::announce)?;
        let mut steps = Steps::default();
        for item in &self.items {
            if let Err(error) = item.write(&mut steps) {
                steps.take_back();
                return Err(error);
            }
        }
        // What has moved is told by what was announced.
        self.drafts().filter(|draft| draft.sidecar().exists()).for_each(Draft::confirm);
        Ok(())
    }

    fn drafts(&mut self) -> impl Iterator<Item = &mut Draft> {
        self.items.iter_mut().filter_map(|item| match item {
            Item::Sidecar(draft) => Some(&mut **draft),
            Item::New(..) | Item::Any(..) | Item::Moved(..) | Item::Held(_) => None,
        })
    }
}

impl Item {
    fn write(&self, steps: &mut Steps) -> Result<(), StorageError> {
        match self {
            Self::New(path, bytes) => make(path, bytes, steps),
            Self::Any(path, bytes) => replace(path, bytes, steps),
            Self::Sidecar(draft) => replace(draft.sidecar(), draft.bytes(), steps),
            Self::Moved(_, to) if to.symlink_metadata().is_ok() => Err(StorageError::Taken(to.clone())),
            Self::Moved(from, to) => steps.rename(from, to).map_err(|error| StorageError::new(from, error)),
            Self::Held(revision) if revision.is_current() => Ok(()),
            Self::Held(revision) => Err(StorageError::Changed(revision.sidecar().to_owned())),
        }
    }
}

/// The folder that a file stands in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn make(path: &Path, bytes: &[u8], steps: &mut Steps) -> Result<(), StorageError> {
    steps.make_folder(folder_of(path))?;
    make_file(path, folder_of(path), bytes)?;
    steps.made(path);
    Ok(())
}

fn replace(path: &Path, bytes: &[u8], steps: &mut Steps) -> Result<(), StorageError> {
    let Ok(old) = fs::read(path) else { return make(path, bytes, steps) };
    atomic::write(path, bytes)?;
    steps.replaced(path, old);
    Ok(())
}

/// Makes a file in one step; whatever has its name already, even a link that leads nowhere, is an error.
fn make_file(path: &Path, folder: &Path, bytes: &[u8]) -> Result<(), StorageError> {
    let fail = |error| StorageError::new(path, error);
    let mut file = disk::temporary(folder, path).map_err(|error| StorageError::new(folder, error))?;
    let name = file.path().to_owned();
    disk::write(file.as_file_mut(), &name, bytes).map_err(fail)?;
    disk::sync(file.as_file(), &name).map_err(fail)?;
    disk::persist_new(file, path).map_err(fail)?;
    disk::sync_folder(folder).map_err(|error| StorageError::new(folder, error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Annotator, Schema};
    use crate::storage::record::Author;
    use crate::storage::source;

    #[test]
    fn a_batch_is_written_with_its_folders() {
        let folder = tempfile::tempdir().unwrap();
        let mut batch = Batch::new();
        batch.make(folder.path().join("a/b/c.txt"), b"one".to_vec());
        batch.replace(folder.path().join("a/d.ron"), b"two".to_vec());
        batch.write().unwrap();
        assert_eq!(fs::read(folder.path().join("a/b/c.txt")).unwrap(), b"one");
        assert_eq!(fs::read(folder.path().join("a/d.ron")).unwrap(), b"two");
    }

    #[test]
    fn a_sidecar_that_could_not_be_read_again_is_refused_before_anything_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let text = folder.path().join("a.txt");
        let amal = Annotator::parse("amal").unwrap();
        for bytes in [b"(".to_vec(), vec![b' '; usize::try_from(source::SIDECAR).unwrap() + 1]] {
            let mut batch = Batch::new();
            batch.make(folder.path().join("b.txt"), b"x".to_vec());
            let author = Author::new(&amal, "test", Schema::builtin());
            batch.rewrite(Revision::begin(&text, &amal, &author).unwrap(), bytes);
            assert!(matches!(batch.write(), Err(StorageError::Sidecar { .. } | StorageError::Full { .. })));
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }

    #[test]
    fn if_one_file_cannot_be_written_nothing_has_changed() {
        let folder = tempfile::tempdir().unwrap();
        let old = folder.path().join("old.ron");
        fs::write(&old, "old").unwrap();
        let mut batch = Batch::new();
        batch.make(folder.path().join("new/a.txt"), b"x".to_vec());
        batch.replace(old.clone(), b"new".to_vec());
        batch.make(old.clone(), b"twice".to_vec());
        assert!(batch.write().is_err());
        assert_eq!(fs::read(&old).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
