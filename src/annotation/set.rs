//! The annotations and relations of one annotator on one text, in order, with fast look-ups by place and id.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::lists::Lists;
use super::model::{Annotation, Relation};
use super::name::{RelationId, SpanId};
use super::offer::{Outcome, Subject};
use super::ron_text::Extra;
use super::state::DocumentState;
use super::value::Value;
use crate::text::Span;

/// What a set is made of, to be read from a file or an exchange format.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// The annotations, in any order.
    pub annotations: Vec<Annotation>,
    /// The relations, in the order in which they are kept.
    pub relations: Vec<Relation>,
    /// What is said of the whole text.
    pub metadata: Vec<(String, Value)>,
    /// The state of the work.
    pub state: DocumentState,
    /// The lists of the file: orphans, answers, rejections and decisions.
    pub lists: Lists,
    /// Fields that are not known here.
    pub extra: Extra,
}

/// What one annotator says of one text.
///
/// Two sets are equal when they say the same; which ids were given away and taken back does not count.
#[derive(Debug, Clone, Default)]
pub struct AnnotationSet {
    /// In the order of [`Annotation::order`].
    items: Vec<Arc<Annotation>>,
    /// For each item the greatest end up to and with it, so that a place is found by two binary searches.
    furthest: Vec<usize>,
    spans: HashMap<SpanId, Span>,
    counts: BTreeMap<String, usize>,
    pub(super) relations: Vec<Relation>,
    pub(super) metadata: Vec<(String, Value)>,
    pub(super) state: DocumentState,
    pub(super) lists: Lists,
    pub(super) extra: Extra,
    given: u64,
    given_relations: u64,
}

impl PartialEq for AnnotationSet {
    fn eq(&self, other: &Self) -> bool {
        self.items == other.items
            && self.relations == other.relations
            && self.metadata == other.metadata
            && self.state == other.state
            && self.lists == other.lists
            && self.extra == other.extra
    }
}

impl Eq for AnnotationSet {}

