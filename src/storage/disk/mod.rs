//! Everything that changes the disk, one operation a function, so that a test can let any of them fail or be the last.
//!
//! No other file of the room creates, writes, renames, removes or syncs anything; a test reads them and proves it. In a
//! build with debug assertions, or with the feature `faults`, [`fault`] counts the operations, makes them fail, ends the
//! process at one of them or records them, as two variables of the environment tell it; in any other it does not exist.

mod operation;
mod mode;
mod beneath;

#[cfg(faults)]
mod fault;

use std::ffi::OsStr;
use std::fs::{self, File, Permissions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, TempDir};

use beneath::Beneath;
pub(super) use mode::FOLDER;
use mode::Mode;
use operation::Operation;

/// Does an operation, unless a test wants it to fail.
fn perform<T>(operation: Operation<'_>, act: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    #[cfg(faults)]
    fault::before()?;
    let done = act()?;
    #[cfg(faults)]
    fault::after(operation);
    #[cfg(not(faults))]
    let _unrecorded = operation;
    Ok(done)
}

/// Makes one folder. One that is there already is no error.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    perform(Operation::MakeFolder(path), || match Beneath::of(path).and_then(|place| place.make_folder()) {
        // Another program was faster.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        made => made,
    })
}

/// Makes a folder and those it stands in.
pub(super) fn make_folders(path: &Path) -> io::Result<()> {
    match path.parent().filter(|outer| !outer.as_os_str().is_empty() && !path.is_dir()) {
        Some(outer) => make_folders(outer).and_then(|()| make_folder(path)),
        None => make_folder(path),
    }
}

/// How the name of a hidden file or folder begins and ends.
pub(super) const HIDDEN: (&str, &str) = (".hashiya-", ".tmp");

/// Makes a hidden file in a folder that is removed when it is dropped, for what is to stand under a name there: nobody may
/// more with it than with that.
///
/// It is locked as long as somebody is at work on it, so that one that a sudden end left behind can be told.
pub(super) fn temporary(folder: &Path, target: &Path) -> io::Result<NamedTempFile> {
    let wanted = Mode::of(target);
    let mut builder = Builder::new();
    builder.prefix(HIDDEN.0).suffix(HIDDEN.1);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(wanted.bits()));
    #[cfg(faults)]
    fault::before()?;
    let made = builder.tempfile_in(folder)?;
    let _where_there_are_locks = made.as_file().try_lock();
    #[cfg(faults)]
    fault::after(Operation::Create(made.path()));
    give(made.as_file(), made.path(), wanted.missing(made.as_file()));
    Ok(made)
}

/// Gives a file permissions that it lacks. Not every file system can do that, and then it is as it was made.
fn give(file: &File, path: &Path, bits: Option<u32>) {
    #[cfg(unix)]
    if let Some(bits) = bits {
        let _as_it_was_made = set_permissions(file, path, std::os::unix::fs::PermissionsExt::from_mode(bits));
    }
    #[cfg(not(unix))]
    let _there_are_none = (file, path, bits);
}

/// Makes a file that is not there yet, with the permissions of what stands, or is to stand, under a name.
fn make(path: &Path, target: &Path) -> io::Result<File> {
    let mode = Mode::of(target);
    let file = perform(Operation::Create(path), || Beneath::of(path)?.make(mode))?;
    give(&file, path, mode.missing(&file));
    Ok(file)
}

/// The file in a hidden folder that is locked as long as somebody is at work on it.
pub(super) const LOCK: &str = "lock";

/// A hidden folder that somebody is at work on; it is removed, with all that is in it, when this is dropped.
#[derive(Debug)]
pub(super) struct HiddenFolder {
    /// Locked as long as it is open, and closed before the folder is removed.
    _lock: File,
    folder: TempDir,
}

