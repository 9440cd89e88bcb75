//! What somebody is reported to say: the clause after a word that says so.

use std::ops::Range;

use super::ground::Ground;
use super::offered::{Confidence, Suggestion, SuggestionSource};
use crate::annotation::proposal::{ATTRIBUTION, STANCE};
use crate::annotation::trim;
use crate::language::classes::{ends_clause, ends_sentence};
use crate::language::clitic::is_pronoun;
use crate::language::fold::Folding;
use crate::language::lexicon::{FoldedWord, FoldedWords};

/// How likely such a clause is a claim, in thousandths.
const LIKELY: Confidence = Confidence::thousandths(600);
/// Words that may be between the word that says so and the one that opens the clause: who says it, to whom.
const SPEAKER: usize = 9;
/// Words that a claim has at least.
const LEAST: usize = 3;
/// The words that open what is said, folded.
const OPENERS: [&str; 2] = ["ان", "بان"];
/// What words begin with that are no value of a lexicon.
const NO_VALUE: char = '@';

/// The claims of a sentence that are suggested.
pub(super) fn suggestions(ground: &Ground<'_>, sentence: &Range<usize>) -> Vec<Suggestion> {
    let tags = &ground.roles.claims;
    if tags.is_empty() {
        return Vec::new();
    }
    let text = ground.document.slice(sentence.clone());
    let clauses = clauses(ground, text);
    let place = |clause: &Range<usize>| sentence.start + clause.start..sentence.start + clause.end;
    let of_tag = |tag: &String| {
        let edges = ground.schema.tag(tag)?.edges.as_proposed();
        let spans = clauses.iter().filter_map(move |clause| {
            let trimmed = trim(ground.document, place(clause), edges, &|_| false);
            ground.document.span(trimmed.range)
        });
        let suggestion = |span| Suggestion {
            span,
            tag: tag.clone(),
            attributes: Vec::new(),
            source: SuggestionSource::Lexicon,
            confidence: LIKELY,
        };
        Some(spans.map(suggestion).collect::<Vec<_>>())
    };
    tags.iter().filter_map(of_tag).flatten().collect()
}

/// The clauses of a sentence that tell what somebody says, in bytes.
fn clauses(ground: &Ground<'_>, text: &str) -> Vec<Range<usize>> {
    let words = FoldedWords::of(text, Folding::usual());
    let known = ground.knowledge.words_of(&[STANCE, ATTRIBUTION], &words);
    let all: Vec<&FoldedWord> = words.iter().collect();
    let mut found: Vec<Range<usize>> = Vec::new();
    for cue in known.iter().filter(|word| word.lexicon == STANCE && !word.value.starts_with(NO_VALUE)) {
        let is_past = found.last().is_some_and(|last| cue.range.start < last.end);
        let hidden = known.iter().any(|other| {
            other.value.starts_with(NO_VALUE) && other.words.start <= cue.words.start && cue.words.end <= other.words.end
        });
        if is_past || hidden {
            continue;
        }
        let Some(start) = opened(text, &all, cue.words.end) else { continue };
        // The next report behind a comma, or who is quoted, ends what is said.
        let is_end =
            |at: usize| known.iter().any(|other| other.range.start >= start && is_behind_comma(text, at, other.range.start));
        let end = text.get(start..).unwrap_or_default().char_indices().map(|(at, c)| (start + at, c));
        let end = end.filter(|(_, c)| ends_clause(*c)).map(|(at, _)| at).find(|at| is_end(*at)).unwrap_or(text.len());
        let end = known
            .iter()
            .filter(|other| other.lexicon == ATTRIBUTION && other.range.start > start)
            .fold(end, |end, other| if is_spoken_of(text, other.range.start) { end.min(other.range.start) } else { end });
        if all.iter().filter(|word| start <= word.range.start && word.range.end <= end).count() >= LEAST {
            found.push(start..end);
        }
    }
    found
}

/// Where what is said begins: behind the word that opens it, within some words of its cue.
fn opened(text: &str, words: &[&FoldedWord], from: usize) -> Option<usize> {
    let is_opener = |word: &&&FoldedWord| {
        let letters = word.letters.as_str();
        let rest = OPENERS.iter().filter_map(|opener| letters.strip_prefix(opener));
        rest.into_iter().any(|rest| rest.is_empty() || is_pronoun(rest))
    };
    let near = words.get(from..)?.iter().take(SPEAKER + 1);
    let at = near.clone().position(|word| is_opener(&word))?;
    let first = words.get(from.checked_sub(1)?)?.range.end;
    let opener = words.get(from + at)?;
    let between = text.get(first..opener.range.start)?;
    let next = words.get(from + at + 1)?;
    (!between.contains(ends_sentence)).then_some(next.range.start)
}

/// Whether nothing but white space is between a comma and a place.
fn is_behind_comma(text: &str, comma: usize, place: usize) -> bool {
    let between = text.get(comma..place).unwrap_or("-");
    between.chars().skip(1).all(|c| c.is_whitespace() || c == 'و')
}

/// Whether a word that names a source is one of what was said before it: no quotation mark is open there.
fn is_spoken_of(text: &str, place: usize) -> bool {
    let before = text.get(..place).unwrap_or_default();
    before.matches('«').count() == before.matches('»').count()
}
