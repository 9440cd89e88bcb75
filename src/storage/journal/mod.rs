//! The journal: every change of one annotator to one text, a record a line, on the disk before the screen says saved.
//!
//! It lies in `.hashiya/<text>.<annotator>.journal`. The sidecar is written when there is time; what it lacks after a
//! sudden end is put onto it when the text is opened again. It is also the audit trail, and therefore never shortened:
//! a segment that has grown long is put aside whole, under a number, and the next one begins.
//!
//! - A change counts as kept once its record is synced, the new file and its folder with it.
//! - A line that was not written to its end, or is not what was written, ends the replay; it and what follows it are
//!   kept in a file of their own.
//! - A record names its writer, which is one opening of the journal, and the record that it follows by that one's
//!   checksum. Records of version 0.1 do neither, and are read all the same. In a journal that was joined from two, by
//!   version control or by two who wrote it at once, several branches go on from one record: what the sidecar lacks of
//!   each is put onto it, and the next change names the ends that it takes in.
//! - A journal of a newer version, or with a record that is not known here, is not written to.
//! - Before a sidecar is written a record says which one it will be, after it that it is there. A command that writes
//!   one anew as a whole, outside of a sitting, does the same, and says what differs.

mod chain;
mod legacy;
mod stored;
mod record;
mod addition;
mod segment;
mod trace;
mod branches;
mod course;
mod replay;
mod writer;
mod renaming;

#[cfg(test)]
mod tests;

pub use super::error::Unreadable;
pub(super) use addition::{Basis, Hand};
pub use chain::{Checksum, Tail, Writer};
pub use record::{Does, Record, Rewrite, parse};
pub(super) use renaming::{Hashes, Scribe};
pub use replay::{Glance, Replayed, Stop, glance, replay, sides};
pub use segment::{Line, Segment, strays};
pub(super) use stored::growth;
pub use stored::{StoredEdit, Unresolved};
pub use trace::Trace;
pub(super) use writer::{Disturbance, Journal, Turn, now};
