//! `hashiya check`: texts can be read, and what is said of them fits.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::Args;

use super::arguments::{Common, or_here};
use super::console::Console;
use super::fault::{Fault, one_line, tell};
use super::json::{self, Format};
use super::signals;
use crate::workspace::{self, Finding, Job};

/// Options of `hashiya check`.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Texts, and folders of them; the current folder if none is named.
    pub(super) paths: Vec<PathBuf>,
    /// Output format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// Checks everything that was named and prints what was found.
pub(super) fn run(check: &Check, common: &Common) -> Result<(), Fault> {
    let choices = common.choose(check.paths.first().map(PathBuf::as_path))?;
    let schema = choices.schema()?;
    let against = workspace::Check { schema: &schema, encoding: choices.encoding()? };
    let mut out = BufWriter::new(io::stdout().lock());
    let checked = {
        let console = Console::new();
        let job = Job::new(signals::listen(), &console);
        against.run(&or_here(&check.paths), &job, |finding| Ok(print(&mut out, finding, check.format)?))?
    };
    out.flush()?;
    let workspace::Checked { texts, sidecars, errors, warnings, notes } = checked;
    let summary = format!("texts: {texts}, sidecars: {sidecars}, errors: {errors}, warnings: {warnings}");
    let summary = if notes > 0 { format!("{summary}, notes: {notes}") } else { summary };
    if errors > 0 {
        return Err(Fault::user(summary).hint("standard output has one finding per line, with its location"));
    }
    tell([summary]);
    Ok(())
}

fn print(out: &mut impl Write, finding: &Finding, format: Format) -> io::Result<()> {
    match format {
        Format::Text => writeln!(out, "{}", one_line(&finding.to_string())),
        Format::Json => json::write_line(out, finding),
    }
}
