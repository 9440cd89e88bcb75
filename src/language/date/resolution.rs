//! The days that a phrase means, once the day of publication is known.

use icu_calendar::types::Weekday;

use super::calendar::{Calendar, Days, Month, plus_months};
use super::dated::Basis;
use super::day::Date;
use super::expression::{Counted, Expression, MonthOf, Nth, NthWeekday, PartialDate, Way, WeekdayOf, YearOf};
use super::term::{Portion, Relative, Share, Unit};

/// Most years that are looked through for a day that not every year has: 29 February, over 1900 and the like.
const YEARS: i32 = 9;

/// What days are counted from.
#[derive(Debug, Clone, Copy)]
struct Anchor {
    /// The day of publication.
    published: Date,
    /// The day after which nothing begins that is not said to: that of publication, or the end of a range.
    limit: Date,
}

/// The days of a phrase; `None` if there are none, such as 30 February.
pub(super) fn days(expression: &Expression, published: Date) -> Option<Days> {
    Anchor { published, limit: published }.days(expression)
}

/// What the days of a phrase rest on.
pub(super) fn basis(expression: &Expression) -> Basis {
    if is_stated(expression) { Basis::Stated } else { Basis::Relative }
}

fn is_stated(expression: &Expression) -> bool {
    let is_completed = |date: &PartialDate| matches!(date.month, None | Some(MonthOf::Named(_))) && date.relative.is_none();
    match expression {
        Expression::Date(date) | Expression::NthWeekday(NthWeekday { month: date, .. }) => date.is_stated(),
        Expression::Range(first, last) => match (&**first, &**last) {
            (Expression::Date(a), Expression::Date(b)) => {
                a.is_stated() && (b.is_stated() || is_completed(b)) || b.is_stated() && is_completed(a) && a.year.is_none()
            }
            (first, last) => is_stated(first) && is_stated(last),
        },
        _ => false,
    }
}

impl Anchor {
    fn days(self, expression: &Expression) -> Option<Days> {
        match expression {
            Expression::Offset(days) => self.published.plus_days((*days).into()).map(Days::one),
            Expression::Weekday(day) => self.weekday(*day).map(Days::one),
            Expression::NthWeekday(day) => self.nth_weekday(*day).map(Days::one),
            Expression::Week(relative) => self.week(*relative),
            Expression::Date(date) => self.date(date),
            Expression::Counted(counted) => self.counted(*counted),
            Expression::Since(from) => {
                let first = self.days(from)?.first;
                (first <= self.published).then_some(Days { first, last: self.published })
            }
            Expression::Range(first, last) => self.range(first, last),
        }
    }

    fn weekday(self, day: WeekdayOf) -> Option<Date> {
        if let Some(week) = day.week {
            return self.week(week)?.first.plus_days(number(day.weekday) - number(Weekday::Monday));
        }
        match day.relative {
            Some(Relative::Past | Relative::Latest) => latest(day.weekday, self.published.plus_days(-1)?),
            Some(Relative::BeforePast) => latest(day.weekday, self.published.plus_days(-8)?),
            Some(Relative::Next) => latest(day.weekday, self.published.plus_days(7)?),
            Some(Relative::AfterNext) => latest(day.weekday, self.published.plus_days(14)?),
            Some(Relative::Current) | None => latest(day.weekday, self.limit),
        }
    }

    fn nth_weekday(self, day: NthWeekday) -> Option<Date> {
        let month = self.date(&day.month)?;
        let found = match day.nth {
            Nth::Last => latest(day.weekday, month.last)?,
            Nth::From(nth) => latest(day.weekday, month.first.plus_days(i64::from(nth) * 7 - 1)?)?,
        };
        (month.first <= found && found <= month.last).then_some(found)
    }

    /// Monday to Sunday.
    fn week(self, relative: Relative) -> Option<Days> {
        let monday = latest(Weekday::Monday, self.published)?.plus_days(i64::from(shift(relative)) * 7)?;
        Some(Days { first: monday, last: monday.plus_days(6)? })
    }

