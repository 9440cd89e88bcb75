//! Decisions, rejections and answers brought to the text as it is now: each goes where its words went, which is as
//! certain as for a span. What has no place stays as it is, and no decision holds on it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::annotation::quote::fit;
use crate::annotation::reanchor::{self, Anchor, Verdict, reanchor as find};
use crate::annotation::{Held, Lists, StoredDecision, StoredSpan, Value};
use crate::text::{Document, Span};

/// What became of decisions, rejections and answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decided {
    /// Decisions that stand elsewhere now.
    pub moved: usize,
    /// Decisions of which not everything has a place.
    pub lost: Vec<Lost>,
}

/// A decision that has no place, or whose spans have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Its number in the list.
    pub decision: usize,
    /// The words it was made on.
    pub quote: String,
    /// Where they stood.
    pub was: Range<usize>,
    /// Whether only the place of its unit is not known: what was chosen has its place.
    pub is_unit_alone: bool,
}

/// The spans of a sidecar, and the text before and now.
pub(super) struct Course<'a> {
    /// The spans as they were.
    pub(super) spans: &'a [StoredSpan],
    /// Where each of those that have a place stood, and where it stands.
    pub(super) placed: HashMap<(usize, usize), Span>,
    /// The text as it was, if it is at hand.
    pub(super) old: Option<&'a Document>,
    /// Its length in code points; 0 if that is not known.
    pub(super) code_points: usize,
    /// The text as it is.
    pub(super) now: &'a Document,
}

/// A place in one of the lists.
struct Site<'a> {
    of: Owner,
    start: &'a mut usize,
    end: &'a mut usize,
    quote: Quote<'a>,
    attributes: Option<&'a mut Vec<(String, Value)>>,
}

/// What a place belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// The unit of a decision.
    Unit(usize),
    /// What was chosen by a decision.
    Chosen(usize),
    /// A rejection or an answer.
    Other,
}

/// The words of a place, as far as the file has them.
enum Quote<'a> {
    Text(&'a mut String),
    Maybe(&'a mut Option<String>),
    Unsaid,
}

impl Quote<'_> {
    fn words(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.as_str()).filter(|text| !text.is_empty()),
            Self::Maybe(text) => text.as_deref(),
            Self::Unsaid => None,
        }
    }

    fn set(&mut self, words: &str) {
        match self {
            Self::Text(text) => words.clone_into(text),
            Self::Maybe(Some(text)) => words.clone_into(text),
            Self::Maybe(None) | Self::Unsaid => {}
        }
    }
}

/// Brings the lists of a sidecar to the text as it is now.
pub(super) fn carry(lists: &mut Lists, course: &Course<'_>) -> Decided {
    let quotes = Quotes::of(lists, course);
    let mut places: Vec<Before> = Vec::new();
    each(lists, &mut |site| {
        let range = *site.start..*site.end;
        let words = site.quote.words().map(str::to_owned).or_else(|| quotes.find(&range)).unwrap_or_default();
        let parts = site.attributes.as_ref().map(|attributes| ranges(attributes)).unwrap_or_default();
        places.push(Before { of: site.of, range, words, parts });
    });
    let unit = |place: &Before| if let Owner::Unit(n) = place.of { Some((n, place.range.clone())) } else { None };
    let units: HashMap<usize, Range<usize>> = places.iter().filter_map(unit).collect();
    let anchors = course.spans.iter().map(|span| Anchor {
        place: span.start..span.end,
        quote: span.text.as_deref().unwrap_or_default(),
        parts: Vec::new(),
    });
    let sites = places.iter().map(|place| Anchor { place: place.range.clone(), quote: &place.words, parts: place.parts.clone() });
    let before = reanchor::Before { code_points: course.code_points, document: course.old };
    let found = find(&anchors.chain(sites).collect::<Vec<_>>(), before, course.now);
    let mut verdicts = found.into_iter().skip(course.spans.len());
    let mut lost: Vec<Owner> = Vec::new();
    let mut moved = HashSet::new();
    each(lists, &mut |mut site| {
        let was = *site.start..*site.end;
        let Some((place, parts)) = verdicts.next().and_then(|verdict| course.place(&was, &site, verdict)) else {
            return lost.push(site.of);
        };
        (*site.start, *site.end) = (course.now.code_point_at(place.start()), course.now.code_point_at(place.end()));
        site.quote.set(course.now.slice(place.range()));
        site.attributes.into_iter().for_each(|attributes| set_ranges(attributes, &parts));
        if let (Owner::Unit(n), true) = (site.of, was.start != *site.start) {
            moved.insert(n);
        }
    });
    Decided { moved: moved.len(), lost: lost_decisions(lists, &units, &lost) }
}

/// A place before anything moved.
struct Before {
    of: Owner,
    range: Range<usize>,
    words: String,
    parts: Vec<Range<usize>>,
}

/// The decisions that a lost place belongs to, each once.
fn lost_decisions(lists: &Lists, units: &HashMap<usize, Range<usize>>, lost: &[Owner]) -> Vec<Lost> {
    let decisions = lists.decisions.known().into_iter().flatten().enumerate();
    let one = |(n, decision): (usize, &StoredDecision)| {
        let was = units.get(&n)?;
        let has = |owner: Owner| lost.contains(&owner);
        let (unit, chosen) = (has(Owner::Unit(n)), has(Owner::Chosen(n)));
        (unit || chosen).then(|| Lost { decision: n, quote: decision.text.clone(), was: was.clone(), is_unit_alone: !chosen })
    };
    decisions.filter_map(one).collect()
}

