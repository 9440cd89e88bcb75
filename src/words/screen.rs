//! Labels, prompts and states of the screen.

use std::borrow::Cow;

use super::phrase::{Phrase, Said, Section, Value};
use crate::annotation::suggestion::SuggestionSource;
use crate::annotation::{DocumentState, OrderWord};
use crate::language::matcher::SearchMode;
use crate::layout::steering::Steering as Steers;
use crate::review::UnitKind as Kind;
use crate::session::Cause;

/// Declares the labels, each with the id of its message and its arguments.
macro_rules! labels {
    ($( #[doc = $doc:literal] $label:ident $( { $($argument:ident: $type:ty),* } )? => $id:literal, )*) => {
        /// Something short that the screen says.
        #[derive(Debug, Clone)]
        pub enum Label<'a> { $(
            #[doc = $doc]
            $label $( { $( #[doc = concat!("The argument `", stringify!($argument), "`.")] $argument: $type ),* } )?,
        )* }

        impl Said for Label<'_> {
            fn phrase(&self) -> Phrase<'_> {
                match self { $(
                    Self::$label $( { $($argument),* } )? => Phrase {
                        section: Section::Screen,
                        id: std::borrow::Cow::Borrowed($id),
                        arguments: vec![ $($( (stringify!($argument), Value::from($argument)) ),*)? ],
                    },
                )* }
            }
        }

        #[cfg(test)]
        impl super::phrase::Declared for Label<'_> {
            const SECTION: Section = Section::Screen;
            const MESSAGES: &'static [(&'static str, &'static [&'static str])] =
                &[ $( ($id, &[ $($( stringify!($argument) ),*)? ]), )* ];
        }
    };
}

