//! What a session tells the person at the keys, as values; `words` puts them into a language.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use super::deed::{Deed, Side};
use super::hits::HitPlace;
use crate::annotation::suggestion::SuggestionSource;
use crate::annotation::{Annotator, DocumentState, EdgePart, EditError, Mistyped, OrderWord, RelationFault, SpanId};
use crate::language::matcher::SearchMode;
use crate::layout::Direction;
use crate::text::Warning;

/// Why something outside of the session could not be done: the typed error of the room that tried it.
///
/// A session does not look into it. `words` finds the error by its type and says it in the language of the screen;
/// where it does not know the type, as with the system's own errors, it says what [`fmt::Display`] says.
#[derive(Debug, Clone)]
pub struct Cause(Arc<dyn Error + Send + Sync>);

impl Cause {
    /// Returns the error, if it is one of this type.
    pub fn find<E: Error + 'static>(&self) -> Option<&E> {
        self.0.downcast_ref()
    }
}

impl<E: Into<Box<dyn Error + Send + Sync>>> From<E> for Cause {
    fn from(error: E) -> Self {
        Self(Arc::from(error.into()))
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl PartialEq for Cause {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

impl Eq for Cause {}

/// Tells how much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Something was done, or there is something to know.
    Information,
    /// Something went wrong or was refused.
    Failure,
}

/// One line for the reader's eye.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A command waits until the whole text is read.
    StillReading,
    /// A command needs the list of texts, which is not complete yet.
    StillListing,
    /// Parts were left out at the edges of a new span.
    EdgesTrimmed {
        /// Which.
        parts: Vec<EdgePart>,
    },
    /// A new span has parts at its edges that the guideline asks about.
    EdgesAsked {
        /// Which.
        parts: Vec<EdgePart>,
    },
    /// What the guideline asks about at the edges of a new span stays in it.
    EdgesKept {
        /// Which.
        parts: Vec<EdgePart>,
    },
    /// What was left out at the edges of a new span is part of it again.
    EdgesRestored,
    /// The folder has no text.
    NoTexts,
    /// The list is in the order of the names, which cannot be turned round.
    NotOrdered,
    /// It is being looked which texts can have a state.
    LookingAtStates {
        /// How many.
        texts: usize,
    },
    /// Texts are being given a state.
    SettingStates {
        /// How many.
        texts: usize,
    },
    /// None of the texts can have the state.
    NoStateToSet,
    /// Texts were given a state.
    StatesSet {
        /// How many.
        texts: usize,
        /// The state.
        state: DocumentState,
        /// How many more were to have it.
        left: usize,
    },
    /// That texts were given a state was taken back.
    StatesTakenBack {
        /// In how many.
        texts: usize,
        /// The state that they had.
        state: DocumentState,
        /// In how many more it was to be taken back, and could not be.
        left: usize,
    },
    /// An order over many texts was done.
    Ordered {
        /// What was done.
        what: OrderWord,
        /// To how many spans.
        spans: usize,
        /// In how many texts.
        texts: usize,
        /// Whether it was stopped before the last text.
        is_stopped: bool,
    },
    /// Texts were left as they were.
    OrderLeft {
        /// How many.
        texts: usize,
        /// The first.
        name: String,
        /// Why that one was.
        cause: Cause,
    },
    /// No text holds the words typed.
    NoTextHolds {
        /// The words.
        words: String,
    },
    /// There is no place to jump back to.
    NoJump,
    /// There is no place that was gone back from.
    NoJumpForth,
    /// The letter of a mark is asked for.
    MarkAsked,
    /// A letter stands for the place of the cursor.
    MarkSet {
        /// The letter.
        letter: char,
    },
    /// Keys are read as a keyboard has them.
    KeyboardInUse {
        /// Its name.
        name: String,
    },
    /// There is nothing at the cursor to copy.
    NothingToCopy,
    /// There is nothing to accept in a text that is read.
    NothingToAccept,
    /// Places where the words of a span are met again were tagged.
    Propagated {
        /// The tag.
        tag: String,
        /// The words.
        words: String,
        /// How many places.
        places: usize,
    },
    /// Spans of the same words were deleted.
    OccurrencesDeleted {
        /// How many.
        places: usize,
    },
    /// What was proposed was taken.
    ProposalsTaken {
        /// Values of attributes.
        values: usize,
        /// Relations.
        relations: usize,
    },
    /// The tour is offered to somebody who is new.
    TourOffered,
    /// No tour is going on.
    NoTour,
    /// Something was done to the text.
    Done(Box<Deed>),
    /// Something was taken back.
    Undone {
        /// What.
        deed: Box<Deed>,
        /// How many letters from where one was; none where that was on screen.
        letters: usize,
        /// On which side.
        side: Side,
    },
    /// Something was made again.
    Redone {
        /// What.
        deed: Box<Deed>,
        /// How many letters from where one was; none where that was on screen.
        letters: usize,
        /// On which side.
        side: Side,
    },
    /// There is no change left to undo.
    NothingToUndo,
    /// There is no change left to redo.
    NothingToRedo,
    /// Paragraphs are set in this direction from now on.
    Direction(Direction),
    /// Everything is on the disk.
    Saved,
    /// What was not saved is on the disk now.
    SavedNow,
    /// What could not be saved is tried again.
    SavingAgain,
    /// There is no text after this one.
    LastText,
    /// There is no text before this one.
    FirstText,
    /// Vowel marks are drawn from now on.
    MarksShown,
    /// Vowel marks are left out from now on.
    MarksHidden,
    /// Invisible characters are drawn as tokens from now on.
    InvisibleShown,
    /// Invisible characters are left out again.
    InvisibleHidden,
    /// A remark was taken; so many are left.
    RemarkTaken {
        /// How many.
        left: usize,
    },
    /// A remark was answered; so many are left.
    RemarkAnswered {
        /// How many.
        left: usize,
    },
    /// A remark was dismissed without a word; so many are left.
    RemarkDismissed {
        /// How many.
        left: usize,
    },
    /// An identity was set on spans.
    IdentityTaken {
        /// The words of the first span.
        words: String,
        /// The name of the identity.
        name: String,
        /// How many spans there are.
        spans: usize,
    },
    /// Identities became others, with their uses.
    IdentitiesChanged {
        /// What was done.
        command: String,
        /// How many uses followed.
        uses: usize,
        /// In how many texts.
        texts: usize,
    },
    /// What was done to identities was taken back.
    IdentitiesRestored {
        /// What was done.
        command: String,
        /// How many uses followed.
        uses: usize,
        /// In how many texts.
        texts: usize,
    },
    /// No identity fits what was typed.
    NoIdentityFits,
    /// A suggestion was gone to.
    Suggested {
        /// Its tag.
        tag: String,
        /// Its words.
        words: String,
        /// Where it comes from.
        source: SuggestionSource,
    },
    /// Suggestions became spans.
    SuggestionsTaken {
        /// How many.
        spans: usize,
    },
    /// A suggestion was refused.
    SuggestionRefused {
        /// Its tag.
        tag: String,
        /// Its words.
        words: String,
    },
    /// Nothing was searched for yet.
    NoSearch,
    /// The text does not have what was searched for.
    NotFound {
        /// What was searched for.
        needle: String,
        /// How it was taken.
        matching: SearchMode,
    },
    /// A search came to a hit.
    Hit {
        /// Which of the hits.
        place: HitPlace,
        /// Whether the search went round the end of the text.
        is_wrapped: bool,
    },
    /// What is searched for is no regular expression.
    BadPattern {
        /// Why, in the words of the library.
        reason: String,
    },
    /// A text stays open since its changes could not be saved.
    StaysOpen(Cause),
    /// Every unit is decided.
    AllDecided,
    /// No unit is left to decide.
    NothingToDecide {
        /// Whether all texts of the review were read.
        complete: bool,
        /// Units that were decided.
        decided: usize,
        /// Units on which the annotators agree.
        agreed: usize,
    },
    /// There was no comment or reason to drop.
    NothingToDrop,
    /// The comment and the reason for the decision to come were dropped.
    RationaleDropped,
    /// No span was tagged as missed.
    NothingMissed,
    /// A text was handed back to its annotator.
    HandedBack {
        /// The state of the annotator's work now.
        state: DocumentState,
        /// The annotator.
        annotator: String,
    },
    /// Handing a text back was undone.
    HandingBackUndone {
        /// The state of the annotator's work, as it was before.
        state: DocumentState,
        /// The annotator.
        annotator: String,
    },
    /// A text could not be handed back.
    NotHandedBack(Cause),
    /// A text that was handed back stays so.
    StaysHandedBack {
        /// The state of the annotator's work.
        state: DocumentState,
        /// Why.
        cause: Cause,
    },
    /// It is being found out where the spans of a text belong.
    LookingForPlaces,
    /// The text is as it was annotated.
    TextUnchanged,
    /// Every span was brought to where it belongs.
    Reanchored,
    /// Something was copied.
    Copied {
        /// What.
        part: CopiedPart,
        /// How many quotations, if it is some.
        quotations: usize,
        /// How many characters (code points).
        characters: usize,
        /// How many of them are control characters, copied as pictures.
        pictures: usize,
    },
    /// Something could not be copied.
    NotCopied(Cause),
    /// The text to copy is longer than terminals take.
    TooLongToCopy {
        /// What was to be copied.
        part: CopiedPart,
        /// Its length in kB.
        length: usize,
        /// How many kB terminals take.
        most: usize,
    },
    /// Places of texts were not cited.
    NotCited {
        /// How many texts.
        texts: usize,
        /// The name of the first of them.
        name: String,
        /// Why.
        cause: Cause,
    },
    /// A key that does nothing here.
    Unbound {
        /// The keys that were pressed.
        keys: String,
    },
    /// The open text may not be changed.
    ReadOnly(Cause),
    /// The last changes could not be kept, and are tried again.
    NotSaved(Cause),
    /// The sidecar could not be written, and is tried again; the journal has every change.
    NotWritten(Cause),
    /// The decisions on a text could not be saved.
    GoldNotSaved(Cause),
    /// A text of the review was read anew: somebody else has decided on it.
    DeskAgain,
    /// What another program had written was taken in with the decision just made.
    TakenIn {
        /// Decisions that came in.
        decisions: usize,
        /// Units that both sides decided otherwise.
        conflicts: usize,
    },
    /// Bytes of the file mean nothing in its encoding.
    Undecodable {
        /// The first place.
        first: Warning,
        /// Whether there are others.
        more: bool,
    },
    /// The text was read in another encoding than UTF-8.
    ReadAs {
        /// Its name.
        encoding: &'static str,
    },
    /// A decision was applied to the units that are alike.
    DecidedAlike {
        /// How many there were.
        units: usize,
    },
    /// Stale decisions were confirmed.
    Confirmed {
        /// How many.
        units: usize,
    },
    /// The comment on the decision just made is this now.
    LastComment {
        /// The words that were decided on.
        words: String,
        /// The comment.
        comment: String,
    },
    /// The decision just made has no reason now.
    LastNoReason {
        /// The words that were decided on.
        words: String,
    },
    /// The reason of the decision just made is this now.
    LastReason {
        /// The words that were decided on.
        words: String,
        /// The reason.
        reason: String,
    },
    /// The guideline is to be looked at after the decision just made, or not any more.
    LastGuideline {
        /// The words that were decided on.
        words: String,
        /// Whether it is.
        flagged: bool,
    },
    /// The unit at hand is disputed from now on.
    Disputed,
    /// The unit at hand is not disputed any more.
    NotDisputed,
    /// An annotator has submitted no text here.
    NothingSubmitted {
        /// The annotator.
        annotator: String,
    },
    /// No text was read by enough annotators.
    TooFewReaders,
    /// Reviews of the open text were handed back.
    Reviewed {
        /// State and reviewer of each.
        reviews: Vec<(DocumentState, Annotator)>,
        /// Remarks that are neither followed nor answered.
        open: usize,
    },
    /// Texts that the reviewer annotates and has not submitted are left out of the review.
    LeftOut {
        /// How many.
        texts: usize,
        /// The reviewer.
        reviewer: Annotator,
    },
    /// The terminal is not known, and may need calibration.
    UnknownTerminal {
        /// Its name.
        terminal: String,
    },
    /// The terminal does not draw vowel marks well.
    MarksUndrawable {
        /// Its name.
        terminal: String,
    },
    /// Something that another room did.
    Told(Cause),
    /// Something that another room could not do.
    Failed(Cause),
    /// The keymap has mistakes.
    Keymap {
        /// The first.
        first: Cause,
        /// How many more there are.
        more: usize,
    },
    /// The settings of the folder say what is not for a folder to say.
    Settings {
        /// The first.
        first: Cause,
        /// How many more there are.
        more: usize,
    },
    /// A file of the folder looks like a sidecar, and counts for nothing.
    Stray {
        /// The first.
        first: Cause,
        /// How many more there are.
        more: usize,
    },
    /// Something is not on the disk.
    Unsaved(Unsaved),
    /// A command was refused.
    Refused(Refusal),
    /// A span was deleted, and relations with it.
    SpanDeleted {
        /// Its tag.
        tag: String,
        /// Its words.
        words: String,
        /// How many relations.
        relations: usize,
    },
    /// A span has a tag now that relations of it do not go with.
    RelationsUnfit {
        /// The tag.
        tag: String,
        /// How many relations.
        relations: usize,
    },
    /// A stretch of the text is boilerplate from now on.
    BoilerplateMarked {
        /// How many words it has.
        words: usize,
    },
    /// A stretch of the text is boilerplate no longer.
    BoilerplateUnmarked,
    /// A relation was made to a span of another text.
    RelatedElsewhere {
        /// Its type.
        kind: String,
        /// The name of the text.
        file: String,
        /// The words of the span.
        words: String,
    },
    /// Nothing is missing in the text any more.
    NoGapLeft,
    /// Nothing is missing of the spans, but of the text itself.
    FactsMissing {
        /// How many facts.
        facts: usize,
    },
    /// Several notices, to be told in one line.
    Several(Vec<Notice>),
}

impl Notice {
    /// Returns how much it matters.
    pub fn severity(&self) -> Severity {
        match self {
            Self::NoTexts
            | Self::NoTextHolds { .. }
            | Self::NothingToCopy
            | Self::NoSearch
            | Self::NotFound { .. }
            | Self::BadPattern { .. }
            | Self::StaysOpen(_)
            | Self::NotHandedBack(_)
            | Self::StaysHandedBack { .. }
            | Self::NotCopied(_)
            | Self::TooLongToCopy { .. }
            | Self::NotCited { .. }
            | Self::ReadOnly(_)
            | Self::NotSaved(_)
            | Self::NotWritten(_)
            | Self::GoldNotSaved(_)
            | Self::Undecodable { .. }
            | Self::NothingSubmitted { .. }
            | Self::TooFewReaders
            | Self::Failed(_)
            | Self::Keymap { .. }
            | Self::Settings { .. }
            | Self::Stray { .. }
            | Self::Unsaved(_)
            | Self::Refused(_) => Severity::Failure,
            _ => Severity::Information,
        }
    }
}

impl From<Refusal> for Notice {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// What was copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopiedPart {
    /// The selection.
    Selection,
    /// The span under the cursor.
    Span,
    /// The word under the cursor.
    Word,
    /// A span or a hit with its citation.
    Quotation,
    /// Several of them.
    Quotations,
}

/// What is not on the disk, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsaved {
    /// The last changes.
    Changes(Cause),
    /// The sidecar; the journal has every change.
    Sidecar(Cause),
}

