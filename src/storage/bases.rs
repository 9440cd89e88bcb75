//! What decisions rest on, carried to the text as it is now together with the readings.
//!
//! A reading is known to be the one that was decided on where all its spans are what and where reanchoring makes them of
//! those that were: in the same run, by the sidecar that is kept as it was, or by the text as it was, looked through the
//! other way round. Whatever its annotator has changed since is another reading, and the decision is stale.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::corpus::TextFile;
use super::place::{kept, sidecar_path};
use super::sidecar::reanchor::{Decided, reanchor};
use super::sidecar::{Hash, Stored};
use super::store::{parse_sidecar, read_bytes, read_sidecar};
use crate::annotation::reanchor::{Anchor, Before, Verdict, reanchor as find};
use crate::annotation::{Annotation, AnnotationSet, Annotator, Defaults, Held, SpanId, StoredDecision, StoredSpan, Value};
use crate::review::adjudication::{Passage, Standing};
use crate::review::compare::{Work, compare};
use crate::text::Document;

/// What is put after a digest of a decision that has lost its place: no reading has it.
const LOST: &str = "~";

/// How a span stood before, with its attributes as they would have been.
struct Earlier {
    place: (usize, usize),
    attributes: Vec<(String, Value)>,
}

/// An annotator's work on the text as it is now.
struct Present {
    annotator: Annotator,
    set: AnnotationSet,
    stored: Stored,
    /// The sidecar as it was, if it is reanchored in this run.
    before: Option<Stored>,
}

/// The text with everything that is known of it.
struct Scene<'a> {
    text: &'a TextFile,
    now: &'a Document,
    works: Vec<Present>,
}

/// A sidecar that is brought to the text as it is now.
pub(super) struct Moved<'a> {
    /// Whose it is.
    pub(super) annotator: &'a Annotator,
    /// As it was.
    pub(super) before: &'a Stored,
    /// As it is to be.
    pub(super) after: &'a Stored,
    /// The text as it was, if that is at hand.
    pub(super) old: Option<&'a Document>,
}

/// The passages for the decisions of sidecars that are reanchored together, in their order.
pub(super) fn passages(moved: &[Moved<'_>], text: &TextFile, now: &Document) -> Vec<Passage> {
    let has_decisions = |stored: &Stored| stored.decisions.known().is_some_and(|list| !list.is_empty());
    if !moved.iter().any(|moved| has_decisions(moved.after)) {
        return moved.iter().map(|_| Passage::default()).collect();
    }
    let scene = Scene { text, now, works: works(moved, text, now) };
    let passage = |moved: &Moved<'_>| {
        if has_decisions(moved.after) { scene.passage(moved.after, moved.before, moved.old) } else { Passage::default() }
    };
    moved.iter().map(passage).collect()
}

