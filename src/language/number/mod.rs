//! Arabic figures: how many, how bounded, by which words of a phrase.
//!
//! A phrase is folded and parted into tokens; from left to right each is tried as a trap (a year, a date, an ordinal), then
//! as a figure: words that bound it, a quantity, words that bound it from behind. Gender and case never change a value.
//! What is absent here: harm, dates, guesses about who is meant. Nothing here fails or panics on any text.

mod figure;
mod policy;
mod digits;
mod numerals;
mod phrase;
mod amount;
mod vague;
mod bound;
mod noun;
mod closing;
mod trap;
mod measure;
mod reader;
mod span;
#[cfg(test)]
mod tests;

pub use figure::{Figure, Qualifier, Rule};
pub use numerals::{Numeral, numeral};
pub use policy::{Policy, VagueWords};
pub use reader::Reader;
