//! Where a journal lies, and its segments as they are read.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::record::{Record, parse};
use crate::annotation::Annotator;
use crate::storage::atomic::leads_out;
use crate::storage::error::{StorageError, Unreadable};
use crate::storage::source;

/// The folder of journals and locks, beside the texts.
pub const FOLDER: &str = ".hashiya";
/// How the number of a file begins that holds lines which could not be read.
const BAD: &str = "bad-";
/// Bytes of a segment from which it is no journal of this program: nothing of it is read.
const LONGEST: u64 = 256 << 20;

/// Where the journal of one annotator on one text lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    folder: PathBuf,
    stem: String,
}

impl Place {
    /// The place for a text and an annotator.
    pub fn of(source: &Path, annotator: &Annotator) -> Self {
        let name = source.file_name().unwrap_or_default().to_string_lossy();
        Self { folder: source.with_file_name(FOLDER), stem: format!("{name}.{annotator}") }
    }

    /// The annotators who have a journal on a text, by name.
    pub fn annotators(source: &Path) -> Vec<Annotator> {
        let prefix = format!("{}.", source.file_name().unwrap_or_default().to_string_lossy());
        let name = |file: &str| Annotator::parse_kept(file.strip_prefix(&prefix)?.split_once(".journal")?.0).ok();
        let entries = fs::read_dir(source.with_file_name(FOLDER)).into_iter().flatten().flatten();
        let found: BTreeSet<Annotator> = entries.filter_map(|entry| name(entry.file_name().to_str()?)).collect();
        found.into_iter().collect()
    }

    /// Whether the folder of journals and locks may be written, if it is there: a link may not lead out of the folder
    /// of the texts.
    ///
    /// # Errors
    /// A link that leads out or nowhere, or something that is no folder.
    pub fn check(&self) -> Result<(), StorageError> {
        let outer = self.folder.parent().unwrap_or(Path::new(""));
        match self.folder.symlink_metadata() {
            Ok(facts) if facts.is_symlink() && (!self.folder.is_dir() || leads_out(outer, &self.folder.join("x"))) => {
                Err(StorageError::LeadsOut(self.folder.clone()))
            }
            Ok(_) if !self.folder.is_dir() => Err(StorageError::NotFolder(self.folder.clone())),
            _ => Ok(()),
        }
    }

    /// The folder of journals and locks.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The segment that is written to.
    pub fn live(&self) -> PathBuf {
        self.folder.join(format!("{}.journal", self.stem))
    }

    /// The segment of a number, from 1, that is no longer written to.
    pub fn segment(&self, number: u32) -> PathBuf {
        self.folder.join(format!("{}.journal.{number}", self.stem))
    }

    /// The lock.
    pub fn lock(&self) -> PathBuf {
        self.folder.join(format!("{}.lock", self.stem))
    }

    /// Where the next lines that cannot be read are kept.
    pub fn bad(&self) -> PathBuf {
        let free = |path: &PathBuf| path.symlink_metadata().is_err();
        (1..=u32::MAX).map(|n| self.bad_one(n)).find(free).unwrap_or_else(|| self.bad_one(0))
    }

    fn bad_one(&self, number: u32) -> PathBuf {
        self.folder.join(format!("{}.journal.{BAD}{number}", self.stem))
    }

    /// The numbers of the segments that are no longer written to, the oldest first.
    pub fn numbers(&self) -> Vec<u32> {
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

/// The journals beside the texts of a folder that belong to none of them.
pub fn strays(folder: &Path) -> Vec<PathBuf> {
    let text = |file: &str| Some(file.rsplit_once(".journal")?.0.rsplit_once('.')?.0.to_owned());
    let entries = fs::read_dir(folder.join(FOLDER)).into_iter().flatten().flatten();
    let is_stray = |entry: &fs::DirEntry| {
        let text = entry.file_name().to_str().and_then(text);
        text.is_some_and(|text| folder.join(text).symlink_metadata().is_err())
    };
    let mut strays: Vec<PathBuf> = entries.filter(is_stray).map(|entry| entry.path()).collect();
    strays.sort_unstable();
    strays
}

/// A line of a segment, read.
#[derive(Debug)]
pub struct Line {
    /// Where it begins in its file, in bytes.
    pub start: u64,
    /// The record, or why it is none.
    pub record: Result<Record, Unreadable>,
}

/// A file of a journal, read.
#[derive(Debug)]
pub struct Segment {
    /// The file.
    pub path: PathBuf,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Its length in bytes.
    pub bytes: u64,
}

impl Segment {
    /// Reads a file; one that is not there has no lines.
    ///
    /// # Errors
    /// A file that cannot be read, or is too long to be one of a journal.
    pub fn read(path: PathBuf) -> Result<Self, StorageError> {
        let bytes = match source::read_bytes(&path, LONGEST) {
            Ok(bytes) => bytes,
            Err(StorageError::Missing(_)) => Vec::new(),
            Err(error) => return Err(error),
        };
        let (mut lines, mut start) = (Vec::new(), 0);
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            lines.push(Line { start, record: parse(line) });
            start += line.len() as u64;
        }
        Ok(Self { path, lines, bytes: start })
    }

    /// Reads what undo and replay need: the segment that is written to, and the one before.
    ///
    /// The folder is not listed for a journal that has no segment before: it may hold those of very many texts.
    ///
    /// # Errors
    /// As [`Segment::read`].
    pub fn recent(place: &Place) -> Result<Vec<Self>, StorageError> {
        let live = Self::read(place.live())?;
        let is_first = match live.lines.first() {
            Some(first) => first.record.as_ref().is_ok_and(|record| record.n == 1),
            None => place.segment(1).symlink_metadata().is_err(),
        };
        let before = if is_first { None } else { place.numbers().pop().map(|number| place.segment(number)) };
        Ok(before.map(Self::read).transpose()?.into_iter().chain([live]).collect())
    }

    /// Reads all segments, the oldest first.
    ///
    /// # Errors
    /// As [`Segment::read`].
    pub fn all(place: &Place) -> Result<Vec<Self>, StorageError> {
        place.numbers().into_iter().map(|number| place.segment(number)).chain([place.live()]).map(Self::read).collect()
    }

    /// Reads what was kept aside because a line before it could not be read.
    ///
    /// # Errors
    /// As [`Segment::read`].
    pub fn aside(place: &Place) -> Result<Vec<Self>, StorageError> {
        place.numbered(BAD).into_iter().map(|number| place.bad_one(number)).map(Self::read).collect()
    }
}
