//! Files in a folder that others may write, reached so that nobody can lead the program out of it.
//!
//! The folder of the texts is trusted as it was named; what is in it is not. It is opened once for each operation, and
//! what is below it is reached from there, name by name, never through a link that leads out: the system is asked so
//! where it can be (`openat2` with `RESOLVE_BENEATH`), else every name is looked at by itself. Comparing and then
//! opening by the same path would leave a moment in between.

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use cap_fs_ext::{FollowSymlinks, OpenOptionsFollowExt};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};

use super::mode::{FOLDER, Mode};

/// A name below an open folder.
pub(super) struct Beneath {
    folder: Dir,
    name: PathBuf,
}

impl Beneath {
    /// The place of a path: of what lies in the folder of journals and locks below the folder of the texts, of all else
    /// in its own folder.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let folder = outer(path);
        let (folder, name) = match folder.file_name() {
            Some(inner) if inner == OsStr::new(FOLDER) => (outer(folder), Path::new(inner).join(name)),
            _ => (folder, PathBuf::from(name)),
        };
        Ok(Self { folder: Dir::open_ambient_dir(folder, ambient_authority())?, name })
    }

    /// Opens the file, or the folder, to read it, through a link that stays in the folder. Nobody waits for a pipe.
    pub(super) fn open(&self) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true);
        unblocked(&mut options);
        self.folder.open_with(&self.name, &options).map(cap_std::fs::File::into_std)
    }

    /// Opens a file of ours to read it and to write at its end. No link is followed.
    pub(super) fn open_to_append(&self) -> io::Result<File> {
        self.open_with(OpenOptions::new().read(true).append(true))
    }

    /// Makes a file that is not there yet, to be written at its end.
    pub(super) fn make(&self, mode: Mode) -> io::Result<File> {
        let mut options = OpenOptions::new();
        made_with(mode, options.read(true).append(true).create_new(true));
        self.open_with(&mut options)
    }

    fn open_with(&self, options: &mut OpenOptions) -> io::Result<File> {
        options.follow(FollowSymlinks::No);
        unblocked(options);
        self.folder.open_with(&self.name, options).map(cap_std::fs::File::into_std)
    }

    pub(super) fn make_folder(&self) -> io::Result<()> {
        self.folder.create_dir(&self.name)
    }

    pub(super) fn remove_folder(&self) -> io::Result<()> {
        self.folder.remove_dir(&self.name)
    }

    pub(super) fn remove(&self) -> io::Result<()> {
        self.folder.remove_file(&self.name)
    }

    /// Gives it the name of another place.
    pub(super) fn rename(&self, to: &Self) -> io::Result<()> {
        self.folder.rename(&self.name, &to.folder, &to.name)
    }
}

fn outer(path: &Path) -> &Path {
    path.parent().filter(|outer| !outer.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(unix)]
fn unblocked(options: &mut OpenOptions) {
    use cap_std::fs::OpenOptionsExt;
    options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
}

#[cfg(unix)]
fn made_with(mode: Mode, options: &mut OpenOptions) {
    use cap_std::fs::OpenOptionsExt;
    options.mode(mode.bits());
}

#[cfg(not(unix))]
fn made_with(_: Mode, _: &mut OpenOptions) {}

#[cfg(not(unix))]
fn unblocked(_: &mut OpenOptions) {}
