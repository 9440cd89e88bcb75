//! What is to be said of the spans of a target yet.

use hashiya::annotation::schema::Who;
use hashiya::annotation::{Annotation, AnnotationSet, Attribute, Defaults, End, Kind, Relation, Value};

use super::Fault;
use super::desk::Desk;
use super::target::{Saying, Target, leads_out};

/// The end of a relation to a span that is not tagged yet.
const UNTAGGED: &str = "@untagged";

/// Something that is to be said of a span yet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Want {
    /// The value of an attribute; none where it is to be taken away.
    Value(Attribute, Option<Value>),
    /// A relation, its ends those of the set that is typed.
    Relation(Relation),
    /// How certain a relation is.
    Certainty(Relation),
    /// That a relation that was made is taken away.
    Gone(Relation),
}

/// A span of the target, the id that it has got, and what is to be said of it yet.
pub(crate) struct Left<'a> {
    pub span: &'a Annotation,
    pub id: String,
    pub wants: Vec<Want>,
}

/// What is said of the spans of a text: relations between texts need the spans of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Round {
    /// Attributes, and relations within the text.
    Within,
    /// Relations into other texts.
    Between,
}

/// What is to be said of the spans of one text.
pub(crate) struct Wants<'a> {
    pub target: &'a Target,
    pub saying: &'a Saying,
    /// What says no more than absence.
    pub defaults: &'a Defaults,
    /// What is said now.
    pub round: Round,
}

impl Wants<'_> {
    /// The id that a span of the target has got.
    pub(crate) fn made(&self, id: &str) -> Option<&str> {
        self.saying.spans.get(&(self.target.name.clone(), id.to_owned())).map(String::as_str)
    }

    /// The value that is wanted of an attribute, in the identities that there are.
    pub(crate) fn value(&self, span: &Annotation, attribute: &Attribute) -> Option<Value> {
        let value = self.defaults.said(span, &attribute.id)?;
        let (Kind::Entity { registry }, Value::Text(id)) = (&attribute.kind, value) else { return Some(value.clone()) };
        let made = self.saying.identities.get(&(registry.clone(), id.clone()));
        Some(Value::Text(made.unwrap_or(id).clone()))
    }

    /// A relation of the target with the ends that it has got.
    fn relation(&self, relation: &Relation) -> Option<Relation> {
        if !self.is_now(relation) {
            return None;
        }
        let to = match relation.to.elsewhere() {
            Some((file, id)) => self.saying.end_in_text(file, id),
            None if self.target.set.contains(&relation.to) => self.made(&relation.to).map_or(End::from(UNTAGGED), End::from),
            None => relation.to.clone(),
        };
        let from = self.made(&relation.from)?;
        Some(Relation { from: from.into(), to, ..relation.clone() })
    }

    /// What is left to say of a span of the target.
    pub(crate) fn of(&self, span: &Annotation, desk: &Desk) -> Result<Vec<Want>, Fault> {
        let id = self.made(&span.id).ok_or("a span was not tagged")?;
        let said = desk.set()?.get(id).ok_or("a span is gone")?;
        let schema = desk.session().schema();
        let attributes = schema.tag(&span.tag).map(|tag| tag.attributes.as_slice()).unwrap_or_default();
        let mut wants = Vec::new();
        for attribute in attributes.iter().filter(|attribute| attribute.who == Who::Annotator && self.round == Round::Within) {
            let wanted = self.value(span, attribute);
            if !is_same(wanted.as_ref(), self.defaults.said(said, &attribute.id)) {
                wants.push(Want::Value(attribute.clone(), wanted));
            }
        }
        wants.extend(self.relations(span, id, desk.set()?));
        Ok(wants)
    }

    /// What is left to say of the relations from a span of the target, which has got this id.
    fn relations(&self, span: &Annotation, id: &str, set: &AnnotationSet) -> Vec<Want> {
        let wanted = self.target.set.relations().iter().filter(|relation| relation.from == span.id);
        let mut wanted: Vec<Relation> = wanted.filter_map(|relation| self.relation(relation)).collect();
        wanted.sort_by_key(|relation| relation.order);
        let is_it = |one: &Relation, other: &Relation| one.kind == other.kind && one.to == other.to;
        let made: Vec<&Relation> = set.relations_of(id).filter(|made| made.from == *id && self.is_now(made)).collect();
        let gone = made.iter().filter(|made| !wanted.iter().any(|one| is_it(one, made)));
        let mut wants: Vec<Want> = gone.map(|made| Want::Gone((*made).clone())).collect();
        for relation in wanted {
            match made.iter().find(|made| is_it(made, &relation)) {
                None => wants.push(Want::Relation(relation)),
                Some(made) if made.certainty != relation.certainty => wants.push(Want::Certainty(relation)),
                Some(_) => {}
            }
        }
        wants
    }

    /// Whether a relation is said in this round.
    fn is_now(&self, relation: &Relation) -> bool {
        leads_out(relation) == (self.round == Round::Between)
    }
}

/// Whether two values are the same; a list is a set.
pub(crate) fn is_same(one: Option<&Value>, other: Option<&Value>) -> bool {
    match (one, other) {
        (Some(Value::List(one)), Some(Value::List(other))) => {
            one.len() == other.len() && one.iter().all(|word| other.contains(word))
        }
        _ => one == other,
    }
}
