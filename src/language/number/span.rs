//! The figure of one drawn span: counted nouns that و joins add up.

use std::ops::Range;

use super::figure::{Figure, Qualifier, Rule};
use super::measure::Nouns;
use super::phrase::{Kind, Phrase, Token};
use super::reader::{Placed, Reader};
use crate::language::clitic::is_pronoun;
use crate::language::fold::Folding;
use crate::language::persons::{GrammaticalNumber, Persons};
use crate::language::words::words;

impl Reader {
    /// The figure of a span that somebody has drawn as one casualty figure: counted nouns that و joins add up (أم وثلاثة أطفال
    /// is four), parts of the whole (بينهم طفلان) do not count again, and words without a number are unquantified.
    pub fn read_span(&self, span: &str) -> Figure {
        self.with_phrase(span, |phrase| {
            let placed = self.placed(phrase, Nouns::Count);
            let together = together(phrase, placed);
            let mut parts = together.into_iter();
            let first = parts.next().unwrap_or_else(|| unstated(span));
            parts.fold(first, |first, second| sum(&first, &second))
        })
    }
}

/// The first figure and those that و joins to it.
fn together(phrase: &Phrase<'_>, placed: Vec<Placed>) -> Vec<Figure> {
    let mut found: Vec<Figure> = Vec::new();
    let mut past = 0;
    for next in placed {
        past = with_own(phrase, past, &mut found);
        let start = behind_noun(phrase, next.tokens.start, past);
        let joins = phrase.token(start).is_some_and(Token::is_joined);
        let is_near = (past..start).filter_map(|at| phrase.token(at)).all(|token| match token.kind {
            Kind::Mark(mark) => mark == '\u{60C}' || mark == ',',
            Kind::Word => token.stem.conjunction.is_none(),
            _ => false,
        });
        let is_first = found.is_empty();
        let belongs = is_first || (joins && is_near);
        if !belongs {
            break;
        }
        past = next.past_noun;
        if is_first || !matches!(next.figure.rule, Rule::PluralNoun | Rule::Percentage) {
            found.push(next.figure);
        }
    }
    with_own(phrase, past, &mut found);
    found
}

/// The token at which a figure begins, or the noun that it numbers from behind: وأطفالها الثلاثة.
fn behind_noun(phrase: &Phrase<'_>, start: usize, past: usize) -> usize {
    let before = start.checked_sub(1).filter(|before| *before >= past);
    let noun = before.filter(|before| phrase.token(*before).is_some_and(|noun| noun.person().is_some() && noun.is_joined()));
    noun.unwrap_or(start)
}

/// Takes those that و joins to a figure, each of whom a pronoun makes theirs (امرأة وطفلها); returns the token after them. The
/// dual of the same (وطفليها) is a figure by itself.
fn with_own(phrase: &Phrase<'_>, past: usize, found: &mut Vec<Figure>) -> usize {
    let mut at = past;
    let is_own = |token: &Token<'_>| {
        let person = token.person().filter(|_| token.is_joined() && token.is_possessed());
        person.is_some_and(|person| person.number == GrammaticalNumber::Singular)
    };
    while !found.is_empty() && phrase.token(at).is_some_and(is_own) {
        let range = phrase.source_of(at..at + 1);
        let (min, max) = (Some(1), Some(1));
        found.push(Figure { noun: Some(range.clone()), range, min, max, qualifier: Qualifier::Exact, rule: Rule::Sum });
        at += 1;
    }
    at
}

fn sum(first: &Figure, second: &Figure) -> Figure {
    let add = |a: Option<u64>, b: Option<u64>| a.zip(b).and_then(|(a, b)| a.checked_add(b));
    // Of people of unknown number there may be none in the sum, but what is known is there.
    let at_least = |a: &Figure, b: &Figure| if a.qualifier == Qualifier::Unquantified { b.min } else { a.min };
    let is_unknown = [first, second].iter().any(|part| part.qualifier == Qualifier::Unquantified);
    let min = if is_unknown { at_least(first, second) } else { add(first.min, second.min) };
    let max = add(first.max, second.max);
    let are_points = [first, second].iter().all(|part| part.min.is_some() && part.min == part.max);
    let is_about = first.qualifier == Qualifier::About || second.qualifier == Qualifier::About;
    let qualifier = match (min, max) {
        _ if is_about && are_points => Qualifier::About,
        (Some(_), Some(_)) if are_points => Qualifier::Exact,
        (Some(_), Some(_)) => Qualifier::Range,
        (Some(_), None) => Qualifier::AtLeast,
        (None, Some(_)) => Qualifier::AtMost,
        (None, None) => Qualifier::Unquantified,
    };
    Figure { range: first.range.start..second.range.end, min, max, qualifier, rule: Rule::Sum, noun: first.noun.clone() }
}

