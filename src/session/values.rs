//! What a person says of spans: values set, taken away and repeated, and relations made, each as one change.

use std::sync::Arc;

use super::notice::Refusal;
use super::open_text::OpenText;
use super::saying::Saying;
use super::shared::Shared;
use crate::annotation::schema::Schema;
use crate::annotation::{Edit, End, Relation, RelationId, SpanId, Value, check_relation};

impl OpenText {
    /// The edits that give attributes of spans their values.
    pub(super) fn value_edits(&self, spans: &[SpanId], values: &[(String, Option<Value>)]) -> Vec<Edit> {
        let set = self.set();
        let edit = |id: &SpanId, name: &String, value: &Option<Value>| {
            let is_new = set.get(id).is_some_and(|span| span.attribute(name) != value.as_ref());
            is_new.then(|| Edit::Attribute { id: id.clone(), name: name.clone(), value: value.clone() })
        };
        spans.iter().flat_map(|id| values.iter().filter_map(move |(name, value)| edit(id, name, value))).collect()
    }

    /// Makes changes that undo takes back as one.
    pub(super) fn change_all(&mut self, mut edits: Vec<Edit>) -> Result<(), Refusal> {
        match edits.len() {
            0 => Ok(()),
            1 => self.change(edits.remove(0)),
            _ => self.change(Edit::Batch(edits)),
        }
    }

    /// Adds a relation, which gets its id and its place among its like here.
    pub(super) fn add_relation(&mut self, relation: Relation, schema: &Schema) -> Result<(), Refusal> {
        let relation = self.made(relation, schema)?;
        self.change(Edit::AddRelation(relation))
    }

    /// A relation with its id and its place among its like.
    pub(super) fn made(&mut self, relation: Relation, schema: &Schema) -> Result<Relation, Refusal> {
        let Relation { kind, from, to, .. } = &relation;
        let set = self.set();
        let span = set.get(from).ok_or(Refusal::NoSpan)?;
        check_relation(schema, &self.around(), kind, span, to)?;
        let is_ordered = schema.relation(kind).is_some_and(|kind| kind.ordered);
        let like = set.relations_of(from).filter(|other| other.from == *from && other.kind == *kind);
        let order = is_ordered.then(|| like.filter_map(|other| other.order).max().unwrap_or(0) + 1);
        let id = Arc::make_mut(&mut self.ledger.set).fresh_relation_id();
        Ok(Relation { id, order, ..relation })
    }

    /// Takes a relation away; those of its type that came after it in their order move up.
    pub(super) fn unrelate(&mut self, id: &RelationId) -> Result<(), Refusal> {
        let relations = self.set().relations();
        let Some(gone) = relations.iter().find(|relation| relation.id == *id).cloned() else { return Ok(()) };
        let mut edits = vec![Edit::RemoveRelation(id.clone())];
        for (at, relation) in relations.iter().filter(|relation| relation.id != *id).enumerate() {
            let is_later = relation.from == gone.from && relation.kind == gone.kind && relation.order > gone.order;
            if let Some(order) = relation.order.filter(|_| is_later && gone.order.is_some()) {
                edits.extend(replaced(at, Relation { order: Some(order - 1), ..relation.clone() }));
            }
        }
        self.change_all(edits)
    }

    /// Says how certain a relation is, or no longer.
    pub(super) fn set_certainty(&mut self, id: &RelationId, certainty: Option<Value>) -> Result<(), Refusal> {
        let found = self.set().relations().iter().enumerate().find(|(_, relation)| relation.id == *id);
        let Some((at, relation)) = found else { return Ok(()) };
        if relation.certainty == certainty {
            return Ok(());
        }
        let edits = replaced(at, Relation { certainty, ..relation.clone() });
        self.change_all(edits.into())
    }
}

impl OpenText {
    /// Gives an attribute of a relation a value, or takes it away.
    pub(super) fn set_quality(&mut self, id: &RelationId, name: &str, value: Option<Value>) -> Result<(), Refusal> {
        let found = self.set().relations().iter().enumerate().find(|(_, relation)| relation.id == *id);
        let Some((at, relation)) = found else { return Ok(()) };
        let mut changed = relation.clone();
        changed.set_attribute(name, value);
        if changed == *relation {
            return Ok(());
        }
        let edits = replaced(at, changed);
        self.change_all(edits.into())
    }
}

/// The edits that put a relation in the place of the one of its id, which is at a place among all.
fn replaced(at: usize, relation: Relation) -> [Edit; 2] {
    [Edit::RemoveRelation(relation.id.clone()), Edit::RestoreRelation { at, relation }]
}

impl Shared {
    /// Makes a relation in the open text; of an ordered type, it comes after those that there are.
    pub(super) fn relate(&mut self, kind: &str, from: &SpanId, to: End) -> Result<(), Refusal> {
        self.say(std::slice::from_ref(from), Saying::relation(Relation::new("", kind, from.clone(), to)))
    }
}
