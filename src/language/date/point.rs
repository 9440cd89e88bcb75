//! Days: counted from the publication, of the week, of a month; and several names of the same day.

use icu_calendar::types::Weekday;

use super::calendar::Calendar;
use super::expression::{Expression, Nth, NthWeekday, PartialDate, WeekdayOf};
use super::parser::{Parser, Separator};
use super::term::{DayPart, Number, Relative, Term, Unit};
use super::token::{Token, TokenKind};

/// Adjectives that make another day of اليوم, folded: the next, the same, World Day.
const OTHER_DAYS: &[&str] = &[
    "التالي",
    "السابق",
    "نفسه",
    "ذاته",
    "عينه",
    "الواحد",
    "العالمي",
    "الدولي",
    "الوطني",
    "القومي",
    "الموالي",
    "المذكور",
    "المحدد",
    "الموعود",
    "الدراسي",
    "الكامل",
];

/// Most words for parts of a day before it; more are no phrase, and would be looked through from every one of them.
const MOST_PARTS: usize = 4;

/// Which parts of a day were named before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Parts {
    any: bool,
    night: bool,
    /// يوم.
    day: bool,
}

impl Parser<'_, '_> {
    /// A day, with the parts of it and all of its names: مساء أمس الاثنين 10 آذار.
    pub(super) fn day(&mut self) -> Option<Expression> {
        let parts = self.parts();
        let mut day = self.attempt(|parser| parser.one_name(parts))?;
        if parts.night
            && let Some(night) = self.attempt(|parser| parser.second_of_night(&day))
        {
            return Some(night);
        }
        while let Some(other) = self.attempt(|parser| parser.apposition(&day)) {
            day = the_surer(day, other);
        }
        self.adverb();
        Some(day)
    }

    /// يوم, فجر يوم, بعد ظهر, منتصف ليل.
    fn parts(&mut self) -> Parts {
        let mut parts = Parts::default();
        for _ in 0..MOST_PARTS {
            let Some(part) = self.attempt(Self::part) else { break };
            parts.any = true;
            parts.night |= part == DayPart::Night;
            parts.day |= part == DayPart::Whole;
        }
        parts
    }

    /// One part of a day.
    fn part(&mut self) -> Option<DayPart> {
        let part = |parser: &mut Self| match parser.indefinite()? {
            Term::Part(part) => Some(part),
            Term::Unit(Unit::Day, Number::One) => Some(DayPart::Whole),
            _ => None,
        };
        let expected = match self.indefinite()? {
            Term::Before | Term::After => DayPart::Noon,
            Term::Portion(_) => DayPart::Night,
            _ => return part(self).inspect(|_| self.step()),
        };
        self.step();
        part(self).filter(|part| *part == expected).inspect(|_| self.step())
    }

    /// A day by one of its names.
    fn one_name(&mut self, parts: Parts) -> Option<Expression> {
        let is_dated = parts.day || self.before().and_then(Token::word).is_some_and(|word| word.term == Term::DateNoun);
        self.attempt(Self::offset)
            .or_else(|| self.attempt(Self::nth_weekday))
            .or_else(|| self.attempt(Self::weekday).map(Expression::Weekday))
            .or_else(|| self.attempt(|parser| parser.dated(is_dated)).map(Expression::Date))
    }

    /// A day of a month that a later word names, with the parts of the day before it: ليل 4 of ليل 4-5 آذار.
    pub(super) fn day_alone(&mut self) -> Option<PartialDate> {
        let _parts = self.parts();
        self.day_number().map(PartialDate::of_day)
    }

    /// A day of a month, in digits or with its name.
    fn dated(&mut self, is_dated: bool) -> Option<PartialDate> {
        let short = |parser: &mut Self| if is_dated { parser.day_and_month() } else { None };
        self.attempt(Self::numeric)
            .or_else(|| self.attempt(Self::day_of_month))
            .or_else(|| self.attempt(short))
            .or_else(|| self.attempt(Self::first_of_month))
    }

