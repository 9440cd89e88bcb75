//! The grammar of numbers: units, teens, tens, hundreds, scales, and how و joins them.
//!
//! ```text
//! number   := part (و part)*            each part less than the scale before it
//! part     := (digits | hundreds)? scale | digits | hundreds | fraction scale | scale و fraction scale?
//! hundreds := hundred (و below100)? | below100
//! below100 := unit و tens | unit عشر | tens | unit
//! ```

use super::digits::Decimal;
use super::numerals::Numeral;
use super::phrase::{Kind, Phrase, Token};

/// A number of a phrase.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount {
    /// Its value; `None` if a `u64` does not hold it.
    number: Option<Decimal>,
    /// What its scale multiplies, if it is one scale and what multiplies it: the thirty of 30 ألفاً.
    multiplier: Option<Multiplier>,
    /// Whether it has a scale.
    has_scale: bool,
    /// Whether it is in digits, its scale aside.
    pub(super) is_in_digits: bool,
    /// The token after its last.
    pub(super) end: usize,
}

/// A number before a scale, and the scale as a power of ten.
#[derive(Debug, Clone, Copy)]
struct Multiplier {
    number: Decimal,
    power: u32,
}

impl Amount {
    /// The number, if it is whole.
    pub(super) fn value(&self) -> Option<u64> {
        self.number?.value()
    }

    /// The number as the first of two that share the scale of the second: 20 is 20,000 before 30 ألفاً. It shares only a scale
    /// that multiplies more than it: 500 is not 500,000 before 3 آلاف, nor before ألف.
    pub(super) fn value_before(&self, other: &Self) -> Option<u64> {
        let number = self.number?;
        let shared = other.multiplier.filter(|_| !self.has_scale);
        let shared = shared.filter(|shared| number.times_ten_to(6) < shared.number.times_ten_to(6));
        match shared {
            Some(shared) => number.times_ten_to(shared.power),
            None => number.value(),
        }
    }
}

/// One scale with what multiplies it, or a number below the first scale.
struct Part {
    number: Option<Decimal>,
    multiplier: Option<Multiplier>,
    /// Its scale as a power of ten; 0 without one.
    power: u32,
    end: usize,
}

/// A number below the first scale, or digits.
#[derive(Clone, Copy)]
struct Small {
    number: Option<Decimal>,
    end: usize,
}

impl Small {
    fn of(value: u64, end: usize) -> Self {
        Self { number: Some(Decimal::whole(value)), end }
    }
}

/// A fraction, in quarters.
struct Fraction {
    quarters: u64,
    end: usize,
}

/// Reads numbers of a phrase up to a token.
pub(super) struct Grammar<'p, 'f> {
    phrase: &'p Phrase<'f>,
    limit: usize,
}

impl<'p, 'f> Grammar<'p, 'f> {
    /// Reads all of a phrase.
    pub(super) fn of(phrase: &'p Phrase<'f>) -> Self {
        Self { phrase, limit: phrase.len() }
    }

    /// Reads what is before a token.
    pub(super) fn before(phrase: &'p Phrase<'f>, limit: usize) -> Self {
        Self { phrase, limit }
    }

    fn token(&self, at: usize) -> Option<&'p Token<'f>> {
        self.phrase.token(at).filter(|_| at < self.limit)
    }

    /// The number word at a token that continues the one before it.
    fn next_numeral(&self, at: usize) -> Option<Numeral> {
        self.token(at).filter(|token| token.is_bare()).and_then(Token::numeral)
    }

    /// The number word at a token that و joins to the one before it.
    fn joined_numeral(&self, at: usize) -> Option<Numeral> {
        self.token(at).filter(|token| self.is_joined(token)).and_then(Token::numeral)
    }

    #[allow(clippy::unused_self)]
    fn is_joined(&self, token: &Token<'_>) -> bool {
        token.is_joined() && token.stem.preposition.is_none()
    }

