//! How far annotators agree: the measures, each in a file of its own over plain numbers, and all of them over a corpus.
//!
//! What counts as what:
//!
//! - A span is its tag and its two ends, in code points; said twice by one annotator it counts once (`tagged`).
//! - Counts are summed over the texts that both of a pair have annotated; a text that an annotator has not touched is
//!   missing, never empty ([`super::compare::Terms::is_reading`]).
//! - Words are those of [`crate::language::words`], proclitics left on; a word has a tag where a span shares a character
//!   with it (`words`). Spans that nest give a word several tags: it is measured by each tag alone and by the set.
//! - 0/0 is `None` everywhere, never 1: two empty sets, one value for everything, nothing expected.
//!
//! The measures: F1 exact, relaxed, by hits and partial (`score`, `matching`) · Cohen's κ (`kappa`) · Fleiss' κ
//! (`fleiss`) · Krippendorff's α (`krippendorff`) and αU (`unitizing`) · γ ([`gamma`]) · attributes of matched
//! spans (`attributes`) · mean and spread over pairs (`spread`).
//!
//! Sums are of whole numbers, so that texts may be counted in any order and in parallel with the same result.

mod cells;
pub mod score;
mod random;

mod tagged;

mod matching;
mod names;
mod words;

mod fleiss;
mod kappa;
mod krippendorff;

mod unitizing;

mod spread;

mod reading;

pub mod gamma;

mod attributes;
mod stretches;
mod pair;
mod everybody;

mod tally;

pub mod report;

pub use reading::{Reading, Text};
pub use report::{MEASURES, PairReport, PairTagReport, Report, Spans, TagReport};
pub use spread::Spread;
pub use tally::Tally;
