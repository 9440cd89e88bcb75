//! What notices and refusals say.

use super::phrase::{Phrase, Said, Section, Value, messages};
use crate::annotation::{Annotator, DocumentState, EdgePart, EditError, Mistyped, RelationFault};
use crate::layout::Direction;
use crate::session::{CopiedPart, Deed, HitPlace, Notice, Refusal, Unsaved};
use crate::text::Warning;

messages! { Notice in Notices:
    StillReading => "still-reading",
    StillListing => "still-listing",
    EdgesTrimmed { parts } => "edges-trimmed",
    EdgesAsked { parts } => "edges-asked",
    EdgesKept { parts } => "edges-kept",
    EdgesRestored => "edges-restored",
    NoTexts => "no-texts",
    NotOrdered => "not-ordered",
    LookingAtStates { texts } => "looking-at-states",
    SettingStates { texts } => "setting-states",
    NoStateToSet => "no-state-to-set",
    StatesSet { texts, state, left } => "states-set",
    StatesTakenBack { texts, state, left } => "states-taken-back",
    Ordered { what, spans, texts, is_stopped } => "ordered",
    OrderLeft { texts, name, cause } => "order-left",
    NoTextHolds { words } => "no-text-holds",
    NoJump => "no-jump",
    NoJumpForth => "no-jump-forth",
    MarkSet { letter } => "mark-set",
    MarkAsked => "mark-asked",
    KeyboardInUse { name } => "keyboard-in-use",
    NothingToCopy => "nothing-to-copy",
    NothingToAccept => "nothing-to-accept",
    Propagated { tag, words, places } => "propagated",
    OccurrencesDeleted { places } => "occurrences-deleted",
    ProposalsTaken { values, relations } => "proposals-taken",
    TourOffered => "tour-offered",
    NoTour => "no-tour",
    Done(deed) => "done",
    Undone { deed, letters, side } => "undone",
    Redone { deed, letters, side } => "redone",
    NothingToUndo => "nothing-to-undo",
    NothingToRedo => "nothing-to-redo",
    Direction(direction) => "direction",
    Saved => "saved",
    SavedNow => "saved-now",
    SavingAgain => "saving-again",
    LastText => "last-text",
    FirstText => "first-text",
    MarksShown => "marks-shown",
    MarksHidden => "marks-hidden",
    InvisibleShown => "invisible-shown",
    InvisibleHidden => "invisible-hidden",
    RemarkTaken { left } => "remark-taken",
    RemarkAnswered { left } => "remark-answered",
    RemarkDismissed { left } => "remark-dismissed",
    IdentityTaken { words, name, spans } => "identity-taken",
    IdentitiesChanged { command, uses, texts } => "identities-changed",
    IdentitiesRestored { command, uses, texts } => "identities-restored",
    NoIdentityFits => "no-identity-fits",
    Suggested { tag, words, source } => "suggested",
    SuggestionsTaken { spans } => "suggestions-taken",
    SuggestionRefused { tag, words } => "suggestion-refused",
    NoSearch => "no-search",
    NotFound { needle, matching } => "not-found",
    Hit { place, is_wrapped } => "hit",
    BadPattern { reason } => "bad-pattern",
    StaysOpen(cause) => "stays-open",
    AllDecided => "all-decided",
    NothingToDecide { complete, decided, agreed } => "nothing-to-decide",
    NothingToDrop => "nothing-to-drop",
    RationaleDropped => "rationale-dropped",
    NothingMissed => "nothing-missed",
    HandedBack { state, annotator } => "handed-back",
    HandingBackUndone { state, annotator } => "handing-back-undone",
    StaysHandedBack { state, cause } => "stays-handed-back",
    NotHandedBack(cause) => "not-handed-back",
    LookingForPlaces => "looking-for-places",
    TextUnchanged => "text-unchanged",
    Reanchored => "reanchored",
    Copied { part, quotations, characters, pictures } => "copied",
    NotCopied(cause) => "not-copied",
    NotCited { texts, name, cause } => "not-cited",
    TooLongToCopy { part, length, most } => "too-long-to-copy",
    Unbound { keys } => "unbound",
    ReadOnly(cause) => "read-only",
    NotSaved(cause) => "not-saved",
    NotWritten(cause) => "not-written",
    GoldNotSaved(cause) => "gold-not-saved",
    TakenIn { decisions, conflicts } => "taken-in",
    DeskAgain => "desk-again",
    Undecodable { first, more } => "undecodable",
    ReadAs { encoding } => "read-as",
    DecidedAlike { units } => "decided-alike",
    Confirmed { units } => "confirmed",
    LastComment { words, comment } => "last-comment",
    LastNoReason { words } => "last-no-reason",
    LastReason { words, reason } => "last-reason",
    LastGuideline { words, flagged } => "last-guideline",
    Disputed => "disputed-from-now",
    NotDisputed => "not-disputed",
    NothingSubmitted { annotator } => "nothing-submitted",
    TooFewReaders => "too-few-readers",
    Reviewed { reviews, open } => "reviewed",
    LeftOut { texts, reviewer } => "left-out",
    UnknownTerminal { terminal } => "unknown-terminal",
    MarksUndrawable { terminal } => "marks-undrawable",
    Told(cause) => "told",
    Failed(cause) => "failed",
    Keymap { first, more } => "keymap",
    Settings { first, more } => "settings",
    Stray { first, more } => "stray",
    Unsaved(unsaved) => "unsaved",
    Refused(refusal) => "refused",
    SpanDeleted { tag, words, relations } => "span-deleted",
    RelationsUnfit { tag, relations } => "relations-unfit",
    BoilerplateMarked { words } => "boilerplate-marked",
    BoilerplateUnmarked => "boilerplate-unmarked",
    RelatedElsewhere { kind, file, words } => "related-elsewhere",
    NoGapLeft => "no-gap-left",
    FactsMissing { facts } => "facts-missing",
    Several(notices) => "several",
}

