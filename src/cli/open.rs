//! `hashiya [PATH...]` and `hashiya --demo`: the full screen.

use std::collections::BTreeSet;
use std::io::{IsTerminal, stdin, stdout};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::SystemTime;

use include_dir::{Dir, include_dir};

use super::arguments::{Common, or_here};
use super::choices::Choices;
use super::console::Console;
use super::fault::{Fault, SAFE, tell, warn};
use super::names;
use crate::annotation::{Annotator, Schema};
use crate::keymap::{Keymap, spell_sequence};
use crate::review::States;
use crate::session::{Message, Notice, Session, TOUR_TEXT};
use crate::storage::demo::DemoFolder;
use crate::storage::tour::TourMemory;
use crate::storage::{TextFile, corpus};
use crate::text::TextId;
use crate::tui::bureau::Bureau;
use crate::tui::event::Incoming;
use crate::tui::failure::Failure;
use crate::tui::library::Library;
use crate::tui::run::{Program, run as run_program};
use crate::workspace::{Cancel, Job, JobError, Viewer, Workspace};

/// Original articles with the sidecars of two annotators.
static SAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/sample_corpus");
/// The annotator of the sample corpus whose work is shown.
const SAMPLE_ANNOTATOR: &str = "amal";

/// Opens folders and texts; one text opens at once, anything else as a list.
pub(super) fn run(paths: &[PathBuf], suggest_from: Option<&str>, common: &Common) -> Result<(), Fault> {
    for path in paths {
        corpus::is_folder(path)?;
    }
    let choices = common.choose(paths.first().map(PathBuf::as_path))?;
    let from = suggest_from.map(names::set).transpose()?;
    if let Some(from) = &from {
        let console = Console::new();
        let job = Job::new(Cancel::default(), &console);
        let viewer = Viewer::new(choices.annotator(), &choices.schema()?);
        Workspace::open(&or_here(paths), choices.encoding()?, &job)?.check_predictions(from, &viewer, &job)?;
    }
    open(paths, &choices, &choices.annotator(), from)
}

/// Opens a copy of the sample corpus, in a new folder that stays.
pub(super) fn demo(common: &Common) -> Result<(), Fault> {
    let annotator = names::annotator(common.annotator.as_deref().unwrap_or(SAMPLE_ANNOTATOR))?;
    check_terminal()?;
    let mut files = Vec::new();
    gather(&SAMPLE, &mut files);
    let folder = DemoFolder::of(files)?;
    let choices = common.choose(Some(folder.path()))?;
    tell([format!("the sample corpus is in {}", folder.path().display())]);
    let folder = folder.keep();
    let ended = open(std::slice::from_ref(&folder), &choices, &annotator, None);
    tell([format!("the sample corpus stays in {}", folder.display())]);
    ended
}

/// Opens the tour on a text of its own, in a folder that is gone afterwards.
pub(super) fn tour(common: &Common) -> Result<(), Fault> {
    check_terminal()?;
    let folder = DemoFolder::of([(Path::new("tour.txt"), TOUR_TEXT.as_bytes())])?;
    let choices = common.choose(Some(folder.path()))?;
    let mut sitting = Sitting::of_schema(Schema::builtin().clone(), &choices, &choices.annotator())?;
    // Whoever cannot have it remembered is offered the tour again.
    let _best_effort = sitting.program.tour.remember();
    sitting.program.session.begin_tour();
    let library = &sitting.program.library;
    sitting.first.push(library.take_files(files(&[folder.path().to_owned()])?));
    sitting.first.push(library.try_open(TextId::FIRST)?);
    sitting.run(&choices)
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
    Err(Fault::user("the full screen needs a terminal").hint("`hashiya show FILE` prints a text without one"))
}

fn open(paths: &[PathBuf], choices: &Choices, annotator: &Annotator, suggest_from: Option<Annotator>) -> Result<(), Fault> {
    let mut sitting = Sitting::prepare(choices, annotator)?;
    sitting.program.library = sitting.program.library.suggesting_from(suggest_from);
    match paths {
        [] => sitting.list(Path::new(".")),
        [folder] if folder.is_dir() => sitting.list(folder),
        _ => {
            let files = files(paths)?;
            let is_one = files.len() == 1;
            sitting.first.push(sitting.program.library.take_files(files));
            if is_one {
                sitting.program.session.begin_text();
                sitting.first.push(sitting.program.library.try_open(TextId::FIRST)?);
            }
        }
    }
    sitting.run(choices)
}

/// Opens the review of texts that several annotators have read, or of one annotator's work.
pub(super) fn review(paths: &[PathBuf], of: Option<&Annotator>, states: States, common: &Common) -> Result<(), Fault> {
    let choices = common.choose(paths.first().map(PathBuf::as_path))?;
    let reviewer = choices.annotator();
    let workspace = {
        let console = Console::new();
        Workspace::open(&or_here(paths), None, &Job::new(Cancel::default(), &console))?
    };
    let texts = workspace.texts().to_vec();
    if let Some(of) = of {
        check_annotator(of, &reviewer, &texts)?;
    }
    let mut sitting = Sitting::prepare(&choices, &reviewer)?;
    check_terminal()?;
    if let Some(stray) = workspace.strays().first() {
        sitting.notices.push(Notice::Stray { first: stray.clone().into(), more: workspace.strays().len() - 1 });
    }
    let schema = Arc::new(sitting.program.session.schema().clone());
    let bureau = Bureau::new(reviewer, of.cloned(), schema, choices.encoding()?, sitting.inbox.clone()).counting(states);
    bureau.take(texts);
    match of {
        Some(of) => sitting.program.session.begin_peer_review(of.as_str()),
        None => sitting.program.session.begin_review(),
    }
    sitting.program.bureau = Some(bureau);
    sitting.run(&choices)
}

