//! Reads the figures of a phrase.

use std::ops::Range;

use super::bound::{Opening, openings};
use super::closing::{Close, closing};
use super::figure::{Figure, Qualifier, Rule};
use super::measure::{Found, Measure, Nouns, as_two, measure, past_percent, with_excess};
use super::noun::counted;
use super::numerals::Numeral;
use super::phrase::{Kind, Phrase};
use super::policy::Policy;
use super::trap::{are_bounds_of_time, dated, trap};
use super::vague::{Bounds, VagueTable};
use crate::language::fold::Folding;

/// Reads Arabic figures under a policy; made once for any number of phrases.
///
/// ```
/// use hashiya::language::number::{Policy, Qualifier, Reader};
///
/// let reader = Reader::new(&Policy::default());
/// let phrase = "ما لا يقل عن 2286 مدنياً";
/// let [figure] = &reader.read(phrase)[..] else { panic!() };
/// assert_eq!((figure.min, figure.max, figure.qualifier), (Some(2286), None, Qualifier::AtLeast));
/// assert_eq!(&phrase[figure.range.clone()], "ما لا يقل عن 2286");
/// assert_eq!(figure.noun.clone().map(|noun| &phrase[noun]), Some("مدنياً"));
/// ```
#[derive(Debug, Clone)]
pub struct Reader {
    folding: &'static Folding,
    vague: VagueTable,
    strict_bounds: bool,
    about_is_point: bool,
}

/// A figure with its tokens.
pub(super) struct Placed {
    pub(super) figure: Figure,
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// The token after all that it counts.
    pub(super) past_noun: usize,
}

impl Reader {
    /// Makes a reader for a policy.
    pub fn new(policy: &Policy) -> Self {
        let folding = Folding::usual();
        let vague = VagueTable::of(policy, folding);
        Self { folding, vague, strict_bounds: policy.strict_bounds, about_is_point: policy.about_is_point }
    }

    /// The figures of a phrase that is about people: numbers, and nouns that are numbers by themselves (an indefinite
    /// singular is one, a dual two, a plural some).
    ///
    /// They are in order and do not overlap. A number too large for a `u64` is no figure.
    pub fn read(&self, phrase: &str) -> Vec<Figure> {
        self.with_phrase(phrase, |phrase| self.placed(phrase, Nouns::Count).into_iter().map(|placed| placed.figure).collect())
    }

    /// The figures of running text: as [`read`](Self::read), but a noun without a number is none. They count anything
    /// (raids, kilometres, years of age); [`Figure::noun`] says what.
    pub fn read_text(&self, text: &str) -> Vec<Figure> {
        self.with_phrase(text, |phrase| self.placed(phrase, Nouns::AfterBound).into_iter().map(|placed| placed.figure).collect())
    }

    /// The figures of running text about people, as [`read`](Self::read), each with all that belongs to it: the counted noun with
    /// its adjectives, من and what follows it, بين قتيل وجريح.
    ///
    /// ```
    /// use hashiya::language::number::{Policy, Reader};
    ///
    /// let text = "قُتل نحو عشرين عاملاً أجنبياً وأصيب سبعة من الحراس";
    /// let found = Reader::new(&Policy::default()).read_with_nouns(text);
    /// let found: Vec<&str> = found.into_iter().map(|(_, whole)| &text[whole]).collect();
    /// assert_eq!(found, ["نحو عشرين عاملاً أجنبياً", "سبعة من الحراس"]);
    /// ```
    pub fn read_with_nouns(&self, text: &str) -> Vec<(Figure, Range<usize>)> {
        self.with_phrase(text, |phrase| {
            let with_noun = |placed: Placed| {
                let all = phrase.source_of(placed.tokens.start..placed.past_noun.max(placed.tokens.end));
                let start = placed.figure.noun.as_ref().map_or(all.start, |noun| noun.start.min(placed.figure.range.start));
                let start = start.min(placed.figure.range.start);
                (placed.figure, start..all.end)
            };
            self.placed(phrase, Nouns::Count).into_iter().map(with_noun).collect()
        })
    }

