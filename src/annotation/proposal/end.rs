//! Proposed ends of relations: the spans to which a relation from a span is likely to lead.

use std::cmp::Reverse;
use std::ops::Range;

use super::cue::{FoundCue, cues, is_relayed, is_spoken_to};
use super::grounds::Grounds;
use super::lexical::just_before;
use super::passage::Side;
use super::value::Source;
use crate::annotation::schema::{RelationType, Suggest};
use crate::annotation::{Annotation, Relation, SpanId};
use crate::language::classes::{ends_clause, ends_sentence};
use crate::language::text_unit::{self, TextUnit};

/// Most ends that are proposed for a relation: one digit each, the last two of which are for ends that are no span.
pub const MOST_ENDS: usize = 8;

/// Bytes that may be between a span, or its cue, and what is just beside it: two words or three.
const BESIDE: usize = 40;

/// An end that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedEnd {
    /// The span.
    pub id: SpanId,
    /// By what; [`Source::Near`] where it is only near, and nothing else speaks for it.
    pub source: Source,
}

/// The spans that are proposed as the end of a relation from a span, as the schema says for its type; else those near it.
/// Spans to which such a relation leads already are left out.
pub fn ends(kind: &RelationType, grounds: &Grounds<'_>) -> Vec<ProposedEnd> {
    let (set, from) = (grounds.text.set, grounds.span);
    let near = Near::of(grounds, kind);
    let taken = |id: &SpanId| grounds.outgoing().iter().any(|other| other.kind == kind.id && other.to == *id);
    let candidates = set.in_range(near.paragraphs()).chain(near.same_end().filter(|other| !near.is_around(other)));
    let candidates = candidates.filter(|other| kind.to.contains(&other.tag) && other.id != from.id && !taken(&other.id));
    let candidates = candidates.filter(|other| !set.is_boilerplate(&other.span.range()));
    let mut ranked: Vec<(Rank, &Annotation)> = candidates.map(|other| (near.rank(other, kind.suggest.as_ref()), other)).collect();
    if kind.suggest == Some(Suggest::Contained) {
        ranked.retain(|(rank, _)| rank.class == 0);
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    let offer = |(rank, other): (Rank, &Annotation)| ProposedEnd { id: other.id.clone(), source: rank.source };
    ranked.into_iter().take(MOST_ENDS).map(offer).collect()
}

/// How likely an end is: what the schema asks for first, then the same sentence, then what is before the span, then the
/// nearest; of two in one place, the longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    class: u8,
    sentence: u8,
    side: u8,
    distance: usize,
    length: Reverse<usize>,
    source: Source,
}

/// How well a span fits what the schema asks for, the best first.
#[derive(Debug, Clone, Copy)]
struct Fitness {
    class: u8,
    /// What speaks for it.
    source: Source,
    /// How far it is from what it has to be near, where that is not the span.
    distance: Option<usize>,
}

impl Fitness {
    fn of(class: u8, source: Source) -> Self {
        Self { class, source, distance: None }
    }

    fn near(class: u8) -> Self {
        Self::of(class, Source::Near)
    }
}

/// What is near a span.
struct Near<'g, 'a> {
    grounds: &'g Grounds<'a>,
    from: Range<usize>,
    /// The sentence in which the span begins, in bytes.
    sentence: Range<usize>,
    /// Its cue, where its type of relation leads to who says it.
    cue: Option<FoundCue>,
    /// Its cue after it, if it has one.
    cue_after: Option<FoundCue>,
    /// The span before it of its tag that has such a relation, and where that leads.
    before: Option<(&'a Annotation, &'a Annotation)>,
    /// Where the word is after which a part of a whole is told.
    part_word: Option<Range<usize>>,
}

