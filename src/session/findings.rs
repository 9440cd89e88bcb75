//! What is found in all texts: the rows of a concordance, as far as they have come, and what narrows and orders them.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::ops::Range;

use super::command::Command;
use super::corpus::Texts;
use super::excerpt::Excerpt;
use super::notice::Cause;
use super::parts::{Filter, List, Order, Rows, Sieve, Term, Touched, Way, folded};
use crate::annotation::{Annotation, DocumentState, Kind, Schema, SpanId, SpanPlace, Value};
use crate::language::matcher::SearchMode;
use crate::text::TextId;

/// Words that were found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The text.
    pub text: TextId,
    /// The bytes of it that they are.
    pub range: Range<usize>,
    /// What is before them.
    pub before: String,
    /// The words.
    pub words: String,
    /// What is after them.
    pub after: String,
    /// What is said of them, innermost last.
    pub said: Vec<Said>,
    /// The words with what is around them, as filters compare them, once they are compared.
    spelled: OnceCell<String>,
}

/// A span that shares letters with words that were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The span.
    pub id: SpanId,
    /// The bytes of the text that it is.
    pub range: Range<usize>,
    /// Whose it is.
    pub by: String,
    /// Its tag.
    pub tag: String,
    /// Its attributes, each with its value.
    pub values: Vec<(String, Value)>,
    /// Its note.
    pub note: String,
    /// How it came to be.
    pub origin: String,
    /// Whether something is missing that the schema requires of it, as far as that was looked at.
    pub is_lacking: bool,
}

impl Said {
    /// What somebody's span says.
    pub fn of(by: &str, span: &Annotation, is_lacking: bool) -> Self {
        Self {
            id: span.id.clone(),
            range: span.span.range(),
            by: by.to_owned(),
            tag: span.tag.clone(),
            values: span.attributes.clone(),
            note: span.note.clone(),
            origin: span.origin.to_string(),
            is_lacking,
        }
    }
}

/// How far looking has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looking {
    /// It goes on.
    Going,
    /// All texts were looked at.
    Through,
    /// It was stopped.
    Stopped,
    /// There are more rows than a list has room for.
    Full,
    /// It failed.
    Failed(Cause),
}

/// What rows are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// What follows the words.
    After,
    /// What precedes them, its last word first.
    Before,
}

impl Looking {
    /// The word for it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Going => "going",
            Self::Through => "through",
            Self::Stopped => "stopped",
            Self::Full => "full",
            Self::Failed(_) => "failed",
        }
    }
}

impl Beside {
    /// The order after this one: of the text, by what follows, by what precedes, and again.
    pub(super) fn next(before: Option<Self>) -> Option<Self> {
        match before {
            None => Some(Self::After),
            Some(Self::After) => Some(Self::Before),
            Some(Self::Before) => None,
        }
    }

    /// Compares two excerpts.
    pub(super) fn compare(self, one: Excerpt<'_>, other: Excerpt<'_>) -> Ordering {
        match self {
            Self::After => one.after.split_whitespace().cmp(other.after.split_whitespace()),
            Self::Before => one.before.split_whitespace().rev().cmp(other.before.split_whitespace().rev()),
        }
    }
}

impl Finding {
    /// Words that were found in a text, of which nothing is said.
    pub fn new(text: TextId, range: Range<usize>, excerpt: Excerpt<'_>) -> Self {
        let Excerpt { before, words, after } = excerpt;
        let (before, words, after) = (before.to_owned(), words.to_owned(), after.to_owned());
        Self { text, range, before, words, after, said: Vec::new(), spelled: OnceCell::new() }
    }

    /// The same with what is said of them.
    #[must_use]
    pub fn with(self, said: Vec<Said>) -> Self {
        Self { said, ..self }
    }

    fn spelled(&self) -> &str {
        self.spelled.get_or_init(|| folded(&format!("{}{}{}", self.before, self.words, self.after)))
    }

    /// The words in their place, whatever is said of them.
    pub(super) fn place(&self) -> SpanPlace {
        SpanPlace { range: self.range.clone(), words: self.words.clone(), span: None }
    }

    /// The span of somebody that the words are, the innermost one; `None` where they are none.
    fn said_by(&self, annotator: &str) -> Option<&Said> {
        self.said.iter().rev().find(|said| said.by == annotator && said.range == self.range)
    }

    /// The same as an order speaks of it.
    pub(super) fn span_of(&self, annotator: &str) -> Option<SpanPlace> {
        let said = self.said_by(annotator)?;
        let span = Some((said.id.clone(), said.tag.clone()));
        Some(SpanPlace { span, ..self.place() })
    }

