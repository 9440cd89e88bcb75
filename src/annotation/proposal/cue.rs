//! The cue of a claim: the verb, or the word of a source, by which the text says that somebody says it.

use std::ops::Range;

use super::grounds::{Grounds, Text};
use super::lexical::Read;
use super::passage::{Hit, Opening, Side};
use crate::annotation::{Annotation, Value};
use crate::language::classes::is_accessory;
use crate::language::fold::Folding;
use crate::text::Document;

/// The lexicon of the words that say that somebody says something, by the author's distance from it.
pub const STANCE: &str = "stance";
/// The lexicon of those of them that may come after what is said.
pub const ATTRIBUTION: &str = "attribution";
/// The lexicon of the words that say how certain something is.
pub(super) const CERTAINTY: &str = "certainty";

/// The lexicon of the words for what somebody says.
const UTTERANCE: &str = "utterance";

/// Words that may be between a claim and a cue after it: a comma, no more.
const AFTER: usize = 2;
/// How much farther a cue after the claim is than one before it.
const BEHIND: usize = 7;
/// How much farther a word of a source is than a verb.
const ASIDE: usize = 12;
/// How far from a claim a word may be that says that it is only said.
const FAR: usize = 12;
/// What the values of a lexicon begin with that are none: their words only hide what is in them.
const NO_VALUE: char = '@';
/// Marks that open and close a quotation.
const OPENING: [char; 5] = ['«', '"', '“', '”', '\''];
const CLOSING: [char; 5] = ['»', '"', '“', '”', '\''];
/// Letters that verbs of the present begin with.
const PRESENT: [char; 3] = ['ي', 'ت', 'ن'];
/// The vowel of the passive.
const DAMMA: char = '\u{64F}';

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
    /// What it is.
    pub kind: CueKind,
}

/// The cues that a span may have, the likeliest first: before it the nearest, else one just after it, else one that begins
/// it, or is all of it; else a colon behind who says it.
pub(super) fn cues(grounds: &Grounds<'_>) -> Vec<FoundCue> {
    let mut ranked: Vec<(usize, FoundCue)> = Vec::new();
    for (id, kind) in [(STANCE, CueKind::Verb), (ATTRIBUTION, CueKind::Attribution)] {
        let Some((number, lexicon)) = grounds.text.knowledge.lexicon(id) else { continue };
        for hit in grounds.hits(number) {
            let Some(stance) = lexicon.values.get(hit.value).filter(|value| !value.starts_with(NO_VALUE)) else { continue };
            let claims = claims_between(&hit, grounds);
            let found = FoundCue { stance: stance.clone(), range: hit.range.clone(), side: hit.side, claims, kind };
            ranked.extend(rank(&hit, kind, grounds).map(|rank| (rank, found)));
        }
        let is_before = ranked.iter().any(|(_, cue)| cue.side == Side::Before);
        ranked.extend(colon(number, grounds).filter(|_| kind == CueKind::Verb && !is_before).map(|cue| (0, cue)));
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, cue)| cue).collect()
}

/// What a cue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CueKind {
    /// A verb, or a noun of one.
    Verb,
    /// A word that names a source beside what is said: بحسب.
    Attribution,
}

/// How far a cue is; `None` where it is none of the span.
fn rank(hit: &Hit, kind: CueKind, grounds: &Grounds<'_>) -> Option<usize> {
    let is_itself = grounds.passage().own.len() <= ITSELF;
    match (hit.side, kind) {
        (Side::Before, CueKind::Verb) => Some(hit.cost + CLAIM * claims_between(hit, grounds)),
        // In the middle of a sentence it belongs to what is before it, or is said by the way: نفى، بحسب الصحيفة، أن.
        (Side::Before, CueKind::Attribution) => {
            (hit.opening != Opening::Middle).then_some(hit.cost + ASIDE + CLAIM * claims_between(hit, grounds))
        }
        (Side::After, CueKind::Attribution) => (hit.gap <= AFTER && hit.opening != Opening::Joined).then_some(hit.cost + BEHIND),
        (Side::Inside, CueKind::Verb) => (is_itself || hit.gap == 0).then_some(hit.cost + CLAIM),
        _ => None,
    }
}

