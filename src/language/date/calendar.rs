//! The two calendars that dates are written in, and their months.

use icu_calendar::cal::Hijri;
use icu_calendar::cal::hijri::UmmAlQura;
use icu_calendar::{AsCalendar, Iso};

use super::day::Date;

/// A calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Calendar {
    /// The Gregorian one.
    Gregorian,
    /// The Islamic one of Umm al-Qura, as ICU has it: by the official tables for the years 1300 to 1600, by arithmetic
    /// before and after.
    Hijri,
}

/// A first and a last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) first: Date,
    pub(super) last: Date,
}

impl Days {
    /// A day alone.
    pub(super) fn one(day: Date) -> Self {
        Self { first: day, last: day }
    }
}

/// A month of a year of a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Month {
    pub(super) calendar: Calendar,
    pub(super) year: i32,
    /// From 1 to 12.
    pub(super) number: u8,
}

impl Month {
    /// The month that a day is in.
    pub(super) fn of(calendar: Calendar, day: Date) -> Self {
        fn of<A: AsCalendar>(calendar: Calendar, date: &icu_calendar::Date<A>) -> Month {
            Month { calendar, year: date.year().extended_year(), number: date.month().number() }
        }
        match calendar {
            Calendar::Gregorian => of(calendar, &icu_calendar::Date::from_rata_die(day.rata_die(), Iso)),
            Calendar::Hijri => of(calendar, &icu_calendar::Date::from_rata_die(day.rata_die(), umm_al_qura())),
        }
    }

    /// A day of it, from 1; `None` if it has no such day.
    pub(super) fn day(self, day: u8) -> Option<Date> {
        match self.calendar {
            Calendar::Gregorian => Date::new(self.year, self.number, day),
            Calendar::Hijri => {
                let date = icu_calendar::Date::try_new_hijri_with_calendar(self.year, self.number, day, umm_al_qura()).ok()?;
                Date::of_rata_die(date.to_rata_die())
            }
        }
    }

    /// Its last day.
    pub(super) fn last(self) -> Option<Date> {
        (28..=31).rev().find_map(|day| self.day(day))
    }

    /// All of it.
    pub(super) fn days(self) -> Option<Days> {
        Some(Days { first: self.day(1)?, last: self.last()? })
    }

    /// The month so many months later, or earlier if they are less than 0.
    pub(super) fn plus(self, months: i32) -> Option<Self> {
        let count = self.year.checked_mul(12)?.checked_add(i32::from(self.number) - 1)?.checked_add(months)?;
        let number = u8::try_from(count.rem_euclid(12) + 1).ok()?;
        Some(Self { year: count.div_euclid(12), number, ..self })
    }
}

/// The day so many Gregorian months later, or earlier if they are less than 0; the last of a month that is too short.
pub(super) fn plus_months(day: Date, months: i32) -> Option<Date> {
    let date = icu_calendar::Date::from_rata_die(day.rata_die(), Iso);
    let month = Month::of(Calendar::Gregorian, day).plus(months)?;
    month.day(date.day_of_month().0).or_else(|| month.last())
}

fn umm_al_qura() -> Hijri<UmmAlQura> {
    Hijri::new_umm_al_qura()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn a_hijri_day_is_the_day_of_the_tables_of_umm_al_qura() {
        let month = |year, number| Month { calendar: Calendar::Hijri, year, number };
        assert_eq!(month(1452, 9).day(1), Some(day("2030-12-26")));
        assert_eq!(month(1452, 9).last(), Some(day("2031-01-23")));
        assert_eq!(month(1452, 9).day(30), None);
        assert_eq!(Month::of(Calendar::Hijri, day("2031-01-02")), month(1452, 9));
    }

    #[test]
    fn months_are_counted_over_years_and_end_where_they_are_too_short() {
        assert_eq!(plus_months(day("2031-03-31"), -1), Some(day("2031-02-28")));
        assert_eq!(plus_months(day("2032-02-29"), -12), Some(day("2031-02-28")));
        assert_eq!(plus_months(day("2031-12-11"), 1), Some(day("2032-01-11")));
        assert_eq!(plus_months(day("0000-01-11"), -1), None);
        assert_eq!(plus_months(day("2031-12-11"), i32::MAX), None);
    }
}
