//! Days, months and years of a calendar, as they are written.

use super::calendar::Calendar;
use super::expression::{Expression, MonthOf, PartialDate, YearOf};
use super::parser::{Parser, Separator};
use super::term::{Doubt, NamedMonth, Number, Portion, Relative, Share, Term, Unit};
use super::token::{Token, TokenKind};

/// Whether something before a name of a month says that it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// A day of the month, شهر, مطلع.
    Said,
    /// Nothing of the phrase.
    Unsaid,
}

impl Parser<'_, '_> {
    /// d/m/yyyy or yyyy-mm-dd, which may be no day of the calendar.
    pub(super) fn numeric(&mut self) -> Option<PartialDate> {
        if self.is_at_origin() && self.is_rest_of_number() {
            return None;
        }
        let is_glued = (1..5).all(|ahead| self.token(ahead).is_some_and(|token| token.glued));
        let first = self.take_digits()?;
        let separator = self.take_separator()?;
        let second = self.take_digits()?;
        let is_same = self.take_separator()? == separator;
        let third = self.take_digits()?;
        if !is_same || separator == Separator::Dot && !is_glued || self.goes_on_as_number() {
            return None;
        }
        let (day, year) = match [first, second, third].map(|token| token.text.len()) {
            [1..=2, 1..=2, 4] => (first, third),
            [4, 1..=2, 1..=2] => (third, first),
            _ => return None,
        };
        let number = |token: &Token<'_>| token.text.parse::<u8>().ok();
        let year = year.text.parse().ok().map(YearOf::Numbered);
        let month = number(second).map(MonthOf::Named);
        let calendar = self.era().unwrap_or(Calendar::Gregorian);
        Some(PartialDate { calendar, day: number(day), month, year, ..PartialDate::NOTHING })
    }

    /// d/m, which only words before it tell from a fraction.
    pub(super) fn day_and_month(&mut self) -> Option<PartialDate> {
        let day = self.day_number()?;
        (self.take_separator()? == Separator::Slash).then_some(())?;
        let month = self.day_number()?;
        Some(PartialDate { month: Some(MonthOf::Named(month)), ..PartialDate::of_day(day) })
    }

    /// A day of a month: 15 آذار 2031, الخامس من الشهر الجاري.
    pub(super) fn day_of_month(&mut self) -> Option<PartialDate> {
        let is_in_digits = matches!(self.token(0).map(|token| token.kind), Some(TokenKind::Digits(_)));
        let mut date = PartialDate::of_day(self.day_number()?);
        let separator = self.attempt(Self::take_separator);
        let is_of = self.take(Term::From);
        let is_this = is_of || is_in_digits;
        if is_this && separator.is_none() && self.take(Term::Relative(Relative::Current)) {
            date.month = Some(MonthOf::Seen(Relative::Current));
            return Some(date);
        }
        if let Some(relative) = self.attempt(|parser| parser.seen(Unit::Month)) {
            date.month = Some(MonthOf::Seen(relative));
            return Some(date);
        }
        self.month_into(&mut date, Standing::Said)?;
        if separator.is_none() || self.attempt(|parser| (parser.take_separator() == separator).then_some(())).is_some() {
            self.tail(&mut date);
        }
        Some(date)
    }

    /// A month: آذار 2031, شهر رمضان الماضي.
    pub(super) fn month(&mut self) -> Option<PartialDate> {
        let standing = self.standing();
        let is_at_beginning = self.is_at_beginning();
        let mut date = PartialDate::NOTHING;
        let named = self.month_into(&mut date, standing)?;
        self.tail(&mut date);
        let is_alone = named.doubt != Doubt::Zero && is_at_beginning && self.is_at_end();
        let is_said = date.year.is_some() || date.relative.is_some() || is_alone;
        (named.doubt == Doubt::None || is_said).then_some(date)
    }

    /// Whether the word before the next one, or what is written as one with it, says that a month may follow.
    fn standing(&self) -> Standing {
        let is_after = self.before().and_then(Token::word).is_some_and(|word| is_before_times(word.term));
        let has_preposition = self.word().is_some_and(|word| word.proclitics.preposition == Some('ب'));
        if is_after || has_preposition || self.is_at_later_part() { Standing::Said } else { Standing::Unsaid }
    }

