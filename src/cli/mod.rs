//! The command line: one thin file per subcommand, which turns arguments into a job of [`crate::workspace`] or a look at
//! one file, and prints what comes of it.
//!
//! Every subcommand ends in a `Fault` or in nothing; the fault knows its exit code. Data goes to standard
//! output, everything else to standard error. A closed pipe is no fault. What never happens here: a thread, a control
//! character of a file or a path on the terminal, a fault without a hint, a file half written.

mod nearest;
mod fault;
mod json;
mod markup;
mod legible;
mod screen;
mod console;
mod signals;
mod names;

mod arguments;
mod begun;
mod typography;
mod config;
mod choices;

mod open;

mod agree;
mod assign;
mod rename;
mod calibrate;
mod check;
mod date;
mod reanchor;
mod export;
mod find;
mod gold;
mod history;
mod import;
mod init;
mod keys;
mod manual;
mod merge_driver;
mod number;
mod progress;
mod registry;
mod report;
mod review;
mod schema;
mod show;
mod stats;
mod suggest;

mod program;

use std::panic::AssertUnwindSafe;

use fault::Fault;
use program::Arguments;

/// Reads the arguments, does what they ask, and returns the exit code: 0, 1 (the user or a file is at fault) or 2.
pub fn main() -> u8 {
    let arguments = match Arguments::read() {
        Ok(arguments) => arguments,
        Err(error) => return fault::report_usage(&error),
    };
    // What a panic has to say is printed when it happens, by then on a terminal that was given back.
    match std::panic::catch_unwind(AssertUnwindSafe(|| arguments.run())) {
        Ok(Ok(())) => 0,
        Ok(Err(fault)) => fault.report(),
        Err(_) => Fault::internal("internal error").hint(fault::SAFE).report(),
    }
}
