//! What is known of Arabic: the classes of its characters, its words and sentences, the particles and pronouns that are
//! written as one with a word, the spellings and the inflected forms that are one word to a reader, how words are found in
//! all of them, nouns for people, how names are introduced, and how figures and days are put into words.
//!
//! Pure knowledge: texts go in, answers come out. What is absent here: screens, files, guesses. No other room lists
//! letters, marks or separators; [`crate::text`] below asks Unicode alone.

pub mod classes;

pub mod text_unit;

pub mod enclosure;

pub mod words;

pub mod fold;

pub mod clitic;

pub mod matcher;

pub mod latin;

pub mod inflection;

pub mod homographs;

pub mod date;

pub mod persons;

pub mod number;

pub mod names;

pub mod lexicon;

pub use text_unit::TextUnit;
