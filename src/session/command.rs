//! The one table of commands: parsing, printing, the legend, the help and the manual are read from it. What a command
//! does is said by `words`, by its name.
//!
//! A command is a wish without its fulfilment: it knows neither the key that called it nor the session
//! that will perform it. What never happens here: two commands of one name, a command that prints what
//! does not parse back to itself, a key spelled out.

use std::fmt;

use thiserror::Error;

pub use super::argument::Argument;
use super::argument::Spelled;
pub use super::mode::Mode;
pub use super::motion::Motion;
pub use super::object::Object;

/// Gathers commands under one heading of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Going through a text or a list.
    Moving,
    /// Choosing the graphemes to annotate.
    Selecting,
    /// Making, changing and deleting annotations.
    Annotating,
    /// Deciding between annotators.
    Reviewing,
    /// Finding text.
    Searching,
    /// Going from text to text, and a text's state.
    Texts,
    /// Typing a line.
    Typing,
    /// The screen and the program.
    Program,
}

impl Group {
    /// Holds every group, in the order of the help.
    pub const ALL: &'static [Self] = &[
        Self::Moving,
        Self::Selecting,
        Self::Annotating,
        Self::Reviewing,
        Self::Searching,
        Self::Texts,
        Self::Typing,
        Self::Program,
    ];

    /// Returns the name, by which its heading is found.
    pub fn name(self) -> &'static str {
        match self {
            Self::Moving => "moving",
            Self::Selecting => "selecting",
            Self::Annotating => "annotating",
            Self::Reviewing => "reviewing",
            Self::Searching => "searching",
            Self::Texts => "texts",
            Self::Typing => "typing",
            Self::Program => "program",
        }
    }
}

/// Describes one command: a row of [`COMMANDS`].
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The name, in snake case.
    pub name: &'static str,
    /// What follows the name.
    pub argument: Argument,
    /// Where the command has a meaning.
    pub modes: &'static [Mode],
    /// The heading it stands under.
    pub group: Group,
    /// Reads the argument and makes the command.
    make: fn(&str) -> Option<Command>,
}

impl Entry {
    /// Returns the name with the placeholder of its argument: `move MOTION`.
    pub fn usage(&self) -> String {
        format!("{} {}", self.name, self.argument.placeholder()).trim_end().to_owned()
    }

    /// Finds the entry of a name.
    pub fn find(name: &str) -> Option<&'static Self> {
        COMMANDS.iter().find(|entry| entry.name == name)
    }
}

/// Tells why a text is no command.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CommandError {
    /// No command has this name.
    #[error("there is no command {name:?}")]
    Unknown {
        /// What stands in the place of the name.
        name: String,
    },
    /// The command stands without the argument it needs.
    #[error("the command {name} needs a {}", .argument.placeholder().to_lowercase())]
    MissingArgument {
        /// The command.
        name: &'static str,
        /// What it needs.
        argument: Argument,
    },
    /// The command takes no argument, or not this one.
    #[error("the command {name} does not take {given:?}")]
    BadArgument {
        /// The command.
        name: &'static str,
        /// What follows its name.
        given: String,
    },
}

/// From the name of an argument in the table to its kind.
macro_rules! argument {
    () => {
        Argument::None
    };
    (motion) => {
        Argument::Motion
    };
    (object) => {
        Argument::Object
    };
    (tag) => {
        Argument::Tag
    };
    (state) => {
        Argument::State
    };
    (digit) => {
        Argument::Digit
    };
    (character) => {
        Argument::Character
    };
}

/// From a variant of the table to the function that makes it of its argument's text.
macro_rules! make {
    ($command:ident) => {
        |text| text.is_empty().then_some(Command::$command)
    };
    ($command:ident $type:ty) => {
        |text| <$type as Spelled>::read(text).map(Command::$command)
    };
}

macro_rules! commands {
    ($( $group:ident { $(
        $command:ident $( ($argument:ident: $type:ty) )? $name:literal in $modes:ident,
    )* } )*) => {
        /// Names everything a session can be asked to do.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum Command {
            $($( #[doc = concat!("`", $name, "`: what it does is the message `command-", $name, "` of the room `words`.")] $command $( ($type) )?, )*)*
        }

        /// Holds every command, group after group, in the order of the help.
        pub const COMMANDS: &[Entry] = &[ $($( Entry {
            name: $name,
            argument: argument!($($argument)?),
            modes: $modes,
            group: Group::$group,
            make: make!($command $($type)?),
        }, )*)* ];

        impl Command {
            /// Returns the name in the table, without the argument.
            pub fn name(&self) -> &'static str {
                match self { $($( Self::$command { .. } => $name, )*)* }
            }

            /// Returns the argument in its written form.
            fn argument(&self) -> Option<String> {
                match self { $($(
                    Self::$command $( ($argument) )? => commands!(@spell $($argument)?),
                )*)* }
            }
        }
    };
    (@spell) => { None };
    (@spell $argument:ident) => { Some($argument.spell()) };
}

