//! What keeps a record file from being changed, and what is said when one is opened or written.

use std::io;
use std::path::PathBuf;

use crate::annotation::{Annotator, EditError};
use crate::storage::error::{StorageError, Unreadable};
use crate::storage::journal::Stop;
use crate::storage::lock::Holder;
use crate::storage::sidecar::{Discrepancy, MergeError};
use crate::text::counted;

/// Why nothing may be changed in a record file that is open.
#[derive(Debug, thiserror::Error)]
pub enum ReadOnly {
    /// No file can be made beside the text.
    #[error("{}: nothing can be written in this folder", .0.display())]
    Folder(PathBuf),
    /// Another program has the file open.
    #[error("{annotator} has it open already ({holder})")]
    Held {
        /// Whose file it is.
        annotator: Annotator,
        /// Who has it open.
        holder: Holder,
    },
    /// There can be no lock, so that somebody else could have the file open at the same time.
    #[error("no lock can be taken here ({0})")]
    NoLock(io::Error),
    /// The sidecar does not agree with the text.
    #[error(transparent)]
    Discrepancy(Discrepancy),
    /// The journal cannot be followed to its end.
    #[error("the journal: {0}")]
    Journal(Stop),
    /// The changes of the journal cannot be merged with a sidecar that another program wrote.
    #[error(transparent)]
    Merge(#[from] MergeFault),
    /// Changes of the journal cannot be made together with those of a sidecar that another program wrote.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// A file cannot be read or written.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a set cannot be merged with the sidecar that another program wrote.
#[derive(Debug, thiserror::Error)]
pub enum MergeFault {
    /// The sidecar cannot be read.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// It speaks of another text, or it is somebody else's.
    #[error(transparent)]
    Sides(#[from] MergeError),
    /// It does not agree with the text.
    #[error(transparent)]
    Discrepancy(Discrepancy),
}

/// That a sidecar was merged with one that another program wrote.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("another program has written {sidecar} meanwhile, and both were merged{}", undecided(*.conflicts))]
pub struct MergeReport {
    /// The name of the sidecar.
    pub sidecar: String,
    /// How much both sides changed differently: it carries a mark.
    pub conflicts: usize,
}

fn undecided(conflicts: usize) -> String {
    match conflicts {
        0 => String::new(),
        n => format!("; {} marked as merge_conflict", counted(n, "conflict")),
    }
}

/// Something that happened when a record file was opened, of which its user is told.
#[derive(Debug, thiserror::Error)]
pub enum Incident {
    /// The journal was removed, replaced or cut while it was written to, and written again.
    #[error("another program removed or replaced the journal: what was missing of it was written again")]
    JournalRestored,
    /// Somebody else writes to the same journal.
    #[error("another program writes to this journal, too: what both do is put together")]
    JournalShared,
    /// The lock was removed, and could be taken again.
    #[error("another program removed the lock: it was taken again")]
    LockRestored,
    /// The lock was removed, and somebody else has taken it.
    #[error("another program removed the lock, and {0} has this text open now: what both do is put together")]
    LockLost(Holder),
    /// Changes that the sidecar lacked came from the journal; how many.
    #[error("recovered {} from the journal", counted(*.0, "change"))]
    Recovered(usize),
    /// Lines at the end of the journal cannot be read, and were put into a file of their own.
    #[error("the journal is damaged at its end ({why}); the rest was moved to {aside}")]
    EndsEarly {
        /// What is wrong with the first of them.
        why: Unreadable,
        /// The name of that file.
        aside: String,
    },
    /// Changes of the journal were merged with a sidecar that another program wrote.
    #[error("recovered {} from the journal: {report}", counted(*.changes, "change"))]
    Merged {
        /// How many changes.
        changes: usize,
        /// What was merged.
        report: MergeReport,
    },
}

/// Why what was decided cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// A file cannot be read or written.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Nothing may be changed in the file.
    #[error("{}: {source}", path.display())]
    ReadOnly {
        /// The sidecar.
        path: PathBuf,
        /// Why.
        source: Box<ReadOnly>,
    },
    /// Another program has written the file since it was read.
    #[error("{}: another program has changed it since it was read", .0.display())]
    Meanwhile(PathBuf),
    /// Another program has written the file, and it cannot be merged; what was to be kept is in a file of its own.
    #[error("{}: {aside}", path.display())]
    SetAside {
        /// The sidecar.
        path: PathBuf,
        /// Where it is, and why.
        aside: Box<SetAside>,
    },
    /// The journal has changes that the file lacks.
    #[error("{}: its journal has decisions that are not in it; `hashiya review` adds them", .0.display())]
    Behind(PathBuf),
    /// The file does not agree with its text.
    #[error("{}: {source}", path.display())]
    Discrepancy {
        /// The sidecar.
        path: PathBuf,
        /// What does not agree.
        source: Discrepancy,
    },
    /// A change cannot be made.
    #[error("{}: {source}", path.display())]
    Edit {
        /// The sidecar.
        path: PathBuf,
        /// Why.
        source: EditError,
    },
}

impl RecordError {
    /// Whether somebody else has the file open.
    pub fn is_held(&self) -> bool {
        let is_held = |why: &ReadOnly| matches!(why, ReadOnly::Held { .. });
        matches!(self, Self::Storage(StorageError::Held { .. }))
            || matches!(self, Self::ReadOnly { source, .. } if is_held(source))
    }
}

/// That what was to be written stands in a file of its own, because the sidecar cannot be merged.
#[derive(Debug, thiserror::Error)]
#[error("another program has changed {sidecar}, and the versions cannot be merged ({why}); yours is in {aside}")]
pub struct SetAside {
    /// The name of the sidecar.
    pub sidecar: String,
    /// The name of the file with our own annotations.
    pub aside: String,
    /// Why both cannot be merged.
    pub why: MergeFault,
}
