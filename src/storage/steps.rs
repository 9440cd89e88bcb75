//! What was done so far of something that is to be done as a whole, to be taken back if the rest fails.

use std::path::{Path, PathBuf};

use super::atomic;
use super::disk;
use super::error::StorageError;

/// What was done, the first step first.
#[derive(Debug, Default)]
pub(super) struct Steps(Vec<Step>);

#[derive(Debug)]
enum Step {
    Folder(PathBuf),
    Made(PathBuf),
    Replaced { path: PathBuf, old: Vec<u8> },
    Moved { from: PathBuf, to: PathBuf },
    GaveWay { path: PathBuf, kept: PathBuf },
}

impl Steps {
    /// Makes a folder and those it stands in.
    ///
    /// # Errors
    /// A folder that cannot be made.
    pub(super) fn make_folder(&mut self, folder: &Path) -> Result<(), StorageError> {
        if folder.is_dir() {
            return Ok(());
        }
        if let Some(outer) = folder.parent().filter(|outer| !outer.as_os_str().is_empty()) {
            self.make_folder(outer)?;
        }
        disk::make_folder(folder).map_err(|error| StorageError::new(folder, error))?;
        self.0.push(Step::Folder(folder.to_owned()));
        Ok(())
    }

    /// Moves a file or a folder.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn rename(&mut self, from: &Path, to: &Path) -> std::io::Result<()> {
        disk::rename(from, to)?;
        self.0.push(Step::Moved { from: from.to_owned(), to: to.to_owned() });
        Ok(())
    }

    /// Puts a file in the place of another, which is kept in a folder until all is done. Under its name is the one or the
    /// other at every moment, also when it is taken back.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn replace(&mut self, from: &Path, path: &Path, aside: &Path) -> std::io::Result<()> {
        let kept = aside.join(self.0.len().to_string());
        disk::keep(path, &kept)?;
        disk::adopt_permissions(from, path)?;
        disk::rename(from, path)?;
        self.0.push(Step::GaveWay { path: path.to_owned(), kept });
        Ok(())
    }

    /// Notes that a file was made.
    pub(super) fn made(&mut self, path: &Path) {
        self.0.push(Step::Made(path.to_owned()));
    }

    /// Notes that a file was replaced, and what it held.
    pub(super) fn replaced(&mut self, path: &Path, old: Vec<u8>) {
        self.0.push(Step::Replaced { path: path.to_owned(), old });
    }

    /// Takes back what was done, the last first. What cannot be taken back stays: an error is reported already.
    pub(super) fn take_back(self) {
        for step in self.0.into_iter().rev() {
            let _best_effort = match step {
                Step::Folder(path) => disk::remove_folder(&path).is_ok(),
                Step::Made(path) => disk::remove(&path).is_ok(),
                Step::Replaced { path, old } => atomic::write(&path, &old).is_ok(),
                Step::Moved { from, to } => disk::rename(&to, &from).is_ok(),
                Step::GaveWay { path, kept } => disk::rename(&kept, &path).is_ok(),
            };
        }
    }
}
