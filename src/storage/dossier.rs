//! All that lies beside one text for whoever reviews it: every annotator's work, and the gold standard.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::corpus::{TextFile, sidecar_path};
use super::deciding::{Deciding, Means, not_understood};
use super::error::StorageError;
use super::rewriting::{Author, Rewriting};
use super::sidecar::{self, Finding, Header, Loaded};
use super::source;
use super::store;
use crate::annotation::{AnnotationSet, Annotator, History, Schema};
use crate::review::adjudication::{Adjudication, Decision, Gold, adopt, decisions_field, read_decisions};
use crate::review::compare::{Work, compare, is_reading};
use crate::text::{Document, Encoding};

/// A text with every sidecar of it.
#[derive(Debug)]
pub struct Dossier {
    /// Where the text is.
    pub path: PathBuf,
    /// The text.
    pub document: Arc<Document>,
    /// Those who have read it, with their sidecars, by name.
    pub works: Vec<(Annotator, Loaded)>,
    /// The gold standard, if there is one.
    pub gold: Option<Loaded>,
    /// Why nothing may be decided on it: a sidecar with spans that do not fit the text.
    pub fault: Option<String>,
    /// The hash of the gold sidecar as it was read or written last.
    known: String,
    /// Where it is decided on, what that needs.
    deciding: Option<Deciding>,
}

impl Dossier {
    /// Reads a text and everything beside it. Who has not touched the text is left out.
    ///
    /// # Errors
    /// A text or a sidecar that cannot be read or understood.
    pub fn open(text: &TextFile, encoding: Option<Encoding>) -> Result<Self, StorageError> {
        Self::gather(text, source::read_all(&text.path, encoding)?.0)
    }

    /// Reads a text and everything beside it, to decide on it: what a sudden end left in the journal of the gold
    /// standard alone is put into that first.
    ///
    /// # Errors
    /// As [`Dossier::open`]; a gold standard that cannot be written.
    pub fn to_decide(text: &TextFile, schema: &Schema, encoding: Option<Encoding>) -> Result<Self, StorageError> {
        let (document, _) = source::read_all(&text.path, encoding)?;
        let mut deciding = Deciding::recovered(&text.path, Annotator::gold(), schema, &document)?;
        let mut dossier = Self::gather(text, document)?;
        let changed = dossier.gold.as_ref().filter(|gold| !gold.is_same_source());
        if let Some(path) = changed.map(|_| dossier.gold_path()).filter(|_| dossier.fault.is_none()) {
            dossier.fault = Some(format!("{}: {}", path.display(), Finding::SourceChanged));
        }
        deciding.read(dossier.gold.as_ref().map(|gold| gold.set.clone()), &dossier.known);
        dossier.deciding = Some(deciding);
        Ok(dossier)
    }

    fn gather(text: &TextFile, document: Document) -> Result<Self, StorageError> {
        let known = store::hash(store::read_bytes(&sidecar_path(&text.path, &Annotator::gold()))?.as_deref());
        let (mut works, mut gold, mut fault) = (Vec::new(), None, None);
        for file in &text.sidecars {
            let Some(loaded) = store::load(&text.path, &file.annotator, &document)? else { continue };
            if let Some(finding) = loaded.findings.iter().find(|finding| finding.is_unfit()) {
                fault.get_or_insert_with(|| format!("{}: {finding}", file.path.display()));
            }
            if file.annotator.is_gold() {
                gold = Some(loaded);
            } else if is_reading(&loaded.set) {
                works.push((file.annotator.clone(), loaded));
            }
        }
        Ok(Self { path: text.path.clone(), document: Arc::new(document), works, gold, fault, known, deciding: None })
    }

