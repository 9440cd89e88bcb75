//! What narrows a list: words that a row must hold, each perhaps in one of its fields (`state:new`), and those that say
//! what a row must be (`mine`).
//!
//! Case, vowel marks, tatweel, hamzas and the like make no difference. A row holds a filter if it holds every word of it,
//! in any order.

use crate::language::fold::Folding;

/// The words that a row must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    terms: Vec<Term>,
}

/// A word of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The field that must hold it, if one was named: what stands before the first colon, or all of a word that says what
    /// a row must be.
    pub field: Option<String>,
    /// The word, as [`folded`] spells it.
    pub text: String,
}

impl Filter {
    /// Reads a filter as it is typed; a word belongs to a field if there is one of that name.
    pub fn parse(typed: &str, fields: &[&str]) -> Self {
        Self::parse_with(typed, fields, &[])
    }

    /// Reads a filter as [`Filter::parse`] does, where some words say what a row must be: they are fields that need hold
    /// nothing.
    pub fn parse_with(typed: &str, fields: &[&str], qualities: &[&str]) -> Self {
        Self { terms: typed.split_whitespace().map(|word| Term::parse(word, fields, qualities)).collect() }
    }

    /// Returns the words.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Returns whether every row holds it.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Returns whether no row that another filter leaves out is held by this one, so that only the others need be asked.
    pub fn narrows(&self, other: &Self) -> bool {
        let goes_on = |(before, now): (&Term, &Term)| before.field == now.field && now.text.contains(&before.text);
        self.terms.len() >= other.terms.len() && other.terms.iter().zip(&self.terms).all(goes_on)
    }
}

impl Term {
    fn parse(word: &str, fields: &[&str], qualities: &[&str]) -> Self {
        match word.split_once(':') {
            Some((field, text)) if fields.contains(&field) => Self { field: Some(field.to_owned()), text: folded(text) },
            None if qualities.contains(&word) => Self { field: Some(word.to_owned()), text: String::new() },
            _ => Self { field: None, text: folded(word) },
        }
    }
}

/// Returns a text as filters compare it: in lower case, and folded as a search folds it.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    Folding::usual().fold(text).text().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_vowel_marks_tatweel_and_hamzas_make_no_difference() {
        assert_eq!(folded("Al-Zaytūna مُحَمَّـد"), "al-zaytūna محمد");
        assert_eq!(folded("أحمد"), folded("احمد"));
        assert_eq!(folded("NEWS-07.txt"), "news-07.txt");
    }

    #[test]
    fn a_word_belongs_to_a_field_only_if_there_is_one_of_that_name() {
        let filter = Filter::parse(" State:NEW state:New ", &["state"]);
        let terms: Vec<(Option<&str>, &str)> = filter.terms().iter().map(|t| (t.field.as_deref(), &*t.text)).collect();
        assert_eq!(terms, [(None, "state:new"), (Some("state"), "new")]);
    }

    #[test]
    fn what_is_typed_on_narrows_and_anything_else_does_not() {
        let narrows = |now, before| Filter::parse(now, &["state"]).narrows(&Filter::parse(before, &["state"]));
        assert!(narrows("ab", "a") && narrows("a b", "a") && narrows("a", "") && narrows("state:ne", "state:n"));
        let with = |typed| Filter::parse_with(typed, &["state"], &["mine"]);
        assert!(
            with("mine a").narrows(&with("mine")) && !with("mine").narrows(&with("min")) && !with("mines").narrows(&with("mine"))
        );
        assert!(!narrows("a", "ab") && !narrows("b a", "a") && !narrows("state:", "state") && !narrows("", "a"));
    }
}
