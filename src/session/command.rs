//! The one table of commands: parsing, printing, the legend, the help and the manual are read from it.
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

    /// Returns the heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Moving => "Moving",
            Self::Selecting => "Selecting",
            Self::Annotating => "Annotating",
            Self::Reviewing => "Reviewing",
            Self::Searching => "Searching",
            Self::Texts => "Texts",
            Self::Typing => "Typing a line",
            Self::Program => "Screen and program",
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
    /// What it does; the argument appears as its [`Argument::placeholder`].
    pub sentence: &'static str,
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
        $command:ident $( ($argument:ident: $type:ty) )? $name:literal in $modes:ident: $sentence:literal,
    )* } )*) => {
        /// Names everything a session can be asked to do.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum Command {
            $($( #[doc = $sentence] $command $( ($type) )?, )*)*
        }

        /// Holds every command, group after group, in the order of the help.
        pub const COMMANDS: &[Entry] = &[ $($( Entry {
            name: $name,
            argument: argument!($($argument)?),
            modes: $modes,
            group: Group::$group,
            sentence: $sentence,
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
const READING: &[Mode] = &[Mode::Reading];
const LISTS: &[Mode] = &[Mode::Corpus, Mode::Reading, Mode::Edge, Mode::Review, Mode::Drift, Mode::Help];
const GOING: &[Mode] = &[
    Mode::Corpus,
    Mode::Reading,
    Mode::Edge,
    Mode::Search,
    Mode::Note,
    Mode::Review,
    Mode::Comment,
    Mode::Filter,
    Mode::Drift,
    Mode::Help,
];
const FILTERED: &[Mode] = &[Mode::Corpus, Mode::Help];
const RECALLING: &[Mode] = &[Mode::Search, Mode::Note, Mode::Comment];
const DRIFT: &[Mode] = &[Mode::Drift];
const TEXT: &[Mode] = &[Mode::Reading, Mode::Edge];
const TEXTS: &[Mode] = &[Mode::Corpus, Mode::Reading, Mode::Review];
const UNDOING: &[Mode] = &[Mode::Reading, Mode::Edge, Mode::Review];
const REVIEW: &[Mode] = &[Mode::Review];
const APPLYING: &[Mode] = &[Mode::Review, Mode::Preview];
const SAVING: &[Mode] = &[Mode::Reading, Mode::Review];
const LEAVING: &[Mode] = &[Mode::Reading, Mode::Review, Mode::Preview];
const TYPING: &[Mode] = &[Mode::Search, Mode::Note, Mode::Comment, Mode::Filter];
const FINDING: &[Mode] = &[Mode::Reading, Mode::Search];
const ACCEPTING: &[Mode] = &[
    Mode::Reading,
    Mode::Edge,
    Mode::Search,
    Mode::Note,
    Mode::Comment,
    Mode::Filter,
    Mode::Preview,
    Mode::Drift,
    Mode::Question,
];
const COUNTING: &[Mode] = &[Mode::Corpus, Mode::Reading, Mode::Edge];

commands! {
    Moving {
        Move(motion: Motion) "move" in GOING: "Moves the cursor MOTION.",
        Count(digit: u8) "count" in COUNTING: "Adds DIGIT to the count that the next command repeats by.",
        ScrollUp "scroll_up" in LISTS: "Scrolls up, a line or as many as counted.",
        ScrollDown "scroll_down" in LISTS: "Scrolls down, a line or as many as counted.",
        CentreCursor "centre_cursor" in TEXT: "Scrolls until the cursor stands in the middle of the screen.",
        JumpBack "jump_back" in READING: "Goes back to where the cursor stood before its last far move.",
    }
    Selecting {
        Extend(motion: Motion) "extend" in READING: "Extends the selection MOTION; by words, to the end of a word.",
        SelectWord "select_word" in READING: "Selects the word under the cursor; pressed again, one word more.",
        SelectClause "select_clause" in READING: "Selects the clause around the cursor.",
        SelectSentence "select_sentence" in READING: "Selects the sentence around the cursor.",
        SelectParagraph "select_paragraph" in READING: "Selects the paragraph around the cursor.",
        SelectSpan "select_span" in READING: "Selects what the span under the cursor covers.",
        ExpandSelection "expand_selection" in READING: "Expands the selection to the next larger unit.",
        ShrinkSelection "shrink_selection" in READING: "Shrinks the selection to what it was before it expanded.",
        ToggleSelecting "toggle_selecting" in READING: "Starts or stops selecting: motions extend the selection.",
        Copy "copy" in READING: "Copies the selection, or the span under the cursor, or the word, to the clipboard.",
        SwapEnds "swap_ends" in READING: "Moves the cursor to the other end of the selection.",
        Cancel "cancel" in ALL: "Drops what is pending: keys, count, selection, typed line, edge, help, question.",
    }
    Annotating {
        Tag(tag: String) "tag" in READING: "Tags as TAG the selection, or the word under the cursor; with a count, so many words from there.",
        RepeatTag "repeat_tag" in READING: "Tags again with the last tag and its attributes, as many words as then.",
        Retag(tag: String) "retag" in READING: "Changes the tag of the span under the cursor to TAG.",
        EdgeMode "edge_mode" in TEXT: "Moves the end of the span under the cursor; again, its other edge.",
        CycleSpan "cycle_span" in READING: "Chooses the next of the spans stacked under the cursor.",
        CycleSpanBack "cycle_span_back" in READING: "Chooses the previous of the spans stacked under the cursor.",
        EditNote "edit_note" in READING: "Writes a note on the span under the cursor.",
        NextNote "next_note" in READING: "Goes to the next span that has a note.",
        PreviousNote "previous_note" in READING: "Goes to the previous span that has a note.",
        NextRemark "next_remark" in READING: "Goes to the next remark of a reviewer that is neither followed nor answered.",
        PreviousRemark "previous_remark" in READING: "Goes to the previous remark of a reviewer.",
        TakeRemark "take_remark" in READING: "Makes the change that a reviewer's remark at the cursor asks for.",
        AnswerRemark "answer_remark" in READING: "Answers a reviewer's remark at the cursor, or, with nothing typed, puts it away.",
        DeleteSpan "delete_span" in READING: "Deletes the span under the cursor.",
        Undo "undo" in UNDOING: "Undoes the last change.",
        Redo "redo" in UNDOING: "Does again what was undone last.",
    }
    Reviewing {
        TakeReading(digit: u8) "take_reading" in REVIEW: "Takes reading DIGIT; where it is nothing, rejects the others.",
        TakeMajority "take_majority" in REVIEW: "Takes what more than half of the annotators say; in a peer review, accepts the span.",
        TakeNothing "take_nothing" in REVIEW: "Decides that nothing belongs here; in a peer review, rejects the span, or takes a proposed one back.",
        EditReading "edit_reading" in REVIEW: "Edits the marked reading with the keys of annotating, to be kept or dropped.",
        ProposeSpan "propose_span" in REVIEW: "Proposes a span that the annotator has missed, with the keys of annotating; in a peer review.",
        HandBack(state: String) "hand_back" in REVIEW: "Hands the text back to the annotator as STATE, with the review; in a peer review.",
        TakeSeveral "take_several" in REVIEW: "Keeps the readings of all annotators together.",
        Defer "defer" in REVIEW: "Puts the decision off.",
        RepeatDecision "repeat_decision" in REVIEW: "Decides as the last time.",
        ApplyToAlike "apply_to_alike" in APPLYING: "Shows the open units of this text, and again those of all texts, that a decision can be applied to.",
        CycleReading "cycle_reading" in REVIEW: "Marks the next reading as the one to edit.",
        NextOpen "next_open" in REVIEW: "Goes to the next unit that needs a decision, on through all texts.",
        PreviousOpen "previous_open" in REVIEW: "Goes to the previous unit that needs a decision.",
        EditComment "edit_comment" in REVIEW: "Writes a comment that goes with the decision.",
        CycleReason "cycle_reason" in REVIEW: "Chooses the next reason to reject the other readings.",
        FlagGuideline "flag_guideline" in REVIEW: "Flags that the guideline should be looked at, or takes that back.",
        Reveal "reveal_annotators" in REVIEW: "Shows who is A, B and C, or hides it.",
    }
    Searching {
        Search "search" in READING: "Searches for a text.",
        SearchNext "search_next" in FINDING: "Goes to the next hit.",
        SearchPrevious "search_previous" in FINDING: "Goes to the previous hit.",
        Filter "filter" in FILTERED: "Shows only what holds the words that are typed.",
    }
    Texts {
        Open "open" in CORPUS: "Opens the text under the cursor.",
        NextOrder "next_order" in CORPUS: "Orders the list by state, last change, size, spans, or name, one after another.",
        ReverseOrder "reverse_order" in CORPUS: "Turns the order of the list round.",
        Back "back" in LEAVING: "Goes back to the list of texts, drops an edited reading, or quits where there is nothing to go back to.",
        NextText "next_text" in TEXTS: "Goes to the next text.",
        PreviousText "previous_text" in TEXTS: "Goes to the previous text.",
        State(state: String) "state" in READING: "Sets the state of the text to STATE.",
        Reanchor "reanchor" in READING: "Shows where the spans of a text that has changed belong now.",
        ChoosePlace(digit: u8) "choose_place" in DRIFT: "Chooses candidate DIGIT for the span under the cursor; 0 chooses none.",
        RemoveOrphan "remove_orphan" in DRIFT: "Removes the span under the cursor, which has no place, with its relations.",
        Save "save" in SAVING: "Writes the sidecar now, and tries again what could not be saved.",
    }
    Typing {
        Insert(character: char) "insert" in TYPING: "Types CHARACTER.",
        EraseBack "erase_back" in TYPING: "Erases the grapheme before the cursor.",
        EraseForward "erase_forward" in TYPING: "Erases the grapheme under the cursor.",
        EraseWord "erase_word" in TYPING: "Erases the word before the cursor.",
        EraseWordForward "erase_word_forward" in TYPING: "Erases the word after the cursor.",
        EraseToEnd "erase_to_end" in TYPING: "Erases to the end of the line.",
        RecallPrevious "recall_previous" in RECALLING: "Calls up the line entered before.",
        RecallNext "recall_next" in RECALLING: "Calls up the line entered after, or what was being typed.",
        EraseLine "erase_line" in TYPING: "Erases all that was typed.",
        Accept "accept" in ACCEPTING: "Accepts the typed line, the edge where it stands, the edited reading, or what is shown to be decided or placed; at a question, says yes.",
    }
    Program {
        Direction "direction" in TEXT: "Changes the base direction: automatic, right to left, left to right.",
        ToggleMarks "toggle_marks" in LISTS: "Shows or hides the vowel marks; no offset changes.",
        ToggleReveal "toggle_reveal" in TEXT: "Shows what is invisible as tokens, joiners and bidi controls among them, or hides it again.",
        ToggleLegend "toggle_legend" in LISTS: "Shows or hides the legend of keys.",
        Help "help" in LISTS: "Shows or closes the help.",
        Redraw "redraw" in ALL: "Draws the whole screen anew.",
        Suspend "suspend" in ALL: "Gives the terminal back to the shell until the program is resumed.",
        Quit "quit" in ALL: "Saves and quits.",
    }
}

/// Commands of earlier versions that have another name today; keymaps may still call them by the old one.
const RENAMED: &[(&str, &str)] = &[
    ("next_proposal", "next_remark"),
    ("previous_proposal", "previous_remark"),
    ("take_proposal", "take_remark"),
    ("answer_proposal", "answer_remark"),
];

impl Command {
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

    /// Returns what the command does, with its argument in the sentence.
    pub fn sentence(&self) -> String {
        let Some(entry) = self.entry() else { return String::new() };
        let argument = match self {
            Self::Move(motion) | Self::Extend(motion) => motion.phrase().to_owned(),
            _ => self.argument().unwrap_or_default(),
        };
        match entry.argument {
            Argument::None => entry.sentence.to_owned(),
            kind => entry.sentence.replace(kind.placeholder(), &argument),
        }
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
    fn every_row_of_the_table_has_a_name_of_its_own_a_mode_and_a_sentence() {
        for (index, entry) in COMMANDS.iter().enumerate() {
            assert!(COMMANDS[..index].iter().all(|other| other.name != entry.name), "{} twice", entry.name);
            assert!(entry.name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{}", entry.name);
            assert!(!entry.modes.is_empty() && entry.sentence.ends_with('.'), "{}", entry.name);
            assert!(entry.sentence.contains(entry.argument.placeholder()), "{}", entry.name);
        }
    }

    #[test]
    fn every_group_has_a_command() {
        for group in Group::ALL {
            assert!(COMMANDS.iter().any(|entry| entry.group == *group), "{group:?}");
        }
    }

    #[test]
    fn a_sentence_holds_the_argument() {
        let sentence = |text| Command::parse(text).unwrap().sentence();
        assert_eq!(sentence("move line_up"), "Moves the cursor one line up.");
        assert_eq!(sentence("retag ACTOR"), "Changes the tag of the span under the cursor to ACTOR.");
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
    fn blanks_around_a_command_do_not_matter() {
        assert_eq!(Command::parse("  extend   next_word "), Ok(Command::Extend(Motion::NextWord)));
    }
}
