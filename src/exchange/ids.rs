//! Ids as whole numbers, for formats that know no others.

use std::collections::HashMap;

/// The number of each id.
#[derive(Debug)]
pub(super) struct Numbers<'a> {
    numbers: HashMap<&'a str, u64>,
    /// Whether the ids can be told from the numbers again.
    pub is_kept: bool,
}

impl<'a> Numbers<'a> {
    /// Numbers for ids: 12 for `s12` where all ids are of that form, else 1, 2, 3 in their order.
    pub(super) fn of(letter: char, ids: impl Iterator<Item = &'a str>) -> Self {
        let ids: Vec<&str> = ids.collect();
        let own: HashMap<&str, u64> = ids.iter().filter_map(|id| Some((*id, number(letter, id)?))).collect();
        if own.len() == ids.len() {
            return Self { numbers: own, is_kept: true };
        }
        Self { numbers: ids.into_iter().zip(1..).collect(), is_kept: false }
    }

    /// The number of an id.
    pub(super) fn number(&self, id: &str) -> Option<u64> {
        self.numbers.get(id).copied()
    }
}

/// The number in an id that is spelled in the one way that its number would be.
fn number(letter: char, id: &str) -> Option<u64> {
    let number: u64 = id.strip_prefix(letter)?.parse().ok()?;
    (number > 0 && u32::try_from(number).is_ok() && format!("{letter}{number}") == id).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_the_usual_form_keep_their_numbers() {
        let numbers = Numbers::of('s', ["s12", "s3"].into_iter());
        assert_eq!((numbers.is_kept, numbers.number("s12"), numbers.number("s4")), (true, Some(12), None));
        for odd in ["s03", "x3", "s0", "s", "s99999999999"] {
            let numbers = Numbers::of('s', ["s12", odd].into_iter());
            assert_eq!((numbers.is_kept, numbers.number("s12"), numbers.number(odd)), (false, Some(1), Some(2)), "{odd}");
        }
    }
}
