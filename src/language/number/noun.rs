//! Nouns for people as figures of their own, and what of a phrase belongs to a counted noun.

use super::numerals::Numeral;
use super::phrase::{Kind, Phrase, Token};
use crate::language::persons::{GrammaticalNumber, Person, Unit};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counted {
    /// The token of its first noun.
    pub(super) noun: Option<usize>,
    /// The token after all of it: adjectives, من and what follows it, بين قتيل وجريح.
    pub(super) end: usize,
}

/// What a number that ends before a token counts.
pub(super) fn counted(phrase: &Phrase<'_>, end: usize) -> Counted {
    let of = usize::from(phrase.token(end).is_some_and(|token| token.is("من")));
    let noun = phrase.token(end + of).filter(|token| is_countable(token));
    let noun = noun.filter(|noun| noun.stem.conjunction.is_none()).map(|_| end + of);
    let after = noun.map_or(end, |noun| noun + 1);
    Counted { noun, end: past_rest(phrase, after, of == 1) }
}

/// Whether a word may be what is counted.
fn is_countable(token: &Token<'_>) -> bool {
    let counts =
        |stem: &str| matches!(stem, "عام" | "سنه" | "سنوات" | "اعوام" | "ساعه" | "يوم" | "شهر" | "مجموعه" | "دوره" | "قرن");
    match token.kind {
        Kind::Word | Kind::Person(_) => true,
        Kind::Known => counts(token.stem.text),
        _ => false,
    }
}

/// Past the adjectives and further nouns of a noun phrase.
pub(super) fn past_rest(phrase: &Phrase<'_>, mut at: usize, mut is_list: bool) -> usize {
    while let Some(token) = phrase.token(at) {
        let next_is_person = phrase.token(at + 1).is_some_and(|next| next.person().is_some());
        let belongs = match token.kind {
            Kind::Person(_) if token.stem.conjunction.is_none() => token.stem.preposition != Some('ب'),
            Kind::Person(_) => token.is_joined() && (token.stem.has_article && !token.is_possessed() || is_list),
            Kind::Word => token.stem.conjunction.is_none() && is_adjective(token),
            Kind::Known if token.is("من") && next_is_person => {
                is_list = true;
                true
            }
            Kind::Known => (token.stem.text == "بين" && next_is_person) || token.is("عده"),
            _ => false,
        };
        if !belongs {
            break;
        }
        is_list |= token.stem.text == "بين";
        at += 1 + usize::from(is_one_family(phrase, at));
    }
    at
}

/// Whether a family is one and the same: من عائلة واحدة counts nobody.
fn is_one_family(phrase: &Phrase<'_>, at: usize) -> bool {
    let is_family = phrase.token(at).and_then(Token::person).is_some_and(|person| person.unit == Unit::Families);
    is_family && phrase.token(at + 1).is_some_and(|next| next.is_bare() && next.numeral() == Some(Numeral::Unit(1)))
}

/// Whether a word that nobody knows has an ending of adjectives. With و before it, it is more likely something else.
fn is_adjective(token: &Token<'_>) -> bool {
    let text = token.stem.text;
    let is_other = matches!(text, "اخر" | "اخري");
    let is_long = text.len() > 3 * 'ا'.len_utf8();
    is_other
        || is_long
            && !text.starts_with('و')
            && !is_relation(text)
            && ["ين", "ون", "ات", "يه", "ي", "يا", "ان", "ه"].iter().any(|ending| text.ends_with(ending))
}

/// Whether a word ends as adjectives do and is none: of place, time and means, of what is done by some (بغارات), a verb of
/// several (يصابون).
fn is_relation(text: &str) -> bool {
    let is_verb = text.starts_with('ي') && text.ends_with("ون");
    let is_means = text.starts_with('ب') && ["ات", "اته", "اتها", "اتهم"].iter().any(|ending| text.ends_with(ending));
    is_verb
        || is_means
        || matches!(
            text,
            "باتجاه"
                | "قباله"
                | "نتيجه"
                | "بواسطه"
                | "عشيه"
                | "صبيحه"
                | "نهايه"
                | "بدايه"
                | "بحاجه"
                | "لحظه"
                | "ليله"
        )
}

/// What a noun says of how many there are, without a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unnumbered {
    /// An indefinite singular.
    One,
    /// A dual.
    Two,
    /// A plural.
    Several,
    /// A plural or a dual.
    Undecided,
}

/// What the noun at a token says, unless it is definite, another word numbers it, or it is part of another's name.
pub(super) fn unnumbered(phrase: &Phrase<'_>, at: usize) -> Option<Unnumbered> {
    let token = phrase.token(at)?;
    let Some(person) = token.person() else { return other_people(phrase, at) };
    if is_numbered(phrase, at) || is_excluded(phrase, at) {
        return None;
    }
    let is_both = at.checked_sub(1).and_then(|before| phrase.token(before)).is_some_and(is_both);
    match person.number {
        GrammaticalNumber::Dual => Some(Unnumbered::Two),
        GrammaticalNumber::Undecided if is_both => Some(Unnumbered::Two),
        _ if token.stem.has_article => None,
        GrammaticalNumber::Singular => is_indefinite(phrase, at, person).then_some(Unnumbered::One),
        GrammaticalNumber::Plural => Some(Unnumbered::Several),
        GrammaticalNumber::Undecided => Some(by_marks(phrase.spelling(at))),
    }
}

