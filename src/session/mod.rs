//! The state of one sitting: what is open, where the cursor stands, what is selected, what is to be done.
//!
//! A [`Session`] takes commands and messages and answers with effects. What is absent here: the disk, the
//! clock, the terminal, colours and keys. Effects are wishes; the loop that owns the program performs them and
//! reports back with messages.

pub mod notice;
pub mod argument;
pub mod mode;
pub mod motion;
pub mod command;
pub mod effect;
pub mod selection;
pub mod reading;
pub mod moving;
pub mod changing;
pub mod annotating;
pub mod proposing;
pub mod searching;
pub mod corpus;
pub mod typing;
pub mod desk;
pub mod reviewing;
pub mod deciding;
pub mod earlier;
pub mod peer;
pub mod looking;
pub mod applying;
pub mod retouching;
pub mod state;
pub mod update;
pub mod receiving;
pub mod showing;
pub mod copying;
pub mod leaving;
pub mod drifted;

pub use command::Command;
pub use copying::Copied;
pub use desk::{Desk, PeerWork};
pub use effect::{Changes, Effect, GoldSnapshot, Message, Opened, Pointer, Snapshot};
pub use mode::Mode;
pub use motion::Motion;
pub use notice::{Cause, CopiedPart, Notice, Refusal, Severity, Unsaved};
pub use reading::{Reading, Saved};
pub use reviewing::Reviewing;
pub use state::Session;