/// Why a command was not performed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The text may not be changed.
    ReadOnly(Cause),
    /// The change cannot be made.
    Edit(EditError),
    /// There is no word to tag.
    NoWord,
    /// There is no span under the cursor.
    NoSpan,
    /// A span would be empty.
    EmptySpan,
    /// No span further on has a note.
    NoNoteAfter,
    /// Nothing more can be left out at the start of the span.
    NothingToPeel,
    /// Nothing is written as one with the start of the span.
    NothingToRestore,
    /// No span before has a note.
    NoNoteBefore,
    /// Nothing was tagged yet that could be tagged again.
    NothingTagged,
    /// Every remark is followed or answered.
    NoRemarkLeft,
    /// Nobody has reviewed the text.
    NotReviewed,
    /// No remark is on the place under the cursor.
    NoRemarkHere,
    /// The remark is a comment, which cannot be taken.
    OnlyComment,
    /// The answer cannot be kept.
    NotAnswered(Cause),
    /// The edited reading is neither kept nor dropped yet.
    Editing,
    /// No decision was made in this sitting, or the last was taken back.
    NoLast,
    /// No annotator has left a note.
    NoNotes,
    /// The decision on the unit at hand is not stale.
    NotStale,
    /// What was chosen is not there any more.
    ChoiceGone,
    /// No stale decision can be confirmed.
    NothingToConfirm,
    /// Nothing was decided yet that could be decided again.
    NothingDecided,
    /// Nothing can be decided on this text.
    Closed(Cause),
    /// A span that everybody has missed is added to an edited reading.
    MissedByAll,
    /// The state of a text is set where one annotator's work is reviewed.
    NoPeerReview,
    /// A text is handed back as returned or as reviewed.
    NoSuchHandBack,
    /// A text was handed back in an earlier sitting, and is the annotator's since.
    HandedBackBefore {
        /// The state of the annotator's work.
        state: DocumentState,
        /// The annotator.
        annotator: String,
    },
    /// This text cannot be handed back.
    ClosedToHandBack(Cause),
    /// Spans of the text were not gone through yet.
    SpansLeft {
        /// How many.
        open: usize,
    },
    /// There is no orphan.
    NoOrphan,
    /// An orphan has no such candidate.
    NoCandidate {
        /// The orphan's id.
        id: SpanId,
        /// The candidate, from 1.
        number: usize,
    },
    /// No unit is decided whose decision could be applied.
    NothingToApply,
    /// No open unit is like the one that was decided.
    NothingAlike,
    /// The schema has no reasons to reject a span.
    NoReasons,
    /// There is no text to review.
    NoDesk,
    /// The unit has no such reading.
    NoSuchReading {
        /// How many it has.
        readings: usize,
    },
    /// A fact of the document has one value, and no span to edit.
    OneValue,
    /// The readings of the unit differ in no field.
    NoFields,
    /// The field has no such value.
    NoSuchValue {
        /// How many it has.
        values: usize,
    },
    /// No reading is that of more than half of the annotators.
    NoMajority,
    /// Only one annotator has something here.
    OneAnnotator,
    /// A span of this tag has no identity.
    NoIdentity,
    /// The registry could not be read, or the schema names none of this name.
    NoRegistry {
        /// The name of the registry.
        registry: String,
    },
    /// What was typed is no value.
    Mistyped(Mistyped),
    /// The relation cannot be made.
    Relation(RelationFault),
    /// Nothing is missing in the text.
    NoGap,
    /// The schema has no facts of a text.
    NoFacts,
    /// Nothing is proposed for the span.
    NothingProposed,
    /// No attribute of the span has this letter.
    NoSuchAttribute {
        /// The letter.
        letter: char,
    },
    /// The spans have no such attribute.
    NoSuchRow {
        /// Its id.
        name: String,
    },
    /// The attribute takes a digit.
    TakesDigit,
    /// Nothing was said yet that could be said again.
    NothingSaid,
    /// No relation comes from spans of this tag.
    NoRelationFrom {
        /// The tag.
        tag: String,
    },
    /// No relation from the span has this letter.
    NoSuchRelation {
        /// The letter.
        letter: char,
    },
    /// Nothing on screen has these letters.
    NoSuchHint,
    /// Words are met nowhere else in the text.
    NowhereElse {
        /// The words.
        words: String,
        /// How many texts there are, in which they can be looked for.
        texts: usize,
    },
    /// Places in other texts are still being looked for.
    StillLooking,
    /// No place that is chosen has a tag.
    NoTagChosen,
    /// The spans that are chosen have no attribute that all of them may have.
    NothingInCommon,
    /// Words are pointed out in one text, not for spans of a list.
    WordsOfOneText,
    /// No place of the text has this letter.
    NoSuchMark {
        /// The letter.
        letter: char,
    },
    /// No span of this kind is further on, or further back.
    NoSuchSpan,
    /// A name must follow an end that is no span.
    NoName {
        /// The end.
        end: String,
    },
    /// Words are pointed out, and nothing else is done meanwhile.
    Pointing,
    /// Relations of a type stay in one text.
    StaysInText {
        /// The type.
        kind: String,
    },
    /// Nothing that is required is missing in the gold standard.
    NoGapInGold,
    /// There is no other text here.
    NoOtherText,
    /// A text has no span that a relation may go to.
    NoEndInText {
        /// The type of the relation.
        kind: String,
        /// The name of the text.
        file: String,
    },
    /// A relation goes to a text that is not here.
    NoSuchText {
        /// Its name.
        file: String,
    },
    /// A relation goes to a span of another text that is not there any more.
    GoneElsewhere {
        /// The id of the span.
        id: SpanId,
    },
    /// Nothing is suggested there.
    NoSuggestion,
    /// The words that were found are not there any more: the text is another one.
    WordsGone,
}

impl From<Mistyped> for Refusal {
    fn from(error: Mistyped) -> Self {
        Self::Mistyped(error)
    }
}

impl From<RelationFault> for Refusal {
    fn from(fault: RelationFault) -> Self {
        Self::Relation(fault)
    }
}

impl From<EditError> for Refusal {
    fn from(error: EditError) -> Self {
        Self::Edit(error)
    }
}
