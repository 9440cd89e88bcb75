//! The texts of the corpus as rows of a list: what they can be ordered by, and what narrows them.

use std::cmp::Ordering;
use std::time::SystemTime;

use super::corpus::{Glance, TextEntry, TextSummary, Texts};
use super::parts::{Filter, Rows, Term, folded};
use crate::annotation::schema::Tag;

/// What texts can be ordered by, other than their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKey {
    /// How far the work has come; a text without annotations comes before all states.
    State,
    /// How much is said of what the schema requires; a text of which nothing is known comes first.
    Completeness,
    /// When the annotations last changed.
    Changed,
    /// The first line with words.
    Headline,
    /// How many spans there are.
    Spans,
    /// The size in bytes.
    Size,
}

impl TextKey {
    /// Holds every key, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::State, Self::Completeness, Self::Changed, Self::Headline, Self::Spans, Self::Size];

    /// Returns whether a text must be glanced at before it has a place in this order.
    pub(super) fn needs_glances(self) -> bool {
        matches!(self, Self::Headline | Self::Size)
    }
}

/// The texts as rows of a list, whose filters may name a tag of a schema.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextRows<'a> {
    pub(super) texts: &'a Texts,
    pub(super) tags: &'a [Tag],
}

impl TextRows<'_> {
    /// The fields that a filter may name.
    const FIELDS: [&'static str; 4] = ["name", "headline", "state", "tag"];
    /// What a filter may ask of a text: `mine`, that the annotator is to read it; `gaps`, that something is missing in it.
    const QUALITIES: [&'static str; 2] = ["mine", "gaps"];
    /// What a filter calls the state of a text without annotations.
    const NO_STATE: &'static str = "none";

    /// Reads what narrows the texts.
    pub(super) fn filter(typed: &str) -> Filter {
        Filter::parse_with(typed, &Self::FIELDS, &Self::QUALITIES)
    }

    /// Returns whether every text must be glanced at before it is known which ones a filter holds.
    pub(super) fn needs_glances(filter: &Filter) -> bool {
        filter.terms().iter().any(|term| matches!(term.field.as_deref(), None | Some("headline")))
    }

    fn holds_term(&self, row: usize, term: &Term) -> bool {
        let Some(entry) = self.texts.entries().get(row) else { return false };
        let holds = |text: &str| folded(text).contains(&term.text);
        let is_in_name = || self.texts.folded().get(row).is_some_and(|name| name.contains(&term.text));
        let is_in_headline = || entry.glance().is_some_and(|glance| glance.sought().contains(&term.text));
        let summary = entry.summary.as_ref();
        match term.field.as_deref() {
            Some("state") => summary.is_some_and(|summary| holds(state(summary))),
            Some("tag") => {
                let counted = |(tag, count): (&Tag, &usize)| *count > 0 && holds(&tag.id);
                summary.is_some_and(|summary| self.tags.iter().zip(&summary.counts).any(counted))
            }
            Some("mine") => self.texts.is_mine(row.into()),
            Some("gaps") => summary.is_some_and(|summary| summary.gaps() > 0),
            Some("name") => is_in_name(),
            Some("headline") => is_in_headline(),
            _ => is_in_name() || is_in_headline(),
        }
    }
}

impl Rows for TextRows<'_> {
    type Key = TextKey;

    fn count(&self) -> usize {
        self.texts.entries().len()
    }

    fn holds(&self, row: usize, filter: &Filter) -> bool {
        filter.terms().iter().all(|term| self.holds_term(row, term))
    }

    fn compare(&self, one: usize, other: usize, key: TextKey) -> Ordering {
        let entries = self.texts.entries();
        let (Some(one), Some(other)) = (entries.get(one), entries.get(other)) else { return Ordering::Equal };
        let (first, second) = (one.summary.as_ref(), other.summary.as_ref());
        match key {
            TextKey::State => first.map(TextSummary::stage).cmp(&second.map(TextSummary::stage)),
            TextKey::Completeness => said(first).cmp(&said(second)),
            TextKey::Changed => changed(first).cmp(&changed(second)),
            TextKey::Headline => headline(one).cmp(&headline(other)),
            TextKey::Spans => first.map(TextSummary::spans).cmp(&second.map(TextSummary::spans)),
            TextKey::Size => size(one).cmp(&size(other)),
        }
    }
}

/// The state of a text, as a filter calls it.
fn state(summary: &TextSummary) -> &str {
    summary.state.as_ref().map_or(TextRows::NO_STATE, |state| state.as_str())
}

/// How much is said of what is required, as a fraction that can be compared; what requires nothing is complete.
fn said(summary: Option<&TextSummary>) -> Option<u64> {
    let found = summary?.completeness?;
    let (said, required) = (found.said as u64, found.required as u64);
    Some((said * 1_000_000).checked_div(required).unwrap_or(1_000_000))
}

fn changed(summary: Option<&TextSummary>) -> Option<SystemTime> {
    summary?.changed
}

/// The headline as it is compared; texts without one come last.
fn headline(entry: &TextEntry) -> (bool, &str) {
    let headline = entry.glance().map_or("", Glance::sought);
    (headline.is_empty(), headline)
}

fn size(entry: &TextEntry) -> u64 {
    entry.glance().map_or(0, |glance| glance.bytes)
}
