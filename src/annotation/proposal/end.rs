//! Proposed ends of relations: the spans to which a relation from a span is likely to lead.

use std::cmp::Reverse;
use std::ops::Range;

use super::cue::{CueKind, FoundCue, cues, impersonal, is_relayed, is_spoken_to};
use super::grounds::{Grounds, Text, is_of_class};
use super::lexical::{just_before, words_inside};
use super::passage::Side;
use super::value::Source;
use crate::annotation::schema::{RelationType, Suggest};
use crate::annotation::{Annotation, End, Relation, SpanId};
use crate::language::classes::{ends_clause, ends_sentence};
use crate::language::text_unit::{self, TextUnit};

/// Most ends that are proposed for a relation: one digit each, the last two of which are for ends that are no span.
pub const MOST_ENDS: usize = 8;

/// Bytes that may be between a span, or its cue, and what is just beside it: two words or three.
const BESIDE: usize = 40;

/// Bytes that may be between a cue and somebody who is named behind their office, or whom another one quotes.
const AFAR: usize = 160;

/// Paragraphs before its own in which the side of those who were harmed may be.
const FAR: usize = 4;

/// An end that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedEnd {
    /// The span, or an end that is none: `@document`.
    pub to: End,
    /// By what; [`Source::Near`] where it is only near, and nothing else speaks for it.
    pub source: Source,
}

