//! The figure of one drawn span: counted nouns that و joins add up.

use std::ops::Range;

use super::figure::{Figure, Qualifier, Rule};
use super::measure::Nouns;
use super::noun::{past_rest, unnumbered};
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
            let first = parts.next().map_or_else(|| unstated(span), |first| one_of_some(span, first));
            parts.fold(first, |first, second| sum(&first, &second))
        })
    }
}

/// One of some people, of whom the word itself says no number: أحد المارة.
fn one_of_some(span: &str, figure: Figure) -> Figure {
    let words = span.get(figure.range.clone()).map(|words| Folding::usual().fold(words).text().to_owned());
    let is_one_of = figure.rule == Rule::Numeral && words.is_some_and(|words| ONE_OF.contains(&words.as_str()));
    if is_one_of { Figure { qualifier: Qualifier::Implicit, ..figure } } else { figure }
}

/// The first figure and those that و joins to it.
fn together(phrase: &Phrase<'_>, placed: Vec<Placed>) -> Vec<Figure> {
    let mut found: Vec<Figure> = Vec::new();
    let mut past = definite_head(phrase, placed.first(), &mut found);
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

/// Who somebody is whom the text knows: هو وزوجته.
const PRONOUNS: [&str; 2] = ["هو", "هي"];

/// Takes the first word, if it is one person whom the text knows and و joins the first figure to them (السائق وست نساء, زوجته
/// وابنتيه); returns the token after it.
fn definite_head(phrase: &Phrase<'_>, first: Option<&Placed>, found: &mut Vec<Figure>) -> usize {
    let is_pronoun = phrase.token(0).is_some_and(|token| PRONOUNS.contains(&token.text));
    let head = phrase.token(0).filter(|_| unnumbered(phrase, 0).is_none()).and_then(Token::person);
    let end = past_epithets(phrase, 1);
    let is_joined = |placed: &Placed| {
        let start = behind_noun(phrase, placed.tokens.start, end);
        start == end && phrase.token(start).is_some_and(Token::is_joined)
    };
    let is_one = is_pronoun || head.is_some_and(|person| person.number == GrammaticalNumber::Singular);
    if !is_one || !(first.is_some_and(is_joined) || phrase.token(end).is_some_and(|token| is_one_more(phrase, end, token))) {
        return 0;
    }
    found.push(one(phrase, 0));
    end
}

/// Takes those that و joins to a figure one by one, whom nothing numbers: امرأة وطفلها, شقيقان وابن عمهما. Returns the token
/// after them. The dual of the same (وطفليها) is a figure by itself.
fn with_own(phrase: &Phrase<'_>, past: usize, found: &mut Vec<Figure>) -> usize {
    let mut at = past;
    while !found.is_empty() && phrase.token(at).is_some_and(|token| is_one_more(phrase, at, token)) {
        found.push(one(phrase, at));
        at = past_epithets(phrase, at + 1);
    }
    at
}

/// Past what is said of somebody whom the text knows: زوجته الحامل.
fn past_epithets(phrase: &Phrase<'_>, mut at: usize) -> usize {
    let is_epithet = |token: &Token<'_>| token.kind == Kind::Word && token.text.starts_with("ال");
    while phrase.token(at).is_some_and(is_epithet) {
        at += 1;
    }
    past_rest(phrase, at, false)
}

/// Whether و joins one person at a token, who is no figure by themselves: one of a noun for people who is definite or is
/// somebody's, or one of a noun that nobody knows (ومقرئ).
fn is_one_more(phrase: &Phrase<'_>, at: usize, token: &Token<'_>) -> bool {
    match token.kind {
        Kind::Person(person) => {
            let is_joined = token.is_joined() && token.stem.preposition.is_none();
            is_joined && person.number == GrammaticalNumber::Singular && unnumbered(phrase, at).is_none()
        }
        Kind::Word => token.text.strip_prefix('و').is_some_and(|rest| is_long(rest) && may_be_one(rest)),
        _ => false,
    }
}

/// Whether what is behind و is a word, more likely than not: it is not short, not definite, and no verbal noun (وإصابة).
fn is_long(rest: &str) -> bool {
    rest.chars().count() > 3 && !rest.starts_with("ال") && rest.chars().nth(1) != Some('ا') && !rest.ends_with('ه')
}

fn one(phrase: &Phrase<'_>, at: usize) -> Figure {
    let range = phrase.source_of(at..at + 1);
    Figure { noun: Some(range.clone()), range, min: Some(1), max: Some(1), qualifier: Qualifier::Exact, rule: Rule::Sum }
}

/// Whether a word that nobody knows may be one person by its letters: it has no ending and no pattern of a plural or a dual,
/// and is no word for a part or a group.
fn may_be_one(folded: &str) -> bool {
    let letters: Vec<char> = folded.chars().collect();
    let bare = folded.strip_suffix('ا').unwrap_or(folded);
    let is_of_many = MANY.iter().any(|ending| bare.ends_with(ending));
    let is_broken = matches!(letters.as_slice(), [_, _, 'ا', _, _, ..] | ['ا', _, _, 'ا', _]);
    letters.len() >= 3 && !is_of_many && !is_broken && !GROUPS.iter().any(|group| folded.starts_with(group))
}

/// Endings of plurals and duals, and of words that are no people.
const MANY: [&str; 8] = ["ون", "ين", "ات", "ان", "اء", "و", "ي", "هم"];

/// Words for a part or for a group, folded; of them there are some.
const GROUPS: [&str; 20] = [
    "بقيه", "باقي", "معظم", "اغلب", "غالب", "نصف", "ثلث", "ربع", "جميع", "سائر", "كامل", "طاقم", "فريق", "وفد", "دوري", "حشد",
    "جمع", "حاف", "قوه", "رتل",
];

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
    let is_unknown = || {
        let bare = folded.text().strip_prefix("ال").unwrap_or(folded.text());
        Persons::builtin().of_word(letters).is_none() && may_be_one(bare)
    };
    let is_one = is_one_of_them || is_before_some(span, &word, folded.text()) || is_singular() || is_unknown();
    let rule = if is_one_of_them { Rule::Numeral } else { Rule::SingularNoun };
    let (min, max) = (Some(1), Some(1));
    is_one.then(|| Figure { range: word.clone(), min, max, qualifier: Qualifier::Implicit, rule, noun: Some(word) })
}