    /// Returns the words with what is around them.
    pub fn excerpt(&self) -> Excerpt<'_> {
        Excerpt { before: &self.before, words: &self.words, after: &self.after }
    }
}

/// What is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listing {
    /// Words of all texts.
    Words {
        /// The words.
        words: String,
        /// How they are taken.
        matching: SearchMode,
    },
    /// The annotator's spans of a text.
    SpansOf(TextId),
    /// The annotator's spans of all texts.
    Spans,
}

/// What was asked, and what was found so far.
#[derive(Debug)]
pub struct Findings {
    /// Tells it from those before.
    number: u64,
    listing: Listing,
    rows: Vec<Finding>,
    list: List<Beside>,
    sieve: Sieve,
    /// The attributes whose values are identities, once the list was narrowed.
    identities: Vec<String>,
    progress: Looking,
    looked_at: usize,
}

fn identities(schema: &Schema) -> Vec<String> {
    let attributes = schema.tags.iter().flat_map(|tag| &tag.attributes);
    attributes.filter(|own| matches!(own.kind, Kind::Entity { .. })).map(|own| own.id.clone()).collect()
}

impl Findings {
    /// What is to be found, with so many rows of it on screen.
    pub(super) fn new(number: u64, listing: Listing, height: usize) -> Self {
        let mut list = List::default();
        list.resize(height);
        let sieve = Sieve::default();
        Self { number, listing, rows: Vec::new(), list, sieve, identities: Vec::new(), progress: Looking::Going, looked_at: 0 }
    }

    /// Lets go of what was found, which is to be found again.
    pub(super) fn begin_again(&mut self, number: u64) {
        self.number = number;
        self.rows.clear();
        self.list.restart();
        (self.progress, self.looked_at) = (Looking::Going, 0);
    }

    /// What tells it from those before.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Takes more of what was found.
    pub(super) fn add(&mut self, more: Vec<Finding>, texts: &Texts) {
        self.rows.extend(more);
        self.arrange(texts, |list, rows| list.grow(rows));
    }

    /// Takes note of how many texts were looked at.
    pub(super) fn look_at(&mut self, texts: usize) {
        self.looked_at = texts;
    }

    /// Takes note of how looking came to its end.
    pub(super) fn end(&mut self, how: Looking, texts: &Texts) {
        if how == Looking::Through {
            self.looked_at = texts.entries().len();
        }
        self.progress = how;
        self.arrange(texts, |list, rows| list.catch_up(rows));
    }

    /// The rows that are chosen.
    fn chosen(&self) -> impl Iterator<Item = &Finding> {
        self.list.chosen().into_iter().filter_map(|row| self.rows.get(row))
    }

    /// The words of the chosen rows, with their texts.
    pub(super) fn chosen_places(&self) -> Vec<(TextId, SpanPlace)> {
        self.chosen().map(|row| (row.text, row.place())).collect()
    }

    /// The spans of somebody that the chosen rows are, with their texts.
    pub(super) fn chosen_spans(&self, annotator: &str) -> Vec<(TextId, SpanPlace)> {
        self.chosen().filter_map(|row| Some((row.text, row.span_of(annotator)?))).collect()
    }

    /// What somebody's spans that the chosen rows are say.
    pub(super) fn chosen_said(&self, annotator: &str) -> Vec<&Said> {
        self.chosen().filter_map(|row| row.said_by(annotator)).collect()
    }

    /// The row under the cursor.
    pub(super) fn current(&self) -> Option<&Finding> {
        self.rows.get(self.list.current()?)
    }

    /// Returns what is listed.
    pub fn listing(&self) -> &Listing {
        &self.listing
    }

    /// Returns the list, whose rows are those that were found.
    pub fn list(&self) -> &List<Beside> {
        &self.list
    }

    /// Returns a row.
    pub fn row(&self, row: usize) -> Option<&Finding> {
        self.rows.get(row)
    }

    /// Returns how many rows were found so far.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// Returns the words that narrow the list.
    pub fn sieve(&self) -> &Sieve {
        &self.sieve
    }

    /// Returns how far looking has come.
    pub fn progress(&self) -> &Looking {
        &self.progress
    }

    /// Returns how many texts were looked at.
    pub fn looked_at(&self) -> usize {
        self.looked_at
    }

    /// Whether more may be found.
    pub(super) fn is_going(&self) -> bool {
        self.progress == Looking::Going
    }

    pub(super) fn list_mut(&mut self) -> &mut List<Beside> {
        &mut self.list
    }

    /// Performs a command of narrowing the list; `None` for any other.
    pub(super) fn narrow(&mut self, command: &Command, texts: &Texts, schema: &Schema) -> Option<Touched> {
        let touched = self.sieve.update(command)?;
        if touched == Touched::Text {
            self.filter(texts, schema);
        }
        Some(touched)
    }

