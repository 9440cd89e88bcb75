//! The words before a number that bound it: نحو, أكثر من, ما لا يقل عن, and what negation makes of them.

use super::figure::Qualifier;
use super::phrase::{Kind, Phrase};

/// What the words before a number make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opening {
    /// How they bound it.
    pub(super) bound: Qualifier,
    /// The token after them.
    pub(super) end: usize,
}

/// What has to follow a word that bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Needs {
    /// The number itself.
    Number,
    /// One of these prepositions.
    Preposition(&'static [&'static str]),
    /// The number, or a preposition before it.
    Either,
}

/// What a word that bounds is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A verb: its subject can follow it.
    Verb,
    /// Any other.
    Other,
}

/// A word that bounds a number after it.
#[derive(Debug, Clone, Copy)]
struct Word {
    bound: Qualifier,
    needs: Needs,
    class: Class,
}

impl Word {
    fn other(bound: Qualifier, needs: Needs) -> Self {
        Self { bound, needs, class: Class::Other }
    }

    fn verb(bound: Qualifier, needs: Needs) -> Self {
        Self { bound, needs, class: Class::Verb }
    }
}

/// The words that bound, by their stem.
fn word(stem: &str) -> Option<Word> {
    use Qualifier::{About, LessThan, MoreThan};
    let from = Needs::Preposition(&["من", "عن"]);
    Some(match stem {
        "نحو" | "حوالي" | "قرابه" | "زهاء" | "تقريبا" => Word::other(About, Needs::Number),
        "يناهز" | "تناهز" | "ناهز" | "ناهزت" | "يناهزون" => Word::verb(About, Needs::Number),
        "يقارب" | "تقارب" | "قارب" | "قاربت" | "مقارب" | "يقاربون" => {
            Word::verb(About, Needs::Either)
        }
        "نحوا" | "يقرب" | "تقرب" | "يقترب" | "تقترب" => Word::other(About, from),
        "اكثر" | "ازيد" => Word::other(MoreThan, from),
        "اقل" | "ادني" => Word::other(LessThan, from),
        "دون" => Word::other(LessThan, Needs::Number),
        "يقل" | "تقل" | "يقلون" | "يقلوا" => Word::verb(LessThan, from),
        "يزيد" | "تزيد" | "زاد" | "زادت" | "يزد" | "تزد" | "يزيدون" | "يزيدوا" | "يربو" | "تربو" | "يرب" | "ينيف" | "تنيف" => {
            Word::verb(MoreThan, Needs::Preposition(&["علي", "عن"]))
        }
        "يفوق" | "تفوق" | "فاق" | "فاقت" | "يتجاوز" | "تتجاوز" | "تجاوز" | "تجاوزت" | "يتجاوزون" | "يتجاوزوا" | "متجاوزا"
        | "تخطي" | "تخطت" | "يتخطي" | "تتخطي" | "متخطيا" | "يفوقون" | "يتعدون" | "يتعدي" | "تتعدي" | "تعدي" | "تعدت" | "يتعد"
        | "تتعد" => Word::verb(MoreThan, Needs::Either),
        _ => return None,
    })
}

/// What a bound becomes when it is negated: لا يقل is at least.
fn negated(bound: Qualifier) -> Option<Qualifier> {
    match bound {
        Qualifier::LessThan => Some(Qualifier::AtLeast),
        Qualifier::MoreThan => Some(Qualifier::AtMost),
        _ => None,
    }
}

/// How many openings are read one after the other: more than anybody writes, so that a text of nothing else takes no longer.
const MOST: usize = 4;

/// The words at a token that bound the number after them, all of them: ما لا يقل عن نحو.
pub(super) fn openings(phrase: &Phrase<'_>, at: usize) -> Option<Opening> {
    let mut found = opening(phrase, at)?;
    for _ in 1..MOST {
        let Some(next) = opening(phrase, found.end) else { break };
        let bound = if found.bound == Qualifier::About { next.bound } else { found.bound };
        found = Opening { bound, end: next.end };
    }
    Some(found)
}

fn opening(phrase: &Phrase<'_>, at: usize) -> Option<Opening> {
    set_phrase(phrase, at).or_else(|| within(phrase, at)).or_else(|| bounding(phrase, at))
}

/// Phrases that stand before a number or after it.
fn set_phrase(phrase: &Phrase<'_>, at: usize) -> Option<Opening> {
    let first = phrase.token(at)?;
    let second = phrase.token(at + 1)?;
    let bound = match (first.stem.text, second.text) {
        ("علي" | "في", "الاقل") | ("كحد" | "بحد", "ادني") => Qualifier::AtLeast,
        ("علي", "الاكثر") | ("كحد" | "بحد", "اقصي") => Qualifier::AtMost,
        _ => return None,
    };
    (first.kind == Kind::Known).then_some(Opening { bound, end: at + 2 })
}

