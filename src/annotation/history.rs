//! Undo and redo, without a limit.

use super::edit::{Edit, EditError};
use super::entry::Act;
use super::name::OrderId;
use super::set::AnnotationSet;

/// The edits that take back and do again what was done to one set.
#[derive(Debug, Clone, Default)]
pub struct History {
    undo: Vec<Change>,
    redo: Vec<Change>,
}

/// A change that can be taken back, or made again.
#[derive(Debug, Clone)]
struct Change {
    /// What does so.
    edit: Edit,
    /// The order over several texts that it is a part of.
    order: Option<OrderId>,
}

impl History {
    /// A history of nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes an edit and remembers how to take it back; what could be done again is forgotten. Gives what takes it
    /// back.
    ///
    /// # Errors
    /// An edit that cannot be made; nothing has changed then.
    pub fn apply(&mut self, set: &mut AnnotationSet, edit: Edit) -> Result<Edit, EditError> {
        let inverse = set.apply(edit)?;
        self.made(inverse.clone());
        Ok(inverse)
    }

    /// Makes an edit that a merge gave, in which the same span may have the same tag twice. Gives what takes it back.
    ///
    /// # Errors
    /// An edit that cannot be made; nothing has changed then.
    pub fn join(&mut self, set: &mut AnnotationSet, edit: Edit) -> Result<Edit, EditError> {
        let inverse = set.revert(edit)?;
        self.made(inverse.clone());
        Ok(inverse)
    }

    /// Makes an edit as the next step of the one before it: both are taken back as one. Gives what takes this step
    /// back.
    ///
    /// The one before must have changed no more than this step can bring back to where it began, as the moves of one
    /// edge do.
    ///
    /// # Errors
    /// An edit that cannot be made; nothing has changed then.
    pub fn step(&mut self, set: &mut AnnotationSet, edit: Edit) -> Result<Edit, EditError> {
        let returns = self.next_undo() == Some(&edit);
        let inverse = set.apply(edit)?;
        self.stepped(returns, inverse.clone());
        Ok(inverse)
    }

    /// Remembers a change that was made: by this history, or, read from a journal, in an earlier sitting.
    pub fn record(&mut self, act: Act, edit: &Edit, inverse: Edit) {
        match act {
            Act::Edit => self.made(inverse),
            Act::Step => self.stepped(self.next_undo() == Some(edit), inverse),
            Act::Undo => {
                let order = self.undo.pop().and_then(|change| change.order);
                self.redo.push(Change { edit: inverse, order });
            }
            Act::Redo => {
                let order = self.redo.pop().and_then(|change| change.order);
                self.undo.push(Change { edit: inverse, order });
            }
        }
    }

    /// Says that the change which was remembered last, and came about so, is a part of an order over several texts.
    pub fn belongs(&mut self, act: Act, order: &OrderId) {
        let last = match act {
            Act::Undo => self.redo.last_mut(),
            Act::Edit | Act::Step | Act::Redo => self.undo.last_mut(),
        };
        if let Some(change) = last {
            change.order = Some(order.clone());
        }
    }

    fn made(&mut self, inverse: Edit) {
        self.undo.push(Change { edit: inverse, order: None });
        self.redo.clear();
    }

    /// Takes note of a step; one that returns to where the first began leaves nothing to take back.
    fn stepped(&mut self, returns: bool, inverse: Edit) {
        self.redo.clear();
        if returns {
            self.undo.pop();
        } else if self.undo.is_empty() {
            self.undo.push(Change { edit: inverse, order: None });
        }
    }

    /// Takes the last edit back and gives the edit that did so.
    pub fn undo(&mut self, set: &mut AnnotationSet) -> Option<Edit> {
        turn(set, &mut self.undo, &mut self.redo)
    }

    /// Does again what was last taken back and gives the edit that did so.
    pub fn redo(&mut self, set: &mut AnnotationSet) -> Option<Edit> {
        turn(set, &mut self.redo, &mut self.undo)
    }

    /// How many changes can be taken back.
    pub fn depth(&self) -> usize {
        self.undo.len()
    }

    /// What [`History::undo`] would do next.
    pub fn next_undo(&self) -> Option<&Edit> {
        self.undo.last().map(|change| &change.edit)
    }

    /// What [`History::redo`] would do next.
    pub fn next_redo(&self) -> Option<&Edit> {
        self.redo.last().map(|change| &change.edit)
    }

    /// The order that what [`History::undo`] would take back next is a part of.
    pub fn undo_order(&self) -> Option<&OrderId> {
        self.undo.last()?.order.as_ref()
    }

    /// The order that what [`History::redo`] would make again next is a part of.
    pub fn redo_order(&self) -> Option<&OrderId> {
        self.redo.last()?.order.as_ref()
    }

    /// Whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is something to do again.
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }
}

