//! The only room that touches the disk: texts, the sidecars beside them, the folders that hold both.
//!
//! - A text that is there is never written; only sidecars are, each whole or not at all.
//! - What is imported is written together: if one file of a batch cannot be, none is.
//! - A sidecar is written only by whoever holds its lock, and the journal says before and after which one it is.
//! - A journal, a lock and what else is kept beside the texts lie in their own folder, whatever links stand there.
//! - What a sidecar holds and this program does not know is written back as it was read: fields at every
//!   level, states, and the spans that no longer fit their text.
//! - A sidecar that cannot be read is an error with line and column, and stays untouched.
//! - A sidecar of a newer version is an error that says so.
//! - Two sidecars of one annotator are merged so that nothing of either is lost; what they contradict each other
//!   in stays twice, with a mark.
//! - Listing a folder reads no file, but for a sidecar whose name looks like that of a conflict copy.
//! - Of other programs only git is asked, and nothing that a folder's own configuration names is run by it.
//!
//! What never happens here: a panic on any bytes, a half-written file, a followed folder link, a look into a
//! hidden folder.

pub mod sidecar;
pub mod error;
mod disk;
pub mod atomic;
pub mod source;
pub mod pieces;
pub mod git;
mod old_text;
mod place;
pub mod store;
pub mod corpus;
pub mod glance;
pub mod leftovers;
pub mod demo;
mod state;
pub mod terminals;
pub mod keyboard;
pub mod tour;
pub mod assignments;
pub mod models;
pub mod journal;
pub mod lock;
pub mod record;
pub mod registry;
mod steps;
pub mod batch;
mod staging;
mod bases;
pub mod identity_uses;
pub mod reanchoring;
pub mod migration;
mod dossier;
mod gold;
pub mod peer;
pub mod renaming;

pub use atomic::is_writable;
pub use batch::Batch;
pub use corpus::{Listing, SidecarFile, Stray, StrayKind, Summary, TextFile, list, summary};
pub use dossier::Dossier;
pub use error::StorageError;
pub use gold::GoldDesk;
pub use peer::Peer;
pub use place::{Place, sidecar_path};
pub use record::{Author, RecordError, Revision};
pub use sidecar::{Discrepancy, Hash, Header, Loaded, SidecarError, Stored};
pub use source::{read_all, read_head};
pub use staging::{Existing, Staging};
pub use store::{load, read_sidecar};
