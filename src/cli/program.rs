//! The whole command line: the subcommands, each in a file of its own, and which of them is run.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{Command, CommandFactory, FromArgMatches, Parser};

use super::arguments::Common;
use super::fault::Fault;
use super::nearest;
use super::rename;
use super::{
    agree, assign, calibrate, check, date, export, find, gold, history, import, init, keys, manual, merge_driver, number, open,
    progress, reanchor, registry, report, review, schema, show, stats, suggest,
};

/// Reads and annotates right-to-left Arabic text in the terminal.
#[derive(Debug, Parser)]
#[command(name = "hashiya", version, disable_help_subcommand = true)]
pub(super) struct Arguments {
    /// Folders and texts to open; the current folder if none is named.
    pub(super) paths: Vec<PathBuf>,
    /// Opens the sample corpus, copied to a folder it names.
    #[arg(long, conflicts_with = "paths")]
    pub(super) demo: bool,
    /// Opens the tour: what to press, step by step, on a text of its own.
    #[arg(long, conflicts_with_all = ["paths", "demo"])]
    pub(super) tour: bool,
    /// Shows the spans of this annotator's sidecars as suggestions, too, such as those of a program.
    #[arg(long, value_name = "NAME")]
    pub(super) suggest_from: Option<String>,
    /// Options of every command.
    #[command(flatten)]
    pub(super) common: Common,
    /// What is done without opening texts.
    #[command(subcommand)]
    pub(super) subcommand: Option<Subcommand>,
}

/// What the program does without a full screen.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Subcommand {
    /// Prints a text as the screen shows it.
    Show(show::Show),
    /// Brings annotations to a text that has changed.
    Reanchor(reanchor::Reanchor),
    /// Checks texts, sidecars and journals against each other and the schema.
    Check(check::Check),
    /// Finds words in texts, in every spelling and with their context, or spans by what is said of them.
    Find(find::Find),
    /// Reads Arabic date words: the first and the last day they mean.
    Date(date::DateCommand),
    /// Reads Arabic figures: the least and the most they can be, and how they are bounded.
    Number(number::Number),
    /// Opens the disagreements of annotators, full screen, to decide them and make the gold standard.
    Review(review::Review),
    /// Prints who changed what, when: the journals of a text.
    History(history::History),
    /// Makes the gold standard from what annotators agree on and what was decided.
    Gold(gold::Gold),
    /// Reports what was corrected in an annotator's work.
    Report(report::Report),
    /// Measures how far annotators agree.
    Agree(agree::Agree),
    /// Says who is to read which text, in a file beside the texts.
    Assign(assign::Assign),
    /// Gives a text or an annotator another name, with everything beside the texts that bears it.
    Rename(rename::Rename),
    /// Says how far the work on a folder has come, by person and by text.
    Progress(progress::Progress),
    /// Suggests spans as sidecars, or measures how often what the program suggests and proposes is right.
    Suggest(suggest::Suggest),
    /// Counts what is said in a folder, and what became of proposals.
    Stats(stats::Stats),
    /// Writes annotations in an exchange format.
    Export(export::Export),
    /// Reads annotations from an exchange format.
    Import(import::Import),
    /// Checks, prints and begins annotation schemas, and prints their guideline.
    Schema(schema::SchemaCommand),
    /// Lists, checks and changes who is who: the registries of a folder.
    Registry(registry::RegistryCommand),
    /// Prepares a folder for a team that uses git.
    Init(init::Init),
    /// Merges sidecars for git.
    MergeDriver(merge_driver::MergeDriver),
    /// Finds out, with your help, how Arabic is drawn right in this terminal.
    Calibrate(calibrate::Calibrate),
    /// Lists every command with its keys.
    Keys(keys::Keys),
    /// Prints a completion script for a shell.
    Completions(manual::Completions),
    /// Prints the manual page.
    Man(manual::Man),
}

/// What is said of texts that are opened, by its id and as it is typed; no command knows it.
const OF_OPENING: [(&str, &str); 3] = [("demo", "--demo"), ("tour", "--tour"), ("suggest_from", "--suggest-from")];

