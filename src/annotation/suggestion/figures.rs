//! Figures that are told to be meant: a number of people with a word of what befell them, not one of raids, miles or years.

use std::collections::BTreeMap;
use std::ops::Range;

use super::ground::Ground;
use super::offered::{Confidence, Suggestion, SuggestionSource};
use super::roles::FigureRole;
use crate::annotation::proposal::{Grounds, Telling, Text, Words, telling};
use crate::annotation::set::Parts;
use crate::annotation::{Annotation, AnnotationSet, trim};
use crate::language::fold::Folding;
use crate::language::lexicon::FoldedWords;
use crate::language::number::{Figure, Rule};
use crate::language::persons::Persons;
use crate::text::Span;

/// How likely a figure is meant, with a word in it, by a verb, or as the one before, in thousandths: no two have the same, so
/// that they can be told apart by it.
const INSIDE: Confidence = Confidence::thousandths(850);
const GOVERNED: Confidence = Confidence::thousandths(800);
const AS_BEFORE: Confidence = Confidence::thousandths(750);
/// The same of a noun that is a figure by itself: قتيل, طفلان.
const NOUN_INSIDE: Confidence = Confidence::thousandths(640);
const NOUN_GOVERNED: Confidence = Confidence::thousandths(680);
const NOUN_AS_BEFORE: Confidence = Confidence::thousandths(660);
/// The same of a number without what it counts.
const NUMBER_ALONE: Confidence = Confidence::thousandths(700);
/// How likely a figure is where the schema has no words that tell.
const UNTOLD: Confidence = Confidence::thousandths(500);

/// The words for others of the same, folded.
const OTHERS: [&str; 6] = ["اخر", "اخري", "اخرون", "اخرين", "اخران", "اخريات"];

/// Verbs that say that people are somewhere, carried, housed or held: whoever is counted after them came to no harm by that;
/// folded.
const PRESENCE: [&str; 23] = [
    "يقل",
    "تقل",
    "تقلهم",
    "ينام",
    "تنام",
    "يضم",
    "تضم",
    "ياوي",
    "تاوي",
    "يووي",
    "تووي",
    "يسكن",
    "تسكن",
    "يقيم",
    "تقيم",
    "يستضيف",
    "تستضيف",
    "يتسع",
    "تتسع",
    "يستوعب",
    "تستوعب",
    "لجا",
    "لجات",
];
/// Words that may be between such a verb and the figure, folded.
const BETWEEN: [&str; 12] = ["فيه", "فيها", "اليه", "اليها", "به", "بها", "علي", "متنه", "متنها", "داخله", "داخلها", "ل"];
/// Words before a figure that are looked at.
const NEAR: usize = 3;
/// Their bytes at most.
const BYTES: usize = 128;