impl Course<'_> {
    /// Where a place is now, with its sub-spans.
    fn place(&self, was: &Range<usize>, site: &Site<'_>, verdict: Verdict) -> Option<(Span, Vec<Range<usize>>)> {
        let along = self.placed.get(&(was.start, was.end)).copied();
        match (verdict, along) {
            (Verdict::Placed(place, parts), along) => Some((along.unwrap_or(place), parts)),
            // A span of the same place has one, perhaps because somebody chose it.
            (Verdict::Orphan(_), Some(place)) => {
                let parts = site.attributes.as_ref().map(|attributes| ranges(attributes)).unwrap_or_default();
                parts.is_empty().then_some((place, parts))
            }
            (Verdict::Orphan(_), None) => None,
        }
    }
}

/// The words that are known to have stood at places.
struct Quotes<'a> {
    known: Vec<(Range<usize>, String)>,
    old: Option<&'a Document>,
}

impl<'a> Quotes<'a> {
    fn of(lists: &mut Lists, course: &Course<'a>) -> Self {
        let spans = course.spans.iter().filter_map(|span| Some((span.start..span.end, span.text.clone()?)));
        let mut known: Vec<(Range<usize>, String)> = spans.collect();
        each(lists, &mut |site| {
            known.extend(site.quote.words().map(|words| (*site.start..*site.end, words.to_owned())));
        });
        Self { known, old: course.old }
    }

    /// The words of a place: those that the text had there, or part of those of a place around it.
    fn find(&self, place: &Range<usize>) -> Option<String> {
        if let Some(old) = self.old {
            return fit(old, place.clone(), None).ok().map(|span| old.slice(span.range()).to_owned());
        }
        let around = |known: &&(Range<usize>, String)| known.0.start <= place.start && place.end <= known.0.end;
        let (outer, words) = self.known.iter().find(around)?;
        Some(words.chars().skip(place.start - outer.start).take(place.end.saturating_sub(place.start)).collect())
    }
}

/// Goes through all places of the lists, always in the same order.
fn each(lists: &mut Lists, take: &mut dyn FnMut(Site<'_>)) {
    if let Held::Known(decisions) = &mut lists.decisions {
        decisions.iter_mut().enumerate().for_each(|(n, decision)| each_of(n, decision, take));
    }
    if let Held::Known(rejections) = &mut lists.rejections {
        for rejection in rejections {
            let quote = Quote::Maybe(&mut rejection.text);
            take(Site { of: Owner::Other, start: &mut rejection.start, end: &mut rejection.end, quote, attributes: None });
        }
    }
    if let Held::Known(regions) = &mut lists.boilerplate {
        for region in regions {
            // Where that is in bytes is found when the file is read.
            region.bytes = None;
            let quote = Quote::Maybe(&mut region.text);
            take(Site { of: Owner::Other, start: &mut region.start, end: &mut region.end, quote, attributes: None });
        }
    }
    if let Held::Known(answers) = &mut lists.answers {
        for answer in answers {
            let (start, end) = (&mut answer.start, &mut answer.end);
            take(Site { of: Owner::Other, start, end, quote: Quote::Unsaid, attributes: None });
        }
    }
}

/// Goes through the places of a decision: its unit, the spans of an edited reading, the places among its fields.
fn each_of(n: usize, decision: &mut StoredDecision, take: &mut dyn FnMut(Site<'_>)) {
    // A fact of the document has no place.
    if decision.fact.is_none() {
        let quote = Quote::Text(&mut decision.text);
        take(Site { of: Owner::Unit(n), start: &mut decision.start, end: &mut decision.end, quote, attributes: None });
    }
    for rival in rivals(decision) {
        each_of(n, rival, take);
    }
    for span in decision.spans.iter_mut().flatten() {
        let quote = Quote::Maybe(&mut span.text);
        let attributes = Some(&mut span.attributes);
        take(Site { of: Owner::Chosen(n), start: &mut span.start, end: &mut span.end, quote, attributes });
    }
    for field in decision.fields.iter_mut().flatten() {
        if let Some(Value::Range(start, end)) = &mut field.value {
            take(Site { of: Owner::Chosen(n), start, end, quote: Quote::Unsaid, attributes: None });
        }
    }
}

/// The sub-spans that attributes have.
pub(super) fn ranges(attributes: &[(String, Value)]) -> Vec<Range<usize>> {
    let range = |value: &Value| match value {
        Value::Range(start, end) => Some(*start..*end),
        _ => None,
    };
    attributes.iter().filter_map(|(_, value)| range(value)).collect()
}

/// The decisions that were made on the same unit apart.
fn rivals(decision: &mut StoredDecision) -> &mut [StoredDecision] {
    match &mut decision.merge_conflict {
        Held::Known(rivals) => rivals,
        _ => &mut [],
    }
}

/// Puts sub-spans in the place of those that attributes have, in their order.
pub(super) fn set_ranges(attributes: &mut [(String, Value)], parts: &[Range<usize>]) {
    let slots = attributes.iter_mut().filter_map(|(_, value)| match value {
        Value::Range(start, end) => Some((start, end)),
        _ => None,
    });
    for ((start, end), part) in slots.zip(parts) {
        (*start, *end) = (part.start, part.end);
    }
}