/// A colon as a cue, where nothing but quotation marks is between it and the span, and a span that is no claim just before it.
fn colon(lexicon: usize, grounds: &Grounds<'_>) -> Option<FoundCue> {
    let Text { document, set, knowledge, .. } = grounds.text;
    let stance = knowledge.colon(lexicon)?;
    let start = grounds.span.span.start();
    let before = document.slice(0..start).trim_end_matches(|c: char| c.is_whitespace() || OPENING.contains(&c));
    let head = before.strip_suffix(':')?.trim_end_matches(|c: char| c.is_whitespace() || CLOSING.contains(&c));
    let from = document.floor(head.len().saturating_sub(1));
    let mut speakers = set.in_range(from..head.len()).filter(|other| other.tag != grounds.span.tag);
    speakers.any(|other| other.span.end() == head.len()).then(|| FoundCue {
        stance: stance.to_owned(),
        range: before.len() - 1..before.len(),
        side: Side::Before,
        claims: 0,
        kind: CueKind::Verb,
    })
}

/// The special end for a claim that is only said to be said, and the word that says so: the lexicon's word before it, which no
/// other claim is between; else a cue that is a passive with its mark (ذُكر), for which the first value stands.
pub(super) fn impersonal(lexicon: &str, cue: Option<&FoundCue>, grounds: &Grounds<'_>) -> Option<(String, Range<usize>)> {
    let (number, lexicon) = grounds.text.knowledge.lexicon(lexicon)?;
    let is_near = |hit: &Hit| hit.side == Side::Before && hit.cost <= FAR && claims_between(hit, grounds) == 0;
    let of_word = grounds.hits(number).into_iter().find(is_near);
    let of_word = of_word.and_then(|hit| Some((lexicon.values.get(hit.value)?.clone(), hit.range)));
    let is_passive = |cue: &&FoundCue| cue.claims == 0 && is_passive(grounds.text.document.slice(cue.range.clone()));
    of_word.or_else(|| Some((lexicon.values.first()?.clone(), cue.filter(is_passive)?.range.clone())))
}

/// Whether a verb of the past bears the vowel of the passive on its first letter. In the present others bear it, too.
fn is_passive(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|first| !PRESENT.contains(&first)) && letters.next() == Some(DAMMA)
}

/// The claims between a cue and the span; one that the cue is a part of is between, too.
fn claims_between(hit: &Hit, grounds: &Grounds<'_>) -> usize {
    let (start, end) = (hit.range.start, grounds.span.span.start());
    let is_between = |other: &&Annotation| {
        let is_behind = start <= other.span.start() || hit.range.end <= other.span.end();
        other.tag == grounds.span.tag && other.id != grounds.span.id && is_behind && other.span.end() <= end
    };
    grounds.text.set.in_range(start..end.max(start)).filter(is_between).count()
}

/// Whether a span is told to have been quoted by somebody else: it comes after عن.
pub(super) fn is_relayed(span: &Annotation, document: &Document) -> bool {
    let before = document.slice(0..span.span.start()).trim_end();
    let before = before.get(document.floor(before.len().saturating_sub(WORD))..).unwrap_or_default();
    before.split_whitespace().next_back().is_some_and(|word| Folding::usual().fold(word).text() == RELAY)
}

/// Whether a span is told to be spoken to: it comes after a ل that is written as one with it, which does not say whose words
/// they are (بيان للوزارة).
pub(super) fn is_spoken_to(span: &Annotation, grounds: &Grounds<'_>) -> bool {
    let document = grounds.text.document;
    let before = document.slice(0..span.span.start());
    let before = before.get(document.floor(before.len().saturating_sub(WORD))..).unwrap_or_default();
    let before = before.trim_end_matches(is_accessory);
    let is_to = before.ends_with(TO) && before.chars().rev().nth(1).is_none_or(|letter| !letter.is_alphabetic());
    is_to && !is_whose(span, grounds)
}

/// Whether a word for what somebody says is just before the ل of a span.
fn is_whose(span: &Annotation, grounds: &Grounds<'_>) -> bool {
    let Some((number, _)) = grounds.text.knowledge.lexicon(UTTERANCE) else { return false };
    let start = span.span.start();
    let is_just_before = |hit: &Hit| {
        let between = hit.range.end..start;
        between.start < between.end && grounds.text.document.slice(between).chars().filter(|c| c.is_alphabetic()).count() == 1
    };
    grounds.hits(number).iter().any(is_just_before)
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