    fn counted(self, counted: Counted) -> Option<Days> {
        let count = i32::from(counted.count);
        let back = match counted.way {
            Way::Ago | Way::Past => -count,
            Way::Future => count,
        };
        let other = match counted.unit {
            // A day that is begun is in the range of hours before now.
            Unit::Hour if counted.way == Way::Ago => self.published.plus_days(i64::from(back / 24)),
            Unit::Hour => self.published.plus_days(i64::from(back.signum() * ((count + 23) / 24))),
            Unit::Day => self.published.plus_days(back.into()),
            Unit::Week => self.published.plus_days(i64::from(back) * 7),
            Unit::Month => plus_months(self.published, back),
            Unit::Year => plus_months(self.published, back * 12),
        }?;
        Some(match counted.way {
            Way::Ago => Days::one(other),
            Way::Past => Days { first: other, last: self.published },
            Way::Future => Days { first: self.published, last: other },
        })
    }

    fn range(self, first: &Expression, last: &Expression) -> Option<Days> {
        let end = match (first, last) {
            (Expression::Date(first), Expression::Date(last)) if first.is_stated() && needs_year(last) => {
                let start = self.date(first)?;
                (0..=YEARS).find_map(|years| with_year_after(last, start.first, years))?
            }
            _ => self.days(last)?,
        };
        let before = Self { limit: end.first, ..self };
        let mut start = match (first, last) {
            (Expression::Date(first), Expression::Date(last)) if first.lacks_month() => {
                let whole = PartialDate { calendar: last.calendar, month: last.month, year: last.year, ..*first };
                before.date(&whole)?
            }
            _ => before.days(first)?,
        };
        if start == end && matches!(first, Expression::Weekday(_)) {
            start = Days::one(start.first.plus_days(-7)?);
        }
        (start.first <= end.last).then_some(Days { first: start.first, last: end.last })
    }

    fn date(self, date: &PartialDate) -> Option<Days> {
        match (date.month, date.year) {
            (None, Some(year)) if date.day.is_none() => self.year(date, year),
            (Some(MonthOf::Seen(relative)), None) => part(this_month(self.published).plus(shift(relative))?, date),
            (Some(MonthOf::This), None) => {
                let months = [0, -1].into_iter().filter_map(|months| part(this_month(self.published).plus(months)?, date));
                months.into_iter().find(|days| days.first <= self.limit)
            }
            (Some(MonthOf::Named(number)), Some(year)) => {
                let calendar = date.calendar;
                let year = match year {
                    YearOf::Numbered(year) => year,
                    YearOf::Seen(relative) => Month::of(calendar, self.published).year + shift(relative),
                    YearOf::This => Month::of(calendar, self.published).year,
                };
                part(month_of(calendar, year, number)?, date)
            }
            (Some(MonthOf::Named(number)), None) => self.unnumbered(date, number),
            _ => None,
        }
    }

    /// A day, a month or a part of one whose year is not said.
    fn unnumbered(self, date: &PartialDate, number: u8) -> Option<Days> {
        let calendar = date.calendar;
        let year = |day: Date| Month::of(calendar, day).year;
        let of = |year| Some(Month { calendar, year, number }).filter(|month| (1..=12).contains(&month.number));
        // What الماضي and المقبل are said of: the day, or else the whole month.
        let whole = |month: Month| if date.day.is_some() { part(month, date) } else { month.days() };
        let back = |from: Date| (year(from) - YEARS..=year(from)).rev().filter_map(of);
        let published = self.published;
        match date.relative {
            Some(Relative::Current) => part(of(year(published))?, date),
            Some(relative @ (Relative::Next | Relative::AfterNext)) => {
                let months = (year(published)..=year(published) + 2 * YEARS).filter_map(of);
                let mut months = months.filter(|month| whole(*month).is_some_and(|days| days.first > published));
                let month = if relative == Relative::AfterNext { months.nth(1) } else { months.next() };
                part(month?, date)
            }
            Some(relative @ (Relative::Past | Relative::BeforePast | Relative::Latest)) => {
                let mut months = back(published).filter(|month| whole(*month).is_some_and(|days| days.last < published));
                let month = if relative == Relative::BeforePast { months.nth(1) } else { months.next() };
                part(month?, date)
            }
            None => back(self.limit).filter_map(|month| part(month, date)).find(|days| days.first <= self.limit),
        }
    }

    fn year(self, date: &PartialDate, year: YearOf) -> Option<Days> {
        let this = Month::of(date.calendar, self.published).year;
        match year {
            YearOf::Numbered(year) => part_of_year(year, date),
            YearOf::Seen(relative) => part_of_year(this + shift(relative), date),
            YearOf::This => {
                [this, this - 1].into_iter().filter_map(|year| part_of_year(year, date)).find(|days| days.first <= self.limit)
            }
        }
    }
}

