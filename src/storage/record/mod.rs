//! One owner for each file of ours: what an annotator says of a text, a review of it, the gold standard.
//!
//! A [`RecordFile`] holds the lock, the journal and the sidecar together. It is opened ([`Opening`]), changed, settled and
//! closed. A command that writes a sidecar anew as a whole, outside of a sitting, does that by a [`Revision`] of the same
//! files, alone or with others in a batch.
//!
//! - Nobody writes a sidecar without its lock; where there are no locks, a file is one by its name.
//! - A change is in the journal before it is called kept, and the journal says which sidecar is about to be written
//!   before it is, and that it was after that.
//! - What another program has written meanwhile is merged, or stays, and ours is kept in a file of its own.
//! - What a newer program wrote is not written to.

mod error;
mod files;
mod merge;
mod file;
mod opening;
mod revision;
mod decisions;
mod standing;
mod ordered;

#[cfg(test)]
mod tests;

pub use decisions::{Changed, Kept, Subject, TakenIn};
pub(super) use decisions::{DecisionFile, set_state};
pub use error::{Incident, MergeFault, MergeReport, ReadOnly, RecordError, SetAside};
pub use file::{RecordFile, Settlement};
pub use opening::{OpenRecord, Opening};
pub use ordered::NotDone;
pub(super) use revision::Draft;
pub use revision::{Author, Revision};
pub use standing::{NotSet, Standing};
