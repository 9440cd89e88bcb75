//! Merging the spans: which are the same, what becomes of their fields, and which id each gets.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::conflict::Conflict;
use super::ids::{Ids, earlier};
use super::lists::held;
use super::marks::{mark, named};
use super::offers;
use super::trios::{Entry, Side, Trio, trios};
use crate::annotation::merge::{REMOVED, Sides, pairs};
use crate::annotation::record::Rare;
use crate::annotation::{Origin, SpanId, Value};
use crate::storage::sidecar::record::StoredSpan;

/// What the end of a relation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum End<'a> {
    /// A span of the merge, by its place among them.
    Kept(usize),
    /// A span of the base that is gone, by its place among those.
    Gone(usize),
    /// No span of the sidecar: a special end, or a span that is missing.
    Outer(&'a str),
}

impl<'a> Entry<'a> for &'a StoredSpan {
    type Content = (usize, usize, &'a str);

    fn id(self) -> &'a str {
        &self.id
    }

    fn content(self) -> Self::Content {
        (self.start, self.end, &self.tag)
    }

    fn continues(self, before: Self) -> bool {
        let remade = !self.at.is_empty() && !before.at.is_empty() && self.at != before.at;
        !remade && (overlap(self, before) || self.tag == before.tag)
    }

    fn is_twin(self, other: Self) -> bool {
        let made_together = !self.at.is_empty() && self.at == other.at;
        self.content() == other.content() || (made_together && overlap(self, other))
    }

    fn order(self, other: Self) -> Ordering {
        let place = |span: Self| (span.start, Reverse(span.end));
        let first = place(self).cmp(&place(other)).then_with(|| self.tag.cmp(&other.tag));
        first.then_with(|| self.id.cmp(&other.id)).then_with(|| format!("{self:?}").cmp(&format!("{other:?}")))
    }
}

fn overlap(a: &StoredSpan, b: &StoredSpan) -> bool {
    a.start < b.end && b.start < a.end
}

/// A span of the merge, with what it came from.
struct Outcome<'a> {
    /// The span; its id is the one it had in the base until ids are given.
    span: StoredSpan,
    from: Trio<&'a StoredSpan>,
    /// The spans whose offers it takes over.
    offered: Trio<&'a StoredSpan>,
    /// Ids of spans that are this one, too.
    also: Vec<(Side, &'a str)>,
    marks: BTreeSet<String>,
    /// The side that removed it, if it stays all the same.
    removed_by: Option<Side>,
}

/// The spans of a merge.
pub(super) struct Spans<'a> {
    kept: Vec<Outcome<'a>>,
    /// Spans of the base that one side removed and the other left as they were, or both removed.
    gone: Vec<Trio<&'a StoredSpan>>,
}

impl<'a> Spans<'a> {
    /// Merges the spans, without their ids.
    pub(super) fn merge(sides: Sides<&'a [StoredSpan]>) -> Self {
        let mut spans = Self { kept: Vec::new(), gone: Vec::new() };
        for trio in trios(sides.map(|side| side.iter().collect())) {
            match (trio.ours, trio.theirs) {
                (Some(ours), Some(theirs)) => spans.both(trio, ours, theirs),
                (Some(one), None) | (None, Some(one)) if trio.base != Some(one) => spans.one(trio, one),
                _ => spans.gone.push(trio),
            }
        }
        spans.fold();
        spans
    }

    fn one(&mut self, from: Trio<&'a StoredSpan>, span: &StoredSpan) {
        let mut outcome = Outcome::new(span.clone(), from);
        if from.base.is_some() {
            outcome.keep_against_removal();
        }
        self.kept.push(outcome);
    }

