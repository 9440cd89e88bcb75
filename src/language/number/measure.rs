//! What a figure measures: a number, a range, a vague or an indefinite quantity, a noun that is a number by itself.

use super::amount::{Amount, Grammar};
use super::bound::openings;
use super::figure::{Qualifier, Rule};
use super::noun::{Unnumbered, past_rest, unnumbered};
use super::numerals::Numeral;
use super::phrase::{Kind, Phrase, Token};
use super::vague::{Bounds, VagueTable};

/// A quantity of a phrase, before what qualifies it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Measure {
    pub(super) bounds: Bounds,
    pub(super) qualifier: Qualifier,
    pub(super) rule: Rule,
    /// The token after it.
    pub(super) end: usize,
    /// The token after the nouns that are part of it, if it is a noun.
    pub(super) past_noun: Option<usize>,
}

/// What is found at a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// A quantity.
    Measure(Measure),
    /// A number that is no quantity: fractional, or too large. The token after it.
    Nothing(usize),
}

/// Whether nouns are figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nouns {
    /// An indefinite singular is one, a dual two, a plural some.
    Count,
    /// Only after أكثر من and the like.
    AfterBound,
    /// Never.
    Ignored,
}

/// The quantity at a token.
pub(super) fn measure(phrase: &Phrase<'_>, vague: &VagueTable, at: usize, nouns: Nouns) -> Option<Found> {
    if let Some(range) = range(phrase, at) {
        return Some(Found::Measure(range));
    }
    let amount = Grammar::of(phrase).amount(at);
    let vague = vague.at(phrase, at).filter(|vague| amount.is_none_or(|amount| amount.end <= vague.end));
    if let Some(vague) = vague {
        return Some(Found::Measure(plain(vague.bounds, Qualifier::Vague, Rule::Vague, vague.end)));
    }
    if let Some(amount) = amount {
        return Some(exact(&amount));
    }
    let other = excess(phrase, at).or_else(|| one_of(phrase, at)).or_else(|| indefinite(phrase, at));
    other.or_else(|| if nouns == Nouns::Ignored { None } else { noun(phrase, at, nouns) }).map(Found::Measure)
}

fn plain(bounds: Bounds, qualifier: Qualifier, rule: Rule, end: usize) -> Measure {
    Measure { bounds, qualifier, rule, end, past_noun: None }
}

fn point(value: u64) -> Bounds {
    Bounds { min: Some(value), max: Some(value) }
}

fn exact(amount: &Amount) -> Found {
    let rule = if amount.is_in_digits { Rule::Digits } else { Rule::Numeral };
    match amount.value() {
        Some(value) => Found::Measure(plain(point(value), Qualifier::Exact, rule, amount.end)),
        None => Found::Nothing(amount.end),
    }
}

/// Two numbers with what joins them: بين X وY, من X إلى Y, X-Y, X أو Y.
fn range(phrase: &Phrase<'_>, at: usize) -> Option<Measure> {
    let token = phrase.token(at)?;
    let what = usize::from(token.stem.text == "ما" && token.is_word());
    let first = phrase.token(at + what)?;
    match first.stem.text {
        "بين" | "مابين" if first.is_word() => {
            let from = past_about(phrase, at + what + 1);
            between(phrase, from).or_else(|| linked(phrase, from))
        }
        "من" if what == 0 && first.is_word() => linked(phrase, past_about(phrase, at + 1)),
        _ => linked(phrase, at),
    }
}

/// Past نحو before one end of a range.
fn past_about(phrase: &Phrase<'_>, at: usize) -> usize {
    openings(phrase, at).filter(|opening| opening.bound == Qualifier::About).map_or(at, |opening| opening.end)
}

