//! The state of one sitting.

mod mode;

mod motion;

mod argument;

pub mod command;
