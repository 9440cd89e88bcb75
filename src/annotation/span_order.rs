//! An order over the spans of many texts: what becomes of them, and the edit that it is in each text.
//!
//! An order speaks of words and spans as they were when it was given. A text in which they are otherwise by now is left as it
//! is, whole: nobody has seen what would be done there.

use std::ops::Range;

use super::edit::{Edit, EditError, check_tag};
use super::model::Annotation;
use super::name::{OrderId, SpanId, Timestamp};
use super::propagation::{self, Occurrence, Standing};
use super::schema::Schema;
use super::set::AnnotationSet;
use super::state::DocumentState;
use super::value::Value;
use crate::text::{Document, Span, TextId};

/// What becomes of spans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpanAct {
    /// The words are tagged as this span is, with the attributes that go along; those that are tagged get its tag and these.
    Tag(Box<Annotation>),
    /// They get another tag.
    Retag(String),
    /// They go, with their relations.
    Delete,
    /// Attributes get values, or lose them; an identity is one of them.
    Say(Vec<(String, Option<Value>)>),
}

/// Words of a text as somebody has seen them, who orders something of them or cites them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpanPlace {
    /// The bytes of the text that they are.
    pub range: Range<usize>,
    /// The words.
    pub words: String,
    /// The span that is meant, with its tag; `None` where they are to become one, or are only words.
    pub span: Option<(SpanId, String)>,
}

/// What is to be done to spans of texts as one act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpanOrder {
    /// Tells it from every other.
    pub id: OrderId,
    /// The command, as a keymap spells it.
    pub command: String,
    /// What becomes of the spans.
    pub act: SpanAct,
    /// Where they are.
    pub texts: Vec<(TextId, Vec<SpanPlace>)>,
}

/// Which way an order is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderStep {
    /// It is done.
    Make(SpanOrder),
    /// It is taken back in all texts in which it was done.
    TakeBack(OrderId),
    /// It is done again in all texts in which it was taken back.
    MakeAgain(OrderId),
}

/// What an order does to spans, or that it is taken back or done again: the word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderWord {
    /// They are tagged.
    Tag,
    /// They get another tag.
    Retag,
    /// They are deleted.
    Delete,
    /// They get values.
    Say,
    /// It is taken back.
    Undo,
    /// It is done again.
    Redo,
}

impl OrderWord {
    /// The name of it in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Retag => "retag",
            Self::Delete => "delete",
            Self::Say => "say",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }
}

impl From<&OrderStep> for OrderWord {
    fn from(step: &OrderStep) -> Self {
        match step {
            OrderStep::TakeBack(_) => Self::Undo,
            OrderStep::MakeAgain(_) => Self::Redo,
            OrderStep::Make(order) => Self::from(&order.act),
        }
    }
}

impl From<&SpanAct> for OrderWord {
    fn from(act: &SpanAct) -> Self {
        match act {
            SpanAct::Tag(_) => Self::Tag,
            SpanAct::Retag(_) => Self::Retag,
            SpanAct::Delete => Self::Delete,
            SpanAct::Say(_) => Self::Say,
        }
    }
}

/// Why an order is not done in a text, which stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrderFault {
    /// Its words or its spans are not those that the order speaks of.
    #[error("changed since")]
    Changed,
    /// The work on it is handed in.
    #[error("{0}")]
    HandedIn(DocumentState),
    /// The schema has no such attribute for a tag.
    #[error("the schema has no attribute {name} for {tag}")]
    NoAttribute {
        /// The tag.
        tag: String,
        /// The attribute.
        name: String,
    },
    /// An edit that cannot be made.
    #[error(transparent)]
    Edit(#[from] EditError),
}

/// The text that an order is done in, by which schema, and when.
#[derive(Debug, Clone)]
pub struct Ground<'a> {
    /// The text.
    pub document: &'a Document,
    /// The schema.
    pub schema: &'a Schema,
    /// When.
    pub now: Timestamp,
}