messages! { Deed in Notices:
    Tag { form, tag, words } => "deed-tag",
    Delete { form, tag, words } => "deed-delete",
    Retag { form, tag, words } => "deed-retag",
    Move { form, tag, words } => "deed-move",
    Note { tag, words, note } => "deed-note",
    ClearNote { form, tag, words } => "deed-clear-note",
    Say { name, value, words } => "deed-say",
    Clear { form, name, words } => "deed-clear",
    Relate { kind, words, other } => "deed-relate",
    Unrelate { form, kind, words } => "deed-unrelate",
    State { form, state } => "deed-state",
    Decide { form, words } => "deed-decide",
    Fact { name, value } => "deed-fact",
    Several { changes } => "deed-several",
}

messages! { Unsaved in Notices:
    Changes(cause) => "unsaved-changes",
    Sidecar(cause) => "unsaved-sidecar",
}

messages! { Refusal in Notices:
    ReadOnly(cause) => "read-only",
    Edit(error) => "cannot-edit",
    NoWord => "no-word",
    NoSpan => "no-span",
    EmptySpan => "empty-span",
    NoNoteAfter => "no-note-after",
    NothingToPeel => "nothing-to-peel",
    NothingToRestore => "nothing-to-restore",
    NoNoteBefore => "no-note-before",
    NothingTagged => "nothing-tagged",
    NoRemarkLeft => "no-remark-left",
    NotReviewed => "not-reviewed",
    NoRemarkHere => "no-remark-here",
    OnlyComment => "only-comment",
    NotAnswered(cause) => "not-answered",
    Editing => "editing-first",
    NoLast => "no-last",
    NoNotes => "no-notes",
    NotStale => "not-stale",
    ChoiceGone => "choice-gone",
    NothingToConfirm => "nothing-to-confirm",
    NothingDecided => "nothing-decided",
    Closed(cause) => "closed",
    MissedByAll => "missed-by-all",
    NoPeerReview => "no-peer-review",
    NoSuchHandBack => "no-such-hand-back",
    HandedBackBefore { state, annotator } => "handed-back-before",
    ClosedToHandBack(cause) => "closed-to-hand-back",
    SpansLeft { open } => "spans-left",
    NoOrphan => "no-orphan",
    NoCandidate { id, number } => "no-candidate",
    NothingToApply => "nothing-to-apply",
    NothingAlike => "nothing-alike",
    NoReasons => "no-reasons",
    NoDesk => "no-desk",
    NoSuchReading { readings } => "no-such-reading",
    OneValue => "one-value",
    NoFields => "no-fields",
    NoSuchValue { values } => "no-such-value",
    NoMajority => "no-majority",
    OneAnnotator => "one-annotator",
    NoIdentity => "no-identity",
    NoRegistry { registry } => "no-registry",
    Mistyped(error) => "mistyped",
    Relation(fault) => "no-such-relation-here",
    NoGap => "no-gap",
    NoFacts => "no-facts",
    NothingProposed => "nothing-proposed",
    NoSuchAttribute { letter } => "no-such-attribute",
    NoSuchRow { name } => "no-such-row",
    TakesDigit => "takes-digit",
    NothingSaid => "nothing-said",
    NoRelationFrom { tag } => "no-relation-from",
    NoSuchRelation { letter } => "no-such-relation",
    NoSuchHint => "no-such-hint",
    NowhereElse { words, texts } => "nowhere-else",
    StillLooking => "still-looking",
    NoTagChosen => "no-tag-chosen",
    NothingInCommon => "nothing-in-common",
    WordsOfOneText => "words-of-one-text",
    NoSuchMark { letter } => "no-such-mark",
    NoSuchSpan => "no-such-span",
    NoName { end } => "no-name-of-end",
    Pointing => "pointing",
    StaysInText { kind } => "stays-in-text",
    NoGapInGold => "no-gap-in-gold",
    NoOtherText => "no-other-text",
    NoEndInText { kind, file } => "no-end-in-text",
    NoSuchText { file } => "no-such-text",
    GoneElsewhere { id } => "gone-elsewhere",
    NoSuggestion => "no-suggestion",
    WordsGone => "words-gone",
}

