//! Whether a relation may be: what the schema allows, and what a relation by its nature cannot be.

use std::collections::HashSet;

use super::model::Annotation;
use super::name::{End, SpanId};
use super::schema::{RelationType, Schema};
use super::set::AnnotationSet;

/// Why a relation cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RelationFault {
    /// The schema has no such type.
    #[error("the schema has no relation {0}")]
    UnknownType(String),
    /// A relation of the type does not come from such a span.
    #[error("{kind} does not come from {tag}")]
    From {
        /// The type.
        kind: String,
        /// The tag of the span.
        tag: String,
    },
    /// A relation of the type does not go to such a span.
    #[error("{kind} does not go to {tag}")]
    To {
        /// The type.
        kind: String,
        /// The tag of the span.
        tag: String,
    },
    /// There is nothing at one of its ends.
    #[error("there is no {0} that the relation could go to")]
    NoEnd(End),
    /// Both its ends are the same span.
    #[error("a span has no {0} to itself")]
    Itself(String),
    /// Followed on, it would lead back to where it comes from.
    #[error("{0} would lead back to where it comes from")]
    Circle(String),
    /// It is there already.
    #[error("that {0} is there already")]
    Already(String),
}

impl RelationType {
    /// Whether what a relation of this type comes from may be what another one goes to, in one text: such relations make
    /// chains, which must not be closed.
    fn makes_chains(&self) -> bool {
        !self.across_documents && self.from.iter().any(|tag| self.to.contains(tag))
    }

    /// Checks that a relation of this type may lead from a span to an end.
    ///
    /// # Errors
    /// Why it may not. An end in another text (`FILE#ID`) is taken as it is: that text is not known here.
    pub fn check(&self, set: &AnnotationSet, from: &Annotation, to: &End) -> Result<(), RelationFault> {
        let kind = || self.id.clone();
        if !self.comes_from(&from.tag) {
            return Err(RelationFault::From { kind: kind(), tag: from.tag.clone() });
        }
        match set.get(to) {
            Some(target) if target.id == from.id => return Err(RelationFault::Itself(kind())),
            Some(target) if !self.to.contains(&target.tag) => {
                return Err(RelationFault::To { kind: kind(), tag: target.tag.clone() });
            }
            Some(_) => {}
            None if self.special_end(to).is_some() || self.across_documents && to.elsewhere().is_some() => {}
            None => return Err(RelationFault::NoEnd(to.clone())),
        }
        if set.relations_of(&from.id).any(|other| other.kind == self.id && other.from == from.id && other.to == *to) {
            return Err(RelationFault::Already(kind()));
        }
        if self.makes_chains() && leads(set, &self.id, to, &from.id) {
            return Err(RelationFault::Circle(kind()));
        }
        Ok(())
    }
}

/// Whether relations of a type lead from one span to another.
fn leads(set: &AnnotationSet, kind: &str, from: &str, to: &SpanId) -> bool {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut waiting = vec![from];
    while let Some(at) = waiting.pop() {
        if *to == *at {
            return true;
        }
        if seen.insert(at) {
            let next = set.relations().iter().filter(|relation| relation.kind == kind && relation.from == *at);
            waiting.extend(next.map(|relation| relation.to.as_str()));
        }
    }
    false
}

/// Checks that a relation of a type of the schema may lead from a span to an end.
///
/// # Errors
/// Why it may not.
pub fn check_relation(
    schema: &Schema,
    set: &AnnotationSet,
    kind: &str,
    from: &Annotation,
    to: &End,
) -> Result<(), RelationFault> {
    let found = schema.relation(kind).ok_or_else(|| RelationFault::UnknownType(kind.to_owned()))?;
    found.check(set, from, to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Edit, Relation};
    use crate::text::Document;

    fn set() -> AnnotationSet {
        let document = Document::from("a b c d e");
        let mut set = AnnotationSet::new();
        for (n, tag) in ["CASUALTY", "CASUALTY", "CASUALTY", "ACTOR", "ALLEGATION"].iter().enumerate() {
            let span = document.span(2 * n..2 * n + 1).unwrap();
            set.apply(Edit::Add(Annotation::new(format!("s{}", n + 1), *tag, span))).unwrap();
        }
        for (id, from, to) in [("r1", "s1", "s2"), ("r2", "s2", "s3")] {
            set.apply(Edit::AddRelation(Relation::new(id, "within", from, to))).unwrap();
        }
        set
    }

    fn fault(kind: &str, from: &str, to: &str) -> String {
        let set = set();
        let checked = check_relation(Schema::builtin(), &set, kind, set.get(from).unwrap(), &to.into());
        checked.map_or_else(|fault| fault.to_string(), |()| "may be".to_owned())
    }

    #[test]
    fn what_the_schema_allows_may_be_and_the_rest_says_why_not() {
        assert_eq!(fault("claimed_by", "s5", "s4"), "may be");
        assert_eq!(fault("claimed_by", "s5", "@document"), "may be");
        assert_eq!(fault("claimed_by", "s5", "@nowhere"), "there is no @nowhere that the relation could go to");
        assert_eq!(fault("claimed_by", "s1", "s4"), "claimed_by does not come from CASUALTY");
        assert_eq!(fault("claimed_by", "s5", "s1"), "claimed_by does not go to CASUALTY");
        assert_eq!(fault("claimed_by", "s5", "s99"), "there is no s99 that the relation could go to");
        assert_eq!(fault("told_by", "s5", "s4"), "the schema has no relation told_by");
        assert_eq!(fault("contradicts", "s5", "other.txt#s1"), "may be");
        assert_eq!(fault("contradicts", "s5", "other.txt#"), "there is no other.txt# that the relation could go to");
        assert_eq!(fault("at", "s5", "other.txt#s1"), "there is no other.txt#s1 that the relation could go to");
    }

    #[test]
    fn a_figure_is_not_within_itself_nor_within_a_part_of_it() {
        assert_eq!(fault("within", "s3", "s1"), "within would lead back to where it comes from");
        assert_eq!(fault("within", "s2", "s2"), "a span has no within to itself");
        assert_eq!(fault("within", "s1", "s2"), "that within is there already");
        assert_eq!(fault("within", "s1", "s3"), "may be");
    }
}