    fn both(&mut self, from: Trio<&'a StoredSpan>, ours: &StoredSpan, theirs: &StoredSpan) {
        if from.base == Some(theirs) {
            return self.kept.push(Outcome::new(ours.clone(), from));
        }
        if from.base == Some(ours) {
            return self.kept.push(Outcome::new(theirs.clone(), from));
        }
        let mut first = Outcome::new(ours.clone(), from);
        combine(&mut first.span, from.base, ours, theirs, &mut first.marks);
        let sides = Sides { base: from.base, ours: Some(ours), theirs: Some(theirs) };
        let tag = sides.map(|span| span.map(|span| span.tag.as_str())).agreed().flatten();
        let place = sides.map(|span| span.map(place)).agreed().flatten();
        let version = |span: &StoredSpan| (place.unwrap_or((span.start, span.end)), tag.unwrap_or(&span.tag).to_owned());
        let (a, b) = (version(ours), version(theirs));
        let (a, b) = if a <= b { (a, b) } else { (b, a) };
        first.span.settle(&a, [ours, theirs]);
        if a != b {
            // Nobody can say which is right: both stay, as two spans that tell of each other.
            let mut second = Outcome::new(first.span.clone(), Trio { base: None, ours: None, theirs: None });
            second.span.settle(&b, [ours, theirs]);
            second.offered = from;
            second.marks.clone_from(&first.marks);
            second.marks.append(&mut difference(&b, &a));
            first.marks.append(&mut difference(&a, &b));
            self.kept.push(second);
        }
        self.kept.push(first);
    }

    /// Makes one of a span that a side added and the same span that the other side made of an older one.
    fn fold(&mut self) {
        let mut places: BTreeMap<(usize, usize, String), Vec<usize>> = BTreeMap::new();
        self.kept.sort_by(|a, b| a.span.order(&b.span));
        for (n, outcome) in self.kept.iter().enumerate() {
            let span = &outcome.span;
            places.entry((span.start, span.end, span.tag.clone())).or_default().push(n);
        }
        let mut folded = BTreeSet::new();
        for group in places.into_values().filter(|group| group.len() > 1) {
            for &n in &group {
                let target = group.iter().copied().find(|m| *m != n && !folded.contains(m) && self.takes_in(*m, n));
                if let Some(m) = target {
                    self.take_in(m, n);
                    folded.insert(n);
                }
            }
        }
        let mut n = 0;
        self.kept.retain(|_| {
            n += 1;
            !folded.contains(&(n - 1))
        });
    }

    /// Whether span `n`, new on one side, is what the other side made of span `m`.
    fn takes_in(&self, m: usize, n: usize) -> bool {
        let (Some(target), Some(new)) = (self.kept.get(m), self.kept.get(n)) else { return false };
        let is_there = |side| target.from.of_side(side).is_some_and(|span| span.content() == (&target.span).content());
        match (new.from.base, new.from.ours, new.from.theirs) {
            (None, Some(_), None) => target.from.base.is_some() && !is_there(Side::Ours),
            (None, None, Some(_)) => target.from.base.is_some() && !is_there(Side::Theirs),
            (None, None, None) => target.from.ours.is_some() || target.from.theirs.is_some(),
            _ => false,
        }
    }

    fn take_in(&mut self, m: usize, n: usize) {
        let Some(new) = self.kept.get_mut(n) else { return };
        let (from, offered) = (new.from, new.offered);
        let (span, mut marks) = (new.span.clone(), std::mem::take(&mut new.marks));
        let Some(target) = self.kept.get_mut(m) else { return };
        let old = target.span.clone();
        combine(&mut target.span, None, &old, &span, &mut target.marks);
        target.marks.append(&mut marks);
        target.offered.ours = target.offered.ours.or(offered.ours);
        target.offered.theirs = target.offered.theirs.or(offered.theirs);
        let ids = Side::BOTH.into_iter().filter_map(|side| Some((side, from.of_side(side)?.id.as_str())));
        target.also.extend(ids);
    }

