//! The screens, one file each: each owns what is true only while it is there.
//!
//! A screen uses those above it in this list: the ones that it opens. What is absent here: a screen that knows which one it
//! lies on, and the drawing of screens.

mod screen;

mod help;
mod palette;
mod keyboard;
mod guideline;
mod question;
mod ordering;
mod propagation;
mod succession;
mod identities;
mod attributes;
mod concordance;
mod corpus;
mod states;
mod prompt;
mod edge;
mod drift;
mod elsewhere;
mod relating;
mod leap;
mod marking;
mod pointing;
mod inspector;
mod submission;
mod facts;
mod reader;
mod preview;
mod fields;
mod draft;
mod review;

pub use attributes::Attributes;
pub use concordance::Concordance;
pub use corpus::Corpus;
pub use draft::Draft;
pub use drift::Drift;
pub use edge::{Edge, Which};
pub use elsewhere::Elsewhere;
pub use facts::Facts;
pub use fields::{Content, FieldRow, Fields, Offer};
pub use guideline::{Guideline, Subject};
pub use help::Help;
pub use identities::Identities;
pub use inspector::Inspector;
pub use keyboard::Keyboard;
pub use leap::{Landing, Leap};
pub use marking::Marking;
pub use ordering::{Asked, Ordering};
pub use palette::Palette;
pub use pointing::Pointing;
pub use preview::{Aim, Preview};
pub use prompt::{Prompt, Purpose};
pub use propagation::Propagation;
pub use question::Question;
pub(super) use reader::Leads;
pub use reader::Reader;
pub use relating::{Hint, Relating};
pub use review::Review;
pub(super) use screen::Turn;
pub use screen::{Lie, Screen};
pub use states::States;
pub use submission::{Lack, Submission};
pub use succession::Succession;
