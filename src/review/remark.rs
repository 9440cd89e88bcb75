//! The remarks of a reviewer beside the annotator's current work, and the answers to them.
//!
//! A remark is open until the annotator has changed its span, in whatever way, or has answered it. Answers are
//! in the annotator's own sidecar; the reviewer reads them there.

use std::collections::HashMap;
use std::ops::Range;

use super::adjudication::{Adjudication, Choice, Decision, StatedRelation, Status};
use super::compare::{Work, compare};
use crate::annotation::{
    Annotation, AnnotationSet, Annotator, Defaults, DocumentState, Edit, End, Fault, ListChange, Offers, Relation, SpanId,
    Splice, StoredAnswer, Timestamp,
};
use crate::text::Document;

/// A reviewer's review of one annotator's work on a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Who reviews.
    pub reviewer: Annotator,
    /// Whose work.
    pub of: Annotator,
    /// How far it is: the annotator sees it once it says returned or reviewed.
    pub state: DocumentState,
    /// What was decided.
    pub decisions: Vec<Decision>,
}

impl Review {
    /// Whether the reviewer has handed it to the annotator.
    pub fn is_handed_back(&self) -> bool {
        matches!(self.state, DocumentState::Returned | DocumentState::Reviewed)
    }
}

/// What is to become of the annotator's spans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// They stay; there is only a comment.
    Keep,
    /// They go.
    Remove,
    /// They become these.
    Change(Vec<Annotation>),
    /// These are added.
    Add(Vec<Annotation>),
}

/// What a reviewer asks for at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Who made it.
    pub reviewer: Annotator,
    /// The place it speaks of, in bytes.
    pub place: Range<usize>,
    /// Ids of the annotator's spans that it speaks of.
    pub own: Vec<SpanId>,
    /// What is to become of them.
    pub wish: Wish,
    /// The relations that the spans which the annotator's become are to have; `None` where those stay.
    pub relations: Option<Vec<StatedRelation>>,
    /// Why, in a word of the schema's workflow, if one was given.
    pub reason: String,
    /// A comment.
    pub comment: String,
    /// When it was made.
    pub at: Timestamp,
}

/// The annotator's answer to a remark that is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The reviewer.
    pub to: String,
    /// The place of the remark, in bytes.
    pub place: Range<usize>,
    /// When the remark was made.
    pub of: Timestamp,
    /// What it says; nothing, where the remark is only dismissed.
    pub text: String,
    /// When it was given.
    pub at: Timestamp,
    /// Fields that are not known here.
    pub extra: crate::annotation::Extra,
}

/// The remarks that the annotator has neither followed nor answered, in the order of the text.
///
/// Reviews that are not handed back yet hold no remarks for the annotator.
pub fn remarks(document: &Document, set: &AnnotationSet, reviews: &[Review]) -> Vec<Remark> {
    let answers = answers(set, document).unwrap_or_default();
    let mut found: Vec<Remark> = Vec::new();
    for review in reviews.iter().filter(|review| review.is_handed_back()) {
        let comparison = compare(document.text(), &[Work { annotator: &review.of, set }], &Defaults::default());
        let beside = Adjudication::of_one(comparison, review.decisions.clone());
        let open = (0..beside.units().len()).filter(|unit| beside.status(*unit) == Status::Decided);
        found.extend(open.filter_map(|unit| remark(&beside, unit, &review.reviewer)));
    }
    found.retain(|remark| !answers.iter().any(|answer| answer.is_to(remark)));
    found.sort_by(|a, b| (a.place.start, a.place.end, &a.reviewer).cmp(&(b.place.start, b.place.end, &b.reviewer)));
    found
}

/// The remark of a decision; `None` where it only accepts.
fn remark(beside: &Adjudication, unit: usize, reviewer: &Annotator) -> Option<Remark> {
    let (of, decision) = (beside.units().get(unit)?, beside.decision(unit)?);
    let wish = match &decision.choice {
        Choice::Take(_) | Choice::Majority if !decision.comment.is_empty() => Wish::Keep,
        Choice::Nothing if !beside.is_addition(unit) => Wish::Remove,
        Choice::Edited(_, spans) if beside.is_addition(unit) => Wish::Add(spans.clone()),
        Choice::Edited(_, spans) => Wish::Change(spans.clone()),
        _ => return None,
    };
    Some(Remark {
        reviewer: reviewer.clone(),
        place: decision.start..decision.end,
        own: of.spans().map(|span| span.id.clone()).collect(),
        wish,
        relations: decision.relations.clone(),
        reason: decision.reason.clone(),
        comment: decision.comment.clone(),
        at: decision.at.clone(),
    })
}

