//! What arrives from a library or a review while it works in threads of its own.

use std::sync::Arc;

use super::citation::Cited;
use super::drift::{Drifted, Turn};
use super::error::JobError;
use super::find::Hit;
use super::order::Ordered;
use super::prompter::Wanted;
use super::registry::RegistryJobError;
use super::states::StateOutcome;
use crate::annotation::propagation::Standing;
use crate::annotation::registry::{NamedRegistry, Used};
use crate::annotation::suggestion::Suggestion;
use crate::annotation::{
    Annotation, AnnotationSet, Annotator, DocumentState, History, IdentityOrder, IdentityUses, QuotedSpan, StateOrder,
};
use crate::review::{Adjudication, Answer, Review};
use crate::storage::corpus::{Stray, Summary, TextFile};
use crate::storage::glance::Glance;
use crate::storage::record::{Incident, ReadOnly};
use crate::storage::{Discrepancy, StorageError};
use crate::text::{Document, Documents, TextId, Warning};

/// Takes news; returns whether anybody still listens.
pub type Listener = Arc<dyn Fn(Arrival) -> bool + Send + Sync>;

/// News from a thread. Texts are meant by their number in the list that arrived last.
#[derive(Debug)]
pub enum Arrival {
    /// The texts, with what is beside them.
    Listed(Arc<[TextFile]>),
    /// The registries that the schema names, as far as they could be read.
    Registries(Vec<NamedRegistry>),
    /// The file of a registry could not be written; its journal has what it lacks.
    RegistryNotWritten(StorageError),
    /// How often identities are used in a text.
    Used(TextId, Used),
    /// Those of them that the annotator is to read.
    Assigned(Vec<TextId>),
    /// The folder could not be listed.
    NotListed(StorageError),
    /// A subfolder or a file of the folder that could not be looked at.
    NotLookedAt(StorageError),
    /// Files of the folder that look like sidecars, and count for nothing; at least one.
    Strays(Vec<Stray>),
    /// The documents of the folder, of which nothing is read; at least one.
    Documents(Documents),
    /// What the annotator's own sidecar of a text amounts to.
    Summary(TextId, Result<Summary, StorageError>),
    /// What texts show at a glance.
    Glanced(Vec<(TextId, Glance)>),
    /// The rest of a text whose head was opened.
    Rest(TextId, Result<Box<OpenedText>, JobError>),
    /// The open text may not be changed any more: it is not the one that was annotated.
    Unfit(TextId, Discrepancy),
    /// Where the spans of a text that has changed belong now.
    Drifted(TextId, Result<Box<Drifted>, JobError>),
    /// What became of the states of texts.
    States(StateOrder, Vec<StateOutcome>),
    /// Which uses of identities follow an order.
    Identified(IdentityOrder, Result<IdentityUses, RegistryJobError>),
    /// The spans that the annotator has in a text that is not open.
    Quoted(TextId, Result<Vec<QuotedSpan>, JobError>),
    /// Places of texts that were to be cited, text by text.
    Cited(Vec<Cited>),
    /// Words that were found in texts.
    Found {
        /// The number of the inquiry.
        number: u64,
        /// The words, in the order of the texts.
        hits: Vec<Hit>,
    },
    /// Places where a name is met.
    Met {
        /// The number of the inquiry.
        number: u64,
        /// The places, in the order of the texts.
        met: Vec<Met>,
    },
    /// Spans of an annotator.
    Spans {
        /// The number of the inquiry.
        number: u64,
        /// The spans, in the order of the texts and of their places.
        spans: Vec<ListedSpan>,
    },
    /// How far an order has come.
    OrderAt {
        /// Texts that were gone through.
        done: usize,
        /// Texts in all.
        all: usize,
    },
    /// What became of an order.
    Ordered(Ordered),
    /// What is suggested in a text, as it was asked.
    Suggested(Box<Wanted>, Vec<Suggestion>),
    /// How many texts were looked at.
    LookedAt {
        /// The number of the inquiry.
        number: u64,
        /// How many.
        texts: usize,
    },
    /// Something that is odd about a text that was looked at for words.
    Odd(String),
    /// An inquiry has come to its end.
    Ended {
        /// Its number.
        number: u64,
        /// How, or why it failed.
        how: Result<Ended, JobError>,
    },
    /// A text that is to be reviewed.
    Reviewable(Box<ReviewedText>),
    /// A text that cannot be reviewed.
    NotReviewable(JobError),
    /// All texts to be reviewed were read.
    ReviewComplete(LeftOut),
}

