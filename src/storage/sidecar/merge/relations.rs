//! Merging the relations, whose ends follow the spans.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

use super::conflict::Conflict;
use super::ids::{Ids, earlier};
use super::lists::held;
use super::spans::{End, Spans};
use super::trios::{Entry, Side, Trio, trios};
use crate::annotation::merge::{REMOVED, Sides, marks_in, old_marks, pairs, spell};
use crate::annotation::ron_text::Extra;
use crate::annotation::{Held, SpanId, Value};
use crate::storage::sidecar::record::StoredRelation;

/// A relation with what its ends are.
#[derive(Debug, Clone, Copy)]
struct Link<'a> {
    relation: &'a StoredRelation,
    from: End<'a>,
    to: End<'a>,
    /// Its place in its file.
    at: usize,
}

impl<'a> Entry<'a> for Link<'a> {
    type Content = (&'a str, End<'a>, End<'a>);

    fn id(self) -> &'a str {
        &self.relation.id
    }

    fn content(self) -> Self::Content {
        (&self.relation.kind, self.from, self.to)
    }

    fn continues(self, before: Self) -> bool {
        let ends = (self.from == before.from) || (self.to == before.to);
        ends || self.relation.kind == before.relation.kind
    }

    fn is_twin(self, other: Self) -> bool {
        self.content() == other.content()
    }

    fn order(self, other: Self) -> Ordering {
        let key = |link: Self| (link.content(), link.relation.order);
        let rest = |link: Self| {
            let StoredRelation { certainty, attributes, quote, extra, merge_conflict, .. } = link.relation;
            (link.id(), format!("{certainty:?} {attributes:?} {quote:?} {extra:?} {merge_conflict:?}"))
        };
        key(self).cmp(&key(other)).then_with(|| rest(self).cmp(&rest(other)))
    }
}

impl Link<'_> {
    fn says(self, other: Self) -> bool {
        self.content() == other.content()
            && self.relation.order == other.relation.order
            && self.relation.certainty == other.relation.certainty
            && self.relation.attributes == other.relation.attributes
            && self.relation.quote == other.relation.quote
            && self.relation.extra == other.relation.extra
            && self.relation.merge_conflict == other.relation.merge_conflict
    }
}

/// A relation of the merge.
struct Outcome<'a> {
    link: Link<'a>,
    order: Option<i64>,
    certainty: Held<Value>,
    attributes: Held<Vec<(String, Value)>>,
    quote: Held<String>,
    extra: Extra,
    from: Trio<Link<'a>>,
    /// The marks of earlier merges, as they are in the field.
    merge_conflict: Held<Value>,
    /// The marks of this merge.
    marks: BTreeSet<String>,
}

/// The relations of a merge.
pub(super) struct Links<'a> {
    trios: Vec<Trio<Link<'a>>>,
    /// Spans that were gone and are there again.
    restored: HashMap<usize, usize>,
    ids: Ids,
}

