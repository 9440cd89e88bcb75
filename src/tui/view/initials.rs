//! The letters that other annotators are known by in a list.

use std::collections::BTreeSet;

use crate::annotation::Annotator;

/// The others among the annotators, each with as many first letters as tell them from all others.
pub(super) struct Initials<'a> {
    all: Vec<(&'a str, usize)>,
}

impl<'a> Initials<'a> {
    /// The letters of all annotators but one.
    pub(super) fn of(annotators: &'a BTreeSet<Annotator>, but: &str) -> Self {
        let others: Vec<&str> = annotators.iter().map(Annotator::as_str).filter(|name| *name != but).collect();
        let shared = |one: &str, other: &str| one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
        // In order, a name has most letters in common with the one before it or after it.
        let letters = |n: usize, name: &str| {
            let before = n.checked_sub(1).and_then(|n| others.get(n)).map_or(0, |other| shared(name, other));
            before.max(others.get(n + 1).map_or(0, |other| shared(name, other))) + 1
        };
        Self { all: others.iter().enumerate().map(|(n, name)| (*name, letters(n, name))).collect() }
    }

    /// The letters of one of them; the name of one who is not known.
    pub(super) fn letters<'b>(&self, annotator: &'b str) -> &'b str {
        let letters = self.all.binary_search_by(|(name, _)| (*name).cmp(annotator)).ok().and_then(|n| self.all.get(n));
        let end = letters.and_then(|(_, letters)| annotator.char_indices().nth(*letters)).map(|(at, _)| at);
        end.and_then(|end| annotator.get(..end)).unwrap_or(annotator)
    }

    /// Columns that all of them take, each with a sign and apart from the next.
    pub(super) fn columns(&self) -> u16 {
        let taken: usize = self.all.iter().map(|(name, letters)| letters.min(&name.chars().count()) + 2).sum();
        u16::try_from(taken.saturating_sub(1)).unwrap_or(u16::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_are_known_by_as_few_letters_as_tell_them_apart() {
        let all = ["ahmad", "amal", "amira", "basim", "gold", "am"].map(|name| Annotator::parse_kept(name).unwrap()).into();
        let initials = Initials::of(&all, "basim");
        let letters = ["ahmad", "am", "amal", "amira", "gold"].map(|name| initials.letters(name));
        assert_eq!(letters, ["ah", "am", "ama", "ami", "g"]);
        assert_eq!(initials.columns(), 20);
    }
}
