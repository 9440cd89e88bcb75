//! Spans, relations and rejections of a gold standard: they follow from what was decided, and never conflict by themselves.
//!
//! What either side put in is in, what either took out is out; so a unit that one side decided is as that side has it. What
//! only one choice of a unit that is still to be decided put in is in nobody's gold standard, and left out.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::ids::{Ids, earlier};
use crate::annotation::merge::Sides;
use crate::annotation::record::line;
use crate::annotation::{Held, RelationId, SpanId, StoredDecision, StoredRejection, StoredRelation, StoredSpan, Value};
use crate::storage::sidecar::record::Stored;

/// What a span says, without its id and where it comes from; and how many of the same came before.
type Content = (usize, usize, String, String, usize);

/// What a relation says, with what its ends say.
type Claim = (String, Goal, Goal, String, usize);

/// What the end of a relation is: a span by what it says, or what is none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Goal {
    Span(Content),
    Other(String),
}

/// The spans and relations of both sides.
pub(super) fn claims(sides: Sides<&Stored>, decisions: &Held<Vec<StoredDecision>>) -> (Vec<StoredSpan>, Vec<StoredRelation>) {
    let contents = sides.map(|side| contents(&side.spans));
    let all = kept(&Sides { base: &contents.base, ours: &contents.ours, theirs: &contents.theirs });
    let units = Units::of(decisions);
    let is_open = |content: &Content| !contents.base.contains_key(content) && units.is_contested(&(content.0..content.1));
    let all: Vec<(&Content, Vec<&StoredSpan>)> = all.into_iter().filter(|(content, _)| !is_open(content)).collect();
    let (spans, names) = named(sides, &all);
    let claims = sides.map(claimed);
    let all = kept(&Sides { base: &claims.base, ours: &claims.ours, theirs: &claims.theirs });
    let relations = related(sides, &all, &names);
    (spans, relations)
}

/// The facts of the document that are still to be decided.
pub(super) fn open_facts(decisions: &Held<Vec<StoredDecision>>) -> BTreeSet<String> {
    let open = decisions.known().into_iter().flatten().filter(|decision| decision.is_contested());
    open.filter_map(|decision| decision.fact.clone()).collect()
}

/// Facts without some of them.
pub(super) fn without(facts: &[(String, Value)], names: &BTreeSet<String>) -> Vec<(String, Value)> {
    facts.iter().filter(|(name, _)| !names.contains(name)).cloned().collect()
}

/// The rejections of both sides.
pub(super) fn rejections(
    sides: Sides<&Held<Vec<StoredRejection>>>,
    decisions: &Held<Vec<StoredDecision>>,
) -> Held<Vec<StoredRejection>> {
    if let Some(odd) = [sides.ours, sides.theirs].into_iter().find(|side| side.is_odd()) {
        return odd.clone();
    }
    let keyed = sides.map(|side| -> BTreeMap<(usize, usize, String), &StoredRejection> {
        let list = side.known().into_iter().flatten();
        list.map(|rejection| ((rejection.start, rejection.end, rejection.tag.clone()), rejection)).collect()
    });
    let units = Units::of(decisions);
    let all = kept(&Sides { base: &keyed.base, ours: &keyed.ours, theirs: &keyed.theirs });
    let is_open = |key: &(usize, usize, String)| !keyed.base.contains_key(key) && units.is_contested(&(key.0..key.1));
    let kept = all.into_iter().filter(|(key, _)| !is_open(key));
    let all: Vec<StoredRejection> =
        kept.filter_map(|(_, sides)| sides.into_iter().min_by_key(|entry| line(*entry)).cloned()).collect();
    let is_absent = sides.ours.is_absent() && sides.theirs.is_absent();
    if is_absent { Held::Absent } else { Held::Known(all) }
}

/// What is in both sides, or new in one of them, with the entries that say so: those of both sides.
fn kept<'a, K: Ord, V: Copy>(sides: &Sides<&'a BTreeMap<K, V>>) -> Vec<(&'a K, Vec<V>)> {
    let Sides { base, ours, theirs } = *sides;
    let keys: BTreeSet<&K> = ours.keys().chain(theirs.keys()).collect();
    let is_in = |key: &&K| !base.contains_key(*key) || (ours.contains_key(*key) && theirs.contains_key(*key));
    let entries = |key: &K| [ours.get(key), theirs.get(key)].into_iter().flatten().copied().collect();
    keys.into_iter().filter(is_in).map(|key| (key, entries(key))).collect()
}

fn contents(spans: &[StoredSpan]) -> BTreeMap<Content, &StoredSpan> {
    let mut found = BTreeMap::new();
    for span in spans {
        let mut attributes: Vec<String> =
            span.attributes.iter().map(|(name, value)| format!("{name}={}", spell(value))).collect();
        attributes.sort();
        let said = attributes.join("\u{1F}");
        let free = (0..=found.len()).find(|n| !found.contains_key(&(span.start, span.end, span.tag.clone(), said.clone(), *n)));
        found.insert((span.start, span.end, span.tag.clone(), said, free.unwrap_or_default()), span);
    }
    found
}

