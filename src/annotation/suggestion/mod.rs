//! Suggestions: spans that are offered, with their tag and, of a name, its identity. Nothing of it is said until a person
//! takes it.
//!
//! - They come from names: those of registries, words that were tagged before, nearly always the same way, and names that
//!   nobody knows yet, by the words that introduce them; and from the lexicons of the schema: figures that the words around
//!   them tell to be meant, and what comes after a word that says that somebody says something. Which tags these are for, the
//!   schema says by its attributes and where they are filled from.
//! - They are found a stretch of a text at a time, so that a large text is read part by part and reading can be stopped.
//! - Nothing is suggested where a span of the tag already overlaps, in boilerplate, nor what was refused there.
//! - Of two that overlap with one tag, the likelier is suggested.
//!
//! What never happens here: a span of somebody else's that was not handed in, a look at more of a text than its stretch needs.

mod offered;
mod refusal;
mod roles;
mod learned;
mod trials;
mod known;
mod ground;
mod introduced;
mod figures;
mod model;
mod claims;
mod suggester;
mod score;

#[cfg(test)]
mod tests;

pub use learned::{Coverage, Learned, NameList};
pub use model::{Find, LARGEST, LearnedWork, Lesson, ModelRecord, SpanModel, Study};
pub use offered::{Confidence, Suggestion, SuggestionSource};
pub use refusal::{Refusals, refused};
pub use score::{LeftOut, SuggestionScore, SuggestionScores, SuggestionTally, unsaid};
pub use suggester::{Reading, Suggester};
pub use trials::Trials;