/// The latest such day that is not after a day.
fn latest(weekday: Weekday, limit: Date) -> Option<Date> {
    limit.plus_days(-(number(limit.weekday()) - number(weekday)).rem_euclid(7))
}

fn number(weekday: Weekday) -> i64 {
    weekday as i64
}

/// How many units later.
fn shift(relative: Relative) -> i32 {
    match relative {
        Relative::BeforePast => -2,
        Relative::Past | Relative::Latest => -1,
        Relative::Current => 0,
        Relative::Next => 1,
        Relative::AfterNext => 2,
    }
}

fn this_month(published: Date) -> Month {
    Month::of(Calendar::Gregorian, published)
}

/// Whether only the year of a month or a day is not said.
fn needs_year(date: &PartialDate) -> bool {
    matches!(date.month, Some(MonthOf::Named(_))) && date.year.is_none() && date.relative.is_none()
}

/// A date in the year of a day or so many years later, if it is not before the day.
fn with_year_after(date: &PartialDate, day: Date, years: i32) -> Option<Days> {
    let Some(MonthOf::Named(number)) = date.month else { return None };
    let year = Month::of(date.calendar, day).year + years;
    part(month_of(date.calendar, year, number)?, date).filter(|days| days.first >= day)
}

/// A month of a year. A Hijri month of a Gregorian year, رمضان 2031, is the first that begins in it.
fn month_of(calendar: Calendar, year: i32, number: u8) -> Option<Month> {
    if !(1..=12).contains(&number) {
        return None;
    }
    if calendar == Calendar::Gregorian || year < 1700 {
        return Some(Month { calendar, year, number });
    }
    let new_year = Date::new(year, 1, 1)?;
    let mut months = (0..=13).filter_map(|months| Month::of(calendar, new_year).plus(months));
    months.find(|month| month.number == number && month.day(1).is_some_and(|first| first >= new_year))
}

/// The day of a month that is said, or the part of it, or all of it.
fn part(month: Month, date: &PartialDate) -> Option<Days> {
    match (date.day, date.portion) {
        (Some(day), _) => month.day(day).map(Days::one),
        (None, Some(portion)) => part_of_month(month, portion),
        (None, None) => month.days(),
    }
}

/// مطلع to the tenth, منتصف to the twentieth, أواخر from then on, نهاية the last five days.
fn part_of_month(month: Month, portion: Portion) -> Option<Days> {
    let last = month.last()?;
    let to = |first: u8, last: u8| Some(Days { first: month.day(first)?, last: month.day(last)? });
    let from = |first: u8| Some(Days { first: month.day(first)?, last });
    let back = |days: i64| Some(Days { first: last.plus_days(1 - days)?, last });
    match portion {
        Portion::Beginning | Portion::Of(Share { nth: 1, parts: 3 }) => to(1, 10),
        Portion::Middle | Portion::Of(Share { nth: 2, parts: 3 }) => to(11, 20),
        Portion::Late | Portion::Of(Share { nth: 3, parts: 3 }) => from(21),
        Portion::End => back(5),
        Portion::LastDay => back(1),
        Portion::Of(Share { nth: 1, parts: 2 }) => to(1, 15),
        Portion::Of(Share { nth: 2, parts: 2 }) => from(16),
        Portion::Of(_) => None,
        Portion::Week(nth) => to(nth.checked_mul(7)?.checked_sub(6)?, nth.checked_mul(7)?),
        Portion::LastWeek => back(7),
    }
}

/// مطلع is the first month of a year, نهاية the last; منتصف the two in its middle.
fn part_of_year(year: i32, date: &PartialDate) -> Option<Days> {
    let month = |number| Month { calendar: date.calendar, year, number };
    let to = |first, last| Some(Days { first: month(first).day(1)?, last: month(last).last()? });
    match date.portion {
        None => to(1, 12),
        Some(Portion::Beginning) => to(1, 1),
        Some(Portion::Middle) => to(6, 7),
        Some(Portion::Late | Portion::End) => to(12, 12),
        Some(Portion::Of(Share { nth, parts })) => {
            let months = 12_u8.checked_div(parts)?;
            let last = nth.checked_mul(months)?;
            to(last.checked_sub(months)? + 1, last)
        }
        Some(Portion::LastDay) => Some(Days::one(month(12).last()?)),
        Some(Portion::Week(_) | Portion::LastWeek) => None,
    }
}
