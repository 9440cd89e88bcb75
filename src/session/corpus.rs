//! The texts of the corpus: what each is, and how far its annotations are.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::time::SystemTime;

use super::notice::Cause;
use super::parts::folded;
use crate::annotation::{Annotator, Completeness, DocumentState};
use crate::text::{Documents, TextId};

/// What the annotations of a text amount to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextSummary {
    /// The state in its sidecar, if it has one.
    pub state: Option<DocumentState>,
    /// How many spans of each tag, in the order of the schema.
    pub counts: Vec<usize>,
    /// When they last changed.
    pub changed: Option<SystemTime>,
    /// How much of what the schema requires is said, if that is known.
    pub completeness: Option<Completeness>,
    /// What is wrong with the sidecar, if it cannot be read.
    pub fault: Option<Cause>,
}

impl TextSummary {
    /// Returns how many spans there are.
    pub fn spans(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Returns how much is missing, as far as it is known.
    pub fn gaps(&self) -> usize {
        self.completeness.map_or(0, Completeness::gaps)
    }

    /// Returns how far the work has come, as a place among the stages of it.
    pub(super) fn stage(&self) -> usize {
        stage(self.state.as_ref())
    }
}

/// The place of a state among the stages of the work: none, the known ones, those of others.
fn stage(state: Option<&DocumentState>) -> usize {
    let known = |state| DocumentState::ALL.iter().position(|known| known == state).unwrap_or(DocumentState::ALL.len());
    state.map_or(0, |state| known(state) + 1)
}

/// How far somebody else is with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherWork {
    /// Who.
    pub annotator: Annotator,
    /// The state of their sidecar, where it can be read.
    pub state: Option<DocumentState>,
}

/// What a text shows at a glance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glance {
    headline: String,
    /// The headline as filters compare it: folding all of them takes too long to be done at a key.
    sought: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// How far others are with it.
    pub others: Vec<OtherWork>,
}

impl Glance {
    /// A glance at a text of so many bytes whose first line with words is this.
    pub fn new(headline: impl Into<String>, bytes: u64, others: Vec<OtherWork>) -> Self {
        let headline = headline.into();
        Self { sought: folded(&headline), headline, bytes, others }
    }

    /// Returns the first line with words.
    pub fn headline(&self) -> &str {
        &self.headline
    }

    /// Returns the first line with words as filters compare it.
    pub(super) fn sought(&self) -> &str {
        &self.sought
    }
}

/// Whether somebody has glanced at a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Glanced {
    /// Nobody.
    #[default]
    NotYet,
    /// It was asked for.
    Asked,
    /// This is what it shows.
    Known(Box<Glance>),
}

/// A text of the corpus.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextEntry {
    /// Its name, relative to the folder.
    pub name: String,
    /// What the annotator's own sidecar says, once it was read; there may be none.
    pub summary: Option<TextSummary>,
    /// What it shows at a glance.
    pub glanced: Glanced,
}

impl TextEntry {
    /// A text of which nothing but its name is known.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Returns what it shows at a glance, once that is known.
    pub fn glance(&self) -> Option<&Glance> {
        match &self.glanced {
            Glanced::Known(glance) => Some(glance),
            Glanced::NotYet | Glanced::Asked => None,
        }
    }

    /// Returns its first line with words; empty while it is not known.
    pub fn headline(&self) -> &str {
        self.glance().map_or("", Glance::headline)
    }
}

/// What the texts amount to, as far as they are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many texts are at each stage: without annotations, in each known state, in another one.
    stages: [usize; DocumentState::ALL.len() + 2],
    /// How many spans there are.
    pub spans: usize,
    /// How much is missing.
    pub gaps: usize,
}

impl Totals {
    /// Returns how many texts are in a state; `None` stands for those without annotations.
    pub fn texts(&self, state: Option<&DocumentState>) -> usize {
        self.stages.get(stage(state)).copied().unwrap_or(0)
    }