/// Carries the decisions of a file that speaks of the text as it is now already, after the work of others on it; `None`
/// where none is another one by that.
pub(super) fn follow(moved: &[Moved<'_>], text: &TextFile, stored: &Stored, now: &Document) -> Option<Stored> {
    let one = moved.iter().find(|moved| !moved.annotator.is_gold())?;
    let scene = Scene { text, now, works: works(moved, text, now) };
    let passage = scene.passage(stored, one.before, one.old);
    let mut stored = stored.clone();
    let Held::Known(list) = &mut stored.decisions else { return None };
    let mut is_other = false;
    for decision in list {
        is_other |= carry(decision, &passage);
    }
    is_other.then_some(stored)
}

/// Carries the decisions of a list, and spoils the basis of those that have lost what they speak of.
pub(super) fn settle(list: &mut [StoredDecision], decided: &mut Decided, passage: &Passage, now: &Document) {
    let point = |byte| now.code_point_at(byte);
    for (n, decision) in list.iter_mut().enumerate() {
        let place = passage.place(&decision.basis);
        carry(decision, passage);
        if let Some(place) = &place {
            (decision.start, decision.end) = (point(place.start), point(place.end));
            now.slice(place.clone()).clone_into(&mut decision.text);
        }
        let is_lost = decided.lost.iter().any(|lost| lost.decision == n && (place.is_none() || !lost.is_unit_alone));
        if is_lost {
            decision.basis.iter_mut().filter(|(_, digest)| !digest.is_empty()).for_each(|(_, digest)| digest.push_str(LOST));
        } else {
            decided.lost.retain(|lost| lost.decision != n);
        }
    }
}

/// Carries what a decision rests on, and those that were made on the same unit apart; returns whether that is another now.
fn carry(decision: &mut StoredDecision, passage: &Passage) -> bool {
    let basis = passage.carry(&decision.basis);
    let mut is_other = basis != decision.basis;
    decision.basis = basis;
    if let Held::Known(rivals) = &mut decision.merge_conflict {
        for rival in rivals {
            is_other |= carry(rival, passage);
        }
    }
    is_other
}

/// All annotators' work on the text as it is now: reanchored in this run, or as it lies there.
fn works(moved: &[Moved<'_>], text: &TextFile, now: &Document) -> Vec<Present> {
    let one = |annotator: &Annotator, path| {
        let here = moved.iter().find(|moved| moved.annotator == annotator);
        let stored = here.map_or_else(|| read_sidecar(path).ok().flatten(), |moved| Some(moved.after.clone()))?;
        let before = here.map(|moved| moved.before.clone());
        let set = stored.clone().resolve(now, Hash::Skipped).set;
        Some(Present { annotator: annotator.clone(), set, stored, before })
    };
    let annotators = text.sidecars.iter().filter(|file| !file.annotator.is_gold());
    annotators.filter_map(|file| one(&file.annotator, &file.path)).collect()
}

impl Scene<'_> {
    /// The passage for decisions that were made on a text of which a sidecar speaks: of those whom they rest on.
    fn passage(&self, decisions: &Stored, source: &Stored, old: Option<&Document>) -> Passage {
        let list = decisions.decisions.known().map(Vec::as_slice).unwrap_or_default();
        let whose: BTreeSet<&str> = list.iter().flat_map(|decision| &decision.basis).map(|(who, _)| who.as_str()).collect();
        let compared: Vec<&Present> = self.works.iter().filter(|work| whose.contains(work.annotator.as_str())).collect();
        let works: Vec<Work<'_>> = compared.iter().map(|work| Work { annotator: &work.annotator, set: &work.set }).collect();
        let comparison = compare(self.now.text(), &works, &Defaults::default());
        let earlier = |annotator: &Annotator| {
            let work = compared.iter().find(|work| work.annotator == *annotator);
            work.map(|work| self.earlier(work, source, old)).unwrap_or_default()
        };
        let earlier: Vec<HashMap<SpanId, Earlier>> = comparison.annotators.iter().map(earlier).collect();
        Passage::new(&comparison, &|annotator, span| {
            let Earlier { place, attributes } = earlier.get(annotator)?.get(&span.id)?;
            Some(Standing { place: place.0..place.1, attributes: Cow::Borrowed(attributes) })
        })
    }

    /// How the spans of a work stood in the text that a file speaks of, as far as that is known.
    fn earlier(&self, work: &Present, source: &Stored, old: Option<&Document>) -> HashMap<SpanId, Earlier> {
        let speaks = |stored: &Stored| stored.source.sha256 == source.source.sha256;
        if let Some(before) = work.before.as_ref().filter(|before| speaks(before)) {
            return pairs(before, &work.stored, &work.set, old);
        }
        if work.stored.source.differs(self.now, true) {
            return HashMap::new();
        }
        if let Some(old) = old {
            return backwards(&work.set, self.now, old);
        }
        let path = sidecar_path(&self.text.path, &work.annotator);
        let before = kept(&path).ok().and_then(|path| parse_sidecar(&path, &read_bytes(&path).ok()??).ok());
        let Some(before) = before.filter(speaks) else { return HashMap::new() };
        let again = reanchor(&before, None, self.now, &BTreeMap::new());
        again.map(|again| pairs(&before, &again.stored, &work.set, None)).unwrap_or_default()
    }
}

/// Spans that are where reanchoring put them, with how they stood before it.
fn pairs(before: &Stored, after: &Stored, set: &AnnotationSet, old: Option<&Document>) -> HashMap<SpanId, Earlier> {
    let known: HashMap<&str, &StoredSpan> =
        before.spans.iter().chain(orphans(before)).map(|span| (span.id.as_str(), span)).collect();
    let one = |after: &StoredSpan| {
        let before = known.get(after.id.as_str())?;
        let now = set.get(&after.id).filter(|now| after.bytes == Some((now.span.start(), now.span.end())))?;
        let bytes = |old: &Document| Some((old.byte_of_code_point(before.start)?, old.byte_of_code_point(before.end)?));
        let place = before.bytes.or_else(|| old.and_then(bytes))?;
        Some((after.id.clone(), Earlier { place, attributes: attributes_before(now, before, after) }))
    };
    after.spans.iter().filter_map(one).collect()
}

fn orphans(stored: &Stored) -> impl Iterator<Item = &StoredSpan> {
    stored.orphans.known().into_iter().flatten()
}

/// The attributes of a span, with sub-spans that moved along, and identities that became others, as they were.
fn attributes_before(now: &Annotation, before: &StoredSpan, after: &StoredSpan) -> Vec<(String, Value)> {
    let value =
        |of: &StoredSpan, name: &str| of.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    let one = |(name, said): &(String, Value)| match (value(after, name), value(before, name)) {
        (Some(now), Some(was)) if now == *said => (name.clone(), was),
        _ => (name.clone(), said.clone()),
    };
    now.attributes.iter().map(one).collect()
}

/// Where the spans of a work would have stood in the text as it was.
fn backwards(set: &AnnotationSet, now: &Document, old: &Document) -> HashMap<SpanId, Earlier> {
    let point = |byte| now.code_point_at(byte);
    let range = |value: &Value| if let Value::Range(start, end) = value { Some(*start..*end) } else { None };
    let anchor = |span: &Annotation| Anchor {
        place: point(span.span.start())..point(span.span.end()),
        quote: now.slice(span.span.range()),
        parts: span.attributes.iter().filter_map(|(_, value)| range(value)).collect(),
    };
    let anchors: Vec<Anchor<'_>> = set.iter().map(anchor).collect();
    let verdicts = find(&anchors, Before { code_points: now.code_points(), document: Some(now) }, old);
    let one = |(span, verdict): (&Annotation, Verdict)| {
        let Verdict::Placed(place, parts) = verdict else { return None };
        let mut parts = parts.into_iter();
        let mut was = |value: &Value| {
            let part = if range(value).is_some() { parts.next() } else { None };
            part.map_or_else(|| value.clone(), |part| Value::Range(part.start, part.end))
        };
        let attributes = span.attributes.iter().map(|(name, value)| (name.clone(), was(value))).collect();
        Some((span.id.clone(), Earlier { place: (place.start(), place.end()), attributes }))
    };
    set.iter().zip(verdicts).filter_map(one).collect()
}