impl HiddenFolder {
    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Makes a hidden folder, locked so that one that a sudden end left behind can be told.
pub(super) fn temporary_folder(outer: &Path) -> io::Result<HiddenFolder> {
    let folder = new_folder(Builder::new().prefix(HIDDEN.0).suffix(HIDDEN.1), outer)?;
    let path = folder.path().join(LOCK);
    let lock = perform(Operation::Create(&path), || File::create_new(&path))?;
    let _where_there_are_locks = lock.try_lock();
    Ok(HiddenFolder { _lock: lock, folder })
}

/// Makes a folder for the sample corpus, under a name that nothing has yet.
pub(super) fn demo_folder(outer: &Path) -> io::Result<TempDir> {
    new_folder(Builder::new().prefix("hashiya-demo-"), outer)
}

fn new_folder(builder: &Builder<'_, '_>, outer: &Path) -> io::Result<TempDir> {
    #[cfg(faults)]
    fault::before()?;
    let made = builder.tempdir_in(outer)?;
    #[cfg(faults)]
    fault::after(Operation::MakeFolder(made.path()));
    Ok(made)
}

/// Opens a file to read it and to write at its end; makes it if it is not there. A link is not followed: what is
/// written so are files of our own, and a link could lead anywhere. It gets the permissions of what it belongs to.
pub(super) fn open_to_append(path: &Path) -> io::Result<File> {
    let opened = match Beneath::of(path)?.open_to_append() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => make(path, path),
        Ok(file) => {
            give(&file, path, Mode::narrower(path, &file));
            Ok(file)
        }
        failed => failed,
    };
    match opened {
        Ok(file) if file.metadata()?.is_file() => Ok(file),
        Err(error) if !path.is_symlink() => Err(error),
        _ => {
            let what = "no file, but a link or something else, stands here";
            Err(io::Error::new(io::ErrorKind::PermissionDenied, what))
        }
    }
}

/// Opens a file to read it, if it lies in its folder or a link leads to it there; whatever stands there, nobody waits.
pub(super) fn open(path: &Path) -> io::Result<File> {
    Beneath::of(path)?.open()
}

/// Whether a path still leads to an open file: it may have been removed, or replaced by another.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |facts: fs::Metadata| (facts.dev(), facts.ino());
    matches!((file.metadata().map(id), path.symlink_metadata().map(id)), (Ok(file), Ok(path)) if file == path)
}

/// Whether a path still leads to an open file: it may have been removed, or replaced by another.
#[cfg(not(unix))]
pub(super) fn is_at(_: &File, path: &Path) -> bool {
    path.is_file()
}

/// Asks for the lock of a file.
pub(super) fn try_lock(file: &File) -> Result<(), TryLockError> {
    #[cfg(faults)]
    if fault::has_no_locks() {
        return Err(TryLockError::Error(io::ErrorKind::Unsupported.into()));
    }
    file.try_lock()
}

/// Lets this process have as many files open at once as it may: a command holds a lock for each sidecar it writes anew.
pub(super) fn allow_many_files() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, getrlimit, setrlimit};
        let mut limit = getrlimit(Resource::Nofile);
        limit.current = limit.maximum;
        let _as_it_was = setrlimit(Resource::Nofile, limit);
    }
}

/// Makes a file that is not there yet, with bytes in it.
pub(super) fn make_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    make_file_for(path, path, bytes)
}

/// As [`make_file`], for what is to stand under another name later.
pub(super) fn make_file_for(path: &Path, target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = make(path, target)?;
    write(&mut file, path, bytes)
}

/// Writes bytes at the end of a file; some of them may have been written when it fails.
pub(super) fn write(file: &mut File, path: &Path, bytes: &[u8]) -> io::Result<()> {
    #[cfg(faults)]
    if let Some(part) = fault::part(bytes) {
        file.write_all(part)?;
        fault::end();
    }
    perform(Operation::Write(path, bytes), || file.write_all(bytes))
}

/// Cuts a file down to its first bytes.
pub(super) fn shorten(file: &File, path: &Path, bytes: u64) -> io::Result<()> {
    perform(Operation::Shorten(path, bytes), || file.set_len(bytes))
}

