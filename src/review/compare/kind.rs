//! How the readings of a unit differ.

use super::link::{Target, standard};
use super::unit::{Comparison, Reading, Unit, UnitKind};
use crate::annotation::{Annotation, Defaults};
use crate::review::extent::Extent;

/// Judges every unit; `nested` tells of each whether it stands alone in or around one of its tag.
pub(super) fn judge(text: &str, units: &mut [Unit], nested: &[bool], defaults: &Defaults) {
    let kinds: Vec<UnitKind> = (0..units.len()).map(|n| kind(text, units, n, defaults, nested.get(n) == Some(&true))).collect();
    for (unit, kind) in units.iter_mut().zip(kinds) {
        unit.kind = kind;
    }
}

fn kind(text: &str, units: &[Unit], n: usize, defaults: &Defaults, nested: bool) -> UnitKind {
    let Some(unit) = units.get(n) else { return UnitKind::Agreed };
    if unit.fact.is_some() {
        return UnitKind::Fact;
    }
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
    } else if differ(&|a, b| pairs(a, b).any(|(a, b)| !defaults.same_attributes(a, b))) {
        UnitKind::Attribute
    } else if present.iter().enumerate().any(|(n, a)| present.iter().skip(n + 1).any(|b| !same_links(units, *a, *b))) {
        UnitKind::Relation
    } else if present.len() < unit.readings.len() {
        if nested { UnitKind::Nesting } else { UnitKind::Missing }
    } else {
        UnitKind::Agreed
    }
}

impl Comparison {
    /// Whether two annotators read a unit alike: the same spans, tags and attributes, and the same relations where
    /// both have the other end.
    pub fn is_alike(&self, unit: usize, one: usize, other: usize) -> bool {
        let Some(readings) = self.units.get(unit).map(|unit| &unit.readings) else { return false };
        let (Some(a), Some(b)) = (readings.get(one), readings.get(other)) else { return false };
        let same = |(a, b): (&Annotation, &Annotation)| a.tag == b.tag && a.span == b.span && self.defaults.same_attributes(a, b);
        a.value == b.value
            && a.spans.len() == b.spans.len()
            && pairs(a, b).all(same)
            && same_links(&self.units, (one, a), (other, b))
    }
}

fn pairs<'a>(a: &'a Reading, b: &'a Reading) -> impl Iterator<Item = (&'a Annotation, &'a Annotation)> {
    a.spans.iter().zip(&b.spans)
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

/// The extents of the spans of a reading, in order.
pub(super) fn extents(text: &str, reading: &Reading) -> Vec<Extent> {
    reading.spans.iter().map(|span| Extent::of(text, span.span)).collect()
}