impl<'a> Links<'a> {
    /// Puts the relations of the base and of both sides together.
    pub(super) fn new(sides: Sides<&'a [StoredRelation]>, spans: &Spans<'a>) -> Self {
        let links = |relations: &'a [StoredRelation], side| {
            let ends = spans.ends(side);
            let end = |id: &'a str| ends.get(id).copied().unwrap_or(End::Outer(id));
            let link = |(at, relation): (usize, &'a StoredRelation)| Link {
                relation,
                from: end(&relation.from),
                to: end(&relation.to),
                at,
            };
            relations.iter().enumerate().map(link).collect::<Vec<_>>()
        };
        let (ours, theirs) = (links(sides.ours, Some(Side::Ours)), links(sides.theirs, Some(Side::Theirs)));
        let all = [sides.base, sides.ours, sides.theirs].into_iter().flatten();
        let ids = Ids::new('r', all.map(|relation| relation.id.as_str()));
        let trios = trios(Sides { base: links(sides.base, None), ours, theirs });
        Self { trios, restored: HashMap::new(), ids }
    }

    /// The ends that are no spans; no new span may get such an id.
    pub(super) fn outer_ends(&self) -> impl Iterator<Item = &'a str> {
        let links = self.trios.iter().flat_map(|trio| [trio.ours, trio.theirs]).flatten();
        links.flat_map(|link| [link.from, link.to]).filter_map(|end| match end {
            End::Outer(id) => Some(id),
            _ => None,
        })
    }

    /// Brings back the spans that one side removed while the other newly related something to them.
    pub(super) fn restore(&mut self, spans: &mut Spans<'a>) {
        for trio in &self.trios {
            for link in [trio.ours, trio.theirs].into_iter().flatten() {
                if trio.base.is_some_and(|base| link.says(base)) {
                    continue;
                }
                for end in [link.from, link.to] {
                    if let End::Gone(n) = end
                        && !self.restored.contains_key(&n)
                        && let Some(again) = spans.restore(n)
                    {
                        self.restored.insert(n, again);
                    }
                }
            }
        }
    }

    /// Decides about every relation, and gives those that stay, with their ids, and what was left undecided.
    pub(super) fn finish(mut self, spans: &Spans<'_>, names: &[SpanId]) -> (Vec<StoredRelation>, Vec<Conflict>) {
        let mut kept = Vec::new();
        for trio in std::mem::take(&mut self.trios) {
            match (trio.ours, trio.theirs) {
                (Some(ours), Some(theirs)) => both(trio, ours, theirs, &mut kept, |link| self.told(link, spans, names)),
                (Some(one), None) => self.one(trio, one, Side::Theirs, spans, &mut kept),
                (None, Some(one)) => self.one(trio, one, Side::Ours, spans, &mut kept),
                (None, None) => {}
            }
        }
        let told = |link: Link<'a>| self.told(link, spans, names);
        sort(&mut kept, told);
        let order: Vec<String> = kept.iter().map(|outcome| self.told(outcome.link, spans, names)).collect();
        let given = self.name(&kept, &order);
        let (mut relations, mut conflicts) = (Vec::with_capacity(kept.len()), Vec::new());
        for (outcome, id) in kept.into_iter().zip(given) {
            let told = |mark: &String| Conflict { id: Some(id.clone()), mark: mark.clone() };
            conflicts.extend(outcome.marks.iter().map(told));
            let [from, to] = [outcome.link.from, outcome.link.to].map(|end| self.name_of(end, spans, names));
            relations.push(StoredRelation {
                id: id.into(),
                kind: outcome.link.relation.kind.clone(),
                from: from.into(),
                to: to.into(),
                order: outcome.order,
                certainty: outcome.certainty,
                attributes: outcome.attributes,
                quote: outcome.quote,
                extra: outcome.extra,
                merge_conflict: marked(outcome.merge_conflict, outcome.marks),
            });
        }
        (relations, conflicts)
    }

    /// A relation that only one side has: new there, changed there, or removed by `remover`.
    fn one(&self, from: Trio<Link<'a>>, link: Link<'a>, remover: Side, spans: &Spans<'_>, kept: &mut Vec<Outcome<'a>>) {
        let mut outcome = Outcome::new(link, from);
        if let Some(base) = from.base {
            let ends = [link.from, link.to].map(|end| self.kept(end));
            let is_there = |end: &End<'_>| !matches!(end, End::Gone(_));
            let removed_along = |end: &End<'_>| matches!(end, End::Kept(n) if spans.removed_by(*n) == Some(remover));
            // It went with its span; where the span stays, so does the relation.
            if link.says(base) && !(ends.iter().any(removed_along) && ends.iter().all(is_there)) {
                return;
            }
            outcome.marks.insert(REMOVED.to_owned());
        }
        kept.push(outcome);
    }

    fn kept(&self, end: End<'a>) -> End<'a> {
        match end {
            End::Gone(n) => self.restored.get(&n).map_or(end, |again| End::Kept(*again)),
            end => end,
        }
    }

    fn name_of(&self, end: End<'a>, spans: &Spans<'_>, names: &[SpanId]) -> String {
        match self.kept(end) {
            End::Kept(n) => names.get(n).map(ToString::to_string).unwrap_or_default(),
            End::Gone(n) => spans.id_of_gone(n).to_owned(),
            End::Outer(id) => id.to_owned(),
        }
    }

    fn told(&self, link: Link<'a>, spans: &Spans<'_>, names: &[SpanId]) -> String {
        let [from, to] = [link.from, link.to].map(|end| self.name_of(end, spans, names));
        format!("relation: {} from {from} to {to}", link.relation.kind)
    }

    /// The ids of relations, those of the base first.
    ///
    /// New ones claim theirs in the order of what they say by the names of their ends (`told`), which does not know the
    /// side, as the places of spans among the others may.
    fn name(&mut self, kept: &[Outcome<'a>], told: &[String]) -> Vec<String> {
        for outcome in kept {
            if let Some(base) = outcome.from.base {
                self.ids.take(base.id());
            }
        }
        let mut given: Vec<String> =
            kept.iter().map(|outcome| outcome.from.base.map_or_else(String::new, |base| base.id().to_owned())).collect();
        let mut new: Vec<(&String, &Outcome<'_>, &mut String)> = told
            .iter()
            .zip(kept.iter().zip(&mut given))
            .map(|(told, (outcome, id))| (told, outcome, id))
            .filter(|(_, outcome, _)| outcome.from.base.is_none())
            .collect();
        new.sort_by(|(a_told, a, _), (b_told, b, _)| a_told.cmp(b_told).then_with(|| a.wanted().cmp(&b.wanted())));
        for (_, outcome, id) in new {
            *id = self.ids.claim(outcome.wanted());
        }
        given
    }
}

impl<'a> Outcome<'a> {
    fn new(link: Link<'a>, from: Trio<Link<'a>>) -> Self {
        let StoredRelation { order, certainty, attributes, quote, extra, merge_conflict, .. } = link.relation.clone();
        Self { link, order, certainty, attributes, quote, extra, from, merge_conflict, marks: BTreeSet::new() }
    }

    /// The ids that a new relation may have, the earliest first.
    fn wanted(&self) -> Vec<&'a str> {
        let mut ids: Vec<&str> = [self.from.ours, self.from.theirs].into_iter().flatten().map(Link::id).collect();
        ids.sort_by(|a, b| earlier(a, 'r').cmp(&earlier(b, 'r')));
        ids
    }
}

fn both<'a>(
    from: Trio<Link<'a>>,
    ours: Link<'a>,
    theirs: Link<'a>,
    kept: &mut Vec<Outcome<'a>>,
    tell: impl Fn(Link<'a>) -> String,
) {
    if from.base.is_some_and(|base| theirs.says(base)) {
        return kept.push(Outcome::new(ours, from));
    }
    if from.base.is_some_and(|base| ours.says(base)) {
        return kept.push(Outcome::new(theirs, from));
    }
    let mut first = Outcome::new(ours, from);
    let none = Extra::new();
    let (order, extra) = from.base.map_or((None, &none), |base| (base.relation.order, &base.relation.extra));
    let spelled = |order: Option<i64>| order.map_or_else(|| REMOVED.to_owned(), |order| order.to_string());
    let orders = Sides { base: order, ours: ours.relation.order, theirs: theirs.relation.order };
    first.order = orders.decide("order", spelled, &mut first.marks);
    let unquoted = Held::Absent;
    let unsaid = (Held::Absent, Held::Absent);
    let (certainty, attributes) =
        from.base.map_or((&unsaid.0, &unsaid.1), |base| (&base.relation.certainty, &base.relation.attributes));
    let certainties = Sides { base: certainty, ours: &ours.relation.certainty, theirs: &theirs.relation.certainty };
    first.certainty = held("certainty", certainties, &mut first.marks);
    let both = Sides { base: attributes, ours: &ours.relation.attributes, theirs: &theirs.relation.attributes };
    first.attributes = merged_attributes(both, &mut first.marks);
    let quotes = Sides {
        base: from.base.map_or(&unquoted, |base| &base.relation.quote),
        ours: &ours.relation.quote,
        theirs: &theirs.relation.quote,
    };
    first.quote = held("quote", quotes, &mut first.marks);
    let extras = Sides { base: extra.as_slice(), ours: ours.relation.extra.as_slice(), theirs: theirs.relation.extra.as_slice() };
    first.extra = pairs(extras, String::clone, &mut first.marks);
    let marks = Sides { base: from.base.map_or_else(BTreeSet::new, marks_of), ours: marks_of(ours), theirs: marks_of(theirs) };
    first.merge_conflict = marked(Held::Absent, old_marks(&marks));
    let links = Sides { base: from.base.map(Link::content), ours: Some(ours.content()), theirs: Some(theirs.content()) };
    let agreed = links.agreed().flatten();
    let (a, b) = match agreed {
        Some(content) if content == ours.content() => (ours, ours),
        Some(_) => (theirs, theirs),
        None if tell(ours) <= tell(theirs) => (ours, theirs),
        None => (theirs, ours),
    };
    first.link = a;
    if agreed.is_none() {
        // Both stay, as two relations that tell of each other.
        let none = Trio { base: None, ours: None, theirs: None };
        let marks = first.marks.iter().cloned().chain([tell(a)]).collect();
        kept.push(Outcome {
            link: b,
            order: first.order,
            certainty: first.certainty.clone(),
            attributes: first.attributes.clone(),
            quote: first.quote.clone(),
            extra: first.extra.clone(),
            from: none,
            merge_conflict: first.merge_conflict.clone(),
            marks,
        });
        first.marks.insert(tell(b));
    }
    kept.push(first);
}

/// What is known of the base in its order, then what was added: in the order of the side that added it, or, where
/// both did, by what it says.
fn sort<'a>(kept: &mut [Outcome<'a>], told: impl Fn(Link<'a>) -> String) {
    let added = |side: Side| kept.iter().any(|outcome| outcome.from.base.is_none() && outcome.from.of_side(side).is_some());
    let both = Side::BOTH.into_iter().all(added);
    kept.sort_by(|a, b| {
        let base = |outcome: &Outcome<'_>| outcome.from.base.map_or(usize::MAX, |base| base.at);
        let new = || if both { told(a.link).cmp(&told(b.link)) } else { a.link.at.cmp(&b.link.at) };
        base(a).cmp(&base(b)).then_with(new).then_with(|| a.wanted().cmp(&b.wanted()))
    });
}

/// Merges the attributes of a relation one by one, or, where a side has something else in their place, as a whole.
fn merged_attributes(sides: Sides<&Held<Vec<(String, Value)>>>, marks: &mut BTreeSet<String>) -> Held<Vec<(String, Value)>> {
    if [sides.base, sides.ours, sides.theirs].into_iter().any(Held::is_odd) {
        return held("attributes", sides, marks);
    }
    let named = sides.map(|side| side.known().map(Vec::as_slice).unwrap_or_default());
    let merged = pairs(named, spell, marks);
    if merged.is_empty() { Held::Absent } else { Held::Known(merged) }
}

/// The marks of earlier merges that a relation has.
fn marks_of(link: Link<'_>) -> BTreeSet<String> {
    link.relation.merge_conflict.known().into_iter().flat_map(marks_in).collect()
}

/// Earlier marks together with others.
fn marked(earlier: Held<Value>, mut marks: BTreeSet<String>) -> Held<Value> {
    if marks.is_empty() {
        return earlier;
    }
    marks.extend(earlier.known().into_iter().flat_map(marks_in));
    Held::Known(Value::List(marks.into_iter().collect()))
}