/// كلا, كلتا: both.
fn is_both(token: &Token<'_>) -> bool {
    matches!(token.stem.text, "كلا" | "كلتا" | "كلي")
}

/// The vowels of -ين, where they are written: -ayni is two, -īna is several.
fn by_marks(spelling: &str) -> Unnumbered {
    let before_ya = spelling.char_indices().rev().find(|(_, c)| matches!(c, 'ي' | 'ی' | 'ى')).map(|(at, _)| at);
    let (head, ending) = spelling.split_at_checked(before_ya.unwrap_or_default()).unwrap_or(("", spelling));
    let marks = head.chars().rev().take_while(|c| !c.is_alphabetic());
    if ending.contains(['\u{652}', '\u{650}']) || marks.clone().any(|mark| mark == '\u{64E}') {
        return Unnumbered::Two;
    }
    if ending.contains('\u{64E}') || marks.clone().any(|mark| mark == '\u{650}') {
        return Unnumbered::Several;
    }
    Unnumbered::Undecided
}

/// Whether the words right after a noun number it: رجال خمسة, مدنيين اثنين, قتيل واحد; of two, also behind what else is said of
/// them (عاملين أجنبيين اثنين).
fn is_numbered(phrase: &Phrase<'_>, at: usize) -> bool {
    let is_dual = |token: &Token<'_>| token.is_bare() && token.numeral().is_none() && token.stem.text.ends_with("ين");
    let is_two = |token: &Token<'_>| token.is_bare() && token.numeral() == Some(Numeral::Unit(2));
    let after = (at + 1..=at + 2).find(|next| !phrase.token(*next).is_some_and(is_dual));
    if after.is_some_and(|after| after > at + 1 && phrase.token(after).is_some_and(is_two)) {
        return true;
    }
    let Some(next) = phrase.token(at + 1).filter(|next| next.is_bare()) else { return false };
    match next.kind {
        Kind::Digits(number) => number.is_some() || next.is_glued,
        Kind::Numeral(numeral) => !matches!(numeral, Numeral::Ordinal | Numeral::Excess | Numeral::Few | Numeral::ManyQuarters),
        _ => false,
    }
}

/// Whether the word before says that nobody is meant: كل, أي, بدون, من بين; or counts what the noun only names: عدد القتلى.
fn is_excluded(phrase: &Phrase<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| phrase.token(before)) else { return false };
    let token = phrase.token(at);
    let is_joined = token.is_some_and(|token| token.stem.conjunction.is_some());
    let negates = matches!(before.stem.text, "كل" | "اي" | "لا" | "دون" | "بلا" | "ضد" | "غير" | "عدد" | "الا" | "جميع" | "كافه");
    // A noun for a profession is an adjective behind another noun: مصدر عسكري.
    let is_adjective =
        matches!(before.stem.text, "مصدر" | "مصادر" | "مجلس" | "موقع" | "جهاز" | "هجوم" | "خبير" | "محلل" | "متحدث");
    !is_joined && before.is_word() && (negates || is_adjective)
}

/// Whether a singular is one person of no name.
fn is_indefinite(phrase: &Phrase<'_>, at: usize, person: Person) -> bool {
    let Some(next) = phrase.token(at + 1) else { return true };
    // عائلة من خمسة أفراد: they are counted, not the family.
    let of = (at + 1..at + 4).find(|of| phrase.token(*of).is_none_or(|of| of.kind != Kind::Word));
    if person.unit == Unit::Families && of.and_then(|of| phrase.token(of)).is_some_and(|of| of.is("من")) {
        return false;
    }
    let is_construct = next.is_word() && next.is_bare() && next.stem.has_article;
    let is_construct =
        is_construct || next.kind == Kind::Word && next.is_bare() && next.text.starts_with("ال") && next.text.len() > 6;
    let is_kin =
        phrase.token(at).is_some_and(|token| matches!(token.stem.text, "ام" | "اب" | "اخ" | "ابن" | "ابنه" | "بنت" | "زوجه"));
    let is_name =
        is_kin && next.kind == Kind::Word && next.stem.conjunction.is_none() && !starts_joined(next) && next.stem.text != "حامل";
    !is_construct && !is_name
}

/// Whether an unknown word begins with و, which may join it.
fn starts_joined(token: &Token<'_>) -> bool {
    token.text.starts_with('و')
}

/// آخر, آخرون, آخرين as nouns: where nothing is before them, or a noun of what befell them.
fn other_people(phrase: &Phrase<'_>, at: usize) -> Option<Unnumbered> {
    let token = phrase.token(at)?;
    if token.stem.has_article {
        return None;
    }
    let found = match token.stem.text {
        "اخر" | "اخري" => Unnumbered::One,
        "اخرون" | "اخريات" => Unnumbered::Several,
        "اخرين" => Unnumbered::Undecided,
        "اخران" => Unnumbered::Two,
        _ => return None,
    };
    let before = at.checked_sub(1).and_then(|before| phrase.token(before)).map(|before| before.text.trim_start_matches('و'));
    let is_noun = before.is_none_or(|before| {
        ["مقتل", "اصابه", "جرح", "اصيب", "قتل", "خطف", "اعتقال", "اختطاف", "استشهاد", "فقدان", "مصرع", "اسر"].contains(&before)
    });
    is_noun.then_some(found)
}
