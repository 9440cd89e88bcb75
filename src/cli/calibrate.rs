//! `hashiya calibrate`: which way of sending rows reads right in this terminal, found by looking.

use std::io::{IsTerminal, Write, stdin, stdout};

use clap::Args;

use super::arguments::Common;
use super::choices;
use super::fault::{Fault, tell};
use crate::tui::calibration;
use crate::tui::terminal::display::{By, Choice, Display};
use crate::tui::terminal::emission::Mode;

/// Options of `hashiya calibrate`.
#[derive(Debug, Args)]
pub(super) struct Calibrate {
    /// Lists the modes, and the terminals that each is for.
    #[arg(long, conflicts_with_all = ["detect", "choose", "forget"])]
    pub(super) list: bool,
    /// Prints which terminal this is, its mode, and why.
    #[arg(long, conflicts_with_all = ["choose", "forget"])]
    pub(super) detect: bool,
    /// Remembers a mode for this terminal without showing the lines.
    #[arg(long, value_name = "MODE", conflicts_with = "forget")]
    pub(super) choose: Option<String>,
    /// Forgets what is remembered of this terminal.
    #[arg(long)]
    pub(super) forget: bool,
}

/// Calibrates, or prints and changes what is remembered.
///
/// # Errors
/// No terminal, a mode that does not exist, or a folder of states that cannot be written.
pub(super) fn run(calibrate: &Calibrate, common: &Common) -> Result<(), Fault> {
    if calibrate.list {
        let mut out = stdout().lock();
        for mode in Mode::ALL {
            writeln!(out, "{:<13} {}", mode.name(), mode.sentence())?;
        }
        return Ok(());
    }
    if !(stdin().is_terminal() && stdout().is_terminal()) {
        return Err(Fault::user("calibrating needs a terminal").hint("`hashiya calibrate --list` needs none"));
    }
    let mut display = common.choose(None)?.display();
    let (choice, typed) = calibration::recognise(&display)?;
    match calibrate {
        Calibrate { detect: true, .. } => tell(describe(&choice)),
        Calibrate { forget: true, .. } => {
            let was_known = display.terminals.forget(&choice.name)?;
            tell([format!("{}: {}", choice.name, if was_known { "forgotten" } else { "nothing was remembered" })]);
        }
        Calibrate { choose: Some(name), .. } => match choices::bidi(name)? {
            Some(mode) => remember(&mut display, &choice, mode)?,
            None => return Err(Fault::user("auto is not remembered").hint("`hashiya calibrate --forget` brings it back")),
        },
        _ => match calibration::calibrate(&choice, &typed)? {
            Some(mode) => remember(&mut display, &choice, mode)?,
            None => tell(["nothing was changed".to_owned()]),
        },
    }
    Ok(())
}

fn remember(display: &mut Display, choice: &Choice, mode: Mode) -> Result<(), Fault> {
    let file = display.terminals.remember(&choice.name, Some(mode.name()))?;
    let place = file.map_or_else(|| "nowhere: there is no state directory".to_owned(), |file| file.display().to_string());
    tell([format!("{}: {mode}, remembered in {place}", choice.name)]);
    Ok(())
}

/// What is known of the terminal, a fact a line.
fn describe(choice: &Choice) -> Vec<String> {
    let by = match choice.by {
        By::Told => "by option or configuration",
        By::Calibrated => "by calibration",
        By::Known => "as this terminal is known to need it",
        By::Nobody => "this terminal is not known; `hashiya calibrate` finds what reads right",
    };
    let mut lines = vec![format!("terminal: {}", choice.name), format!("mode: {} ({by})", choice.mode)];
    if !choice.draws_marks {
        lines.push("vowel marks: hidden at first, since this terminal does not draw them well".to_owned());
    }
    lines
}