/// A figure in a sentence.
struct Candidate {
    figure: Figure,
    span: Span,
    counted: Counted,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counted {
    People,
    Something,
    /// The words do not say.
    Unsaid,
}

/// The figures of a sentence that are suggested.
pub(super) fn suggestions(ground: &Ground<'_>, sentence: &Range<usize>) -> Vec<Suggestion> {
    let roles = &ground.roles.figures;
    if roles.is_empty() {
        return Vec::new();
    }
    let found = ground.knowledge.numbers().read_with_nouns(ground.document.slice(sentence.clone()));
    roles.iter().flat_map(|role| of_role(ground, sentence, role, &found)).collect()
}

fn of_role(ground: &Ground<'_>, sentence: &Range<usize>, role: &FigureRole, found: &[(Figure, Range<usize>)]) -> Vec<Suggestion> {
    let candidates: Vec<Candidate> = found.iter().filter_map(|found| candidate(ground, sentence, role, found)).collect();
    let Some(lexicon) = &role.told else {
        let numbers = candidates.iter().filter(|candidate| is_number(candidate.figure.rule));
        return numbers.map(|candidate| suggestion(candidate.span, role, UNTOLD)).collect();
    };
    let set = sketch(ground, sentence, role, &candidates);
    let (words, registries) = (Words::default(), BTreeMap::new());
    let text = Text {
        document: ground.document,
        set: &set,
        words: &words,
        schema: ground.schema,
        knowledge: ground.knowledge,
        registries: &registries,
    };
    let told = |candidate: &Candidate| {
        if is_present(ground.document.slice(sentence.start..candidate.span.start())) {
            return None;
        }
        let span = set.same(candidate.span, &role.tag)?;
        let confidence = confidence(candidate, telling(lexicon, &Grounds::of(span, &text))?)?;
        Some(suggestion(candidate.span, role, confidence))
    };
    candidates.iter().filter_map(told).collect()
}

fn suggestion(span: Span, role: &FigureRole, confidence: Confidence) -> Suggestion {
    Suggestion { span, tag: role.tag.clone(), attributes: Vec::new(), source: SuggestionSource::Lexicon, confidence }
}

/// A figure with its place in the text, its edges as the schema asks.
fn candidate(
    ground: &Ground<'_>,
    sentence: &Range<usize>,
    role: &FigureRole,
    (figure, whole): &(Figure, Range<usize>),
) -> Option<Candidate> {
    let document = ground.document;
    let place = |range: &Range<usize>| sentence.start + range.start..sentence.start + range.end;
    if figure.rule == Rule::Percentage {
        return None;
    }
    let edges = ground.schema.tag(&role.tag)?.edges.as_proposed();
    let trimmed = trim(document, place(whole), edges, &|_| false);
    let noun = figure.noun.as_ref().map(|noun| document.slice(place(noun)));
    let counted = match noun {
        Some(noun) if Persons::builtin().of_word(noun).is_some() || is_others(noun) => Counted::People,
        Some(_) => Counted::Something,
        None => Counted::Unsaid,
    };
    Some(Candidate { figure: figure.clone(), span: document.span(trimmed.range)?, counted })
}

/// The spans of a sentence together with its figures as if they were spans, so that a verb is not taken for that of two.
fn sketch(ground: &Ground<'_>, sentence: &Range<usize>, role: &FigureRole, candidates: &[Candidate]) -> AnnotationSet {
    let known = ground.set.in_range(sentence.clone()).cloned();
    let people = candidates.iter().filter(|candidate| candidate.counted != Counted::Something);
    let figures = people.filter(|candidate| ground.set.same(candidate.span, &role.tag).is_none()).enumerate();
    let figures = figures.map(|(n, candidate)| Annotation::new(format!("@{n}").as_str(), &role.tag, candidate.span));
    let annotations = known.chain(figures).collect();
    AnnotationSet::from_parts(Parts { annotations, ..Parts::default() }).0
}

/// How likely a figure is meant that is told to be in some way.
fn confidence(candidate: &Candidate, telling: Telling) -> Option<Confidence> {
    let is_numbered = is_number(candidate.figure.rule);
    match (telling, candidate.counted) {
        (_, Counted::Something) | (Telling::AsBefore, Counted::Unsaid) => None,
        (Telling::Inside, _) => Some(if is_numbered { INSIDE } else { NOUN_INSIDE }),
        (Telling::Governed, Counted::People) => Some(if is_numbered { GOVERNED } else { NOUN_GOVERNED }),
        (Telling::Governed, Counted::Unsaid) => is_numbered.then_some(NUMBER_ALONE),
        (Telling::AsBefore, Counted::People) => Some(if is_numbered { AS_BEFORE } else { NOUN_AS_BEFORE }),
    }
}

/// Whether the words before a figure say that those whom it counts are somewhere.
fn is_present(before: &str) -> bool {
    let near = before.get(before.floor_char_boundary(before.len().saturating_sub(BYTES))..).unwrap_or_default();
    let words = FoldedWords::of(near, Folding::usual());
    let words: Vec<&str> = words.iter().map(|word| word.letters.as_str()).collect();
    let mut near = words.into_iter().rev().take(NEAR).skip_while(|word| BETWEEN.contains(word));
    near.next().is_some_and(|word| PRESENCE.contains(&word))
}

/// Whether a word says that they are others of the same: عشرين آخرين.
fn is_others(noun: &str) -> bool {
    OTHERS.contains(&Folding::usual().fold(noun).text())
}

fn is_number(rule: Rule) -> bool {
    matches!(rule, Rule::Digits | Rule::Numeral | Rule::Range | Rule::Vague | Rule::Excess)
}
