//! What all screens share: whose sitting it is, the texts, what is open, and what the last line says.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;
use std::time::SystemTime;

use super::command::Command;
use super::corpus::Texts;
use super::desk::Desk;
use super::findings::Findings;
use super::notice::{Notice, Refusal, Unsaved};
use super::open_text::OpenText;
use super::ordered::{FreshOrder, UnderWay};
use super::parts::Recall;
use super::registries::Registries;
use super::review::Reviewing;
use super::saved::Saved;
use super::suggestions::Suggestions;
use super::tour::Tour;
use super::typography::{Room, Typography};
use crate::annotation::proposal::Knowledge;
use crate::annotation::{EdgePart, OrderId, Schema, SpanId, StateOrder, Value};
use crate::text::{Span, TextId};

/// The lines entered before, of each kind of prompt.
#[derive(Debug, Default)]
pub(super) struct Recalls {
    pub(super) searches: Recall,
    pub(super) notes: Recall,
    /// Comments on decisions, and answers to remarks.
    pub(super) comments: Recall,
}

/// A span that was tagged as it was drawn, though the rules ask whether something at its edges belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AskedEdges {
    pub id: SpanId,
    /// Its tag: the key of it says that the span stays as it is.
    pub tag: String,
    /// The span without what is asked about.
    pub proposed: Span,
    pub parts: Vec<EdgePart>,
}

/// The span that was just tagged, whose edges one key moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DrawnEdges {
    pub id: SpanId,
    /// What was drawn, before anything was left out.
    pub drawn: Span,
    /// How often its edges were moved.
    pub moves: usize,
}

/// What `.` does again.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LastTag {
    pub(super) tag: String,
    /// The span it made, whose attributes are repeated too.
    pub(super) id: Option<SpanId>,
    /// How many words, if they were counted.
    pub(super) count: Option<usize>,
}

/// What was said of a span last, to be said again of others.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LastValue {
    /// The attribute.
    pub(super) name: String,
    pub(super) value: Value,
}

/// What of a text is gone to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A span.
    Span(SpanId),
    /// Words, by their bytes; where there are none, only their place.
    Words(Range<usize>),
}

/// Something of a text, to be gone to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Destination {
    pub(super) text: TextId,
    pub(super) target: Target,
}

/// The way to something of a text that is being opened, and from where.
#[derive(Debug)]
pub(super) struct Journey {
    pub(super) to: Destination,
    /// Where one comes back to; nothing on the way back itself.
    pub(super) from: Option<Destination>,
}

/// What is drawn.
#[derive(Debug)]
pub(super) struct Showing {
    /// Vowel marks.
    pub(super) marks: bool,
    /// What is invisible, as tokens.
    pub(super) reveal: bool,
    /// How texts are set.
    pub(super) typography: Typography,
    /// Whether the screen has rows to spare.
    pub(super) room: Room,
}

impl Default for Showing {
    fn default() -> Self {
        Self { marks: true, reveal: false, typography: Typography::default(), room: Room::default() }
    }
}

/// What all screens share.
#[derive(Debug)]
pub struct Shared {
    pub(super) schema: Schema,
    /// What the schema says of words, made ready when it is first needed.
    knowledge: OnceCell<Arc<Knowledge>>,
    pub(super) annotator: String,
    /// The texts of the corpus.
    pub(super) texts: Texts,
    /// Who is who, and what is where.
    pub(super) registries: Registries,
    /// The text that is open.
    pub(super) open_text: Option<OpenText>,
    /// The texts that are reviewed, if this is a review.
    pub(super) review: Option<Reviewing>,
    /// The count typed so far.
    pub(super) count: Option<usize>,
    /// The count of the command that is performed.
    pub(super) repeat: Option<usize>,
    pub(super) last_tag: Option<LastTag>,
    /// What was done from the list to the states of texts, the last last.
    pub(super) states_set: Vec<StateOrder>,
    /// The orders over many texts that were given in this sitting and not taken back, the last last.
    pub(super) orders: Vec<OrderId>,
    /// The order that was given or taken back last, until something else is done.
    pub(super) fresh: Option<FreshOrder>,
    /// How many orders were given.
    pub(super) given: usize,
    /// The order whose other texts are about to follow.
    pub(super) under_way: Option<UnderWay>,
    /// The span whose words were just said to be nowhere else in the text.
    pub(super) nowhere: Option<SpanId>,
    /// How often something was looked for in all texts.
    inquiries: u64,
    pub(super) last_value: Option<LastValue>,
    /// What the edges of the span that was just tagged are asked about.
    pub(super) asked: Option<AskedEdges>,
    pub(super) drawn: Option<DrawnEdges>,
    pub(super) recalls: Recalls,
    /// The tour, while one is going on.
    pub(super) tour: Option<Tour>,
    /// The commands that were picked in the palette, the last last.
    pub(super) picked: Vec<Command>,
    /// What is to be done once the text that is being opened is there.
    pub(super) after_opening: Option<Command>,
    /// The way that one is on while a text is being opened.
    pub(super) journey: Option<Journey>,
    /// What is suggested in the open text.
    pub(super) suggestions: Suggestions,
    /// What was found last in all texts.
    pub(super) findings: Option<Findings>,
    /// From where relations or findings were followed into other texts, the last last.
    pub(super) departures: Vec<Destination>,
    pub(super) notice: Option<Notice>,
    pub(super) legend: bool,
    /// Whether the inspector is shown beside the text.
    pub(super) inspector: bool,
    pub(super) showing: Showing,
    /// Columns and rows of the text on screen.
    pub(super) area: (u16, u16),
    pub(super) now: SystemTime,
    /// Whether it was said to leave although something is not saved.
    pub(super) gave_up: bool,
}

