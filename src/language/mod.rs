//! What is known of Arabic: so far, the particles that are written as one with the word they stand before.
//!
//! Pure knowledge: texts go in, answers come out. What is absent here: documents, screens, files, guesses.

pub mod clitic;