/// Brings what was written to a file to the disk.
pub(super) fn sync(file: &File, path: &Path) -> io::Result<()> {
    perform(Operation::Sync(path), || file.sync_all())
}

/// Brings many files below a folder to the disk: with all of their file system in one go where the system can do that,
/// since each by itself would take a moment of the disk.
pub(super) fn sync_files(folder: &Path, files: impl Iterator<Item = PathBuf>) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        let _one_by_one_elsewhere = files;
        perform(Operation::Sync(folder), || rustix::fs::syncfs(File::open(folder)?).map_err(io::Error::from))
    }
    #[cfg(not(target_os = "linux"))]
    {
        let mut files = files;
        let _at_once_elsewhere = folder;
        files.try_for_each(|path| File::open(&path).and_then(|file| sync(&file, &path)))
    }
}

/// Brings the names in a folder to the disk, where the file system can do that for a folder.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    use io::ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
    if !cfg!(unix) {
        return Ok(());
    }
    let synced = perform(Operation::SyncFolder(folder), || open_folder(folder)?.sync_all());
    // What a file system or a folder that may not be read cannot do is no fault of the file, which stands.
    synced
        .or_else(|error| if matches!(error.kind(), InvalidInput | PermissionDenied | Unsupported) { Ok(()) } else { Err(error) })
}

/// Opens a folder; that of journals and locks without leaving the one of the texts.
fn open_folder(path: &Path) -> io::Result<File> {
    if path.file_name() == Some(OsStr::new(FOLDER)) { Beneath::of(path)?.open() } else { File::open(path) }
}

/// Gives a file another name, and takes that from whatever has it.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    perform(Operation::Rename(from, to), || Beneath::of(from)?.rename(&Beneath::of(to)?))
}

/// Gives a temporary file its name, and takes that from whatever has it.
pub(super) fn persist(file: NamedTempFile, to: &Path) -> io::Result<()> {
    let from = file.path().to_owned();
    perform(Operation::Rename(&from, to), || file.persist(to).map_err(|error| error.error)).map(|_| ())
}

/// Gives a temporary file a name that nothing has yet.
pub(super) fn persist_new(file: NamedTempFile, to: &Path) -> io::Result<()> {
    let from = file.path().to_owned();
    perform(Operation::Rename(&from, to), || file.persist_noclobber(to).map_err(|error| error.error)).map(|_| ())
}

/// Keeps what a file holds under a second name that nothing has yet, in the same file system; it stays under its own.
pub(super) fn keep(file: &Path, aside: &Path) -> io::Result<()> {
    // Not every file system has second names, and not every file may get one.
    perform(Operation::Keep(file, aside), || fs::hard_link(file, aside).or_else(|_| fs::copy(file, aside).map(drop)))
}

/// Removes a file.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    perform(Operation::Remove(path), || Beneath::of(path)?.remove())
}

/// Removes a folder that is empty.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    perform(Operation::Remove(path), || Beneath::of(path)?.remove_folder())
}

/// Removes a folder with all that is in it. Links in it are removed, not followed.
pub(super) fn remove_folders(path: &Path) -> io::Result<()> {
    perform(Operation::Remove(path), || fs::remove_dir_all(path))
}

/// Gives a file the permissions of the one that it is to replace.
pub(super) fn adopt_permissions(file: &Path, of: &Path) -> io::Result<()> {
    let (Ok(own), Ok(wanted)) = (fs::metadata(file), fs::metadata(of)) else { return Ok(()) };
    if own.permissions() == wanted.permissions() {
        return Ok(());
    }
    set_permissions(&File::open(file)?, file, wanted.permissions())
}

/// Gives a file its permissions.
pub(super) fn set_permissions(file: &File, path: &Path, permissions: Permissions) -> io::Result<()> {
    perform(Operation::Permissions(path), || file.set_permissions(permissions))
}