    /// Takes a text that is pasted while the words that narrow the list are typed.
    pub(super) fn paste(&mut self, text: &str, texts: &Texts, schema: &Schema) {
        self.sieve.paste(text);
        self.filter(texts, schema);
    }

    fn filter(&mut self, texts: &Texts, schema: &Schema) {
        let attributes = schema.tags.iter().flat_map(|tag| &tag.attributes).map(|attribute| attribute.id.as_str());
        let fields: Vec<&str> = FIELDS.into_iter().chain(attributes).collect();
        self.identities = identities(schema);
        let filter = Filter::parse_with(self.sieve.text(), &fields, &QUALITIES);
        self.arrange(texts, |list, rows| list.narrow(rows, filter));
    }

    /// Puts the list into the next order: of the texts, by what follows, by what precedes.
    pub(super) fn next_order(&mut self, texts: &Texts) {
        match Beside::next(self.list.orders().first().map(|order| order.key)) {
            Some(key) => self.arrange(texts, |list, rows| list.order_by(rows, Order { key, way: Way::Rising })),
            None => self.list.unorder(),
        }
    }

    /// Has the list follow what there is to know of its rows.
    fn arrange(&mut self, texts: &Texts, follow: impl FnOnce(&mut List<Beside>, &FoundRows<'_>)) {
        follow(&mut self.list, &FoundRows { found: &self.rows, texts, identities: &self.identities });
    }
}

/// What narrows the list by name, beside the attributes of the schema.
const FIELDS: [&str; 7] = ["text", "tag", "by", "state", "note", "origin", "identity"];
/// What a filter may ask of a row: that a span shares letters with its words, or none; that one of them has a note, or lacks
/// something.
const QUALITIES: [&str; 4] = ["tagged", "untagged", "noted", "gaps"];

/// What was found, with the texts that it is in.
struct FoundRows<'a> {
    found: &'a [Finding],
    texts: &'a Texts,
    identities: &'a [String],
}

impl FoundRows<'_> {
    fn holds_term(&self, row: &Finding, term: &Term) -> bool {
        let entry = self.texts.entries().get(row.text.place());
        let is_named = || entry.is_some_and(|entry| folded(&entry.name).contains(&term.text));
        match term.field.as_deref() {
            Some("text") => is_named(),
            Some("state") => {
                let state = entry.and_then(|entry| entry.summary.as_ref()?.state.as_ref());
                folded(state.unwrap_or(&DocumentState::New).as_str()).contains(&term.text)
            }
            Some("tagged") => !row.said.is_empty(),
            Some("untagged") => row.said.is_empty(),
            Some("noted") => row.said.iter().any(|said| !said.note.is_empty()),
            Some("gaps") => row.said.iter().any(|said| said.is_lacking),
            _ => row.spelled().contains(&term.text) || is_named(),
        }
    }
}

impl Rows for FoundRows<'_> {
    type Key = Beside;

    fn count(&self) -> usize {
        self.found.len()
    }

    /// What is asked of spans must be true of one of them.
    fn holds(&self, row: usize, filter: &Filter) -> bool {
        let Some(row) = self.found.get(row) else { return false };
        let (of_spans, others): (Vec<&Term>, Vec<&Term>) = filter.terms().iter().partition(|term| term.is_of_spans());
        let is_said =
            of_spans.is_empty() || row.said.iter().any(|said| of_spans.iter().all(|term| said.holds(term, self.identities)));
        is_said && others.iter().all(|term| self.holds_term(row, term))
    }

    fn compare(&self, one: usize, other: usize, key: Beside) -> Ordering {
        let (Some(one), Some(other)) = (self.found.get(one), self.found.get(other)) else { return Ordering::Equal };
        key.compare(one.excerpt(), other.excerpt())
    }
}

impl Term {
    /// Whether it asks what a span says.
    fn is_of_spans(&self) -> bool {
        let others = ["text", "state"].into_iter().chain(QUALITIES);
        self.field.as_deref().is_some_and(|field| !others.clone().any(|other| other == field))
    }
}

impl Said {
    fn holds(&self, term: &Term, identities: &[String]) -> bool {
        let has = |text: &str| folded(text).contains(&term.text);
        let says = |value: &Value| has(&value.to_string());
        match term.field.as_deref() {
            Some("tag") => has(&self.tag),
            Some("by") => has(&self.by),
            Some("note") => has(&self.note),
            Some("origin") => has(&self.origin),
            Some("identity") => self.values.iter().any(|(name, value)| identities.contains(name) && says(value)),
            Some(name) => self.values.iter().any(|(attribute, value)| attribute == name && says(value)),
            None => false,
        }
    }
}
