//! How far annotators agree: the measures, each in a file of its own over plain numbers, and all of them over a corpus.
//!
//! What counts as what:
//!
//! - A span is its tag and its two ends, in code points. One annotator's spans of one place and tag stay several where
//!   their attributes differ, and come together with those of another that are most alike (`twins`); what says the same
//!   in everything counts once (`reading`).
//! - A relation is its type and its two ends (`related`). A value that equals a default, and the mark of a merge, says
//!   nothing (`attributes`).
//! - Counts are summed over the texts that both of a pair have annotated; a text that an annotator has not touched is
//!   missing, never empty ([`super::compare::Terms::is_reading`]).
//! - Words are those of [`crate::language::words`], proclitics left on; a word has a tag where a span shares a character
//!   with it (`words`). Spans that nest give a word several tags: it is measured by each tag alone and by the set.
//! - 0/0 is `None` everywhere, never 1: two empty sets, one value for everything, nothing expected.
//!
//! The measures: F1 exact, relaxed, by hits and partial (`score`, `matching`) · Cohen's κ (`kappa`) · Fleiss' κ
//! (`fleiss`) · Krippendorff's α (`krippendorff`) and αU (`unitizing`) · Gwet's AC1 (`kappa`, `krippendorff`) ·
//! γ ([`gamma`]) · attributes, certainty and facts (`attributes`, [`said`]) · precision and recall ([`against`]) · mean
//! and spread over pairs (`spread`) · intervals ([`bootstrap`]).
//!
//! Sums are of whole numbers, so that texts may be counted in any order and in parallel with the same result, and what
//! each text adds can be added up again for any selection of texts (`cells`).

mod cells;
pub mod score;
mod random;

mod tagged;

mod twins;
mod matching;
mod names;
mod words;

mod fleiss;
mod kappa;
mod krippendorff;

mod unitizing;

mod spread;

mod attributes;
mod related;
mod reading;

pub mod gamma;

mod stretches;
mod pair;
mod everybody;

mod tally;

pub mod figure;
mod declared;
pub mod said;
pub mod pair_report;
pub mod against;
pub mod report;

pub mod bootstrap;

pub use against::AgainstReport;
pub use declared::Declared;
pub use figure::{Figure, Interval, Rated};
pub use pair::Numbers;
pub use pair_report::{PairReport, PairTagReport, Spans};
pub use reading::{Reader, Reading, Text};
pub use related::{Related, RelationEnd};
pub use report::{MEASURES, Report, TagReport};
pub use spread::Spread;
pub use tagged::Tagged;
pub use tally::Tally;