/// X وY after بين. Where all of it is one number, it is parted: بين خمسة وعشرين is from five to twenty.
fn between(phrase: &Phrase<'_>, at: usize) -> Option<Measure> {
    let Some(whole) = Grammar::of(phrase).amount(at) else { return from_two(phrase, at) };
    let second = past_percent(phrase, whole.end).unwrap_or(whole.end);
    if let Some(measure) = joined(phrase, &whole, second).or_else(|| repeated(phrase, &whole)) {
        return Some(measure);
    }
    (at + 1..whole.end).rev().find_map(|cut| {
        let first = Grammar::before(phrase, cut).amount(at).filter(|first| first.end == cut)?;
        joined(phrase, &first, cut)
    })
}

/// X noun وY noun, of the same noun: بين 20 قتيلاً و30 قتيلاً.
fn repeated(phrase: &Phrase<'_>, first: &Amount) -> Option<Measure> {
    let noun = phrase.token(first.end).filter(|noun| matches!(noun.kind, Kind::Word | Kind::Person(_)) && noun.is_bare())?;
    let second = (first.end + 1..=first.end + 2).find(|at| phrase.token(*at).is_some_and(Token::is_joined))?;
    let measure = joined(phrase, first, second)?;
    phrase.token(measure.end).filter(|again| again.is_bare() && again.stem.text == noun.stem.text).map(|_| measure)
}

fn joined(phrase: &Phrase<'_>, first: &Amount, at: usize) -> Option<Measure> {
    phrase.token(at).filter(|token| token.is_joined() && token.stem.preposition.is_none())?;
    of_two(first, &Grammar::of(phrase).amount(past_about(phrase, at))?)
}

/// A dual noun وY after بين: بين قتيلين وثلاثة.
fn from_two(phrase: &Phrase<'_>, at: usize) -> Option<Measure> {
    unnumbered(phrase, at).filter(|found| *found == Unnumbered::Two)?;
    phrase.token(at + 1).filter(|token| token.is_joined() && token.stem.preposition.is_none())?;
    let second = Grammar::of(phrase).amount(at + 1)?;
    let value = second.value().filter(|value| *value > 2)?;
    Some(plain(Bounds { min: Some(2), max: Some(value) }, Qualifier::Range, Rule::Range, second.end))
}

/// X إلى Y, X-Y, X أو Y; and the same of nouns that are numbers: قتيل أو قتيلان.
fn linked(phrase: &Phrase<'_>, at: usize) -> Option<Measure> {
    let first = Grammar::of(phrase).amount(at)?;
    let noun = phrase.token(first.end).filter(|token| token.person().is_some() && token.is_bare());
    let or = first.end + usize::from(noun.is_some() && phrase.token(first.end + 1).is_some_and(|token| token.is("او")));
    let second = past_percent(phrase, or).unwrap_or(or);
    let link = phrase.token(second)?;
    let links = match link.kind {
        Kind::Mark(mark) => matches!(mark, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}'),
        Kind::Known if link.stem.text == "او" => link.is_bare(),
        Kind::Known => matches!(link.stem.text, "الي" | "حتي" | "لغايه") && !is_change(phrase, at),
        _ => false,
    };
    let second = Grammar::of(phrase).amount(past_about(phrase, second + 1)).filter(|_| links)?;
    of_two(&first, &second)
}

/// Whether a verb before says that one number took the place of the other: ارتفع من 20 إلى 30.
fn is_change(phrase: &Phrase<'_>, at: usize) -> bool {
    let verbs =
        ["ارتفع", "ارتفعت", "يرتفع", "ترتفع", "ازداد", "انخفض", "انخفضت", "تراجع", "تراجعت", "قفز", "قفزت", "زاد", "زادت"];
    let before = at.saturating_sub(6)..at;
    before.filter_map(|at| phrase.token(at)).any(|token| verbs.contains(&token.text.trim_start_matches(['و', 'ف'])))
}

fn of_two(first: &Amount, second: &Amount) -> Option<Measure> {
    let (from, to) = (first.value_before(second)?, second.value()?);
    let bounds = Bounds { min: Some(from.min(to)), max: Some(from.max(to)) };
    Some(plain(bounds, Qualifier::Range, Rule::Range, second.end))
}