/// The number of an id made here: 12 for `s12`. A longer number is nobody's next one and does not count.
fn number(id: &str, letter: char) -> u64 {
    id.strip_prefix(letter).filter(|digits| digits.len() < 16).and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

impl AnnotationSet {
    /// An empty set, of a text that nobody has worked on.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a set of what was read, and gives back the annotations whose id an earlier one has.
    ///
    /// Two annotations of the same span and tag are let in: they stand in somebody's file.
    pub fn from_parts(parts: Parts) -> (Self, Vec<Annotation>) {
        let Parts { mut annotations, relations, metadata, state, lists, extra } = parts;
        let mut set = Self { metadata, state, lists, extra, ..Self::default() };
        annotations.sort_by(Annotation::order);
        let mut refused = Vec::new();
        for annotation in annotations {
            if set.contains(&annotation.id) {
                refused.push(annotation);
            } else {
                set.insert(annotation);
            }
        }
        for relation in relations {
            set.insert_relation(usize::MAX, relation);
        }
        (set, refused)
    }

    /// Number of annotations.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is no annotation.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// All annotations, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Annotation> + ExactSizeIterator {
        self.items.iter().map(Arc::as_ref)
    }

    /// Whether there is an annotation of that id.
    pub fn contains(&self, id: &str) -> bool {
        self.spans.contains_key(id)
    }

    /// The annotation of an id.
    pub fn get(&self, id: &str) -> Option<&Annotation> {
        self.items.get(self.find(id)?).map(Arc::as_ref)
    }

    /// The annotations that hold byte `at`, outermost first and innermost last.
    pub fn at(&self, at: usize) -> Vec<&Annotation> {
        self.in_range(at..at.saturating_add(1)).collect()
    }

    /// The annotations that share a byte with the range, in order.
    pub fn in_range(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = &Annotation> {
        let from = self.furthest.partition_point(|end| *end <= range.start);
        let to = self.items.partition_point(|item| item.span.start() < range.end);
        let candidates = self.items.get(from..to).unwrap_or_default();
        candidates.iter().map(Arc::as_ref).filter(move |item| item.span.end() > range.start)
    }

    /// The first annotation that begins after byte `at`.
    pub fn next_start_after(&self, at: usize) -> Option<&Annotation> {
        let next = self.items.partition_point(|item| item.span.start() <= at);
        self.items.get(next).map(Arc::as_ref)
    }

    /// Of the annotations that begin before byte `at`, the nearest; where several begin there, the longest.
    pub fn previous_start_before(&self, at: usize) -> Option<&Annotation> {
        let end = self.items.partition_point(|item| item.span.start() < at);
        let start = self.items.get(end.checked_sub(1)?)?.span.start();
        let first = self.items.partition_point(|item| item.span.start() < start);
        self.items.get(first).map(Arc::as_ref)
    }

    /// The annotation of exactly that span and tag.
    pub fn same(&self, span: Span, tag: &str) -> Option<&Annotation> {
        let first = self.items.partition_point(|item| item.span < span);
        let equal = self.items.get(first..).unwrap_or_default().iter().take_while(|item| item.span == span);
        equal.map(Arc::as_ref).find(|item| item.tag == tag)
    }

    /// How many annotations each tag has, by tag id; tags without any are left out.
    pub fn counts(&self) -> &BTreeMap<String, usize> {
        &self.counts
    }

    /// The relations, in the order in which they were made.
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// The relations from or to an annotation.
    pub fn relations_of<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Relation> {
        self.relations.iter().filter(move |relation| relation.touches(id))
    }

    /// What became of what was proposed for an annotation; `None` where nothing was.
    pub fn outcome(&self, id: &str, subject: &Subject) -> Option<Outcome> {
        let annotation = self.get(id)?;
        let offer = annotation.offers.get(subject)?;
        let own = self.relations.iter().filter(|relation| relation.from == id);
        Some(offer.outcome(subject, &annotation.attributes, own.map(|relation| (relation.kind.as_str(), relation.to.as_str()))))
    }

    /// What is said of the whole text.
    pub fn metadata(&self) -> &[(String, Value)] {
        &self.metadata
    }

    /// One thing said of the whole text.
    pub fn metadatum(&self, name: &str) -> Option<&Value> {
        self.metadata.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The state of the work.
    pub fn state(&self) -> &DocumentState {
        &self.state
    }

    /// The lists of the file: orphans, answers, rejections and decisions.
    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    /// Fields of the file that are not known here.
    pub fn extra(&self) -> &Extra {
        &self.extra
    }

    /// Keeps an id from being given, because something outside the set has it.
    pub fn reserve(&mut self, id: &str) {
        self.given = self.given.max(number(id, 's'));
    }

    /// A new id for an annotation (`s1`, `s2`, …); no call gives one that was ever in the set.
    pub fn fresh_id(&mut self) -> SpanId {
        self.given += 1;
        SpanId::from(format!("s{}", self.given))
    }

    /// A new id for a relation (`r1`, `r2`, …).
    pub fn fresh_relation_id(&mut self) -> RelationId {
        self.given_relations += 1;
        RelationId::from(format!("r{}", self.given_relations))
    }

    fn find(&self, id: &str) -> Option<usize> {
        let span = self.spans.get(id)?;
        let compare = |item: &Arc<Annotation>| -> Ordering { item.span.cmp(span).then_with(|| item.id.as_str().cmp(id)) };
        self.items.binary_search_by(compare).ok()
    }

    /// Puts an annotation in its place; its id must not be in the set.
    pub(super) fn insert(&mut self, annotation: Annotation) {
        self.reserve(&annotation.id);
        self.spans.insert(annotation.id.clone(), annotation.span);
        *self.counts.entry(annotation.tag.clone()).or_default() += 1;
        let at = self.items.partition_point(|item| item.order(&annotation).is_lt());
        self.items.insert(at, Arc::new(annotation));
        // No end is that far, so the sum below is never taken for done at `at` itself.
        self.furthest.insert(at, usize::MAX);
        self.measure(at);
    }

    /// Takes an annotation out, without its relations.
    pub(super) fn take(&mut self, id: &str) -> Option<Annotation> {
        let at = self.find(id)?;
        let annotation = self.items.remove(at);
        self.furthest.remove(at);
        self.measure(at);
        self.spans.remove(id);
        if let Some(count) = self.counts.get_mut(&annotation.tag) {
            *count -= 1;
            if *count == 0 {
                self.counts.remove(&annotation.tag);
            }
        }
        Some(Arc::unwrap_or_clone(annotation))
    }

    /// An annotation to change in place; its id, span and tag must stay.
    pub(super) fn change(&mut self, id: &str) -> Option<&mut Annotation> {
        let at = self.find(id)?;
        self.items.get_mut(at).map(Arc::make_mut)
    }

    /// Puts a relation at a place among the others, or at the end.
    pub(super) fn insert_relation(&mut self, at: usize, relation: Relation) {
        self.given_relations = self.given_relations.max(number(&relation.id, 'r'));
        self.relations.insert(at.min(self.relations.len()), relation);
    }

    /// Brings the greatest ends up to date from item `from` on, up to where they are right already.
    fn measure(&mut self, from: usize) {
        let before = from.checked_sub(1).and_then(|at| self.furthest.get(at));
        let mut furthest = before.copied().unwrap_or(0);
        for (known, item) in self.furthest.iter_mut().zip(&self.items).skip(from) {
            furthest = furthest.max(item.span.end());
            if *known == furthest {
                break;
            }
            *known = furthest;
        }
    }
}

impl AnnotationSet {
    /// The stretches that are boilerplate, in bytes and in order.
    pub fn boilerplate(&self) -> impl Iterator<Item = Range<usize>> {
        let regions = self.lists().boilerplate.known().map_or(&[][..], Vec::as_slice);
        regions.iter().filter_map(|region| region.bytes.map(|(start, end)| start..end))
    }

    /// Whether all of a stretch is boilerplate.
    pub fn is_boilerplate(&self, range: &Range<usize>) -> bool {
        self.boilerplate().any(|region| region.start <= range.start && range.end <= region.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    fn set(spans: &[Range<usize>]) -> AnnotationSet {
        let document = Document::from("0123456789".repeat(20).as_str());
        let annotation = |(n, range): (usize, &Range<usize>)| {
            Annotation::new(format!("s{}", n + 1), "A", document.span(range.clone()).unwrap())
        };
        let annotations = spans.iter().enumerate().map(annotation).collect();
        AnnotationSet::from_parts(Parts { annotations, ..Parts::default() }).0
    }

    fn ids<'a>(found: impl IntoIterator<Item = &'a Annotation>) -> Vec<&'a str> {
        found.into_iter().map(|item| item.id.as_str()).collect()
    }

    #[test]
    fn annotations_at_a_place_come_outermost_first() {
        let set = set(&[5..7, 0..100, 5..20, 30..40, 6..50]);
        assert_eq!(ids(set.iter()), ["s2", "s3", "s1", "s5", "s4"]);
        assert_eq!(ids(set.at(6)), ["s2", "s3", "s1", "s5"]);
        assert_eq!(ids(set.at(45)), ["s2", "s5"]);
        assert!(set.at(100).is_empty() && set.at(usize::MAX).is_empty());
        assert_eq!(ids(set.in_range(19..31)), ["s2", "s3", "s5", "s4"]);
        assert_eq!(ids(set.get("s5")), ["s5"]);
    }

    #[test]
    fn starts_are_found_both_ways() {
        let set = set(&[5..7, 5..20, 30..40]);
        assert_eq!(ids(set.next_start_after(5)), ["s3"]);
        assert_eq!(ids(set.next_start_after(4)), ["s2"]);
        assert_eq!(ids(set.previous_start_before(30)), ["s2"]);
        assert!(set.previous_start_before(5).is_none() && set.next_start_after(30).is_none());
    }

    #[test]
    fn an_id_is_never_given_twice() {
        let mut set = set(&[0..1, 1..2]);
        assert_eq!((set.fresh_id(), set.fresh_id()), ("s3".into(), "s4".into()));
        set.take("s2").unwrap();
        assert_eq!(set.fresh_id(), "s5");
    }

    #[test]
    fn an_id_that_stands_twice_is_given_back() {
        let document = Document::from("abc");
        let twice = |range| Annotation::new("s1", "A", document.span(range).unwrap());
        let (set, refused) = AnnotationSet::from_parts(Parts { annotations: vec![twice(0..1), twice(1..2)], ..Parts::default() });
        assert_eq!((set.len(), refused), (1, vec![twice(1..2)]));
    }

    proptest::proptest! {
        #[test]
        fn look_ups_agree_with_a_search_through_everything(
            spans in proptest::collection::vec((0_usize..190, 1_usize..60), 0..60),
            removed in proptest::collection::vec(1_usize..60, 0..30),
            from in 0_usize..200, length in 1_usize..50,
        ) {
            let ranges: Vec<_> = spans.iter().map(|(start, length)| *start..(start + length).min(200)).collect();
            let mut set = set(&ranges);
            for n in removed {
                set.take(&format!("s{n}"));
            }
            let slow: Vec<_> = set.iter().filter(|a| a.span.start() < from + length && a.span.end() > from).collect();
            assert_eq!(set.in_range(from..from + length).collect::<Vec<_>>(), slow);
            assert!(set.iter().zip(set.iter().skip(1)).all(|(a, b)| a.order(b).is_lt()));
            assert_eq!(set.counts().values().sum::<usize>(), set.len());
            assert!(set.iter().all(|a| set.get(&a.id) == Some(a)));
        }
    }
}
