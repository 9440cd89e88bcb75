//! What can go wrong on the disk, with the path it went wrong at.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use super::sidecar::SidecarError;
use crate::annotation::registry::{RegistryError, RegistryFault};
use crate::text::Foreign;

/// Why a line of a journal is no record that can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It was not written to its end.
    #[error("incomplete line")]
    Torn,
    /// Its bytes are not those that were written.
    #[error("wrong checksum")]
    Checksum,
    /// It is whole, but not known here: a newer program wrote it.
    #[error("a newer version of hashiya wrote this record")]
    Newer,
    /// The journal has a newer version from here on.
    #[error("a newer version of hashiya writes this journal (version {version}; version {known} is known here)")]
    NewerJournal {
        /// The version that it has.
        version: u32,
        /// The newest version that is known here.
        known: u32,
    },
}

impl Unreadable {
    /// Whether a newer program wrote the line, so that it is not broken and must stay where it is.
    pub fn is_newer(&self) -> bool {
        matches!(self, Self::Newer | Self::NewerJournal { .. })
    }
}

/// A file or folder that could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// Nothing is there.
    #[error("{}: no such file or folder", .0.display())]
    Missing(PathBuf),
    /// A file was expected.
    #[error("{}: is a directory", .0.display())]
    IsFolder(PathBuf),
    /// A folder was expected.
    #[error("{}: not a directory", .0.display())]
    NotFolder(PathBuf),
    /// A device, a pipe or a socket.
    #[error("{}: not a regular file", .0.display())]
    NotFile(PathBuf),
    /// The user may not.
    #[error("{}: permission denied", .0.display())]
    Denied(PathBuf),
    /// Nothing may be written over what is there.
    #[error("{}: already exists", .0.display())]
    Taken(PathBuf),
    /// The bytes are no text.
    #[error("{}: this is a binary file", .0.display())]
    Binary(PathBuf),
    /// The bytes are those of a document or a picture.
    #[error("{}: this is {}, not a text", path.display(), kind.description())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it is.
        kind: Foreign,
    },
    /// A text in an encoding that is not read.
    #[error("{}: the encoding is UTF-32, which is not supported", .0.display())]
    Utf32(PathBuf),
    /// More than is read of a file of its kind.
    #[error("{}: too large: more than {most} bytes", path.display())]
    Large {
        /// The file.
        path: PathBuf,
        /// The most bytes that are read.
        most: u64,
    },
    /// A name that no file can have.
    #[error("file name too long: {}", .0.file_name().unwrap_or_default().to_string_lossy())]
    LongName(PathBuf),
    /// With what is to be written it would be longer than what is read of a file of its kind.
    #[error("{}: no more fits: a file of more than {most} bytes could not be read again", path.display())]
    Full {
        /// The file.
        path: PathBuf,
        /// The most bytes that are read.
        most: u64,
    },
    /// A link by which something would be written outside of its folder.
    #[error("{}: this link leads out of its folder, or to nothing", .0.display())]
    LeadsOut(PathBuf),
    /// A folder in more folders than are looked into.
    #[error("{}: too many folders within folders; nothing in it was looked at", .0.display())]
    TooDeep(PathBuf),
    /// A link in a folder of which only its own files are taken.
    #[error("{}: a link, which is not followed", .0.display())]
    Link(PathBuf),
    /// Somebody else is at work on it.
    #[error("{}: in use: {holder} has it open", path.display())]
    Held {
        /// The sidecar.
        path: PathBuf,
        /// Who, in words.
        holder: String,
    },
    /// It is no longer what it was when it was read.
    #[error("{}: changed since it was read; nothing was written", .0.display())]
    Changed(PathBuf),
    /// The journal has changes that the sidecar lacks.
    #[error("{}: the journal has changes that are not in it: {changes}", path.display())]
    Unsettled {
        /// The sidecar.
        path: PathBuf,
        /// How many changes.
        changes: usize,
    },
    /// The journal has changes that the sidecar lacks, made on a text that is not at hand.
    #[error("{}: the journal has changes that are not in it, made on an earlier version of the text: {changes}", path.display())]
    Behind {
        /// The sidecar.
        path: PathBuf,
        /// How many.
        changes: usize,
    },
    /// A sidecar with the name of one annotator and the work of another.
    #[error("{}: the annotator is “{inside}”, but the file is {named}'s", path.display())]
    OtherAnnotator {
        /// The sidecar.
        path: PathBuf,
        /// Who is in it.
        inside: Box<str>,
        /// Who is in its name.
        named: Box<str>,
    },
    /// A sidecar that cannot be understood.
    #[error("{}: {source}", path.display())]
    Sidecar {
        /// The sidecar.
        path: PathBuf,
        /// What is wrong with it, and where.
        source: SidecarError,
    },
    /// A registry that cannot be understood.
    #[error("{}: {source}", path.display())]
    Registry {
        /// The registry.
        path: PathBuf,
        /// What is wrong with it, and where.
        source: Box<RegistryFault>,
    },
    /// A change that a registry does not take.
    #[error("{}: {source}", path.display())]
    RegistryEdit {
        /// The registry.
        path: PathBuf,
        /// Why not.
        source: Box<RegistryError>,
    },
    /// A journal that cannot be added to.
    #[error("{}: {source}", path.display())]
    Journal {
        /// The journal.
        path: PathBuf,
        /// What is wrong with a line of it.
        source: Unreadable,
    },
    /// Anything else the system says.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl StorageError {
    /// The error for what the system said of a path.
    pub fn new(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound => Self::Missing(path),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::Denied(path),
            io::ErrorKind::IsADirectory => Self::IsFolder(path),
            io::ErrorKind::NotADirectory => Self::NotFolder(path),
            _ => Self::Io { path, source },
        }
    }

    /// The path it went wrong at.
    pub fn path(&self) -> &Path {
        match self {
            Self::Missing(path)
            | Self::IsFolder(path)
            | Self::NotFolder(path)
            | Self::NotFile(path)
            | Self::Denied(path)
            | Self::Taken(path)
            | Self::Changed(path)
            | Self::Binary(path)
            | Self::Utf32(path)
            | Self::LeadsOut(path)
            | Self::LongName(path)
            | Self::Link(path)
            | Self::TooDeep(path)
            | Self::Foreign { path, .. }
            | Self::Held { path, .. }
            | Self::Unsettled { path, .. }
            | Self::Behind { path, .. }
            | Self::Large { path, .. }
            | Self::Full { path, .. }
            | Self::OtherAnnotator { path, .. }
            | Self::Sidecar { path, .. }
            | Self::Registry { path, .. }
            | Self::RegistryEdit { path, .. }
            | Self::Journal { path, .. }
            | Self::Io { path, .. } => path,
        }
    }

    /// What to do about it, where that is known.
    pub fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Foreign { path, kind } => Some(kind.command(path).into()),
            other => other.fixed_hint().map(Cow::Borrowed),
        }
    }

    /// What to do, where that is the same whatever the file.
    fn fixed_hint(&self) -> Option<&'static str> {
        match self {
            Self::Binary(_) => Some("name its encoding if it is a text"),
            Self::Utf32(_) => Some("convert it first: iconv -f UTF-32 -t UTF-8"),
            Self::Taken(_) => Some("choose another folder, or replace it with --replace; nothing was written"),
            Self::Denied(_) => Some("check the permissions"),
            Self::Large { .. } => Some("check that it is the right file; nothing of it was read"),
            Self::LongName(_) => Some("give the text a shorter name; nothing was written"),
            Self::Full { .. } => Some("remove or shorten something, or split the text; nothing was written"),
            Self::Held { .. } => Some("close it there first; nothing was written"),
            Self::Behind { .. } => {
                Some("name the earlier version of the text, or restore it and open it once; nothing was written")
            }
            Self::Unsettled { .. } => Some("open the text once, which adds them; nothing was written"),
            Self::LeadsOut(_) => Some("replace the link with what it points to; nothing was written"),
            Self::TooDeep(_) => Some("name that folder itself, or move it up"),
            Self::OtherAnnotator { .. } => {
                Some("move the file away if it is a copy; if it is theirs, correct the annotator in it; nothing was counted")
            }
            Self::Link(_) => Some("name the file that it points to, or put a copy in its place; nothing was read"),
            Self::Sidecar { source, .. } => Some(source.hint()),
            Self::Registry { source, .. } => Some(source.hint()),
            Self::Journal { .. } => Some("use a newer version of hashiya; nothing was written"),
            _ => None,
        }
    }
}
