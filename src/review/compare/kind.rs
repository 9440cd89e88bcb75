//! How the readings of a unit differ.

use super::link::{Target, standard};
use super::{Reading, Unit, extents};
use crate::annotation::{Annotation, Value};

/// How the readings of a unit differ: in the first of these, from [`UnitKind::Split`] on, that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UnitKind {
    /// Not at all; notes do not count.
    Agreed,
    /// One has several spans where another has one.
    Split,
    /// In the tag.
    Tag,
    /// In the words.
    Boundary,
    /// Only in glued particles, quotation marks and punctuation at the edges.
    Clitic,
    /// In an attribute.
    Attribute,
    /// In a relation whose two ends both annotators have.
    Relation,
    /// Some have nothing here, and the others are of one mind.
    Missing,
    /// As missing, and the span stands in, or around, another of its tag that they all have.
    Nesting,
}

impl UnitKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Agreed,
        Self::Tag,
        Self::Boundary,
        Self::Clitic,
        Self::Missing,
        Self::Split,
        Self::Nesting,
        Self::Attribute,
        Self::Relation,
    ];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Split => "split",
            Self::Tag => "tag",
            Self::Boundary => "boundary",
            Self::Clitic => "clitic-only",
            Self::Attribute => "attribute",
            Self::Relation => "relation",
            Self::Missing => "missing",
            Self::Nesting => "nesting",
        }
    }
}

/// Judges every unit; `nested` tells of each whether it stands alone in or around one of its tag.
pub fn judge(text: &str, units: &mut [Unit], nested: &[bool]) {
    let kinds: Vec<UnitKind> = (0..units.len()).map(|n| kind(text, units, n, nested.get(n) == Some(&true))).collect();
    for (unit, kind) in units.iter_mut().zip(kinds) {
        unit.kind = kind;
    }
}

fn kind(text: &str, units: &[Unit], n: usize, nested: bool) -> UnitKind {
    let Some(unit) = units.get(n) else { return UnitKind::Agreed };
    let present: Vec<(usize, &Reading)> = unit.readings.iter().enumerate().filter(|(_, reading)| !reading.is_empty()).collect();
    let Some(((_, one), others)) = present.split_first() else { return UnitKind::Agreed };
    let differ = |test: &dyn Fn(&Reading, &Reading) -> bool| others.iter().any(|(_, other)| test(one, other));
    if differ(&|a, b| a.spans.len() != b.spans.len()) {
        UnitKind::Split
    } else if differ(&|a, b| pairs(a, b).any(|(a, b)| a.tag != b.tag)) {
        UnitKind::Tag
    } else if differ(&|a, b| extents(text, a) != extents(text, b)) {
        UnitKind::Boundary
    } else if differ(&|a, b| pairs(a, b).any(|(a, b)| a.span != b.span)) {
        UnitKind::Clitic
    } else if differ(&|a, b| pairs(a, b).any(|(a, b)| !same_attributes(a, b))) {
        UnitKind::Attribute
    } else if present.iter().enumerate().any(|(n, a)| present.iter().skip(n + 1).any(|b| !same_links(units, *a, *b))) {
        UnitKind::Relation
    } else if present.len() < unit.readings.len() {
        if nested { UnitKind::Nesting } else { UnitKind::Missing }
    } else {
        UnitKind::Agreed
    }
}

/// Whether two annotators read a unit alike, by their numbers.
pub fn is_alike(units: &[Unit], unit: usize, one: usize, other: usize) -> bool {
    let Some(readings) = units.get(unit).map(|unit| &unit.readings) else { return false };
    let (Some(a), Some(b)) = (readings.get(one), readings.get(other)) else { return false };
    let same = |(a, b): (&Annotation, &Annotation)| a.tag == b.tag && a.span == b.span && same_attributes(a, b);
    a.spans.len() == b.spans.len() && pairs(a, b).all(same) && same_links(units, (one, a), (other, b))
}

fn pairs<'a>(a: &'a Reading, b: &'a Reading) -> impl Iterator<Item = (&'a Annotation, &'a Annotation)> {
    a.spans.iter().zip(&b.spans)
}

/// Whether two annotations have the same attributes, in whatever order.
pub fn same_attributes(a: &Annotation, b: &Annotation) -> bool {
    let sorted = |annotation: &'_ Annotation| {
        let mut attributes: Vec<(String, Value)> = annotation.attributes.clone();
        attributes.sort_by(|a, b| a.0.cmp(&b.0));
        attributes
    };
    a.attributes == b.attributes || sorted(a) == sorted(b)
}

/// Whether two readings have the same relations, as far as both annotators have the other end too.
fn same_links(units: &[Unit], (first, one): (usize, &Reading), (second, other): (usize, &Reading)) -> bool {
    let has = |at: usize, who: usize| units.get(at).and_then(|unit| unit.readings.get(who)).is_some_and(|r| !r.is_empty());
    let counts = |target: &Target| match target {
        Target::Unit(at) => has(*at, first) && has(*at, second),
        Target::Other(_) => true,
    };
    standard(&one.links, counts) == standard(&other.links, counts)
}
