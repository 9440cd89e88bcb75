//! Numbers of days, weeks, … before and after the publication: قبل يومين, خلال الـ24 ساعة الماضية.

use super::expression::{Counted, Way};
use super::parser::Parser;
use super::term::{Number, Relative, Term, Unit};
use super::token::TokenKind;

/// A number of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Quantity {
    count: u16,
    unit: Unit,
}

impl Parser<'_, '_> {
    /// قبل يومين, منذ أسبوع, خلال الأيام الثلاثة الماضية.
    pub(super) fn counted(&mut self) -> Option<Counted> {
        self.attempt(Self::ago).or_else(|| self.attempt(Self::last))
    }

    fn ago(&mut self) -> Option<Counted> {
        let way = match self.indefinite()? {
            Term::Before => Way::Ago,
            Term::Since => Way::Past,
            _ => return None,
        };
        self.step();
        let _about = self.take(Term::About);
        let Quantity { count, unit } = self.quantity()?;
        let _passed = self.take_text(&["مضت", "خلت", "مضي", "مضيا"]);
        let _now = self.attempt(|parser| (parser.take(Term::From) && parser.take(Term::Now)).then_some(()));
        let is_counted_from_another = way == Way::Ago && matches!(self.term(), Some(Term::From | Term::Onto));
        (!is_counted_from_another && !self.is_before_fraction()).then_some(Counted { count, unit, way })
    }

    /// ونصف after a number.
    fn is_before_fraction(&self) -> bool {
        let mut ahead = self.clone();
        ahead.take_and() && matches!(ahead.term(), Some(Term::Fraction(_)))
    }

    /// أسبوع, يومين, 3 أيام, ثلاثة أيام, خمسة عشر يوماً.
    fn quantity(&mut self) -> Option<Quantity> {
        let counted = |parser: &mut Self| {
            let count = parser.count()?;
            let unit = parser.unit_of(|number| number != Number::TwoOf)?;
            Some(Quantity { count, unit })
        };
        self.attempt(counted).or_else(|| self.attempt(Self::uncounted))
    }

    /// يوم, يوم واحد, يومين.
    fn uncounted(&mut self) -> Option<Quantity> {
        let Term::Unit(unit, number) = self.indefinite()? else { return None };
        self.step();
        let count = match number {
            Number::One => 1,
            Number::Two => 2,
            Number::TwoOf | Number::Many => return None,
        };
        let is_this_many = |term| term == Some(Term::Cardinal(1)) && count == 1 || term == Some(Term::Cardinal(2)) && count == 2;
        if is_this_many(self.term()) {
            self.step();
        }
        // قبل عام 2030: a year, not a number of years.
        let is_numbered = matches!(self.token(0).map(|token| token.kind), Some(TokenKind::Digits(_)));
        (!is_numbered).then_some(Quantity { count, unit })
    }

    /// A unit without the article in a form that is asked for.
    fn unit_of(&mut self, is_right: impl Fn(Number) -> bool) -> Option<Unit> {
        self.take_map(|word| match word.term {
            Term::Unit(unit, number) if !word.is_definite && is_right(number) => Some(unit),
            _ => None,
        })
    }

    /// خلال اليومين الماضيين, آخر 24 ساعة: up to the publication, or on from it.
    fn last(&mut self) -> Option<Counted> {
        let _during = self.take(Term::During);
        if self.take(Term::Last) {
            let Quantity { count, unit } = self.quantity()?;
            // آخر يوم من آذار.
            return (self.term() != Some(Term::From)).then_some(Counted { count, unit, way: Way::Past });
        }
        let Quantity { count, unit } = self.attempt(Self::counted_unit).or_else(|| self.attempt(Self::unit_counted))?;
        let is_latest = self.term() == Some(Term::Relative(Relative::Latest));
        let way = self.take_map(|word| match word.term {
            Term::Relative(Relative::Past | Relative::Latest) => Some(Way::Past),
            Term::Relative(Relative::Next) => Some(Way::Future),
            _ => None,
        })?;
        // اليوم الأخير من المعركة.
        let is_of_another = is_latest && self.term() == Some(Term::From);
        (!is_of_another).then_some(Counted { count, unit, way })
    }

    /// الـ24 ساعة, الثلاثة أيام: the article is on the number.
    fn counted_unit(&mut self) -> Option<Quantity> {
        let count = self.count()?;
        let unit = self.unit_of(|number| matches!(number, Number::One | Number::Many))?;
        Some(Quantity { count, unit })
    }

    /// اليومين, الأيام الثلاثة, الساعات الـ24: the article is on the unit.
    fn unit_counted(&mut self) -> Option<Quantity> {
        let Term::Unit(unit, number) = self.definite()? else { return None };
        self.step();
        let count = match number {
            Number::One => 1,
            Number::Two => 2,
            Number::Many => self.count()?,
            Number::TwoOf => return None,
        };
        // الأسبوع الماضي is a week of the calendar, الأسبوع الأخير is not.
        let is_calendar = number == Number::One && unit != Unit::Day;
        let is_latest = self.term() == Some(Term::Relative(Relative::Latest));
        (!is_calendar || is_latest).then_some(Quantity { count, unit })
    }
}
