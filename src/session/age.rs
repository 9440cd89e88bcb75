//! How long ago something was, as people say it.

use std::time::{Duration, SystemTime};

/// How long ago something was, in the unit in which people count it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Age {
    /// Less than a minute, or by the clock of another machine even later than now.
    Now,
    /// So many minutes.
    Minutes(usize),
    /// So many hours.
    Hours(usize),
    /// More than a day.
    Yesterday,
    /// So many days, less than a week.
    Days(usize),
    /// A day of this year.
    DayOfYear(Day),
    /// A day of another year.
    DayOf(Day, usize),
}

/// A day of a year (UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// From 1.
    pub month: usize,
    /// From 1.
    pub day: usize,
}

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

impl Age {
    /// How long before now something was.
    pub fn of(then: SystemTime, now: SystemTime) -> Self {
        let seconds = now.duration_since(then).unwrap_or(Duration::ZERO).as_secs();
        let times = |unit: u64| usize::try_from(seconds / unit).unwrap_or(usize::MAX);
        match seconds {
            0..MINUTE => Self::Now,
            MINUTE..HOUR => Self::Minutes(times(MINUTE)),
            HOUR..DAY => Self::Hours(times(HOUR)),
            _ if seconds < 2 * DAY => Self::Yesterday,
            _ if seconds < 7 * DAY => Self::Days(times(DAY)),
            _ => match (date(then), date(now)) {
                ((year, day), (this, _)) if year == this => Self::DayOfYear(day),
                ((year, day), _) => Self::DayOf(day, year),
            },
        }
    }
}

/// The year and the day of a time (UTC).
fn date(time: SystemTime) -> (usize, Day) {
    // What no calendar has (before 1970, after 9999) is no time of a file that somebody has annotated.
    let valid = time.max(SystemTime::UNIX_EPOCH).min(SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_799));
    let written = humantime::format_rfc3339_seconds(valid).to_string();
    let mut numbers = written.split(|c: char| !c.is_ascii_digit()).map(|digits| digits.parse().unwrap_or(1));
    let year = numbers.next().unwrap_or(1970);
    let (month, day) = (numbers.next().unwrap_or(1), numbers.next().unwrap_or(1));
    (year, Day { month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_told_in_the_unit_in_which_people_count_them() {
        let now = humantime::parse_rfc3339("2031-03-12T10:04:00Z").unwrap();
        let age = |then: &str| Age::of(humantime::parse_rfc3339(then).unwrap(), now);
        assert_eq!(age("2031-03-12T10:03:30Z"), Age::Now);
        assert_eq!(age("2031-03-12T10:05:00Z"), Age::Now, "clocks differ");
        assert_eq!(age("2031-03-12T09:44:00Z"), Age::Minutes(20));
        assert_eq!(age("2031-03-11T11:04:00Z"), Age::Hours(23));
        assert_eq!(age("2031-03-11T10:04:00Z"), Age::Yesterday);
        assert_eq!(age("2031-03-09T10:04:00Z"), Age::Days(3));
        assert_eq!(age("2031-01-09T10:04:00Z"), Age::DayOfYear(Day { month: 1, day: 9 }));
        assert_eq!(age("2029-11-12T10:04:00Z"), Age::DayOf(Day { month: 11, day: 12 }, 2029));
        assert_eq!(Age::of(SystemTime::UNIX_EPOCH - Duration::from_secs(9), now), Age::DayOf(Day { month: 1, day: 1 }, 1970));
    }
}
