//! The short words for commands in a bar of keys.

use super::Words;
use super::screen::Label;
use crate::session::{Age, Command, Day, Motion, TextKey};

impl Words {
    /// Returns the word or two that a bar of keys has for a command.
    pub fn label(self, command: &Command) -> String {
        let label = match command {
            Command::Accept | Command::KeepDraft => Label::KeyKeep,
            Command::AcceptAll => Label::KeyAcceptAll,
            Command::WidenToCorpus => Label::KeyAllTexts,
            Command::ClearValue => Label::KeyClear,
            Command::Inspect => Label::KeyInspect,
            Command::Move(Motion::NextSpan) => Label::KeyNextSpan,
            Command::Move(Motion::NextWord) | Command::Extend(Motion::NextWord) => Label::KeyNextWord,
            Command::NextGap => Label::KeyNextGap,
            Command::Relate => Label::KeyRelate,
            Command::RelateElsewhere => Label::KeyElsewhere,
            Command::Leap => Label::KeyLeap,
            Command::Back => Label::KeyBack,
            Command::Cancel => Label::KeyCancel,
            Command::DeleteSpan => Label::KeyDelete,
            Command::DropDraft => Label::KeyDrop,
            Command::EdgeMode | Command::OtherEdge => Label::KeyEdge,
            Command::EditNote => Label::KeyNote,
            Command::EraseLine => Label::KeyEraseAll,
            Command::EraseWord => Label::KeyEraseWord,
            Command::Identity => Label::KeyIdentity,
            Command::NewIdentity => Label::KeyNewIdentity,
            Command::MergeIdentity => Label::KeyMerge,
            Command::RenameIdentity => Label::KeyRename,
            Command::SplitIdentity => Label::KeySplit,
            Command::ExpandSelection => Label::KeyLarger,
            Command::Filter => Label::KeyFilter,
            Command::Help => Label::KeyHelp,
            Command::Move(Motion::LineDown) => Label::KeyNextRow,
            Command::Move(Motion::PageDown) => Label::KeyNextPage,
            Command::Move(Motion::PageUp) => Label::KeyPreviousPage,
            Command::Move(Motion::VisualLeft) => Label::KeyLeft,
            Command::Move(Motion::VisualRight) => Label::KeyRight,
            Command::State(any) if any.is_empty() => Label::KeyState,
            Command::Move(Motion::PreviousWord) | Command::Extend(Motion::PreviousWord) => Label::KeyPreviousWord,
            Command::Palette => Label::KeyPalette,
            Command::SkipStep => Label::KeySkip,
            Command::Guideline => Label::KeyGuideline,
            Command::NextNote => Label::KeyNextNote,
            Command::NextOrder => Label::KeyOrder,
            Command::Copy => Label::KeyCopy,
            Command::Open => Label::KeyOpen,
            Command::Quit => Label::KeyQuit,
            Command::RecallPrevious => Label::KeyEarlier,
            Command::RepeatTag | Command::RepeatValue => Label::KeyRepeat,
            Command::Retag(_) => Label::KeyRetag,
            Command::ReverseOrder => Label::KeyReverse,
            Command::Search => Label::KeySearch,
            Command::Concordance => Label::KeyConcordance,
            Command::SpanList => Label::KeySpans,
            Command::Propagate => Label::KeyEverywhere,
            Command::NextSearchMode => Label::KeySearchMode,
            Command::SearchNext => Label::KeyNext,
            Command::SearchPrevious => Label::KeyPrevious,
            Command::ShrinkSelection => Label::KeySmaller,
            Command::SwapEnds => Label::KeyOtherEnd,
            Command::ToggleMarks => Label::KeyMarks,
            Command::ToggleSelecting => Label::KeySelect,
            Command::ToggleMarked => Label::KeyMarkText,
            Command::ToggleAllMarked => Label::KeyMarkAll,
            Command::Undo => Label::KeyUndo,
            other => return other.name().to_owned(),
        };
        self.say(&label)
    }

    /// Returns how long ago something was.
    pub fn age(self, age: &Age) -> String {
        self.say(&match age {
            Age::Now => Label::AgeNow,
            Age::Minutes(minutes) => Label::AgeMinutes { minutes: *minutes },
            Age::Hours(hours) => Label::AgeHours { hours: *hours },
            Age::Yesterday => Label::AgeYesterday,
            Age::Days(days) => Label::AgeDays { days: *days },
            Age::DayOfYear(Day { month, day }) => Label::DayOfYear { day: *day, month: *month },
            Age::DayOf(Day { month, day }, year) => {
                return self.say(&Label::DayOf { day: *day, month: *month, year: &year.to_string() });
            }
        })
    }

    /// Returns the heading of the column that a list of texts is ordered by.
    pub fn order(self, key: TextKey) -> String {
        self.say(&match key {
            TextKey::State => Label::ColumnState,
            TextKey::Completeness => Label::ColumnGaps,
            TextKey::Headline => Label::ColumnHeadline,
            TextKey::Changed => Label::ColumnChanged,
            TextKey::Size => Label::ColumnSize,
            TextKey::Spans => Label::ColumnSpans,
        })
    }
}
