//! The segments of a journal as they are read.

use std::fs;
use std::path::{Path, PathBuf};

use super::record::{Record, parse};
use crate::storage::disk::FOLDER;
use crate::storage::error::{StorageError, Unreadable};
use crate::storage::place::Place;
use crate::storage::source;

/// The journals beside the texts of a folder that belong to none of them.
pub fn strays(folder: &Path) -> Vec<PathBuf> {
    let is_there = |file: &str| folder.join(file).symlink_metadata().is_ok();
    // That of a registry belongs to the file of its whole name.
    let is_registry = |stem: &str| Path::new(stem).extension().is_some_and(|ending| ending == "ron") && is_there(stem);
    let text = |file: &str| {
        let stem = file.rsplit_once(".journal")?.0;
        Some(stem.rsplit_once('.')?.0.to_owned()).filter(|_| !is_registry(stem))
    };
    let entries = fs::read_dir(folder.join(FOLDER)).into_iter().flatten().flatten();
    let is_stray = |entry: &fs::DirEntry| {
        let text = entry.file_name().to_str().and_then(text);
        text.is_some_and(|text| !is_there(&text))
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
}

impl Segment {
    /// Reads a file; one that is not there has no lines.
    ///
    /// # Errors
    /// A file that cannot be read, or is too long to be one of a journal.
    pub fn read(path: PathBuf) -> Result<Self, StorageError> {
        let bytes = match source::read_beneath(&path, source::JOURNAL) {
            Ok(bytes) => bytes,
            Err(StorageError::Missing(_)) => Vec::new(),
            Err(error) => return Err(error),
        };
        let mut lines = Vec::new();
        let mut start = 0;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            lines.push(Line { start, record: parse(line) });
            start += line.len() as u64;
        }
        Ok(Self { path, lines })
    }

    /// Reads what undo and replay need: the segment that is written to, and the one before.
    ///
    /// The folder is not listed for a journal that has no segment before: it may hold those of very many texts.
    ///
    /// # Errors
    /// As [`Segment::read`].
    pub fn recent(place: &Place) -> Result<Vec<Self>, StorageError> {
        let live = Self::read(place.live())?;
        let before = if live.is_first(place) { None } else { place.numbers().pop().map(|number| place.segment(number)) };
        Ok(before.map(Self::read).transpose()?.into_iter().chain([live]).collect())
    }

    /// Whether it is the first of its journal.
    fn is_first(&self, place: &Place) -> bool {
        match self.lines.first() {
            Some(first) => first.record.as_ref().is_ok_and(|record| record.n == 1),
            None => place.segment(1).symlink_metadata().is_err(),
        }
    }

    /// Reads all segments, the oldest first. The folder is listed as for [`Segment::recent`].
    ///
    /// # Errors
    /// As [`Segment::read`].
    pub fn all(place: &Place) -> Result<Vec<Self>, StorageError> {
        let live = Self::read(place.live())?;
        let numbers = if live.is_first(place) { Vec::new() } else { place.numbers() };
        let earlier = numbers.into_iter().map(|number| Self::read(place.segment(number)));
        earlier.chain([Ok(live)]).collect()
    }

    /// Reads what was kept aside because a line before it could not be read.
    ///
    /// # Errors
    /// As [`Segment::read`].
    pub fn aside(place: &Place) -> Result<Vec<Self>, StorageError> {
        place.all_bad().into_iter().map(Self::read).collect()
    }
}