/// Whether a word is أحد or إحدى, with more behind it: أحد المارة.
fn is_before_some(span: &str, word: &Range<usize>, folded: &str) -> bool {
    ONE_OF.contains(&folded) && words(span).any(|next| next.start >= word.end)
}

/// One of several: before a pronoun, or before those of whom it is one.
const ONE_OF: [&str; 3] = ["احد", "احدا", "احدي"];

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
        for span in ["زوجته", "الجندي القتيل", "والدته المسنة", "ابنها الأكبر", "أحدهما", "إحداهن", "أحد المارة", "إحدى العاملات"]
        {
            assert_eq!(read(span), (Some(1), Some(1), Qualifier::Implicit), "{span}");
        }
        // A noun that nobody knows is one, if it has no form of a plural.
        for span in ["مقرئاً ضريراً", "سقّاء", "المنشد"] {
            assert_eq!(read(span), (Some(1), Some(1), Qualifier::Implicit), "{span}");
        }
        for span in ["أبناؤه", "نصفهم", "بقية الركاب", "حافلة", "عساكر", "منشدين", "أعوان"]
        {
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
            ("السائق وست نساء ورضيعين", 9),
            ("زوجته وابنتيه", 3),
            ("الوالد وولداه", 3),
            ("هو وزوجته وأطفالهما الأربعة", 6),
            ("شقيقان وابن عمهما", 3),
            ("صياد وابنيه وجارهم", 4),
            ("طيار ومساعده", 2),
            ("بائعة شاي وطفلاها التوأمان", 3),
            ("جنديين أجنبيين ومترجماً", 3),
            ("ثلاثة رجال ومقرئ ضرير", 4),
            ("ثلاثة رجال ومنشداً", 4),
            ("شرطي وزوجته الحامل وطفلهما", 3),
            ("عاملين أجنبيين اثنين", 2),
            ("مصورين صحفيين اثنين وسائقهما", 3),
            ("أم وبناتها الأربع", 5),
            ("شيخ القرية وحفيداه", 3),
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