/// The spans that are proposed as the end of a relation from a span, as the schema says for its type; else those near it.
/// Spans to which such a relation leads already are left out.
pub fn ends(kind: &RelationType, grounds: &Grounds<'_>) -> Vec<ProposedEnd> {
    let (set, from) = (grounds.text.set, grounds.span);
    let near = Near::of(grounds, kind);
    let special = near.special(kind);
    let special = special.filter(|end| !grounds.outgoing().iter().any(|other| other.kind == kind.id && other.to == *end));
    let taken = |id: &SpanId| grounds.outgoing().iter().any(|other| other.kind == kind.id && other.to == *id);
    let candidates = set.in_range(near.paragraphs()).chain(near.same_end().filter(|other| !near.is_around(other)));
    let candidates = candidates.filter(|other| kind.to.contains(&other.tag) && other.id != from.id && !taken(&other.id));
    let candidates = candidates.filter(|other| !set.is_boilerplate(&other.span.range()));
    let mut ranked: Vec<(Rank, &Annotation)> = candidates.map(|other| (near.rank(other, kind.suggest.as_ref()), other)).collect();
    if kind.suggest == Some(Suggest::Contained) {
        ranked.retain(|(rank, _)| rank.class == 0);
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    let offer = |(rank, other): (Rank, &Annotation)| ProposedEnd { to: End::from(&other.id), source: rank.source };
    let source = if near.has_cue() { Source::Cue } else { Source::Sentence };
    let special = special.into_iter().map(|to| ProposedEnd { to, source });
    special.chain(ranked.into_iter().take(MOST_ENDS).map(offer)).collect()
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
    /// The tags of those to whom it may lead.
    to: Vec<String>,
    /// The classes that the words of the span speak of, where they tell classes apart.
    sides: Vec<String>,
}

impl<'g, 'a> Near<'g, 'a> {
    fn of(grounds: &'g Grounds<'a>, kind: &RelationType) -> Self {
        let from = grounds.span.span.range();
        let sentence = text_unit::around(grounds.text.document, TextUnit::Sentence, from.start);
        let mut near = Self {
            grounds,
            from,
            sentence,
            cue: None,
            cue_after: None,
            before: None,
            part_word: None,
            to: kind.to.clone(),
            sides: Vec::new(),
        };
        match &kind.suggest {
            Some(Suggest::NearestBefore { .. }) => {
                let (after, before): (Vec<_>, Vec<_>) = cues(grounds).into_iter().partition(|cue| cue.side == Side::After);
                near.cue = before.into_iter().next();
                near.cue_after = after.into_iter().next();
                near.before = before_it(grounds, kind);
            }
            Some(Suggest::NearestInSentence) => near.before = before_it(grounds, kind),
            Some(Suggest::AfterWord { lexicon }) => near.part_word = just_before(lexicon, grounds),
            Some(Suggest::InsideOrNear { side: Some(side), .. }) => near.sides = words_inside(side, grounds),
            _ => {}
        }
        near
    }

    /// The bytes of the paragraph of the span, and those of the one before it; where words tell classes apart, of more.
    fn paragraphs(&self) -> Range<usize> {
        let document = self.grounds.text.document;
        let own = document.paragraph_at(self.from.start);
        let step = |start: &usize| (*start > 0).then(|| document.paragraph_at(start.saturating_sub(1)).start);
        let steps = if self.sides.is_empty() { 1 } else { FAR };
        let before = std::iter::successors(Some(own.start), step).take(steps + 1).last().unwrap_or(own.start);
        before..own.end.max(self.from.end)
    }

    /// Whether a cue says that somebody says it.
    fn has_cue(&self) -> bool {
        self.cue.is_some() || self.cue_after.is_some()
    }

    /// The end that is no span, where nobody is named who says it: the author's own words, or what is only said to be said.
    fn special(&self, kind: &RelationType) -> Option<End> {
        let Some(Suggest::NearestBefore { author, nobody, .. }) = &kind.suggest else { return None };
        let said = nobody.as_deref().and_then(|lexicon| impersonal(lexicon, self.cue.as_ref(), self.grounds));
        let end = match said.filter(|(_, word)| !self.names_somebody(word)) {
            Some((end, _)) => Some(end),
            None if self.has_cue() => None,
            None => author.clone(),
        };
        end.map(|end| End::from(end.as_str()))
    }

    /// Whether somebody is named who speaks: by the cue after the claim, or between a word that says that something is said
    /// and the claim, or just before that word if it is the cue itself (المسؤول يعتقد أن).
    fn names_somebody(&self, word: &Range<usize>) -> bool {
        let is_just_after =
            |cue: &FoundCue| self.actors(cue.range.end..cue.range.end + AFAR).any(|other| other.span.start() >= cue.range.end);
        let after = self.cue_after.as_ref().is_some_and(is_just_after);
        let cue = self.cue.as_ref().filter(|cue| cue.range.start <= word.start && word.start < cue.range.end);
        let is_named = |other: &Annotation| {
            let is_between = word.start < other.span.end() && other.span.end() <= self.from.start;
            is_between || cue.is_some_and(|cue| self.is_subject(other, cue))
        };
        let document = self.grounds.text.document;
        after || self.actors(document.floor(word.start.saturating_sub(BESIDE))..self.from.start).any(is_named)
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
            Some(Suggest::NearestBefore { class, named, .. }) => self.source(other, class, named),
            Some(Suggest::NearestInSentence) => self.in_sentence(other),
            Some(Suggest::InsideOrNear { class, .. }) => self.inside_or_near(other, class),
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
    fn source(&self, other: &Annotation, classes: &[String], named: &[String]) -> Fitness {
        let speaks_for_office = !named.is_empty() && is_of_class(other, named) && self.is_in_phrase(other);
        let role = if speaks_for_office { Role::Named } else { Role::of(other, classes) };
        let is_beside = self.is_beside_cue(other);
        let role = if role == Role::Unwanted && is_beside == Some(CueKind::Verb) { Role::Wanted } else { role };
        let is_spoken_to = is_beside != Some(CueKind::Attribution) && is_spoken_to(other, self.grounds);
        if let Some(fitness) = self.named(other, role).filter(|_| !is_spoken_to) {
            return fitness;
        }
        let is_same = self.same_end().is_some_and(|end| end.id == other.id);
        let goes_on = self.before.is_some_and(|(before, _)| self.sentence.contains(&before.span.start()));
        let may_speak = other.span.end() <= self.from.start && !self.is_claimed(other) && !is_spoken_to;
        match may_speak && self.is_in_sentence(other) {
            _ if is_same && goes_on => Fitness::of(8, Source::Cue),
            true if self.cue.is_some() => Fitness::of(9 + role.rank(), Source::Sentence),
            _ if is_same => Fitness::of(13, Source::Cue),
            true if role == Role::Wanted => Fitness::of(14, Source::Sentence),
            _ if may_speak && role != Role::Unwanted => Fitness::near(15),
            _ => Fitness::near(16),
        }
    }

    /// The span that a cue names as the one who speaks: just after a cue that follows the claim, between a cue before the
    /// claim and the claim, or just before the cue.
    fn named(&self, other: &Annotation, role: Role) -> Option<Fitness> {
        let document = self.grounds.text.document;
        let gap_after = |cue: &FoundCue| other.span.start().checked_sub(cue.range.end);
        let is_relayed = is_relayed(other, document);
        let reach = if is_relayed || role == Role::Named { AFAR } else { BESIDE };
        if let Some(gap) = self.cue_after.as_ref().and_then(gap_after).filter(|gap| *gap <= reach) {
            let distance = if is_relayed { 0 } else { gap + 1 };
            return Some(Fitness { class: role.rank(), source: Source::Cue, distance: Some(distance) });
        }
        let cue = self.cue.as_ref().filter(|cue| cue.claims == 0)?;
        let is_named = match cue.side {
            Side::Inside => gap_after(cue).is_some_and(|gap| gap <= BESIDE),
            _ => other.span.end() <= self.from.start && !cue.is_circumstance(document),
        };
        if let Some(gap) = gap_after(cue).filter(|_| is_named && !self.is_claimed(other)) {
            // Of those of one phrase the last is who it is: مدير المرصد فلان.
            let gap = if role == Role::Named { self.distance(other) } else { gap };
            let distance = if is_relayed { 0 } else { gap + 1 };
            return Some(Fitness { class: role.rank(), source: Source::Cue, distance: Some(distance) });
        }
        let gap = cue.range.start.checked_sub(other.span.end())?;
        self.is_subject(other, cue).then_some(Fitness { class: 4 + role.rank(), source: Source::Cue, distance: Some(gap) })
    }

    /// Whether a span is just before a cue, and so may be its subject.
    fn is_subject(&self, other: &Annotation, cue: &FoundCue) -> bool {
        let between = other.span.end()..cue.range.start;
        let is_parted = || self.has_end(between.clone());
        between.start <= between.end && between.len() <= BESIDE && !is_parted() && !self.is_claimed(other)
    }

    /// Whether a clause or a sentence ends in a stretch of the text.
    fn has_end(&self, stretch: Range<usize>) -> bool {
        self.grounds.text.document.slice(stretch).contains(|c| ends_clause(c) || ends_sentence(c))
    }

    /// Whether a span is part of what a cue names, which may be long: قال مدير المرصد فلان.
    fn is_in_phrase(&self, other: &Annotation) -> bool {
        let start = other.span.start();
        let is_in = |cue: &FoundCue| {
            start.checked_sub(cue.range.end).is_some_and(|gap| gap <= AFAR) && !self.has_end(cue.range.end..start)
        };
        let is_before = other.span.end() <= self.from.start;
        let is_joined = self.grounds.text.document.slice(0..start).ends_with('و');
        !is_joined && (self.cue_after.as_ref().is_some_and(is_in) || is_before && self.cue.as_ref().is_some_and(is_in))
    }

    /// The kind of the cue that a span is right behind, but for a letter (وفقا لمصدر); of a verb not even that.
    fn is_beside_cue(&self, other: &Annotation) -> Option<CueKind> {
        let is_beside = |cue: &&FoundCue| {
            let letters = usize::from(cue.kind == CueKind::Attribution);
            let gap = cue.range.end..other.span.start();
            gap.start <= gap.end && self.grounds.text.document.slice(gap).trim_start().chars().count() <= letters
        };
        [&self.cue, &self.cue_after].into_iter().flatten().find(is_beside).map(|cue| cue.kind)
    }

    /// The spans in a stretch of the text, without claims, that may be those who speak.
    fn actors(&self, stretch: Range<usize>) -> impl Iterator<Item = &'a Annotation> {
        let Text { set, document, .. } = self.grounds.text;
        let kinds = &self.to;
        set.in_range(stretch.start..stretch.end.min(document.len()).max(stretch.start))
            .filter(move |other| kinds.contains(&other.tag))
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
        let is_of_side = self.sides.is_empty() || is_of_class(other, &self.sides);
        let other_side = 4 * u8::from(!is_of_side);
        match is_of_class(other, classes) && self.is_in_sentence(other) {
            _ if self.holds(other) => Fitness::of(0, Source::Inside),
            true if after.is_some_and(|gap| gap <= BESIDE) => Fitness::of(1 + other_side, Source::Sentence),
            true if is_before && is_of_side && !self.sides.is_empty() => Fitness::of(2, Source::Sentence),
            true if is_before => Fitness::near(2 + other_side),
            _ if is_before && is_of_side => Fitness::near(3),
            _ => Fitness::near(4 + u8::from(!is_before)),
        }
    }

    /// Who did it: one of a class that does such things, inside the span, else before it in the sentence.
    fn agent(&self, other: &Annotation, classes: &[String]) -> Fitness {
        let is_before = other.span.start() < self.from.start && self.is_in_sentence(other);
        match is_of_class(other, classes) {
            // Of a figure in a claim the claim says who did it; whoever is in a figure was harmed.
            true if self.holds(other) && !self.is_part_of_claim() && !self.is_part_of_another(other) => {
                Fitness::of(0, Source::Inside)
            }
            true if self.holds(other) => Fitness::near(2),
            true if is_before => Fitness::near(1),
            true => Fitness::near(3),
            false => Fitness::near(4),
        }
    }

    /// Whether the span is inside a claim.
    fn is_part_of_claim(&self) -> bool {
        self.grounds.claim().is_some_and(|claim| claim != self.grounds.span.span)
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

/// The part of a span in telling something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It is somebody who is named, whose office is told before them.
    Named,
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
            Self::Named => 0,
            Self::Wanted => 1,
            Self::Unwanted => 2,
            Self::Relay => 3,
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