impl Remark {
    /// The change that follows it; `None` where there is nothing to follow. Notes of spans stay, and their relations unless
    /// those were edited, too.
    pub fn followed(&self, set: &mut AnnotationSet) -> Option<Edit> {
        let (Wish::Change(spans) | Wish::Add(spans)) = &self.wish else {
            let gone = self.own.iter().map(|id| Edit::Remove(id.clone())).collect();
            return (self.wish == Wish::Remove).then_some(Edit::Batch(gone));
        };
        let stays = |id: &SpanId| spans.iter().any(|span| span.id == *id);
        let mut edits: Vec<Edit> = self.own.iter().filter(|id| !stays(id)).map(|id| Edit::Remove(id.clone())).collect();
        let mut ids: HashMap<&SpanId, SpanId> = HashMap::new();
        for span in spans {
            let old = set.get(&span.id).filter(|old| self.own.contains(&old.id)).cloned();
            let id = old.as_ref().map_or_else(|| set.fresh_id(), |old| old.id.clone());
            ids.insert(&span.id, id.clone());
            edits.push(match old {
                Some(old) => {
                    let (tag, attributes) = (span.tag.clone(), span.attributes.clone());
                    Edit::Replace(Annotation { tag, span: span.span, attributes, ..old })
                }
                None => Edit::Add(Annotation { id, note: String::new(), offers: Offers::default(), ..span.clone() }),
            });
        }
        if let Some(stated) = &self.relations {
            edits.extend(related(stated, &ids, set));
        }
        Some(Edit::Batch(edits))
    }

    /// An answer to it.
    pub fn answered(&self, text: &str, at: &Timestamp) -> Answer {
        let (to, of) = (self.reviewer.to_string(), self.at.clone());
        Answer { to, place: self.place.clone(), of, text: text.to_owned(), at: at.into(), extra: Vec::new() }
    }
}

/// The edits that give spans, by the ids that they have in an edited reading, the relations that it states.
fn related(stated: &[StatedRelation], ids: &HashMap<&SpanId, SpanId>, set: &mut AnnotationSet) -> Vec<Edit> {
    let wanted = |stated: &StatedRelation| {
        let from = ids.get(&stated.relation.from)?.clone();
        let own = || ids.get(&SpanId::from(stated.relation.to.as_str())).map(End::from);
        let to = own().filter(|_| stated.of.is_none()).unwrap_or_else(|| stated.relation.to.clone());
        Some(Relation { from, to, ..stated.relation.clone() })
    };
    let mut wanted: Vec<Relation> = stated.iter().filter_map(wanted).collect();
    let mut edits = Vec::new();
    for known in set.relations().iter().filter(|known| ids.values().any(|id| *id == known.from)) {
        let same_ends =
            |relation: &Relation| relation.kind == known.kind && relation.from == known.from && relation.to == known.to;
        let now = wanted.iter().position(same_ends).map(|at| wanted.remove(at));
        let Relation { id, merge_conflict, extra, .. } = known.clone();
        let now = now.map(|now| Relation { id, merge_conflict, extra, ..now });
        if now.as_ref() != Some(known) {
            edits.push(Edit::RemoveRelation(known.id.clone()));
            edits.extend(now.map(Edit::AddRelation));
        }
    }
    let new = wanted.into_iter().map(|relation| Edit::AddRelation(Relation { id: set.fresh_relation_id(), ..relation }));
    edits.extend(new);
    edits
}

impl Answer {
    /// Whether it answers a remark.
    fn is_to(&self, remark: &Remark) -> bool {
        self.to == remark.reviewer.as_str() && self.place == remark.place && self.of == remark.at
    }

    /// Whether it answers what a reviewer has decided.
    pub fn is_on(&self, reviewer: &str, decision: &Decision) -> bool {
        self.to == reviewer && self.place == (decision.start..decision.end) && self.of == decision.at
    }

    fn stored(&self, document: &Document) -> StoredAnswer {
        StoredAnswer {
            to: self.to.clone(),
            start: document.code_point_at(self.place.start),
            end: document.code_point_at(self.place.end),
            of: self.of.clone(),
            text: self.text.clone(),
            at: self.at.clone(),
            extra: self.extra.clone(),
        }
    }
}

/// The answers in an annotator's sidecar.
///
/// # Errors
/// A list of answers that is none.
pub fn answers(set: &AnnotationSet, document: &Document) -> Result<Vec<Answer>, AnswersUnreadable> {
    let stored = set.lists().answers.read()?.map(Vec::as_slice).unwrap_or_default();
    let byte = |at: usize| document.byte_of_code_point(at).unwrap_or(document.len());
    let answer = |stored: &StoredAnswer| Answer {
        to: stored.to.clone(),
        place: byte(stored.start)..byte(stored.end),
        of: stored.of.clone(),
        text: stored.text.clone(),
        at: stored.at.clone(),
        extra: stored.extra.clone(),
    };
    Ok(stored.iter().map(answer).collect())
}

/// Something else stands in the place of the answers to reviewers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the answers to reviewers cannot be understood: {0}")]
pub struct AnswersUnreadable(#[from] Fault);

/// The change that adds an answer to an annotator's sidecar.
///
/// # Errors
/// As [`answers`].
pub fn answering(set: &AnnotationSet, document: &Document, answer: &Answer) -> Result<Edit, AnswersUnreadable> {
    let stored = answer.stored(document);
    let change = match set.lists().answers.read()? {
        Some(entries) => Splice::Part(entries.len(), 0, vec![stored]),
        None => Splice::All(vec![stored]),
    };
    Ok(Edit::List(ListChange::Answers(change)))
}
