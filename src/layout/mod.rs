//! Text becomes visual cells: levels, shaping, wrapping, lines, and the maps between logical and visual order.
//!
//! The order of work is that of UAX#9 and cannot change: levels over the whole paragraph, joining and
//! shaping over the whole paragraph in logical order, wrapping in logical order with widths counted after
//! ligating, and only then, line by line, L1, L2 and L4 on cells. A **cell** is one cluster on screen: a
//! letter with its marks, or lam and alef as one. What never happens here, on any text at any width: a panic,
//! an error, work that grows faster than the paragraph, layout of what nobody looks at. Nothing here knows
//! of annotations, terminals or colours.

pub mod steering;

pub mod letter;

mod marks;

pub mod reveal;

pub mod bidi;

mod cut;

mod wide;

mod forms;

pub mod shape;

pub mod cell;

mod line;

pub mod wrap;

mod settings;

mod block;

mod kashida;

mod justify;

mod visual;

mod row;

mod page;

mod typesetter;

mod pacing;

pub mod cursor;

mod inline;

pub mod field;

pub use bidi::Direction;
pub use block::Block;
pub use cell::Cell;
pub use cursor::{ScreenSide, Stride};
pub use inline::{Symbol, inline, inline_in};
pub use justify::Filling;
pub use line::Line;
pub use marks::without_harakat;
pub use page::Page;
pub use row::{Row, RowPlace};
pub use settings::{Justification, LineSpacing, PageSettings, ParagraphSpacing, Spacing};
pub use typesetter::Typesetter;
pub use visual::{Filler, VisualLine};