/// A place of a text where a name is met.
#[derive(Debug, Clone, PartialEq)]
pub struct Met {
    /// The words.
    pub hit: Hit,
    /// What is known of them.
    pub standing: Standing,
}

/// A span of an annotator, in a list of all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedSpan {
    /// Its words.
    pub hit: Hit,
    /// What it says.
    pub annotation: Annotation,
    /// Whether something is missing that the schema requires of it.
    pub is_lacking: bool,
}

/// How looking for words in all texts came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// All texts were looked at.
    Through,
    /// Somebody said that it is enough.
    Stopped,
    /// There were more hits than are handed over.
    Full,
}

/// How many texts a review leaves out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Too few annotators have read them.
    pub too_few: usize,
    /// The reviewer annotates them and has not submitted.
    pub under_way: usize,
}

/// A text that was opened.
#[derive(Debug)]
pub struct OpenedText {
    /// The text, or its head while the rest is being read.
    pub document: Arc<Document>,
    /// What could not be read as it stands.
    pub warnings: Vec<Warning>,
    /// The annotator's work on it; `None` for a head.
    pub work: Option<OpenedWork>,
}

/// What there is to tell of a text that was opened.
#[derive(Debug, thiserror::Error)]
pub enum Told {
    /// What happened when the annotator's files were opened.
    #[error(transparent)]
    Incident(Incident),
    /// A review of the work that cannot be read.
    #[error(transparent)]
    Review(StorageError),
}

/// An annotator's work on a text that was opened.
#[derive(Debug)]
pub struct OpenedWork {
    /// What the annotator says.
    pub set: AnnotationSet,
    /// What can be undone, also from earlier sittings.
    pub history: History,
    /// Why nothing may be changed, if so.
    pub read_only: Option<ReadOnly>,
    /// What there is to tell.
    pub told: Vec<Told>,
    /// Whether the set says more than the sidecar does.
    pub is_ahead: bool,
    /// What reviewers have decided on it.
    pub reviews: Vec<Review>,
    /// Whether the last that was done to it was to reanchor it, or to take that back.
    pub turn: Option<Turn>,
}

/// A text that is to be reviewed.
#[derive(Debug)]
pub struct ReviewedText {
    /// Its number.
    pub text: TextId,
    /// Its name.
    pub name: String,
    /// The text.
    pub document: Arc<Document>,
    /// The annotators side by side, with what was decided.
    pub adjudication: Adjudication,
    /// Why nothing may be decided on it, if so.
    pub closed: Option<JobError>,
    /// The gold standard, or the review, from which decisions go on.
    pub set: Arc<AnnotationSet>,
    /// What can be taken back of it, and made again, of earlier sittings.
    pub history: History,
    /// The state of each annotator's work, in the order of the comparison.
    pub states: Vec<DocumentState>,
    /// Those who have only begun, so that their work does not count, by name.
    pub begun: Vec<(Annotator, DocumentState)>,
    /// Where one annotator's work is gone through, how that stands.
    pub peer: Option<ReviewedWork>,
}

/// How the work of an annotator stands that is gone through.
#[derive(Debug, Clone)]
pub struct ReviewedWork {
    /// Its state.
    pub state: DocumentState,
    /// What the annotator has answered.
    pub answers: Vec<Answer>,
}