    /// A name of a month, with شهر before it and its other name after it; without doubt if its standing is said.
    fn month_into(&mut self, date: &mut PartialDate, standing: Standing) -> Option<NamedMonth> {
        let is_called = self.take(Term::Unit(Unit::Month, Number::One));
        let named = self.month_name()?;
        let is_doubled = self.attempt(|parser| parser.other_name(named)).is_some();
        let _epithet = self.take(Term::Epithet);
        let is_sure = is_called || is_doubled || standing == Standing::Said;
        date.calendar = named.calendar;
        date.month = Some(MonthOf::Named(named.number));
        Some(NamedMonth { doubt: if is_sure { Doubt::None } else { named.doubt }, ..named })
    }

    fn month_name(&mut self) -> Option<NamedMonth> {
        match self.term()? {
            Term::Month(named) => {
                self.step();
                // أيلول الأسود is a name of its own.
                self.token(0).is_none_or(|token| token.text != "الاسود").then_some(named)
            }
            Term::MonthHead(head) => {
                let named = head.with(self.token(1)?.text)?;
                self.step();
                self.step();
                Some(named)
            }
            _ => None,
        }
    }

    /// The same month by another name: آذار/مارس, آذار (مارس).
    fn other_name(&mut self, named: NamedMonth) -> Option<()> {
        let bracket = self.take_sign(&['(', '[']);
        if bracket.is_none() {
            let _separator = self.attempt(Self::take_separator);
        }
        let other = self.month_name()?;
        let is_same = other.number == named.number && other.calendar == named.calendar;
        let is_closed = bracket.is_none() || self.take_sign(&[')', ']']).is_some();
        (is_same && is_closed).then_some(())
    }

    /// What follows a month: الماضي, the year, العام الماضي.
    fn tail(&mut self, date: &mut PartialDate) {
        date.relative = self.attempt(Self::relative);
        let certainty = if date.day.is_some() { Standing::Said } else { Standing::Unsaid };
        if let Some(year) = self.attempt(|parser| parser.numbered_year(certainty)) {
            date.year = Some(YearOf::Numbered(year));
            // The name of the month has said it.
            let _calendar = self.era();
        } else if let Some(relative) = self.attempt(Self::seen_year) {
            date.year = Some(YearOf::Seen(relative));
        }
    }

    /// الماضي, قبل الماضي, المقبل, بعد المقبل, الجاري.
    pub(super) fn relative(&mut self) -> Option<Relative> {
        let is_before = self.take(Term::Before);
        let is_after = !is_before && self.take(Term::After);
        let relative = self.take_map(|word| match word.term {
            Term::Relative(relative) => Some(relative),
            _ => None,
        })?;
        match relative {
            Relative::Latest => None,
            Relative::Past if is_before => Some(Relative::BeforePast),
            Relative::Next if is_after => Some(Relative::AfterNext),
            _ => (!is_before && !is_after).then_some(relative),
        }
    }

    /// A year after a month, which is surer after a day of it: 2031, عام 2031, من عام 2031, لعام 2031.
    fn numbered_year(&mut self, certainty: Standing) -> Option<i32> {
        let has_comma = self.take_sign(&['،', ',']).is_some();
        let _of = self.take(Term::From);
        let is_in = self.take(Term::In);
        self.begin_part();
        let is_called = self.take(Term::Unit(Unit::Year, Number::One));
        let year = self.year_number()?;
        let is_before_era = matches!(self.term(), Some(Term::Era(_)));
        // Without a word that says that it is a year it may be a number of something.
        let is_said = is_called || is_before_era || certainty == Standing::Said;
        let is_likely = is_said || (1300..=1600).contains(&year) || (1800..=2200).contains(&year);
        let is_alone = self.is_at_end() || is_before_era;
        let is_fitting = year < 2300 && is_likely && (!has_comma && !is_in || is_called || is_alone);
        is_fitting.then_some(year)
    }

