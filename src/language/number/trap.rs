//! What is written with number words or digits and is no figure: years, dates, clock times, ordinals, weekdays, telephone
//! numbers, labels, money.

use super::amount::Grammar;
use super::numerals::Numeral;
use super::phrase::{Kind, Phrase, Token};
use crate::language::clitic::{is_particle, stems};
use crate::language::persons::{GrammaticalNumber, Unit};

/// Months as Levantine, Egyptian, Gulf and Maghrebi papers call them, and Hijri ones that are one word; folded.
const MONTHS: &str = "كانون شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين \
     يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر \
     جانفي فيفري افريل ماي جوان جويليه اوت غشت شتنبر نونبر دجنبر يوليوز \
     رمضان شعبان محرم صفر رجب شوال";

/// Nouns whose number says which one, not how many: القرار 2254.
const LABELS: &[&str] = &["قرار", "ماده", "فقره", "بند", "صفحه", "لواء", "فرقه", "كتيبه", "فوج", "طابق", "مرسوم"];

/// Nouns that an ordinal follows, which from twenty on is spelled as a number is: القرن العشرين.
const COUNTED_OFF: &[&str] = &[
    "قرن",
    "ذكري",
    "دوره",
    "مجموعه",
    "قمه",
    "يوم",
    "اسبوع",
    "جوله",
    "مره",
    "ليله",
    "نسخه",
    "عيد",
    "جلسه",
    "فصل",
    "حلقه",
    "مرتبه",
];

/// Where to go on behind what begins at a token and is no figure; `None` if nothing of that kind does.
pub(super) fn trap(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    let token = phrase.token(at)?;
    match token.kind {
        Kind::Digits(_) => digits(phrase, at).or_else(|| dated(phrase, Grammar::of(phrase).amount(at)?.end)),
        Kind::Mark('+') => telephone(phrase, at + 1),
        Kind::Mark(mark) if is_currency(mark) => phrase.token(at + 1).filter(|next| is_digits(next)).map(|_| at + 2),
        Kind::Mark('(') => year_in_brackets(phrase, at),
        Kind::Mark(_) => None,
        Kind::Numeral(Numeral::Ordinal) => Some(past_ordinal(phrase, at)),
        Kind::Numeral(_) => dated(phrase, Grammar::of(phrase).amount(at)?.end),
        Kind::Known | Kind::Word | Kind::Person(_) => word(phrase, at, token),
    }
}

/// Where to go on behind what makes a date, an age or money of the number that ends before a token.
pub(super) fn dated(phrase: &Phrase<'_>, end: usize) -> Option<usize> {
    let token = phrase.token(end)?;
    let text = |at: usize| phrase.token(at).map(|token| token.text).unwrap_or_default();
    if let Kind::Mark(mark) = token.kind {
        return is_currency(mark).then_some(end + 1);
    }
    let further = if token.is_joined() { Grammar::of(phrase).amount(end).map(|amount| amount.end) } else { None };
    if let Some(month) = further.filter(|month| is_month(phrase, *month)) {
        return Some(past_month(phrase, month));
    }
    let month = if text(end) == "من" { end + 1 } else { end };
    let month = if text(month) == "شهر" { month + 1 } else { month };
    if is_month(phrase, month) {
        return Some(past_month(phrase, month));
    }
    let is_age = text(end) == "من" && matches!(text(end + 1), "عمره" | "عمرها" | "العمر" | "عمرهما");
    let is_era = matches!(token.text, "م" | "ه" | "للهجره" | "للميلاد" | "ميلادي" | "ميلاديه" | "هجري" | "هجريه");
    let is_hour = matches!(token.text, "صباحا" | "مساء" | "ظهرا" | "فجرا" | "ليلا" | "عصرا");
    (is_age || is_era || is_hour).then_some(end + 1)
}

