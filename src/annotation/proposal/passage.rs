//! What is around a span: its sentence in words, with the words of lexicons that are met there, and how far they are from it.

use std::ops::Range;

use super::knowledge::{Force, Knowledge, Sense};
use crate::annotation::{Annotation, AnnotationSet};
use crate::language::classes::{ends_clause, ends_sentence};
use crate::language::fold::Folding;
use crate::language::lexicon::{FoldedWords, Found};
use crate::language::text_unit::{self, TextUnit};
use crate::text::{Document, Span};

/// Bytes of a sentence that are looked at on each side of a span: a text may have no full stop.
const REACH: usize = 2_000;

/// Added to the distance of a word for each comma in between.
const COMMA: usize = 3;
/// Added to the distance of a word that is part of another span.
const ELSEWHERE: usize = 6;

/// The sentence of a span.
#[derive(Debug)]
pub(super) struct Passage {
    /// The bytes of the text that it has.
    pub range: Range<usize>,
    words: FoldedWords,
    found: Vec<Found<Sense>>,
    /// The words of the span, by their numbers.
    pub own: Range<usize>,
}

/// Bytes after a word in which the next span may be that it governs.
const NEXT: usize = 120;
/// Words between a verb and its object: its subject, as a rule.
const SUBJECT: usize = 5;
/// Words between a verb and what is surely its object.
const OBJECT: usize = 2;
/// Words between a subject and the verb after it.
const PREDICATE: usize = 2;

/// What a word governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grip {
    /// The span.
    Span,
    /// Another span of the tag, and not this one.
    Another,
    /// No span that is known.
    Nothing,
}

/// How a word begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// It is the first of its sentence.
    First,
    /// A conjunction is written as one with it.
    Joined,
    /// It is in the middle of something.
    Middle,
}

/// What a word before or behind spans governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reign {
    /// A span that is listed with the one asked about, and so this one too.
    Listed,
    /// Another span.
    Another,
    /// Nothing else.
    Unknown,
}

/// On which side of a span something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Before,
    Inside,
    After,
}

/// A word of a lexicon near a span.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    /// The number of its value.
    pub value: usize,
    /// Its bytes in the text.
    pub range: Range<usize>,
    pub side: Side,
    /// Words between it and the span; inside, those of the span before it.
    pub gap: usize,
    /// The same, with what makes it less likely to belong to the span.
    pub cost: usize,
    /// How many words it has.
    pub length: usize,
    /// How it counts.
    pub force: Force,
    /// How it begins.
    pub opening: Opening,
    /// What it governs, as a verb its subject or object.
    pub grip: Grip,
    /// Whether it begins another clause: a comma or a conjunction is between it and the span.
    pub is_of_another: bool,
}

impl Passage {
    pub(super) fn of(span: Span, document: &Document, knowledge: &Knowledge) -> Self {
        let sentence = text_unit::around(document, TextUnit::Sentence, span.start());
        let least = document.floor(span.start().saturating_sub(REACH));
        let most = document.floor((span.end() + REACH).min(document.len()));
        let range = sentence.start.max(least)..sentence.end.max(span.end()).min(most);
        let words = FoldedWords::of(document.slice(range.clone()), Folding::usual());
        let found = knowledge.finder().find(&words);
        let place = |at: usize| at.saturating_sub(range.start);
        let before = words.iter().filter(|word| word.range.end <= place(span.start())).count();
        let until = words.iter().filter(|word| word.range.start < place(span.end())).count();
        Self { own: before..until.max(before), words, found, range }
    }

    /// The words of a lexicon around a span, the nearest first. What is inside a longer phrase of it is left out.
    pub(super) fn hits(&self, lexicon: usize, span: &Annotation, set: &AnnotationSet, document: &Document) -> Vec<Hit> {
        let of_it: Vec<&Found<Sense>> = self.found.iter().filter(|found| found.sense.lexicon == lexicon).collect();
        let is_within = |found: &Found<Sense>| {
            of_it.iter().any(|other| {
                other.length > found.length && other.words.start <= found.words.start && found.words.end <= other.words.end
            })
        };
        // What is a word of its own and a form of another too is the word: محتجز, of احتجز.
        let is_form = |found: &Found<Sense>| {
            let is_word = |other: &Found<Sense>| other.words == found.words && other.sense.force == Force::Yielding;
            found.sense.force == Force::Plain && of_it.iter().any(|other| is_word(other))
        };
        let mut hits: Vec<Hit> = of_it
            .iter()
            .filter(|found| !is_within(found) && !is_form(found))
            .map(|found| self.hit(found, span, set, document))
            .collect();
        hits.sort_by_key(|hit| (hit.cost, hit.side, std::cmp::Reverse(hit.length)));
        hits
    }

