//! `hashiya [PATH...]` and `hashiya --demo`: the full screen.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc;

use super::arguments::Common;
use super::fault::Fault;
use crate::session::{Message, Session};
use crate::storage::corpus;
use crate::tui::library::Library;
use crate::tui::run::{Program, run as run_program};
use crate::tui::theme::Theme;

/// Opens folders and texts; one text opens at once, anything else as a list.
pub fn run(paths: &[PathBuf], common: &Common) -> Result<(), Fault> {
    let annotator = common.annotator()?;
    let schema = Arc::new(common.schema()?);
    let keymap = common.keymap(&schema)?;
    let (inbox, outbox) = mpsc::channel();
    let library = Library::new(annotator.clone(), Arc::clone(&schema), common.encoding()?, inbox.clone());
    let mut first = Vec::new();
    let mut has_corpus = true;
    match paths {
        [] => library.take_folder(PathBuf::from(".")),
        [folder] if folder.is_dir() => library.take_folder(folder.clone()),
        _ => {
            let files = files(paths)?;
            has_corpus = files.len() != 1;
            first.push(library.take_files(files));
            if !has_corpus {
                first.push(match library.open(0) {
                    Message::NotOpened(why) => return Err(Fault::user(why)),
                    opened => opened,
                });
            }
        }
    }
    let session = Session::new((*schema).clone(), annotator.as_str(), has_corpus);
    let theme = Theme::new(common.has_colours(true));
    let program = Program { session, keymap, theme, library };
    run_program(program, first, (inbox, outbox))
        .map_err(|error| Fault::user(error.to_string()).hint("hashiya needs a terminal; `hashiya show` does not"))
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

/// Opens the sample corpus.
pub fn demo(common: &Common) -> Result<(), Fault> {
    let _ = common;
    Err(Fault::internal("no demo yet"))
}
