//! Writing a folder of files that belong together, too many or too large to be held in memory: all or none.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};

use super::atomic;
use super::batch::Batch;
use super::disk::{self, HiddenFolder};
use super::error::StorageError;
use super::leftovers::sweep;
use super::record::Revision;
use super::steps::Steps;

/// Bytes gathered before they go to the disk.
const CAPACITY: usize = 1 << 18;

/// The hidden folder that holds what is to stand under its own name.
const NEW: &str = "new";
/// The hidden folder that holds what is replaced, until the end.
const OLD: &str = "old";

/// What becomes of a file that has the name of one that is to be put in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and that it is there is an error.
    Stays,
    /// It gives way.
    GivesWay,
}

/// Files that are written under hidden names and come to stand under their own all at once.
///
/// Dropped before [`Staging::finish`], it leaves nothing behind.
#[derive(Debug)]
pub struct Staging {
    hidden: HiddenFolder,
    /// Where the files are written.
    new: PathBuf,
    out: PathBuf,
    names: BTreeSet<String>,
    streams: Vec<Stream>,
    folders: BTreeSet<PathBuf>,
    /// Sidecars that are there already and are written anew, last.
    batch: Batch,
    /// Whether the files must outlast a loss of power.
    is_kept: bool,
}

/// A file that is written piece by piece.
#[derive(Debug)]
struct Stream {
    /// Where it will stand, for messages.
    target: PathBuf,
    hidden: PathBuf,
    file: File,
    /// What was not yet given to the disk.
    gathered: Vec<u8>,
}

impl Stream {
    /// Gives what was gathered to the disk.
    fn flush(&mut self) -> Result<(), StorageError> {
        let gathered = std::mem::take(&mut self.gathered);
        disk::write(&mut self.file, &self.hidden, &gathered).map_err(|error| StorageError::new(&self.target, error))
    }

    /// Brings everything to the disk.
    fn sync(&mut self) -> Result<(), StorageError> {
        self.flush()?;
        disk::sync(&self.file, &self.hidden).map_err(|error| StorageError::new(&self.target, error))
    }
}

impl Staging {
    /// Prepares files for a folder, which need not be there yet. What a sudden end left behind there goes.
    ///
    /// # Errors
    /// A place where nothing can be written.
    pub fn new(out: &Path) -> Result<Self, StorageError> {
        let here = Path::new(".");
        let nearest =
            out.ancestors().skip(usize::from(!out.is_dir())).find(|outer| outer.exists() || outer.as_os_str().is_empty());
        let nearest = nearest.filter(|outer| !outer.as_os_str().is_empty()).unwrap_or(here);
        sweep(nearest);
        let hidden = disk::temporary_folder(nearest).map_err(|error| StorageError::new(nearest, error))?;
        // The hidden folder is for its maker alone; one in it has the permissions that any new folder gets.
        let new = hidden.path().join(NEW);
        for folder in [&new, &hidden.path().join(OLD)] {
            disk::make_folder(folder).map_err(|error| StorageError::new(folder, error))?;
        }
        let names = BTreeSet::new();
        let streams = Vec::new();
        let folders = BTreeSet::from([new.clone()]);
        Ok(Self { hidden, new, out: out.to_owned(), names, streams, folders, batch: Batch::new(), is_kept: false })
    }

    /// Opens a file that is written piece by piece, and gives its number, from 0.
    ///
    /// # Errors
    /// A name that is taken or leads elsewhere, a disk that cannot be written.
    pub fn open(&mut self, name: &str) -> Result<usize, StorageError> {
        let path = self.place(name)?;
        let target = self.out.join(name);
        let file = disk::open_to_append(&path).map_err(|error| StorageError::new(&target, error))?;
        self.streams.push(Stream { target, hidden: path, file, gathered: Vec::new() });
        Ok(self.streams.len() - 1)
    }

    /// Adds a piece to an open file.
    ///
    /// # Errors
    /// A disk that cannot be written.
    pub fn append(&mut self, stream: usize, bytes: &[u8]) -> Result<(), StorageError> {
        let Some(stream) = self.streams.get_mut(stream) else { return Ok(()) };
        stream.gathered.extend_from_slice(bytes);
        if stream.gathered.len() < CAPACITY { Ok(()) } else { stream.flush() }
    }

    /// Writes a whole file.
    ///
    /// # Errors
    /// As [`Staging::open`].
    pub fn make(&mut self, name: &str, bytes: &[u8]) -> Result<(), StorageError> {
        let path = self.place(name)?;
        let target = self.out.join(name);
        disk::make_file_for(&path, &target, bytes).map_err(|error| StorageError::new(&target, error))
    }

