//! What the words of date phrases mean, one by one.

use icu_calendar::types::Weekday;

use super::calendar::Calendar;

/// What a word means where it is part of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Term {
    /// أمس, غد: so many days after that of publication.
    Offset(i8),
    /// فجر, مساء: a part of a day.
    Part(DayPart),
    /// فجراً, ليلاً: the same as an adverb, after the day.
    Adverb,
    /// الأحد.
    Weekday(Weekday),
    /// آذار, مارس, رمضان.
    Month(NamedMonth),
    /// كانون, ربيع: the first of the two words of a name.
    MonthHead(MonthHead),
    /// يوم, شهرين, عامي, أسابيع.
    Unit(Unit, Number),
    /// الماضي, المقبل, الجاري, الأخير.
    Relative(Relative),
    /// مطلع, منتصف, أواخر.
    Portion(Portion),
    /// نصف, ثلث, ربع: one of so many equal parts.
    Fraction(u8),
    /// منذ.
    Since,
    /// قبل.
    Before,
    /// بعد.
    After,
    /// بين.
    Between,
    /// من.
    From,
    /// إلى, حتى, لغاية.
    Until,
    /// على, which joins the two days of a night.
    Onto,
    /// في.
    In,
    /// خلال, طوال.
    During,
    /// آخر.
    Last,
    /// هذا, هذه.
    This,
    /// ذلك, نفس, نصف: the day after it is not today.
    Other,
    /// الموافق.
    Corresponding,
    /// تاريخ.
    DateNoun,
    /// هـ, هجري, ميلادي.
    Era(Calendar),
    /// ثلاثة, عشرين: the number of what is counted.
    Cardinal(u8),
    /// الثالث, الحادي: a place in a row.
    Ordinal(u8),
    /// نحو, حوالي.
    About,
    /// كل.
    Each,
    /// الآن.
    Now,
    /// المبارك, الحرام: what some months are called with.
    Epithet,
    /// ال before digits.
    Article,
    /// و ف ب ل ك, alone or before digits.
    Proclitics,
    /// جسر, حزب, شارع: a date after it is its name.
    NameHead,
    /// أبو, عبد: what follows is a person's name.
    Kinship,
    /// أمين, مدير: العام after it means general.
    Office,
}

/// A part of a day, as far as it matters which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayPart {
    /// ليل, ليلة: two days may follow.
    Night,
    /// ظهر: قبل and بعد before it are part of the part.
    Noon,
    /// يوم: all of it.
    Whole,
    /// Any other.
    Other,
}

/// A month of a calendar by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NamedMonth {
    pub(super) calendar: Calendar,
    /// From 1 to 12.
    pub(super) number: u8,
    /// Whether the word may mean something else.
    pub(super) doubt: Doubt,
}

/// Whether a word that names a month may mean something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// It may not.
    None,
    /// رمضان, مارس: also a name or another word, so that something must say that it is the month.
    Doubted,
    /// صفر: also zero, so that it is no month even where nothing else is said.
    Zero,
    /// آب, which folds to what أب (father) does; the text must be looked at.
    Father,
}

/// The first word of a name of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MonthHead {
    /// كانون.
    Kanun,
    /// تشرين.
    Tishrin,
    /// ربيع.
    Rabi,
    /// جمادى.
    Jumada,
    /// ذو, ذي.
    Dhu,
}

impl MonthHead {
    /// The month that it is with its second word, folded.
    pub(super) fn with(self, second: &str) -> Option<NamedMonth> {
        let is_first = matches!(second, "الاول" | "اول" | "الاولي" | "اولي");
        let is_second = matches!(second, "الثاني" | "ثاني" | "ثان" | "الثانيه" | "ثانيه");
        let is_other = matches!(second, "الاخر" | "اخر" | "الاخره" | "اخره" | "الاخري");
        let (calendar, number) = match self {
            Self::Kanun if is_first => (Calendar::Gregorian, 12),
            Self::Kanun if is_second => (Calendar::Gregorian, 1),
            Self::Tishrin if is_first => (Calendar::Gregorian, 10),
            Self::Tishrin if is_second => (Calendar::Gregorian, 11),
            Self::Rabi if is_first => (Calendar::Hijri, 3),
            Self::Rabi if is_second || is_other => (Calendar::Hijri, 4),
            Self::Jumada if is_first => (Calendar::Hijri, 5),
            Self::Jumada if is_second || is_other => (Calendar::Hijri, 6),
            Self::Dhu if matches!(second, "القعده" | "قعده") => (Calendar::Hijri, 11),
            Self::Dhu if matches!(second, "الحجه" | "حجه") => (Calendar::Hijri, 12),
            _ => return None,
        };
        Some(NamedMonth { calendar, number, doubt: Doubt::None })
    }
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// How many of a unit its form says there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// يوم.
    One,
    /// يومين.
    Two,
    /// يومي: two that are named after it.
    TwoOf,
    /// أيام.
    Many,
}

/// Where a time is as seen from the publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relative {
    /// الماضي.
    Past,
    /// قبل الماضي.
    BeforePast,
    /// الجاري.
    Current,
    /// المقبل.
    Next,
    /// بعد المقبل.
    AfterNext,
    /// الأخير: الماضي of what is counted.
    Latest,
}

/// A part of a month or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Portion {
    /// مطلع, أوائل.
    Beginning,
    /// منتصف.
    Middle,
    /// أواخر.
    Late,
    /// نهاية.
    End,
    /// آخر يوم.
    LastDay,
    /// النصف الأول: one of so many equal parts, from 1.
    Of(Share),
    /// الأسبوع الأول: a run of seven days from the first of the month, from 1.
    Week(u8),
    /// الأسبوع الأخير: the last seven days.
    LastWeek,
}

/// One of a number of equal parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    /// Which, from 1.
    pub(super) nth: u8,
    /// Of how many.
    pub(super) parts: u8,
}
