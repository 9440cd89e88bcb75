//! The arguments, declared once: help, completions and the manual page are made from them.

use std::path::PathBuf;

use clap::{Args, Parser, ValueEnum};

use super::show;

/// Reads and annotates right-to-left Arabic text in the terminal.
#[derive(Debug, Parser)]
#[command(name = "hashiya", version, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// Folders and texts to open; the current folder if none is named.
    pub paths: Vec<PathBuf>,
    /// Opens the sample corpus, copied to a folder it names.
    #[arg(long)]
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
    /// Name of the annotator: 1 to 32 of a-z, 0-9, _ and -; else the login name.
    #[arg(long, value_name = "NAME", env = "HASHIYA_ANNOTATOR", global = true)]
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
    /// Colours.
    #[arg(long, value_enum, default_value_t = Colouring::Auto, value_name = "WHEN", global = true)]
    pub color: Colouring,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colouring {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What the program does without a full screen.
#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
    /// Prints a text as it would stand on screen.
    Show(show::Show),
}