fn word(phrase: &Phrase<'_>, at: usize, token: &Token<'_>) -> Option<usize> {
    let bare = stems(token.text).map(|stem| stem.text).find(|stem| is_named(stem)).unwrap_or(token.stem.text);
    match bare {
        "عام" | "سنه" | "عامي" | "عامين" | "سنتي" | "سنتين" | "اعوام" | "سنوات" => {
            years(phrase, past_bracket(phrase, at + 1))
        }
        "ساعه" if token.stem.has_article => clock(phrase, at + 1),
        "رقم" | "رقمه" | "هاتف" => telephone(phrase, past_bracket(phrase, at + 1)),
        "ثلث" | "ثلثا" | "ثلثي" | "ثلثين" => thirds(phrase, at + 1),
        "بين" | "مابين" => distribution(phrase, at + 1),
        "من" => same_family(phrase, at + 1),
        "ان" | "وقت" if phrase.token(at + 1)?.text == "واحد" && at > 0 && phrase.token(at - 1)?.stem.text == "في" => {
            Some(at + 2)
        }
        "منذ" | "في" | "حتي" | "خلال" | "قبل" | "بعد" => lone_year(phrase, at + 1),
        _ if LABELS.contains(&bare) => {
            let number = past_bracket(phrase, at + 1);
            phrase.token(number).filter(|next| is_digits(next)).map(|_| number + 1)
        }
        "قرن" | "ذكري" | "دوره" | "نسخه" | "مرتبه" if phrase.token(at + 1).is_some_and(is_digits) => {
            Some(at + 2)
        }
        "يوم" if !token.stem.has_article && phrase.token(at + 1).is_some_and(is_digits) => Some(at + 2),
        _ if COUNTED_OFF.contains(&bare) => counted_off(phrase, at + 1),
        _ if is_month(phrase, at) => Some(past_month(phrase, at)),
        _ => None,
    }
}

/// Whether a number behind a noun says which one.
fn is_named(stem: &str) -> bool {
    LABELS.contains(&stem) || COUNTED_OFF.contains(&stem)
}

/// Past a colon or a bracket before a number.
fn past_bracket(phrase: &Phrase<'_>, at: usize) -> usize {
    at + usize::from(phrase.token(at).is_some_and(|token| token.is_mark('(') || token.is_mark(':')))
}

/// A year alone in brackets.
fn year_in_brackets(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    let is_closed = phrase.token(at + 2).is_some_and(|token| token.is_mark(')'));
    (is_year(phrase, at + 1) && is_closed).then_some(at + 3)
}

fn is_digits(token: &Token<'_>) -> bool {
    matches!(token.kind, Kind::Digits(_))
}

fn is_currency(mark: char) -> bool {
    matches!(mark, '$' | '€' | '£' | '¥' | '₺')
}