/// Whether somebody has annotated these texts, and is not the reviewer.
fn check_annotator(of: &Annotator, reviewer: &Annotator, texts: &[TextFile]) -> Result<(), Fault> {
    if of == reviewer {
        let hint = "name the reviewer with --annotator, or with HASHIYA_ANNOTATOR";
        return Err(Fault::user(format!("{reviewer} cannot review the work of {of}: that is the same person")).hint(hint));
    }
    let known: BTreeSet<&Annotator> =
        texts.iter().flat_map(|text| &text.sidecars).map(|sidecar| &sidecar.annotator).filter(|name| !name.is_gold()).collect();
    if known.contains(of) {
        return Ok(());
    }
    Err(JobError::NoWork { annotator: of.clone(), known: known.into_iter().cloned().collect() }.into())
}

/// A full screen that is about to open.
struct Sitting {
    program: Program,
    first: Vec<Message>,
    /// What is odd before it begins: the keymap, the settings of the folder, what lies in it.
    notices: Vec<Notice>,
    inbox: Sender<Incoming>,
    outbox: Receiver<Incoming>,
}

impl Sitting {
    fn prepare(choices: &Choices, annotator: &Annotator) -> Result<Self, Fault> {
        Self::of_schema(choices.schema()?, choices, annotator)
    }

    fn of_schema(schema: Schema, choices: &Choices, annotator: &Annotator) -> Result<Self, Fault> {
        let schema = Arc::new(schema);
        let (keymap, errors) = choices.keymap(&schema)?;
        let mut faults: Vec<String> = errors.iter().map(ToString::to_string).collect();
        for fault in &faults {
            warn(fault);
        }
        faults.extend(unknown_tags(&keymap, &schema));
        let keyboard = Choices::keyboard_memory();
        let keymap = choices.for_keyboard(keymap, &keyboard)?;
        let (inbox, outbox) = mpsc::channel();
        let library = Library::new(annotator.clone(), Arc::clone(&schema), choices.encoding()?, inbox.clone());
        library.take_registries(choices.folder().to_owned());
        let mut session = Session::new((*schema).clone(), annotator.as_str());
        session.set_now(SystemTime::now());
        let theme = choices.theme(true);
        let program = Program {
            session,
            keymap,
            words: choices.words(),
            theme,
            library,
            bureau: None,
            display: choices.display(),
            keyboard,
            tour: TourMemory::read(),
            manner: choices.manner(),
        };
        let mut notices = Vec::new();
        if let Some(fault) = faults.first() {
            notices.push(Notice::Keymap { first: fault.as_str().into(), more: faults.len() - 1 });
        }
        if let Some(ignored) = choices.ignored().first() {
            notices.push(Notice::Settings { first: ignored.clone().into(), more: choices.ignored().len() - 1 });
        }
        Ok(Self { program, first: Vec::new(), notices, inbox, outbox })
    }

    /// Begins with the list of the texts of a folder.
    fn list(&mut self, folder: &Path) {
        let named = folder.canonicalize().ok().and_then(|whole| Some(whole.file_name()?.to_string_lossy().into_owned()));
        self.program.session.set_folder(named.unwrap_or_else(|| folder.display().to_string()));
        self.program.library.take_folder(folder.to_owned());
    }

    fn run(mut self, choices: &Choices) -> Result<(), Fault> {
        check_terminal()?;
        if !self.notices.is_empty() {
            self.first.push(Message::Told(Notice::Several(std::mem::take(&mut self.notices))));
        }
        self.program.session.set_typography(choices.typography());
        if self.notices.is_empty() && !self.program.tour.is_known() {
            self.first.push(Message::Told(Notice::TourOffered));
        } else if !self.notices.is_empty() {
            self.first.push(Message::Told(Notice::Several(std::mem::take(&mut self.notices))));
        }
        self.program.session.show_marks(choices.shows_marks().unwrap_or(true));
        run_program(self.program, self.first, (self.inbox, self.outbox)).map_err(|failure| match failure {
            Failure::Terminal(_) => Fault::user(failure.to_string()).hint("hashiya needs a terminal; `hashiya show` does not"),
            Failure::Unsaved(_) => {
                Fault::user(failure.to_string()).hint("what could be written is there; look at the disk and the folder")
            }
            Failure::Panicked(_) => Fault::internal(failure.to_string().replace('\n', " ")).hint(SAFE),
        })
    }
}

/// The bindings of a keymap that speak of a tag the schema does not have.
fn unknown_tags(keymap: &Keymap, schema: &Schema) -> Vec<String> {
    let unknown = keymap.tag_bindings().filter(|(_, tag)| schema.tag(tag).is_none());
    unknown.map(|(keys, tag)| format!("{}: the schema has no tag {tag}", spell_sequence(keys))).collect()
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
