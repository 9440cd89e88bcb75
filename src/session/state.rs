//! The session itself: its parts, and what may be asked of it.

use std::time::SystemTime;

use super::annotating::LastTag;
use super::corpus::Corpus;
use super::drifted::Drifted;
use super::mode::Mode;
use super::notice::{Notice, Unsaved};
use super::reading::{Reading, Saved};
use super::reviewing::Reviewing;
use super::showing::Showing;
use super::typing::Typed;
use crate::annotation::Schema;

/// Everything that is true between two keys.
#[derive(Debug)]
pub struct Session {
    pub(super) schema: Schema,
    pub(super) annotator: String,
    pub(super) mode: Mode,
    /// Where closing the help or a typed line leads back to.
    pub(super) before: Mode,
    pub(super) corpus: Corpus,
    pub(super) reading: Option<Reading>,
    /// The review, if this is one.
    pub(super) review: Option<Reviewing>,
    pub(super) count: Option<usize>,
    pub(super) last_tag: Option<LastTag>,
    pub(super) typed: Typed,
    pub(super) notice: Option<Notice>,
    pub(super) legend: bool,
    pub(super) showing: Showing,
    pub(super) help_top: usize,
    /// The first line of the help when its end is on screen.
    pub(super) help_last: usize,
    pub(super) area: (u16, u16),
    pub(super) waiting: Vec<super::Command>,
    pub(super) now: SystemTime,
    /// Whether leaving the text leads to a list of texts (else out of the program).
    pub(super) has_corpus: bool,
    /// Whether it was said to leave although something is not saved.
    pub(super) gave_up: bool,
    /// The proposal on screen for a text that has changed.
    pub(super) drifted: Option<Drifted>,
}

impl Session {
    /// A session of an annotator under a schema; `has_corpus` if it begins with a list of texts.
    pub fn new(schema: Schema, annotator: &str, has_corpus: bool) -> Self {
        Self {
            schema,
            annotator: annotator.to_owned(),
            mode: if has_corpus { Mode::Corpus } else { Mode::Reading },
            before: Mode::Corpus,
            corpus: Corpus::default(),
            reading: None,
            review: None,
            count: None,
            last_tag: None,
            typed: Typed::default(),
            notice: None,
            legend: true,
            showing: Showing::default(),
            help_top: 0,
            help_last: 0,
            area: (80, 24),
            waiting: Vec::new(),
            now: SystemTime::UNIX_EPOCH,
            has_corpus,
            gave_up: false,
            drifted: None,
        }
    }

    /// Tells the session what time it is; the time of the next change.
    pub fn set_now(&mut self, now: SystemTime) {
        self.now = now;
    }

    /// The schema.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The name of the annotator.
    pub fn annotator(&self) -> &str {
        &self.annotator
    }

    /// What keys mean now.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// The mode below the help or the typed line: what the screen shows behind them.
    pub fn behind(&self) -> Mode {
        match self.mode {
            Mode::Help | Mode::Search | Mode::Note | Mode::Comment | Mode::Drift | Mode::Question => self.before,
            mode => mode,
        }
    }

    /// The list of texts.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// The open text.
    pub fn reading(&self) -> Option<&Reading> {
        self.reading.as_ref()
    }

    /// The count typed so far.
    pub fn count(&self) -> Option<usize> {
        self.count
    }

    /// The line being typed.
    pub fn typed(&self) -> &str {
        self.typed.text()
    }

    /// What there is to tell.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Whether the legend of tags is shown.
    pub fn shows_legend(&self) -> bool {
        self.legend
    }

    /// First line of the help on screen.
    pub fn help_top(&self) -> usize {
        self.help_top
    }

    /// Name of the open text.
    pub fn text_name(&self) -> &str {
        let text = self.reading.as_ref().and_then(|r| self.corpus.texts().get(r.text()));
        text.map_or("", |entry| &entry.name)
    }

    /// What is not on the disk and why, if so: the last changes themselves, or only the sidecar while the journal has
    /// them.
    pub fn unsaved(&self) -> Option<Unsaved> {
        let desks = self.review.iter().flat_map(|review| &review.desks);
        let failed = desks.map(|desk| &desk.saved).find(|saved| matches!(saved, Saved::Failed(_)));
        let reading = self.reading.as_ref();
        match (failed.or(reading.map(|r| &r.saved)), reading.and_then(|r| r.behind.as_ref())) {
            (Some(Saved::Failed(why)), _) => Some(Unsaved::Changes(why.clone())),
            (_, Some(why)) => Some(Unsaved::Sidecar(why.clone())),
            _ => None,
        }
    }

    /// Whether it was said to leave although something is not saved.
    pub fn has_given_up(&self) -> bool {
        self.gave_up
    }

    /// Whether something is still to be written when there is time.
    pub fn has_work(&self) -> bool {
        let own = self.reading.as_ref().filter(|_| self.review.is_none());
        own.is_some_and(|reading| reading.saved != Saved::Yes || !reading.is_written())
    }

    pub(super) fn tell(&mut self, notice: impl Into<Notice>) {
        self.notice = Some(notice.into());
    }
}