fn spell(value: &Value) -> String {
    let mut out = String::new();
    value.write_ron(&mut out);
    out
}

/// The spans with their ids, and what each content is called.
fn named<'a>(sides: Sides<&Stored>, kept: &[(&'a Content, Vec<&StoredSpan>)]) -> (Vec<StoredSpan>, HashMap<&'a Content, SpanId>) {
    let seen = [sides.base, sides.ours, sides.theirs].into_iter().flat_map(|side| &side.spans).map(|span| span.id.as_str());
    let mut ids = Ids::new('s', seen);
    let base: BTreeSet<&str> = sides.base.spans.iter().map(|span| span.id.as_str()).collect();
    // What both sides have from before keeps its id, whatever is new.
    let is_old = |spans: &[&StoredSpan]| matches!(spans, [a, b] if a.id == b.id && base.contains(a.id.as_str()));
    let (old, new): (Vec<_>, Vec<_>) = kept.iter().partition(|(_, spans)| is_old(spans));
    let mut spans = Vec::with_capacity(kept.len());
    let mut names = HashMap::new();
    for (content, entries) in old.into_iter().chain(new) {
        let mut wanted: Vec<&str> = entries.iter().map(|span| span.id.as_str()).collect();
        wanted.sort_by(|a, b| earlier(a, 's').cmp(&earlier(b, 's')));
        let id: SpanId = ids.claim(wanted).into();
        names.insert(*content, id.clone());
        let first = entries.iter().min_by_key(|span| (span.at.is_empty(), &span.at, line(**span)));
        spans.extend(first.map(|span| StoredSpan { id, ..(*span).clone() }));
    }
    spans.sort_by(|a, b| (a.start, std::cmp::Reverse(a.end), &a.id).cmp(&(b.start, std::cmp::Reverse(b.end), &b.id)));
    (spans, names)
}

/// The relations of a side by what they say.
fn claimed(side: &Stored) -> BTreeMap<Claim, &StoredRelation> {
    let ends: HashMap<&str, Content> =
        contents(&side.spans).into_iter().map(|(content, span)| (span.id.as_str(), content)).collect();
    let end = |id: &str| ends.get(id).cloned().map_or_else(|| Goal::Other(id.to_owned()), Goal::Span);
    let mut found = BTreeMap::new();
    for relation in &side.relations {
        let bare = StoredRelation { id: RelationId::default(), from: "".into(), to: "".into(), ..relation.clone() };
        let (from, to, said) = (end(&relation.from), end(&relation.to), line(&bare));
        let key = |n| (relation.kind.clone(), from.clone(), to.clone(), said.clone(), n);
        let free = (0..=found.len()).find(|n| !found.contains_key(&key(*n)));
        found.insert(key(free.unwrap_or_default()), relation);
    }
    found
}

/// The relations whose ends are there, with their ids, in the order of the sides.
fn related(
    sides: Sides<&Stored>,
    kept: &[(&Claim, Vec<&StoredRelation>)],
    names: &HashMap<&Content, SpanId>,
) -> Vec<StoredRelation> {
    let seen = [sides.base, sides.ours, sides.theirs].into_iter().flat_map(|side| &side.relations);
    let mut ids = Ids::new('r', seen.map(|relation| relation.id.as_str()));
    let name = |end: &Goal| match end {
        Goal::Span(content) => names.get(content).map(ToString::to_string),
        Goal::Other(outer) => Some(outer.clone()),
    };
    let mut relations = Vec::new();
    for (claim, entries) in kept {
        let (Some(from), Some(to), Some(first)) = (name(&claim.1), name(&claim.2), entries.first()) else { continue };
        let mut wanted: Vec<&str> = entries.iter().map(|relation| relation.id.as_str()).collect();
        wanted.sort_by(|a, b| earlier(a, 'r').cmp(&earlier(b, 'r')));
        let id = ids.claim(wanted).into();
        relations.push(StoredRelation { id, from: from.into(), to: to.into(), ..(*first).clone() });
    }
    relations.sort_by(|a, b| earlier(a.id.as_str(), 'r').cmp(&earlier(b.id.as_str(), 'r')));
    relations
}

/// The units that something was decided on.
struct Units {
    all: Vec<(Range<usize>, bool)>,
}

impl Units {
    fn of(decisions: &Held<Vec<StoredDecision>>) -> Self {
        let all = decisions.known().into_iter().flatten().flat_map(|decision| {
            let choices = std::iter::once(decision).chain(decision.merge_conflict.known().into_iter().flatten());
            let edited = choices.flat_map(|choice| choice.spans.iter().flatten()).map(|span| span.start..span.end);
            let is_contested = decision.is_contested();
            std::iter::once(decision.start..decision.end).chain(edited).map(move |place| (place, is_contested))
        });
        Self { all: all.collect() }
    }

    /// Whether the smallest unit around a place is still to be decided.
    fn is_contested(&self, place: &Range<usize>) -> bool {
        let around = self.all.iter().filter(|(unit, _)| unit.start <= place.start && place.end <= unit.end);
        around.min_by_key(|(unit, is_contested)| (unit.len(), *is_contested)).is_some_and(|(_, is_contested)| *is_contested)
    }
}