/// نيف وعشرون.
fn excess(phrase: &Phrase<'_>, at: usize) -> Option<Measure> {
    phrase.token(at)?.numeral().filter(|numeral| *numeral == Numeral::Excess)?;
    phrase.token(at + 1).filter(|next| next.is_joined())?;
    let amount = Grammar::of(phrase).amount(at + 1)?;
    Some(plain(with_excess(amount.value()?)?, Qualifier::Vague, Rule::Excess, amount.end))
}

/// One to nine more than a number.
pub(super) fn with_excess(value: u64) -> Option<Bounds> {
    Some(Bounds { min: Some(value.checked_add(1)?), max: Some(value.checked_add(9)?) })
}

/// أحد المدنيين: one of them.
fn one_of(phrase: &Phrase<'_>, at: usize) -> Option<Measure> {
    let token = phrase.token(at).filter(|token| token.numeral() == Some(Numeral::TeenUnit(1)) && !token.stem.has_article)?;
    let next = phrase.token(at + 1).filter(|next| next.is_bare() && next.person().is_some())?;
    let is_negated = at.checked_sub(1).and_then(|before| phrase.token(before)).is_some_and(|before| before.stem.text == "لا");
    (!is_negated && token.is_word() && next.is_word()).then(|| plain(point(1), Qualifier::Exact, Rule::Numeral, at + 1))
}

/// عدد كبير من, العديد من, بعض, عدة.
fn indefinite(phrase: &Phrase<'_>, at: usize) -> Option<Measure> {
    let token = phrase.token(at).filter(|token| token.kind == Kind::Known)?;
    let is_of = |at: usize| phrase.token(at).is_some_and(|token| token.is("من"));
    let is_noun = |token: &Token<'_>| matches!(token.kind, Kind::Word | Kind::Person(_)) && token.is_bare();
    let end = match token.stem.text {
        "عدد" | "عددا" | "اعداد" | "اعدادا" if !token.stem.has_article => {
            (at + 1..=at + 4).find(|end| is_of(*end))? + 1
        }
        "العديد" | "عديد" | "الكثير" | "كثير" | "المزيد" | "مزيد" | "القليل" | "قليل" | "مجموعه" | "كثيرا" | "مزيدا"
            if is_of(at + 1) =>
        {
            at + 2
        }
        // بعده is after him, بعدة with several.
        "عده" if token.stem.preposition == Some('ب') && !phrase.spelling(at).ends_with(['ة', 'ۃ']) => return None,
        "كثيرون" | "كثيرين" => at + 1,
        "بعض" | "عده" if !token.stem.has_article && phrase.token(at + 1).is_some_and(is_noun) => at + 1,
        _ => return None,
    };
    let is_indefinite = |token: &Token<'_>| token.is_word() && token.stem.conjunction.is_none() && !token.text.starts_with("ال");
    let is_plain = (at + 1..end).all(|at| phrase.token(at).is_some_and(is_indefinite));
    let is_amount = Grammar::of(phrase).amount(end).is_some();
    (is_plain && !is_amount).then(|| plain(Bounds::default(), Qualifier::Unquantified, Rule::Indefinite, end))
}

/// A noun with the number behind it, as one quantity: ما لا يقل عن مدنيين اثنين.
fn numbered_noun(phrase: &Phrase<'_>, at: usize) -> Option<Measure> {
    phrase.token(at)?.person()?;
    phrase.token(at + 1).filter(|token| token.is_bare())?;
    let amount = Grammar::of(phrase).amount(at + 1)?;
    let value = amount.value()?;
    Some(Measure { past_noun: Some(amount.end), ..plain(point(value), Qualifier::Exact, Rule::Numeral, amount.end) })
}