    fn add(&mut self, summary: &TextSummary) {
        self.stages.get_mut(summary.stage()).into_iter().for_each(|texts| *texts += 1);
        self.spans += summary.spans();
        self.gaps += summary.gaps();
    }

    fn remove(&mut self, summary: &TextSummary) {
        self.stages.get_mut(summary.stage()).into_iter().for_each(|texts| *texts -= 1);
        self.spans -= summary.spans();
        self.gaps -= summary.gaps();
    }
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
    totals: Totals,
    /// Who has annotations of any of them, the annotator among them.
    annotators: BTreeSet<Annotator>,
    /// Where they are.
    folder: String,
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
        let state = |place: &usize| self.entries.get(*place)?.summary.as_ref()?.state.as_ref();
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

    /// Returns what they amount to, as far as they are known.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// Returns who has annotations of any of them.
    pub fn annotators(&self) -> &BTreeSet<Annotator> {
        &self.annotators
    }

    /// Returns who of them is a person, and not the gold standard.
    pub fn people(&self) -> Vec<&str> {
        self.annotators.iter().filter(|name| !name.is_gold()).map(Annotator::as_str).collect()
    }

    /// Returns where they are; empty where they were named one by one.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    pub(super) fn take_folder(&mut self, folder: String) {
        self.folder = folder;
    }

    pub(super) fn take_annotators(&mut self, annotators: BTreeSet<Annotator>) {
        self.annotators = annotators;
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
        self.totals = Totals::default();
        entries.iter().filter_map(|entry| entry.summary.as_ref()).for_each(|summary| self.totals.add(summary));
        self.entries = entries;
        self.folded = OnceCell::new();
        self.listed = true;
        self.news = Some(News::Listing);
    }

    /// Returns whether every text has its summary.
    pub fn is_summarised(&self) -> bool {
        self.open == 0
    }

    /// Returns what is new, once.
    pub(super) fn take_news(&mut self) -> Option<News> {
        self.news.take()
    }

    pub(super) fn folded(&self) -> &[String] {
        self.folded.get_or_init(|| self.entries.iter().map(|entry| folded(&entry.name)).collect())
    }

    /// Returns those of some texts at which nobody has glanced, and takes note that it is asked for.
    pub(super) fn ask(&mut self, rows: impl Iterator<Item = usize>) -> Vec<TextId> {
        let mut asked = Vec::new();
        for row in rows {
            if let Some(entry) = self.entries.get_mut(row).filter(|entry| entry.glanced == Glanced::NotYet) {
                entry.glanced = Glanced::Asked;
                asked.push(row.into());
            }
        }
        asked
    }

    /// Returns whether nobody has glanced at a text, nor asked for that.
    pub(super) fn is_unseen(&self, row: usize) -> bool {
        self.entries.get(row).is_some_and(|entry| entry.glanced == Glanced::NotYet)
    }

    pub(super) fn take_glances(&mut self, glances: Vec<(TextId, Glance)>) {
        for (text, glance) in glances {
            if let Some(entry) = self.entries.get_mut(text.place()) {
                entry.glanced = Glanced::Known(Box::new(glance));
                self.news = self.news.or(Some(News::Summary));
            }
        }
    }

    /// Takes note of the state that a text has from now on.
    pub(super) fn set_state(&mut self, text: TextId, state: &DocumentState, changed: SystemTime) {
        let before = self.entries.get(text.place()).and_then(|entry| entry.summary.clone());
        let summary = before.unwrap_or_default();
        self.summarise(text, TextSummary { state: Some(state.clone()), changed: Some(changed), ..summary });
    }

    pub(super) fn summarise(&mut self, text: TextId, summary: TextSummary) {
        if let Some(entry) = self.entries.get_mut(text.place()) {
            self.totals.add(&summary);
            match entry.summary.replace(summary) {
                Some(before) => self.totals.remove(&before),
                None => self.open -= 1,
            }
            self.news = self.news.or(Some(News::Summary));
        }
    }
}
