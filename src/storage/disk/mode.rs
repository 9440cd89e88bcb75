//! Who may read and write a new file: those who may what it belongs to.
//!
//! Beside a text, and in the folder of journals there, a file belongs to the one whose name its own begins with: the
//! sidecar `a.txt.amal.ron` to the text `a.txt`, the journal `a.txt.amal.journal` to that sidecar, or to the text as long
//! as there is no sidecar. What is private is so from the first moment on.

use std::fs::File;
#[cfg(unix)]
use std::fs::{self, Metadata};
#[cfg(unix)]
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// The folder of journals and locks, beside the texts.
pub(crate) const FOLDER: &str = ".hashiya";

/// All that a file which nobody executes may have.
#[cfg(unix)]
const ANY: u32 = 0o666;
/// What the owner of a file of ours has in any case.
#[cfg(unix)]
const OWN: u32 = 0o600;

/// The permissions of a file that is made, where it belongs to another one, else those that any new file gets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mode(Option<u32>);

#[cfg(unix)]
impl Mode {
    /// That of a file that is there, or else of what it would belong to.
    pub(super) fn of(path: &Path) -> Self {
        Self(Self::of_file(path).or_else(|| Self::of_owner(path)))
    }

    fn of_owner(path: &Path) -> Option<u32> {
        let folder = path.parent()?;
        let outer = if folder.file_name().is_some_and(|name| name == FOLDER) { folder.parent()? } else { folder };
        let mut name = path.file_name()?.to_str()?;
        while let Some((before, _)) = name.rsplit_once('.').filter(|(before, _)| !before.is_empty()) {
            name = before;
            let found = Self::of_file(&outer.join(format!("{name}.ron"))).or_else(|| Self::of_file(&outer.join(name)));
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn of_file(path: &Path) -> Option<u32> {
        let facts = fs::metadata(path).ok().filter(Metadata::is_file)?;
        Some(facts.mode() & ANY | OWN)
    }

    /// What a file is made with; the system takes away from it what the user wants.
    pub(super) fn bits(self) -> u32 {
        self.0.unwrap_or(ANY)
    }

    /// What a file is still to be given that was made so.
    pub(super) fn missing(self, file: &File) -> Option<u32> {
        self.0.filter(|mode| file.metadata().is_ok_and(|facts| facts.mode() & 0o777 != *mode))
    }

    /// What a file of ours that was there already is to be given, where more may be done with it than with what it belongs
    /// to.
    pub(super) fn narrower(path: &Path, file: &File) -> Option<u32> {
        let mode = Self::of_owner(path)?;
        let now = file.metadata().ok()?.mode();
        (now & ANY & !mode != 0).then_some(now & mode | OWN)
    }
}

#[cfg(not(unix))]
impl Mode {
    pub(super) fn of(_: &Path) -> Self {
        Self(None)
    }

    pub(super) fn missing(self, _: &File) -> Option<u32> {
        self.0
    }

    pub(super) fn narrower(_: &Path, _: &File) -> Option<u32> {
        None
    }
}
