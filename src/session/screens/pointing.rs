//! Words of the text that are pointed out as the value of an attribute, with the motions and selections of the reader.

use super::leap::Leap;
use super::screen::{Lie, Screen, Turn, opened};
use crate::annotation::{SpanId, Value};
use crate::language::text_unit::{self, TextUnit};
use crate::session::command::Command;
use crate::session::gesture;
use crate::session::mode::Mode;
use crate::session::notice::Refusal;
use crate::session::saying::Saying;
use crate::session::shared::Shared;

/// An attribute whose words are pointed out.
#[derive(Debug)]
pub struct Pointing {
    attribute: String,
    spans: Vec<SpanId>,
    /// The place of the cursor before.
    cursor: usize,
}

impl Pointing {
    /// Begins to point out the words of an attribute of spans.
    ///
    /// # Errors
    ///
    /// Fails where nothing may be changed.
    pub(super) fn at(attribute: String, spans: &[SpanId], shared: &mut Shared) -> Result<Self, Refusal> {
        shared.changeable()?;
        let open = shared.open_text.as_mut().ok_or(Refusal::NoSpan)?;
        open.sheet.selection = None;
        Ok(Self { attribute, spans: spans.to_vec(), cursor: open.sheet.cursor })
    }

    /// Returns the attribute.
    pub fn attribute(&self) -> &str {
        &self.attribute
    }

    /// Takes what is selected, else the word under the cursor.
    fn take(&self, shared: &mut Shared) -> Result<(), Refusal> {
        let open = shared.open_text.as_mut().ok_or(Refusal::NoSpan)?;
        let selected = open.sheet.selected().filter(|range| !range.is_empty());
        let word = || text_unit::around(&open.sheet.document, TextUnit::Word, open.sheet.cursor);
        let span = open.sheet.span(selected.unwrap_or_else(word)).ok_or(Refusal::NoWord)?;
        let document = &open.sheet.document;
        let value = Value::Range(document.code_point_at(span.start()), document.code_point_at(span.end()));
        shared.say(&self.spans, Saying::value(&self.attribute, Some(value)))?;
        self.leave(shared);
        Ok(())
    }

    /// Puts the cursor back to where it was; the span is the current one.
    fn leave(&self, shared: &mut Shared) {
        let Some(open) = &mut shared.open_text else { return };
        open.sheet.selection = None;
        if open.sheet.cursor != self.cursor {
            open.sheet.place_cursor(self.cursor);
        }
        if let Some(first) = self.spans.first() {
            open.choose(first.clone());
        }
    }
}

impl Screen for Pointing {
    fn mode(&self) -> Mode {
        Mode::Pointing
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match command {
            Command::Accept => match self.take(shared) {
                Ok(()) => return Turn::close(),
                Err(refused) => shared.tell(refused),
            },
            Command::Cancel | Command::Back => {
                self.leave(shared);
                return Turn::close();
            }
            other => return look_around(other, shared),
        }
        Turn::done()
    }

    fn is_over(&self, shared: &Shared) -> bool {
        shared.open_text.as_ref().is_none_or(|open| self.spans.iter().all(|id| !open.set().contains(id)))
    }
}

/// Moves and selects; what would change the text waits until the words are taken.
fn look_around(command: Command, shared: &mut Shared) -> Turn {
    match gesture::perform(command, shared) {
        Ok(()) => Turn::done(),
        Err(Command::Leap) => opened(Leap::to_a_word(shared), shared),
        Err(
            command @ (Command::Help
            | Command::Redraw
            | Command::Suspend
            | Command::Quit
            | Command::ToggleMarks
            | Command::ToggleLegend),
        ) => Turn::Everywhere(command),
        Err(_) => {
            shared.tell(Refusal::Pointing);
            Turn::done()
        }
    }
}