const ALL: &[Mode] = Mode::ALL;
const CORPUS: &[Mode] = &[Mode::Corpus];
const READING: &[Mode] = &[Mode::Reading, Mode::Draft];
const NOTED: &[Mode] = &[Mode::Reading, Mode::Draft, Mode::Review];
const DRAFT: &[Mode] = &[Mode::Draft];
const EDGE: &[Mode] = &[Mode::Edge];
const IDENTITIES: &[Mode] = &[Mode::Identities];
const FORM: &[Mode] = &[Mode::Inspector, Mode::Attributes, Mode::Facts];
const FACTS: &[Mode] = &[Mode::Corpus, Mode::Reading, Mode::Draft];
const FIELDS: &[Mode] = &[Mode::Fields];
const CHOOSING: &[Mode] = &[Mode::Fields, Mode::Inspector, Mode::Attributes, Mode::Relating, Mode::Facts, Mode::Keyboard];
const MARKING: &[Mode] = &[Mode::Corpus, Mode::Propagating, Mode::Concordance];
const LISTING: &[Mode] = &[Mode::Corpus, Mode::Propagating, Mode::Concordance];
const INQUIRING: &[Mode] = &[Mode::Corpus, Mode::Reading, Mode::Concordance];
const DELETING: &[Mode] = &[Mode::Reading, Mode::Draft, Mode::Propagating, Mode::Concordance];
const RETAGGING: &[Mode] = &[Mode::Reading, Mode::Draft, Mode::Concordance];
const PROPAGATED: &[Mode] = &[Mode::Reading, Mode::Draft, Mode::Concordance];
const INSPECTED: &[Mode] = PROPAGATED;
const COPYING: &[Mode] = &[Mode::Reading, Mode::Draft, Mode::Propagating, Mode::Concordance];
const WIDENING: &[Mode] = &[Mode::Preview, Mode::Propagating];
const LOOKING: &[Mode] = &[Mode::Corpus, Mode::Reading, Mode::Draft, Mode::Review];
const INSPECTOR: &[Mode] = &[Mode::Inspector];
const FILLING: &[Mode] = &[Mode::Reading, Mode::Draft, Mode::Inspector];
const LETTERS: &[Mode] = &[Mode::Inspector, Mode::Attributes, Mode::Relating, Mode::Facts, Mode::Leaping, Mode::Marking];
const LEAPING: &[Mode] = &[Mode::Reading, Mode::Draft, Mode::Leaping];
const GAPS: &[Mode] = &[Mode::Reading, Mode::Draft, Mode::Inspector, Mode::Submission, Mode::Review];
const GAPS_BEFORE: &[Mode] = &[Mode::Reading, Mode::Draft, Mode::Inspector, Mode::Review];
const SHOWING: &[Mode] = &[
    Mode::Concordance,
    Mode::Corpus,
    Mode::Reading,
    Mode::Draft,
    Mode::Edge,
    Mode::Review,
    Mode::Fields,
    Mode::States,
    Mode::Drift,
    Mode::Help,
    Mode::Guideline,
];
const SCROLLING: &[Mode] = &[
    Mode::Corpus,
    Mode::Reading,
    Mode::Draft,
    Mode::Edge,
    Mode::Review,
    Mode::Fields,
    Mode::States,
    Mode::Inspector,
    Mode::Relating,
    Mode::Drift,
    Mode::Help,
    Mode::Guideline,
];
const HELPED: &[Mode] = &[
    Mode::Concordance,
    Mode::Corpus,
    Mode::Reading,
    Mode::Draft,
    Mode::Edge,
    Mode::Review,
    Mode::Fields,
    Mode::States,
    Mode::Inspector,
    Mode::Attributes,
    Mode::Relating,
    Mode::Drift,
    Mode::Help,
    Mode::Guideline,
    Mode::Facts,
];
/// Where no line is typed and nothing is asked.
const OFFERING: &[Mode] = &[
    Mode::Concordance,
    Mode::Propagating,
    Mode::Corpus,
    Mode::Reading,
    Mode::Draft,
    Mode::Edge,
    Mode::Review,
    Mode::Preview,
    Mode::Fields,
    Mode::States,
    Mode::Inspector,
    Mode::Attributes,
    Mode::Relating,
    Mode::Submission,
    Mode::Drift,
    Mode::Help,
    Mode::Guideline,
    Mode::Facts,
];
const GUIDED: &[Mode] = &[Mode::Reading, Mode::Draft, Mode::Review, Mode::Inspector, Mode::Guideline];
const MOVING: &[Mode] = &[
    Mode::Propagating,
    Mode::Concordance,
    Mode::Attributes,
    Mode::Corpus,
    Mode::Keyboard,
    Mode::Reading,
    Mode::Draft,
    Mode::Edge,
    Mode::Search,
    Mode::Note,
    Mode::Comment,
    Mode::Filter,
    Mode::Identities,
    Mode::Elsewhere,
    Mode::Palette,
    Mode::Fields,
    Mode::States,
    Mode::Inspector,
    Mode::Value,
    Mode::Relating,
    Mode::Submission,
    Mode::Drift,
    Mode::Help,
    Mode::Guideline,
    Mode::Facts,
];
const STATING: &[Mode] = &[Mode::Corpus, Mode::Reading, Mode::Draft];
const TAKING_BACK: &[Mode] = &[
    Mode::Corpus,
    Mode::Concordance,
    Mode::Reading,
    Mode::Draft,
    Mode::Edge,
    Mode::Review,
    Mode::Inspector,
    Mode::Facts,
    Mode::Identities,
];
const FILTERED: &[Mode] = &[Mode::Corpus, Mode::Concordance, Mode::Help];
const RECALLING: &[Mode] = &[Mode::Search, Mode::Note, Mode::Comment];
const DRIFT: &[Mode] = &[Mode::Drift];
const TEXT: &[Mode] = &[Mode::Reading, Mode::Draft, Mode::Edge];
const TEXTS: &[Mode] = &[Mode::Corpus, Mode::Reading, Mode::Draft, Mode::Review];
const UNDOING: &[Mode] = &[Mode::Reading, Mode::Draft, Mode::Edge, Mode::Review, Mode::Inspector, Mode::Facts];
const REVIEW: &[Mode] = &[Mode::Review];
const SAVING: &[Mode] = &[Mode::Reading, Mode::Draft, Mode::Review];
const LEAVING: &[Mode] = &[Mode::Propagating, Mode::Concordance, Mode::Reading, Mode::Review, Mode::Preview, Mode::Fields];
const TYPING: &[Mode] =
    &[Mode::Search, Mode::Note, Mode::Comment, Mode::Filter, Mode::Identities, Mode::Elsewhere, Mode::Palette, Mode::Value];
