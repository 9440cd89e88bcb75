//! The texts of the corpus: what each is, and how far its annotations are.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::notice::Cause;
use super::parts::{Filter, Rows, Term, folded};
use crate::annotation::schema::Tag;
use crate::annotation::{Completeness, DocumentState};
use crate::text::{Documents, TextId};

/// What the annotations of a text amount to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextSummary {
    /// The state in its sidecar, if it has one.
    pub state: Option<String>,
    /// How many spans of each tag, in the order of the schema.
    pub counts: Vec<usize>,
    /// When they last changed, for people (`2031-03-12 10:04`).
    pub changed: Option<String>,
    /// How much of what the schema requires is said, if that is known.
    pub completeness: Option<Completeness>,
    /// What is wrong with the sidecar, if it cannot be read.
    pub fault: Option<Cause>,
}

/// A text of the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEntry {
    /// Its name, relative to the folder.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// How many other annotators have a sidecar beside it.
    pub others: usize,
    /// What the annotator's own sidecar says, once it was read.
    pub summary: Option<TextSummary>,
}

/// What texts can be ordered by, other than their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKey {
    /// How far the work has come; a text without annotations comes before all states.
    State,
    /// When the annotations last changed.
    Changed,
    /// The size in bytes.
    Size,
    /// How many spans there are.
    Spans,
}

impl TextKey {
    /// Holds every key, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::State, Self::Changed, Self::Size, Self::Spans];
}

/// Rows that are all of texts.
const FEW: usize = 3;

/// What is new about the texts since it was last asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// What the annotations of one amount to.
    Summary,
    /// All of them.
    Listing,
}

/// The texts of the corpus, in order.
#[derive(Debug, Default)]
pub struct Texts {
    entries: Vec<TextEntry>,
    listed: bool,
    longest: usize,
    /// The places of those that the annotator is to read.
    mine: BTreeSet<usize>,
    /// Texts that have no summary yet.
    open: usize,
    news: Option<News>,
    /// Documents beside them.
    documents: Documents,
    /// Their names as filters compare them, once they are compared.
    folded: OnceCell<Vec<String>>,
}

impl Texts {
    /// Returns the texts, in order.
    pub fn entries(&self) -> &[TextEntry] {
        &self.entries
    }

    /// The name of a text.
    pub(super) fn name(&self, text: TextId) -> &str {
        self.entries.get(text.place()).map_or("", |entry| entry.name.as_str())
    }

    /// Returns how many characters the longest name has.
    pub fn longest_name(&self) -> usize {
        self.longest
    }

    /// Returns whether the folder has been listed, so that no text means that there is none.
    pub fn is_listed(&self) -> bool {
        self.listed
    }

    /// Returns whether the annotator is to read a text, as those who lead have said.
    pub fn is_mine(&self, text: TextId) -> bool {
        self.mine.contains(&text.place())
    }

    /// Returns how many texts the annotator is to read.
    pub fn mine(&self) -> usize {
        self.mine.len()
    }

    /// Returns how many of the texts that the annotator is to read are not done.
    pub fn open_of_mine(&self) -> usize {
        let state = |place: &usize| self.entries.get(*place)?.summary.as_ref()?.state.as_deref().map(DocumentState::from);
        let is_open = |place: &&usize| match state(place) {
            None | Some(DocumentState::New | DocumentState::InProgress | DocumentState::Returned) => true,
            Some(DocumentState::Submitted | DocumentState::Reviewed | DocumentState::Other(_)) => false,
        };
        self.mine.iter().filter(is_open).count()
    }

    /// Returns the documents beside the texts, of which nothing is read.
    pub fn documents(&self) -> &Documents {
        &self.documents
    }

    /// Returns how many rows the texts have of so many on screen: the last one tells of documents, unless there is hardly room.
    pub fn rows_of(&self, rows: usize) -> usize {
        if self.documents.is_empty() || rows <= FEW { rows } else { rows - 1 }
    }

    pub(super) fn take_documents(&mut self, documents: Documents) {
        self.documents = documents;
    }

    pub(super) fn assign(&mut self, texts: &[TextId]) {
        self.mine = texts.iter().map(|text| text.place()).collect();
        self.news = Some(News::Listing);
    }