    /// أمس, أول من أمس, بعد غد, اليوم, الليلة الماضية.
    fn offset(&mut self) -> Option<Expression> {
        let first = self.word()?;
        self.step();
        match first.term {
            Term::Offset(-1) if self.take_text(&["الاول"]) => Some(Expression::Offset(-2)),
            Term::Offset(days) => Some(Expression::Offset(days)),
            Term::Ordinal(1) => {
                let _of = self.take(Term::From);
                self.take(Term::Offset(-1)).then_some(Expression::Offset(-2))
            }
            Term::Before if self.take(Term::Offset(-1)) => Some(Expression::Offset(-2)),
            Term::After if self.take(Term::Offset(1)) => Some(Expression::Offset(2)),
            Term::This => self.this_day(),
            Term::Part(DayPart::Night) if first.is_definite => Some(Expression::Offset(self.night_offset())),
            Term::Unit(Unit::Day, Number::One) if first.is_definite => self.today(),
            _ => None,
        }
    }

    /// هذا اليوم, هذا الصباح.
    fn this_day(&mut self) -> Option<Expression> {
        let is_of_day = matches!(self.definite()?, Term::Part(_) | Term::Unit(Unit::Day, Number::One));
        is_of_day.then(|| self.step()).map(|()| Expression::Offset(0))
    }

    /// الليلة, الليلة الماضية.
    fn night_offset(&mut self) -> i8 {
        match self.attempt(Self::relative) {
            Some(Relative::Past) => -1,
            Some(Relative::BeforePast) => -2,
            Some(Relative::Next) => 1,
            Some(Relative::AfterNext) => 2,
            _ => 0,
        }
    }

    /// اليوم, unless what follows makes it another day; اليوم الخامس من آذار is a day of the month.
    fn today(&mut self) -> Option<Expression> {
        if let Some(date) = self.attempt(Self::day_of_month) {
            return Some(Expression::Date(date));
        }
        let is_other = self.token(0).is_some_and(|token| OTHER_DAYS.contains(&token.text));
        let is_other = is_other || matches!(self.definite(), Some(Term::Ordinal(_) | Term::Cardinal(_) | Term::Relative(_)));
        (!is_other).then_some(Expression::Offset(0))
    }

    fn weekday_name(&mut self) -> Option<Weekday> {
        let weekday = self.take_map(|word| match word.term {
            Term::Weekday(weekday) => Some(weekday),
            _ => None,
        })?;
        // الأحد عشر: the eleven.
        let is_number = self.token(0).is_some_and(|token| matches!(token.text, "عشر" | "عشره"));
        (!is_number).then_some(weekday)
    }

    /// الأحد, الأحد الماضي, الأحد من الأسبوع الماضي.
    fn weekday(&mut self) -> Option<WeekdayOf> {
        let weekday = self.weekday_name()?;
        let relative = self.attempt(Self::relative);
        let week = self.attempt(|parser| {
            let _of = parser.take(Term::From) || parser.take(Term::In);
            parser.seen(Unit::Week)
        });
        Some(WeekdayOf { weekday, relative, week })
    }

    /// الجمعة الأخيرة من رمضان.
    fn nth_weekday(&mut self) -> Option<Expression> {
        let weekday = self.weekday_name()?;
        let nth = self.take_map(|word| match word.term {
            Term::Ordinal(nth @ 1..=5) if word.is_definite => Some(Nth::From(nth)),
            Term::Relative(Relative::Latest) => Some(Nth::Last),
            _ => None,
        })?;
        let month = if self.take(Term::From) { self.month_of_part() } else { None }?;
        Some(Expression::NthWeekday(NthWeekday { weekday, nth, month }))
    }

    /// The other day of a night between two: ليل الأحد/الاثنين, ليلة السبت الأحد.
    fn second_of_night(&mut self, first: &Expression) -> Option<Expression> {
        let is_joined = self.attempt(Self::take_separator).is_some() || self.take(Term::Until) || self.take(Term::Onto);
        let _part = self.attempt(Self::part);
        self.begin_part();
        let second = match first {
            Expression::Weekday(_) => Expression::Weekday(self.weekday()?),
            Expression::Date(_) if is_joined => Expression::Date(self.dated(false)?),
            _ => return None,
        };
        Some(Expression::Range(Box::new(first.clone()), Box::new(second)))
    }

