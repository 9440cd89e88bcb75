//! A record file whose files another machine changes while it is open.

use std::fs;
use std::path::Path;

use super::*;
use crate::annotation::{Act, Annotation, AnnotationSet, Annotator, Edit, Entry, Schema};
use crate::storage::sidecar;
use crate::storage::store::Stamp;
use crate::text::Document;

const TEXT: &str = "قتل ستة مدنيين في سوق قرب نهر";

/// One machine: a folder with the text, and the work of amal that is open there.
struct Machine {
    document: Document,
    file: RecordFile,
    set: AnnotationSet,
}

impl Machine {
    fn at(folder: &Path) -> Self {
        let source = folder.join("a.txt");
        fs::write(&source, TEXT).unwrap();
        let document = Document::read(TEXT.as_bytes().to_vec(), None).0;
        let annotator = Annotator::parse("amal").unwrap();
        let schema = Schema::default();
        let opening = Opening {
            source: &source,
            stamp: Stamp::of(&source),
            document: &document,
            annotator: &annotator,
            schema: &schema,
            earlier: None,
            hash: crate::storage::sidecar::Hash::Compared,
        };
        let OpenRecord { file, set, read_only, .. } = opening.open();
        assert!(read_only.is_none(), "{read_only:?}");
        Self { document, file, set }
    }

    /// Makes a change, and keeps it in the journal.
    fn change(&mut self, edit: Edit) {
        let inverse = self.set.revert(edit.clone()).unwrap();
        let entry = Entry::new(Act::Edit, edit, inverse, &self.set);
        self.file.change(vec![entry], &self.document).unwrap();
    }

    /// Tags a word.
    fn tag(&mut self, id: &str, word: &str) {
        let start = TEXT.find(word).unwrap();
        let span = self.document.span(start..start + word.len()).unwrap();
        self.change(Edit::Add(Annotation::new(id, "ACTOR", span)));
    }

    /// Brings the sidecar up to date, also with what another machine wrote.
    fn settle(&mut self) {
        if let Settlement::Merged(edit, _) = self.file.settle(&self.set, &self.document).unwrap() {
            self.change(edit);
            assert!(matches!(self.file.settle(&self.set, &self.document).unwrap(), Settlement::Written));
        }
    }

    fn words(&self) -> Vec<&str> {
        self.set.iter().map(|annotation| self.document.slice(annotation.span.range())).collect()
    }
}

const SIDECAR: &str = "a.txt.amal.ron";
const JOURNAL: &str = ".hashiya/a.txt.amal.journal";

#[test]
fn what_a_pull_brings_beside_an_open_sitting_is_there_once_and_stays_away_when_it_is_deleted() {
    let (desk, laptop) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut here = Machine::at(desk.path());
    here.tag("s1", "ستة");
    here.settle();
    fs::create_dir(laptop.path().join(".hashiya")).unwrap();
    for file in [SIDECAR, JOURNAL] {
        fs::copy(desk.path().join(file), laptop.path().join(file)).unwrap();
    }
    let journal = |folder: &tempfile::TempDir| fs::read(folder.path().join(JOURNAL)).unwrap();
    let common = journal(&desk).len();
    let mut there = Machine::at(laptop.path());
    there.tag("s2", "سوق");
    there.settle();
    here.tag("s2", "نهر");
    here.settle();
    // The pull: git merges the sidecars and gives the other machine's span another id, which no journal names, and puts
    // the other machine's lines behind ours.
    let mut merged = here.set.clone();
    let theirs = there.set.iter().find(|annotation| annotation.id.as_str() == "s2").unwrap();
    merged.revert(Edit::Add(Annotation { id: "s3".into(), ..theirs.clone() })).unwrap();
    let header = here.file.header(&here.document);
    fs::write(desk.path().join(SIDECAR), sidecar::write(&merged, &header, &here.document)).unwrap();
    fs::write(desk.path().join("pulled"), [journal(&desk), journal(&laptop).split_off(common)].concat()).unwrap();
    fs::rename(desk.path().join("pulled"), desk.path().join(JOURNAL)).unwrap();
    here.settle();
    assert_eq!(here.words(), ["ستة", "سوق", "نهر"]);
    here.change(Edit::Remove("s3".into()));
    here.settle();
    drop(here);
    let again = Machine::at(desk.path());
    assert_eq!(again.words(), ["ستة", "نهر"]);
}
