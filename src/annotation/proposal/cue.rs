//! The cue of a claim: the verb, or the word of a source, by which the text says that somebody says it.

use std::ops::Range;

use super::grounds::Grounds;
use super::lexical::Read;
use super::passage::{Hit, Side};
use crate::annotation::{Annotation, Value};
use crate::language::classes::is_accessory;
use crate::language::fold::Folding;
use crate::text::Document;

/// The lexicon of the words that say that somebody says something, by the author's distance from it.
pub(super) const STANCE: &str = "stance";
/// The lexicon of those of them that may come after what is said.
const ATTRIBUTION: &str = "attribution";
/// The lexicon of the words that say how certain something is.
pub(super) const CERTAINTY: &str = "certainty";

/// Words that may be between a claim and a cue after it: a comma, no more.
const AFTER: usize = 2;
/// Words that a claim has at most which is a cue itself: نفته القيادة.
const ITSELF: usize = 3;
/// How much farther a cue is for each other claim in between.
const CLAIM: usize = 8;

/// The word after which the one is named who was quoted by another.
const RELAY: &str = "عن";
/// Letters that most roots have.
const ROOT: usize = 3;
/// Bytes in which that word is looked for.
const WORD: usize = 32;

/// The letter that is written as one with the name of whom something is said to.
const TO: char = 'ل';

/// A cue of a span.
#[derive(Debug, Clone)]
pub(super) struct FoundCue {
    /// What it says of the author's distance.
    pub stance: String,
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// On which side of the claim it is.
    pub side: Side,
    /// Claims between it and the span.
    pub claims: usize,
}

/// The cues that a span may have, the likeliest first: before it the nearest, else one just after it, else one that begins
/// it, or is all of it.
pub(super) fn cues(grounds: &Grounds<'_>) -> Vec<FoundCue> {
    let mut ranked: Vec<(usize, FoundCue)> = Vec::new();
    for (id, is_after) in [(STANCE, false), (ATTRIBUTION, true)] {
        let Some((number, lexicon)) = grounds.text.knowledge.lexicon(id) else { continue };
        for hit in grounds.hits(number).into_iter().filter(|hit| (hit.side == Side::After) == is_after) {
            let rank = rank(&hit, grounds).zip(lexicon.values.get(hit.value).cloned());
            let claims = claims_between(&hit, grounds);
            ranked.extend(rank.map(|(rank, stance)| (rank, FoundCue { stance, range: hit.range, side: hit.side, claims })));
        }
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, cue)| cue).collect()
}

/// How far a cue is; `None` where it is none of the span.
fn rank(hit: &Hit, grounds: &Grounds<'_>) -> Option<usize> {
    let is_itself = grounds.passage().own.len() <= ITSELF;
    match hit.side {
        Side::Before => Some(hit.cost + CLAIM * claims_between(hit, grounds)),
        Side::After => (hit.gap <= AFTER).then_some(hit.cost + AFTER),
        Side::Inside => (is_itself || hit.gap == 0).then_some(hit.cost + CLAIM),
    }
}

/// The claims between a cue and the span.
fn claims_between(hit: &Hit, grounds: &Grounds<'_>) -> usize {
    let between = hit.range.end..grounds.span.span.start();
    let is_between = |other: &&Annotation| {
        other.tag == grounds.span.tag && between.start <= other.span.start() && other.span.end() <= between.end
    };
    grounds.text.set.in_range(between.clone()).filter(is_between).count()
}

/// Whether a span is told to have been quoted by somebody else: it comes after عن.
pub(super) fn is_relayed(span: &Annotation, document: &Document) -> bool {
    let before = document.slice(0..span.span.start()).trim_end();
    let before = before.get(document.floor(before.len().saturating_sub(WORD))..).unwrap_or_default();
    before.split_whitespace().next_back().is_some_and(|word| Folding::usual().fold(word).text() == RELAY)
}

/// Whether a span is told to be spoken to: it comes after a ل that is written as one with it.
pub(super) fn is_spoken_to(span: &Annotation, document: &Document) -> bool {
    let before = document.slice(0..span.span.start());
    let before = before.get(document.floor(before.len().saturating_sub(WORD))..).unwrap_or_default();
    before.trim_end_matches(is_accessory).ends_with(TO)
}

impl FoundCue {
    /// Whether it is a participle that tells how something else was done (قائلا, مؤكدة): who speaks is told before it.
    pub(super) fn is_circumstance(&self, document: &Document) -> bool {
        let folded = Folding::usual().fold(document.slice(self.range.clone()));
        let letters: Vec<char> = folded.text().chars().collect();
        let is_participle = letters.first() == Some(&'م') || letters.get(1) == Some(&'ا');
        match letters.last() {
            Some('ا') => is_participle,
            Some('ه' | 'ن') => is_participle && letters.len() > ROOT + 1,
            _ => false,
        }
    }
}

/// What the cues say of the author's distance.
pub(super) fn stances(grounds: &Grounds<'_>) -> Vec<Read> {
    cues(grounds).into_iter().map(|cue| Read { value: Value::Text(cue.stance), words: Some(cue.range) }).collect()
}

/// The places of the cues.
pub(super) fn places(grounds: &Grounds<'_>) -> Vec<Read> {
    let document = grounds.text.document;
    let place = |cue: FoundCue| {
        let value = Value::Range(document.code_point_at(cue.range.start), document.code_point_at(cue.range.end));
        Read { value, words: Some(cue.range) }
    };
    cues(grounds).into_iter().map(place).collect()
}

/// How certain the claim is, by words in it or before it.
pub(super) fn certainties(grounds: &Grounds<'_>) -> Vec<Read> {
    let Some((number, lexicon)) = grounds.text.knowledge.lexicon(CERTAINTY) else { return Vec::new() };
    let hits = grounds.hits(number).into_iter().filter(|hit| match hit.side {
        Side::Before => hit.cost <= CLAIM && claims_between(hit, grounds) == 0,
        Side::Inside => true,
        Side::After => false,
    });
    let read = |hit: Hit| {
        let value = Value::Text(lexicon.values.get(hit.value)?.clone());
        Some(Read { value, words: Some(hit.range) })
    };
    hits.filter_map(read).collect()
}
