//! Numbers in digits: grouping, decimals, and what only looks like a number.

/// A number in digits: `mantissa` divided by ten to the power of `places`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decimal {
    mantissa: u64,
    places: u32,
}

impl Decimal {
    /// A whole number.
    pub(super) fn whole(value: u64) -> Self {
        Self { mantissa: value, places: 0 }
    }

    /// The number, if it is whole.
    pub(super) fn value(self) -> Option<u64> {
        self.times_ten_to(0)
    }

    /// It times a power of ten, if that is whole and no more than a `u64` holds.
    pub(super) fn times_ten_to(self, power: u32) -> Option<u64> {
        if let Some(up) = power.checked_sub(self.places) {
            return self.mantissa.checked_mul(10_u64.checked_pow(up)?);
        }
        let down = 10_u64.checked_pow(self.places - power)?;
        self.mantissa.is_multiple_of(down).then(|| self.mantissa / down)
    }
}

/// A run of digits with their separators, at the start of a folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    /// How many bytes it has.
    pub(super) len: usize,
    /// What it says; `None` for what is no number: 1.2.3, more than a `u64` holds.
    pub(super) number: Option<Decimal>,
}

/// What a mark between two digits can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    /// ٬ and the spaces that do not break: it groups, or it ends the number.
    Group,
    /// ٫: it is decimal.
    Decimal,
    /// Comma and dot: before exactly three digits it groups, because persons are not fractional, else it is decimal.
    Either(char),
}

/// Reads the digits that a text begins with; `is_firm_space` says whether the space at a byte is one that does not break.
pub(super) fn run(text: &str, is_firm_space: impl Fn(usize) -> bool) -> Option<Run> {
    let mut mantissa = leading(text);
    if mantissa.is_empty() {
        return None;
    }
    let mut len = mantissa.len();
    let may_group = len <= 3 && !mantissa.starts_with('0');
    let mut number = String::from(mantissa);
    let mut places: Option<usize> = None;
    let mut grouped_by = None;
    let mut is_number = true;
    while let Some((mark, separator)) = separator(text, len, &is_firm_space) {
        let after = len + mark.len_utf8();
        mantissa = leading(text.get(after..).unwrap_or_default());
        let in_groups = grouped_by.is_none_or(|by| by == mark);
        let groups = may_group && places.is_none() && mantissa.len() == 3 && in_groups && separator != Separator::Decimal;
        if mantissa.is_empty() || (separator == Separator::Group && !groups) {
            break;
        }
        if groups {
            grouped_by = Some(mark);
        } else {
            is_number &= places.is_none() && grouped_by != Some(mark);
            places = Some(mantissa.len());
        }
        number.push_str(mantissa);
        len = after + mantissa.len();
    }
    let places = u32::try_from(places.unwrap_or_default()).ok();
    let mantissa = number.parse().ok().filter(|_| is_number);
    Some(Run { len, number: mantissa.zip(places).map(|(mantissa, places)| Decimal { mantissa, places }) })
}

/// The digits at the start.
fn leading(text: &str) -> &str {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    text.get(..len).unwrap_or_default()
}

fn separator(text: &str, at: usize, is_firm_space: impl Fn(usize) -> bool) -> Option<(char, Separator)> {
    let mark = text.get(at..)?.chars().next()?;
    let separator = match mark {
        '\u{66C}' => Separator::Group,
        ' ' if is_firm_space(at) => Separator::Group,
        '\u{66B}' => Separator::Decimal,
        ',' | '.' | '\u{60C}' => Separator::Either(mark),
        _ => return None,
    };
    Some((mark, separator))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (usize, Option<u64>) {
        let run = run(text, |_| false).unwrap();
        (run.len, run.number.and_then(Decimal::value))
    }

    #[test]
    fn a_mark_before_exactly_three_digits_groups() {
        assert_eq!(read("17,500"), (6, Some(17_500)));
        assert_eq!(read("17.500.000 x"), (10, Some(17_500_000)));
        assert_eq!(read("1٬234"), (6, Some(1234)));
        assert_eq!(run("17 500", |at| at == 2).unwrap().number, Some(Decimal::whole(17_500)));
        assert_eq!(read("17 500"), (2, Some(17)));
        assert_eq!(read("17, 500"), (2, Some(17)));
    }

    #[test]
    fn another_mark_is_decimal_and_needs_a_scale() {
        for (text, thousands) in [("1.5", 1500), ("1,25", 1250), ("1٫250", 1250), ("0.500", 500), ("1,234.5", 1_234_500)] {
            let number = run(text, |_| false).unwrap().number.unwrap();
            assert_eq!((number.times_ten_to(3), number.value()), (Some(thousands), None), "{text}");
        }
        assert_eq!(run("1.5", |_| false).unwrap().number.unwrap().times_ten_to(0), None);
        assert_eq!(run("2٫0", |_| false).unwrap().number.unwrap().value(), Some(2));
    }

    #[test]
    fn what_is_no_number_is_taken_whole() {
        assert_eq!(read("1.2.3"), (5, None));
        assert_eq!(read("18446744073709551616"), (20, None));
        assert_eq!(run("x", |_| false), None);
    }
}
