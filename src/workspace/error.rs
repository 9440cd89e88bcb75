//! What ends a job: each error with its path, what caused it, and whose fault it is.

use std::io;
use std::path::PathBuf;

use crate::annotation::{Annotator, AnnotatorError};
use crate::exchange::incoming::Misfit;
use crate::exchange::{Loss, ReadFault};
use crate::storage::{Discrepancy, RecordError, StorageError};
use crate::text::counted;

/// Whose fault an error is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// What was asked for cannot be done.
    User,
    /// A file or folder cannot be read, understood or written.
    File,
    /// The program, or the system below it.
    Internal,
}

/// Why a job ended before it was done.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// Somebody asked it to end.
    #[error("cancelled")]
    Cancelled,
    /// A file or folder that cannot be read or written.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// There is no text where texts were looked for.
    #[error("{}: no texts in this folder", .0.display())]
    NoTexts(PathBuf),
    /// A text is to be renamed into another folder.
    #[error("{}: in another folder than the text", path.display())]
    OtherFolder {
        /// The new name.
        path: PathBuf,
    },
    /// What is to be renamed would have the name of something that is there.
    #[error("{}: already exists", .0.display())]
    NameTaken(PathBuf),
    /// A text is to have a name that no text has.
    #[error("{}: the name of a text ends in .txt or .text", path.display())]
    NoTextName {
        /// The new name.
        path: PathBuf,
    },
    /// Two texts go by one name.
    #[error("{}: another text is also called {name}", path.display())]
    SameName {
        /// The second text.
        path: PathBuf,
        /// Their name, from the folder that was listed.
        name: String,
    },
    /// An annotator has no sidecar of any text.
    #[error("{annotator} has annotated no text here")]
    NoWork {
        /// The annotator.
        annotator: Annotator,
        /// Those who have a sidecar.
        known: Vec<Annotator>,
    },
    /// Fewer than two annotators have a sidecar.
    #[error("agreement needs at least two annotators")]
    TooFewAnnotators {
        /// Those who have a sidecar.
        known: Vec<Annotator>,
    },
    /// What was asked for is only there of texts that whoever looks has begun and not submitted.
    #[error("{viewer} has begun these texts and not submitted them: what others made of them is not shown yet")]
    Unseen {
        /// Whoever looks.
        viewer: Annotator,
    },
    /// The work that is to be suggested is a person's, and whoever looks may not see it yet.
    #[error("the work of {from} is not a program's, and {viewer} has not submitted these texts: it is not suggested yet")]
    NotSuggested {
        /// Whose work it is.
        from: Annotator,
        /// Whoever looks.
        viewer: Annotator,
    },
    /// Fewer annotators than are to read each text, or nobody.
    #[error("{overlap} are to read each text, and {annotators} can")]
    TooFewToAssign {
        /// How many can read texts.
        annotators: usize,
        /// How many are to read each.
        overlap: usize,
    },
    /// There is no gold standard to hold an annotator's work against.
    #[error("no text that {annotator} has read has a gold standard here")]
    NoGold {
        /// The annotator.
        annotator: Annotator,
        /// Those who have read a text.
        known: Vec<Annotator>,
    },
    /// A sidecar does not fit its text.
    #[error("{}: {discrepancy}", sidecar.display())]
    Unfit {
        /// The text.
        text: PathBuf,
        /// The sidecar.
        sidecar: PathBuf,
        /// What does not fit.
        discrepancy: Discrepancy,
    },
    /// Nothing can be decided on a text, since a sidecar does not fit it.
    #[error("{source}")]
    Undecidable {
        /// The text.
        text: PathBuf,
        /// The sidecar, and what does not fit.
        source: Box<RecordError>,
    },
    /// A release without a format.
    #[error("a release needs at least one format")]
    NoFormat,
    /// A format that is more than one file cannot be streamed.
    #[error("{0} has more than one file")]
    NotOneFile(&'static str),
    /// A strict export would lose something.
    #[error("{format} cannot carry everything")]
    Lossy {
        /// The format.
        format: &'static str,
        /// What would be lost.
        loss: Box<Loss>,
    },
    /// There is no registry of this name, or it could not be read.
    #[error("no registry `{0}` here, or it could not be read")]
    NoRegistry(String),
    /// No text has this number.
    #[error("no such text")]
    NoSuchText,
    /// A folder in which nothing can be written.
    #[error("{}: nothing can be written in this folder", .0.display())]
    NotWritable(PathBuf),
    /// A text or sidecar that has changed since it was found out where its spans belong.
    #[error("the text or the sidecar has changed again: nothing was written")]
    ChangedAgain,
    /// Nothing is kept of a sidecar as it was before it was reanchored.
    #[error("no reanchoring to undo")]
    NothingKept,
    /// The text that was named as the old one is another.
    #[error("{}: this is not the text that {} was made on", old.display(), sidecar.display())]
    OtherOldText {
        /// The text that was named.
        old: PathBuf,
        /// The sidecar.
        sidecar: PathBuf,
    },
    /// A span that has a place, or does not exist, cannot be picked a place for.
    #[error("{0} is no orphan")]
    NoOrphan(String),
    /// A span that could not be placed does not have this candidate.
    #[error("{id} has no candidate {number}")]
    NoCandidate {
        /// The span.
        id: String,
        /// The number of the candidate, from 1.
        number: usize,
    },
    /// The work of an annotator could not be handed back.
    #[error("{}", without_name(.0))]
    NotHandedBack(#[source] Box<RecordError>),
    /// A gold standard or a review cannot be written.
    #[error(transparent)]
    Record(Box<RecordError>),
    /// What the job streams could not be handed on.
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
    /// A folder has no file of the format that is imported.
    #[error("{}: no files of the format {format} in this folder", folder.display())]
    NoFiles {
        /// The folder.
        folder: PathBuf,
        /// The format.
        format: &'static str,
        /// How the names of its files end.
        endings: &'static [&'static str],
    },
    /// A file is not of the format that is imported.
    #[error("{place}: {source}")]
    Format {
        /// The file, with the line if it is known.
        place: String,
        /// What is wrong.
        source: ReadFault,
    },
    /// A strict import has malformed lines.
    #[error("malformed lines: {0}")]
    Malformed(usize),
    /// A question was not answered.
    #[error("the question was not answered")]
    Unanswered,
    /// An imported file does not say whose work it is.
    #[error("the file does not say whose work it is")]
    NoAnnotator,
    /// An imported file names an annotator that there cannot be.
    #[error(transparent)]
    Annotator(#[from] AnnotatorError),
    /// An imported work names a file outside of the folder, a hidden one or a sidecar.
    #[error("the file name {0:?} cannot be used")]
    BadFileName(String),
    /// Something would be written outside of the folder.
    #[error("{}: a link leads out of {}", path.display(), folder.display())]
    LeadsOut {
        /// The file.
        path: PathBuf,
        /// The folder.
        folder: PathBuf,
    },
    /// Another text has the name of an imported one.
    #[error("{}: another text with this name already exists", .0.display())]
    OtherText(PathBuf),
    /// An imported sidecar exists already.
    #[error("{}: this sidecar already exists", .0.display())]
    SidecarExists(PathBuf),
    /// An imported text that no file can hold.
    #[error("{file}: no file can hold this text as it is")]
    NoFileHolds {
        /// The name of the text.
        file: String,
    },
    /// Two imported works of one annotator on one text.
    #[error("{file}: a second row of {annotator} for this text")]
    SecondRow {
        /// The name of the text.
        file: String,
        /// The annotator.
        annotator: Annotator,
    },
    /// Imported spans do not fit their text.
    #[error("{}", misfits(.0))]
    Misfits(Vec<Misfit>),
    /// An imported relation has an end that is no span.
    #[error("the relation {relation} has an end {end}, which does not exist")]
    LostEnd {
        /// The relation.
        relation: String,
        /// Its end.
        end: String,
    },
    /// An imported file changes while it is read.
    #[error("{0}: another program is writing the file")]
    BeingWritten(String),
    /// An error in a part of a file.
    #[error("{place}: {source}")]
    At {
        /// The file, with the line if it is known.
        place: String,
        /// What is wrong there.
        source: Box<JobError>,
    },
}

impl JobError {
    /// Whose fault it is.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Cancelled
            | Self::NoTexts(_)
            | Self::TooFewToAssign { .. }
            | Self::Unseen { .. }
            | Self::NotSuggested { .. }
            | Self::NoWork { .. }
            | Self::TooFewAnnotators { .. }
            | Self::NoGold { .. }
            | Self::NoFormat
            | Self::NotOneFile(_)
            | Self::Lossy { .. }
            | Self::NoFiles { .. }
            | Self::Unanswered
            | Self::NoSuchText
            | Self::NoRegistry(_)
            | Self::NothingKept
            | Self::NoOrphan(_)
            | Self::NoCandidate { .. } => ErrorKind::User,
            Self::Output(_) => ErrorKind::Internal,
            Self::At { source, .. } => source.kind(),
            _ => ErrorKind::File,
        }
    }

    /// Puts the place before the message.
    pub(super) fn at(self, place: &str) -> Self {
        Self::At { place: place.to_owned(), source: Box::new(self) }
    }
}

/// Why work is not handed back: that somebody has it open is clear without the name of their file.
fn without_name(error: &RecordError) -> String {
    match error {
        RecordError::ReadOnly { source, .. } => source.to_string(),
        other => other.to_string(),
    }
}

impl From<RecordError> for JobError {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::Storage(error) => Self::Storage(error),
            other => Self::Record(Box::new(other)),
        }
    }
}

/// The first of the spans that do not fit, and how many more there are.
fn misfits(misfits: &[Misfit]) -> String {
    let first = misfits.first().map(ToString::to_string).unwrap_or_default();
    match misfits.len().saturating_sub(1) {
        0 => first,
        more => format!("{first} (and {})", counted(more, "more span")),
    }
}