    /// العام الماضي, من العام الماضي, هذا العام, after a month.
    fn seen_year(&mut self) -> Option<Relative> {
        let _of = self.take(Term::From) || self.take(Term::In) || self.take(Term::During);
        self.seen(Unit::Year)
    }

    /// هـ or م after a year.
    fn era(&mut self) -> Option<Calendar> {
        self.begin_part();
        self.take_map(|word| match word.term {
            Term::Era(calendar) if word.proclitics.is_empty() || word.is_definite => Some(calendar),
            _ => None,
        })
    }

    /// الشهر الماضي, هذا الشهر: a unit as seen from the publication.
    pub(super) fn seen(&mut self, unit: Unit) -> Option<Relative> {
        if self.take(Term::This) {
            return self.definite_unit(unit).map(|()| Relative::Current);
        }
        if unit == Unit::Year && self.before().and_then(Token::word).is_some_and(|word| word.term == Term::Office) {
            return None;
        }
        self.definite_unit(unit)?;
        self.relative()
    }

    fn definite_unit(&mut self, unit: Unit) -> Option<()> {
        (self.definite()? == Term::Unit(unit, Number::One)).then(|| self.step())
    }

    /// عام 2031.
    pub(super) fn year(&mut self) -> Option<PartialDate> {
        (self.term()? == Term::Unit(Unit::Year, Number::One)).then(|| self.step())?;
        let year = Some(YearOf::Numbered(self.year_number()?));
        let calendar = self.era().unwrap_or(Calendar::Gregorian);
        let date = PartialDate { calendar, year, ..PartialDate::NOTHING };
        Some(self.attempt(|parser| parser.same_year(date)).unwrap_or(date))
    }

    /// The same year of the other calendar: 1452 هـ / 2031 م, 1452 هـ (2031 م); the Gregorian one counts.
    fn same_year(&mut self, date: PartialDate) -> Option<PartialDate> {
        let sign = self.take_sign(&['/', '-', '(', '–'])?;
        let year = Some(YearOf::Numbered(self.year_number()?));
        let calendar = self.era().unwrap_or(Calendar::Gregorian);
        let is_closed = sign != '(' || self.take_sign(&[')']).is_some();
        let other = PartialDate { calendar, year, ..PartialDate::NOTHING };
        let gregorian = if calendar == Calendar::Gregorian { other } else { date };
        (is_closed && calendar != date.calendar).then_some(gregorian)
    }

    /// 2031 where something says that it is a year.
    pub(super) fn bare_year(&mut self) -> Option<PartialDate> {
        let year = self.year_number().filter(|year| (1800..=2200).contains(year))?;
        let is_alone = !matches!(self.term(), Some(Term::Unit(..)));
        let date = PartialDate { year: Some(YearOf::Numbered(year)), ..PartialDate::NOTHING };
        is_alone.then_some(date)
    }

    /// الأسبوع الماضي, هذا الشهر, العام الجاري.
    pub(super) fn seen_period(&mut self) -> Option<Expression> {
        let seen = |parser: &mut Self, unit| parser.attempt(|parser| parser.seen(unit));
        if let Some(relative) = seen(self, Unit::Week) {
            return Some(Expression::Week(relative));
        }
        let month = seen(self, Unit::Month).map(MonthOf::Seen);
        let year = if month.is_none() { seen(self, Unit::Year).map(YearOf::Seen) } else { None };
        let is_some = month.is_some() || year.is_some();
        is_some.then_some(Expression::Date(PartialDate { month, year, ..PartialDate::NOTHING }))
    }

    /// مطلع آذار, نهاية العام الماضي, النصف الأول من شباط: a part of a month or a year.
    pub(super) fn part_of_period(&mut self) -> Option<Expression> {
        let is_start = self.token(0).is_some_and(|token| token.text.ends_with("بدايه"));
        let portion = self.portion()?;
        // بداية من is from then on.
        if self.take(Term::From) && is_start {
            return None;
        }
        if let Some(expression) = self.attempt(Self::seen_period) {
            return Some(match expression {
                Expression::Date(date) => Expression::Date(PartialDate { portion: Some(portion), ..date }),
                week => week,
            });
        }
        let date = self.attempt(Self::portioned)?;
        Some(Expression::Date(PartialDate { portion: Some(portion), ..date }))
    }