/// A noun that is a number by itself.
fn noun(phrase: &Phrase<'_>, at: usize, nouns: Nouns) -> Option<Measure> {
    if let Some(measure) = numbered_noun(phrase, at).filter(|_| nouns == Nouns::AfterBound) {
        return Some(measure);
    }
    let found = decided(unnumbered(phrase, at)?, nouns);
    let (bounds, qualifier, rule) = match found {
        Unnumbered::One => (point(1), Qualifier::Implicit, Rule::SingularNoun),
        Unnumbered::Two => (point(2), Qualifier::Exact, Rule::DualNoun),
        Unnumbered::Several => (Bounds::default(), Qualifier::Unquantified, Rule::PluralNoun),
        Unnumbered::Undecided => (Bounds::default(), Qualifier::Unquantified, Rule::UndecidedNoun),
    };
    let is_number = matches!(found, Unnumbered::One | Unnumbered::Two);
    if nouns == Nouns::AfterBound && !is_number {
        return None;
    }
    if let Some(range) = either(phrase, at, bounds) {
        return Some(range);
    }
    let own = Measure { bounds, qualifier, rule, end: at + 1, past_noun: Some(past_rest(phrase, at + 1, false)) };
    Some(if rule == Rule::PluralNoun { with_others(phrase, own) } else { own })
}

/// Words that bound a number decide what -ين is: less than two civilians there can be, less than some there cannot.
fn decided(found: Unnumbered, nouns: Nouns) -> Unnumbered {
    if nouns == Nouns::AfterBound && found == Unnumbered::Undecided { Unnumbered::Two } else { found }
}

/// A noun in -ين that words behind it bound: مدنيين على الأقل.
pub(super) fn as_two(measure: Measure) -> Measure {
    if measure.rule != Rule::UndecidedNoun {
        return measure;
    }
    Measure { bounds: point(2), qualifier: Qualifier::Exact, rule: Rule::DualNoun, ..measure }
}

/// قتيل أو قتيلان, قتيل أو اثنان.
fn either(phrase: &Phrase<'_>, at: usize, first: Bounds) -> Option<Measure> {
    phrase.token(at + 1).filter(|token| token.is("او"))?;
    let second = match unnumbered(phrase, at + 2) {
        Some(Unnumbered::One) => plain(point(1), Qualifier::Range, Rule::Range, at + 3),
        Some(Unnumbered::Two) => plain(point(2), Qualifier::Range, Rule::Range, at + 3),
        _ => {
            let amount = Grammar::of(phrase).amount(at + 2)?;
            plain(point(amount.value()?), Qualifier::Range, Rule::Range, amount.end)
        }
    };
    let bounds = Bounds { min: first.min.min(second.bounds.min), max: first.max.max(second.bounds.max) };
    first.min.map(|_| Measure { bounds, ..second })
}

/// Plurals that و joins are one figure: قتلى وجرحى.
fn with_others(phrase: &Phrase<'_>, first: Measure) -> Measure {
    let mut found = first;
    let mut past = first.past_noun.unwrap_or(first.end);
    while let Some(token) = phrase.token(past).filter(|token| token.is_joined() && token.stem.preposition.is_none())
        && token.person().is_some()
        && matches!(unnumbered(phrase, past), Some(Unnumbered::Several | Unnumbered::Undecided))
    {
        found.end = past + 1;
        past = past_rest(phrase, past + 1, false);
        found.past_noun = Some(past);
    }
    found
}

/// The token after what makes a percentage of the number before a token.
pub(super) fn past_percent(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    let token = phrase.token(at)?;
    let is_hundred = |text: &str| matches!(text, "الميه" | "المايه" | "ميه" | "مايه");
    match token.kind {
        Kind::Mark('%' | '\u{66A}') => Some(at + 1),
        _ if matches!(token.text, "بالميه" | "بالمايه") => Some(at + 1),
        _ if token.is("في") && phrase.token(at + 1).is_some_and(|next| is_hundred(next.text)) => Some(at + 2),
        _ => None,
    }
}