    /// The annotators' work, to be compared.
    pub fn works(&self) -> Vec<Work<'_>> {
        self.works.iter().map(|(annotator, loaded)| Work { annotator, set: &loaded.set }).collect()
    }

    /// The decisions in the gold standard; `None` if it has no list of them.
    ///
    /// # Errors
    /// A list of decisions that cannot be understood.
    pub fn decisions(&self) -> Result<Option<Vec<Decision>>, StorageError> {
        let Some(gold) = &self.gold else { return Ok(Some(Vec::new())) };
        read_decisions(&gold.set, &self.document).map_err(|fault| not_understood(self.gold_path(), &fault))
    }

    /// The comparison of the annotators with the decisions there are.
    ///
    /// A gold standard without a list of decisions was made elsewhere: what it shows is taken for decided.
    ///
    /// # Errors
    /// As [`Dossier::decisions`].
    pub fn adjudication(&self) -> Result<Adjudication, StorageError> {
        let comparison = compare(self.document.text(), &self.works());
        let decisions = self.decisions()?;
        let is_foreign = decisions.is_none();
        let mut adjudication = Adjudication::new(comparison, decisions.unwrap_or_default());
        if let Some(gold) = self.gold.as_ref().filter(|_| is_foreign) {
            let complete = *gold.set.state() == crate::annotation::DocumentState::Reviewed;
            adopt(&mut adjudication, &gold.set, &self.document, complete);
        }
        Ok(adjudication)
    }

    /// The gold standard that decisions amount to, put together by someone at a time.
    pub fn gold(&self, adjudication: &Adjudication, by: &str, at: &str) -> AnnotationSet {
        let (works, previous) = (self.works(), self.gold.as_ref().map(|gold| &gold.set));
        adjudication.gold(Gold { document: &self.document, works: &works, previous, by, at })
    }

    /// What can be taken back, also from earlier sittings, with the gold standard that it takes back to.
    pub fn earlier(&self) -> (History, AnnotationSet) {
        let Some(gold) = self.gold.as_ref().filter(|gold| decisions_field(gold.set.extra()).is_some()) else {
            return Default::default();
        };
        (self.deciding.as_ref().map(|deciding| deciding.history().clone()).unwrap_or_default(), gold.set.clone())
    }

    /// Keeps what is decided now: the gold standard that it amounts to, in its journal first.
    ///
    /// Before the first decision, a gold standard of what all agree on is written, from which decisions go on.
    ///
    /// # Errors
    /// As [`Dossier::save`].
    pub fn decide(
        &mut self,
        adjudication: &Adjudication,
        means: Means<'_>,
        at: &str,
        schema: &Schema,
    ) -> Result<(), StorageError> {
        let Some(mut deciding) = self.deciding.take() else { return Ok(()) };
        let done = self.decide_with(&mut deciding, adjudication, means, at, schema);
        self.deciding = Some(deciding);
        done
    }

    fn decide_with(
        &mut self,
        deciding: &mut Deciding,
        adjudication: &Adjudication,
        means: Means<'_>,
        at: &str,
        schema: &Schema,
    ) -> Result<(), StorageError> {
        if self.gold.as_ref().is_none_or(|gold| decisions_field(gold.set.extra()).is_none()) {
            let first = self.gold(&self.adjudication()?, means.by.as_str(), at);
            self.save(first, schema, &Author::new(means.by, "review", schema))?;
            deciding.read(self.gold.as_ref().map(|gold| gold.set.clone()), &self.known);
        }
        let done = deciding.decide(self.gold(adjudication, means.by.as_str(), at), means, schema, &self.document);
        if let (Some(gold), Some(set)) = (&mut self.gold, deciding.set()) {
            gold.set = set.clone();
        }
        done
    }

    /// Lets go of the lock of the gold standard.
    pub fn release(&mut self) {
        self.deciding.iter_mut().for_each(Deciding::release);
    }

    /// Where the gold standard is.
    pub fn gold_path(&self) -> PathBuf {
        sidecar_path(&self.path, &Annotator::gold())
    }

    /// Writes a gold standard, unless it is the one on disk to the letter, under its lock and with a word in its journal
    /// on who did so by what. Gives whether it was written.
    ///
    /// # Errors
    /// A sidecar that another program has written since it was read or is at work on, or a disk that cannot be written.
    pub fn save(&mut self, set: AnnotationSet, schema: &Schema, author: &Author) -> Result<bool, StorageError> {
        if self.gold.as_ref().is_some_and(|gold| gold.set == set) {
            return Ok(false);
        }
        let rewriting = Rewriting::begin(&self.path, &Annotator::gold(), author)?;
        if store::hash(rewriting.old()) != self.known {
            let changed = std::io::Error::other("another program has written it meanwhile");
            return Err(StorageError::new(&self.gold_path(), changed));
        }
        if rewriting.glance().lacking > 0 {
            let behind = std::io::Error::other("its journal has decisions that it lacks; `hashiya review` puts them in");
            return Err(StorageError::new(&self.gold_path(), behind));
        }
        let mut loaded = self.gold.take().unwrap_or_else(|| Loaded::new(header(&self.path, &self.document)));
        loaded.header.name_schema(schema);
        loaded.set = set;
        let text = sidecar::write(&loaded.set, &loaded.header, &self.document);
        let written = rewriting.write(text.as_bytes());
        // Should it fail after the file has its name, it is there all the same.
        self.known = store::hash(store::read_bytes(&self.gold_path()).ok().flatten().as_deref());
        self.gold = Some(loaded);
        written.map(|()| true)
    }
}

fn header(path: &Path, document: &Document) -> Header {
    Header::of(&path.file_name().unwrap_or_default().to_string_lossy(), document, &Annotator::gold())
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
        Dossier::open(&corpus::find(&folder.path().join("a.txt")).unwrap(), None).unwrap()
    }

    #[test]
    fn a_gold_standard_is_written_beside_its_text_and_read_back() {
        let folder = folder();
        let mut dossier = open(&folder);
        let gold = dossier.gold(&dossier.adjudication().unwrap(), "huda", "2031-01-01T00:00:00Z");
        assert!(dossier.save(gold.clone(), Schema::builtin(), &author()).unwrap());
        assert!(!dossier.save(gold.clone(), Schema::builtin(), &author()).unwrap(), "nothing has changed");
        let again = open(&folder);
        assert_eq!(again.gold.as_ref().unwrap().set, gold);
        assert_eq!(again.gold(&again.adjudication().unwrap(), "sami", "2032-01-01T00:00:00Z"), gold, "who looks changes nothing");
        assert_eq!(again.adjudication().unwrap().status(1), Status::Open);
    }

    #[test]
    fn a_gold_standard_that_another_program_wrote_meanwhile_is_not_replaced() {
        let folder = folder();
        let mut dossier = open(&folder);
        std::fs::write(dossier.gold_path(), "(hashiya: 1, source: (), annotator: \"gold\")").unwrap();
        let gold = dossier.gold(&dossier.adjudication().unwrap(), "huda", "");
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