const RELATING: &[Mode] = &[Mode::Relating];
const SEARCH: &[Mode] = &[Mode::Search];
const WORDS: &[Mode] = &[Mode::Reading];
const FINDING: &[Mode] = &[Mode::Reading, Mode::Draft, Mode::Search];
const ACCEPTING: &[Mode] = &[
    Mode::Propagating,
    Mode::Concordance,
    Mode::Attributes,
    Mode::Ordering,
    Mode::Keyboard,
    Mode::Reading,
    Mode::Edge,
    Mode::Search,
    Mode::Note,
    Mode::Comment,
    Mode::Filter,
    Mode::Identities,
    Mode::Elsewhere,
    Mode::Palette,
    Mode::Preview,
    Mode::Fields,
    Mode::States,
    Mode::Inspector,
    Mode::Value,
    Mode::Relating,
    Mode::Pointing,
    Mode::Submission,
    Mode::Drift,
    Mode::Question,
    Mode::Facts,
];
const COUNTING: &[Mode] = &[Mode::Corpus, Mode::Reading, Mode::Draft, Mode::Edge];

commands! {
    Moving {
        Move(motion: Motion) "move" in MOVING,
        Count(digit: u8) "count" in COUNTING,
        ScrollUp "scroll_up" in SCROLLING,
        ScrollDown "scroll_down" in SCROLLING,
        CentreCursor "centre_cursor" in TEXT,
        JumpBack "jump_back" in READING,
        JumpForth "jump_forth" in READING,
        Leap "leap" in LEAPING,
        SetMark "set_mark" in READING,
        GoToMark "go_to_mark" in READING,
        NextSpanOf(tag: String) "next_span_of" in READING,
        PreviousSpanOf(tag: String) "previous_span_of" in READING,
        NextUnidentified "next_unidentified" in READING,
        PreviousUnidentified "previous_unidentified" in READING,
    }
    Selecting {
        Extend(motion: Motion) "extend" in READING,
        SelectWord "select_word" in READING,
        SelectClause "select_clause" in READING,
        SelectSentence "select_sentence" in READING,
        SelectParagraph "select_paragraph" in READING,
        SelectSpan "select_span" in READING,
        SelectInner(object: Object) "select_inner" in READING,
        SelectAround(object: Object) "select_around" in READING,
        ExpandSelection "expand_selection" in READING,
        ShrinkSelection "shrink_selection" in READING,
        ToggleSelecting "toggle_selecting" in READING,
        Copy "copy" in COPYING,
        SwapEnds "swap_ends" in READING,
        Cancel "cancel" in ALL,
    }
    Annotating {
        Tag(tag: String) "tag" in READING,
        RepeatTag "repeat_tag" in READING,
        Retag(tag: String) "retag" in RETAGGING,
        Propagate "propagate" in PROPAGATED,
        NextSuggestion "next_suggestion" in READING,
        PreviousSuggestion "previous_suggestion" in READING,
        RefuseSuggestion "refuse_suggestion" in READING,
        TakeVisible "take_visible" in READING,
        ToggleBoilerplate "toggle_boilerplate" in READING,
        EdgeMode "edge_mode" in READING,
        OtherEdge "other_edge" in EDGE,
        CycleSpan "cycle_span" in READING,
        CycleSpanBack "cycle_span_back" in READING,
        Inspect "inspect" in INSPECTED,
        NextGap "next_gap" in GAPS,
        PreviousGap "previous_gap" in GAPS_BEFORE,
        Letter(character: char) "letter" in LETTERS,
        AcceptAll "accept_all" in INSPECTOR,
        ClearValue "clear_value" in FORM,
        RepeatValue "repeat_value" in INSPECTOR,
        Relate "relate" in FILLING,
        RelateElsewhere "relate_elsewhere" in RELATING,
        ToggleInspector "toggle_inspector" in FILLING,
        EditNote "edit_note" in READING,
        Identity "identity" in PROPAGATED,
        NewIdentity "new_identity" in IDENTITIES,
        MergeIdentity "merge_identity" in IDENTITIES,
        RenameIdentity "rename_identity" in IDENTITIES,
        SplitIdentity "split_identity" in IDENTITIES,
        NextNote "next_note" in NOTED,
        PreviousNote "previous_note" in NOTED,
        NextRemark "next_remark" in READING,
        PreviousRemark "previous_remark" in READING,
        TakeRemark "take_remark" in READING,
        AnswerRemark "answer_remark" in READING,
        DeleteSpan "delete_span" in DELETING,
        Undo "undo" in TAKING_BACK,
        Redo "redo" in UNDOING,
    }
    Reviewing {
        TakeReading(digit: u8) "take_reading" in REVIEW,
        TakeMarked "take_marked" in REVIEW,
        TakeMajority "take_majority" in REVIEW,
        TakeNothing "take_nothing" in REVIEW,
        ChooseFields "choose_fields" in REVIEW,
        ChooseValue(digit: u8) "choose_value" in CHOOSING,
        NextValue "next_value" in FIELDS,
        EditReading "edit_reading" in REVIEW,
        ProposeSpan "propose_span" in REVIEW,
        HandBack(state: String) "hand_back" in REVIEW,
        TakeSeveral "take_several" in REVIEW,
        Defer "defer" in REVIEW,
        RepeatDecision "repeat_decision" in REVIEW,
        ApplyToAlike "apply_to_alike" in REVIEW,
        WidenToCorpus "widen_to_corpus" in WIDENING,
        KeepDraft "keep_draft" in DRAFT,
        DropDraft "drop_draft" in DRAFT,
        CycleReading "cycle_reading" in REVIEW,
        CycleReadingBack "cycle_reading_back" in REVIEW,
        NextUnit "next_unit" in REVIEW,
        PreviousUnit "previous_unit" in REVIEW,
        FirstUnit "first_unit" in REVIEW,
        LastUnit "last_unit" in REVIEW,
        NextOpen "next_open" in REVIEW,
        PreviousOpen "previous_open" in REVIEW,
        EditComment "edit_comment" in REVIEW,
        CycleReason "cycle_reason" in REVIEW,
        FlagGuideline "flag_guideline" in REVIEW,
        LastDecided "last_decided" in REVIEW,
        EditLastComment "edit_last_comment" in REVIEW,
        CycleLastReason "cycle_last_reason" in REVIEW,
        FlagLastGuideline "flag_last_guideline" in REVIEW,
        ToggleDisputed "toggle_disputed" in REVIEW,
        Reply "reply" in REVIEW,
        Confirm "confirm" in REVIEW,
        ConfirmAll "confirm_all" in REVIEW,
        Reveal "reveal_annotators" in REVIEW,
    }
    Searching {
        Search "search" in READING,
        SearchNext "search_next" in FINDING,
        SearchPrevious "search_previous" in FINDING,
        SearchWord "search_word" in READING,
        NextSearchMode "next_search_mode" in SEARCH,
        Concordance "concordance" in INQUIRING,
        ConcordanceOfWord "concordance_of_word" in WORDS,
        SpanList "span_list" in INQUIRING,
        Filter "filter" in FILTERED,
    }
    Texts {
        Open "open" in CORPUS,
        NextOrder "next_order" in LISTING,
        ReverseOrder "reverse_order" in CORPUS,
        ToggleMarked "toggle_marked" in MARKING,
        ToggleAllMarked "toggle_all_marked" in MARKING,
        Back "back" in LEAVING,
        NextText "next_text" in TEXTS,
        PreviousText "previous_text" in TEXTS,
        State(state: String) "state" in STATING,
        Facts "facts" in FACTS,
        Reanchor "reanchor" in READING,
        ChoosePlace(digit: u8) "choose_place" in DRIFT,
        RemoveOrphan "remove_orphan" in DRIFT,
        Save "save" in SAVING,
    }
    Typing {
        Insert(character: char) "insert" in TYPING,
        EraseBack "erase_back" in TYPING,
        EraseForward "erase_forward" in TYPING,
        EraseWord "erase_word" in TYPING,
        EraseWordForward "erase_word_forward" in TYPING,
        EraseToEnd "erase_to_end" in TYPING,
        RecallPrevious "recall_previous" in RECALLING,
        RecallNext "recall_next" in RECALLING,
        EraseLine "erase_line" in TYPING,
        Accept "accept" in ACCEPTING,
    }
    Program {
        Direction "direction" in TEXT,
        ToggleMarks "toggle_marks" in SHOWING,
        ToggleReveal "toggle_reveal" in TEXT,
        ToggleLegend "toggle_legend" in SHOWING,
        SkipStep "skip_step" in READING,
        Palette "palette" in OFFERING,
        Help "help" in HELPED,
        Guideline "guideline" in GUIDED,
        ChooseKeyboard "choose_keyboard" in LOOKING,
        Redraw "redraw" in ALL,
        Suspend "suspend" in ALL,
        Quit "quit" in ALL,
    }
}

