//! Bringing a sidecar to the text as it is now: spans that were found stand in their new places, the rest waits.
//!
//! Spans that nobody could place are orphans. They leave the list of spans, in which they could come to stand on other
//! words by chance, and are kept whole, with their relations, in the lists `orphans` and `orphaned_relations`.

mod decided;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

pub use decided::{Decided, Lost};

use decided::{Course, carry, ranges, set_ranges};

use super::SidecarError;
use super::record::{Stored, StoredRelation, StoredSpan};
use crate::annotation::quote::fit;
use crate::annotation::reanchor::{Anchor, Before, Candidate, Verdict, reanchor as find};
use crate::annotation::{Fault, Held, Lists, Offered, SpanId, Value};
use crate::text::{Document, Span};

/// What somebody decided about an orphan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// It belongs here.
    Place(Span),
    /// It goes, with its relations.
    Remove,
}

/// A sidecar brought to the text as it is now, and what was done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reanchored {
    /// The sidecar.
    pub stored: Stored,
    /// How the text has changed.
    pub drift: Drift,
    /// Spans that stand elsewhere now, in code points.
    pub moved: Vec<Moved>,
    /// Spans that nobody could place.
    pub orphans: Vec<Orphan>,
    /// What became of decisions.
    pub decided: Decided,
}

/// How a text differs from the one that was annotated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drift {
    /// Whether it differs at all.
    pub changed: bool,
    /// Code points that it had and has.
    pub code_points: (usize, usize),
    /// Spans, orphans of earlier changes among them.
    pub spans: usize,
    /// Spans that have their place exactly where they stood; those without a place are none of them.
    pub standing: usize,
    /// Paragraphs that are not among those that were there, where the text as it was is at hand.
    pub paragraphs: Option<usize>,
}

/// A span that stands elsewhere now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Its id.
    pub id: SpanId,
    /// Its tag.
    pub tag: String,
    /// Its words.
    pub quote: String,
    /// Where it stood.
    pub from: Range<usize>,
    /// Where it stands.
    pub to: Range<usize>,
}

/// A span without a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Orphan {
    /// Its id.
    pub id: SpanId,
    /// Its tag.
    pub tag: String,
    /// Its words.
    pub quote: String,
    /// Where it stood.
    pub was: Range<usize>,
    /// Where it may belong, the likeliest first.
    pub candidates: Vec<Candidate>,
}

impl Stored {
    /// The orphans of earlier changes of the text, with their relations.
    ///
    /// # Errors
    /// A field of that name that holds something else.
    pub fn orphans(&self) -> Result<(Vec<StoredSpan>, Vec<StoredRelation>), SidecarError> {
        let of = |name| {
            move |fault: Fault| {
                SidecarError::Malformed(Fault { message: format!("in the field `{name}`: {}", fault.message), ..fault })
            }
        };
        let orphans = self.orphans.read().map_err(of("orphans"))?;
        let relations = self.orphaned_relations.read().map_err(of("orphaned_relations"))?;
        Ok((orphans.cloned().unwrap_or_default(), relations.cloned().unwrap_or_default()))
    }
}

/// A list that is left out where there is nothing in it.
fn held<'a, T: Clone + 'a>(entries: impl IntoIterator<Item = &'a T>) -> Held<Vec<T>> {
    let entries: Vec<T> = entries.into_iter().cloned().collect();
    if entries.is_empty() { Held::Absent } else { Held::Known(entries) }
}

/// Brings a sidecar to the text as it is `now`, with the text as it was (`old`) if that is at hand, and with what was
/// decided about orphans, by their ids.
///
/// # Errors
/// Orphans of earlier changes that cannot be read.
pub fn reanchor(
    stored: &Stored,
    old: Option<&Document>,
    now: &Document,
    choices: &BTreeMap<String, Choice>,
) -> Result<Reanchored, SidecarError> {
    let (earlier, earlier_relations) = stored.orphans()?;
    let changed = stored.source.differs(now, true);
    let verdicts = verdicts(&stored.spans, stored.source.code_points, old.filter(|_| changed), now, changed);
    // An orphan of an earlier change stood in yet another text: it only ever has candidates.
    let waiting = verdicts_of_orphans(&earlier, now);
    let mut sorted = Sorted::default();
    for (span, verdict) in stored.spans.iter().zip(verdicts).chain(earlier.iter().zip(waiting)) {
        sorted.sort(span, verdict, choices.get(span.id.as_str()), now);
    }
    let drift = drift(stored, Spans { all: stored.spans.len() + earlier.len(), standing: sorted.standing }, old, now, changed);
    let relations = stored.relations.iter().chain(&earlier_relations);
    let (mut kept, mut waiting) = (Vec::new(), Vec::new());
    for relation in relations {
        let ends = [relation.from.as_str(), relation.to.as_str()];
        if ends.iter().any(|end| sorted.waits.contains(*end)) {
            waiting.push(relation);
        } else if !ends.iter().any(|end| sorted.removed.contains(*end)) {
            kept.push(relation.clone());
        }
    }
    let mut lists = Lists { orphans: held(sorted.orphans), orphaned_relations: held(waiting), ..stored.lists() };
    let course = Course {
        spans: &stored.spans,
        placed: sorted.placed,
        old: old.filter(|_| changed),
        code_points: stored.source.code_points,
        now,
    };
    let decided = if changed { carry(&mut lists, &course) } else { Decided::default() };
    let mut source = stored.source.clone();
    source.describe(now);
    let Lists { orphans, orphaned_relations, answers, rejections, decisions, boilerplate } = lists;
    let stored = Stored {
        source,
        spans: sorted.spans,
        relations: kept,
        orphans,
        orphaned_relations,
        answers,
        rejections,
        decisions,
        boilerplate,
        ..stored.clone()
    };
    Ok(Reanchored { stored, drift, moved: sorted.moved, orphans: sorted.told, decided })
}

