//! Where the files of one record lie: the sidecar beside its text; its journal and its lock in a hidden folder there.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::atomic::leads_out;
use super::disk::FOLDER;
use super::error::StorageError;
use crate::annotation::Annotator;

/// How the number of a file begins that holds lines which could not be read.
const BAD: &str = "bad-";

/// The longest name that a file can have: on Windows in units of UTF-16, elsewhere in bytes.
const NAME: usize = 255;

fn name_length(name: &OsStr) -> usize {
    if cfg!(windows) { name.to_string_lossy().encode_utf16().count() } else { name.len() }
}

/// The sidecar of an annotator for a text: `<source file name>.<annotator>.ron`, in the same folder.
pub fn sidecar_path(source: &Path, annotator: &Annotator) -> PathBuf {
    let mut name = source.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{annotator}.ron"));
    source.with_file_name(name)
}

/// Where a sidecar is kept as it was before it was reanchored.
///
/// # Errors
/// A link stands there.
pub(super) fn kept(sidecar: &Path) -> Result<PathBuf, StorageError> {
    let mut name = sidecar.file_name().unwrap_or_default().to_owned();
    name.push(".before");
    let path = sidecar.with_file_name(FOLDER).join(name);
    if path.is_symlink() { Err(StorageError::LeadsOut(path)) } else { Ok(path) }
}

/// Where the files of one record lie: of one annotator's work on one text, a review of it, or the gold standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    sidecar: PathBuf,
    folder: PathBuf,
    stem: String,
}

impl Place {
    /// The place for a text and an annotator.
    pub fn of(source: &Path, annotator: &Annotator) -> Self {
        let name = source.file_name().unwrap_or_default().to_string_lossy();
        let stem = format!("{name}.{annotator}");
        Self { sidecar: sidecar_path(source, annotator), folder: source.with_file_name(FOLDER), stem }
    }

    /// The place of a file that belongs to a folder as a whole, such as a registry.
    pub(super) fn of_file(path: &Path) -> Self {
        let stem = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self { sidecar: path.to_owned(), folder: path.with_file_name(FOLDER), stem }
    }

    /// The annotators who have a journal on a text, by name.
    pub fn annotators(source: &Path) -> Vec<Annotator> {
        let prefix = format!("{}.", source.file_name().unwrap_or_default().to_string_lossy());
        let name = |file: &str| Annotator::parse_kept(file.strip_prefix(&prefix)?.split_once(".journal")?.0).ok();
        let entries = fs::read_dir(source.with_file_name(FOLDER)).into_iter().flatten().flatten();
        let found: BTreeSet<Annotator> = entries.filter_map(|entry| name(entry.file_name().to_str()?)).collect();
        found.into_iter().collect()
    }

    /// Everybody who has a journal on a text of a folder, by the text. The folder is listed once, whatever it holds.
    pub fn all_annotators(folder: &Path) -> BTreeMap<PathBuf, BTreeSet<Annotator>> {
        let named = |file: &str| {
            let (text, annotator) = file.rsplit_once(".journal")?.0.rsplit_once('.')?;
            Some((folder.join(text), Annotator::parse_kept(annotator).ok()?))
        };
        let mut found: BTreeMap<PathBuf, BTreeSet<Annotator>> = BTreeMap::new();
        let entries = fs::read_dir(folder.join(FOLDER)).into_iter().flatten().flatten();
        for (text, annotator) in entries.filter_map(|entry| named(entry.file_name().to_str()?)) {
            found.entry(text).or_default().insert(annotator);
        }
        found
    }

    /// Whether every file of the record can have its name, so that none turns out to be too long in the middle of the work.
    ///
    /// # Errors
    /// [`StorageError::LongName`].
    pub fn check_names(&self) -> Result<(), StorageError> {
        let all = [self.sidecar.clone(), self.live(), self.lock(), self.bad_one(1)];
        let is_long = |path: &PathBuf| path.file_name().is_some_and(|name| name_length(name) > NAME);
        all.into_iter().find(is_long).map_or(Ok(()), |path| Err(StorageError::LongName(path)))
    }