/// Commands of earlier versions that have another name today; keymaps may still call them by the old one.
const RENAMED: &[(&str, &str)] = &[
    ("next_proposal", "next_remark"),
    ("previous_proposal", "previous_remark"),
    ("take_proposal", "take_remark"),
    ("answer_proposal", "answer_remark"),
];

/// Commands that an earlier version called by the name of another one, which meant something else in this mode.
const SPLIT: &[(Mode, Command, Command)] = &[
    (Mode::Edge, Command::EdgeMode, Command::OtherEdge),
    (Mode::Preview, Command::ApplyToAlike, Command::WidenToCorpus),
    (Mode::Draft, Command::Accept, Command::KeepDraft),
    (Mode::Draft, Command::Back, Command::DropDraft),
    (Mode::Review, Command::Move(Motion::LineDown), Command::NextUnit),
    (Mode::Review, Command::Move(Motion::LineUp), Command::PreviousUnit),
    (Mode::Review, Command::Move(Motion::DocumentStart), Command::FirstUnit),
    (Mode::Review, Command::Move(Motion::DocumentEnd), Command::LastUnit),
];

impl Command {
    /// Returns what the command means where it is bound in a mode: a keymap may be older than some names.
    #[must_use]
    pub fn meant_in(self, mode: Mode) -> Self {
        let found = SPLIT.iter().find(|(of, before, _)| *of == mode && *before == self);
        found.map_or(self, |(_, _, today)| today.clone())
    }

