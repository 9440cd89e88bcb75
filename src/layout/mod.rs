//! Text becomes visual cells: levels, shaping, wrapping, lines, and the maps between logical and visual order.
//!
//! The order of work is that of UAX#9 and cannot change: levels over the whole paragraph, joining and
//! shaping over the whole paragraph in logical order, wrapping in logical order with widths counted after
//! ligating, and only then, line by line, L1, L2 and L4 on cells. A **cell** is one cluster on screen: a
//! letter with its marks, or lam and alef as one. What never happens here, on any text at any width: a panic,
//! an error, work that grows faster than the paragraph, layout of what nobody looks at. Nothing here knows
//! of annotations, terminals or colours.

pub mod bidi;
pub mod block;
pub mod cell;
pub mod cursor;
pub mod inline;
pub mod cut;
mod forms;
pub mod line;
pub mod marks;
pub mod page;
pub mod reveal;
pub mod shape;
pub mod steering;
pub mod wide;
pub mod wrap;

pub use bidi::Direction;
pub use block::Block;
pub use cell::Cell;
pub use line::{Line, VisualLine};
pub use page::{Page, Place, Row, Settings, Typesetter};
