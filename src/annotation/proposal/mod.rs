//! Proposals: values and ends of relations that are offered for a span, the likeliest first. Nothing of it is said until a
//! person takes it.
//!
//! The rules read a span that a person has drawn, with its sentence around it; they know no text as a whole, and no schema:
//! which rule speaks for what, and the words that it looks for, are the schema's. A value that the rules give and that is
//! the default of its attribute is not proposed, since it holds without.

mod words;
mod knowledge;
mod passage;
mod days;
mod grounds;
mod lexical;
mod cue;
mod when;
mod figure;
mod value;
mod end;
mod oddity;
mod evaluation;

#[cfg(test)]
mod tests;

pub use cue::{ATTRIBUTION, STANCE};
pub use end::{MOST_ENDS, ProposedEnd, ends};
pub use evaluation::{Evaluation, Readers, Tally};
pub use grounds::{Grounds, Text};
pub use knowledge::{Knowledge, LexiconWord};
pub use lexical::{Telling, telling};
pub use oddity::{Oddity, oddities};
pub use value::{Proposal, Source, values};
pub use words::Words;