    /// What the ids of the base or of a side stand for.
    pub(super) fn ends(&self, side: Option<Side>) -> HashMap<&'a str, End<'a>> {
        let of = |trio: &Trio<&'a StoredSpan>| match side {
            None => trio.base,
            Some(side) => trio.of_side(side),
        };
        let mut ends = HashMap::new();
        for (n, outcome) in self.kept.iter().enumerate() {
            if let Some(span) = of(&outcome.from) {
                ends.entry(span.id.as_str()).or_insert(End::Kept(n));
            }
            for (_, id) in outcome.also.iter().filter(|(of, _)| Some(*of) == side) {
                ends.entry(*id).or_insert(End::Kept(n));
            }
        }
        for (n, trio) in self.gone.iter().enumerate() {
            if let Some(span) = of(trio) {
                ends.entry(span.id.as_str()).or_insert(End::Gone(n));
            }
        }
        ends
    }

    /// Brings back a span that one side removed, because the other side relates something to it.
    pub(super) fn restore(&mut self, n: usize) -> Option<usize> {
        let from = *self.gone.get(n)?;
        let mut outcome = Outcome::new(from.ours.or(from.theirs)?.clone(), from);
        outcome.keep_against_removal();
        self.kept.push(outcome);
        Some(self.kept.len() - 1)
    }

    /// The side that removed a span which stays all the same.
    pub(super) fn removed_by(&self, n: usize) -> Option<Side> {
        self.kept.get(n)?.removed_by
    }

    /// The id that a span had in the base, if it is gone.
    pub(super) fn id_of_gone(&self, n: usize) -> &'a str {
        self.gone.get(n).and_then(|trio| trio.base).map_or("", |span| span.id.as_str())
    }

    /// Gives every span its id; `reserved` ones are given to none that is new.
    pub(super) fn name<'b>(&mut self, sides: Sides<&[StoredSpan]>, reserved: impl Iterator<Item = &'b str>) -> Vec<SpanId> {
        let all = [sides.base, sides.ours, sides.theirs].into_iter().flatten().map(|span| span.id.as_str());
        let mut ids = Ids::new('s', all);
        reserved.for_each(|id| ids.take(id));
        for outcome in self.kept.iter().filter(|outcome| outcome.from.base.is_some()) {
            ids.take(&outcome.span.id);
        }
        let mut new: Vec<&mut Outcome<'_>> = self.kept.iter_mut().filter(|outcome| outcome.from.base.is_none()).collect();
        new.sort_by(|a, b| a.span.content().cmp(&b.span.content()).then_with(|| a.wanted().cmp(&b.wanted())));
        for outcome in new {
            let wanted = outcome.wanted();
            outcome.span.id = ids.claim(wanted).into();
        }
        self.kept.iter().map(|outcome| outcome.span.id.clone()).collect()
    }

    /// Merges what was proposed for each span; ends are called by their names in the merge, by which they can be compared.
    pub(super) fn offer(&mut self, names: &[SpanId]) {
        let ends = [None, Some(Side::Ours), Some(Side::Theirs)].map(|side| self.ends(side));
        let [base, ours, theirs] = &ends;
        let gone: Vec<&str> = (0..self.gone.len()).map(|n| self.id_of_gone(n)).collect();
        let name = |end: &End<'_>| match end {
            End::Kept(n) => names.get(*n).map(ToString::to_string),
            End::Gone(n) => gone.get(*n).map(|id| (*id).to_owned()),
            End::Outer(_) => None,
        };
        let called = |span: &StoredSpan, ends: &HashMap<&str, End<'_>>| {
            let mut all = span.offered_relations.clone();
            for (_, offer) in all.known_mut().into_iter().flatten() {
                if let Some(end) = offer.value.as_text().and_then(|id| ends.get(id)).and_then(name) {
                    offer.value = Value::Text(end);
                }
            }
            all
        };
        for Outcome { span, offered, .. } in &mut self.kept {
            let attributes = Trio {
                base: offered.base.map(|span| span.offered.clone()),
                ours: offered.ours.map(|span| span.offered.clone()),
                theirs: offered.theirs.map(|span| span.offered.clone()),
            };
            let relations = Trio {
                base: offered.base.map(|span| called(span, base)),
                ours: offered.ours.map(|span| called(span, ours)),
                theirs: offered.theirs.map(|span| called(span, theirs)),
            };
            span.offered = offers::merge(attributes);
            span.offered_relations = offers::merge(relations);
        }
    }

    /// The spans in the order of a sidecar, and what was left undecided.
    pub(super) fn finish(self) -> (Vec<StoredSpan>, Vec<Conflict>) {
        let (mut spans, mut conflicts) = (Vec::with_capacity(self.kept.len()), Vec::new());
        for Outcome { mut span, marks, .. } in self.kept {
            let told = |mark: &String| Conflict { id: Some(span.id.to_string()), mark: mark.clone() };
            conflicts.extend(marks.iter().map(told));
            mark(&mut span.attributes, marks);
            spans.push(span);
        }
        let order = |span: &StoredSpan| (span.start, Reverse(span.end));
        spans.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.id.cmp(&b.id)));
        conflicts.sort();
        (spans, conflicts)
    }
}