    /// Whether every file can have its name, and the folder of journals and locks may be written, if it is there: a link
    /// may not lead out of the folder of the texts.
    ///
    /// # Errors
    /// A name that is too long, a link that leads out or nowhere, or something that is no folder.
    pub(super) fn check(&self) -> Result<(), StorageError> {
        self.check_names()?;
        let outer = self.folder.parent().unwrap_or(Path::new(""));
        match self.folder.symlink_metadata() {
            Ok(facts) if facts.is_symlink() && (!self.folder.is_dir() || leads_out(outer, &self.folder.join("x"))) => {
                Err(StorageError::LeadsOut(self.folder.clone()))
            }
            Ok(_) if !self.folder.is_dir() => Err(StorageError::NotFolder(self.folder.clone())),
            _ => Ok(()),
        }
    }

    /// The sidecar.
    pub(super) fn sidecar(&self) -> &Path {
        &self.sidecar
    }

    /// The name of the sidecar, for messages.
    pub(super) fn name(&self) -> String {
        self.sidecar.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The folder of the text and the sidecar.
    pub(super) fn outer(&self) -> &Path {
        self.sidecar.parent().filter(|outer| !outer.as_os_str().is_empty()).unwrap_or(Path::new("."))
    }

    /// Where annotations are kept that may not replace a sidecar which another program has written meanwhile.
    pub(super) fn rescue(&self) -> PathBuf {
        let mut name = self.sidecar.as_os_str().to_owned();
        name.push(".mine");
        PathBuf::from(name)
    }

    /// The folder of journals and locks.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The segment that is written to.
    pub fn live(&self) -> PathBuf {
        self.folder.join(format!("{}.journal", self.stem))
    }

    /// The segment of a number, from 1, that is no longer written to.
    pub(super) fn segment(&self, number: u32) -> PathBuf {
        self.folder.join(format!("{}.journal.{number}", self.stem))
    }

    /// The lock by its name alone, where the file system knows no other.
    pub(super) fn mark(&self) -> PathBuf {
        self.folder.join(format!("{}.held.lock", self.stem))
    }

    /// The lock.
    pub fn lock(&self) -> PathBuf {
        self.folder.join(format!("{}.lock", self.stem))
    }

    /// Where the next lines that cannot be read are kept.
    pub(super) fn bad(&self) -> PathBuf {
        let free = |path: &PathBuf| path.symlink_metadata().is_err();
        (1..=u32::MAX).map(|n| self.bad_one(n)).find(free).unwrap_or_else(|| self.bad_one(0))
    }

    /// Where lines that cannot be read were kept, the oldest first.
    pub(super) fn all_bad(&self) -> Vec<PathBuf> {
        self.numbered(BAD).into_iter().map(|number| self.bad_one(number)).collect()
    }

    fn bad_one(&self, number: u32) -> PathBuf {
        self.folder.join(format!("{}.journal.{BAD}{number}", self.stem))
    }

    /// The files of the record other than its sidecar, with what they are called as those of another.
    pub(super) fn others(&self, other: &Self) -> Vec<(PathBuf, PathBuf)> {
        let mut files = vec![(self.rescue(), other.rescue()), (self.live(), other.live())];
        files.extend(self.numbers().into_iter().map(|number| (self.segment(number), other.segment(number))));
        files.extend(self.numbered(BAD).into_iter().map(|number| (self.bad_one(number), other.bad_one(number))));
        files
    }

    /// The numbers of the segments that are no longer written to, the oldest first.
    pub(super) fn numbers(&self) -> Vec<u32> {
        self.numbered("")
    }

    /// The numbers of the files that start so after the name of the journal, the least first.
    fn numbered(&self, start: &str) -> Vec<u32> {
        let prefix = format!("{}.journal.{start}", self.stem);
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut numbers: Vec<u32> =
            entries.filter_map(|entry| entry.file_name().to_str()?.strip_prefix(&prefix)?.parse().ok()).collect();
        numbers.sort_unstable();
        numbers
    }
}