labels! {
    /// The heading of the column of headlines.
    ColumnHeadline => "column-headline",
    /// The state of a text in a list; `none` where it has no annotations.
    StateWord { state: StageWord<'a> } => "state-word",
    /// How many texts are in a state.
    StateTotal { texts: usize, state: StageWord<'a> } => "state-total",
    /// How many spans all texts have.
    SpansTotal { spans: usize } => "spans-total",
    /// How much is missing in all texts.
    GapsTotal { gaps: usize } => "gaps-total",
    /// That the folder is being listed.
    ListingTexts => "listing-texts",
    /// That the annotator is new here, and who is not.
    NewAnnotator { annotator: &'a str, others: &'a str, count: usize } => "new-annotator",
    /// That something was less than a minute ago.
    AgeNow => "age-now",
    /// How many minutes ago something was.
    AgeMinutes { minutes: usize } => "age-minutes",
    /// How many hours ago something was.
    AgeHours { hours: usize } => "age-hours",
    /// That something was yesterday.
    AgeYesterday => "age-yesterday",
    /// How many days ago something was.
    AgeDays { days: usize } => "age-days",
    /// A day of this year.
    DayOfYear { day: usize, month: usize } => "day-of-year",
    /// A day of another year.
    DayOf { day: usize, month: usize, year: &'a str } => "day-of",
    /// What a key does: opens the inspector.
    KeyInspect => "key-inspect",
    /// What a key does: goes to the next gap.
    KeyNextGap => "key-next-gap",
    /// What a key does: performs the command that is picked.
    KeyPerform => "key-perform",
    /// What a key does: begins to set the state.
    KeyState => "key-state",
    /// What a key does: goes to the word before.
    KeyPreviousWord => "key-previous-word",
    /// Which step of the tour it is.
    TourStep { step: StepWord, number: usize, steps: usize } => "tour-step",
    /// All steps of the tour are behind.
    TourEnd => "tour-end",
    /// What is to be done in a step of the tour, with the keys that do it.
    TourTask { step: StepWord, first: &'a str, second: &'a str, third: &'a str } => "tour-task",
    /// What a key does: skips the step of the tour.
    KeySkip => "key-skip",
    /// What a key does: lists the commands.
    KeyPalette => "key-palette",
    /// What is typed to find a command.
    PromptCommand => "prompt-command",
    /// How many commands there are.
    CommandsShown { shown: usize } => "commands-shown",
    /// No command is called what is typed.
    NoCommandFits => "no-command-fits",
    /// What a key does: makes a relation.
    KeyRelate => "key-relate",
    /// How much the gold standard lacks.
    GoldGaps { gaps: usize } => "gold-gaps",
    /// What a unit lacks in the gold standard.
    GoldLacks { missing: &'a str } => "gold-lacks",
    /// The cursor is in boilerplate.
    InBoilerplate => "in-boilerplate",
    /// What a key does: merges an identity.
    KeyMerge => "key-merge",
    /// What a key does: renames an identity.
    KeyRename => "key-rename",
    /// What a key does: splits an identity.
    KeySplit => "key-split",
    /// What an identity is merged into.
    MergedInto { name: &'a str } => "merged-into",
    /// Which id an identity gets.
    RenamedTo { id: &'a str } => "renamed-to",
    /// Which id the uses of an identity with some words get.
    SplitFrom { id: &'a str, words: &'a str } => "split-from",
    /// Which uses would follow.
    UsesToFollow { command: &'a str, uses: usize, texts: usize } => "uses-to-follow",
    /// Which uses would be as before.
    UsesToRestore { command: &'a str, uses: usize, texts: usize } => "uses-to-restore",
    /// How many uses there are in a text.
    UsesInText { text: &'a str, uses: usize } => "uses-in-text",
    /// What a key does: makes a relation into another text.
    KeyElsewhere => "key-elsewhere",
    /// What a key does: puts the letters on spans.
    KeyLeap => "key-leap",
    /// How many places are chosen of those where words are met again.
    PlacesChosen { places: usize, chosen: usize } => "places-chosen",
    /// How what is looked for is taken.
    MatchingWord { matching: SearchMode } => "matching",
    /// How much was found in all texts, and how far looking has come.
    Found { places: usize, shown: usize, looked: usize, texts: usize, looking: LookingWord } => "found",
    /// Of how many spans of a text so many are shown.
    SpansOfText { spans: usize, shown: usize } => "spans-of-text",
    /// That spans are listed.
    Spans => "spans-listed",
    /// How far looking for a name in all texts has come.
    InTexts { looked: usize, texts: usize, looking: LookingWord } => "in-texts",
    /// Whether an order over many texts is to be given.
    OrderAsked { act: &'a Label<'a>, spans: usize, texts: usize } => "order-asked",
    /// What an order does to spans.
    OrderAct { what: OrderWord } => "order-act",
    /// The same of one that gives an attribute a value.
    OrderSays { name: &'a str, value: &'a str } => "order-says",
    /// The same of one that takes its value away.
    OrderClears { name: &'a str } => "order-clears",
    /// Of how many spans the attributes are shown.
    AttributesOf { spans: usize, texts: usize } => "attributes-of",
    /// How far an order has come.
    OrderGoing { done: usize, all: usize } => "order-going",
    /// What is known of such a place.
    Standing { standing: StandingWord } => "standing",
    /// Which keyboard is in use, because of a letter or for another reason.
    WhichKeyboard { letter: &'a str } => "which-keyboard",
    /// A keyboard.
    KeyboardName { name: KeyboardWord<'a> } => "keyboard-name",
    /// The texts that a relation may go to.
    TextsElsewhere { kind: &'a str } => "texts-elsewhere",
    /// The spans of a text that a relation may go to.
    SpansElsewhere { kind: &'a str, file: &'a str } => "spans-elsewhere",
    /// Which keys lead back to where one was.
    KeysToReturn { keys: &'a str } => "keys-to-return",
    /// Which keys take something back.
    KeysToUndo { keys: &'a str } => "keys-to-undo",
    /// What a key does: takes all that is proposed.
    KeyAcceptAll => "key-accept-all",
    /// What a key does: takes a value away.
    KeyClear => "key-clear",
    /// What a key does: goes to the next span.
    KeyNextSpan => "key-next-span",
    /// What a key does: goes to the next word.
    KeyNextWord => "key-next-word",
    /// How many more spans are spoken of.
    MoreSpans { spans: usize } => "more-spans",
    /// How much is missing of a span.
    GapsOfSpan { gaps: usize } => "gaps-of-span",
    /// Something is missing.
    Missing => "missing",
    /// Several spans say different things.
    ValuesDiffer => "values-differ",
    /// A proposal comes from the registry.
    FromRegistry => "from-registry",
    /// A proposal comes from another span of the same words.
    FromSameText => "from-same-text",
    /// The span before says it.
    FromBefore => "from-before",
    /// It comes from a word of a lexicon.
    FromLexicon => "from-lexicon",
    /// It comes from a figure.
    FromNumber => "from-number",
    /// It comes from words that say when.
    FromDate => "from-date",
    /// It comes from a word that says that somebody says so.
    FromCue => "from-cue",
    /// It is inside the span.
    FromInside => "from-inside",
    /// It is in the sentence.
    FromSentence => "from-sentence",
    /// It is near.
    FromNear => "from-near",
    /// No word in the sentence says what an attribute is.
    OddUnsaid { attribute: &'a str } => "odd-unsaid",
    /// The bounds of a figure are the wrong way round.
    OddBounds { min: usize, max: usize } => "odd-bounds",
    /// A day is after the day of publication.
    OddDay { attribute: &'a str, published: &'a str } => "odd-day",
    /// A part is larger than its whole.
    OddPart { part: usize, whole: usize } => "odd-part",
    /// A day is typed.
    TypeADay => "type-a-day",
    /// A value is typed.
    TypeAValue => "type-a-value",
    /// Words are pointed out.
    PointOutWords => "point-out-words",
    /// The type of a relation is asked for.
    RelationAsked => "relation-asked",
    /// Whether to submit a text in which so much is missing.
    SubmitWithGaps { gaps: usize } => "submit-with-gaps",
    /// What is said of the text as a whole.
    FactsOfText => "facts-of-text",
    /// A value is asked for.
    PromptValue => "prompt-value",
    /// What a key does: takes hold of an edge.
    KeyEdge => "key-edge",
    /// What a key does: deletes.
    KeyDelete => "key-delete",
    /// What a key does: undoes.
    KeyUndo => "key-undo",
    /// What a key does: writes a note.
    KeyNote => "key-note",
    /// What a key does: lists the identities a span may be.
    KeyIdentity => "key-identity",
    /// What a key does: makes a new identity.
    KeyNewIdentity => "key-new-identity",
    /// What is typed in a list of identities.
    PromptIdentity => "prompt-identity",
    /// The title of the list of identities for words.
    IdentitiesFor { words: &'a str, shown: usize, spans: usize } => "identities-for",
    /// The title of the list of classes that an identity may have.
    ClassOfIdentity { name: &'a str } => "class-of-identity",
    /// No identity fits what is typed.
    NoIdentityShown => "no-identity-shown",
    /// What a key does: searches.
    KeySearch => "key-search",
    /// What a key does: shows the help.
    KeyHelp => "key-help",
    /// What a key does: goes back.
    KeyBack => "key-back",
    /// What a key does: keeps an edited reading.
    KeyKeep => "key-keep",
    /// What a key does: drops an edited reading.
    KeyDrop => "key-drop",
    /// What a key does: leaves although something is not saved.
    KeyLeave => "key-leave",
    /// What a key does: stays.
    KeyStay => "key-stay",
    /// What a key does: takes what is offered.
    KeyTake => "key-take",
    /// What a key does: answers.
    KeyAnswer => "key-answer",
    /// What a key does: goes to the next.
    KeyNext => "key-next",
    /// What a key does: goes to the previous.
    KeyPrevious => "key-previous",
    /// What a key does: takes the reading of the majority.
    KeyMajority => "key-majority",
    /// What a key does: decides that nothing belongs here.
    KeyNone => "key-none",
    /// What a key does: edits a reading.
    KeyEdit => "key-edit",
    /// What a key does: keeps all readings.
    KeyKeepAll => "key-keep-all",
    /// What a key does: defers a decision.
    KeyDefer => "key-defer",
    /// What a key does: repeats a decision.
    KeyRepeat => "key-repeat",
    /// What a key does: shows similar units.
    KeyAlike => "key-alike",
    /// What a key does: accepts a span.
    KeyAccept => "key-accept",
    /// What a key does: changes a span.
    KeyChange => "key-change",
    /// What a key does: rejects a span.
    KeyReject => "key-reject",
    /// What a key does: chooses a reason.
    KeyReason => "key-reason",
    /// What a key does: writes a comment.
    KeyComment => "key-comment",
    /// What a key does: adds a span that was missed.
    KeyMissed => "key-missed",
    /// What a key does: applies what is shown.
    KeyApply => "key-apply",
    /// What a key does: looks through all texts.
    KeyAllTexts => "key-all-texts",
    /// What a key does: lists the spans.
    KeySpans => "key-spans",
    /// What a key does: looks for the words of a span everywhere.
    KeyEverywhere => "key-everywhere",
    /// What a key does: leaves what is shown.
    KeyCancel => "key-cancel",
    /// What a key does: flags the guideline.
    KeyGuideline => "key-guideline",
    /// What a key does: shows who the annotators are.
    KeyWho => "key-who",
    /// What a key does: quits.
    KeyQuit => "key-quit",
    /// What a key does: returns a text to its annotator.
    KeyReturn => "key-return",
    /// What a key does: marks a text as reviewed.
    KeyReviewed => "key-reviewed",
    /// What a key does: removes an orphan.
    KeyRemove => "key-remove",
    /// What a key does: erases the line.
    KeyEraseAll => "key-erase-all",
    /// What a key does: erases a word.
    KeyEraseWord => "key-erase-word",
    /// What a key does: makes the selection larger.
    KeyLarger => "key-larger",
    /// What a key does: makes the selection smaller.
    KeySmaller => "key-smaller",
    /// What a key does: narrows the list.
    KeyFilter => "key-filter",
    /// What a key does: moves to the left.
    KeyLeft => "key-left",
    /// What a key does: moves to the right.
    KeyRight => "key-right",
    /// What a key does: goes a row down.
    KeyNextRow => "key-next-row",
    /// What a key does: goes a page down.
    KeyNextPage => "key-next-page",
    /// What a key does: goes a page up.
    KeyPreviousPage => "key-previous-page",
    /// What a key does: goes to the next note.
    KeyNextNote => "key-next-note",
    /// What a key does: orders the list.
    KeyOrder => "key-order",
    /// What a key does: reverses the order of the list.
    KeyReverse => "key-reverse",
    /// What a key does: opens a text.
    KeyOpen => "key-open",
    /// What a key does: shows the attributes of spans.
    KeyAttribute => "key-attribute",
    /// What a key does: copies.
    KeyCopy => "key-copy",
    /// What a key does: recalls an earlier line.
    KeyEarlier => "key-earlier",
    /// What a key does: changes the tag.
    KeyRetag => "key-retag",
    /// What a key does: goes to the other end of the selection.
    KeyOtherEnd => "key-other-end",
    /// What a key does: shows or hides vowel marks.
    KeyMarks => "key-marks",
    /// What a key does: starts selecting.
    KeySelect => "key-select",
    /// What a key does: marks the next reading.
    KeyMark => "key-mark",
    /// What a key does: opens the fields of a unit.
    KeyFields => "key-fields",
    /// What a key does: confirms a stale decision.
    KeyConfirm => "key-confirm",
    /// What a key does: shows the stale decisions that can be confirmed.
    KeyConfirmAll => "key-confirm-all",
    /// What a key does: flags a unit as disputed.
    KeyDisputed => "key-disputed",
    /// What a key does: replies in the thread of a unit.
    KeyReply => "key-reply",
    /// What a key does: begins what is about the decision just made.
    KeyLast => "key-last",
    /// What a key does: decides as chosen.
    KeyDecide => "key-decide",
    /// What a key does: chooses the next value.
    KeyNextValue => "key-next-value",
    /// What a key does: goes to the next field.
    KeyNextField => "key-next-field",
    /// What a key does: goes to the previous field.
    KeyPreviousField => "key-previous-field",
    /// A value of a field, by its number.
    ValueNumber { number: usize } => "value-number",
    /// What a key does: takes the reading of this letter.
    KeyReading { letter: &'a str } => "key-reading",
    /// What a key does: takes what is searched for in the next way.
    KeySearchMode => "key-search-mode",
    /// What a key does: asks for words to find in all texts.
    KeyConcordance => "key-concordance",
    /// Asks for what is searched.
    PromptSearch { matching: SearchMode } => "prompt-search",
    /// Asks for what a list is narrowed by.
    PromptFilter => "prompt-filter",
    /// Asks for a note.
    PromptNote => "prompt-note",
    /// Asks for a comment on the decision just made.
    PromptLastComment => "prompt-last-comment",
    /// Asks for a reply in the thread of a unit.
    PromptReply => "prompt-reply",
    /// Asks for a comment on a decision.
    PromptComment => "prompt-comment",
    /// Asks for an answer to a reviewer.
    PromptAnswer => "prompt-answer",
    /// Asks whether to leave although something is not saved.
    LeaveQuestion => "leave-question",
    /// Says that this is the help.
    HelpTitle => "help-title",
    /// How many texts there are.
    Texts { texts: usize } => "texts",
    /// How many of the texts a filter leaves.
    TextsShown { shown: usize, texts: usize } => "texts-shown",
    /// How many of the texts are for the annotator to read, and how many of these are not done.
    TextsOfMine { mine: usize, open: usize } => "texts-of-mine",
    /// How many texts are marked.
    TextsMarked { texts: usize } => "texts-marked",
    /// The state that texts are about to have, and how many are left out.
    StatesToSet { texts: usize, state: &'a DocumentState, left: usize } => "states-to-set",
    /// The state that a text has before it is set.
    StateBefore { state: &'a DocumentState } => "state-before",
    /// Why the state of a text is not set.
    StateLeftOut { cause: &'a Cause } => "state-left-out",
    /// What a key does: sets the states.
    KeySet => "key-set",
    /// What a key does: marks a text.
    KeyMarkText => "key-mark-text",
    /// What a key does: marks all texts.
    KeyMarkAll => "key-mark-all",
    /// Where the cursor is.
    Position { paragraph: usize, paragraphs: &'a str, percent: usize } => "position",
    /// The number of the code point under the cursor.
    CodePoint { character: usize } => "code-point",
    /// How many spans the text has.
    SpansInText { spans: usize } => "spans-in-text",
    /// Motions extend the selection.
    Selecting => "selecting",
    /// How many characters are selected.
    Selected { characters: usize } => "selected",
    /// Everything is on the disk.
    StateSaved => "state-saved",
    /// Something is not on the disk yet.
    StateUnsaved => "state-unsaved",
    /// Something could not be brought to the disk.
    StateNotSaved => "state-not-saved",
    /// The journal has every change, the sidecar has not.
    StateJournalOnly => "state-journal-only",
    /// The text may not be changed.
    StateReadOnly => "state-read-only",
    /// A reading is being edited.
    Editing => "editing",
    /// The state of a text.
    DocumentState { state: &'a DocumentState } => "document-state",
    /// What makes letters stand in another order.
    Steering { steering: Steers, place: SteeredPlace } => "steering",
    /// What comes of that.
    SteeringEffect { steering: Steers } => "steering-effect",
    /// The same, with the keys that show where.
    SteeringShownBy { effect: &'a Label<'a>, keys: &'a str } => "steering-shown-by",
    /// The end of a span is on the move.
    MovingEnd => "moving-end",
    /// The start of a span is on the move.
    MovingStart => "moving-start",
    /// Stands before the note of a span.
    NoteOfSpan => "note-of-span",
    /// The folder has no texts.
    NoTextHere => "no-text-here",
    /// No text holds the words of the filter.
    NoTextShown => "no-text-shown",
    /// Documents of which nothing is read, such as `3 .docx, 2 .pdf`.
    DocumentsHere { documents: &'a str } => "documents-here",
    /// What is wrong with the sidecar of a text.
    Fault { cause: &'a Cause } => "fault",
    /// Heads the names of texts.
    ColumnText => "column-text",
    /// Heads who is to read a text.
    ColumnAssigned => "column-assigned",
    /// The annotator is to read a text.
    AssignedToMe => "assigned-to-me",
    /// Heads the states of texts.
    ColumnState => "column-state",
    /// Heads the numbers of spans.
    ColumnSpans => "column-spans",
    /// Heads what is said of all that is required.
    ColumnGaps => "column-gaps",
    /// Heads the times of the last changes.
    ColumnChanged => "column-changed",
    /// Heads the sizes of texts.
    ColumnSize => "column-size",
    /// Heads the numbers of other annotators.
    ColumnOthers => "column-others",
    /// A size in bytes.
    SizeBytes { size: &'a str } => "size-bytes",
    /// A size in kB.
    SizeKilobytes { size: &'a str } => "size-kilobytes",
    /// A size in MB.
    SizeMegabytes { size: &'a str } => "size-megabytes",
    /// No text of a review was read yet.
    ReadingTexts => "reading-texts",
    /// More texts are being read.
    ReadingMore => "reading-more",
    /// Nobody has tagged anything in a text.
    NoUnits => "no-units",
    /// How far a review has come.
    Progress { decided: usize, disputed: usize, open: usize, deferred: usize, stale: usize, agreed: usize } => "progress",
    /// In what the readings of a unit differ.
    UnitKind { kind: Kind } => "unit-kind",
    /// A span that the annotator has missed.
    UnitMissed => "unit-missed",
    /// Which unit it is.
    UnitNumber { number: usize, units: usize } => "unit-number",
    /// What has become of a unit.
    UnitStatus { status: UnitStatus } => "unit-status",
    /// Whose readings have changed since the decision.
    ChangedBy { annotators: &'a str } => "changed-by",
    /// How many units of a text need a decision.
    UnitsLeft { text: &'a str, left: usize } => "units-left",
    /// Why nothing can be decided on a text.
    ClosedText { cause: &'a Cause } => "closed-text",
    /// A reading without a span.
    NoSpanHere => "no-span-here",
    /// How many of all annotators read a unit alike.
    SharedBy { members: usize, all: usize } => "shared-by",
    /// How sure a relation is.
    Certainty => "certainty",
    /// The field of a reading that is its place.
    FieldExtent => "field-extent",
    /// The field of a reading that is its tag.
    FieldTag => "field-tag",
    /// The field of a reading that is its note.
    FieldNote => "field-note",
    /// Nothing is said of a field.
    FieldAbsent => "field-absent",
    /// Whose reading it is but for what is chosen apart.
    FieldsOf { annotator: &'a str } => "fields-of",
    /// A span was accepted.
    ChosenAccepted => "chosen-accepted",
    /// A span was rejected.
    ChosenRejected => "chosen-rejected",
    /// A span was added as missed.
    ChosenMissed => "chosen-missed",
    /// A span is to be changed.
    ChosenChanged => "chosen-changed",
    /// An annotator's reading was taken.
    ChosenReading { annotator: &'a str } => "chosen-reading",
    /// An annotator's reading was taken, except for some fields.
    ChosenBut { annotator: &'a str, fields: &'a str } => "chosen-but",
    /// The reading of the majority was taken.
    ChosenMajority => "chosen-majority",
    /// Nothing belongs here.
    ChosenNothing => "chosen-nothing",
    /// A reading was edited to these spans.
    ChosenEdited { spans: &'a str } => "chosen-edited",
    /// The readings of these annotators were kept.
    ChosenSeveral { annotators: &'a str } => "chosen-several",
    /// The decision was deferred.
    ChosenDeferred => "chosen-deferred",
    /// Who decided.
    ChosenBy { annotator: &'a str } => "chosen-by",
    /// That two have decided a unit otherwise; what each chose follows.
    DecidedOtherwise => "decided-otherwise",
    /// Stands before the reason of a decision.
    ReasonOfDecision => "reason-of-decision",
    /// Stands before the comment on a decision.
    CommentOfDecision => "comment-of-decision",
    /// Stands before the answer to a decision.
    AnswerToDecision => "answer-to-decision",
    /// An answer without a word.
    AnswerEmpty => "answer-empty",
    /// The guideline is to be looked at.
    GuidelineFlag => "guideline-flag",
    /// The stale decisions that can be confirmed.
    StaleUnits { units: usize, all: bool } => "stale-units",
    /// A unit is disputed.
    Disputed => "disputed",
    /// How many replies there are before those that are shown.
    RepliesBefore { replies: usize } => "replies-before",
    /// How many units all agree on, and a note is left of.
    AgreedWithNotes { units: usize } => "agreed-with-notes",
    /// Whose work has only begun, so that it does not count, with its state.
    NotCounted { annotators: &'a str } => "not-counted",
    /// The units to which a decision can be applied.
    SimilarUnits { units: usize, all: bool } => "similar-units",
    /// Where a unit is.
    PlaceOfUnit { text: &'a str, unit: usize } => "place-of-unit",
    /// How many remarks there are.
    Remarks { remarks: usize } => "remarks",
    /// A reviewer comments.
    RemarkComments => "remark-comments",
    /// A reviewer rejects a span.
    RemarkRejects => "remark-rejects",
    /// A reviewer changes a span to others.
    RemarkChanges => "remark-changes",
    /// A reviewer adds spans.
    RemarkAdds => "remark-adds",
    /// An orphan was chosen to be removed.
    OrphanRemoved => "orphan-removed",
    /// How many spans are elsewhere now.
    SpansMoved { spans: usize } => "spans-moved",
    /// Heads the tags in the help.
    HelpTags => "help-tags",
    /// The title of the guideline.
    GuidelineTitle => "guideline-title",
    /// Heads the attributes of a tag.
    GuidelineAttributes => "guideline-attributes",
    /// Heads what is told of an attribute after one of its values.
    GuidelineAttribute => "guideline-attribute",
    /// Heads the relations.
    GuidelineRelations => "guideline-relations",
    /// Heads the facts of a text.
    GuidelineFacts => "guideline-facts",
    /// What values an attribute has.
    GuidelineKind { kind: KindWord } => "guideline-kind",
    /// An entry is required.
    GuidelineRequired => "guideline-required",
    /// Only a reviewer sets it.
    GuidelineReviewer => "guideline-reviewer",
    /// A tag of the optional layer.
    GuidelineOptional => "guideline-optional",
    /// A value that need not be given.
    GuidelineOptionalValue => "guideline-optional-value",
    /// A value that is no longer given.
    GuidelineRetired => "guideline-retired",
    /// The value where nothing is said.
    GuidelineDefault { value: &'a str } => "guideline-default",
    /// From which tags a relation goes to which.
    GuidelineEnds { from: &'a str, to: &'a str } => "guideline-ends",
}

/// Where letters stand in another order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SteeredPlace {
    /// In the paragraph under the cursor.
    Here,
    /// In another paragraph on the screen.
    Screen,
}

/// What has become of a unit, as the screen says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitStatus {
    /// All annotators agree.
    Agreed,
    /// It needs a decision.
    Open,
    /// The decision was deferred.
    Deferred,
    /// A reading has changed since the decision.
    Stale,
    /// It is decided.
    Decided,
    /// In a peer review, the annotator has followed.
    Proposed,
    /// In a peer review, an added span was taken back.
    TakenBack,
}

/// How far looking for words has come, in the word by which a message chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LookingWord(pub &'static str);

impl From<&LookingWord> for Value<'_> {
    fn from(looking: &LookingWord) -> Self {
        Self::Choice(Cow::Borrowed(looking.0))
    }
}

/// The state of a text in a list; `None` for a text without annotations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageWord<'a>(pub Option<&'a DocumentState>);

impl<'a> From<&StageWord<'a>> for Value<'a> {
    fn from(stage: &StageWord<'a>) -> Self {
        stage.0.map_or(Self::Choice(Cow::Borrowed("none")), Self::from)
    }
}

/// What is known of a place where words are met again, in the word by which a message chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandingWord(pub &'static str);

impl From<&StandingWord> for Value<'_> {
    fn from(standing: &StandingWord) -> Self {
        Self::Choice(Cow::Borrowed(standing.0))
    }
}

/// A step of the tour, in the word by which a message chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepWord(pub &'static str);

impl From<&StepWord> for Value<'_> {
    fn from(step: &StepWord) -> Self {
        Self::Choice(Cow::Borrowed(step.0))
    }
}

/// A keyboard by the name of its layout, in the word by which a message chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyboardWord<'a>(pub &'a str);

impl<'a> From<&KeyboardWord<'a>> for Value<'a> {
    fn from(keyboard: &KeyboardWord<'a>) -> Self {
        Self::Choice(Cow::Borrowed(keyboard.0))
    }
}

/// What values an attribute has, in the word by which a message chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindWord(pub(super) &'static str);

impl From<&KindWord> for Value<'_> {
    fn from(kind: &KindWord) -> Self {
        Self::Choice(Cow::Borrowed(kind.0))
    }
}

impl From<&SteeredPlace> for Value<'_> {
    fn from(place: &SteeredPlace) -> Self {
        Self::Choice(Cow::Borrowed(match place {
            SteeredPlace::Here => "here",
            SteeredPlace::Screen => "screen",
        }))
    }
}

impl From<&UnitStatus> for Value<'_> {
    fn from(status: &UnitStatus) -> Self {
        Self::Choice(Cow::Borrowed(match status {
            UnitStatus::Agreed => "agreed",
            UnitStatus::Open => "open",
            UnitStatus::Deferred => "deferred",
            UnitStatus::Stale => "stale",
            UnitStatus::Decided => "decided",
            UnitStatus::Proposed => "proposed",
            UnitStatus::TakenBack => "taken-back",
        }))
    }
}

impl From<&Steers> for Value<'_> {
    fn from(steering: &Steers) -> Self {
        Self::Choice(Cow::Borrowed(match steering {
            Steers::OpenIsolate => "open-isolate",
            Steers::Embedding => "embedding",
            Steers::Override => "override",
        }))
    }
}

impl From<&Kind> for Value<'_> {
    fn from(kind: &Kind) -> Self {
        Self::Choice(Cow::Borrowed(kind.name()))
    }
}

impl From<&SuggestionSource> for Value<'_> {
    fn from(source: &SuggestionSource) -> Self {
        Self::Choice(Cow::Borrowed(source.as_str()))
    }
}

impl From<&SearchMode> for Value<'_> {
    fn from(matching: &SearchMode) -> Self {
        Self::Choice(matching.name().into())
    }
}
