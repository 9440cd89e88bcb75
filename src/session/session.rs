//! The session itself: what all screens share, the screens, and what may be asked of them.

use std::ops::Range;
use std::time::SystemTime;

use super::card::Card;
use super::command::Command;
use super::corpus::Texts;
use super::findings::Findings;
use super::mode::Mode;
use super::notice::{Notice, Unsaved};
use super::open_text::OpenText;
use super::parts::Line;
use super::registries::Registries;
use super::review::Reviewing;
use super::screens::{Corpus, Edge, Hint, Inspector, Leads, Reader, Relating, Review, Screen};
use super::shared::Shared;
use super::sheet::Sheet;
use super::stack::Stack;
use super::tour::Tour;
use super::typography::Typography;
use crate::annotation::suggestion::Suggestion;
use crate::annotation::{Annotation, Schema};

/// Everything that is true between two keys.
#[derive(Debug)]
pub struct Session {
    pub(super) shared: Shared,
    pub(super) stack: Stack,
    /// Commands that wait until the whole text is read.
    pub(super) waiting: Vec<Command>,
}

impl Session {
    /// A session of an annotator under a schema that begins with a list of texts.
    pub fn new(schema: Schema, annotator: &str) -> Self {
        Self { shared: Shared::new(schema, annotator), stack: Stack::of(Corpus::default()), waiting: Vec::new() }
    }

    /// Begins with one text alone; it comes with a message.
    pub fn begin_text(&mut self) {
        self.stack = Stack::of(Reader::new(Leads::Out));
    }

    /// Begins with the tour; its text comes with a message.
    pub fn begin_tour(&mut self) {
        self.begin_text();
        self.shared.tour = Some(Tour::new());
    }

    /// Begins a review; texts come with messages.
    pub fn begin_review(&mut self) {
        self.shared.review = Some(Reviewing::default());
        self.stack = Stack::of(Review);
    }

    /// Begins a review of one annotator's work; texts come with messages.
    pub fn begin_peer_review(&mut self, of: &str) {
        self.shared.review = Some(Reviewing::of_annotator(of));
        self.stack = Stack::of(Review);
    }

    /// Tells the session what time it is; the time of the next change.
    pub fn set_now(&mut self, now: SystemTime) {
        self.shared.now = now;
    }

    /// Returns what time it is, as the session was told last.
    pub fn now(&self) -> SystemTime {
        self.shared.now
    }

    /// Tells the session where the texts of the list are.
    pub fn set_folder(&mut self, folder: String) {
        self.shared.texts.take_folder(folder);
    }

    /// The schema.
    pub fn schema(&self) -> &Schema {
        &self.shared.schema
    }

    /// The name of the annotator.
    pub fn annotator(&self) -> &str {
        &self.shared.annotator
    }

    /// What keys mean now.
    pub fn mode(&self) -> Mode {
        self.stack.top().mode()
    }

    /// The mode of the screen below the help or a typed line: what they are about.
    pub fn behind(&self) -> Mode {
        self.stack.behind()
    }

    /// The screens that are open, the lowest first.
    pub fn screens(&self) -> impl DoubleEndedIterator<Item = &dyn Screen> {
        self.stack.screens()
    }

    /// The topmost open screen of a kind.
    pub fn find<S: Screen>(&self) -> Option<&S> {
        self.stack.find()
    }

    /// What was found last in all texts, as far as it has come.
    pub fn findings(&self) -> Option<&Findings> {
        self.shared.findings.as_ref()
    }

    /// The tour, while one is going on.
    pub fn tour(&self) -> Option<&Tour> {
        self.shared.tour.as_ref()
    }

    /// The texts of the corpus.
    pub fn texts(&self) -> &Texts {
        &self.shared.texts
    }

    /// Who is who, and what is where.
    pub fn registries(&self) -> &Registries {
        &self.shared.registries
    }

    /// The open text.
    pub fn open_text(&self) -> Option<&OpenText> {
        self.shared.open_text.as_ref()
    }