fn turn(set: &mut AnnotationSet, from: &mut Vec<Change>, onto: &mut Vec<Change>) -> Option<Edit> {
    let Change { edit, order } = from.pop()?;
    let inverse = set.revert(edit.clone()).ok()?;
    onto.push(Change { edit: inverse, order });
    Some(edit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::annotation::{
        Annotation, DocumentState, End, Offer, Outcome, Parts, Relation, RelationId, SpanId, Subject, Value,
    };
    use crate::text::{Document, Span};

    const TEXT: &str = "قُتِلَ 25 مدنياً في حلب";

    fn span(from: usize, length: usize) -> Span {
        let document = Document::from(TEXT);
        let from = from % (document.code_points() - 8);
        let byte = |n| document.byte_of_code_point(n).unwrap();
        document.span(byte(from)..byte(from + 1 + length % 6)).unwrap()
    }

    fn relation(id: RelationId, from: SpanId, to: End) -> Relation {
        Relation::new(id, "by", from, to)
    }

    /// Any edit, possible or not, of what the set holds.
    fn edit(set: &mut AnnotationSet, [kind, a, b]: [usize; 3]) -> Edit {
        let some = |n: usize| set.iter().nth(n % set.len().max(1)).map_or_else(|| SpanId::from("s0"), |item| item.id.clone());
        let (id, other) = (some(a), some(b));
        let tag = if a % 2 == 0 { "ACTOR" } else { "LOCATION" }.to_owned();
        let name = format!("k{}", b % 3);
        let value = (a % 3 > 0).then(|| Value::Integer(i64::try_from(a).unwrap()));
        match kind % 15 {
            0..=3 => Edit::Add(Annotation::new(set.fresh_id(), tag, span(a, b))),
            4 => Edit::Remove(id),
            5 => Edit::Retag { id, tag },
            6 => Edit::Move { id, span: span(b, a) },
            7 => Edit::Note { id, note: format!("note {b}") },
            8 => Edit::Attribute { id, name, value },
            9 => Edit::Metadata { name, value },
            10 => Edit::State(DocumentState::from(["new", "submitted", "odd"][a % 3])),
            11 => Edit::AddRelation(relation(set.fresh_relation_id(), id, other.into())),
            12 => Edit::RemoveRelation(set.relations().get(b % 4).map_or_else(|| "r0".into(), |r| r.id.clone())),
            13 => {
                let subject = if b % 2 == 0 { Subject::Attribute(name) } else { Subject::Relation("by".to_owned()) };
                Edit::Offer { id, subject, offer: value.map(|value| Offer::new("rule", value)) }
            }
            _ => Edit::Batch([[a, b, a], [b, a, b], [a + b, b, a]].map(|[k, a, b]| edit(set, [k % 14, a, b])).to_vec()),
        }
    }

    /// A set as a file may have it: one span twice with the same tag.
    fn read() -> AnnotationSet {
        let annotation = |id: &str, from| Annotation::new(id, "ACTOR", span(from, 3));
        let annotations = vec![annotation("s1", 0), annotation("s2", 0), annotation("s7", 9)];
        let relations =
            vec![relation("r1".into(), "s1".into(), "s2".into()), relation("r2".into(), "s7".into(), "@document".into())];
        AnnotationSet::from_parts(Parts { annotations, relations, ..Parts::default() }).0
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn undoing_everything_restores_the_set_exactly(
            seeds in proptest::collection::vec(proptest::array::uniform3(0_usize..1000), 200),
        ) {
            let mut set = read();
            let (first, mut history) = (set.clone(), History::new());
            for seed in seeds {
                let edit = edit(&mut set, seed);
                let before = set.clone();
                if history.apply(&mut set, edit).is_err() {
                    prop_assert_eq!(&set, &before);
                }
            }
            let last = set.clone();
            while history.undo(&mut set).is_some() {}
            prop_assert!(!history.can_undo());
            prop_assert_eq!(&set, &first);
            while history.redo(&mut set).is_some() {}
            prop_assert_eq!(&set, &last);
        }
    }

    #[test]
    fn the_same_span_with_the_same_tag_is_refused_and_any_other_overlap_allowed() {
        let mut set = AnnotationSet::new();
        set.apply(Edit::Add(Annotation::new("s1", "ACTOR", span(0, 3)))).unwrap();
        let same = set.apply(Edit::Add(Annotation::new("s2", "ACTOR", span(0, 3))));
        assert_eq!(same, Err(EditError::Duplicate { id: "s1".into(), tag: "ACTOR".to_owned() }));
        for (id, tag, span) in [("s3", "LOCATION", span(0, 3)), ("s4", "ACTOR", span(0, 5)), ("s5", "ACTOR", span(2, 5))] {
            set.apply(Edit::Add(Annotation::new(id, tag, span))).unwrap();
        }
        assert!(set.apply(Edit::Retag { id: "s3".into(), tag: "ACTOR".to_owned() }).is_err());
        assert!(set.apply(Edit::Move { id: "s4".into(), span: span(0, 3) }).is_err());
        assert_eq!(set.len(), 4);
    }

    /// A set in which the first span has these fields in its line.
    fn offered(fields: &str) -> AnnotationSet {
        let mut annotation = Annotation::new("s1", "ACTOR", span(0, 3));
        let (name, raw) = fields.split_once(": ").unwrap();
        annotation.offers = crate::annotation::Offers::take(&mut vec![(name.to_owned(), raw.to_owned())]);
        let annotations = vec![annotation, Annotation::new("s2", "LOCATION", span(9, 3))];
        AnnotationSet::from_parts(Parts { annotations, ..Parts::default() }).0
    }

    #[test]
    fn what_was_proposed_outlives_another_tag_goes_with_its_span_and_comes_back_with_it() {
        let (mut set, mut history) = (offered("offered: [(\"n\", (\"number\", 6))]"), History::new());
        let n = Subject::Attribute("n".to_owned());
        assert_eq!((set.outcome("s1", &n), set.outcome("s2", &n)), (Some(Outcome::Refused), None));
        history.apply(&mut set, Edit::Retag { id: "s1".into(), tag: "LOCATION".into() }).unwrap();
        assert_eq!(set.outcome("s1", &n), Some(Outcome::Refused));
        let take = |value| Edit::Attribute { id: "s1".into(), name: "n".into(), value: Some(Value::Integer(value)) };
        history.apply(&mut set, take(6)).unwrap();
        assert_eq!(set.outcome("s1", &n), Some(Outcome::Kept));
        history.apply(&mut set, take(7)).unwrap();
        assert_eq!(set.outcome("s1", &n), Some(Outcome::Changed));
        history.apply(&mut set, Edit::Remove("s1".into())).unwrap();
        assert_eq!(set.outcome("s1", &n), None);
        history.undo(&mut set);
        assert_eq!(set.outcome("s1", &n), Some(Outcome::Changed));
    }

    #[test]
    fn a_proposed_end_was_kept_where_a_relation_of_its_type_goes_there_and_changed_where_one_goes_elsewhere() {
        let mut set = offered("offered_relations: [(\"by\", (\"near\", \"s2\"))]");
        let by = Subject::Relation("by".to_owned());
        assert_eq!(set.outcome("s1", &by), Some(Outcome::Refused));
        set.apply(Edit::AddRelation(relation("r1".into(), "s2".into(), "s1".into()))).unwrap();
        assert_eq!(set.outcome("s1", &by), Some(Outcome::Refused), "it comes from another span");
        set.apply(Edit::AddRelation(relation("r2".into(), "s1".into(), "@document".into()))).unwrap();
        assert_eq!(set.outcome("s1", &by), Some(Outcome::Changed));
        set.apply(Edit::AddRelation(relation("r3".into(), "s1".into(), "s2".into()))).unwrap();
        assert_eq!(set.outcome("s1", &by), Some(Outcome::Kept));
    }

    #[test]
    fn offers_of_another_shape_come_back_as_they_were() {
        let (mut set, mut history) = (offered("offered: Low"), History::new());
        let before = set.clone();
        let edit = |offer| Edit::Offer { id: "s1".into(), subject: Subject::Attribute("n".into()), offer };
        history.apply(&mut set, edit(None)).unwrap();
        assert_eq!(set, before);
        history.apply(&mut set, edit(Some(Offer::new("number", Value::Integer(6))))).unwrap();
        assert_eq!(set.get("s1").unwrap().offers.iter().count(), 1);
        while history.undo(&mut set).is_some() {}
        assert_eq!(set, before);
    }

    #[test]
    fn a_batch_that_fails_leaves_nothing_behind() {
        let mut set = read();
        let before = set.clone();
        let batch = vec![Edit::Remove("s1".into()), Edit::State(DocumentState::Submitted), Edit::Remove("s99".into())];
        assert_eq!(set.apply(Edit::Batch(batch)), Err(EditError::NoAnnotation("s99".into())));
        assert_eq!(set, before);
    }

    #[test]
    fn an_annotation_takes_its_relations_along_and_brings_them_back_in_place() {
        let (mut set, mut history) = (read(), History::new());
        let before = set.clone();
        history.apply(&mut set, Edit::Remove("s2".into())).unwrap();
        assert_eq!(set.relations().len(), 1);
        history.undo(&mut set);
        assert_eq!(set, before);
    }

    #[test]
    fn a_new_edit_drops_what_could_be_done_again() {
        let (mut set, mut history) = (read(), History::new());
        history.apply(&mut set, Edit::State(DocumentState::Submitted)).unwrap();
        assert_eq!(history.undo(&mut set), Some(Edit::State(DocumentState::New)));
        assert!(history.can_redo());
        history.apply(&mut set, Edit::Remove("s1".into())).unwrap();
        assert!(!history.can_redo() && history.redo(&mut set).is_none());
    }
}
