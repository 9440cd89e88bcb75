//! Whoever watches a job: how far it has come, and what it warns of.

use std::path::PathBuf;

use crate::annotation::Annotator;
use crate::storage::{StorageError, Stray};
use crate::text::{self, Documents};

/// Hears of a job while it works. Everything is said in the thread that started the job, in order.
pub trait Watch: Sync {
    /// Hears how far the job has come.
    fn progress(&self, _: Progress) {}

    /// Hears of something that is odd, but stops nothing.
    fn warning(&self, _: &Warning) {}
}

/// Nobody watches.
impl Watch for () {}

/// What a job does to its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Looks at texts before the work itself.
    Reading,
    /// Compares annotators.
    Comparing,
    /// Puts the gold standard together.
    Deciding,
    /// Converts to an exchange format.
    Exporting,
    /// Converts from an exchange format.
    Importing,
    /// Checks files against each other.
    Checking,
    /// Learns from work.
    Learning,
    /// Suggests spans.
    Suggesting,
    /// Does what is ordered in texts.
    Ordering,
}

impl Stage {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Comparing => "comparing",
            Self::Deciding => "deciding",
            Self::Exporting => "exporting",
            Self::Importing => "importing",
            Self::Checking => "checking",
            Self::Learning => "learning",
            Self::Suggesting => "suggesting",
            Self::Ordering => "ordering",
        }
    }
}

/// How far a job has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What it does now.
    pub stage: Stage,
    /// Items that are done.
    pub done: usize,
    /// Items in all.
    pub all: usize,
}

/// Something that is odd and stops nothing.
#[derive(Debug, thiserror::Error)]
pub enum Warning {
    /// A subfolder, a file or a registry of the folder that could not be looked at.
    #[error(transparent)]
    NotListed(StorageError),
    /// A file that looks like a sidecar, and counts for nothing.
    #[error(transparent)]
    Stray(Stray),
    /// A text that is a link to a file outside of its folder.
    #[error("{}: the text is a link that leads out of its folder: it is left out", .0.display())]
    LinkOut(PathBuf),
    /// There is no text, but there are documents, of which nothing is read.
    #[error("no texts, but {0}; `hashiya show FILE` names the command that extracts the text")]
    OnlyDocuments(Documents),
    /// A text that could not be decoded as it stands.
    #[error("{}: {warning}", path.display())]
    Undecoded {
        /// The text.
        path: PathBuf,
        /// What is odd.
        warning: text::Warning,
    },
    /// A line of an imported file that could be read only in part.
    #[error("{place}: {message}")]
    Malformed {
        /// The file and the line.
        place: String,
        /// What is wrong.
        message: String,
    },
    /// An imported text whose file is not known to the last byte.
    #[error("{file}: the text is written as UTF-8, so its hash is no longer {hash}…")]
    OtherHash {
        /// The name of the text.
        file: String,
        /// The first digits of the hash that it had.
        hash: String,
    },
    /// Texts that whoever looks has begun and not submitted: what others made of them is left out.
    #[error("left out: {} that {viewer} has begun and not submitted; --lead shows them", text::counted(*texts, "text"))]
    Unseen {
        /// Whoever looks.
        viewer: Annotator,
        /// How many texts.
        texts: usize,
    },
    /// Texts in which the work that is to be suggested is a person's, and whoever looks may not see it yet.
    #[error("not suggested: the work of {from} on {}, which is not a program's and may not be seen yet", text::counted(*texts, "text"))]
    NotSuggested {
        /// Whose work it is.
        from: Annotator,
        /// How many texts.
        texts: usize,
    },
    /// A sidecar with spans that do not fit its text.
    #[error("{0}")]
    Unfit(String),
}
