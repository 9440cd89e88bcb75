//! What the files of an annotator say of the spans of a text, those that went among them.

use std::collections::{BTreeMap, BTreeSet};

use crate::annotation::{Act, AnnotationSet, Annotator, Held, SpanId, StoredRelation, StoredSpan, Timestamp};
use crate::storage::journal::{Segment, StoredEdit, glance, replay};
use crate::storage::{Header, Place, StorageError, Stored, TextFile, read_all, read_sidecar, sidecar_path, store};
use crate::text::Encoding;

/// Spans with the relations that come from them, as they are or were last.
#[derive(Debug, Default)]
pub(super) struct Standing {
    pub(super) spans: Vec<StoredSpan>,
    pub(super) relations: Vec<StoredRelation>,
    /// Spans that somebody removed, as they were then.
    pub(super) gone: Vec<Gone>,
}

/// A span that somebody removed.
#[derive(Debug)]
pub(super) struct Gone {
    pub(super) span: StoredSpan,
    /// The relations that went with it.
    pub(super) relations: Vec<StoredRelation>,
}

impl Standing {
    /// Reads the sidecar, and the journal with what the sidecar lacks of it. Without a journal the sidecar stands for itself.
    ///
    /// # Errors
    /// A file that cannot be read or understood.
    pub(super) fn read(text: &TextFile, annotator: &Annotator, encoding: Option<Encoding>) -> Result<Self, StorageError> {
        let sidecar = sidecar_path(&text.path, annotator);
        let segments = Segment::all(&Place::of(&text.path, annotator))?;
        let hash = store::hash(store::read_bytes(&sidecar)?.as_deref());
        let stored = if glance(&segments, &hash).lacking > 0 {
            Some(with_lacking(text, annotator, &segments, &hash, encoding)?)
        } else {
            read_sidecar(&sidecar)?
        };
        let mut standing = stored.map(Self::of).unwrap_or_default();
        standing.gone = gone(&segments, &standing.spans);
        Ok(standing)
    }

    /// What a sidecar says, with the spans that wait for a place.
    fn of(stored: Stored) -> Self {
        let mut standing = Self { spans: stored.spans, relations: stored.relations, gone: Vec::new() };
        if let Held::Known(orphans) = stored.orphans {
            standing.spans.extend(orphans);
        }
        if let Held::Known(relations) = stored.orphaned_relations {
            standing.relations.extend(relations);
        }
        standing
    }
}

/// The sidecar with the changes that it lacks.
fn with_lacking(
    text: &TextFile,
    annotator: &Annotator,
    segments: &[Segment],
    hash: &str,
    encoding: Option<Encoding>,
) -> Result<Stored, StorageError> {
    let document = read_all(&text.path, encoding)?.0;
    let (mut set, header) = match store::load(&text.path, annotator, &document)? {
        Some(loaded) => (loaded.set, loaded.header),
        None => (AnnotationSet::new(), Header::of(&text.name, &document, annotator)),
    };
    replay(segments, hash, &document, &mut set);
    Ok(Stored::of(&set, &header, &document))
}

/// The spans that were removed and are not among those that are there, as they were when they were removed last. What was
/// only undone never was.
fn gone(segments: &[Segment], there: &[StoredSpan]) -> Vec<Gone> {
    let there: BTreeSet<(&SpanId, &Timestamp)> = there.iter().map(|span| (&span.id, &span.at)).collect();
    let mut gone: BTreeMap<(SpanId, Timestamp), Gone> = BTreeMap::new();
    let records = segments.iter().flat_map(|segment| &segment.lines).filter_map(|line| line.record.as_ref().ok());
    for (act, edit, inverse) in records.filter_map(|record| record.does.change()) {
        let mut removed = BTreeSet::new();
        removed_by(edit, &mut removed);
        if act == Act::Undo || removed.is_empty() {
            continue;
        }
        let mut back = Standing::default();
        brought_back(inverse, &mut back);
        let went = back.spans.into_iter().filter(|span| removed.contains(&span.id) && !there.contains(&(&span.id, &span.at)));
        for span in went {
            let relations = back.relations.iter().filter(|relation| relation.from == span.id).cloned().collect();
            gone.insert((span.id.clone(), span.at.clone()), Gone { span, relations });
        }
    }
    gone.into_values().collect()
}

/// Collects the spans that an edit removes.
fn removed_by<'a>(edit: &'a StoredEdit, removed: &mut BTreeSet<&'a SpanId>) {
    match edit {
        StoredEdit::Remove(id) => drop(removed.insert(id)),
        StoredEdit::Batch(edits) => edits.iter().for_each(|edit| removed_by(edit, removed)),
        _ => {}
    }
}

/// Collects the spans and relations that an edit brings back.
fn brought_back(edit: &StoredEdit, back: &mut Standing) {
    match edit {
        StoredEdit::Add(span) => back.spans.push(span.clone()),
        StoredEdit::AddRelation(relation) | StoredEdit::RestoreRelation(_, relation) => back.relations.push(relation.clone()),
        StoredEdit::Batch(edits) => edits.iter().for_each(|edit| brought_back(edit, back)),
        _ => {}
    }
}
