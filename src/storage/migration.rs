//! Other names in all files of texts: sidecars, gold standards, reviews, and their journals.
//!
//! Everything is renamed in memory first, with every lock held; then all files are written, or none. A decision goes on
//! resting on the readings that it rested on: what it has of them is brought to the new names.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::batch::Batch;
use super::corpus::TextFile;
use super::error::StorageError;
use super::journal::{Hand, Hashes, Scribe, now};
use super::place::{Place, kept};
use super::record::{Author, Revision};
use super::sidecar::{Hash, Stored, write_stored};
use super::source;
use super::store::{self, parse_sidecar, read_bytes};
use crate::annotation::renaming::Renaming;
use crate::annotation::{AnnotationSet, Annotator, Defaults, Held, StoredDecision};
use crate::review::adjudication::Passage;
use crate::review::compare::{Work, compare};
use crate::text::Document;

/// The command, as the journal has it.
pub const COMMAND: &str = "schema migrate";

/// A sidecar with its journal, or a journal alone, that gets other names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// The sidecar.
    pub path: PathBuf,
    /// Names that are replaced in it.
    pub names: usize,
    /// Names that are replaced in its journal.
    pub in_journal: usize,
}

/// What becomes of the files of one record.
struct Files {
    renamed: Renamed,
    annotator: Annotator,
    sidecar: Option<Vec<u8>>,
    /// The segments of its journal, and the sidecar as it was before it was reanchored.
    others: Vec<(PathBuf, Vec<u8>)>,
}

/// Tells what would get other names, and writes nothing.
///
/// # Errors
/// A file that cannot be read or understood.
pub fn look(text: &TextFile, renaming: &Renaming, author: &Author) -> Result<Vec<Renamed>, StorageError> {
    let files = files(text, renaming, author)?;
    Ok(files.into_iter().map(|files| files.renamed).collect())
}

/// Gives all files of texts their new names, all of them or none.
///
/// # Errors
/// A file that somebody is at work on, or that cannot be read, understood or written. Nothing has changed then.
pub fn write(texts: &[TextFile], renaming: &Renaming, author: &Author) -> Result<Vec<Renamed>, StorageError> {
    let mut batch = Batch::new();
    let mut locks = Vec::new();
    let mut done = Vec::new();
    for text in texts {
        for annotator in annotators(text) {
            locks.push(Revision::begin(&text.path, &annotator, author)?);
        }
        for Files { renamed, annotator, sidecar, others } in files(text, renaming, author)? {
            for (path, bytes) in others {
                batch.replace(path, bytes);
            }
            if let Some(bytes) = sidecar {
                let path = Place::of(&text.path, &annotator).sidecar().to_owned();
                store::read_again(&path, &bytes)?;
                batch.replace(path, bytes);
            }
            done.push(renamed);
        }
    }
    batch.write()?;
    drop(locks);
    Ok(done)
}

/// Whoever has a sidecar, a review or a journal on a text.
fn annotators(text: &TextFile) -> Vec<Annotator> {
    let files = text.sidecars.iter().chain(&text.reviews).map(|file| file.annotator.clone());
    let all: BTreeSet<Annotator> = files.chain(Place::annotators(&text.path)).collect();
    all.into_iter().collect()
}

/// The files of a text in which something gets another name.
fn files(text: &TextFile, renaming: &Renaming, author: &Author) -> Result<Vec<Files>, StorageError> {
    let mut records = Vec::new();
    for annotator in annotators(text) {
        let place = Place::of(&text.path, &annotator);
        let bytes = read_bytes(place.sidecar())?;
        let stored = bytes.as_deref().map(|bytes| parse_sidecar(place.sidecar(), bytes)).transpose()?;
        records.push(Record { annotator, place, bytes, stored });
    }
    let passages = Passages { records: &records, renaming, document: document(text, &records) };
    let mut found = Vec::new();
    for record in &records {
        let files = record.renamed(renaming, &passages, author)?;
        if files.renamed.names + files.renamed.in_journal > 0 {
            found.push(files);
        }
    }
    Ok(found)
}

/// The text, if anything has been decided on it: only decisions need it.
fn document(text: &TextFile, records: &[Record]) -> Option<Document> {
    let has_decisions = |record: &Record| record.stored.as_ref().is_some_and(|stored| !stored.decisions.is_absent());
    records.iter().any(has_decisions).then(|| source::read_all(&text.path, None).ok()).flatten().map(|(document, _)| document)
}

/// The files of one record as they are.
struct Record {
    annotator: Annotator,
    place: Place,
    bytes: Option<Vec<u8>>,
    stored: Option<Stored>,
}

impl Record {
    fn renamed(&self, renaming: &Renaming, passages: &Passages<'_>, author: &Author) -> Result<Files, StorageError> {
        let passage = passages.for_decisions(self);
        let carry = |decision: &mut StoredDecision| carry(decision, &passage);
        let mut names = 0;
        let sidecar = self.stored.as_ref().map(|stored| {
            let mut stored = stored.clone();
            names = rename(&mut stored, renaming, &carry);
            write_stored(&stored).into_bytes()
        });
        let sidecar = sidecar.filter(|_| names > 0);
        let before = store::hash(self.bytes.as_deref());
        let after = if sidecar.is_some() { store::hash(sidecar.as_deref()) } else { before.clone() };
        let spans = self.stored.as_ref().map(|stored| stored.spans.as_slice()).unwrap_or_default();
        let mut scribe = Scribe::new(renaming, &carry, Hashes { before, after }, spans);
        let mut journals = Vec::new();
        for path in self.segments() {
            let bytes = source::read_beneath(&path, source::JOURNAL)?;
            let renamed = scribe.segment(&bytes).map_err(|source| StorageError::Journal { path: path.clone(), source })?;
            journals.push((path, renamed));
        }
        if names + scribe.count > 0
            && let Some((_, bytes)) = journals.last_mut()
        {
            self.sign(bytes, &scribe, author)?;
        }
        let mut others = journals;
        others.extend(self.kept(renaming, &carry)?);
        let renamed = Renamed { path: self.place.sidecar().to_owned(), names, in_journal: scribe.count };
        Ok(Files { renamed, annotator: self.annotator.clone(), sidecar, others })
    }

