//! The arguments, declared once: help, completions and the manual page are made from them.

use std::path::PathBuf;

use clap::{Args, Parser, ValueEnum};
use serde::Deserialize;

use super::{agree, calibrate, check, export, gold, history, import, init, keys, manual, merge_driver, report, review, show};

/// Reads and annotates right-to-left Arabic text in the terminal.
#[derive(Debug, Parser)]
#[command(name = "hashiya", version, args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub struct Arguments {
    /// Folders and texts to open; the current folder if none is named.
    pub paths: Vec<PathBuf>,
    /// Opens the sample corpus, copied to a folder it names.
    #[arg(long, conflicts_with = "paths")]
    pub demo: bool,
    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
    /// What else the program can do.
    #[command(subcommand)]
    pub subcommand: Option<Subcommand>,
}

/// Options of every command.
#[derive(Debug, Args)]
pub struct Common {
    /// Name of the annotator: 1 to 32 of a-z, 0-9, _ and -; else `HASHIYA_ANNOTATOR`, the configuration, the login name.
    #[arg(long, value_name = "NAME", global = true)]
    pub annotator: Option<String>,
    /// Annotation schema, in RON; else the one that comes with the program.
    #[arg(long, value_name = "FILE", global = true)]
    pub schema: Option<PathBuf>,
    /// Keymap: a name (default, vim) or a file.
    #[arg(long, value_name = "NAME|FILE", global = true)]
    pub keymap: Option<String>,
    /// Encoding of the texts; else detected.
    #[arg(long, value_name = "NAME", global = true)]
    pub encoding: Option<String>,
    /// Colours: auto on a terminal unless `NO_COLOR` is set.
    #[arg(long, value_enum, value_name = "WHEN", global = true)]
    pub color: Option<Colouring>,
    /// Vowel marks: shown, or hidden where they are in the way; no offset changes.
    #[arg(long, value_enum, value_name = "HOW", global = true)]
    pub marks: Option<Marks>,
    /// How rows are sent to the terminal: auto, or one of the modes of `hashiya calibrate --list`.
    #[arg(long, value_name = "MODE", global = true)]
    pub bidi: Option<String>,
    /// Configuration, in RON; else the folder's own hashiya.ron, then the user's.
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// Tells which annotator, schema, keymap and colours were chosen, and where.
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(try_from = "String")]
pub enum Colouring {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Colouring {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }
}

impl TryFrom<String> for Colouring {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        let known = [Self::Auto, Self::Always, Self::Never].into_iter().find(|when| when.name() == word);
        known.ok_or_else(|| format!("`{word}` is not one of auto, always, never"))
    }
}

/// Whether vowel marks are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(try_from = "String")]
pub enum Marks {
    /// They are.
    Shown,
    /// They are not.
    Hidden,
}

impl Marks {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Hidden => "hidden",
        }
    }
}

impl TryFrom<String> for Marks {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        let known = [Self::Shown, Self::Hidden].into_iter().find(|marks| marks.name() == word);
        known.ok_or_else(|| format!("`{word}` is neither shown nor hidden"))
    }
}

/// What the program does without a full screen.
#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
    /// Prints a text as it would stand on screen.
    Show(show::Show),
    /// Brings annotations to a text that has changed.
    Reanchor(super::reanchor::Reanchor),
    /// Verifies texts and what is said of them.
    Check(check::Check),
    /// Goes through the disagreements of annotators, full screen, and makes the gold standard.
    Review(review::Review),
    /// Prints who changed what, when: the journals of a text.
    History(history::History),
    /// Makes the gold standard of what annotators agree on and what was decided.
    Gold(gold::Gold),
    /// Reports what was corrected in an annotator's work.
    Report(report::Report),
    /// Measures how far annotators agree.
    Agree(agree::Agree),
    /// Writes annotations in an exchange format.
    Export(export::Export),
    /// Reads annotations from an exchange format.
    Import(import::Import),
    /// Makes a folder ready for a team on git.
    Init(init::Init),
    /// Merges sidecars for git.
    MergeDriver(merge_driver::MergeDriver),
    /// Finds out, by looking, how Arabic reads right in this terminal.
    Calibrate(calibrate::Calibrate),
    /// Lists every command with its keys.
    Keys(keys::Keys),
    /// Prints a completion script for a shell.
    Completions(manual::Completions),
    /// Prints the manual page.
    Man(manual::Man),
}