fn is_dash(mark: char) -> bool {
    matches!(mark, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Digits that a colon or a slash joins to others, three or more that dashes join, and telephone numbers.
fn digits(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    let mut end = at + 1;
    let (mut members, mut is_opaque) = (1, is_long(phrase.token(at)?));
    while let Some(link) = phrase.token(end)
        && let Kind::Mark(mark) = link.kind
        && (matches!(mark, ':' | '/' | '.') || is_dash(mark))
        && let Some(next) = phrase.token(end + 1).filter(|next| is_digits(next) && next.is_bare())
        && (mark == '/' || link.is_glued && next.is_glued)
    {
        members += 1;
        is_opaque |= !is_dash(mark) || is_long(next) || starts_with_zero(next);
        end += 2;
    }
    if is_name(phrase, at) {
        return Some(end);
    }
    if starts_with_zero(phrase.token(at)?) {
        return telephone(phrase, at);
    }
    let before = at.checked_sub(1).and_then(|before| phrase.token(before));
    let is_money = before.is_some_and(|before| matches!(before.kind, Kind::Mark(mark) if is_currency(mark)));
    (members > 2 || members > 1 && (is_opaque || are_bounds_of_time(phrase, at, at + 2)) || is_money).then_some(end)
}

/// Whether a dash joins digits to a word before them: كوفيد-19.
fn is_name(phrase: &Phrase<'_>, at: usize) -> bool {
    let glued = |at: usize| phrase.token(at).filter(|token| token.is_glued).map(|token| token.kind);
    let has_dash = glued(at).is_some() && at > 1 && matches!(glued(at - 1), Some(Kind::Mark(mark)) if is_dash(mark));
    has_dash && phrase.token(at - 2).is_some_and(|token| token.is_word() && token.numeral().is_none() && !is_particle(token.text))
}

fn starts_with_zero(token: &Token<'_>) -> bool {
    token.text.len() > 1 && token.text.starts_with('0') && token.text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether there are more digits than a count without separators has.
fn is_long(token: &Token<'_>) -> bool {
    token.text.len() >= 7 && token.text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether two numbers from one to the other are years of which nothing is counted: بين 2011 و2018.
pub(super) fn are_bounds_of_time(phrase: &Phrase<'_>, first: usize, second: usize) -> bool {
    let counts = phrase.token(second + 1).is_some_and(|next| next.is_word() && next.is_bare() && next.kind != Kind::Known);
    is_year(phrase, first) && is_year(phrase, second) && !counts
}

/// Whether a token is a year of our time in digits.
fn is_year(phrase: &Phrase<'_>, at: usize) -> bool {
    let Some(token) = phrase.token(at).filter(|token| token.text.len() == 4) else { return false };
    matches!(token.kind, Kind::Digits(Some(number)) if number.value().is_some_and(|year| (1900..2100).contains(&year)))
}

/// Past a run of digits with spaces, dashes and brackets between them.
fn telephone(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    phrase.token(at).filter(|token| is_digits(token))?;
    let mut end = at + 1;
    loop {
        let is_mark = phrase.token(end).is_some_and(|token| matches!(token.kind, Kind::Mark(mark) if is_dash(mark)));
        let next = end + usize::from(is_mark);
        match phrase.token(next).filter(|token| is_digits(token) && token.is_bare()) {
            Some(_) => end = next + 1,
            None => return Some(end),
        }
    }
}

/// Past the years after عام, عامي, سنوات, in digits or words.
fn years(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    let mut end = year(phrase, at)?;
    while let Some(next) = phrase.token(end) {
        let is_link =
            matches!(next.kind, Kind::Mark(mark) if is_dash(mark) || mark == '/') || matches!(next.stem.text, "الي" | "حتي");
        let place = if is_link { end + 1 } else { end };
        let further = if is_link || next.is_joined() { year(phrase, place) } else { None };
        let is_counted = |end: usize| phrase.token(end).is_some_and(|token| token.person().is_some() && token.is_bare());
        match further.filter(|further| (is_link || is_year(phrase, place) || !is_digits(next)) && !is_counted(*further)) {
            Some(further) => end = further,
            None => break,
        }
    }
    Some(end)
}

fn year(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    let token = phrase.token(at)?;
    if let Kind::Digits(number) = token.kind {
        return number.and_then(super::digits::Decimal::value).filter(|year| *year < 3000).map(|_| at + 1);
    }
    let amount = Grammar::of(phrase).amount(at)?;
    amount.value().filter(|year| (1000..3000).contains(year)).map(|_| amount.end)
}

/// A year after a preposition, where nothing is counted: منذ 2011.
fn lone_year(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    let next = phrase.token(at + 1);
    let is_last = next
        .is_none_or(|next| !next.is_word() && !next.is_mark('%') && !next.is_mark('\u{66A}') || next.stem.conjunction.is_some());
    (is_year(phrase, at) && is_last).then_some(at + 1)
}

/// Past a clock time: الساعة 10 و30 دقيقة.
fn clock(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    let token = phrase.token(at)?;
    if is_digits(token) {
        return digits(phrase, at).or(Some(at + 1)).map(|end| past_minutes(phrase, end));
    }
    token.numeral().filter(|numeral| matches!(numeral, Numeral::Ordinal))?;
    Some(past_minutes(phrase, past_ordinal(phrase, at)))
}

fn past_minutes(phrase: &Phrase<'_>, end: usize) -> usize {
    let minutes = phrase.token(end).filter(|token| token.is_joined()).and_then(|_| Grammar::of(phrase).amount(end));
    let is_minutes = |at: usize| phrase.token(at).is_some_and(|token| token.text.starts_with("دق"));
    minutes.filter(|minutes| is_minutes(minutes.end)).map_or(end, |minutes| minutes.end)
}

/// Past an ordinal with its ten: الثالث عشر, الخامس والعشرين.
fn past_ordinal(phrase: &Phrase<'_>, at: usize) -> usize {
    let has_article = phrase.token(at).is_some_and(|token| token.stem.has_article);
    let is_tens = |at: usize| {
        let tens = phrase.token(at).filter(|tens| tens.is_joined() && tens.stem.has_article == has_article);
        tens.is_some_and(|tens| matches!(tens.numeral(), Some(Numeral::Tens(_))))
    };
    let is_teen = phrase.token(at + 1).is_some_and(|ten| ten.is_bare() && ten.numeral() == Some(Numeral::Ten));
    let end = at + 1 + usize::from(is_teen);
    // القرنين التاسع عشر والعشرين: the second is one as well.
    end + usize::from(is_tens(end))
}

/// Past a number with the article after a noun that is counted off.
fn counted_off(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    let token = phrase.token(at).filter(|token| token.stem.has_article && token.is_bare())?;
    let is_number = is_digits(token) || token.numeral().is_some_and(|numeral| numeral != Numeral::Ordinal);
    Grammar::of(phrase).amount(at).filter(|_| is_number).map(|amount| amount.end)
}

fn is_month(phrase: &Phrase<'_>, at: usize) -> bool {
    let Some(token) = phrase.token(at).filter(|token| token.is_word()) else { return false };
    let is_august = || phrase.spelling(at).contains(['آ', '\u{653}']);
    MONTHS.split(' ').any(|month| month == token.stem.text) && (token.stem.text != "اب" || is_august())
}

/// Whether digits after a month are its year, of whatever century.
fn is_year_of_month(phrase: &Phrase<'_>, at: usize) -> bool {
    let Some(token) = phrase.token(at).filter(|token| token.text.len() == 4) else { return false };
    let is_year =
        matches!(token.kind, Kind::Digits(Some(number)) if number.value().is_some_and(|year| (1000..2200).contains(&year)));
    is_year && phrase.token(at + 1).is_none_or(|next| next.person().is_none())
}

/// Past a month, its second word or other name, and its year.
fn past_month(phrase: &Phrase<'_>, at: usize) -> usize {
    let mut end = at + 1;
    loop {
        if phrase.token(end).is_some_and(|token| token.numeral() == Some(Numeral::Ordinal)) {
            end += 1;
        } else if phrase.token(end).is_some_and(|token| token.is_mark('/')) && is_month(phrase, end + 1) {
            end += 2;
        } else {
            return end + usize::from(is_year_of_month(phrase, end));
        }
    }
}

/// Past the scale of a third, which is no whole number: ثلث مليون.
fn thirds(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    let scale = phrase.token(at)?.numeral()?;
    matches!(scale, Numeral::Scale(_) | Numeral::ScaleOpen(_)).then_some(at + 1)
}

/// Past the nouns of بين قتيل وجريح, which say what became of those who were counted.
fn distribution(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    let is_person = |token: &Token<'_>| token.person().is_some_and(|person| person.number != GrammaticalNumber::Dual);
    let mut end = at;
    while phrase.token(end).is_some_and(is_person) {
        end += 1;
    }
    (end > at).then_some(end)
}

/// Past من عائلة واحدة, which counts nobody.
fn same_family(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    phrase.token(at)?.person().filter(|person| person.unit == Unit::Families)?;
    (phrase.token(at + 1)?.numeral()? == Numeral::Unit(1)).then_some(at + 2)
}
