//! Dates: the words of a text that say when, and the days they mean, read against the day of publication.

mod day;
mod calendar;
mod term;
mod vocabulary;
mod token;

pub use day::Date;
