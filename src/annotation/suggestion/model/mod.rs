//! A model that is learned from finished work: a linear-chain conditional random field over the words of sentences.
//!
//! - Tags whose spans do not lie in one another as a rule are told apart together, in a layer; of spans of a layer that do, the
//!   outer is learned.
//! - A span is suggested where it is likelier than a threshold of its tag, which is such that nine of ten were right in texts
//!   that were left out in turn, names aside that are suggested without a model. A tag for which there is no such threshold is
//!   not suggested.
//! - A model holds weights for hashed attributes and no word of any text, and a record of the work that it was learned from.
//! - Its bytes may be anybody's: what is not as it was written is no model.
//!
//! The optimisation is that of the crate `liblbfgs`. The crate `crfs`, which uses it, too, cannot be stopped, gives no
//! likelihoods, writes files only, and takes minutes where this takes seconds, since each sentence costs it a pass over all
//! weights.

mod attributes;
mod bytes;
mod lattice;
mod weights;
mod training;
mod study;
mod layer;
mod span_model;
#[cfg(test)]
mod tests;

pub(crate) use attributes::Hint;
pub use layer::Find;
pub use span_model::{LARGEST, LearnedWork, ModelRecord, SpanModel};
pub use study::Study;
pub use training::Lesson;