/// في حدود, بحدود.
fn within(phrase: &Phrase<'_>, at: usize) -> Option<Opening> {
    let first = phrase.token(at)?;
    let bounds = if first.stem.text == "في" { at + 1 } else { at };
    let word = phrase.token(bounds).filter(|word| word.stem.text == "حدود")?;
    let is_in = bounds > at || word.stem.preposition == Some('ب');
    is_in.then_some(Opening { bound: Qualifier::About, end: bounds + 1 })
}

/// (ما)؟ negation? word subject? preposition?
fn bounding(phrase: &Phrase<'_>, at: usize) -> Option<Opening> {
    let relative = usize::from(phrase.token(at).is_some_and(|token| matches!(token.stem.text, "ما" | "مما") && token.is_word()));
    let up_to = at + relative;
    if relative == 1 && phrase.token(up_to)?.stem.text == "يصل" && phrase.token(up_to + 1)?.stem.text == "الي" {
        return Some(Opening { bound: Qualifier::AtMost, end: up_to + 2 });
    }
    let negation = negation(phrase, up_to);
    let place = up_to + negation.tokens;
    let token = phrase.token(place).filter(|token| token.is_word())?;
    let stem = negation.glued.unwrap_or(token.stem.text);
    let found = word(stem)?;
    let is_negated = negation.tokens > 0 || negation.glued.is_some();
    let is_without = stem == "دون" && (token.stem.preposition.is_some() || is_after_from(phrase, place));
    if is_without || is_negated && relative == 0 && found.bound == Qualifier::About {
        return None;
    }
    let bound = if is_negated { negated(found.bound)? } else { found.bound };
    let end = past_preposition(phrase, past_subject(phrase, place + 1, found), found.needs)?;
    Some(Opening { bound, end })
}

/// A negation before a word: tokens of its own, or what is left of the word when it is glued (لايقل).
struct Negation<'f> {
    tokens: usize,
    glued: Option<&'f str>,
}

fn negation<'f>(phrase: &Phrase<'f>, at: usize) -> Negation<'f> {
    let Some(token) = phrase.token(at).filter(|token| token.is_word()) else { return Negation { tokens: 0, glued: None } };
    if matches!(token.stem.text, "لا" | "لم" | "لن" | "ليس" | "ليست" | "ليسوا" | "مالا" | "بمالا") {
        let hardly = phrase.token(at + 1).is_some_and(|next| matches!(next.text, "يكاد" | "تكاد" | "يكد" | "تكد"));
        return Negation { tokens: 1 + usize::from(hardly), glued: None };
    }
    let text = token.text.strip_prefix('و').unwrap_or(token.text);
    let glued = ["مالا", "لا", "لم"].iter().find_map(|no| text.strip_prefix(no)).filter(|rest| word(rest).is_some());
    Negation { tokens: 0, glued }
}

fn is_after_from(phrase: &Phrase<'_>, at: usize) -> bool {
    at.checked_sub(1).and_then(|before| phrase.token(before)).is_some_and(|before| before.stem.text == "من")
}

/// Past the subject of a verb (عددهم, عدد القتلى), and past قليلاً, بكثير.
fn past_subject(phrase: &Phrase<'_>, at: usize, word: Word) -> usize {
    let stem = phrase.token(at).filter(|token| token.is_word()).map(|token| token.stem.text);
    match stem {
        Some("عددهم" | "عددها" | "عددهن" | "عدده") if word.class == Class::Verb => at + 1,
        Some("عدد" | "حصيله") if word.class == Class::Verb => {
            let other = phrase.token(at + 2).filter(|other| other.is_joined() && other.stem.has_article);
            at + 2 + usize::from(other.is_some_and(|other| other.person().is_some()))
        }
        Some("قليلا" | "قليل" | "كثيرا" | "كثير") if word.needs != Needs::Number => at + 1,
        _ => at,
    }
}

/// Past the preposition that a word asks for; `None` if it is not there.
fn past_preposition(phrase: &Phrase<'_>, at: usize, needs: Needs) -> Option<usize> {
    let is = |preposition: &str| phrase.token(at).is_some_and(|token| token.is(preposition));
    match needs {
        Needs::Number => Some(at),
        Needs::Either => Some(at + usize::from(["من", "عن", "علي"].iter().any(|preposition| is(preposition)))),
        Needs::Preposition(known) => known.iter().any(|preposition| is(preposition)).then_some(at + 1),
    }
}
