//! Saving beside other programs: what they wrote is not replaced, and what we wrote is not lost.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

use hashiya::annotation::{Act, Annotation, AnnotationSet, Annotator, Edit, Entry, Schema};
use hashiya::session::{Changes, Message, Opened, Snapshot};
use hashiya::text::TextId;
use hashiya::tui::event::Incoming;
use hashiya::tui::library::Library;
use hashiya::words::Words;
use tempfile::TempDir;

const TEXT: &str = "قال تنظيم الدولة إن غارة قتلت ستة مدنيين.\n";

/// A library of one text in a folder of its own.
struct Desk {
    folder: TempDir,
    library: Library,
    _inbox: Receiver<Incoming>,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let text = folder.path().join("a.txt");
        fs::write(&text, TEXT).unwrap();
        let (sender, inbox) = mpsc::channel();
        let library = Library::new(Annotator::parse("amal").unwrap(), Arc::new(Schema::builtin().clone()), None, sender);
        library.take_files(vec![text]);
        Self { folder, library, _inbox: inbox }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn open(&self) -> Opened {
        match self.library.open(TextId::FIRST) {
            Message::Opened(opened) => *opened,
            other => panic!("{other:?}"),
        }
    }

    /// Tags `تنظيم الدولة`, keeps that and saves.
    fn tag_and_save(&self, opened: Opened) -> Vec<Message> {
        let Opened { document, mut set, .. } = opened;
        let edit = Edit::Add(Annotation::new(set.fresh_id(), "ACTOR", document.span(7..30).unwrap()));
        let inverse = set.apply(edit.clone()).unwrap();
        let entries = vec![Entry::new(Act::Edit, edit, inverse, &set)];
        let mut told =
            self.library.append(Changes { text: TextId::FIRST, document: Arc::clone(&document), entries, revision: 1 });
        told.extend(self.library.save(&Snapshot { text: TextId::FIRST, document, set: Arc::new(set), revision: 1 }));
        told
    }
}

fn spans(sidecar: &Path) -> usize {
    fs::read_to_string(sidecar).unwrap().matches("(id: \"s").count()
}

/// The revision that was kept, and the one that was written, if nothing else was told.
fn saved(told: &[Message]) -> bool {
    matches!(told, [Message::Saved(TextId::FIRST, 1), Message::Saved(TextId::FIRST, 1), Message::Written(TextId::FIRST, 1)])
}

#[test]
fn what_another_program_has_written_since_is_merged_and_neither_side_is_lost() {
    let desk = Desk::new();
    let opened = desk.open();
    assert!(saved(&desk.tag_and_save(opened)));
    let sidecar = desk.path("a.txt.amal.ron");
    let mine = desk.open();
    let elsewhere = fs::read_to_string(&sidecar).unwrap().replace("note: \"\"", "note: \"from elsewhere\"");
    fs::write(&sidecar, &elsewhere).unwrap();
    let Opened { document, mut set, .. } = mine;
    let edit = Edit::Add(Annotation::new(set.fresh_id(), "CASUALTY", document.span(31..38).unwrap()));
    let inverse = set.apply(edit.clone()).unwrap();
    let entries = vec![Entry::new(Act::Edit, edit, inverse, &set)];
    desk.library.append(Changes { text: TextId::FIRST, document: Arc::clone(&document), entries, revision: 1 });
    let snapshot = |set: &AnnotationSet| Snapshot {
        text: TextId::FIRST,
        document: Arc::clone(&document),
        set: Arc::new(set.clone()),
        revision: 1,
    };
    let told = desk.library.save(&snapshot(&set));
    let [Message::Joined(TextId::FIRST, edit, notice)] = &told[..] else { panic!("{told:?}") };
    let words = Words::default().say(notice);
    assert!(words.contains("another program has written a.txt.amal.ron meanwhile"), "{words}");
    assert_eq!(fs::read_to_string(&sidecar).unwrap(), elsewhere, "nothing is replaced before both are one");
    let inverse = set.revert((**edit).clone()).unwrap();
    let entries = vec![Entry::new(Act::Edit, (**edit).clone(), inverse, &set)];
    desk.library.append(Changes { text: TextId::FIRST, document: Arc::clone(&document), entries, revision: 2 });
    assert!(matches!(desk.library.save(&snapshot(&set))[..], [Message::Saved(..), Message::Written(..)]));
    let written = fs::read_to_string(&sidecar).unwrap();
    assert!(written.contains("from elsewhere") && written.contains("CASUALTY"), "{written}");
}

#[test]
fn a_sidecar_that_cannot_be_merged_is_not_replaced_and_ours_is_kept_beside_it() {
    let desk = Desk::new();
    let opened = desk.open();
    let sidecar = desk.path("a.txt.amal.ron");
    fs::write(&sidecar, "half a sidecar").unwrap();
    let told = desk.tag_and_save(opened);
    assert!(
        matches!(&told[..], [Message::Saved(..), Message::NotWritten(TextId::FIRST, why)] if why.to_string().contains("a.txt.amal.ron.mine")),
        "{told:?}"
    );
    assert_eq!(fs::read_to_string(&sidecar).unwrap(), "half a sidecar");
    assert_eq!(spans(&desk.path("a.txt.amal.ron.mine")), 1);
}

#[test]
fn a_sidecar_that_was_removed_meanwhile_is_written_again() {
    let desk = Desk::new();
    assert!(saved(&desk.tag_and_save(desk.open())));
    let opened = desk.open();
    fs::remove_file(desk.path("a.txt.amal.ron")).unwrap();
    let Opened { document, set, .. } = opened;
    let told = desk.library.save(&Snapshot { text: TextId::FIRST, document, set: Arc::new(set), revision: 2 });
    assert!(matches!(told[..], [Message::Saved(TextId::FIRST, 2), Message::Written(TextId::FIRST, 2)]), "{told:?}");
    assert_eq!(spans(&desk.path("a.txt.amal.ron")), 1);
}

#[test]
fn a_text_that_changes_while_it_is_open_is_told_of_at_the_next_save() {
    let desk = Desk::new();
    let opened = desk.open();
    fs::write(desk.path("a.txt"), format!("{TEXT}زيادة\n")).unwrap();
    let told = desk.tag_and_save(opened);
    assert!(matches!(&told[..], [Message::Saved(TextId::FIRST, 1), Message::ReadOnly(TextId::FIRST, _), ..]), "{told:?}");
    assert_eq!(spans(&desk.path("a.txt.amal.ron")), 1);
    assert!(desk.open().read_only.is_some());
}