impl Shared {
    /// What the schema says of words, made ready when it is first asked for.
    pub(super) fn knowledge(&self) -> &Knowledge {
        self.knowledge.get_or_init(|| Knowledge::shared(&self.schema))
    }

    pub(super) fn new(schema: Schema, annotator: &str) -> Self {
        Self {
            schema,
            knowledge: OnceCell::new(),
            annotator: annotator.to_owned(),
            texts: Texts::default(),
            registries: Registries::default(),
            open_text: None,
            review: None,
            count: None,
            repeat: None,
            last_tag: None,
            states_set: Vec::new(),
            orders: Vec::new(),
            fresh: None,
            given: 0,
            under_way: None,
            nowhere: None,
            inquiries: 0,
            last_value: None,
            asked: None,
            drawn: None,
            recalls: Recalls::default(),
            tour: None,
            picked: Vec::new(),
            after_opening: None,
            journey: None,
            suggestions: Suggestions::default(),
            findings: None,
            departures: Vec::new(),
            notice: None,
            legend: true,
            inspector: true,
            showing: Showing::default(),
            area: (80, 24),
            now: SystemTime::UNIX_EPOCH,
            gave_up: false,
        }
    }

    /// How many times the command at hand is to be performed.
    pub(super) fn times(&self) -> usize {
        self.repeat.unwrap_or(1)
    }

    /// A number that tells what is looked for from what was before.
    pub(super) fn next_inquiry(&mut self) -> u64 {
        let number = self.inquiries;
        self.inquiries += 1;
        number
    }

    /// The text that is open, if it may be changed.
    pub(super) fn changeable(&self) -> Result<&OpenText, Refusal> {
        let open = self.open_text.as_ref().ok_or(Refusal::NoSpan)?;
        match &open.read_only {
            Some(reason) => Err(Refusal::ReadOnly(reason.clone())),
            None => Ok(open),
        }
    }

    /// The id of the current span of the open text.
    pub(super) fn current_id(&self) -> Result<SpanId, Refusal> {
        self.open_text.as_ref().ok_or(Refusal::NoSpan)?.current_id()
    }

    /// The review, if something can be decided on the text at hand.
    pub(super) fn decidable(&self) -> Result<&Reviewing, Refusal> {
        let review = self.review.as_ref().ok_or(Refusal::NoDesk)?;
        match review.desk().and_then(|desk| desk.closed.as_ref()) {
            Some(why) => Err(Refusal::Closed(why.clone())),
            None => Ok(review),
        }
    }

    /// What is not on the disk and why, if so: the last changes themselves, or only the sidecar while the journal has
    /// them.
    pub(super) fn unsaved(&self) -> Option<Unsaved> {
        let desks = self.review.iter().flat_map(|review| &review.desks);
        let mut saved = desks.map(Desk::saved).chain(self.open_text.as_ref().map(OpenText::saved));
        let failed = saved.find_map(|saved| match saved {
            Saved::Failed(why) => Some(Unsaved::Changes(why.clone())),
            _ => None,
        });
        let registry = || self.registries.failed.clone().map(Unsaved::Changes);
        let behind = || self.open_text.as_ref()?.behind.clone().map(Unsaved::Sidecar);
        failed.or_else(registry).or_else(behind)
    }

    /// Whether something is still to be written when there is time.
    pub(super) fn has_work(&self) -> bool {
        let own = self.open_text.as_ref().filter(|_| self.review.is_none());
        own.is_some_and(|open| open.ledger.saved != Saved::Yes || !open.is_written()) || !self.registries.is_kept()
    }

    pub(super) fn tell(&mut self, notice: impl Into<Notice>) {
        self.notice = Some(notice.into());
    }

    /// Tells why a command was not performed, if it was not.
    pub(super) fn report(&mut self, result: Result<(), Refusal>) {
        if let Err(refused) = result {
            self.tell(refused);
        }
    }
}