    /// Folds a phrase, parts it and hands it on.
    pub(super) fn with_phrase<T>(&self, source: &str, then: impl FnOnce(&Phrase<'_>) -> T) -> T {
        let folded = self.folding.fold(source);
        then(&Phrase::of(source, &folded, self.vague.words()))
    }

    /// The figures of a phrase with their tokens.
    pub(super) fn placed(&self, phrase: &Phrase<'_>, nouns: Nouns) -> Vec<Placed> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < phrase.len() {
            if let Some(end) = trap(phrase, at) {
                at = end.max(at + 1);
                continue;
            }
            at = match self.figure(phrase, at, nouns) {
                Some(Step::Figure(placed)) => {
                    let end = placed.past_noun.max(placed.tokens.end).max(at + 1);
                    found.push(placed);
                    end
                }
                Some(Step::Past(end)) => end.max(at + 1),
                None => at + 1,
            };
        }
        found
    }

    /// What begins at a token.
    fn figure(&self, phrase: &Phrase<'_>, at: usize, nouns: Nouns) -> Option<Step> {
        if let Some(end) = share_behind_sign(phrase, at) {
            return Some(Step::Figure(share(phrase, at, end)));
        }
        let opening = openings(phrase, at);
        let start = opening.map_or(at, |opening| opening.end);
        let measured = measure(phrase, &self.vague, start, nouns_after(opening, nouns))?;
        let percent = match measured {
            Found::Measure(measure) => past_percent(phrase, measure.end),
            Found::Nothing(end) => past_percent(phrase, end),
        };
        if let Some(end) = percent {
            return Some(Step::Figure(share(phrase, at, end)));
        }
        let measure = match measured {
            Found::Measure(measure) => measure,
            Found::Nothing(end) => return Some(Step::Past(counted(phrase, end).end)),
        };
        let is_number = matches!(measure.rule, Rule::Digits | Rule::Numeral | Rule::Range);
        if let Some(end) = dated(phrase, measure.end).filter(|_| is_number) {
            return Some(Step::Past(end));
        }
        if measure.rule == Rule::Range && is_period(phrase, start, measure.end) {
            return Some(Step::Past(measure.end));
        }
        self.bounded(phrase, at, opening, measure)
    }

    /// A measure with what bounds it.
    fn bounded(&self, phrase: &Phrase<'_>, at: usize, opening: Option<Opening>, measure: Measure) -> Option<Step> {
        let closing = closing(phrase, measure.end);
        let end = closing.map_or(measure.end, |closing| closing.end);
        let (measure, bound) = match closing.map(|closing| closing.close) {
            Some(Close::Excess) => (exceeded(measure)?, opening.map(|opening| opening.bound)),
            Some(Close::Bound(bound)) => (as_two(measure), stronger(opening, bound)),
            None => (measure, opening.map(|opening| opening.bound)),
        };
        let Some(bounds) = self.apply(bound, measure) else { return Some(Step::Past(end)) };
        let is_bound = bound.filter(|bound| is_point(measure) || is_vague_bound(*bound, measure));
        let counted = Some(counted(phrase, measure.end)).filter(|at_once| at_once.noun.is_some()).unwrap_or(counted(phrase, end));
        let noun = counted.noun.or_else(|| noun_before(phrase, at, measure.end));
        let own_noun = measure.past_noun.map(|_| at.max(measure.end - 1));
        let figure = Figure {
            range: phrase.source_of(at..end),
            min: bounds.min,
            max: bounds.max,
            qualifier: is_bound.unwrap_or(measure.qualifier),
            rule: measure.rule,
            noun: own_noun.or(noun).map(|noun| phrase.source_of(noun..noun + 1)),
        };
        let past_noun = measure.past_noun.unwrap_or(counted.end).max(end);
        Some(Step::Figure(Placed { figure, tokens: at..end, past_noun }))
    }

    /// The bounds of a measure; `None` if there are none such: more than the largest number, less than nothing.
    fn apply(&self, bound: Option<Qualifier>, measure: Measure) -> Option<Bounds> {
        if measure.qualifier == Qualifier::Vague {
            return Some(of_vague(bound, measure.bounds));
        }
        let Some(value) = measure.bounds.min.filter(|_| is_point(measure)) else { return Some(measure.bounds) };
        let strict = u64::from(self.strict_bounds);
        let (min, max) = match bound {
            Some(Qualifier::MoreThan) => (Some(value.checked_add(strict)?), None),
            Some(Qualifier::AtLeast) => (Some(value), None),
            Some(Qualifier::LessThan) => (None, Some(value.checked_sub(strict)?)),
            Some(Qualifier::AtMost) => (None, Some(value)),
            Some(Qualifier::About) if !self.about_is_point => (None, None),
            _ => (Some(value), Some(value)),
        };
        Some(Bounds { min, max })
    }
}