    pub(super) fn list(&mut self, entries: Vec<TextEntry>) {
        self.mine.clear();
        self.open = entries.iter().filter(|entry| entry.summary.is_none()).count();
        self.longest = entries.iter().map(|entry| entry.name.chars().count()).max().unwrap_or(0);
        self.entries = entries;
        self.folded = OnceCell::new();
        self.listed = true;
        self.news = Some(News::Listing);
    }

    /// Returns whether every text has its summary.
    pub(super) fn is_summarised(&self) -> bool {
        self.open == 0
    }

    /// Returns what is new, once.
    pub(super) fn take_news(&mut self) -> Option<News> {
        self.news.take()
    }

    fn folded(&self) -> &[String] {
        self.folded.get_or_init(|| self.entries.iter().map(|entry| folded(&entry.name)).collect())
    }

    /// Takes note of the state that a text has from now on.
    pub(super) fn set_state(&mut self, text: TextId, state: &DocumentState, changed: &str) {
        let before = self.entries.get(text.place()).and_then(|entry| entry.summary.clone());
        let summary = before.unwrap_or_default();
        let state = Some(state.to_string());
        self.summarise(text, TextSummary { state, changed: Some(changed.to_owned()), ..summary });
    }

    pub(super) fn summarise(&mut self, text: TextId, summary: TextSummary) {
        if let Some(entry) = self.entries.get_mut(text.place()) {
            self.open -= usize::from(entry.summary.is_none());
            entry.summary = Some(summary);
            self.news = self.news.or(Some(News::Summary));
        }
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
    const FIELDS: [&'static str; 3] = ["name", "state", "tag"];
    /// What a filter may ask of a text: `mine`, that the annotator is to read it; `gaps`, that something is missing in it.
    const QUALITIES: [&'static str; 2] = ["mine", "gaps"];

    /// Reads what narrows the texts.
    pub(super) fn filter(typed: &str) -> Filter {
        Filter::parse_with(typed, &Self::FIELDS, &Self::QUALITIES)
    }

    fn holds_term(&self, row: usize, term: &Term) -> bool {
        let name = || self.texts.folded().get(row).is_some_and(|name| name.contains(&term.text));
        let summary = self.texts.entries.get(row).and_then(|entry| entry.summary.as_ref());
        match term.field.as_deref() {
            Some("state") => summary.and_then(|s| s.state.as_ref()).is_some_and(|state| folded(state).contains(&term.text)),
            Some("tag") => {
                let counted = |(tag, count): (&Tag, &usize)| *count > 0 && folded(&tag.id).contains(&term.text);
                summary.is_some_and(|s| self.tags.iter().zip(&s.counts).any(counted))
            }
            Some("mine") => self.texts.mine.contains(&row),
            Some("gaps") => self.texts.entries.get(row).is_some_and(|entry| gaps(entry) > 0),
            _ => name(),
        }
    }
}

impl Rows for TextRows<'_> {
    type Key = TextKey;

    fn count(&self) -> usize {
        self.texts.entries.len()
    }

    fn holds(&self, row: usize, filter: &Filter) -> bool {
        filter.terms().iter().all(|term| self.holds_term(row, term))
    }

    fn compare(&self, one: usize, other: usize, key: TextKey) -> Ordering {
        let entries = &self.texts.entries;
        let (Some(one), Some(other)) = (entries.get(one), entries.get(other)) else { return Ordering::Equal };
        match key {
            TextKey::State => progress(one).cmp(&progress(other)),
            TextKey::Changed => changed(one).cmp(&changed(other)),
            TextKey::Size => one.bytes.cmp(&other.bytes),
            TextKey::Spans => spans(one).cmp(&spans(other)),
        }
    }
}

/// How far the work on a text has come, as a place among the states; none without annotations.
fn progress(entry: &TextEntry) -> Option<usize> {
    let state = entry.summary.as_ref()?.state.as_deref()?;
    Some(DocumentState::ALL.iter().position(|known| known.as_str() == state).unwrap_or(DocumentState::ALL.len()))
}

fn changed(entry: &TextEntry) -> Option<&str> {
    entry.summary.as_ref()?.changed.as_deref()
}

fn spans(entry: &TextEntry) -> usize {
    entry.summary.as_ref().map_or(0, |summary| summary.counts.iter().sum())
}

/// How much is missing, as far as it is known.
fn gaps(entry: &TextEntry) -> usize {
    let completeness = entry.summary.as_ref().and_then(|summary| summary.completeness);
    completeness.map_or(0, Completeness::gaps)
}
