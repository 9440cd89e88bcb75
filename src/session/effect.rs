//! What a session asks the program to do, and what the program tells it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::command::Command;
use super::corpus::{Glance, TextEntry, TextSummary};
use super::desk::Desk;
use super::drift::{Chosen, Reanchored, Whereabouts};
use super::findings::{Finding, Looking};
use super::keyboard::KeyboardChoice;
use super::met::Met;
use super::notice::{Cause, CopiedPart, Notice};
use super::ordered::OrderReport;
use super::parts::Item;
use super::pointer::Pointer;
use super::registries::{IdentityReport, RegistrySnapshot};
use super::states::StateReport;
use super::typography::Room;
use crate::annotation::propagation::Sought;
use crate::annotation::registry::{NamedRegistry, Used};
use crate::annotation::suggestion::Suggestion;
use crate::annotation::{
    AnnotationSet, Annotator, Citation, CitedPlaces, DocumentState, Edit, Entry, History, IdentityOrder, OrderStep, QuotedSpan,
    RegistryEdit, StateOrder,
};
use crate::language::matcher::Matcher;
use crate::review::Review;
use crate::review::adjudication::about;
use crate::text::{Document, Documents, TextId, Warning};

/// A wish of the session; the loop performs it and answers with a [`Message`].
#[derive(Debug)]
pub enum Effect {
    /// Opens text number `n` of the corpus.
    Open(TextId),
    /// Keeps changes of the open text in its journal.
    Append(Changes),
    /// Writes the annotations of the open text beside it.
    Save(Snapshot),
    /// Comes to a text of a review, which is locked from now on, and leaves the one before; answered with
    /// [`Message::DeskAgain`] or [`Message::DeskClosed`] where there is something to tell.
    Attend(TextId),
    /// Writes the gold standard that the decisions on a text amount to.
    SaveGold(GoldSnapshot),
    /// Has the decisions on a text followed once they are on screen; answered with [`Message::Follow`].
    Follow(TextId),
    /// Hands an annotator's work back, or takes that back; answered with [`Message::HandedBack`].
    HandBack(Box<HandBack>),
    /// Keeps changes of a registry; answered with [`Message::RegistrySaved`] or [`Message::RegistryNotSaved`].
    SaveRegistry(RegistrySnapshot),
    /// Sees which uses of identities would follow an order, or has it done, after which the open text is opened again; answered
    /// with [`Message::Identified`].
    Identify(IdentityOrder, TextId),
    /// Puts a text into the clipboard; answered with [`Message::Copied`] or [`Message::NotCopied`].
    Copy(Copied),
    /// Cites places of texts, with what is known of the texts as far as the annotator may see it; answered with
    /// [`Message::Cited`].
    Cite(Vec<CitedPlaces>),
    /// Lets go of text number `n`: it is not open any more.
    Close(TextId),
    /// Glances at texts of the list; answered with [`Message::Glanced`], again and again until all of them are.
    Glance(Vec<TextId>),
    /// Reads which spans the annotator has in a text that is not open; answered with [`Message::Quoted`].
    Quote(TextId),
    /// Looks for words in all texts; answered with [`Message::Heard`] and this number, again and again until they are at an
    /// end.
    Inquire(u64, Matcher),
    /// Looks for spans to suggest in a stretch of a text, as it is said of now; answered with [`Message::Suggested`] unless
    /// another is asked for first.
    Suggest(Snapshot, Range<usize>),
    /// Stops looking for words.
    StopInquiry,
    /// Lists the annotator's spans of all texts; answered as [`Effect::Inquire`] is.
    ListSpans(u64),
    /// Looks for the places of all texts but one where a name is met; answered as [`Effect::Inquire`] is.
    Meet(u64, Box<Sought>, TextId),
    /// Performs a step of an order in the texts that are not open; answered with [`Message::OrderAt`], again and again, and
    /// then with [`Message::Ordered`].
    Order(OrderStep),
    /// Stops it between two texts.
    StopOrder,
    /// Looks at the states of texts, sets them, or takes that back; answered with [`Message::States`].
    States(StateOrder),
    /// Finds out where the spans of a text that has changed belong now; answered with [`Message::Whereabouts`].
    FindWhereabouts(TextId),
    /// Reanchors the spans of a text, with what was chosen for its orphans, and opens it again.
    Reanchor(Chosen),
    /// Takes the reanchoring of a text back, or does it again, and opens the text again.
    TurnBack(TextId),
    /// Asks what the commands of the place on screen are called; answered with [`Message::Palette`].
    AskCommands,
    /// Performs a command, as its key does.
    Perform(Command),
    /// Asks which keyboard is in use; answered with [`Message::Keyboards`].
    AskKeyboard,
    /// Reads keys as this keyboard has them from now on, and remembers it.
    UseKeyboard(String),
    /// Draws the whole screen anew.
    Redraw,
    /// Gives the terminal back to the shell until the program is resumed.
    Suspend,
    /// Ends the program, after what is still to be saved is saved; if that fails, only when it was asked for in spite
    /// of that.
    Quit,
}

