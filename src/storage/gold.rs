//! The gold standard of a text as it is written: decision by decision, or as a whole by a command.

use std::sync::Arc;

use super::corpus::TextFile;
use super::dossier::Dossier;
use super::record::{Author, Changed, DecisionFile, Kept, RecordError, Revision, Subject};
use super::sidecar::{self, Discrepancy, Header, Loaded};
use super::source;
use super::store;
use crate::annotation::{AnnotationSet, Annotator, History, Schema};
use crate::review::Terms;
use crate::text::Encoding;

/// A text with everything beside it, to be decided on.
#[derive(Debug)]
pub struct GoldDesk {
    /// The text, the annotators' work, and the gold standard as it is now.
    pub dossier: Dossier,
    file: DecisionFile,
}

impl GoldDesk {
    /// Reads a text and everything beside it, to decide on it: what a sudden end left in the journal of the gold
    /// standard alone is put into that first.
    ///
    /// # Errors
    /// As [`Dossier::open`]; a gold standard that cannot be written.
    pub fn open(text: &TextFile, schema: &Schema, encoding: Option<Encoding>, terms: &Terms) -> Result<Self, RecordError> {
        let (document, _) = source::read_all(&text.path, encoding)?;
        let subject = Subject { source: &text.path, document: &document, schema };
        let mut file = DecisionFile::recovered(subject, Annotator::gold())?;
        let mut dossier = Dossier::gather(text, document, terms)?;
        if dossier.gold.as_ref().is_some_and(|gold| !gold.is_same_source()) {
            let path = dossier.gold_path();
            dossier.fault.get_or_insert(RecordError::Discrepancy { path, source: Discrepancy::SourceChanged });
        }
        file.read(dossier.gold.as_ref().map(|gold| gold.set.clone()), &dossier.known);
        Ok(Self { dossier, file })
    }

    /// The gold standard that decisions go on from, and what can be taken back of earlier sittings.
    pub fn earlier(&mut self) -> (Arc<AnnotationSet>, History) {
        let set = self.file.set().cloned().unwrap_or_default();
        let history = self.file.take_history();
        if set.lists().decisions.is_absent() { (set, History::new()) } else { (set, history) }
    }

    /// Takes the lock of the gold standard, before anything is decided.
    ///
    /// # Errors
    /// Somebody else has it open, or has written it since it was read.
    pub fn attend(&mut self, schema: &Schema) -> Result<(), RecordError> {
        let dossier = &self.dossier;
        self.file.attend(Subject { source: &dossier.path, document: &dossier.document, schema })
    }

    /// Keeps changes of what is decided, with the gold standard that it amounts to, in its journal first.
    ///
    /// Before the first decision, the gold standard is written from which decisions go on.
    ///
    /// # Errors
    /// As [`Dossier::save`].
    pub fn decide(&mut self, changed: Changed, by: &Annotator, schema: &Schema) -> Result<Kept, RecordError> {
        let dossier = &mut self.dossier;
        if self.file.set().is_none_or(|set| set.lists().decisions.is_absent()) {
            let first = self.file.before(&changed);
            self.file.release();
            match dossier.save(first, schema, &Author::new(by, "review", schema)) {
                Ok(_) => self.file.read(dossier.gold.as_ref().map(|gold| gold.set.clone()), &dossier.known),
                // Somebody else has decided first, which is taken in.
                Err(RecordError::Meanwhile(_)) => {}
                Err(error) => return Err(error),
            }
        }
        let subject = Subject { source: &dossier.path, document: &dossier.document, schema };
        self.file.decide(changed, by, subject)
    }

    /// Lets go of the lock of the gold standard.
    pub fn release(&mut self) {
        self.file.release();
    }
}