/// Whether work in a state is out of its annotator's hands.
pub fn is_handed_in(state: &DocumentState) -> bool {
    match state {
        DocumentState::New | DocumentState::InProgress | DocumentState::Returned => false,
        DocumentState::Submitted | DocumentState::Reviewed | DocumentState::Other(_) => true,
    }
}

impl SpanAct {
    /// The edit that does it in a text, which undo takes back as one; work that was not begun is begun with it.
    ///
    /// The set gives ids to new spans, and is not changed otherwise.
    ///
    /// # Errors
    /// Why nothing is done in this text.
    pub fn edit(&self, places: &[SpanPlace], set: &mut AnnotationSet, ground: &Ground<'_>) -> Result<Edit, OrderFault> {
        if is_handed_in(set.state()) {
            return Err(OrderFault::HandedIn(set.state().clone()));
        }
        match self {
            Self::Tag(like) => check_tag(ground.schema, &like.tag)?,
            Self::Retag(tag) => check_tag(ground.schema, tag)?,
            Self::Delete | Self::Say(_) => {}
        }
        let mut edits = Vec::new();
        for place in places {
            let span = place.find(set, ground.document).ok_or(OrderFault::Changed)?;
            edits.extend(self.edits_at(place, span, set, ground)?);
        }
        if *set.state() == DocumentState::New && !edits.is_empty() {
            edits.insert(0, Edit::State(DocumentState::InProgress));
        }
        Ok(Edit::Batch(edits))
    }

    /// The edits that do it in one place.
    fn edits_at(
        &self,
        place: &SpanPlace,
        span: Span,
        set: &mut AnnotationSet,
        ground: &Ground<'_>,
    ) -> Result<Vec<Edit>, OrderFault> {
        if let Self::Tag(like) = self {
            let standing = place.span.as_ref().map_or(Standing::Free, |(id, tag)| Standing::Tagged {
                id: id.clone(),
                tag: tag.clone(),
                is_same: *tag == like.tag,
            });
            let id = set.fresh_id();
            let occurrence = Occurrence { span, standing };
            return Ok(propagation::edits(like, &occurrence, ground.schema, &id, ground.now.clone()));
        }
        let (id, tag) = place.span.clone().ok_or(OrderFault::Changed)?;
        Ok(match self {
            Self::Retag(new) if *new == tag => Vec::new(),
            Self::Retag(new) => vec![Edit::Retag { id, tag: new.clone() }],
            Self::Say(values) => said(&id, &tag, values, set, ground.schema)?,
            Self::Delete | Self::Tag(_) => vec![Edit::Remove(id)],
        })
    }
}

/// The edits that give a span values; none for those that it has.
fn said(
    id: &SpanId,
    tag: &str,
    values: &[(String, Option<Value>)],
    set: &AnnotationSet,
    schema: &Schema,
) -> Result<Vec<Edit>, OrderFault> {
    let known = schema.tag(tag);
    let mut edits = Vec::new();
    for (name, value) in values {
        if known.and_then(|tag| tag.attribute(name)).is_none() {
            return Err(OrderFault::NoAttribute { tag: tag.to_owned(), name: name.clone() });
        }
        if set.get(id).and_then(|span| span.attribute(name)) != value.as_ref() {
            edits.push(Edit::Attribute { id: id.clone(), name: name.clone(), value: value.clone() });
        }
    }
    Ok(edits)
}

impl SpanPlace {
    /// Whether these words are still in their place in the text.
    pub fn is_in(&self, document: &Document) -> bool {
        self.span_in(document).is_some()
    }

    fn span_in(&self, document: &Document) -> Option<Span> {
        let span = document.span(self.range.clone()).filter(|span| span.range() == self.range);
        span.filter(|span| document.slice(span.range()) == self.words)
    }

