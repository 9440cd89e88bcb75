//! The options of every command, declared once.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, ValueEnum};
use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::annotation::{DocumentState, Schema};
use crate::layout::Direction;
use crate::review::{States, Terms};
use crate::words::Language;

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub(super) struct Common {
    /// Name of the annotator, 1 to 32 of a-z, 0-9, _ and -; by default `HASHIYA_ANNOTATOR`, the configuration, the login name.
    #[arg(long, value_name = "NAME", global = true)]
    pub(super) annotator: Option<String>,
    /// Annotation schema, in RON; by default the one that comes with the program.
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) schema: Option<PathBuf>,
    /// Keymap: a name (default, vim) or a file.
    #[arg(long, value_name = "NAME|FILE", global = true)]
    pub(super) keymap: Option<String>,
    /// Encoding of the texts; detected by default.
    #[arg(long, value_name = "NAME", global = true)]
    pub(super) encoding: Option<String>,
    /// Colours: auto on a terminal unless `NO_COLOR` is set.
    #[arg(long, value_enum, value_name = "WHEN", global = true)]
    pub(super) color: Option<Colouring>,
    /// Colours of the screen: auto goes by the terminal's background; contrast and colour-blind choose other colours for tags.
    #[arg(long, value_enum, value_name = "NAME", global = true)]
    pub(super) theme: Option<Appearance>,
    /// Whether the screen is drawn, or told in lines of text for a screen reader.
    #[arg(long, value_enum, value_name = "HOW", global = true)]
    pub(super) screen: Option<ScreenManner>,
    /// Whether vowel marks are shown or hidden; no offset changes.
    #[arg(long, value_enum, value_name = "HOW", global = true)]
    pub(super) marks: Option<Marks>,
    /// How rows are sent to the terminal: auto, or one of the modes of `hashiya calibrate --list`.
    #[arg(long, value_name = "MODE", global = true)]
    pub(super) bidi: Option<String>,
    /// Language of the screen, en or ar: by default that of the configuration, else of the locale (`LC_ALL`, `LC_MESSAGES`, `LANG`).
    #[arg(long, value_enum, value_name = "LANGUAGE", global = true)]
    pub(super) language: Option<Language>,
    /// Configuration, in RON; by default the user's own, then what the folder's hashiya.ron may say.
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) config: Option<PathBuf>,
    /// Prints which annotator, schema, keymap and colours were chosen, and where.
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
}

impl ValueEnum for Language {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.tag()))
    }
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Colouring {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Which colours the screen has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Appearance {
    /// By the terminal's background.
    Auto,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// Letters with a contrast of at least 7.
    Contrast,
    /// Tags that differ for every sort of sight.
    ColourBlind,
}

/// What becomes of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ScreenManner {
    /// It is drawn.
    Full,
    /// Each change is told as a line of text.
    Linear,
}

/// Whether vowel marks are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Marks {
    /// Draws vowel marks.
    Shown,
    /// Leaves vowel marks out.
    Hidden,
}

/// Base direction of the paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Base {
    /// By the first strong character of each.
    Auto,
    /// Right to left.
    Rtl,
    /// Left to right.
    Ltr,
}

impl Base {
    /// The direction as a text is set in it.
    pub(super) fn direction(self) -> Direction {
        match self {
            Self::Auto => Direction::Auto,
            Self::Rtl => Direction::RightToLeft,
            Self::Ltr => Direction::LeftToRight,
        }
    }
}

/// The word for what an option may say, on the command line and in the configuration.
pub(super) fn word<T: ValueEnum>(value: &T) -> String {
    value.to_possible_value().map(|word| word.get_name().to_owned()).unwrap_or_default()
}

/// Reads such a word of a record.
pub(super) fn as_word<'de, T: ValueEnum, D: Deserializer<'de>>(record: D) -> Result<Option<T>, D::Error> {
    Option::<String>::deserialize(record)?.map(|given| read(given).map_err(D::Error::custom)).transpose()
}

/// Reads such a word.
pub(super) fn read<T: ValueEnum>(given: String) -> Result<T, UnknownWord> {
    let known = T::value_variants();
    let found = known.iter().find(|known| word(*known) == given).cloned();
    found.ok_or_else(|| UnknownWord { word: given, known: known.iter().map(word).collect::<Vec<_>>().join(", ") })
}

/// A word of the configuration that is none of those that are known.
#[derive(Debug, thiserror::Error)]
#[error("`{word}` is not one of {known}")]
pub(super) struct UnknownWord {
    word: String,
    known: String,
}

/// Which work counts where annotators are compared.
#[derive(Debug, Clone, Args)]
pub(super) struct Counted {
    /// States of the work that counts: any of new, `in_progress`, submitted, returned, reviewed; or all. By default finished
    /// work: the last three.
    #[arg(long, value_name = "STATE,STATE", value_delimiter = ',', value_parser = states_or_all())]
    pub(super) state: Vec<String>,
}

/// Whether what others made is seen, too, of texts that the one who looks has begun and not submitted.
#[derive(Debug, Clone, Args)]
pub(super) struct Looking {
    /// Shows what others made of texts, too, that you have begun and not submitted: for whoever leads the project.
    #[arg(long)]
    pub(super) lead: bool,
}

/// The word for every state.
const ALL: &str = "all";

fn states_or_all() -> PossibleValuesParser {
    PossibleValuesParser::new(states().chain([ALL]))
}

/// The words of the states of a text.
pub(super) fn states() -> impl Iterator<Item = &'static str> {
    DocumentState::ALL.iter().map(DocumentState::as_str)
}

impl Counted {
    /// The states that were named.
    pub(super) fn states(&self) -> States {
        if self.state.is_empty() {
            return States::Finished;
        }
        if self.state.iter().any(|word| word == ALL) {
            return States::All;
        }
        States::Named(self.state.iter().map(|word| DocumentState::from(word.as_str())).collect())
    }

    /// The terms on which annotators are compared by a schema.
    pub(super) fn terms(&self, schema: &Schema) -> Terms {
        Terms::of(schema).with_states(self.states())
    }
}

/// The paths that were named; the current folder if none is.
pub(super) fn or_here(paths: &[PathBuf]) -> Vec<PathBuf> {
    if paths.is_empty() { vec![PathBuf::from(".")] } else { paths.to_vec() }
}