messages! { Mistyped in Notices:
    Number(typed) => "mistyped-number",
    Day(typed) => "mistyped-day",
}

messages! { RelationFault in Notices:
    UnknownType(kind) => "relation-unknown",
    From { kind, tag } => "relation-from",
    To { kind, tag } => "relation-to",
    NoEnd(end) => "relation-no-end",
    Itself(kind) => "relation-itself",
    Circle(kind) => "relation-circle",
    Already(kind) => "relation-already",
}

messages! { EditError in Notices:
    Duplicate { id, tag } => "edit-duplicate",
    IdInUse(id) => "edit-id-in-use",
    NoAnnotation(id) => "edit-no-annotation",
    NoRelation(id) => "edit-no-relation",
    NoField(field) => "edit-no-field",
    NoPlace(list) => "edit-no-place",
    UnknownTag(tag) => "edit-unknown-tag",
}

messages! { Warning in Notices:
    Undecodable { at, length } => "undecodable-bytes",
    More(places) => "undecodable-more",
}

impl<'a> From<&'a Vec<(DocumentState, Annotator)>> for Value<'a> {
    fn from(reviews: &'a Vec<(DocumentState, Annotator)>) -> Self {
        let phrase = |(state, reviewer): &'a (DocumentState, Annotator)| {
            let arguments = vec![("state", Value::from(state)), ("reviewer", Value::from(reviewer))];
            Phrase { section: Section::Notices, id: "reviewed-by".into(), arguments }
        };
        Self::List(reviews.iter().map(phrase).collect(), "and")
    }
}

impl From<&HitPlace> for Value<'_> {
    fn from(place: &HitPlace) -> Self {
        let arguments = vec![
            ("place", Self::Count(place.place)),
            ("hits", Self::Count(place.hits)),
            ("counting", Self::from(&place.is_counting)),
            ("beginning", Self::from(&place.is_beginning)),
        ];
        Self::Phrase(Phrase { section: Section::Notices, id: "hit-place".into(), arguments })
    }
}

impl From<&Vec<EdgePart>> for Value<'_> {
    fn from(parts: &Vec<EdgePart>) -> Self {
        let phrase = |part: &EdgePart| {
            let word = match part {
                EdgePart::Proclitic => "proclitic",
                EdgePart::Quote => "quote",
                EdgePart::Punctuation => "punctuation",
                EdgePart::BlankLine => "blank-line",
            };
            let arguments = vec![("part", Self::Choice(word.into()))];
            Phrase { section: Section::Notices, id: "edge-part".into(), arguments }
        };
        Self::List(parts.iter().map(phrase).collect(), "and")
    }
}

impl<'a> From<&'a Vec<Notice>> for Value<'a> {
    fn from(notices: &'a Vec<Notice>) -> Self {
        Self::List(notices.iter().map(Said::phrase).collect(), "and-also")
    }
}

impl From<&Direction> for Value<'_> {
    fn from(direction: &Direction) -> Self {
        Self::Choice(match direction {
            Direction::Auto => "auto".into(),
            Direction::RightToLeft => "right-to-left".into(),
            Direction::LeftToRight => "left-to-right".into(),
        })
    }
}

impl From<&CopiedPart> for Value<'_> {
    fn from(part: &CopiedPart) -> Self {
        Self::Choice(match part {
            CopiedPart::Selection => "selection".into(),
            CopiedPart::Span => "span".into(),
            CopiedPart::Word => "word".into(),
            CopiedPart::Quotation => "quotation".into(),
            CopiedPart::Quotations => "quotations".into(),
        })
    }
}
