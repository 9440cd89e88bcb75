//! The short words for commands in a bar of keys.

use super::Words;
use crate::session::corpus::TextKey;
use crate::session::{Command, Motion};

impl Words {
    /// Returns the word or two that a bar of keys has for a command.
    pub fn label(&self, command: &Command) -> &'static str {
        match command {
            Command::Accept => "keep",
            Command::Back => "back",
            Command::Cancel => "leave",
            Command::DeleteSpan => "delete",
            Command::EdgeMode => "edge",
            Command::EditNote => "note",
            Command::EraseLine => "erase all",
            Command::EraseWord => "erase word",
            Command::ExpandSelection => "larger",
            Command::Filter => "filter",
            Command::Help => "help",
            Command::Move(Motion::VisualLeft) => "left",
            Command::Move(Motion::VisualRight) => "right",
            Command::Move(Motion::LineDown) => "next row",
            Command::Move(Motion::PageDown) => "next page",
            Command::Move(Motion::PageUp) => "previous page",
            Command::NextNote => "next note",
            Command::NextOrder => "order",
            Command::Open => "open",
            Command::Quit => "quit",
            Command::RecallPrevious => "earlier",
            Command::RepeatTag => "repeat",
            Command::Retag(_) => "retag",
            Command::ReverseOrder => "reverse",
            Command::Search => "search",
            Command::SearchNext => "next",
            Command::SearchPrevious => "previous",
            Command::ShrinkSelection => "smaller",
            Command::SwapEnds => "other end",
            Command::ToggleMarks => "vowel marks",
            Command::ToggleSelecting => "select",
            Command::Undo => "undo",
            other => other.name(),
        }
    }

    /// Returns the heading of the column that a list of texts is ordered by.
    pub fn order(&self, key: TextKey) -> &'static str {
        match key {
            TextKey::State => "state",
            TextKey::Changed => "last change",
            TextKey::Size => "size",
            TextKey::Spans => "spans",
        }
    }
}