/// The figure of a span in which no number is found: one where its first word is one person, though the text knows which
/// (زوجته, الجندي).
fn unstated(span: &str) -> Figure {
    let one = words(span).next().and_then(|first| one_of(span, first));
    let nothing = Figure {
        range: 0..span.len(),
        min: None,
        max: None,
        qualifier: Qualifier::Unquantified,
        rule: Rule::Unstated,
        noun: None,
    };
    one.unwrap_or(nothing)
}

/// One person, by a word: a singular noun, or أحد with a pronoun.
fn one_of(span: &str, word: Range<usize>) -> Option<Figure> {
    let letters = span.get(word.clone())?;
    let folded = Folding::usual().fold(letters);
    let is_one_of_them = ONE_OF.iter().any(|one| folded.text().strip_prefix(one).is_some_and(is_pronoun));
    let is_singular = || Persons::builtin().of_word(letters).is_some_and(|person| person.number == GrammaticalNumber::Singular);
    let (qualifier, rule) = match is_one_of_them {
        true => (Qualifier::Exact, Rule::Numeral),
        false if is_singular() => (Qualifier::Implicit, Rule::SingularNoun),
        false => return None,
    };
    Some(Figure { range: word.clone(), min: Some(1), max: Some(1), qualifier, rule, noun: Some(word) })
}

/// One of several, before a pronoun.
const ONE_OF: [&str; 2] = ["احد", "احدا"];

#[cfg(test)]
mod tests {
    use super::super::policy::Policy;
    use super::*;

    fn read(span: &str) -> (Option<u64>, Option<u64>, Qualifier) {
        let figure = Reader::new(&Policy::default()).read_span(span);
        (figure.min, figure.max, figure.qualifier)
    }

    #[test]
    fn one_person_of_whom_the_text_has_spoken_is_one() {
        for span in ["زوجته", "الجندي القتيل", "والدته المسنة", "ابنها الأكبر"] {
            assert_eq!(read(span), (Some(1), Some(1), Qualifier::Implicit), "{span}");
        }
        for span in ["أحدهما", "إحداهن", "أحدهم"] {
            assert_eq!(read(span), (Some(1), Some(1), Qualifier::Exact), "{span}");
        }
        for span in ["أبناؤه", "نصفهم", "حافلة"] {
            assert_eq!(read(span), (None, None, Qualifier::Unquantified), "{span}");
        }
    }

    #[test]
    fn counted_nouns_of_one_span_add_up() {
        for (span, count) in [
            ("أم وثلاثة أطفال", 4),
            ("عائلة من أم وثلاثة أطفال", 4),
            ("امرأة وطفلين", 3),
            ("رجل وامرأة وطفلان", 4),
            ("امرأة وطفلها", 2),
            ("أم وطفليها", 3),
            ("امرأة وأطفالها الثلاثة", 4),
            ("رجل وزوجته وأطفالهما الثلاثة", 5),
            ("عائلة مؤلفة من خمسة أفراد", 5),
            ("ثلاثة رجال، وامرأة", 4),
            ("3 قتلى و5 جرحى", 8),
            ("قائدين ميدانيين وخمسة عناصر", 7),
            ("عشرة عناصر وضابط", 11),
        ] {
            assert_eq!(read(span), (Some(count), Some(count), Qualifier::Exact), "{span}");
        }
    }

    #[test]
    fn a_lone_figure_is_read_as_it_is() {
        assert_eq!(read("قائد ميداني"), (Some(1), Some(1), Qualifier::Implicit));
        assert_eq!(read("نحو عشرين مدنياً"), (Some(20), Some(20), Qualifier::About));
        assert_eq!(read("بين 20 و30 ألف نازح"), (Some(20_000), Some(30_000), Qualifier::Range));
    }

    #[test]
    fn parts_of_the_whole_are_not_added_to_it() {
        assert_eq!(read("13 قتيلاً بينهم 4 أطفال وامرأة"), (Some(13), Some(13), Qualifier::Exact));
        assert_eq!(read("عشرة بين قتيل وجريح"), (Some(10), Some(10), Qualifier::Exact));
    }

    #[test]
    fn what_is_uncertain_in_a_part_is_uncertain_in_the_sum() {
        assert_eq!(read("نحو عشرة رجال وامرأتان"), (Some(12), Some(12), Qualifier::About));
        assert_eq!(read("أكثر من عشرة رجال وامرأتان"), (Some(13), None, Qualifier::AtLeast));
        assert_eq!(read("3 أو 4 رجال وامرأة"), (Some(4), Some(5), Qualifier::Range));
        assert_eq!(read("عدد من الرجال وامرأتان"), (Some(2), None, Qualifier::AtLeast));
    }

    #[test]
    fn words_without_a_number_are_unquantified() {
        assert_eq!(read("القتلى"), (None, None, Qualifier::Unquantified));
        assert_eq!(read(""), (None, None, Qualifier::Unquantified));
    }
}
