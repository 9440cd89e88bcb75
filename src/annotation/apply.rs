//! Making an edit: done whole or not at all, with the edit that takes it back.

use super::edit::{Edit, EditError};
use super::model::{Annotation, Relation};
use super::name::SpanId;
use super::offer::{Offer, Subject};
use super::ron_text::unknown_mut;
use super::set::AnnotationSet;
use super::value::Value;
use crate::text::Span;

/// Whether the same span may have the same tag twice: only when a file had it so and an edit is taken back.
#[derive(Clone, Copy, PartialEq)]
enum Duplicates {
    Refused,
    Restored,
}

impl AnnotationSet {
    /// Makes an edit and gives the one that takes it back.
    ///
    /// # Errors
    /// An edit that cannot be made; the set is then as it was, also for a part of a batch.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, EditError> {
        self.perform(edit, Duplicates::Refused)
    }

    /// Takes an edit back with what [`AnnotationSet::apply`] gave.
    ///
    /// It differs from `apply` only where a file had the same span and tag twice.
    ///
    /// # Errors
    /// Only if other edits came in between.
    pub fn revert(&mut self, inverse: Edit) -> Result<Edit, EditError> {
        self.perform(inverse, Duplicates::Restored)
    }

    fn perform(&mut self, edit: Edit, duplicates: Duplicates) -> Result<Edit, EditError> {
        match edit {
            Edit::Add(annotation) => self.add(annotation, duplicates),
            Edit::Remove(id) => self.remove(&id),
            Edit::Retag { id, tag } => self.retag(id, tag, duplicates),
            Edit::Move { id, span } => self.shift(id, span, duplicates),
            Edit::Replace(annotation) => self.replace(annotation, duplicates),
            Edit::Note { id, note } => {
                let note = std::mem::replace(&mut self.changed(&id)?.note, note);
                Ok(Edit::Note { id, note })
            }
            Edit::Attribute { id, name, value } => self.set_attribute(id, name, value),
            Edit::Attributes { id, attributes } => {
                let attributes = std::mem::replace(&mut self.changed(&id)?.attributes, attributes);
                Ok(Edit::Attributes { id, attributes })
            }
            Edit::Offer { id, subject, offer } => self.set_offer(id, subject, offer),
            Edit::State(state) => Ok(Edit::State(std::mem::replace(&mut self.state, state))),
            Edit::Metadata { name, value } => Ok(match assign(&mut self.metadata, &name, value) {
                Undo::Value(value) => Edit::Metadata { name, value },
                Undo::Whole(all) => Edit::AllMetadata(all),
            }),
            Edit::AllMetadata(all) => Ok(Edit::AllMetadata(std::mem::replace(&mut self.metadata, all))),
            Edit::Extra(extra) => Ok(Edit::Extra(std::mem::replace(&mut self.extra, extra))),
            Edit::Field { name, value } => match unknown_mut(&mut self.extra, &name) {
                Some(old) => Ok(Edit::Field { value: std::mem::replace(old, value), name }),
                None => Err(EditError::NoField(name)),
            },
            Edit::List(change) => {
                let name = change.name();
                self.lists.apply(change).map(Edit::List).ok_or(EditError::NoPlace(name))
            }
            Edit::AddRelation(relation) => self.add_relation(usize::MAX, relation),
            Edit::RestoreRelation { at, relation } => self.add_relation(at, relation),
            Edit::RemoveRelation(id) => self.remove_relation(&id),
            Edit::Batch(edits) => self.batch(edits, duplicates),
        }
    }

    fn add(&mut self, annotation: Annotation, duplicates: Duplicates) -> Result<Edit, EditError> {
        if self.contains(&annotation.id) {
            return Err(EditError::IdInUse(annotation.id.into_string()));
        }
        self.refuse_duplicate(annotation.span, &annotation.tag, duplicates)?;
        let id = annotation.id.clone();
        self.insert(annotation);
        Ok(Edit::Remove(id))
    }

    fn remove(&mut self, id: &str) -> Result<Edit, EditError> {
        let annotation = self.take(id).ok_or_else(|| EditError::NoAnnotation(id.into()))?;
        let mut inverse = vec![Edit::Add(annotation)];
        let (mut kept, mut gone) = (Vec::new(), Vec::new());
        for (at, relation) in std::mem::take(&mut self.relations).into_iter().enumerate() {
            if relation.touches(id) {
                gone.push(Edit::RestoreRelation { at, relation });
            } else {
                kept.push(relation);
            }
        }
        self.relations = kept;
        inverse.append(&mut gone);
        Ok(if inverse.len() == 1 { inverse.remove(0) } else { Edit::Batch(inverse) })
    }

    fn replace(&mut self, annotation: Annotation, duplicates: Duplicates) -> Result<Edit, EditError> {
        let old = self.found(&annotation.id)?.clone();
        if (old.span, &old.tag) != (annotation.span, &annotation.tag) {
            self.refuse_duplicate(annotation.span, &annotation.tag, duplicates)?;
        }
        self.take(&old.id);
        self.insert(annotation);
        Ok(Edit::Replace(old))
    }

    fn retag(&mut self, id: SpanId, tag: String, duplicates: Duplicates) -> Result<Edit, EditError> {
        let span = self.found(&id)?.span;
        self.refuse_duplicate(span, &tag, duplicates)?;
        let mut annotation = self.take(&id).ok_or_else(|| EditError::NoAnnotation(id.clone()))?;
        let tag = std::mem::replace(&mut annotation.tag, tag);
        self.insert(annotation);
        Ok(Edit::Retag { id, tag })
    }

    fn shift(&mut self, id: SpanId, span: Span, duplicates: Duplicates) -> Result<Edit, EditError> {
        let tag = self.found(&id)?.tag.clone();
        self.refuse_duplicate(span, &tag, duplicates)?;
        let mut annotation = self.take(&id).ok_or_else(|| EditError::NoAnnotation(id.clone()))?;
        let span = std::mem::replace(&mut annotation.span, span);
        self.insert(annotation);
        Ok(Edit::Move { id, span })
    }

    fn set_attribute(&mut self, id: SpanId, name: String, value: Option<Value>) -> Result<Edit, EditError> {
        Ok(match assign(&mut self.changed(&id)?.attributes, &name, value) {
            Undo::Value(value) => Edit::Attribute { id, name, value },
            Undo::Whole(attributes) => Edit::Attributes { id, attributes },
        })
    }

    fn set_offer(&mut self, id: SpanId, subject: Subject, offer: Option<Offer>) -> Result<Edit, EditError> {
        let annotation = self.changed(&id)?;
        // Only the whole span brings back a field of another shape.
        let whole = (offer.is_some() && annotation.offers.is_odd(&subject)).then(|| annotation.clone());
        let offer = annotation.offers.set(&subject, offer);
        Ok(whole.map_or(Edit::Offer { id, subject, offer }, Edit::Replace))
    }

    fn add_relation(&mut self, at: usize, relation: Relation) -> Result<Edit, EditError> {
        if self.relations.iter().any(|other| other.id == relation.id) {
            return Err(EditError::IdInUse(relation.id.into_string()));
        }
        self.found(&relation.from)?;
        let id = relation.id.clone();
        self.insert_relation(at, relation);
        Ok(Edit::RemoveRelation(id))
    }

    fn remove_relation(&mut self, id: &str) -> Result<Edit, EditError> {
        let place = self.relations.iter().position(|relation| relation.id == id);
        let at = place.ok_or_else(|| EditError::NoRelation(id.into()))?;
        Ok(Edit::RestoreRelation { at, relation: self.relations.remove(at) })
    }

    fn batch(&mut self, edits: Vec<Edit>, duplicates: Duplicates) -> Result<Edit, EditError> {
        let mut inverses = Vec::with_capacity(edits.len());
        for edit in edits {
            match self.perform(edit, duplicates) {
                Ok(inverse) => inverses.push(inverse),
                Err(error) => {
                    for inverse in inverses.into_iter().rev() {
                        self.revert(inverse)?;
                    }
                    return Err(error);
                }
            }
        }
        inverses.reverse();
        Ok(Edit::Batch(inverses))
    }

    fn refuse_duplicate(&self, span: Span, tag: &str, duplicates: Duplicates) -> Result<(), EditError> {
        match self.same(span, tag) {
            Some(other) if duplicates == Duplicates::Refused => {
                Err(EditError::Duplicate { id: other.id.clone(), tag: other.tag.clone() })
            }
            _ => Ok(()),
        }
    }

    fn found(&self, id: &str) -> Result<&Annotation, EditError> {
        self.get(id).ok_or_else(|| EditError::NoAnnotation(id.into()))
    }

    fn changed(&mut self, id: &str) -> Result<&mut Annotation, EditError> {
        self.change(id).ok_or_else(|| EditError::NoAnnotation(id.into()))
    }
}

/// How a named value comes back: by its name, or, where that would lose its place, with all the others.
enum Undo {
    Value(Option<Value>),
    Whole(Vec<(String, Value)>),
}

fn assign(values: &mut Vec<(String, Value)>, name: &str, value: Option<Value>) -> Undo {
    let place = values.iter().position(|(key, _)| key == name);
    match (place.and_then(|at| values.get_mut(at)), value) {
        (Some((_, old)), Some(new)) => Undo::Value(Some(std::mem::replace(old, new))),
        (None, Some(new)) => {
            values.push((name.to_owned(), new));
            Undo::Value(None)
        }
        (Some(_), None) => {
            let whole = values.clone();
            values.retain(|(key, _)| key != name);
            Undo::Whole(whole)
        }
        (None, None) => Undo::Value(None),
    }
}