    /// The text on screen: the one that is open, or the one that is reviewed.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.open_text().map(OpenText::sheet).or_else(|| self.review()?.sheet())
    }

    /// The span that commands act on: the one whose edge is held, else the current one of the open text.
    pub fn current(&self) -> Option<&Annotation> {
        let open = self.open_text()?;
        match self.find::<Edge>() {
            Some(edge) => open.set().get(edge.id()),
            None => open.current(),
        }
    }

    /// What the span at hand says: the spans that the inspector is open on, else the current one.
    pub fn card(&self) -> Card {
        match self.find::<Inspector>() {
            Some(inspector) => self.shared.card(inspector.spans()),
            None => self.shared.card(&self.current().map(|span| span.id.clone()).into_iter().collect::<Vec<_>>()),
        }
    }

    /// The spans to which the relation that is being made may go, with the digits and letters that take them.
    pub fn hints(&self) -> Vec<Hint> {
        self.find::<Relating>().map(|relating| relating.hints(&self.shared)).unwrap_or_default()
    }

    /// How much is missing in the open text.
    pub fn gap_count(&self) -> usize {
        self.open_text().map_or(0, |open| open.gap_count(&self.shared.schema, self.shared.part()))
    }

    /// Whether the inspector is shown beside the text, where there is room for it.
    pub fn shows_inspector(&self) -> bool {
        self.shared.inspector
    }

    /// The texts that are reviewed, if this is a review.
    pub fn review(&self) -> Option<&Reviewing> {
        self.shared.review.as_ref()
    }

    /// The count typed so far.
    pub fn count(&self) -> Option<usize> {
        self.shared.count
    }

    /// The line that is being typed, if one is.
    pub fn line(&self) -> Option<&Line> {
        self.stack.top().line()
    }

    /// What there is to tell.
    pub fn notice(&self) -> Option<&Notice> {
        self.shared.notice.as_ref()
    }

    /// Whether the legend of tags is shown.
    pub fn shows_legend(&self) -> bool {
        self.shared.legend
    }

    /// Whether vowel marks are drawn.
    pub fn shows_marks(&self) -> bool {
        self.shared.showing.marks
    }

    /// Draws the vowel marks or leaves them out, as the configuration or the terminal asks for.
    pub fn show_marks(&mut self, shown: bool) {
        self.shared.showing.marks = shown;
    }

    /// How texts are set.
    pub fn typography(&self) -> Typography {
        self.shared.showing.typography
    }

    /// Sets texts otherwise, as the configuration asks for.
    pub fn set_typography(&mut self, typography: Typography) {
        self.shared.showing.typography = typography;
        self.shared.set_sheets();
    }

    /// Whether what is invisible is shown as tokens.
    pub fn reveals(&self) -> bool {
        self.shared.showing.reveal
    }

    /// Name of the text on screen.
    pub fn text_name(&self) -> &str {
        let reviewed = || Some(self.review()?.desk()?.text);
        let text = self.open_text().map(OpenText::text).or_else(reviewed);
        text.and_then(|text| self.texts().entries().get(text.place())).map_or("", |entry| &entry.name)
    }

    /// What is not on the disk and why, if so: the last changes themselves, or only the sidecar while the journal has
    /// them.
    pub fn unsaved(&self) -> Option<Unsaved> {
        self.shared.unsaved()
    }

    /// Whether it was said to leave although something is not saved.
    pub fn has_given_up(&self) -> bool {
        self.shared.gave_up
    }

    /// Whether something is still to be written when there is time.
    pub fn has_work(&self) -> bool {
        self.shared.has_work()
    }

    /// Whether it is still to be asked, when there is time, what is to be suggested in the open text.
    pub fn wants_suggestions(&self) -> bool {
        self.shared.wanted_suggestions().is_some()
    }

    /// The suggestions that share a letter with a range of bytes of the open text, in order.
    pub fn suggestions_in(&self, range: &Range<usize>) -> Vec<&Suggestion> {
        self.shared.suggestions_in(range)
    }

    /// The suggestion that is taken or refused next, if one is at hand.
    pub fn suggestion(&self) -> Option<&Suggestion> {
        self.shared.suggestion_here()
    }

    /// Returns whether hits are still to be counted, by [`Message::Count`](crate::session::Message::Count), when nothing else waits.
    pub fn is_counting(&self) -> bool {
        self.sheet().is_some_and(Sheet::is_counting)
    }
}
