//! Parts that screens are made of: a line of input, the lines entered before, a list, a picker.
//!
//! Each is a state of its own, changed by commands and by what a screen tells it. What is absent here: sessions,
//! texts, annotations, drawing, keys, and sentences.

pub mod line;
pub mod recall;

pub use line::{Line, Touched};
pub use recall::Recall;