    /// A month that a day or a part is said to be of: رمضان الماضي, الشهر الجاري.
    pub(super) fn month_of_part(&mut self) -> Option<PartialDate> {
        let date = match self.attempt(Self::seen_period) {
            Some(Expression::Date(date)) => date,
            _ => self.portioned()?,
        };
        date.month.is_some().then_some(date)
    }

    /// What a part may be of.
    fn portioned(&mut self) -> Option<PartialDate> {
        let named = |parser: &mut Self| {
            let mut date = PartialDate::NOTHING;
            parser.month_into(&mut date, Standing::Said)?;
            parser.tail(&mut date);
            Some(date)
        };
        if let Some(date) = self.attempt(named).or_else(|| self.attempt(Self::year)).or_else(|| self.attempt(Self::bare_year)) {
            return Some(date);
        }
        let date = match self.definite()? {
            Term::Unit(Unit::Month, Number::One) => PartialDate { month: Some(MonthOf::This), ..PartialDate::NOTHING },
            Term::Unit(Unit::Year, Number::One) => PartialDate { year: Some(YearOf::This), ..PartialDate::NOTHING },
            _ => return None,
        };
        self.step();
        Some(date)
    }

    fn portion(&mut self) -> Option<Portion> {
        let first = self.word()?;
        self.step();
        match first.term {
            Term::Portion(portion) => Some(portion),
            Term::Last if self.take(Term::Unit(Unit::Day, Number::One)) => Some(Portion::LastDay),
            Term::Last => Some(Portion::End),
            Term::Unit(Unit::Day, Number::One) if first.is_definite => self
                .take(Term::Relative(Relative::Latest))
                .then_some(Portion::LastDay)
                .filter(|_| self.term() == Some(Term::From)),
            // العشر الأواخر من رمضان.
            Term::Cardinal(10) if first.is_definite => self.ten_days().filter(|_| self.term() == Some(Term::From)),
            Term::Fraction(parts) if first.is_definite => self.nth(parts).map(|nth| Portion::Of(Share { nth, parts })),
            Term::Unit(Unit::Week, Number::One) if first.is_definite => {
                let is_last = self.take(Term::Relative(Relative::Latest));
                let week = if is_last { Some(Portion::LastWeek) } else { self.nth(4).map(Portion::Week) };
                week.filter(|_| self.term() == Some(Term::From))
            }
            _ => None,
        }
    }

    fn ten_days(&mut self) -> Option<Portion> {
        let texts: [(&[&str], Portion); 3] = [
            (&["الاوايل", "الاولي", "الاول"], Portion::Beginning),
            (&["الاواسط", "الاوسط", "الوسطي"], Portion::Middle),
            (&["الاواخر", "الاخيره"], Portion::Late),
        ];
        texts.into_iter().find_map(|(texts, portion)| self.take_text(texts).then_some(portion))
    }

    /// الأول, الثاني, of so many; الأخير is the last of them.
    fn nth(&mut self, parts: u8) -> Option<u8> {
        self.take_map(|word| match word.term {
            Term::Ordinal(nth) if word.is_definite => Some(nth),
            Term::Relative(Relative::Latest) => Some(parts),
            _ => None,
        })
        .filter(|nth| (1..=parts).contains(nth))
    }

    /// أول آذار, أول أيام رمضان, أول يوم من آذار: the first day of a month.
    pub(super) fn first_of_month(&mut self) -> Option<PartialDate> {
        (self.indefinite()? == Term::Ordinal(1)).then(|| self.step())?;
        let mut date = PartialDate::of_day(1);
        let _days = self.take(Term::Unit(Unit::Day, Number::One)) || self.take(Term::Unit(Unit::Day, Number::Many));
        let _of = self.take(Term::From);
        self.month_into(&mut date, Standing::Said)?;
        self.tail(&mut date);
        Some(date)
    }
}

/// Whether a word is often written before a time, and not before a verb.
fn is_before_times(term: Term) -> bool {
    use Term::{After, Before, Between, During, From, In, Since, Until};
    matches!(term, In | During | Since | From | Until | Before | After | Between)
}