    fn hit(&self, found: &Found<Sense>, span: &Annotation, set: &AnnotationSet, document: &Document) -> Hit {
        let range = found.range.start + self.range.start..found.range.end + self.range.start;
        let (side, gap) = if found.words.end <= self.own.start {
            (Side::Before, self.own.start - found.words.end)
        } else if found.words.start >= self.own.end {
            (Side::After, found.words.start - self.own.end)
        } else if found.words.start < self.own.start {
            (Side::Before, 0)
        } else {
            (Side::Inside, found.words.start - self.own.start)
        };
        let between = match side {
            Side::Before => document.slice(range.end.min(span.span.start())..span.span.start()),
            Side::After => document.slice(span.span.end().min(range.start)..range.start),
            Side::Inside => "",
        };
        let commas = between.chars().filter(|c| ends_clause(*c) || ends_sentence(*c)).count();
        let elsewhere = set.in_range(range.clone()).filter(|other| is_apart(other, span, &range)).count();
        let is_of_other = side == Side::Before && !found.is_joined && follows_like(&range, span, set, document);
        let cost = gap + COMMA * commas + ELSEWHERE * (elsewhere.min(1) + usize::from(is_of_other));
        let is_of_another = side == Side::After && (commas > 0 || found.is_joined);
        let is_noun_of_another = set.in_range(range.clone()).any(|other| other.tag == span.tag && is_apart(other, span, &range));
        let is_beside = match side {
            Side::Before => commas == 0 && !is_of_other && gap <= SUBJECT,
            Side::After => !is_of_another && gap <= PREDICATE,
            Side::Inside => false,
        };
        // A verb right behind its subject governs that, whatever comes next: 40 شخصاً أصيبوا و12 قُتلوا.
        let grip = match self.reign(&range, span, set, document) {
            _ if is_noun_of_another => Grip::Nothing,
            Reign::Listed => Grip::Span,
            Reign::Another if is_beside && side == Side::After && gap == 0 => Grip::Span,
            Reign::Another => Grip::Another,
            Reign::Unknown if is_beside => Grip::Span,
            Reign::Unknown => Grip::Nothing,
        };
        let opening = match found.words.start {
            _ if found.is_joined => Opening::Joined,
            0 => Opening::First,
            _ => Opening::Middle,
        };
        let (value, force, length) = (found.sense.value, found.sense.force, found.length);
        Hit { value, range, side, gap, cost, length, force, opening, grip, is_of_another }
    }

    /// What a word governs: the next span of the tag, if it is near, with those that are listed with it.
    fn reign(&self, word: &Range<usize>, span: &Annotation, set: &AnnotationSet, document: &Document) -> Reign {
        let limit = document.floor((word.end + NEXT).min(document.len()));
        let mut next = set.in_range(word.end..limit.max(word.end)).filter(|other| other.tag == span.tag);
        let Some(next) = next.find(|other| other.span.start() >= word.end) else { return Reign::Unknown };
        if next.id == span.id || next.span.start() > span.span.start() && word.end <= span.span.start() {
            return Reign::Unknown;
        }
        let is_near = self.words_between(&(word.end..next.span.start())) <= OBJECT
            && !document.slice(word.end..next.span.start()).contains(|c| ends_clause(c) || ends_sentence(c));
        let is_inside = next.span.start() >= span.span.start() && next.span.end() <= span.span.end();
        match is_near && !is_inside {
            true if word.end <= span.span.start() && are_listed(next, span, set, document) => Reign::Listed,
            true => Reign::Another,
            false => Reign::Unknown,
        }
    }

    /// How many words are between a place of the text and the span.
    pub(super) fn words_between(&self, range: &Range<usize>) -> usize {
        let (from, to) = (range.start.saturating_sub(self.range.start), range.end.saturating_sub(self.range.start));
        self.words.iter().filter(|word| from <= word.range.start && word.range.end <= to).count()
    }
}

/// Whether nothing but و, a comma and others of the tag is between two spans.
fn are_listed(first: &Annotation, last: &Annotation, set: &AnnotationSet, document: &Document) -> bool {
    let mut end = first.span.end();
    let others = set.in_range(end..last.span.start().max(end)).filter(|other| other.tag == last.tag);
    for other in others.chain([last]).filter(|other| other.span.start() >= first.span.end()) {
        let is_joined = other.span.start() <= end
            || document.slice(end..other.span.start()).chars().all(|c| c == 'و' || c.is_whitespace() || ends_clause(c));
        if !is_joined {
            return false;
        }
        end = end.max(other.span.end());
    }
    true
}

/// Whether a word comes right after another span of the same tag, and so tells of that one: 611 شخصاً لقوا حتفهم.
fn follows_like(word: &Range<usize>, span: &Annotation, set: &AnnotationSet, document: &Document) -> bool {
    let start = document.floor(word.start.saturating_sub(2));
    let is_gap = |other: &&Annotation| document.slice(other.span.end().min(word.start)..word.start).trim().is_empty();
    let before = set.in_range(start..word.start).filter(|other| other.tag == span.tag && other.id != span.id);
    before.filter(|other| other.span.end() <= word.start).any(|other| is_gap(&other))
}

/// Whether a word is part of another span, which is not around the span that is asked about.
fn is_apart(other: &Annotation, span: &Annotation, word: &Range<usize>) -> bool {
    let (outer, inner) = (other.span.range(), span.span.range());
    let holds_word = outer.start <= word.start && word.end <= outer.end;
    let holds_span = outer.start <= inner.start && inner.end <= outer.end;
    let is_within = inner.start <= outer.start && outer.end <= inner.end;
    holds_word && !holds_span && !is_within
}