    /// Reads a command from its written form, such as `extend next_word`.
    ///
    /// # Errors
    ///
    /// Fails where the name is unknown, the argument is missing, or the command does not take it. Tags
    /// and states are any word: only a schema knows which of them exist.
    pub fn parse(text: &str) -> Result<Self, CommandError> {
        let text = text.trim();
        let (name, given) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let today = RENAMED.iter().find(|(old, _)| *old == name).map_or(name, |(_, today)| today);
        let entry = Entry::find(today).ok_or_else(|| CommandError::Unknown { name: name.to_owned() })?;
        let given = given.trim();
        if given.is_empty() && entry.argument != Argument::None {
            return Err(CommandError::MissingArgument { name: entry.name, argument: entry.argument });
        }
        (entry.make)(given).ok_or_else(|| CommandError::BadArgument { name: entry.name, given: given.to_owned() })
    }

    /// Returns the command's row in the table.
    pub fn entry(&self) -> Option<&'static Entry> {
        Entry::find(self.name())
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.argument() {
            Some(argument) => write!(f, "{} {argument}", self.name()),
            None => f.write_str(self.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(entry: &Entry) -> Vec<String> {
        let arguments: Vec<String> = match entry.argument {
            Argument::None => return vec![entry.name.to_owned()],
            Argument::Motion => Motion::ALL.iter().map(|motion| motion.name().to_owned()).collect(),
            Argument::Object => Object::ALL.iter().map(|object| object.name().to_owned()).collect(),
            Argument::Tag => vec!["ACTOR".to_owned(), "فاعل".to_owned()],
            Argument::State => vec!["submitted".to_owned()],
            Argument::Digit => (0..=9).map(|digit: u8| digit.to_string()).collect(),
            Argument::Character => ["a", "ش", "space", "U+0009"].map(str::to_owned).to_vec(),
        };
        arguments.iter().map(|argument| format!("{} {argument}", entry.name)).collect()
    }

    #[test]
    fn every_command_prints_what_parses_back_to_it() {
        for text in COMMANDS.iter().flat_map(samples) {
            let command = Command::parse(&text).unwrap();
            assert_eq!(command.to_string(), text);
            assert_eq!(Command::parse(&command.to_string()), Ok(command));
        }
    }

    #[test]
    fn every_row_of_the_table_has_a_name_of_its_own_and_a_mode() {
        for (index, entry) in COMMANDS.iter().enumerate() {
            assert!(COMMANDS[..index].iter().all(|other| other.name != entry.name), "{} twice", entry.name);
            assert!(entry.name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{}", entry.name);
            assert!(!entry.modes.is_empty(), "{}", entry.name);
        }
    }

    #[test]
    fn every_group_has_a_command() {
        for group in Group::ALL {
            assert!(COMMANDS.iter().any(|entry| entry.group == *group), "{group:?}");
        }
    }

    #[test]
    fn what_is_no_command_says_why() {
        let why = |text| Command::parse(text).unwrap_err().to_string();
        assert_eq!(why("fly"), "there is no command \"fly\"");
        assert_eq!(why(""), "there is no command \"\"");
        assert_eq!(why("move"), "the command move needs a motion");
        assert_eq!(why("move sideways"), "the command move does not take \"sideways\"");
        assert_eq!(why("undo twice"), "the command undo does not take \"twice\"");
        assert_eq!(why("count 12"), "the command count does not take \"12\"");
        assert_eq!(why("tag TWO WORDS"), "the command tag does not take \"TWO WORDS\"");
    }

    #[test]
    fn a_command_is_found_by_its_old_name_and_printed_by_the_one_it_has_today() {
        for (old, today) in RENAMED {
            assert!(Entry::find(old).is_none(), "{old} means something else today");
            assert_eq!(Command::parse(old).unwrap().to_string(), *today);
        }
    }

    #[test]
    fn a_command_that_was_split_means_in_each_mode_what_it_meant_there() {
        for (mode, before, today) in SPLIT {
            assert_eq!(before.clone().meant_in(*mode), *today);
            assert!(today.entry().unwrap().modes.contains(mode), "{today}");
        }
        assert_eq!(Command::EdgeMode.meant_in(Mode::Reading), Command::EdgeMode);
    }

    #[test]
    fn blanks_around_a_command_do_not_matter() {
        assert_eq!(Command::parse("  extend   next_word "), Ok(Command::Extend(Motion::NextWord)));
    }
}
