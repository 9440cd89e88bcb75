//! Strings as small numbers: tags, and sets of tags.

use std::collections::HashMap;
use std::hash::Hash;

/// Numbers given to values in the order in which they come.
#[derive(Debug, Clone)]
pub struct Numbered<T> {
    known: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { known: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Hash + Eq + Clone> Numbered<T> {
    /// The number of a value; a new one where it was never seen.
    pub fn number<Q>(&mut self, value: &Q) -> u32
    where
        T: std::borrow::Borrow<Q>,
        Q: Hash + Eq + ToOwned<Owned = T> + ?Sized,
    {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let number = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        self.known.push(value.to_owned());
        self.numbers.insert(value.to_owned(), number);
        number
    }

    /// The number of a value, if it was ever seen.
    pub fn known<Q>(&self, value: &Q) -> Option<u32>
    where
        T: std::borrow::Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.numbers.get(value).copied()
    }

    /// The value of a number.
    pub fn value(&self, number: u32) -> Option<&T> {
        self.known.get(usize::try_from(number).ok()?)
    }

    /// The values, in the order of their numbers.
    pub fn values(&self) -> &[T] {
        &self.known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_keeps_its_number() {
        let mut tags: Numbered<String> = Numbered::default();
        assert_eq!([tags.number("ACTOR"), tags.number("LOCATION"), tags.number("ACTOR")], [0, 1, 0]);
        assert_eq!((tags.value(1).map(String::as_str), tags.value(2)), (Some("LOCATION"), None));
    }
}