    /// Adds a sidecar that is written anew under its lock, when all files have their names.
    pub fn rewrite(&mut self, revision: Revision, bytes: Vec<u8>) {
        self.batch.rewrite(revision, bytes);
    }

    /// Whether a file of that name was made.
    pub fn contains(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// The names of all files so far, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Reads a finished file again, piece by piece.
    ///
    /// # Errors
    /// A file that is not there, a disk that cannot be read.
    pub fn read_again(&mut self, name: &str, mut piece: impl FnMut(&[u8])) -> Result<(), StorageError> {
        let fail = |error| StorageError::new(&self.out.join(name), error);
        self.streams.iter_mut().try_for_each(Stream::flush)?;
        let mut file = File::open(self.new.join(name)).map_err(fail)?;
        let mut bytes = vec![0; CAPACITY];
        loop {
            match io::Read::read(&mut file, &mut bytes).map_err(fail)? {
                0 => return Ok(()),
                read => piece(bytes.get(..read).unwrap_or_default()),
            }
        }
    }

    /// Gives all files their names, writes the sidecars that are written anew, and says how many files got names.
    ///
    /// What exists already is an error, or gives way: under its name is the old file or the new one at every moment. If
    /// one file cannot be put in its place, those before it are taken back. A folder that is not there yet is put in its
    /// place as a whole.
    ///
    /// # Errors
    /// The first file that could not be put in its place; nothing has changed then.
    pub fn finish(mut self, existing: Existing) -> Result<usize, StorageError> {
        let batch = std::mem::take(&mut self.batch);
        self.finish_with(existing, || batch.write())
    }

    /// As [`Staging::finish`], with a last step that belongs to it: if that fails, all is taken back.
    ///
    /// # Errors
    /// As [`Staging::finish`], and those of the last step.
    fn finish_with(mut self, existing: Existing, last: impl FnOnce() -> Result<(), StorageError>) -> Result<usize, StorageError> {
        self.streams.iter_mut().try_for_each(Stream::sync)?;
        if existing == Existing::GivesWay && !self.is_kept && self.out.is_dir() {
            // What is replaced is gone for good: the new files must be on the disk before that.
            self.sync()?;
        }
        let mut moves = Moves { old: self.hidden.path().join(OLD), existing, steps: Steps::default() };
        let outer = self.out.parent().filter(|outer| !outer.as_os_str().is_empty());
        let done = outer.map_or(Ok(()), |outer| moves.steps.make_folder(outer)).and_then(|()| moves.put(&self.new, &self.out));
        if let Err(error) = done.and_then(|()| last()) {
            moves.steps.take_back();
            return Err(error);
        }
        let synced = if self.is_kept { disk::sync_files(&self.out, std::iter::empty()) } else { Ok(()) };
        synced.and_then(|()| disk::sync_folder(&self.out)).map_err(|error| StorageError::new(&self.out, error))?;
        Ok(self.names.len())
    }

    /// Brings all files to the disk, before they get their names: in one go where the system can do that, else one by
    /// one; their names follow when they have them. For files that may not be made again.
    ///
    /// # Errors
    /// A disk that fails.
    pub fn sync(&mut self) -> Result<(), StorageError> {
        self.is_kept = true;
        let files = self.names.iter().map(|name| self.new.join(name));
        disk::sync_files(&self.new, files).map_err(|error| StorageError::new(&self.out, error))
    }

    /// The hidden place of a file, its folder made.
    fn place(&mut self, name: &str) -> Result<PathBuf, StorageError> {
        let plain = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        if !plain || name.is_empty() || !self.names.insert(name.to_owned()) {
            return Err(StorageError::Taken(self.out.join(name)));
        }
        let path = self.new.join(name);
        let folder = path.parent().unwrap_or(&self.new).to_owned();
        if !self.folders.contains(&folder) {
            disk::make_folders(&folder).map_err(|error| StorageError::new(&self.out, error))?;
            self.folders.insert(folder);
        }
        Ok(path)
    }
}

/// What was put in its place, to be taken back.
struct Moves {
    /// Where what is replaced is kept until the end.
    old: PathBuf,
    existing: Existing,
    steps: Steps,
}

impl Moves {
    /// Puts a file or a folder in its place; what a folder holds goes into one that is there already.
    fn put(&mut self, hidden: &Path, target: &Path) -> Result<(), StorageError> {
        let fail = |error| StorageError::new(target, error);
        if !atomic::is_taken(target) {
            return self.steps.rename(hidden, target).map_err(fail);
        }
        if hidden.is_dir() {
            if !target.is_dir() {
                return Err(StorageError::NotFolder(target.to_owned()));
            }
            let entries = fs::read_dir(hidden).and_then(Iterator::collect::<io::Result<Vec<_>>>).map_err(fail)?;
            let names: BTreeSet<_> = entries.into_iter().map(|entry| entry.file_name()).collect();
            return names.iter().try_for_each(|name| self.put(&hidden.join(name), &target.join(name)));
        }
        if target.is_dir() {
            return Err(StorageError::IsFolder(target.to_owned()));
        }
        if self.existing == Existing::Stays {
            return Err(StorageError::Taken(target.to_owned()));
        }
        self.steps.replace(hidden, target, &self.old).map_err(fail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn files_stand_in_their_places_only_when_all_are_written() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("a/b");
        let mut staging = Staging::new(&out).unwrap();
        let stream = staging.open("all.jsonl").unwrap();
        staging.append(stream, b"one").unwrap();
        staging.make("sub/x.ann", b"x").unwrap();
        staging.append(stream, b"two").unwrap();
        assert!(!out.exists());
        let mut again = Vec::new();
        staging.read_again("all.jsonl", |piece| again.extend_from_slice(piece)).unwrap();
        assert_eq!(again, b"onetwo");
        assert_eq!(staging.finish(Existing::Stays).unwrap(), 2);
        assert_eq!(
            (fs::read(out.join("all.jsonl")).unwrap(), fs::read(out.join("sub/x.ann")).unwrap()),
            (b"onetwo".to_vec(), b"x".to_vec())
        );
        assert_eq!(names(folder.path()), ["a"]);
    }

    #[test]
    fn what_is_dropped_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut staging = Staging::new(folder.path()).unwrap();
        staging.make("a", b"a").unwrap();
        drop(staging);
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn what_is_there_stays_unless_it_may_be_replaced_and_comes_back_when_that_fails() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), "old").unwrap();
        fs::create_dir(folder.path().join("z")).unwrap();
        let stage = |names: &[&str]| {
            let mut staging = Staging::new(folder.path()).unwrap();
            for name in names {
                staging.make(name, b"new").unwrap();
            }
            staging
        };
        assert!(matches!(stage(&["a", "b"]).finish(Existing::Stays), Err(StorageError::Taken(path)) if path.ends_with("a")));
        assert!(stage(&["a", "b", "z"]).finish(Existing::GivesWay).is_err());
        assert_eq!(
            (fs::read(folder.path().join("a")).unwrap(), names(folder.path())),
            (b"old".to_vec(), vec!["a".to_owned(), "z".to_owned()])
        );
        stage(&["a", "b"]).finish(Existing::GivesWay).unwrap();
        assert_eq!(fs::read(folder.path().join("a")).unwrap(), b"new");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_replaced_and_what_comes_to_a_private_text_stays_private() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.jsonl", "a.txt"] {
            fs::write(folder.path().join(name), "old").unwrap();
            fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(0o600)).unwrap();
        }
        let mut staging = Staging::new(folder.path()).unwrap();
        for name in ["a.jsonl", "a.txt.amal.ron"] {
            staging.make(name, b"new").unwrap();
        }
        staging.finish(Existing::GivesWay).unwrap();
        for name in ["a.jsonl", "a.txt", "a.txt.amal.ron"] {
            assert_eq!(fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
        }
    }

    #[test]
    fn a_last_step_that_fails_takes_all_back() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("there")).unwrap();
        fs::write(folder.path().join("there/a"), "old").unwrap();
        for out in ["there", "not/there"] {
            let mut staging = Staging::new(&folder.path().join(out)).unwrap();
            for name in ["a", "b", "inner/c"] {
                staging.make(name, b"new").unwrap();
            }
            staging.sync().unwrap();
            let fails = || Err(StorageError::Missing(PathBuf::from("x")));
            assert!(matches!(staging.finish_with(Existing::GivesWay, fails), Err(StorageError::Missing(_))));
            assert_eq!(names(folder.path()), ["there"]);
            assert_eq!(names(&folder.path().join("there")), ["a"]);
            assert_eq!(fs::read(folder.path().join("there/a")).unwrap(), b"old");
        }
    }

    #[test]
    fn no_name_leads_elsewhere_or_stands_twice() {
        let folder = tempfile::tempdir().unwrap();
        let mut staging = Staging::new(folder.path()).unwrap();
        staging.make("a", b"").unwrap();
        for name in ["a", "../b", "/b", "", "x/../../b"] {
            assert!(staging.make(name, b"").is_err(), "{name}");
        }
    }
}
