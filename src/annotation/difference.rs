//! From one set to another: the edit that makes the one say what the other says.

use super::edit::Edit;
use super::model::{Annotation, Relation};
use super::set::AnnotationSet;

/// The edit that makes `from` equal to `to`; an empty batch if it is already.
///
/// Annotations are known by their ids. It must be made with [`AnnotationSet::revert`] where `to` has the same span and
/// tag twice, as [`Edit::Batch`]es of a merge may.
pub fn difference(from: &AnnotationSet, to: &AnnotationSet) -> Edit {
    let mut edits = Vec::new();
    if from.state() != to.state() {
        edits.push(Edit::State(to.state().clone()));
    }
    if from.metadata() != to.metadata() {
        edits.push(Edit::AllMetadata(to.metadata().to_vec()));
    }
    if from.extra() != to.extra() {
        edits.push(Edit::Extra(to.extra().clone()));
    }
    edits.extend(from.lists().difference(to.lists()).into_iter().map(Edit::List));
    let relations = of_relations(from.relations(), to.relations());
    edits.extend(relations.0.map(|relation| Edit::RemoveRelation(relation.id.clone())));
    for annotation in from.iter().filter(|annotation| !to.contains(&annotation.id)) {
        edits.push(Edit::Remove(annotation.id.clone()));
    }
    for annotation in to.iter() {
        match from.get(&annotation.id) {
            Some(old) if old == annotation => {}
            Some(old) => of_annotation(old, annotation, &mut edits),
            None => edits.push(Edit::Add(annotation.clone())),
        }
    }
    edits.extend(relations.1.map(|(at, relation)| Edit::RestoreRelation { at, relation: relation.clone() }));
    Edit::Batch(edits)
}

/// The relations that go, and those that come, with their places. From the first place that differs on, all do: they
/// are kept in order.
fn of_relations<'a>(
    from: &'a [Relation],
    to: &'a [Relation],
) -> (impl Iterator<Item = &'a Relation>, impl Iterator<Item = (usize, &'a Relation)>) {
    let same = from.iter().zip(to).take_while(|(old, new)| old == new).count();
    (from.iter().skip(same), to.iter().enumerate().skip(same))
}

fn of_annotation(old: &Annotation, new: &Annotation, edits: &mut Vec<Edit>) {
    let id = || new.id.clone();
    let is_replaced = (&old.origin, &old.at, &old.provenance) != (&new.origin, &new.at, &new.provenance);
    if is_replaced || (&old.offers, &old.extra) != (&new.offers, &new.extra) {
        edits.push(Edit::Replace(new.clone()));
        return;
    }
    if old.tag != new.tag {
        edits.push(Edit::Retag { id: id(), tag: new.tag.clone() });
    }
    if old.span != new.span {
        edits.push(Edit::Move { id: id(), span: new.span });
    }
    if old.note != new.note {
        edits.push(Edit::Note { id: id(), note: new.note.clone() });
    }
    if old.attributes != new.attributes {
        edits.push(Edit::Attributes { id: id(), attributes: new.attributes.clone() });
    }
}