impl<'g, 'a> Near<'g, 'a> {
    fn of(grounds: &'g Grounds<'a>, kind: &RelationType) -> Self {
        let from = grounds.span.span.range();
        let sentence = text_unit::around(grounds.text.document, TextUnit::Sentence, from.start);
        let mut near = Self { grounds, from, sentence, cue: None, cue_after: None, before: None, part_word: None };
        match &kind.suggest {
            Some(Suggest::NearestBefore { .. }) => {
                let (after, before): (Vec<_>, Vec<_>) = cues(grounds).into_iter().partition(|cue| cue.side == Side::After);
                near.cue = before.into_iter().next();
                near.cue_after = after.into_iter().next();
                near.before = before_it(grounds, kind);
            }
            Some(Suggest::NearestInSentence) => near.before = before_it(grounds, kind),
            Some(Suggest::AfterWord { lexicon }) => near.part_word = just_before(lexicon, grounds),
            _ => {}
        }
        near
    }

    /// The bytes of the paragraph of the span, and those of the one before it.
    fn paragraphs(&self) -> Range<usize> {
        let document = self.grounds.text.document;
        let own = document.paragraph_at(self.from.start);
        let before = document.paragraph_at(own.start.saturating_sub(1)).start;
        before..own.end.max(self.from.end)
    }

    fn is_around(&self, other: &Annotation) -> bool {
        let around = self.paragraphs();
        other.span.start() < around.end && around.start < other.span.end()
    }

    fn rank(&self, other: &Annotation, suggest: Option<&Suggest>) -> Rank {
        let start = other.span.start();
        let fitness = self.fitness(other, suggest);
        let is_before = start < self.from.start;
        let side = match suggest {
            Some(Suggest::NearestBefore { .. }) => u8::from(!is_before),
            _ => 0,
        };
        Rank {
            class: fitness.class,
            sentence: u8::from(!self.is_in_sentence(other)),
            side,
            distance: fitness.distance.unwrap_or_else(|| self.distance(other)),
            length: Reverse(other.span.end() - start),
            source: fitness.source,
        }
    }

    fn is_in_sentence(&self, other: &Annotation) -> bool {
        self.sentence.contains(&other.span.start())
    }

    /// The bytes between the span and another one; of one inside it, those of the span before that one.
    fn distance(&self, other: &Annotation) -> usize {
        if self.holds(other) {
            return other.span.start() - self.from.start;
        }
        let other = other.span.range();
        self.from.start.saturating_sub(other.end).max(other.start.saturating_sub(self.from.end))
    }

    fn fitness(&self, other: &Annotation, suggest: Option<&Suggest>) -> Fitness {
        match suggest {
            Some(Suggest::Contained) if self.holds(other) => Fitness::of(0, Source::Inside),
            Some(Suggest::NearestBefore { class }) => self.source(other, class),
            Some(Suggest::NearestInSentence) => self.in_sentence(other),
            Some(Suggest::InsideOrNear { class }) => self.inside_or_near(other, class),
            Some(Suggest::Agent { class }) => self.agent(other, class),
            Some(Suggest::AfterWord { .. }) => self.whole(other),
            Some(Suggest::Contained) => Fitness::near(1),
            None => Fitness::near(0),
        }
    }

    /// Whether a span is inside the one asked about.
    fn holds(&self, other: &Annotation) -> bool {
        self.from.start <= other.span.start() && other.span.end() <= self.from.end
    }