    /// The longest number that begins at a token.
    pub(super) fn amount(&self, at: usize) -> Option<Amount> {
        let first = self.part(at)?;
        let is_in_digits = matches!(self.token(at)?.kind, Kind::Digits(_));
        let (mut number, mut power, mut end) = (first.number, first.power, first.end);
        while power >= 3 {
            let Some(next) = self.further(end, power) else { break };
            number = number.zip(next.number).and_then(|(sum, next)| sum.value()?.checked_add(next.value()?)).map(Decimal::whole);
            (power, end) = (next.power, next.end);
        }
        let multiplier = first.multiplier.filter(|_| end == first.end);
        Some(Amount { number, multiplier, has_scale: first.power > 0, is_in_digits, end })
    }

    /// A part that و joins to one of a greater scale.
    fn further(&self, at: usize, power: u32) -> Option<Part> {
        let token = self.token(at).filter(|token| self.is_joined(token))?;
        if let Some(half) = self.fraction(at) {
            let scale = self.next_numeral(half.end).and_then(scale_of);
            if scale.is_none_or(|scale| scale == power) {
                let end = half.end + usize::from(scale.is_some());
                return Some(Part { number: quarters(half.quarters, power), multiplier: None, power: 0, end });
            }
        }
        let part = if token.numeral().is_some() || matches!(token.kind, Kind::Digits(_)) { self.part(at) } else { None }?;
        let is_less = part.number.and_then(Decimal::value).is_some_and(|value| value < 10_u64.saturating_pow(power));
        (part.power < power && is_less).then_some(part)
    }

    fn part(&self, at: usize) -> Option<Part> {
        let token = self.token(at)?;
        if let Some(half) = self.fraction(at) {
            let power = self.next_numeral(half.end).and_then(scale_of)?;
            return Some(Part { number: quarters(half.quarters, power), multiplier: None, power: 0, end: half.end + 1 });
        }
        if let Some((times, power)) = token.numeral().and_then(|numeral| self.scale_alone(at, numeral)) {
            let number = Decimal::whole(times).times_ten_to(power).map(Decimal::whole);
            return Some(Part { number, multiplier: None, power, end: at + 1 });
        }
        Some(self.scaled(self.small(at)?))
    }

    /// A scale that nothing multiplies, as how many of which power of ten.
    fn scale_alone(&self, at: usize, numeral: Numeral) -> Option<(u64, u32)> {
        match numeral {
            Numeral::Scale(power) => Some((1, power)),
            Numeral::ScaleDual(power) => Some((2, power)),
            Numeral::ScaleOpen(power) => Some((if self.is_construct(at) { 2 } else { 1 }, power)),
            _ => None,
        }
    }

    /// Whether a word in -ا is a dual before its genitive, and no accusative with tanwin.
    fn is_construct(&self, at: usize) -> bool {
        let next = self.token(at + 1).filter(|next| next.is_bare() && !next.stem.has_article);
        let is_noun =
            next.is_some_and(|next| matches!(next.kind, Kind::Word | Kind::Person(_)) && !next.stem.text.ends_with('ا'));
        is_noun && !self.phrase.has_tanwin(at)
    }

    /// A small number with the scale that follows it, and with the half of that scale between the two.
    fn scaled(&self, small: Small) -> Part {
        let half = self.token(small.end).filter(|token| self.is_joined(token)).and_then(|_| self.fraction(small.end));
        let half = half.and_then(|half| Some((self.next_numeral(half.end).and_then(scale_of)?, half)));
        if let Some((power, half)) = half {
            let whole = small.number.and_then(|number| number.times_ten_to(power));
            let half_value = quarters(half.quarters, power).and_then(Decimal::value);
            let number = whole.zip(half_value).and_then(|(whole, half)| whole.checked_add(half)).map(Decimal::whole);
            return Part { number, multiplier: None, power, end: half.end + 1 };
        }
        match self.next_numeral(small.end).and_then(scale_of) {
            Some(power) => Part {
                number: small.number.and_then(|number| number.times_ten_to(power)).map(Decimal::whole),
                multiplier: small.number.map(|number| Multiplier { number, power }),
                power,
                end: small.end + 1,
            },
            None => Part { number: small.number, multiplier: None, power: 0, end: small.end },
        }
    }

    /// نصف, ربع, ثلاثة أرباع.
    fn fraction(&self, at: usize) -> Option<Fraction> {
        match self.token(at)?.numeral()? {
            Numeral::Quarters(quarters) => Some(Fraction { quarters: quarters.into(), end: at + 1 }),
            Numeral::Unit(quarters) if self.next_numeral(at + 1) == Some(Numeral::ManyQuarters) => {
                Some(Fraction { quarters: quarters.into(), end: at + 2 })
            }
            _ => None,
        }
    }

