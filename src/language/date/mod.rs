//! Dates: the words of a text that say when, and the days they mean, read against the day of publication.
//!
//! A text is folded and cut into words; a phrase is what the grammar finds at a word; its days follow from the day on which
//! the text was published. Conventions, all of the annotation guideline: days are inclusive; without a year, غداً, المقبل
//! or القادم nothing begins after the day of publication; a weekday is the latest one; a week is Monday to Sunday; مطلع,
//! منتصف and أواخر are the thirds of a month, نهاية its last five days; a Hijri date is one of the calendar of Umm al-Qura.
//!
//! What is absent here: a word's date without its words (no guess from the context), times of day, recurring dates, and
//! days such as 31 April. A name that has a date in it (جسر 17 تموز) is none.

mod day;
mod calendar;
mod term;
mod vocabulary;
mod token;
mod expression;
mod dated;
mod parser;
mod numeral;
mod civil;
mod counted;
mod point;
mod phrase;
mod resolution;

pub use dated::{Basis, Dated, Rule};
pub use day::Date;

#[cfg(test)]
mod tests;

use expression::{Expression, PartialDate};
use phrase::Phrase;

/// All dates of a text in their order; none overlaps another.
///
/// ```
/// use hashiya::language::date::{self, Date};
///
/// let published = Date::parse("2031-03-11").unwrap();
/// let text = "قُتل مدنيان مساء الأحد، وأصيب ثالث في 3 أيار/مايو 2030.";
/// let dated = date::read(text, published);
/// let said: Vec<_> = dated.iter().map(|dated| (&text[dated.range.clone()], dated.first.to_string())).collect();
/// assert_eq!(said, [("مساء الأحد", "2031-03-09".to_owned()), ("3 أيار/مايو 2030", "2030-05-03".to_owned())]);
/// ```
pub fn read(text: &str, published: Date) -> Vec<Dated> {
    let folded = token::fold(text);
    let tokens = token::tokens(&folded, text);
    let mut dated = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(Phrase { expression, end }) = phrase::phrase(&tokens, at) else {
            at += 1;
            continue;
        };
        let place = || {
            let (first, last) = (tokens.get(at)?, tokens.get(end.checked_sub(1)?)?);
            let proclitics = first.word().map_or(0, |word| word.proclitics.length);
            Some(folded.source(first.start + proclitics..last.end()))
        };
        dated.extend(expression.and_then(|expression| {
            let days = resolution::days(&expression, published)?;
            let (basis, rule) = (resolution::basis(&expression), rule(&expression));
            Some(Dated { range: place()?, first: days.first, last: days.last, basis, rule })
        }));
        at = end.max(at + 1);
    }
    dated
}

/// The date of a phrase that is about one: of all that are read the one with the most letters, of equal ones the first.
pub fn read_one(phrase: &str, published: Date) -> Option<Dated> {
    let mut dated = read(phrase, published);
    let longest = (0..dated.len()).rev().max_by_key(|n| dated.get(*n).map(|dated| dated.range.len()))?;
    Some(dated.swap_remove(longest))
}

fn rule(expression: &Expression) -> Rule {
    match expression {
        Expression::Offset(_) => Rule::Offset,
        Expression::Weekday(_) | Expression::NthWeekday(_) => Rule::Weekday,
        Expression::Week(_) => Rule::Week,
        Expression::Counted(_) => Rule::Counted,
        Expression::Since(_) => Rule::Since,
        Expression::Range(..) => Rule::Range,
        Expression::Date(PartialDate { portion: Some(_), .. }) => Rule::Portion,
        Expression::Date(PartialDate { day: Some(_), .. }) => Rule::Day,
        Expression::Date(PartialDate { month: Some(_), .. }) => Rule::Month,
        Expression::Date(_) => Rule::Year,
    }
}