/// Changes that are to be kept before the screen says saved.
#[derive(Debug, Clone)]
pub struct Changes {
    /// Which text of the corpus.
    pub text: TextId,
    /// The text.
    pub document: Arc<Document>,
    /// The changes, in order; none where those that could not be kept are to be tried again.
    pub entries: Vec<Entry>,
    /// Counts the changes; comes back with [`Message::Saved`].
    pub revision: u64,
}

/// What is to be saved: the annotations as they were at one moment.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Which text of the corpus.
    pub text: TextId,
    /// The text.
    pub document: Arc<Document>,
    /// Its annotations.
    pub set: Arc<AnnotationSet>,
    /// Counts the changes; comes back with [`Message::Written`].
    pub revision: u64,
}

/// The decisions on one text as they were at one moment.
#[derive(Debug, Clone)]
pub struct GoldSnapshot {
    /// Which text of the corpus.
    pub text: TextId,
    /// The changes that were made to them, in order; none where those that could not be kept are to be tried again.
    pub entries: Vec<Entry>,
    /// The gold standard, or the review, with these changes.
    pub set: Arc<AnnotationSet>,
    /// Counts the changes; comes back with [`Message::GoldSaved`].
    pub revision: u64,
}

impl GoldSnapshot {
    /// The decisions on a text as they are now, with the changes that were not given away to be kept.
    pub(super) fn of(desk: &mut Desk) -> Self {
        let mut entries = desk.ledger.take_entries();
        for entry in &mut entries {
            entry.about.splice(0..0, about(&entry.edit, &entry.inverse, &desk.document));
        }
        Self { text: desk.text, entries, set: Arc::clone(&desk.ledger.set), revision: desk.ledger.revision }
    }
}

/// The work of an annotator that is to be handed back.
#[derive(Debug, Clone)]
pub struct HandBack {
    /// What was decided on it.
    pub decided: GoldSnapshot,
    /// The edit of the review that hands it back.
    pub edit: Edit,
    /// The state that the work is to have; where it is none of a handing back, the last one is taken back.
    pub state: DocumentState,
}

impl HandBack {
    /// The work on a desk, to be handed back in a state, or, in one that it had before, to be taken back.
    pub(super) fn of(desk: &mut Desk, state: DocumentState) -> Self {
        let edit = desk.handing_back(&state);
        Self { decided: GoldSnapshot::of(desk), edit, state }
    }
}

/// A text on its way to the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The characters in the order of the text, marks and invisible ones included.
    ///
    /// Control characters other than tabs and line ends are pictures: pasted into a shell they would be keys pressed.
    pub text: String,
    /// What was copied.
    pub part: CopiedPart,
    /// How many control characters became pictures.
    pub pictures: usize,
    /// What was to be copied, too, and is not.
    pub left: Option<Notice>,
}

/// A text that was opened.
#[derive(Debug)]
pub struct Opened {
    /// Which text of the corpus.
    pub text: TextId,
    /// The text, or its head while the rest is being read.
    pub document: Arc<Document>,
    /// The annotations; empty while the rest is being read.
    pub set: AnnotationSet,
    /// What can be undone, also from earlier sittings.
    pub history: History,
    /// Whether the annotations say more than the sidecar does, so that it is to be written.
    pub is_ahead: bool,
    /// What reviewers have decided on the annotations.
    pub reviews: Vec<Review>,
    /// What there is to tell.
    pub told: Vec<Notice>,
    /// Why nothing may be changed, if so.
    pub read_only: Option<Cause>,
    /// What could not be read as it stands.
    pub warnings: Vec<Warning>,
    /// Whether this is the whole of a text whose head was opened before.
    pub is_rest: bool,
    /// Whether the last that was done to the annotations was to reanchor them, or to take that back.
    pub reanchored: Option<Reanchored>,
}

impl Opened {
    /// A whole text with its annotations, nothing special about it.
    pub fn whole(text: TextId, document: Arc<Document>, set: AnnotationSet) -> Self {
        Self {
            text,
            document,
            set,
            history: History::new(),
            is_ahead: false,
            reviews: Vec::new(),
            told: Vec::new(),
            read_only: None,
            warnings: Vec::new(),
            is_rest: false,
            reanchored: None,
        }
    }
}

