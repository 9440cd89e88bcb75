//! Decisions as they are kept in a file, and as they stand on a text.

use super::decision::{Aspect, Choice, Decision, Reply, Said, StatedRelation};
use crate::annotation::quote::fit;
use crate::annotation::{
    Annotation, AnnotationSet, Annotator, EditedRelation, EditedSpan, Fault, Held, Relation, StoredDecision, StoredField,
    StoredRejection, StoredReply, Value,
};
use crate::text::Document;

/// A span of an annotator that is not in the gold standard, by a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rejection {
    /// The span.
    pub span: Annotation,
    /// Who had it.
    pub from: Vec<String>,
    /// Why it was rejected; empty if nobody said.
    pub reason: String,
    /// Who rejected it.
    pub by: String,
}

/// The decisions of a gold standard or a review; `None` if it has no list of them.
///
/// A decision that does not fit the text is stale as soon as it is put beside the readings, and is kept as it is.
///
/// # Errors
/// Something else in the place of the list, and what is wrong with it.
pub fn read_decisions(set: &AnnotationSet, document: &Document) -> Result<Option<Vec<Decision>>, Fault> {
    let decisions = set.lists().decisions.read()?;
    Ok(decisions.map(|decisions| decisions.iter().map(|stored| read_decision(stored, document)).collect()))
}

/// The rejected spans of a gold standard, as far as they fit the text.
pub(super) fn read_rejections(gold: &AnnotationSet, document: &Document) -> Vec<Rejection> {
    let rejection = |stored: &StoredRejection| {
        let span = fit(document, stored.start..stored.end, None).ok()?;
        let span = Annotation::new("", stored.tag.as_str(), span);
        Some(Rejection {
            span,
            from: Vec::new(),
            reason: stored.reason.clone().unwrap_or_default(),
            by: stored.by.clone().unwrap_or_default(),
        })
    };
    gold.lists().rejections.known().into_iter().flatten().filter_map(rejection).collect()
}

/// A decision on a text.
pub(super) fn read_decision(stored: &StoredDecision, document: &Document) -> Decision {
    let byte = |at: usize| document.byte_of_code_point(at).unwrap_or(document.len());
    let choice = choice(stored, document);
    // Nothing can rest on what does not fit: it is stale.
    let basis = if choice.is_some() { stored.basis.clone() } else { Vec::new() };
    Decision {
        start: byte(stored.start),
        end: byte(stored.end),
        words: stored.text.clone(),
        tags: stored.tags.clone(),
        fact: stored.fact.clone(),
        basis,
        relations: stored.relations.as_ref().map(|all| all.iter().map(stated_relation).collect()),
        choice: choice.unwrap_or_else(|| Choice::Unfit(Box::new(stored.clone()))),
        comment: stored.comment.clone(),
        reason: stored.reason.clone(),
        guideline: stored.guideline,
        disputed: stored.disputed == Some(true),
        thread: stored.thread.iter().flatten().map(read_reply).collect(),
        by: stored.by.clone(),
        at: stored.at.clone(),
        rivals: stored.merge_conflict.known().into_iter().flatten().map(|rival| read_decision(rival, document)).collect(),
        extra: stored.extra.clone(),
    }
}

fn read_reply(stored: &StoredReply) -> Reply {
    let StoredReply { by, at, text, extra } = stored.clone();
    Reply { by, at, text, extra }
}

fn stored_reply(reply: &Reply) -> StoredReply {
    let Reply { by, at, text, extra } = reply.clone();
    StoredReply { by, at, text, extra }
}

/// What was chosen; `None` where it is not known here or does not fit the text.
fn choice(stored: &StoredDecision, document: &Document) -> Option<Choice> {
    let of: Vec<Annotator> = stored.of.iter().flatten().filter_map(|name| Annotator::parse(name).ok()).collect();
    let first = of.first().cloned();
    match stored.choice.as_str() {
        "take" => first.map(Choice::Take),
        "majority" => Some(Choice::Majority),
        "none" => Some(Choice::Nothing),
        "edited" => {
            let spans = stored.spans.iter().flatten().map(|span| edited_span(span, document)).collect::<Option<_>>()?;
            Some(Choice::Edited(first, spans))
        }
        "several" => first.map(|_| Choice::Several(of)),
        "fields" => {
            let fields = stored.fields.iter().flatten().map(|field| chosen_field(field, document)).collect::<Option<_>>()?;
            first.map(|of| Choice::Fields(of, fields))
        }
        "deferred" => Some(Choice::Deferred),
        _ => None,
    }
}

fn edited_span(stored: &EditedSpan, document: &Document) -> Option<Annotation> {
    let span = fit(document, stored.start..stored.end, stored.text.as_deref()).ok()?;
    let EditedSpan { id, tag, attributes, note, extra, .. } = stored.clone();
    Some(Annotation { attributes, note, extra, ..Annotation::new(id.unwrap_or_default(), tag, span) })
}

fn stated_relation(stored: &EditedRelation) -> StatedRelation {
    let EditedRelation { kind, from, to, of, order, certainty, attributes, quote, extra } = stored.clone();
    let certainty = certainty.known().cloned();
    let relation = Relation { order, certainty, attributes, quote, extra, ..Relation::new("", kind, from, to) };
    StatedRelation { relation, of: of.and_then(|of| Annotator::parse(&of).ok()) }
}

fn edited_relation(stated: &StatedRelation) -> EditedRelation {
    let Relation { kind, from, to, order, certainty, attributes, quote, extra, .. } = stated.relation.clone();
    let certainty = certainty.map_or(Held::Absent, Held::Known);
    EditedRelation { kind, from, to, of: stated.of.as_ref().map(ToString::to_string), order, certainty, attributes, quote, extra }
}