    /// Where the span before it of its tag leads.
    fn same_end(&self) -> Option<&'a Annotation> {
        self.before.map(|(_, end)| end)
    }

    /// Who says it: whom a cue names, else who said what was said before it, else the nearest of a class that says things.
    fn source(&self, other: &Annotation, classes: &[String]) -> Fitness {
        let role = Role::of(other, classes);
        let is_spoken_to = is_spoken_to(other, self.grounds.text.document);
        if let Some(fitness) = self.named(other, role).filter(|_| !is_spoken_to) {
            return fitness;
        }
        let is_same = self.same_end().is_some_and(|end| end.id == other.id);
        let goes_on = self.before.is_some_and(|(before, _)| self.sentence.contains(&before.span.start()));
        let may_speak = other.span.end() <= self.from.start && !self.is_claimed(other) && !is_spoken_to;
        match may_speak && self.is_in_sentence(other) {
            _ if is_same && goes_on => Fitness::of(6, Source::Cue),
            true if self.cue.is_some() => Fitness::of(7 + role.rank(), Source::Sentence),
            _ if is_same => Fitness::of(10, Source::Cue),
            true if role == Role::Wanted => Fitness::of(11, Source::Sentence),
            _ if may_speak && role != Role::Unwanted => Fitness::near(12),
            _ => Fitness::near(13),
        }
    }

    /// The span that a cue names as the one who speaks: just after a cue that follows the claim, between a cue before the
    /// claim and the claim, or just before the cue.
    fn named(&self, other: &Annotation, role: Role) -> Option<Fitness> {
        let document = self.grounds.text.document;
        let gap_after = |cue: &FoundCue| other.span.start().checked_sub(cue.range.end);
        if let Some(gap) = self.cue_after.as_ref().and_then(gap_after).filter(|gap| *gap <= BESIDE) {
            return Some(Fitness { class: role.rank(), source: Source::Cue, distance: Some(gap) });
        }
        let cue = self.cue.as_ref().filter(|cue| cue.claims == 0)?;
        let is_named = match cue.side {
            Side::Inside => gap_after(cue).is_some_and(|gap| gap <= BESIDE),
            _ => other.span.end() <= self.from.start && !cue.is_circumstance(document),
        };
        if let Some(gap) = gap_after(cue).filter(|_| is_named && !self.is_claimed(other)) {
            let distance = if is_relayed(other, document) { 0 } else { gap + 1 };
            return Some(Fitness { class: role.rank(), source: Source::Cue, distance: Some(distance) });
        }
        let gap = cue.range.start.checked_sub(other.span.end()).filter(|gap| *gap <= BESIDE)?;
        let is_parted = document.slice(other.span.end()..cue.range.start).contains(|c| ends_clause(c) || ends_sentence(c));
        let is_subject = !is_parted && !self.is_claimed(other);
        is_subject.then_some(Fitness { class: 3 + role.rank(), source: Source::Cue, distance: Some(gap) })
    }

    /// Whether a span is a part of a claim other than this one.
    fn is_claimed(&self, other: &Annotation) -> bool {
        let inner = other.span.range();
        let holds = |outer: &Annotation| outer.span.start() <= inner.start && inner.end <= outer.span.end();
        let claims = self.grounds.text.set.in_range(inner.clone()).filter(|outer| outer.tag == self.grounds.span.tag);
        claims.filter(|outer| outer.id != self.grounds.span.id).any(|outer| holds(outer) && !self.is_within(outer))
    }

    /// Whether the span asked about is inside another one.
    fn is_within(&self, outer: &Annotation) -> bool {
        outer.span.start() <= self.from.start && self.from.end <= outer.span.end()
    }

    /// Where it was: the nearest place of the sentence that is not a part of another name, and of places that are told as
    /// parts of each other the first; else the place of the one before.
    fn in_sentence(&self, other: &Annotation) -> Fitness {
        let is_same = self.same_end().is_some_and(|end| end.id == other.id);
        match (self.is_in_sentence(other), self.is_part_of_another(other)) {
            (true, false) => {
                let distance = self.first_of_chain(other).map(|first| self.distance(first) + 1);
                Fitness { class: u8::from(!self.holds(other)), source: Source::Sentence, distance }
            }
            (true, true) => Fitness::near(2),
            (false, _) if is_same => Fitness::near(3),
            (false, _) => Fitness::near(4 + u8::from(other.span.start() > self.from.start)),
        }
    }

    /// The place before another one that is told as a part of it: السوق في بلدة.
    fn first_of_chain(&self, other: &Annotation) -> Option<&'a Annotation> {
        let (set, document) = (self.grounds.text.set, self.grounds.text.document);
        let start = document.floor(other.span.start().saturating_sub(BESIDE));
        let mut before = set.in_range(start..other.span.start()).filter(|first| first.tag == other.tag);
        let is_joined = |first: &&Annotation| {
            let end = first.span.end();
            end <= other.span.start()
                && !document.slice(end..other.span.start()).contains(|c| c == 'و' || ends_clause(c) || ends_sentence(c))
        };
        before.rfind(is_joined)
    }

    /// Whether a span is inside one that is not around the span asked about.
    fn is_part_of_another(&self, other: &Annotation) -> bool {
        let inner = other.span.range();
        self.grounds.text.set.in_range(inner.clone()).any(|outer| {
            let range = outer.span.range();
            let is_around = range.start <= inner.start && inner.end <= range.end && range != inner;
            let is_ours = range.start <= self.from.start && self.from.end <= range.end;
            is_around && !is_ours && outer.id != self.grounds.span.id
        })
    }

    /// Whom it befell: who is inside, else one of a class just after, else the nearest before in the sentence.
    fn inside_or_near(&self, other: &Annotation, classes: &[String]) -> Fitness {
        let after = other.span.start().checked_sub(self.from.end);
        let is_before = other.span.start() < self.from.start;
        match is_of_class(other, classes) && self.is_in_sentence(other) {
            _ if self.holds(other) => Fitness::of(0, Source::Inside),
            true if after.is_some_and(|gap| gap <= BESIDE) => Fitness::of(1, Source::Sentence),
            true if is_before => Fitness::near(2),
            _ => Fitness::near(3 + u8::from(!is_before)),
        }
    }

    /// Who did it: one of a class that does such things, inside the span, else before it in the sentence.
    fn agent(&self, other: &Annotation, classes: &[String]) -> Fitness {
        let is_before = other.span.start() < self.from.start && self.is_in_sentence(other);
        match is_of_class(other, classes) {
            true if self.holds(other) => Fitness::of(0, Source::Inside),
            true if is_before => Fitness::of(1, Source::Sentence),
            true => Fitness::near(2),
            false => Fitness::near(3),
        }
    }

    /// Of what it is a part: the nearest before the word that says that it is a part.
    fn whole(&self, other: &Annotation) -> Fitness {
        let end = other.span.end();
        match &self.part_word {
            Some(word) if end <= word.start => Fitness { class: 0, source: Source::Lexicon, distance: Some(word.start - end) },
            _ => Fitness::near(1),
        }
    }
}

