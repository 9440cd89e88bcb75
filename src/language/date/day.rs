//! A day of the Gregorian calendar, and counting in days.

use std::fmt;

use icu_calendar::Iso;
use icu_calendar::types::{RataDie, Weekday};

/// A day of the Gregorian calendar, of the years 0 to 9999: what `YYYY-MM-DD` can write.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(RataDie);

impl Date {
    /// The day of a year, a month (from 1) and a day of the month (from 1); `None` if there is no such day.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let date = icu_calendar::Date::try_new_iso(year, month, day).ok()?;
        Self::of_rata_die(date.to_rata_die())
    }

    /// The day that is written `YYYY-MM-DD`, in ASCII digits; `None` if the text is anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut part = |length| parts.next().filter(|part| part.len() == length && part.bytes().all(|b| b.is_ascii_digit()));
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        if parts.next().is_some() {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// The day of a count of days; `None` outside of the years that can be written.
    pub(super) fn of_rata_die(day: RataDie) -> Option<Self> {
        let year = icu_calendar::Date::from_rata_die(day, Iso).year().extended_year();
        (0..=9999).contains(&year).then_some(Self(day))
    }

    /// The count of days, which all calendars share.
    pub(super) fn rata_die(self) -> RataDie {
        self.0
    }

    /// The day so many days later, or earlier if they are less than 0.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        let moved = self.0.to_i64_date().checked_add(days)?;
        // Far beyond what can be written, and far from what the library could not count.
        (-1_000_000..=10_000_000).contains(&moved).then(|| RataDie::new(moved)).and_then(Self::of_rata_die)
    }

    /// The day of the week.
    pub(super) fn weekday(self) -> Weekday {
        icu_calendar::Date::from_rata_die(self.0, Iso).weekday()
    }
}

/// `YYYY-MM-DD`.
impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = icu_calendar::Date::from_rata_die(self.0, Iso);
        write!(out, "{:04}-{:02}-{:02}", date.year().extended_year(), date.month().number(), date.day_of_month().0)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_day_of_the_calendar() {
        for good in ["2019-03-04", "2024-02-29", "2000-02-29", "2000-12-31", "0000-01-01", "9999-12-31"] {
            assert_eq!(Date::parse(good).map(|date| date.to_string()).as_deref(), Some(good));
        }
        let bad = [
            "2019-3-4",
            "2023-02-29",
            "1900-02-29",
            "2019-13-01",
            "2019-04-31",
            "2019-04-00",
            "2019-04",
            "2019-04-01-",
            "٢٠١٩-٠٣-٠٤",
            "",
            "-",
            "+019-03-04",
        ];
        for bad in bad {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn days_are_counted_over_the_ends_of_months_and_years_and_not_beyond_what_can_be_written() {
        let day = |text| Date::parse(text).unwrap();
        assert_eq!(day("2031-12-31").plus_days(1), Some(day("2032-01-01")));
        assert_eq!(day("2032-03-01").plus_days(-1), Some(day("2032-02-29")));
        assert_eq!(day("9999-12-31").plus_days(1), None);
        assert_eq!(day("0000-01-01").plus_days(-1), None);
        assert_eq!(day("2031-03-11").plus_days(i64::MAX), None);
        assert_eq!(day("2031-03-11").plus_days(i64::MIN), None);
        assert_eq!(day("2031-03-11").weekday(), Weekday::Tuesday);
    }
}
