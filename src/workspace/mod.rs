//! A folder of texts and what is done to it, callable without a command line or a screen.
//!
//! A [`Workspace`] knows its texts and their sidecars. What is done to all of them is a [`Job`]: it runs on all cores,
//! hands over its results in order, says how far it has come to whoever [`Watch`]es, and can be cancelled.
//!
//! ```
//! use hashiya::annotation::{Annotator, Schema};
//! use hashiya::exchange::jsonl::Jsonl;
//! use hashiya::workspace::{Export, Job, Measure, Workspace};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_corpus");
//! # let place = tempfile::tempdir()?;
//! # let out = place.path();
//! let job = Job::default();
//! let workspace = Workspace::open_by_name(&[folder.into()], None, &job)?;
//!
//! let agreement = workspace.agreement(&Measure::default(), &job)?;
//! assert_eq!(agreement.report.annotators, ["amal", "basim"]);
//! assert!(agreement.report.pairs[0].spans.exact.f1().is_some());
//!
//! let amal = Annotator::parse("amal")?;
//! let exported = workspace.export(&Export::new(&Jsonl, &amal, Schema::builtin()), out, &job)?;
//! assert_eq!((exported.texts, exported.files), (8, 1));
//! assert!(out.join("amal.jsonl").exists());
//! # Ok(())
//! # }
//! ```
//!
//! What never happens here: a job that leaves something half done, a thread that outlives its job, a sentence for the
//! screen, a look at the terminal.

mod error;
mod watch;
mod job;
mod texts;
mod begun;
mod loader;
mod settings;

mod agreement;
mod gold;
mod corrections;
mod leading;
mod viewer;
mod stats;
mod find;
mod citation;
mod export;
mod import;
mod check;
mod registry;
mod evaluation;
mod predictions;
mod suggestions;

mod renaming;
mod drift;
mod migration;
mod states;
mod order;
mod prompter;
mod arrival;
mod everywhere;
mod library;
mod bureau;

pub use agreement::{
    Agreement, Bootstrap, Breakdown, By, Detail, Disagreements, GammaReport, Grid, ItemKind, Measure, PartFigures, Sampling,
    Tables, figure, grids_of_everybody, grids_of_pair, method,
};
pub use arrival::{Arrival, Ended, LeftOut, ListedSpan, Listener, Met, OpenedText, OpenedWork, ReviewedText, ReviewedWork, Told};
pub use begun::Begun;
pub use bureau::{Attended, Bureau};
pub use check::{About, Check, Checked, Finding, Severity, check_registry};
pub use citation::{CitationError, Cited};
pub use corrections::Corrected;
pub use drift::{Drifted, Hand, Pick, Turn, turn_back};
pub use error::{ErrorKind, JobError};
pub use export::{Export, Exported, Part, Release, Released};
pub use find::{Asked, Find, Hit, HitSpan, Unreadable};
pub use gold::{GoldChange, GoldChangeKind, GoldSummary, Settled, Settling, Strategy};
pub use import::{Ask, Import, ImportSource, Imported, ImportedHand};
pub use job::{Cancel, Job};
pub use leading::{AssignedText, Assigning, GoldState, PersonProgress, TextProgress};
pub use library::{Appended, Identified, KeepError, Library, Reopened, Written};
pub use migration::{Migration, Renamed};
pub use order::{OrderError, Ordered, Orderer, TextOutcome};
pub use predictions::{Predictions, predictions};
pub use prompter::Wanted;
pub use registry::{RegistryFolder, RegistryJobError, Share, Trial, read_registries};
pub use settings::{FolderSettings, Ignored, Setting, SettingPlace, SettingsError};
pub use states::{StateError, StateOutcome};
pub use stats::{Amount, Counting, Outcomes, Overview, ProposalStats, SubjectStats};
pub use suggestions::{SuggestedText, Suggesting};
pub use texts::Workspace;
pub use viewer::Viewer;
pub use watch::{Progress, Stage, Warning, Watch};

pub use renaming::{Doing, RenamedFiles, rename_annotator, rename_text};
