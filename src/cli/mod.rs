//! The command line: the arguments, declared once, and one file per subcommand.
//!
//! Every subcommand ends in a [`Fault`] or in nothing; the fault knows its exit code. Data goes to standard
//! output, everything else to standard error. A closed pipe is no fault. What never happens here: a control
//! character of a file or a path on the terminal, a fault without a hint, a file half written.

mod arguments;
mod common;
mod config;
mod fault;
mod json;
mod screen;
mod parallel;
mod progress;

mod open;

mod agree;
mod calibrate;
mod check;
mod reanchor;
mod export;
mod gold;
mod history;
mod import;
mod init;
mod keys;
mod manual;
mod merge_driver;
mod report;
mod review;
pub mod show;

use std::panic::AssertUnwindSafe;

use clap::Parser;

pub use arguments::{Arguments, Common, Subcommand};
pub use fault::Fault;

/// Reads the arguments, does what they ask, and returns the exit code: 0, 1 (the user or a file is at fault) or 2.
pub fn main() -> u8 {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return fault::report_usage(&error),
    };
    // What a panic has to say is printed when it happens, by then on a terminal that was given back.
    match std::panic::catch_unwind(AssertUnwindSafe(|| run(arguments))) {
        Ok(Ok(())) => 0,
        Ok(Err(fault)) => fault.report(),
        Err(_) => Fault::internal("hashiya has a fault and had to end").hint(fault::SAFE).report(),
    }
}

fn run(arguments: Arguments) -> Result<(), Fault> {
    let common = &arguments.common;
    match arguments.subcommand {
        None if arguments.demo => open::demo(common),
        None => open::run(&arguments.paths, common),
        Some(Subcommand::Reanchor(reanchor)) => reanchor::run(&reanchor, common),
        Some(Subcommand::Show(show)) => show::run(&show, common),
        Some(Subcommand::Agree(agree)) => agree::run(&agree, common),
        Some(Subcommand::Check(check)) => check::run(&check, common),
        Some(Subcommand::History(history)) => history::run(&history, common),
        Some(Subcommand::Export(export)) => export::run(&export, common),
        Some(Subcommand::Import(import)) => import::run(&import, common),
        Some(Subcommand::Init(init)) => init::run(&init, common),
        Some(Subcommand::MergeDriver(driver)) => merge_driver::run(&driver),
        Some(Subcommand::Review(review)) => review::run(&review, common),
        Some(Subcommand::Gold(gold)) => gold::run(&gold, common),
        Some(Subcommand::Report(report)) => report::run(&report, common),
        Some(Subcommand::Calibrate(calibrate)) => calibrate::run(&calibrate, common),
        Some(Subcommand::Keys(keys)) => keys::run(&keys, common),
        Some(Subcommand::Completions(completions)) => manual::completions(&completions),
        Some(Subcommand::Man(man)) => manual::man(&man),
    }
}