    /// The place in a text, if the words there, and what is said of them, are those that the order speaks of.
    fn find(&self, set: &AnnotationSet, document: &Document) -> Option<Span> {
        let span = self.span_in(document)?;
        let is_as_said = match &self.span {
            Some((id, tag)) => set.get(id).is_some_and(|said| said.span == span && said.tag == *tag),
            None => set.in_range(span.range()).all(|said| said.span != span),
        };
        is_as_said.then_some(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Origin;

    const TEXT: &str = "قصف السوق ثم أخلي السوق";

    fn place(document: &Document, nth: usize, span: Option<(&str, &str)>) -> SpanPlace {
        let (start, words) = document.text().match_indices("السوق").nth(nth).unwrap();
        let span = span.map(|(id, tag)| (id.into(), tag.to_owned()));
        SpanPlace { range: start..start + words.len(), words: words.to_owned(), span }
    }

    fn set(document: &Document) -> AnnotationSet {
        let mut set = AnnotationSet::new();
        let first = document.span(place(document, 0, None).range).unwrap();
        set.apply(Edit::Add(Annotation::new("s1", "LOCATION", first))).unwrap();
        set.apply(Edit::State(DocumentState::InProgress)).unwrap();
        set
    }

    fn done(act: &SpanAct, places: &[SpanPlace], set: &mut AnnotationSet) -> Result<Vec<String>, OrderFault> {
        let document = Document::from(TEXT);
        let ground = Ground { document: &document, schema: Schema::builtin(), now: Timestamp::default() };
        let edit = act.edit(places, set, &ground)?;
        set.apply(edit)?;
        Ok(set.iter().map(|span| format!("{} {} {:?}", span.id, span.tag, span.origin)).collect())
    }

    #[test]
    fn words_are_tagged_as_a_span_is_and_spans_get_tags_or_go() {
        let document = Document::from(TEXT);
        let first = document.span(place(&document, 0, None).range).unwrap();
        let like = SpanAct::Tag(Box::new(Annotation::new("x", "LOCATION", first)));
        let free = place(&document, 1, None);
        let tagged = place(&document, 0, Some(("s1", "LOCATION")));
        let mut set = set(&document);
        let all = done(&like, std::slice::from_ref(&free), &mut set).unwrap();
        assert_eq!(all, ["s1 LOCATION Manual", "s2 LOCATION Propagated"]);
        assert_eq!(set.get("s2").unwrap().origin, Origin::Propagated);
        let retagged = done(&SpanAct::Retag("ACTOR".into()), std::slice::from_ref(&tagged), &mut set).unwrap();
        assert_eq!(retagged, ["s1 ACTOR Manual", "s2 LOCATION Propagated"]);
        assert_eq!(done(&SpanAct::Delete, &[tagged], &mut set), Err(OrderFault::Changed), "it is an ACTOR by now");
        assert_eq!(done(&like, &[free], &mut set), Err(OrderFault::Changed), "somebody has tagged it");
    }

    #[test]
    fn a_text_that_is_handed_in_or_otherwise_by_now_is_left_whole() {
        let document = Document::from(TEXT);
        let mut set = set(&document);
        let before = set.clone();
        let one = place(&document, 0, Some(("s1", "LOCATION")));
        let other = SpanPlace { words: "النهر".into(), ..one.clone() };
        let shifted = SpanPlace { range: one.range.start + 1..one.range.end, ..one.clone() };
        for odd in [other, shifted, place(&document, 1, Some(("s1", "LOCATION"))), place(&document, 0, Some(("s9", "LOCATION")))]
        {
            assert_eq!(done(&SpanAct::Delete, &[one.clone(), odd], &mut set), Err(OrderFault::Changed));
        }
        let unknown = SpanAct::Say(vec![("no_such".into(), None)]);
        assert!(matches!(done(&unknown, std::slice::from_ref(&one), &mut set), Err(OrderFault::NoAttribute { .. })));
        assert!(matches!(done(&SpanAct::Retag("X".into()), std::slice::from_ref(&one), &mut set), Err(OrderFault::Edit(_))));
        assert_eq!(set, before);
        set.apply(Edit::State(DocumentState::Submitted)).unwrap();
        assert_eq!(done(&SpanAct::Delete, &[one], &mut set), Err(OrderFault::HandedIn(DocumentState::Submitted)));
    }
}
