//! Dates: the words of a text that say when, and the days they mean, read against the day of publication.

mod day;
mod calendar;
mod term;
mod vocabulary;
mod token;
mod expression;
mod parser;
mod numeral;
mod civil;
mod counted;
mod point;
mod phrase;

pub use day::Date;
