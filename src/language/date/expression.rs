//! What a date phrase says before the day of publication is known.

use icu_calendar::types::Weekday;

use super::calendar::Calendar;
use super::term::{Portion, Relative, Unit};

/// What a phrase says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expression {
    /// أمس: so many days after that of publication.
    Offset(i8),
    /// الأحد الماضي.
    Weekday(WeekdayOf),
    /// الجمعة الأخيرة من رمضان.
    NthWeekday(NthWeekday),
    /// الأسبوع الماضي.
    Week(Relative),
    /// A day, a month, a year or a part of one.
    Date(PartialDate),
    /// قبل يومين.
    Counted(Counted),
    /// منذ.
    Since(Box<Expression>),
    /// من … إلى.
    Range(Box<Expression>, Box<Expression>),
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WeekdayOf {
    pub(super) weekday: Weekday,
    pub(super) relative: Option<Relative>,
    /// The week that it is said to be in.
    pub(super) week: Option<Relative>,
}

/// One of the days of a month that are the same day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NthWeekday {
    pub(super) weekday: Weekday,
    pub(super) nth: Nth,
    pub(super) month: PartialDate,
}

/// Which of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nth {
    /// From the first, which is 1.
    From(u8),
    Last,
}

/// A date as far as it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PartialDate {
    pub(super) calendar: Calendar,
    pub(super) day: Option<u8>,
    pub(super) month: Option<MonthOf>,
    pub(super) year: Option<YearOf>,
    /// What is said of the whole: آذار الماضي.
    pub(super) relative: Option<Relative>,
    /// Which part of the month, or of the year where there is no month.
    pub(super) portion: Option<Portion>,
}

impl PartialDate {
    /// Nothing said yet.
    pub(super) const NOTHING: Self =
        Self { calendar: Calendar::Gregorian, day: None, month: None, year: None, relative: None, portion: None };

    /// A day of a month that is still to be said.
    pub(super) fn of_day(day: u8) -> Self {
        Self { day: Some(day), ..Self::NOTHING }
    }

    /// Whether it is a day of a month.
    pub(super) fn is_day(&self) -> bool {
        self.day.is_some() && self.month.is_some()
    }

    /// Whether it is a day whose month is still to be said.
    pub(super) fn lacks_month(&self) -> bool {
        self.day.is_some() && self.month.is_none()
    }

    /// Whether it says the same whenever it is published.
    pub(super) fn is_stated(&self) -> bool {
        matches!(self.year, Some(YearOf::Numbered(_))) && !matches!(self.month, Some(MonthOf::Seen(_) | MonthOf::This))
    }
}

/// Which month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MonthOf {
    /// By its number, from 1; it may be beyond 12.
    Named(u8),
    /// الشهر الماضي.
    Seen(Relative),
    /// الشهر: the one that the publication leaves no doubt of.
    This,
}

/// Which year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearOf {
    /// By its number.
    Numbered(i32),
    /// العام الماضي.
    Seen(Relative),
    /// العام.
    This,
}

/// A number of days, weeks, … counted from the day of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) count: u16,
    pub(super) unit: Unit,
    pub(super) way: Way,
}

/// How time is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// قبل يومين: the day so long ago.
    Ago,
    /// منذ يومين, خلال اليومين الماضيين: from that day to the day of publication.
    Past,
    /// خلال اليومين المقبلين: from the day of publication on.
    Future,
}