/// The error that an option which only a command has stands before that command; `None` where it is none of it.
fn misplaced(command: &mut Command, error: &clap::Error) -> Option<clap::Error> {
    let Some(ContextValue::String(option)) = error.get(ContextKind::InvalidArg) else { return None };
    let long = option.strip_prefix("--")?;
    let is_option = |argument: &OsString| argument.to_str().is_some_and(|argument| argument.split('=').next() == Some(option));
    let after = std::env::args_os().skip_while(|argument| !is_option(argument)).skip(1);
    let meant = after.into_iter().find_map(|argument| {
        let meant = command.find_subcommand(argument)?;
        meant.get_arguments().any(|known| known.get_long() == Some(long)).then(|| meant.get_name().to_owned())
    })?;
    let message = format!(
        "{option} is an option of `hashiya {meant}`, and stands before it\n\ntip: write it after the command: hashiya {meant} {option}"
    );
    Some(command.error(ErrorKind::ArgumentConflict, message))
}

impl Arguments {
    /// Reads the command line: options of every command also before the command.
    pub(super) fn read() -> Result<Self, clap::Error> {
        let mut command = Self::command();
        let matches = command.try_get_matches_from_mut(std::env::args_os());
        let matches = matches.map_err(|error| misplaced(&mut command, &error).unwrap_or(error))?;
        let is_told = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
        let Some(name) = matches.subcommand_name() else { return Self::from_arg_matches(&matches) };
        if let Some((_, option)) = OF_OPENING.iter().find(|(id, _)| is_told(id)) {
            let message = format!("`hashiya {name}` has no option {option}");
            return Err(command.error(ErrorKind::ArgumentConflict, message));
        }
        if is_told("paths") {
            let message = format!(
                "`{name}` is a command, and a path comes before it\n\ntip: write ./{name} for a file, or the path after `{name}`"
            );
            return Err(command.error(ErrorKind::ArgumentConflict, message));
        }
        Self::from_arg_matches(&matches)
    }

    /// Asks whether a command was meant where the first path is not there.
    fn check_command(&self) -> Result<(), Fault> {
        let first = self.paths.first().filter(|path| path.symlink_metadata().is_err());
        let Some(word) = first.and_then(|path| path.to_str()).filter(|word| !word.contains(['.', '/', '\\'])) else {
            return Ok(());
        };
        match nearest::question(word, Self::command().get_subcommands().map(Command::get_name)) {
            Some(question) => Err(Fault::user(format!("{word}: no such command, file or folder")).hint(question)),
            None => Ok(()),
        }
    }

    /// Does what they ask for.
    pub(super) fn run(self) -> Result<(), Fault> {
        let common = &self.common;
        match self.subcommand {
            None if self.demo => open::demo(common),
            None if self.tour => open::tour(common),
            None => {
                self.check_command()?;
                open::run(&self.paths, self.suggest_from.as_deref(), common)
            }
            Some(Subcommand::Reanchor(reanchor)) => reanchor::run(&reanchor, common),
            Some(Subcommand::Show(show)) => show::run(&show, common),
            Some(Subcommand::Number(number)) => number::run(&number, common),
            Some(Subcommand::Agree(agree)) => agree::run(&agree, common),
            Some(Subcommand::Assign(assign)) => assign::run(&assign, common),
            Some(Subcommand::Rename(rename)) => rename::run(&rename, common),
            Some(Subcommand::Progress(progress)) => progress::run(&progress, common),
            Some(Subcommand::Suggest(suggest)) => suggest::run(&suggest, common),
            Some(Subcommand::Check(check)) => check::run(&check, common),
            Some(Subcommand::Find(find)) => find::run(&find, common),
            Some(Subcommand::Date(command)) => date::run(&command),
            Some(Subcommand::History(history)) => history::run(&history, common),
            Some(Subcommand::Stats(stats)) => stats::run(&stats, common),
            Some(Subcommand::Export(export)) => export::run(&export, common),
            Some(Subcommand::Import(import)) => import::run(&import, common),
            Some(Subcommand::Schema(command)) => schema::run(&command, common),
            Some(Subcommand::Registry(command)) => registry::run(&command, common),
            Some(Subcommand::Init(init)) => init::run(&init, common),
            Some(Subcommand::MergeDriver(driver)) => merge_driver::run(&driver),
            Some(Subcommand::Review(review)) => review::run(&review, common),
            Some(Subcommand::Gold(gold)) => gold::run(&gold, common),
            Some(Subcommand::Report(report)) => report::run(&report, common),
            Some(Subcommand::Calibrate(calibrate)) => calibrate::run(&calibrate, common),
            Some(Subcommand::Keys(keys)) => keys::run(&keys, common),
            Some(Subcommand::Completions(completions)) => manual::completions(&completions, Self::command()),
            Some(Subcommand::Man(man)) => manual::man(&man, Self::command()),
        }
    }
}