/// What the program tells the session.
#[derive(Debug)]
pub enum Message {
    /// A text was opened, wholly or its head, or the rest of it was read.
    Opened(Box<Opened>),
    /// A text could not be opened, or not wholly.
    NotOpened(TextId, Cause),
    /// Where the spans of a text that has changed belong now.
    Whereabouts(Box<Whereabouts>),
    /// What became of the states of texts.
    States(StateReport),
    /// An order has gone through so many texts, of so many.
    OrderAt(usize, usize),
    /// What became of an order.
    Ordered(OrderReport),
    /// The spans that the annotator has in a text that is not open.
    Quoted(TextId, Vec<QuotedSpan>),
    /// What is suggested in a text.
    Suggested(TextId, Vec<Suggestion>),
    /// What there is to tell of words that are looked for in all texts.
    Heard(u64, Heard),
    /// The folder could not be listed.
    NotListed(Cause),
    /// There is something to tell in one line.
    Told(Notice),
    /// Something outside of the session went wrong.
    Faulty(Cause),
    /// The help has this many lines.
    HelpLines(usize),
    /// The guideline has so many lines on the screen.
    GuidelineLines(usize),
    /// The open text may not be changed any more, for this reason.
    ReadOnly(TextId, Cause),
    /// Changes are in the journal, up to this revision of this text.
    Saved(TextId, u64),
    /// Changes could not be kept.
    NotSaved(TextId, Cause),
    /// A text that several annotators have read, to be reviewed.
    Desk(Box<Desk>),
    /// A text of the review was read anew, since somebody else has decided on it or had it open.
    DeskAgain(Box<Desk>),
    /// Nothing may be decided on a text of the review, for this reason.
    DeskClosed(TextId, Cause),
    /// All texts to be reviewed were read; so many were left out, since too few annotators have read them.
    DesksComplete(usize),
    /// There is time to follow the decisions on a text.
    Follow(TextId),
    /// The gold standard of a text was saved, up to this revision of its decisions.
    GoldSaved(TextId, u64),
    /// The gold standard of a text could not be saved.
    GoldNotSaved(TextId, Cause),
    /// The work on a text was handed back in a state, or could not be, for this reason.
    HandedBack(TextId, Result<DocumentState, Cause>),
    /// The sidecar says what the annotations say, up to this revision of this text.
    Written(TextId, u64),
    /// The sidecar could not be written, while the journal has every change.
    NotWritten(TextId, Cause),
    /// Somebody else has written the sidecar; this edit brings the annotations to what both say, as the notice tells.
    Joined(TextId, Box<Edit>, Notice),
    /// The registries that the schema names were read, as far as they could be.
    Registries(Vec<NamedRegistry>),
    /// What becomes of the uses of identities.
    Identified(Box<IdentityReport>),
    /// How often identities are used in a text.
    Used(TextId, Used),
    /// The first changes of a registry that waited are kept.
    RegistrySaved {
        /// The name of the registry.
        registry: String,
        /// How many they are.
        edits: usize,
        /// What brings the registry to what its file says, where somebody else has written that, too.
        joined: Option<Box<RegistryEdit>>,
    },
    /// Changes of a registry could not be kept.
    RegistryNotSaved(Cause),
    /// Changes of a registry are in its journal, but not in its file, for this reason.
    RegistryNotWritten(Cause),
    /// Nothing happened for a while: there is time to write, and to try again.
    Idle,
    /// Nothing else waits: hits may be counted a little further on.
    Count,
    /// The texts of the corpus were listed.
    Listed(Vec<TextEntry>),
    /// Who has annotations of any of the texts.
    Annotators(BTreeSet<Annotator>),
    /// What texts show at a glance.
    Glanced(Vec<(TextId, Glance)>),
    /// The documents beside the texts, of which nothing is read.
    Documents(Documents),
    /// These texts are for the annotator to read.
    Assigned(Vec<TextId>),
    /// What the annotations of text `n` amount to.
    Summary(TextId, TextSummary),
    /// The text on screen has this many columns and rows.
    Area(u16, u16),
    /// The screen has rows to spare, or has not.
    Room(Room),
    /// What became of places that were to be cited, text by text.
    Cited(Vec<(TextId, Result<Vec<Citation>, Cause>)>),
    /// A text was handed to the clipboard.
    Copied(Copied),
    /// A text could not be, as the notice tells.
    NotCopied(Notice),
    /// Which keyboards may be in use, and the letter that is not the same key on all of them, if one was typed.
    Keyboards(Option<char>, Vec<KeyboardChoice>),
    /// The commands of the place on screen, each with all that it is called and with its keys.
    Palette(Vec<Item<Command>>),
    /// Keys are read as this keyboard has them from now on; why it could not be remembered, if so.
    KeyboardInUse(String, Option<Cause>),
    /// A text was pasted where a line is typed.
    Pasted(String),
    /// A key was pressed that does nothing here.
    Unbound(String),
    /// The pointer did something at a column and row of the text.
    Pointer(Pointer),
}

/// What there is to tell of words that are looked for in all texts.
#[derive(Debug)]
pub enum Heard {
    /// More was found.
    Found(Vec<Finding>),
    /// More places where a name is met.
    Met(Vec<Met>),
    /// So many texts were looked at.
    LookedAt(usize),
    /// It has come to its end.
    Ended(Looking),
}