impl Dossier {
    /// Writes a gold standard, unless it is the one on disk to the letter, under its lock and with a word in its journal
    /// on who did so by what. Gives whether it was written.
    ///
    /// # Errors
    /// A sidecar that another program has written since it was read or is at work on, or a disk that cannot be written.
    pub fn save(&mut self, set: AnnotationSet, schema: &Schema, author: &Author) -> Result<bool, RecordError> {
        if self.gold.as_ref().is_some_and(|gold| gold.set == set) {
            return Ok(false);
        }
        let revision = Revision::begin(&self.path, &Annotator::gold(), author)?;
        if revision.known() != self.known {
            return Err(RecordError::Meanwhile(self.gold_path()));
        }
        if revision.glance().lacking > 0 {
            return Err(RecordError::Behind(self.gold_path()));
        }
        let mut loaded = self.gold.take().unwrap_or_else(|| Loaded::new(self.gold_header()));
        loaded.header.name_schema(schema);
        loaded.set = set;
        let written = revision.write(sidecar::write(&loaded.set, &loaded.header, &self.document).into_bytes());
        // Should it fail after the file has its name, it is there all the same.
        self.known = store::hash(store::read_bytes(&self.gold_path()).ok().flatten().as_deref());
        self.gold = Some(loaded);
        Ok(written.map(|()| true)?)
    }

    /// The header of a gold standard that is new.
    fn gold_header(&self) -> Header {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        Header::of(&name, &self.document, &Annotator::gold())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::adjudication::Status;
    use crate::storage::corpus;

    /// A text with two annotators' sidecars, which agree on one span and not on another.
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let span =
            |id: &str, tag: &str, start: usize, end: usize| format!("(id: \"{id}\", tag: \"{tag}\", start: {start}, end: {end})");
        std::fs::write(folder.path().join("a.txt"), "قال ناطق هنا").unwrap();
        for (name, spans) in [
            ("one", [span("s1", "ACTOR", 4, 8), span("s2", "LOC", 9, 12)]),
            ("two", [span("s1", "ACTOR", 4, 8), span("s2", "ACTOR", 9, 12)]),
        ] {
            let text =
                format!("(hashiya: 1, source: (), annotator: \"{name}\", state: \"submitted\", spans: [{}])", spans.join(", "));
            std::fs::write(folder.path().join(format!("a.txt.{name}.ron")), text).unwrap();
        }
        folder
    }

    fn author() -> Author {
        Author::new(&Annotator::parse("huda").unwrap(), "review", Schema::builtin())
    }

    fn open(folder: &tempfile::TempDir) -> Dossier {
        Dossier::open(&corpus::find(&folder.path().join("a.txt")).unwrap(), None, &Terms::default()).unwrap()
    }

    #[test]
    fn a_gold_standard_is_written_beside_its_text_and_read_back() {
        let folder = folder();
        let mut dossier = open(&folder);
        let gold = dossier.gold(&dossier.adjudication().unwrap(), "huda", &"2031-01-01T00:00:00Z".into());
        assert!(dossier.save(gold.clone(), Schema::builtin(), &author()).unwrap());
        assert!(!dossier.save(gold.clone(), Schema::builtin(), &author()).unwrap(), "nothing has changed");
        let again = open(&folder);
        assert_eq!(again.gold.as_ref().unwrap().set, gold);
        assert_eq!(
            again.gold(&again.adjudication().unwrap(), "sami", &"2032-01-01T00:00:00Z".into()),
            gold,
            "who looks changes nothing"
        );
        assert_eq!(again.adjudication().unwrap().status(1), Status::Open);
    }

    #[test]
    fn a_gold_standard_that_another_program_wrote_meanwhile_is_not_replaced() {
        let folder = folder();
        let mut dossier = open(&folder);
        std::fs::write(dossier.gold_path(), "(hashiya: 1, source: (), annotator: \"gold\")").unwrap();
        let gold = dossier.gold(&dossier.adjudication().unwrap(), "huda", &"".into());
        assert!(dossier.save(gold, Schema::builtin(), &author()).unwrap_err().to_string().contains("another program"));
    }

    #[test]
    fn decisions_that_are_none_are_a_fault_of_the_file_and_nothing_is_lost() {
        let folder = folder();
        let text = "(hashiya: 1, source: (), annotator: \"gold\", decisions: [(start: 1)])";
        std::fs::write(folder.path().join("a.txt.gold.ron"), text).unwrap();
        assert!(open(&folder).adjudication().unwrap_err().to_string().contains("its decisions cannot be understood"));
        assert_eq!(std::fs::read_to_string(folder.path().join("a.txt.gold.ron")).unwrap(), text);
    }
}