fn chosen_field(stored: &StoredField, document: &Document) -> Option<(Aspect, Said)> {
    let name = || stored.name.clone();
    let aspect = match stored.field.as_str() {
        "extent" => Aspect::Extent,
        "tag" => Aspect::Tag,
        "attribute" => Aspect::Attribute(name()?),
        "relation" => Aspect::Relation(name()?),
        "note" => Aspect::Note,
        _ => return None,
    };
    let said = match (&stored.of, &stored.value, &aspect) {
        (Some(of), _, _) => Said::By(Annotator::parse(of).ok()?),
        (None, Some(Value::Range(start, end)), Aspect::Extent) => Said::Place(fit(document, *start..*end, None).ok()?),
        (None, Some(value), _) => Said::Value(value.clone()),
        (None, None, _) => Said::Nothing,
    };
    Some((aspect, said))
}

/// Decisions as they are kept.
pub(super) fn stored_decisions<'a>(decisions: impl Iterator<Item = &'a Decision>, document: &Document) -> Vec<StoredDecision> {
    decisions.map(|decision| stored_decision(decision, document)).collect()
}

/// A decision as it is kept.
fn stored_decision(decision: &Decision, document: &Document) -> StoredDecision {
    let names = |annotators: &[Annotator]| -> Option<Vec<String>> {
        (!annotators.is_empty()).then(|| annotators.iter().map(ToString::to_string).collect())
    };
    let mut of = None;
    let mut spans = None;
    let mut fields = None;
    match &decision.choice {
        Choice::Unfit(stored) => return unfit(decision, stored),
        Choice::Take(annotator) => of = names(std::slice::from_ref(annotator)),
        Choice::Several(annotators) => of = names(annotators),
        Choice::Edited(from, edited) => {
            of = from.as_ref().and_then(|from| names(std::slice::from_ref(from)));
            spans = Some(edited.iter().map(|span| stored_span(span, document)).collect());
        }
        Choice::Fields(annotator, chosen) => {
            of = names(std::slice::from_ref(annotator));
            fields = Some(chosen.iter().map(|(aspect, said)| stored_field(aspect, said, document)).collect());
        }
        Choice::Majority | Choice::Nothing | Choice::Deferred => {}
    }
    StoredDecision {
        start: document.code_point_at(decision.start),
        end: document.code_point_at(decision.end),
        text: decision.words.clone(),
        tags: decision.tags.clone(),
        choice: decision.choice.name().to_owned(),
        of,
        spans,
        relations: decision.relations.as_ref().map(|all| all.iter().map(edited_relation).collect()),
        fields,
        fact: decision.fact.clone(),
        basis: decision.basis.clone(),
        comment: decision.comment.clone(),
        reason: decision.reason.clone(),
        guideline: decision.guideline,
        disputed: disputed(decision),
        thread: thread(decision),
        by: decision.by.clone(),
        at: decision.at.clone(),
        merge_conflict: rivals(&decision.rivals, document),
        extra: decision.extra.clone(),
    }
}

/// A decision that is kept as it is, with what can be said of any.
fn unfit(decision: &Decision, stored: &StoredDecision) -> StoredDecision {
    StoredDecision { disputed: disputed(decision), thread: thread(decision), ..stored.clone() }
}

fn disputed(decision: &Decision) -> Option<bool> {
    decision.disputed.then_some(true)
}

fn thread(decision: &Decision) -> Option<Vec<StoredReply>> {
    (!decision.thread.is_empty()).then(|| decision.thread.iter().map(stored_reply).collect())
}

/// Decisions that were made apart, as they are kept.
fn rivals(decisions: &[Decision], document: &Document) -> Held<Vec<StoredDecision>> {
    if decisions.is_empty() { Held::Absent } else { Held::Known(stored_decisions(decisions.iter(), document)) }
}

fn stored_span(span: &Annotation, document: &Document) -> EditedSpan {
    EditedSpan {
        id: Some(span.id.clone()).filter(|id| !id.is_empty()),
        tag: span.tag.clone(),
        start: document.code_point_at(span.span.start()),
        end: document.code_point_at(span.span.end()),
        text: Some(document.slice(span.span.range()).to_owned()),
        attributes: span.attributes.clone(),
        note: span.note.clone(),
        extra: span.extra.clone(),
    }
}

fn stored_field(aspect: &Aspect, said: &Said, document: &Document) -> StoredField {
    let (of, value) = match said {
        Said::By(annotator) => (Some(annotator.to_string()), None),
        Said::Place(span) => {
            let place = Value::Range(document.code_point_at(span.start()), document.code_point_at(span.end()));
            (None, Some(place))
        }
        Said::Value(value) => (None, Some(value.clone())),
        Said::Nothing => (None, None),
    };
    let name = match aspect {
        Aspect::Attribute(name) | Aspect::Relation(name) => Some(name.clone()),
        Aspect::Extent | Aspect::Tag | Aspect::Note => None,
    };
    StoredField { field: aspect.word().to_owned(), name, of, value, extra: Vec::new() }
}

/// Rejected spans as they are kept.
pub(super) fn stored_rejections(rejections: &[Rejection], document: &Document) -> Vec<StoredRejection> {
    let stored = |rejection: &Rejection| StoredRejection {
        tag: rejection.span.tag.clone(),
        start: document.code_point_at(rejection.span.span.start()),
        end: document.code_point_at(rejection.span.span.end()),
        text: Some(document.slice(rejection.span.span.range()).to_owned()),
        from: Some(rejection.from.clone()),
        reason: Some(rejection.reason.clone()),
        by: Some(rejection.by.clone()),
        extra: Vec::new(),
    };
    rejections.iter().map(stored).collect()
}
