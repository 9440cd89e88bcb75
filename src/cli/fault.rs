//! What went wrong, as one line, with a hint and the right exit code.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;

use super::nearest;
use crate::annotation::Annotator;
use crate::layout::reveal;
use crate::storage::error::StorageError;
use crate::workspace::{ErrorKind, JobError};

/// What to say after a fault of the program itself.
pub(super) const SAFE: &str = "please report this; every change that was called saved is on the disk";

/// A fault that ends a command.
#[derive(Debug)]
pub(super) struct Fault {
    message: String,
    hint: Option<String>,
    code: u8,
}

impl Fault {
    /// The user or a file is at fault.
    pub(super) fn user(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, code: 1 }
    }

    /// The program itself is at fault, or the system below it.
    pub(super) fn internal(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, code: 2 }
    }

    /// Adds what to do about it.
    #[must_use]
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Puts the place before the message.
    #[must_use]
    pub(super) fn at(mut self, place: &str) -> Self {
        self.message = format!("{place}: {}", self.message);
        self
    }

    /// Prints `error:` and `hint:`, and returns the exit code.
    pub(super) fn report(&self) -> u8 {
        if self.code != 0 {
            let known = if self.code == 1 { "hashiya --help lists commands and options" } else { "please report this" };
            let hint = self.hint.as_deref().unwrap_or(known);
            tell([format!("error: {}", self.message), format!("hint: {hint}")]);
        }
        self.code
    }
}

/// Prints a warning.
pub(super) fn warn(message: impl Display) {
    tell([format!("warning: {message}")]);
}

/// Prints lines on standard error; a closed pipe is no error.
pub(super) fn tell(lines: impl IntoIterator<Item = impl AsRef<str>>) {
    let mut out = io::stderr().lock();
    for line in lines {
        let _unread = writeln!(out, "{}", one_line(line.as_ref()));
    }
}

/// A line without what could act on the terminal: control characters of a path or a quote, the bidi controls that make
/// a line appear in another order than it stands, and marks without end, are seen as [`reveal::harmless`] shows them.
pub(super) fn one_line(text: &str) -> String {
    reveal::harmless(text)
}

impl From<StorageError> for Fault {
    fn from(error: StorageError) -> Self {
        let known = match error {
            StorageError::Missing(_) => "check the path; `hashiya --help` lists the commands",
            StorageError::IsFolder(_) => "name a file in it",
            StorageError::NotFolder(_) => "name the folder that it is in",
            StorageError::NotFile(_) => "copy its contents into a file first",
            _ => "check the disk and the path",
        };
        let hint = error.hint().unwrap_or(known.into());
        Self::user(error.to_string()).hint(hint)
    }
}

impl From<JobError> for Fault {
    fn from(error: JobError) -> Self {
        match error {
            JobError::Storage(error) => error.into(),
            JobError::Output(error) => error.into(),
            JobError::At { place, source } => Self::from(*source).at(&place),
            error => {
                let hint = hint(&error);
                match error.kind() {
                    ErrorKind::User | ErrorKind::File => Self::user(error.to_string()).hint(hint),
                    ErrorKind::Internal => Self::internal(error.to_string()).hint(hint),
                }
            }
        }
    }
}