    /// Another name of a day: أمس (الاثنين), الأحد الموافق 9 آذار, 15 رمضان 1452 هـ / 9 كانون الثاني 2031.
    fn apposition(&mut self, day: &Expression) -> Option<Expression> {
        let sign = self.take_sign(&['(', '[', '،', ',', '/', '-', '–']);
        let is_bracket = matches!(sign, Some('(' | '['));
        let is_joined = sign.and_then(Separator::of).is_some();
        let is_said = self.take(Term::Corresponding) || self.take_text(&["اي"]);
        if is_said {
            self.begin_part();
            self.attempt(|parser| matches!(parser.term(), Some(Term::Proclitics)).then(|| parser.step()));
        }
        let parts = self.parts();
        // الأحد 9/3.
        let is_after_weekday = matches!(day, Expression::Weekday(_)) && !is_joined;
        let other = self.one_name(Parts { day: parts.day || is_after_weekday, ..parts })?;
        let is_other_calendar = is_other_calendar(day, &other);
        let is_surer = rank(&other) > rank(day);
        let is_fitting =
            if is_joined { is_other_calendar } else { is_surer || is_other_calendar || is_bracket && rank(&other) < rank(day) };
        if !is_fitting || is_bracket && self.take_sign(&[')', ']']).is_none() {
            return None;
        }
        Some(other)
    }

    /// فجراً, مساء after the day.
    fn adverb(&mut self) {
        let is_adverb = match self.term() {
            Some(Term::Adverb) => true,
            Some(Term::Part(_)) => self.token(0).is_some_and(|token| token.text == "مساء") && is_edge(self.token(1)),
            _ => false,
        };
        if is_adverb {
            self.step();
        }
    }
}

fn is_edge(token: Option<&Token<'_>>) -> bool {
    token.is_none_or(|token| matches!(token.kind, TokenKind::Sign(_) | TokenKind::Break))
        || token.and_then(Token::word).is_some_and(|word| word.term == Term::In)
}

/// How surely a name says which day it is.
fn rank(day: &Expression) -> u8 {
    match day {
        Expression::Offset(_) => 1,
        Expression::Weekday(_) => 2,
        Expression::Date(date) if date.is_day() => 3,
        _ => 0,
    }
}

fn is_other_calendar(day: &Expression, other: &Expression) -> bool {
    match (day, other) {
        (Expression::Date(day), Expression::Date(other)) => day.is_day() && other.is_day() && day.calendar != other.calendar,
        _ => false,
    }
}

/// Of two names of a day the one to go by: of two dates the one with its year, then the Gregorian one, since a Hijri month
/// may have begun a day earlier or later where it was written.
fn the_surer(day: Expression, other: Expression) -> Expression {
    match (&day, &other) {
        (Expression::Offset(1..), Expression::Date(date)) => Expression::Date(with_relative(*date, Some(Relative::Next))),
        (Expression::Weekday(weekday), Expression::Date(date)) => Expression::Date(with_relative(*date, weekday.relative)),
        (Expression::Date(a), Expression::Date(b)) => {
            let worth = |date: &PartialDate| (date.year.is_some(), date.calendar == Calendar::Gregorian);
            if worth(b) > worth(a) { other } else { day }
        }
        (Expression::Offset(1..), Expression::Weekday(weekday @ WeekdayOf { relative: None, .. })) => {
            Expression::Weekday(WeekdayOf { relative: Some(Relative::Next), ..*weekday })
        }
        _ if rank(&other) > rank(&day) => other,
        _ => day,
    }
}

/// A date with what was said of the day before it: الأحد المقبل 16 آذار.
fn with_relative(date: PartialDate, relative: Option<Relative>) -> PartialDate {
    let is_open = date.year.is_none() && date.relative.is_none();
    PartialDate { relative: if is_open { relative } else { date.relative }, ..date }
}