    fn small(&self, at: usize) -> Option<Small> {
        if let Kind::Digits(number) = self.token(at)?.kind {
            return Some(Small { number, end: at + 1 });
        }
        let Some(Hundreds { value, end }) = self.hundreds(at) else { return self.below_hundred(at) };
        let Some(token) = self.token(end).filter(|token| self.is_joined(token)) else { return Some(Small::of(value, end)) };
        let rest = match token.kind {
            Kind::Digits(number) => number.and_then(Decimal::value).filter(|rest| *rest < 100).map(|rest| (rest, end + 1)),
            _ => self.below_hundred(end).and_then(|small| Some((small.number?.value()?, small.end))),
        };
        Some(rest.map_or(Small::of(value, end), |(rest, end)| Small::of(value + rest, end)))
    }

    fn hundreds(&self, at: usize) -> Option<Hundreds> {
        match self.token(at)?.numeral()? {
            Numeral::Hundred => Some(Hundreds { value: 100, end: at + 1 }),
            Numeral::Hundreds(value) => Some(Hundreds { value: value.into(), end: at + 1 }),
            Numeral::Unit(times @ 3..) => match self.next_numeral(at + 1)? {
                Numeral::Hundred | Numeral::ManyHundreds => Some(Hundreds { value: u64::from(times) * 100, end: at + 2 }),
                _ => None,
            },
            _ => None,
        }
    }

    fn below_hundred(&self, at: usize) -> Option<Small> {
        let token = self.token(at)?;
        match token.numeral()? {
            Numeral::Unit(unit) | Numeral::TeenUnit(unit) if self.tens_after(at).is_some() => {
                Some(Small::of(self.tens_after(at)? + u64::from(unit), at + 2))
            }
            Numeral::Unit(_) if self.is_other_word(at, token) => None,
            Numeral::Unit(value) | Numeral::Teen(value) | Numeral::Tens(value) | Numeral::AllOf(value) => {
                Some(Small::of(value.into(), at + 1))
            }
            Numeral::Ten => Some(Small::of(10, at + 1)),
            Numeral::Zero if !self.is_month(at, token) => Some(Small::of(0, at + 1)),
            _ => None,
        }
    }

    /// Whether صفر is the month: with the article, or after شهر.
    fn is_month(&self, at: usize, token: &Token<'_>) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.phrase.token(before));
        token.stem.has_article || before.is_some_and(|before| before.stem.text == "شهر")
    }

    /// What a unit is added to: عشر right after it, or tens that و joins.
    fn tens_after(&self, unit: usize) -> Option<u64> {
        match (self.next_numeral(unit + 1), self.joined_numeral(unit + 1)) {
            (Some(Numeral::Ten), _) => Some(10),
            (_, Some(Numeral::Tens(tens))) => Some(tens.into()),
            _ => None,
        }
    }

    /// Whether a unit with the article is another word: Monday, unless it follows a noun for people; الست, the lady;
    /// الواحد, each; a form that has no article, as أربعاً.
    fn is_other_word(&self, at: usize, token: &Token<'_>) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.phrase.token(before));
        match token.stem.text {
            "اثنين" if before.is_some_and(|before| before.is("يوم")) => true,
            _ if !token.stem.has_article => false,
            "واحد" | "واحده" | "ست" => true,
            "اثنين" => before.is_none_or(|before| before.person().is_none() || !before.stem.has_article),
            text => text.ends_with('ا'),
        }
    }
}

struct Hundreds {
    value: u64,
    end: usize,
}

/// The power of ten of a scale that a number before it multiplies.
fn scale_of(numeral: Numeral) -> Option<u32> {
    match numeral {
        Numeral::Scale(power) | Numeral::ScaleOpen(power) | Numeral::ScalePlural(power) => Some(power),
        _ => None,
    }
}

/// So many quarters of a power of ten.
fn quarters(quarters: u64, power: u32) -> Option<Decimal> {
    let scale = 10_u64.checked_pow(power)?;
    Some(Decimal::whole(quarters.checked_mul(scale / 4)?))
}