    /// The sidecar as it was before it was reanchored: taking that back brings it here.
    fn kept(&self, renaming: &Renaming, carry: &dyn Fn(&mut StoredDecision)) -> Result<Option<(PathBuf, Vec<u8>)>, StorageError> {
        let path = kept(self.place.sidecar())?;
        let Some(bytes) = read_bytes(&path)? else { return Ok(None) };
        let mut stored = parse_sidecar(&path, &bytes)?;
        rename(&mut stored, renaming, carry);
        Ok(Some((path, write_stored(&stored).into_bytes())))
    }

    /// The segments of the journal, the oldest first.
    fn segments(&self) -> Vec<PathBuf> {
        let all = self.place.numbers().into_iter().map(|number| self.place.segment(number)).chain([self.place.live()]);
        all.filter(|path| path.exists()).collect()
    }

    /// Says at the end of the journal who renamed, unless the sidecar lacks changes: they are put onto it as before.
    fn sign(&self, bytes: &mut Vec<u8>, scribe: &Scribe<'_>, author: &Author) -> Result<(), StorageError> {
        let known = store::hash(self.bytes.as_deref());
        let glance = super::journal::glance(&super::journal::Segment::recent(&self.place)?, &known);
        if glance.lacking == 0 && glance.tail.continues && glance.bad.is_none() {
            let hand = Hand::new(author.by.as_str(), author.schema.clone());
            bytes.extend(scribe.end(&glance.tail, &hand, &now(), &author.command).into_bytes());
        }
        Ok(())
    }
}

/// Gives a whole sidecar its new names.
fn rename(stored: &mut Stored, renaming: &Renaming, carry: &dyn Fn(&mut StoredDecision)) -> usize {
    let mut count = renaming.facts(&mut stored.document);
    count += stored.spans.iter_mut().map(|span| renaming.stored(span)).sum::<usize>();
    count += stored.relations.iter_mut().map(|relation| renaming.relation(relation)).sum::<usize>();
    if let Held::Known(orphans) = &mut stored.orphans {
        count += orphans.iter_mut().map(|span| renaming.stored(span)).sum::<usize>();
    }
    if let Held::Known(relations) = &mut stored.orphaned_relations {
        count += relations.iter_mut().map(|relation| renaming.relation(relation)).sum::<usize>();
    }
    if let Held::Known(rejections) = &mut stored.rejections {
        count += rejections.iter_mut().map(|rejection| renaming.rejection(rejection)).sum::<usize>();
    }
    if let Held::Known(decisions) = &mut stored.decisions {
        for decision in decisions {
            let before = decision.basis.clone();
            carry(decision);
            count += renaming.decision(decision) + usize::from(before != decision.basis);
        }
    }
    count
}

/// Brings what a decision rests on, and those made beside it, to the new names.
fn carry(decision: &mut StoredDecision, passage: &Passage) {
    decision.basis = passage.carry(&decision.basis);
    if let Held::Known(rivals) = &mut decision.merge_conflict {
        for rival in rivals {
            carry(rival, passage);
        }
    }
}

/// What readings are before and after, for decisions.
struct Passages<'a> {
    records: &'a [Record],
    renaming: &'a Renaming,
    document: Option<Document>,
}

impl Passages<'_> {
    /// The passage for the decisions of a record: of those whose readings they rest on.
    fn for_decisions(&self, record: &Record) -> Passage {
        let decisions = record.stored.as_ref().and_then(|stored| stored.decisions.known());
        let (Some(document), Some(decisions)) = (&self.document, decisions) else { return Passage::default() };
        let whose: BTreeSet<&str> = decisions.iter().flat_map(|decision| &decision.basis).map(|(who, _)| who.as_str()).collect();
        let works: Vec<(&Annotator, &Stored)> = self
            .records
            .iter()
            .filter(|other| whose.contains(other.annotator.as_str()))
            .filter_map(|other| Some((&other.annotator, other.stored.as_ref()?)))
            .collect();
        let sets = |names: &dyn Fn(&mut Stored)| -> Vec<AnnotationSet> {
            let set = |(_, stored): &(&Annotator, &Stored)| {
                let mut stored = (*stored).clone();
                names(&mut stored);
                stored.resolve(document, Hash::Skipped).set
            };
            works.iter().map(set).collect()
        };
        let before = sets(&|_| {});
        let after = sets(&|stored| {
            rename(stored, self.renaming, &|_| {});
        });
        let comparison = |sets: &[AnnotationSet]| {
            let works: Vec<Work<'_>> = works.iter().zip(sets).map(|((annotator, _), set)| Work { annotator, set }).collect();
            compare(document.text(), &works, &Defaults::default())
        };
        let fact = |name: &str| {
            let mut name = name.to_owned();
            self.renaming.fact(&mut name, None);
            name
        };
        Passage::between(&comparison(&before), &comparison(&after), &fact)
    }
}