/// What comes of looking at a token.
enum Step {
    /// A figure.
    Figure(Placed),
    /// None, up to this token.
    Past(usize),
}

/// Whether nouns count behind an opening: أكثر من قتيل is a number, دون قتيل and نحو قتيل are not.
fn nouns_after(opening: Option<Opening>, nouns: Nouns) -> Nouns {
    match opening.map(|opening| opening.bound) {
        None if nouns == Nouns::AfterBound => Nouns::Ignored,
        None => nouns,
        Some(_) => Nouns::AfterBound,
    }
}

fn is_point(measure: Measure) -> bool {
    matches!(measure.qualifier, Qualifier::Exact | Qualifier::Implicit)
}

/// Whether vague words are bounded by others: ما لا يقل عن عشرات is at least ten.
fn is_vague_bound(bound: Qualifier, measure: Measure) -> bool {
    measure.rule == Rule::Vague && bound != Qualifier::About
}

/// The bounds of vague words behind a bound: the floor stays, or the ceiling does.
fn of_vague(bound: Option<Qualifier>, vague: Bounds) -> Bounds {
    match bound {
        Some(Qualifier::MoreThan | Qualifier::AtLeast) => Bounds { max: None, ..vague },
        Some(Qualifier::LessThan | Qualifier::AtMost) => Bounds { min: None, ..vague },
        _ => vague,
    }
}

/// The token after a number that a sign of percentage stands before: %30.
fn share_behind_sign(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    let is_sign = matches!(phrase.token(at)?.kind, Kind::Mark('%' | '\u{66A}'));
    let next = phrase.token(at + 1).filter(|next| next.is_glued && matches!(next.kind, Kind::Digits(Some(_))));
    (is_sign && next.is_some()).then_some(at + 2)
}

/// Whether a range is one of years: its first and its last token are.
fn is_period(phrase: &Phrase<'_>, start: usize, end: usize) -> bool {
    (start..end).take(3).any(|first| are_bounds_of_time(phrase, first, end - 1))
}

/// What is bound before and after a number: what is before it counts, unless it only says about.
fn stronger(opening: Option<Opening>, after: Qualifier) -> Option<Qualifier> {
    match opening.map(|opening| opening.bound) {
        None | Some(Qualifier::About) if after != Qualifier::Exact => Some(after),
        before => before,
    }
}

/// A number with ونيف.
fn exceeded(measure: Measure) -> Option<Measure> {
    let value = measure.bounds.min.filter(|_| is_point(measure))?;
    Some(Measure { bounds: with_excess(value)?, qualifier: Qualifier::Vague, rule: Rule::Excess, ..measure })
}

/// A percentage: its numbers count nobody.
fn share(phrase: &Phrase<'_>, at: usize, end: usize) -> Placed {
    let counted = counted(phrase, end);
    let figure = Figure {
        range: phrase.source_of(at..end),
        min: None,
        max: None,
        qualifier: Qualifier::Unquantified,
        rule: Rule::Percentage,
        noun: counted.noun.map(|noun| phrase.source_of(noun..noun + 1)),
    };
    Placed { figure, tokens: at..end, past_noun: counted.end }
}

/// The noun before a number that follows what it counts: القتلى الخمسة, قتيل واحد.
fn noun_before(phrase: &Phrase<'_>, at: usize, end: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let token = phrase.token(at)?;
    let noun = phrase.token(before).filter(|noun| matches!(noun.kind, Kind::Person(_) | Kind::Word))?;
    let is_small = matches!(token.numeral(), Some(Numeral::Unit(1 | 2))) && end == at + 1;
    let is_behind = token.is_bare() && (noun.person().is_some() || token.stem.has_article || is_small);
    is_behind.then_some(before)
}