/// What to do about an error of a job.
fn hint(error: &JobError) -> String {
    let check = |text: &Path| format!("`hashiya check {}` lists all that is wrong", text.display());
    match error {
        JobError::Cancelled | JobError::Unanswered => "nothing was written".to_owned(),
        JobError::Unseen { .. } => "submit them first; --lead shows them to whoever leads the project".to_owned(),
        JobError::NotSuggested { .. } => {
            "submit them first; what a program predicts is imported with `hashiya import --predictions`".to_owned()
        }
        JobError::TooFewToAssign { .. } => "name more with --annotators, or fewer with --overlap".to_owned(),
        JobError::NoTexts(_) => "name a folder with texts, whose names end in .txt or .text".to_owned(),
        JobError::SameName { .. } => "name the folder that holds them all, or each text by itself".to_owned(),
        JobError::NoWork { annotator, known } => instead(annotator, &known.iter().collect::<Vec<_>>()),
        JobError::TooFewAnnotators { known } => available(known),
        JobError::NoGold { known, .. } => {
            format!("{}; `hashiya review` and `hashiya gold` make the gold standard", available(known))
        }
        JobError::Unfit { text, .. } => check(text),
        JobError::Undecidable { text, .. } => format!("{}; nothing was written for it", check(text)),
        JobError::NoFormat => "name one with --formats".to_owned(),
        JobError::NotOneFile(_) => "name a folder with --out".to_owned(),
        JobError::Lossy { .. } => "leave --strict away, or export jsonl; nothing was written".to_owned(),
        JobError::NoFiles { endings, .. } => format!("its files end in {}", endings.join(" or ")),
        JobError::Format { .. } => "correct the file at that place; nothing was written".to_owned(),
        JobError::Malformed(_) => "correct the lines listed above, or leave --strict away; nothing was written".to_owned(),
        JobError::NoAnnotator => "name the annotator with --annotator".to_owned(),
        JobError::Annotator(error) => error.hint(),
        JobError::BadFileName(_) => {
            "a name lies inside the folder, has no hidden part, no control or bidi character and does not end in .ron; \
             nothing was written"
                .to_owned()
        }
        JobError::LeadsOut { .. } | JobError::OtherText(_) => "import into another folder; nothing was written".to_owned(),
        JobError::SidecarExists(_) => "--replace replaces it; nothing was written".to_owned(),
        JobError::NoFileHolds { .. } => {
            "a byte order mark at its start, or a zero byte, is no text; nothing was written".to_owned()
        }
        JobError::SecondRow { .. } => "import the rows under different names".to_owned(),
        JobError::Misfits(_) => "the spans must fit the row's text; nothing was written".to_owned(),
        JobError::LostEnd { .. } => "relations go from span to span of the same row; nothing was written".to_owned(),
        JobError::BeingWritten(_) => "wait until it is written; nothing was written".to_owned(),
        JobError::ChangedAgain => "run it again".to_owned(),
        JobError::NothingKept => "none was made here, or on another machine".to_owned(),
        JobError::NotWritable(_) => "check who may write there".to_owned(),
        JobError::OtherOldText { .. } => "its SHA-256 must be the one in the sidecar; without --old, git is asked".to_owned(),
        JobError::NoOrphan(_) | JobError::NoCandidate { .. } => "--dry-run lists the orphans and their candidates".to_owned(),
        JobError::NoRegistry(_) => "`hashiya check` says why a registry cannot be read".to_owned(),
        JobError::OtherFolder { .. } => "a text stays in its folder; nothing was renamed".to_owned(),
        JobError::NameTaken(_) => "choose another name; nothing was renamed".to_owned(),
        JobError::NoTextName { .. } => "nothing was renamed".to_owned(),
        JobError::NoSuchText | JobError::NotHandedBack(_) => "look at the folder again".to_owned(),
        JobError::Record(_) => "run it again; nothing was written".to_owned(),
        JobError::Storage(_) | JobError::Output(_) | JobError::At { .. } => String::new(),
    }
}

/// Who was meant by a name that nobody has here: those whose names are near, else everybody.
pub(super) fn instead(typed: &Annotator, known: &[&Annotator]) -> String {
    let question = nearest::question(typed.as_str(), known.iter().map(|name| name.as_str()));
    question.unwrap_or_else(|| available(known.iter().copied()))
}

/// Who could be named instead.
fn available<'a>(known: impl IntoIterator<Item = &'a Annotator>) -> String {
    let names: Vec<&str> = known.into_iter().map(Annotator::as_str).collect();
    if names.is_empty() { "nobody has a sidecar here".to_owned() } else { format!("available: {}", names.join(", ")) }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            // Whoever read our output has seen enough.
            return Self { message: String::new(), hint: None, code: 0 };
        }
        Self::internal(format!("cannot write to standard output: {error}")).hint("check where the output goes")
    }
}

/// An argument such as `-h.txt`, which reads as short options, but is the name of a file: a pattern of the shell gave it.
fn file_among_options() -> Option<String> {
    let arguments = std::env::args_os().skip(1).take_while(|argument| argument != "--");
    let mut names = arguments.filter_map(|argument| argument.into_string().ok());
    names.find(|name| name.len() > 2 && name.starts_with('-') && !name.starts_with("--") && Path::new(name).exists())
}

/// Prints what clap has to say: help and version as data, a wrong option as one error and one hint.
pub(super) fn report_usage(error: &clap::Error) -> u8 {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        if let Some(file) = file_among_options() {
            let hint = format!("write ./{file} for the file");
            return Fault::user(format!("{file}: begins with a hyphen, as options do")).hint(hint).report();
        }
        let _ = error.print();
        return 0;
    }
    let text = error.render().to_string();
    let message: Vec<&str> = text.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
    let tip = text.lines().map(str::trim).find_map(|line| line.strip_prefix("tip: "));
    let mut message = message.join(" ");
    // The line of usage begins with the command that was read.
    let command = text.lines().find_map(|line| line.strip_prefix("Usage: hashiya ")?.split(' ').next());
    let command = command.filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase()));
    let is_option = matches!(error.get(ContextKind::InvalidArg), Some(ContextValue::String(given)) if given.starts_with('-'));
    if let Some(command) = command.filter(|_| error.kind() == ErrorKind::UnknownArgument && is_option) {
        message = format!("{message}: `hashiya {command}` has no such option");
    }
    let fault = Fault::user(message.strip_prefix("error: ").unwrap_or(&message));
    fault.hint(tip.unwrap_or("hashiya --help lists every option")).report()
}
