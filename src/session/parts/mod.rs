//! Parts that screens are made of: a line of input, a value that is typed over a row, the lines entered before, a list and what narrows it, a picker,
//! how far a page is scrolled.
//!
//! Each is a state of its own, changed by commands and by what a screen tells it. What is absent here: sessions,
//! texts, annotations, drawing, keys, and sentences.

mod line;
mod entry;
mod recall;
mod sieve;
mod filter;
mod list;
mod picker;
mod scroll;

pub use entry::{Entered, Entry};
pub use filter::{Filter, Term, folded};
pub use line::{Line, Touched};
pub use list::{List, Order, Rows, Way};
pub use picker::{Item, Nearness, Picked, Picker};
pub use recall::Recall;
pub use scroll::Scroll;
pub use sieve::Sieve;
