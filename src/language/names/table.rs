//! The lists of words, read once.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::language::fold::Folding;

const WORDS: &str = include_str!("names.txt");

/// A list of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    PlaceOutside,
    PlacesOutside,
    Region,
    Undirected,
    PlaceInside,
    PlaceFirst,
    Beside,
    GenericPlace,
    Dweller,
    Party,
    NoOffice,
    PartyAlone,
    Media,
    Numbered,
    Traffic,
    Source,
    OfSource,
    Armed,
    Saying,
    Title,
    Given,
    Kin,
    Purpose,
    Adjective,
    Direction,
    NoAdjective,
    Function,
    NotFirst,
}

impl List {
    const ALL: [(Self, &'static str); 28] = [
        (Self::PlaceOutside, "place-outside"),
        (Self::PlacesOutside, "places-outside"),
        (Self::Region, "region"),
        (Self::Undirected, "undirected"),
        (Self::PlaceInside, "place-inside"),
        (Self::PlaceFirst, "place-first"),
        (Self::Beside, "beside"),
        (Self::GenericPlace, "generic-place"),
        (Self::Dweller, "dweller"),
        (Self::Party, "party"),
        (Self::NoOffice, "no-office"),
        (Self::PartyAlone, "party-alone"),
        (Self::Media, "media"),
        (Self::Numbered, "numbered"),
        (Self::Traffic, "traffic"),
        (Self::Source, "source"),
        (Self::OfSource, "of-source"),
        (Self::Armed, "armed"),
        (Self::Saying, "saying"),
        (Self::Title, "title"),
        (Self::Given, "given"),
        (Self::Kin, "kin"),
        (Self::Purpose, "purpose"),
        (Self::Adjective, "adjective"),
        (Self::Direction, "direction"),
        (Self::NoAdjective, "no-adjective"),
        (Self::Function, "function"),
        (Self::NotFirst, "not-first"),
    ];

    /// Whether a folded word is in the list.
    pub(super) fn has(self, folded: &str) -> bool {
        static LISTS: LazyLock<Vec<HashSet<String>>> = LazyLock::new(|| List::ALL.map(|(_, name)| words_of(name)).into());
        LISTS.get(self as usize).is_some_and(|words| words.contains(folded))
    }
}

/// The words of a list, folded.
fn words_of(name: &str) -> HashSet<String> {
    let folding = Folding::usual();
    let fold = |word: &str| folding.fold(word.trim()).text().to_owned();
    lines().filter(|(list, _)| *list == name).flat_map(|(_, words)| words.split('،')).map(fold).collect()
}

/// The lines of the table: the name of a list, and its words.
fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    WORDS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_list_and_every_list_has_a_line() {
        let lines: Vec<&str> = lines().map(|(name, _)| name).collect();
        assert_eq!(lines, List::ALL.map(|(_, name)| name));
        for (n, (list, name)) in List::ALL.into_iter().enumerate() {
            assert_eq!(list as usize, n, "{name}");
            assert!(!words_of(name).is_empty() && words_of(name).iter().all(|word| !word.is_empty()), "{name}");
        }
        let other = WORDS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).count();
        assert_eq!(other, lines.len());
    }
}
