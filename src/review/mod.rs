//! From annotators to the gold standard: their work on a text is compared, measured and adjudicated.
//!
//! - What is compared is the words a span means: glued particles, quotation marks and punctuation at its edges do
//!   not tell two spans apart here (`extent`).
//! - An annotator who has not seen a text is missing from it and is no reading of it; one who was done and tagged
//!   nothing is a reading with nothing in it.
//!
//! What is absent here: files, screens, keys, the clock. Sets go in, values come out, and the same sets give the
//! same values in the same order, whoever is named first.

mod extent;
pub mod compare;
pub mod adjudication;
pub mod correction;
pub mod remark;

pub mod agreement;

#[cfg(test)]
mod notation;

pub use adjudication::Adjudication;
pub use compare::{Comparison, Reading, States, Terms, Unit, UnitKind, Work, compare};
pub use extent::Extent;
pub use remark::{Answer, Remark, Review, Wish};
