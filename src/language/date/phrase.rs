//! Whole phrases: a time, since one, from one to another; and what looks like one and is a name or a habit.

use super::expression::{Expression, MonthOf, PartialDate};
use super::parser::Parser;
use super::term::{Number, Term, Unit};
use super::token::{Token, TokenKind, Word};

/// A phrase and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// What it says; `None` if it is a name, a habit or otherwise no date.
    pub(super) expression: Option<Expression>,
    /// The first token after it.
    pub(super) end: usize,
}

/// What a number without a month or a noun may be in the first half of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bare {
    Day,
    Year,
}

/// The phrase that begins at a token.
pub(super) fn phrase(tokens: &[Token<'_>], at: usize) -> Option<Phrase> {
    if !may_begin(tokens.get(at)?) {
        return None;
    }
    let mut parser = Parser::new(tokens, at);
    let expression = parser.attempt(Parser::since).or_else(|| parser.attempt(Parser::range)).or_else(|| parser.whole())?;
    let end = parser.at();
    let is_name = is_named(tokens, at, &expression);
    let is_other = is_other_day(tokens, at, end) || is_of_other_year(tokens, end) || is_habit(tokens, at, end);
    Some(Phrase { expression: Some(expression).filter(|_| !is_name && !is_other), end })
}

/// Whether a phrase may begin with a token.
fn may_begin(token: &Token<'_>) -> bool {
    match token.kind {
        TokenKind::Word(word) => word.is_some_and(|word| !matches!(word.term, Term::NameHead | Term::Office | Term::Kinship)),
        TokenKind::Digits(_) => true,
        TokenKind::Sign(_) | TokenKind::Break => false,
    }
}

impl Parser<'_, '_> {
    /// منذ الأحد, منذ 2030.
    fn since(&mut self) -> Option<Expression> {
        if !self.take(Term::Since) {
            return None;
        }
        let year = |parser: &mut Self| parser.bare_year().map(Expression::Date);
        let from = self.attempt(Self::time).or_else(|| self.attempt(year))?;
        if let Some(range) = self.attempt(|parser| parser.up_to(from.clone())) {
            return Some(range);
        }
        Some(Expression::Since(Box::new(from)))
    }

    /// من X إلى Y, بين X وY, يومي X وY.
    fn range(&mut self) -> Option<Expression> {
        match self.indefinite()? {
            Term::From => {
                self.step();
                let first = self.end_of_range(Bare::Day)?;
                self.up_to(first)
            }
            Term::Between => {
                self.step();
                let bare = self.dual();
                let first = self.end_of_range(bare.unwrap_or(Bare::Day))?;
                self.and(first, bare.unwrap_or(Bare::Day))
            }
            Term::Unit(_, Number::TwoOf | Number::Many) => {
                let bare = self.dual()?;
                let first = self.end_of_range(bare)?;
                let mut both = self.and(first, bare)?;
                while let Some(more) = self.attempt(|parser| parser.and(first_of(&both), bare)) {
                    both = more;
                }
                Some(both)
            }
            _ => None,
        }
    }

    /// يومي, عامي, أيام: several that are named after it.
    fn dual(&mut self) -> Option<Bare> {
        self.take_map(|word| match word.term {
            Term::Unit(unit, Number::TwoOf | Number::Two) => Some(unit),
            Term::Unit(unit, Number::Many) if !word.is_definite => Some(unit),
            _ => None,
        })
        .map(|unit| if unit == Unit::Year { Bare::Year } else { Bare::Day })
    }

    /// One end of a range.
    fn end_of_range(&mut self, bare: Bare) -> Option<Expression> {
        let number = |parser: &mut Self| match bare {
            Bare::Day => parser.day_alone().map(Expression::Date),
            Bare::Year => parser.bare_year().map(Expression::Date),
        };
        self.attempt(Self::time).or_else(|| self.attempt(number))
    }

    /// إلى Y.
    fn up_to(&mut self, first: Expression) -> Option<Expression> {
        // حتى, وحتى.
        self.begin_part();
        if !self.take(Term::Until) {
            return None;
        }
        self.begin_part();
        let now = self.attempt(|parser| parser.take(Term::Now).then_some(Expression::Offset(0)));
        let now = now.or_else(|| self.attempt(|parser| parser.of_it(&first)));
        let bare = if is_year(&first) { Bare::Year } else { Bare::Day };
        joined(first, now.or_else(|| self.end_of_range(bare))?)
    }

    /// 15 منه: another day of the month of the first one.
    fn of_it(&mut self, first: &Expression) -> Option<Expression> {
        let Expression::Date(first) = first else { return None };
        let date = PartialDate { day: self.day_alone()?.day, ..*first };
        (first.is_day() && self.take_text(&["منه"])).then_some(Expression::Date(date))
    }

    /// وY.
    fn and(&mut self, first: Expression, bare: Bare) -> Option<Expression> {
        if !self.take_and() {
            return None;
        }
        let last = self.attempt(|parser| parser.of_it(&first)).or_else(|| self.end_of_range(bare))?;
        joined(first, last)
    }

    /// A time alone, or what is between it and another: 3-5 آذار, الأحد - الثلاثاء, أمس حتى اليوم, 3 و4 آذار.
    fn whole(&mut self) -> Option<Expression> {
        if let Some(first) = self.attempt(Self::time) {
            let range =
                self.attempt(|parser| parser.dash(first.clone())).or_else(|| self.attempt(|parser| parser.up_to(first.clone())));
            return Some(range.unwrap_or(first));
        }
        self.attempt(|parser| {
            let first = Expression::Date(parser.day_alone()?);
            let range = parser.attempt(|parser| parser.dash(first.clone()));
            range.or_else(|| parser.attempt(|parser| parser.up_to(first.clone()))).or_else(|| parser.and(first, Bare::Day))
        })
    }

    /// -Y.
    fn dash(&mut self, first: Expression) -> Option<Expression> {
        self.take_separator()?;
        self.begin_part();
        let last = if is_year(&first) { self.bare_year().map(Expression::Date) } else { self.end_of_range(Bare::Day) }?;
        let is_like = match (&first, &last) {
            (Expression::Date(first), Expression::Date(last)) => first.day.is_some() == last.day.is_some(),
            (Expression::Weekday(_), Expression::Weekday(_)) => true,
            _ => false,
        };
        if is_like { joined(first, last) } else { None }
    }

    /// A day, a week, a month, a year, a part or a number of them.
    fn time(&mut self) -> Option<Expression> {
        self.attempt(|parser| parser.counted().map(Expression::Counted))
            .or_else(|| self.attempt(Self::day))
            .or_else(|| self.attempt(Self::during))
            .or_else(|| self.attempt(Self::period))
    }

    /// خلال شباط.
    fn during(&mut self) -> Option<Expression> {
        if !self.take(Term::During) {
            return None;
        }
        let year = |parser: &mut Self| parser.bare_year().map(Expression::Date);
        self.attempt(Self::period).or_else(|| self.attempt(year))
    }

    fn period(&mut self) -> Option<Expression> {
        self.attempt(Self::part_of_period)
            .or_else(|| self.attempt(Self::seen_period))
            .or_else(|| self.attempt(Self::year).map(Expression::Date))
            .or_else(|| self.attempt(Self::month).map(Expression::Date))
            .or_else(|| self.attempt(Self::lone_year).map(Expression::Date))
    }

    /// في 2030, where no noun follows that it could count.
    fn lone_year(&mut self) -> Option<PartialDate> {
        let is_after_in = self.before().and_then(Token::word).is_some_and(|word| word.term == Term::In);
        let year = self.bare_year()?;
        (is_after_in && self.is_at_end()).then_some(year)
    }
}

/// The range of two times; `None` if they make none.
fn joined(first: Expression, last: Expression) -> Option<Expression> {
    let day = |time: &Expression, is_right: fn(&PartialDate) -> bool| match time {
        Expression::Date(date) if is_right(date) => date.day,
        _ => None,
    };
    if day(&last, PartialDate::lacks_month).is_some() {
        return None;
    }
    // Both are days of the one month that is said.
    if let Some(from) = day(&first, PartialDate::lacks_month)
        && day(&last, PartialDate::is_day).is_none_or(|to| from >= to)
    {
        return None;
    }
    Some(Expression::Range(Box::new(first), Box::new(last)))
}

fn is_year(time: &Expression) -> bool {
    matches!(time, Expression::Date(date) if date.day.is_none() && date.month.is_none() && date.portion.is_none())
}

/// The first end of a range.
fn first_of(range: &Expression) -> Expression {
    match range {
        Expression::Range(first, _) => first_of(first),
        other => other.clone(),
    }
}

/// Whether a phrase is a name: جسر 17 تموز, سوق الأحد, عبد الأحد; with a year or الماضي it is a date all the same.
fn is_named(tokens: &[Token<'_>], at: usize, expression: &Expression) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| tokens.get(before)).and_then(Token::word) else { return false };
    let begins = tokens.get(at).and_then(Token::word);
    let is_part =
        begins.is_some_and(|word| !word.proclitics.is_empty() || matches!(word.term, Term::Part(_) | Term::Unit(Unit::Day, _)));
    match before.term {
        _ if is_part => false,
        Term::Kinship => !before.is_definite,
        Term::NameHead => !before.is_definite && is_name_like(expression),
        _ => false,
    }
}

/// Whether a phrase could be a name after the noun for a place or a party.
fn is_name_like(expression: &Expression) -> bool {
    match expression {
        Expression::Offset(days) => *days == 1,
        Expression::Weekday(day) => day.relative.is_none() && day.week.is_none(),
        Expression::Date(date) => {
            matches!(date.month, Some(MonthOf::Named(_)))
                && date.year.is_none()
                && date.relative.is_none()
                && date.portion.is_none()
        }
        _ => false,
    }
}

/// Whether اليوم is not today: في اليوم (a day), ذلك اليوم.
fn is_other_day(tokens: &[Token<'_>], at: usize, end: usize) -> bool {
    let is_of_day = |word: Word| matches!(word.term, Term::Unit(Unit::Day, Number::One) | Term::Part(_));
    let is_today = end == at + 1 && tokens.get(at).and_then(Token::word).is_some_and(is_of_day);
    let before = at.checked_sub(1).and_then(|before| tokens.get(before)).and_then(Token::word);
    is_today && before.is_some_and(|word| matches!(word.term, Term::Other | Term::In | Term::Fraction(_)))
}

/// Whether what follows says that a date is of a year that only the text knows: من نفس العام, من العام ذاته.
fn is_of_other_year(tokens: &[Token<'_>], end: usize) -> bool {
    let mut parser = Parser::new(tokens, end);
    let is_of = parser.take(Term::From) || parser.take(Term::In);
    let is_other = parser.take(Term::Other);
    let is_year = matches!(parser.definite(), Some(Term::Unit(Unit::Year | Unit::Month, Number::One)));
    let is_itself = || parser.token(1).is_some_and(|token| matches!(token.text, "نفسه" | "ذاته" | "نفسها" | "ذاتها"));
    is_year && (is_of && is_other || is_itself())
}

/// Whether a phrase tells of a habit: كل جمعة, الأحد من كل أسبوع.
fn is_habit(tokens: &[Token<'_>], at: usize, end: usize) -> bool {
    let is = |n: Option<usize>, term| n.and_then(|n| tokens.get(n)).and_then(Token::word).is_some_and(|word| word.term == term);
    is(at.checked_sub(1), Term::Each) || is(Some(end), Term::From) && is(Some(end + 1), Term::Each)
}