impl<'a> Outcome<'a> {
    fn new(span: StoredSpan, from: Trio<&'a StoredSpan>) -> Self {
        let mut outcome = Self { span, from, offered: from, also: Vec::new(), marks: BTreeSet::new(), removed_by: None };
        // The same from both sides: what follows goes by it.
        if let Some(id) = from.base.map(|base| base.id.as_str()).or(outcome.wanted().first().copied()) {
            outcome.span.id = id.into();
        }
        outcome
    }

    fn keep_against_removal(&mut self) {
        self.removed_by = Side::BOTH.into_iter().find(|side| self.from.of_side(*side).is_none());
        self.marks.insert(REMOVED.to_owned());
    }

    /// The ids that a new span may have, the earliest first.
    fn wanted(&self) -> Vec<&'a str> {
        let mut ids: Vec<&str> = [self.from.ours, self.from.theirs].into_iter().flatten().map(|span| span.id.as_str()).collect();
        ids.sort_by(|a, b| earlier(a, 's').cmp(&earlier(b, 's')));
        ids
    }
}

/// Where a span stands, and its tag.
type Version = ((usize, usize), String);

fn place(span: &StoredSpan) -> (usize, usize) {
    (span.start, span.end)
}

/// What the mark of one version says of the other.
fn difference(this: &Version, other: &Version) -> BTreeSet<String> {
    let tag = (this.1 != other.1).then(|| format!("tag: {}", other.1));
    let place = (this.0 != other.0).then(|| format!("span: {}..{}", other.0.0, other.0.1));
    tag.into_iter().chain(place).collect()
}

impl StoredSpan {
    /// Puts it where a version says, with the quote and the bytes of whichever side stands there.
    fn settle(&mut self, (place, tag): &Version, sides: [&Self; 2]) {
        let there = || sides.into_iter().filter(|side| (side.start, side.end) == *place);
        (self.start, self.end) = *place;
        self.tag.clone_from(tag);
        self.text = there().map(|side| side.text.clone()).max().flatten();
        self.bytes = there().map(|side| side.bytes).max().flatten();
    }
}

/// Merges what a span says besides its tag and its place.
fn combine(
    span: &mut StoredSpan,
    base: Option<&StoredSpan>,
    ours: &StoredSpan,
    theirs: &StoredSpan,
    marks: &mut BTreeSet<String>,
) {
    let nothing = (Vec::new(), Vec::new());
    let (attributes, extra) = base.map_or((&nothing.0, &nothing.1), |base| (&base.attributes, &base.extra));
    let sides = Sides { base: attributes.as_slice(), ours: &ours.attributes, theirs: &theirs.attributes };
    span.attributes = named(sides, marks);
    span.extra = pairs(Sides { base: extra.as_slice(), ours: &ours.extra, theirs: &theirs.extra }, String::clone, marks);
    let nowhere = (Rare::default(), Rare::default(), Rare::default());
    let (from, decision, by) = base.map_or((&nowhere.0, &nowhere.1, &nowhere.2), |base| (&base.from, &base.decision, &base.by));
    span.from = held("from", Sides { base: &**from, ours: &ours.from, theirs: &theirs.from }, marks).into();
    span.decision = held("decision", Sides { base: &**decision, ours: &ours.decision, theirs: &theirs.decision }, marks).into();
    span.by = held("by", Sides { base: &**by, ours: &ours.by, theirs: &theirs.by }, marks).into();
    let note = Sides { base: base.map_or("", |base| base.note.as_str()), ours: ours.note.as_str(), theirs: &theirs.note };
    note.decide("note", |note| format!("“{note}”"), marks).clone_into(&mut span.note);
    let unknown = Origin::Other(String::new());
    let origin = Sides { base: base.map_or(&unknown, |base| &base.origin), ours: &ours.origin, theirs: &theirs.origin };
    // Who finds by hand what a program found, too, has found it by hand.
    let by_hand = |origin: &&Origin| (**origin != Origin::Manual, origin.to_string());
    let preferred = || std::cmp::min_by_key(origin.ours, origin.theirs, by_hand);
    span.origin = origin.agreed().unwrap_or_else(preferred).clone();
    // The earlier time, unless there is none.
    span.at = [&ours.at, &theirs.at].into_iter().filter(|at| !at.is_empty()).min().cloned().unwrap_or_default();
}
