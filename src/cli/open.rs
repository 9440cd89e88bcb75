//! `hashiya [PATH...]` and `hashiya --demo`: the full screen.

use std::io::{self, IsTerminal, stdin, stdout};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc;

use include_dir::{Dir, include_dir};

use super::arguments::Common;
use super::common::{self, Choices};
use super::fault::{Fault, tell, warn};
use crate::annotation::{Annotator, Schema};
use crate::keymap::Keymap;
use crate::session::{Command, Message, Mode, Session};
use crate::storage::demo::DemoFolder;
use crate::storage::{corpus, source};
use crate::tui::library::Library;
use crate::tui::run::{Program, run as run_program};
use crate::tui::theme::Theme;

/// Original articles with the sidecars of two annotators.
static SAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/sample_corpus");
/// The annotator of the sample corpus whose work is shown.
const SAMPLE_ANNOTATOR: &str = "amal";

/// Opens folders and texts; one text opens at once, anything else as a list.
pub fn run(paths: &[PathBuf], common: &Common) -> Result<(), Fault> {
    for path in paths {
        corpus::is_folder(path)?;
    }
    let choices = common.choose(paths.first().map(PathBuf::as_path))?;
    open(paths, &choices, &choices.annotator())
}

/// Opens a copy of the sample corpus, in a new folder that stays.
pub fn demo(common: &Common) -> Result<(), Fault> {
    let annotator = common::annotator(common.annotator.as_deref().unwrap_or(SAMPLE_ANNOTATOR))?;
    check_terminal()?;
    let mut files = Vec::new();
    gather(&SAMPLE, &mut files);
    let folder = DemoFolder::of(files)?;
    let choices = common.choose(Some(folder.path()))?;
    tell([format!("the sample corpus is in {}", folder.path().display())]);
    let folder = folder.keep();
    let ended = open(std::slice::from_ref(&folder), &choices, &annotator);
    tell([format!("the sample corpus stays in {}", folder.display())]);
    ended
}

/// All files of an embedded folder, by their paths in it.
fn gather<'a>(folder: &'a Dir<'a>, files: &mut Vec<(&'a Path, &'a [u8])>) {
    files.extend(folder.files().map(|file| (file.path(), file.contents())));
    for inner in folder.dirs() {
        gather(inner, files);
    }
}

/// A full screen needs a terminal for both ways.
fn check_terminal() -> Result<(), Fault> {
    if stdin().is_terminal() && stdout().is_terminal() {
        return Ok(());
    }
    Err(Fault::user("there is no terminal to open a full screen on").hint("`hashiya show FILE` prints a text without one"))
}

fn open(paths: &[PathBuf], choices: &Choices, annotator: &Annotator) -> Result<(), Fault> {
    let schema = Arc::new(choices.schema()?);
    let (keymap, errors) = choices.keymap(&schema)?;
    let mut faults: Vec<String> = errors.iter().map(ToString::to_string).collect();
    for fault in &faults {
        warn(fault);
    }
    let (inbox, outbox) = mpsc::channel();
    let encoding = choices.encoding()?;
    let library = Library::new(annotator.clone(), Arc::clone(&schema), encoding, inbox.clone());
    let mut first = Vec::new();
    let mut has_corpus = true;
    match paths {
        [] => library.take_folder(PathBuf::from(".")),
        [folder] if folder.is_dir() => library.take_folder(folder.clone()),
        _ => {
            let files = files(paths)?;
            has_corpus = files.len() != 1;
            first.push(library.take_files(files.clone()));
            if let [file] = files.as_slice() {
                first.push(match library.open(0) {
                    // The disk is asked again for the error itself, which has a hint.
                    Message::NotOpened(_, why) => {
                        return Err(source::read_all(file, encoding).err().map_or_else(|| Fault::user(why), Fault::from));
                    }
                    opened => opened,
                });
            }
        }
    }
    check_terminal()?;
    faults.extend(unknown_tags(&keymap, &schema));
    if let Some(fault) = faults.first() {
        let more = if faults.len() > 1 { format!(" (and {} more)", faults.len() - 1) } else { String::new() };
        first.push(Message::Faulty(format!("keymap: {fault}{more}")));
    }
    let mut session = Session::new((*schema).clone(), annotator.as_str(), has_corpus);
    session.show_marks(choices.shows_marks().unwrap_or(true));
    let theme = Theme::new(choices.has_colours(true));
    let program = Program { session, keymap, theme, library, display: choices.display() };
    run_program(program, first, (inbox, outbox)).map_err(|error| {
        let hint = match error.kind() {
            io::ErrorKind::Other => "what could be written is there; look at the disk and the folder",
            _ => "hashiya needs a terminal; `hashiya show` does not",
        };
        Fault::user(error.to_string()).hint(hint)
    })
}

/// The bindings of a keymap that speak of a tag the schema does not have.
fn unknown_tags(keymap: &Keymap, schema: &Schema) -> Vec<String> {
    let bound = Mode::ALL.iter().flat_map(|mode| keymap.bindings(*mode));
    let unknown = bound.filter_map(|(keys, command)| match command {
        Command::Tag(tag) | Command::Retag(tag) if schema.tag(tag).is_none() => {
            Some(format!("{keys}: the schema has no tag {tag}"))
        }
        _ => None,
    });
    unknown.collect()
}

/// The texts that were named; those of a folder that was named among them.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Fault> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(corpus::list(path)?.texts.into_iter().map(|text| text.path));
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}