/// Spans by what became of them.
#[derive(Default)]
struct Sorted<'a> {
    spans: Vec<StoredSpan>,
    orphans: Vec<&'a StoredSpan>,
    waits: BTreeSet<&'a str>,
    removed: BTreeSet<&'a str>,
    moved: Vec<Moved>,
    told: Vec<Orphan>,
    /// How many have their place where they stood.
    standing: usize,
    /// Where those that have a place stood, and where they stand.
    placed: HashMap<(usize, usize), Span>,
}

impl<'a> Sorted<'a> {
    fn sort(&mut self, span: &'a StoredSpan, verdict: Verdict, choice: Option<&Choice>, now: &Document) {
        let quote = span.text.clone().unwrap_or_default();
        match (verdict, choice) {
            (Verdict::Placed(place, parts), _) => self.place(span, place, &parts, quote, now),
            (Verdict::Orphan(_), Some(Choice::Place(place))) => self.place(span, *place, &ranges(&span.attributes), quote, now),
            (Verdict::Orphan(_), Some(Choice::Remove)) => {
                self.removed.insert(&span.id);
            }
            (Verdict::Orphan(candidates), None) => {
                self.waits.insert(&span.id);
                self.orphans.push(span);
                let (id, tag) = (span.id.clone(), span.tag.clone());
                self.told.push(Orphan { id, tag, quote, was: span.start..span.end, candidates });
            }
        }
    }

    fn place(&mut self, span: &StoredSpan, place: Span, parts: &[Range<usize>], quote: String, now: &Document) {
        let to = now.code_point_at(place.start())..now.code_point_at(place.end());
        let from = span.start..span.end;
        let mut placed = span.clone();
        (placed.start, placed.end, placed.bytes) = (to.start, to.end, Some((place.start(), place.end())));
        placed.text = Some(now.slice(place.range()).to_owned());
        set_ranges(&mut placed.attributes, parts);
        follow(&mut placed.offered, span, &placed.attributes, to.start);
        self.placed.insert((span.start, span.end), place);
        if from != to || placed.text.as_deref() != Some(quote.as_str()) {
            self.moved.push(Moved { id: span.id.clone(), tag: span.tag.clone(), quote, from, to });
        } else {
            self.standing += 1;
        }
        self.spans.push(placed);
    }
}

/// Lets the places that were proposed for a span follow it: with the value that they became, else by as much as the span has
/// moved.
fn follow(offered: &mut Offered, before: &StoredSpan, attributes: &[(String, Value)], start: usize) {
    for (name, offer) in offered.known_mut().into_iter().flatten() {
        let Value::Range(from, to) = &mut offer.value else { continue };
        let is_it = |(known, value): &&(String, Value)| known == name && *value == Value::Range(*from, *to);
        let became = before.attributes.iter().position(|attribute| is_it(&attribute)).and_then(|at| attributes.get(at));
        match became {
            Some((_, value)) => offer.value = value.clone(),
            None => [from, to].into_iter().for_each(|at| *at = (*at + start).saturating_sub(before.start)),
        }
    }
}

fn verdicts(spans: &[StoredSpan], code_points: usize, old: Option<&Document>, now: &Document, changed: bool) -> Vec<Verdict> {
    if !changed {
        // Nothing has moved; what does not fit here never did.
        return spans
            .iter()
            .map(|span| {
                standing(span, now)
                    .map_or_else(|| Verdict::Orphan(Vec::new()), |at| Verdict::Placed(at, ranges(&span.attributes)))
            })
            .collect();
    }
    find(&spans.iter().map(|span| anchor(span, old)).collect::<Vec<_>>(), Before { code_points, document: old }, now)
}

/// The candidates of orphans, one by one, so that none can speak for another.
fn verdicts_of_orphans(spans: &[StoredSpan], now: &Document) -> Vec<Verdict> {
    let before = Before { code_points: 0, document: None };
    let of = |span: &StoredSpan| match find(&[anchor(span, None)], before, now).pop() {
        Some(Verdict::Orphan(candidates)) => Verdict::Orphan(candidates),
        Some(Verdict::Placed(span, _)) => Verdict::Orphan(vec![Candidate { span, likeness: 100 }]),
        None => Verdict::Orphan(Vec::new()),
    };
    spans.iter().map(of).collect()
}

fn anchor<'a>(span: &'a StoredSpan, old: Option<&'a Document>) -> Anchor<'a> {
    let place = span.start..span.end;
    let words = || old.and_then(|old| fit(old, place.clone(), None).ok().map(|found| old.slice(found.range())));
    let quote = span.text.as_deref().or_else(words).unwrap_or_default();
    Anchor { place, quote, parts: ranges(&span.attributes) }
}

fn standing(span: &StoredSpan, now: &Document) -> Option<Span> {
    fit(now, span.start..span.end, span.text.as_deref()).ok()
}

/// How many spans there are, and how many have their place where they stood.
#[derive(Debug, Clone, Copy)]
struct Spans {
    all: usize,
    standing: usize,
}

fn drift(stored: &Stored, spans: Spans, old: Option<&Document>, now: &Document, changed: bool) -> Drift {
    let paragraphs = old.map(|old| {
        let known: BTreeSet<&str> = old.text().split_inclusive('\n').collect();
        now.text().split_inclusive('\n').filter(|paragraph| !known.contains(paragraph)).count()
    });
    let code_points = (stored.source.code_points, now.code_points());
    Drift { changed, code_points, spans: spans.all, standing: spans.standing, paragraphs }
}
