//! What is read: words that say when, and the days they mean.

use std::ops::Range;

use super::day::Date;

/// Words of a text that say when, and the days they mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// Where the words are, in bytes of the text; particles before them (و ف ب ل ك) and prepositions that change nothing
    /// (في) are left out, as is what a word is written as one with.
    pub range: Range<usize>,
    /// The first day.
    pub first: Date,
    /// The last day, which is not before the first; inclusive.
    pub last: Date,
    /// What both days rest on.
    pub basis: Basis,
    /// The rule that read the words.
    pub rule: Rule,
}

/// What the days of a phrase rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// The phrase alone, which says the same whenever it is published.
    Stated,
    /// The phrase and the day of publication.
    Relative,
}

impl Basis {
    /// The word for it in the files and the schema.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Relative => "relative",
        }
    }
}

/// The rule that read a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// أمس, غداً: a day counted from that of publication.
    Offset,
    /// الأحد الماضي.
    Weekday,
    /// الأسبوع الماضي.
    Week,
    /// 15 آذار, 15/3/2031.
    Day,
    /// آذار 2031, الشهر الماضي.
    Month,
    /// عام 2031, العام الماضي.
    Year,
    /// مطلع آذار, نهاية العام: a part of a month or a year.
    Portion,
    /// قبل يومين, خلال الـ24 ساعة الماضية: a number of days or the like, counted from the day of publication.
    Counted,
    /// منذ.
    Since,
    /// من X إلى Y, ليل X/Y.
    Range,
}

impl Rule {
    /// A name for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Offset => "offset",
            Self::Weekday => "weekday",
            Self::Week => "week",
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
            Self::Portion => "portion",
            Self::Counted => "counted",
            Self::Since => "since",
            Self::Range => "range",
        }
    }
}
