//! The files that an import reads, cut into what is read at once.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::exchange::{Brought, Input, Reader, Settings};
use crate::storage::pieces::{Piece, pieces, read_piece};
use crate::storage::{StorageError, corpus, source};
use crate::workspace::error::JobError;

/// How a zip begins.
const ZIP: &[u8] = b"PK";

/// What an import reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportSource {
    /// A file, or a folder with files of the format.
    Path(PathBuf),
    /// Bytes that are no file, such as standard input, under a name.
    Bytes(String, Vec<u8>),
}

/// A file to be read.
#[derive(Debug)]
struct Found {
    path: PathBuf,
    /// Its name, from the folder that was named.
    name: String,
    /// How it is called in messages.
    shown: String,
    /// What is no file is held as a whole.
    held: Option<Vec<u8>>,
}

/// What is read at once: a file, or some lines of one.
#[derive(Debug)]
struct Part {
    /// The number of the file.
    file: usize,
    piece: Option<Piece>,
}

/// The files of an import, cut into what is read at once.
pub(super) struct Files {
    reader: &'static dyn Reader,
    found: Vec<Found>,
    parts: Vec<Part>,
}

impl Files {
    /// Finds the files that were named, and those of the format in folders that were named.
    pub(super) fn find(sources: Vec<ImportSource>, reader: &'static dyn Reader) -> Result<Self, JobError> {
        let mut found = Vec::new();
        let mut parts = Vec::new();
        for one in sources {
            match one {
                ImportSource::Path(path) => found.extend(files(&path, reader)?),
                ImportSource::Bytes(name, held) => {
                    found.push(Found { path: PathBuf::new(), shown: name.clone(), name, held: Some(held) });
                }
            }
        }
        for (file, Found { path, held, shown, .. }) in found.iter().enumerate() {
            if held.is_none() {
                check(&source::read_beginning(path)?, shown, reader)?;
            }
            if reader.is_by_lines() && held.is_none() {
                parts.extend(pieces(path)?.into_iter().map(|piece| Part { file, piece: Some(piece) }));
            } else {
                parts.push(Part { file, piece: None });
            }
        }
        Ok(Self { reader, found, parts })
    }

    /// How many parts there are to be read.
    pub(super) fn len(&self) -> usize {
        self.parts.len()
    }

    /// How the file of a part is called in messages, with the line if there is one.
    pub(super) fn place(&self, part: usize, line: usize) -> String {
        let file = self.parts.get(part).and_then(|part| self.found.get(part.file));
        let shown = file.map(|file| file.shown.as_str()).unwrap_or_default();
        if line > 0 { format!("{shown}:{line}") } else { shown.to_owned() }
    }

    /// Reads a part, and makes of it what the format says.
    pub(super) fn read(&self, part: usize, settings: &Settings<'_>) -> Result<Brought, JobError> {
        let Some(Part { file, piece }) = self.parts.get(part) else { return Ok(Brought::default()) };
        let Some(file) = self.found.get(*file) else { return Ok(Brought::default()) };
        let beside = self.reader.beside().map(|ending| file.path.with_extension(ending)).filter(|path| path.exists());
        if let Some(link) = beside.as_ref().filter(|path| path.is_symlink()) {
            return Err(StorageError::Link(link.clone()).into());
        }
        let beside = beside.map(|path| source::read_bytes(&path, source::IMPORTED)).transpose()?;
        let bytes = file.bytes(piece.as_ref())?;
        check(&bytes, &file.shown, self.reader)?;
        let before = piece.as_ref().map_or(0, |piece| piece.before);
        let input = Input { name: &file.name, bytes: &bytes, beside: beside.as_deref(), before };
        let read = self.reader.read(&input, settings);
        read.map_err(|source| JobError::Format { place: self.place(part, source.line), source })
    }
}

/// Whether bytes begin as those of the format do. A hole of a gigabyte is so refused before it is read.
fn check(bytes: &[u8], shown: &str, reader: &dyn Reader) -> Result<(), StorageError> {
    let is_zip = reader.is_binary() && bytes.starts_with(ZIP);
    if is_zip { Ok(()) } else { source::check_text(bytes, Path::new(shown)) }
}

/// The file of a path, or those of the format in a folder.
fn files(path: &Path, reader: &dyn Reader) -> Result<Vec<Found>, JobError> {
    let shown = path.display().to_string();
    if !corpus::is_folder(path)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return Ok(vec![Found { name, path: path.to_owned(), shown, held: None }]);
    }
    let found = corpus::files(path, reader.endings())?;
    if found.is_empty() {
        return Err(JobError::NoFiles { folder: path.to_owned(), format: reader.name(), endings: reader.endings() });
    }
    Ok(found.into_iter().map(|(name, path)| Found { shown: path.display().to_string(), path, name, held: None }).collect())
}

impl Found {
    fn bytes(&self, piece: Option<&Piece>) -> Result<Cow<'_, [u8]>, JobError> {
        Ok(match (piece, &self.held) {
            (Some(piece), _) => Cow::Owned(read_piece(&self.path, piece)?),
            (None, Some(held)) => Cow::Borrowed(held),
            (None, None) => Cow::Owned(source::read_bytes(&self.path, source::IMPORTED)?),
        })
    }
}