/// Whether a span says one of these classes; any does where there are none.
fn is_of_class(other: &Annotation, classes: &[String]) -> bool {
    let mut said = other.attributes.iter().filter_map(|(_, value)| value.as_text());
    classes.is_empty() || said.any(|value| classes.iter().any(|wanted| wanted == value))
}

/// The part of a span in telling something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It is of a class that says things.
    Wanted,
    /// It is of none.
    Unwanted,
    /// It is of the first of the classes, which pass on what others say.
    Relay,
}

impl Role {
    fn of(other: &Annotation, classes: &[String]) -> Self {
        match classes.split_first() {
            Some((relay, rest)) if !rest.is_empty() && is_of_class(other, std::slice::from_ref(relay)) => Self::Relay,
            _ if is_of_class(other, classes) => Self::Wanted,
            _ => Self::Unwanted,
        }
    }

    fn rank(self) -> u8 {
        match self {
            Self::Wanted => 0,
            Self::Unwanted => 1,
            Self::Relay => 2,
        }
    }
}

/// The nearest span before, of the same tag, that has a relation of the same type, and where its first leads.
fn before_it<'a>(grounds: &Grounds<'a>, kind: &RelationType) -> Option<(&'a Annotation, &'a Annotation)> {
    let set = grounds.text.set;
    let step = |span: &&'a Annotation| set.previous_start_before(span.span.start());
    let before = std::iter::successors(set.previous_start_before(grounds.span.span.start()), step);
    let before: Vec<&Annotation> = before.take(MOST_STEPS).filter(|span| span.tag == grounds.span.tag).collect();
    // There may be thousands of relations: all of them are looked at once, not for every span.
    let is_near = |relation: &&Relation| relation.kind == kind.id && before.iter().any(|span| span.id == relation.from);
    let leads: Vec<&Relation> = set.relations().iter().filter(is_near).collect();
    before.into_iter().find_map(|span| {
        let first = leads.iter().filter(|relation| relation.from == span.id).min_by_key(|relation| relation.order)?;
        Some((span, set.get(first.to.as_str())?))
    })
}

/// Spans that are looked at for the claim before.
const MOST_STEPS: usize = 64;
