//! One edge of a span on the move: the span keeps its id, its attributes and its note.

use super::screen::{Screen, Turn};
use crate::annotation::{Act, SpanId};
use crate::language::text_unit;
use crate::layout::cursor;
use crate::session::command::Command;
use crate::session::mode::Mode;
use crate::session::motion::Motion;
use crate::session::notice::Refusal;
use crate::session::reading::Reading;
use crate::session::shared::Shared;
use crate::session::travel::Travel;
use crate::text::{Span, grapheme};

/// Which edge of a span is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Where it begins.
    Start,
    /// Where it ends.
    End,
}

/// An edge that is held.
#[derive(Debug, Clone)]
pub struct Edge {
    /// The span.
    id: SpanId,
    which: Which,
    /// Where the span was when its edge was taken hold of.
    from: Span,
    /// Whether the next move of the edge is a change by itself, or a step of the last one, to be taken back with it.
    next: Act,
}

impl Edge {
    /// Takes hold of the end of the current span.
    ///
    /// # Errors
    ///
    /// Fails where there is no span.
    pub(super) fn of_current(reading: &mut Reading) -> Result<Self, Refusal> {
        let span = reading.current().ok_or(Refusal::NoSpan)?;
        let edge = Self { id: span.id.clone(), which: Which::End, from: span.span, next: Act::Edit };
        reading.sheet.selection = None;
        edge.follow(reading);
        Ok(edge)
    }

    /// Returns the id of the span.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns which of its edges is held.
    pub fn which(&self) -> Which {
        self.which
    }

    fn span(&self, reading: &Reading) -> Option<Span> {
        reading.ledger.set.get(&self.id).map(|a| a.span)
    }

    /// Takes hold of the other edge.
    fn turn(&mut self, reading: &mut Reading) {
        self.which = match self.which {
            Which::Start => Which::End,
            Which::End => Which::Start,
        };
        reading.sheet.selection = None;
        self.follow(reading);
    }

    /// Puts the cursor where the edge is.
    fn follow(&self, reading: &mut Reading) {
        let Some(span) = self.span(reading) else { return };
        let at = match self.which {
            Which::Start => span.start(),
            Which::End => grapheme::previous(reading.sheet.document.text(), span.end()),
        };
        reading.sheet.cursor = at.max(span.start());
        reading.sheet.settle();
    }

    /// Moves the edge by a motion.
    fn go(&mut self, reading: &mut Reading, motion: Motion, count: usize) -> Result<(), Refusal> {
        let Some(span) = self.span(reading) else { return Ok(()) };
        self.follow(reading);
        for _ in 0..count {
            let before = reading.sheet.cursor;
            self.step(reading, motion);
            if reading.sheet.cursor == before {
                break;
            }
        }
        let at = reading.sheet.cursor;
        let range = match self.which {
            Which::Start => at..span.end(),
            Which::End => span.start()..grapheme::next(reading.sheet.document.text(), at),
        };
        let paragraph = reading.sheet.document.paragraph_at(range.start.min(span.start()));
        let end = range.end.min(paragraph.end.max(span.end()));
        let moved = reading.sheet.span(range.start..end).filter(|_| range.start < range.end);
        let result = match moved {
            Some(moved) if moved != span => self.put(reading, moved),
            Some(_) => Ok(()),
            None => Err(Refusal::EmptySpan),
        };
        self.follow(reading);
        result
    }

    /// Gives the span another extent; all moves until the edge is let go are taken back as one.
    fn put(&mut self, reading: &mut Reading, span: Span) -> Result<(), Refusal> {
        self.next = reading.move_span(&self.id, span, self.next)?;
        Ok(())
    }

    /// Takes the cursor, which stands for the edge, one motion further; an edge does not rest on a space.
    fn step(&self, reading: &mut Reading, motion: Motion) {
        let last = cursor::last_position(&reading.sheet.document);
        for _ in 0..8 {
            let before = reading.sheet.cursor;
            let target = self.target(reading, motion);
            reading.sheet.cursor = past_grapheme(reading, before, target).min(last);
            let on_space =
                reading.sheet.document.slice(reading.sheet.cursor..reading.sheet.document.len()).starts_with(char::is_whitespace);
            if !on_space || reading.sheet.cursor == before {
                return;
            }
        }
    }

    fn target(&self, reading: &mut Reading, motion: Motion) -> usize {
        let at = reading.sheet.cursor;
        if let Some(rows) = reading.sheet.rows_of(motion) {
            let goal = reading.sheet.goal();
            return cursor::vertical_step(&mut reading.sheet.typesetter, &reading.sheet.document, at, goal, rows);
        }
        reading.sheet.goal = None;
        match (motion, self.which) {
            (Motion::NextWord, Which::End) => text_unit::word_end_after(&reading.sheet.document, at),
            (Motion::PreviousWord, Which::End) => text_unit::word_end_before(&reading.sheet.document, at),
            _ => reading.sheet.target(motion, &reading.ledger.set),
        }
    }

    /// Takes changes back, or makes them again; the next move of the edge is a change by itself.
    fn travel(&mut self, travel: Travel, shared: &mut Shared) {
        self.next = Act::Edit;
        shared.travel_in_text(travel);
    }

    /// Lets go of the edge; the span stays as it is.
    fn leave(&self, reading: &mut Reading) {
        reading.choose(self.id.clone());
    }

    /// Lets go of the edge; the span is again as it was when an edge of it was taken hold of.
    fn drop(&mut self, reading: &mut Reading) -> Result<(), Refusal> {
        let moved = self.span(reading).is_some_and(|span| span != self.from);
        let result = if moved { self.put(reading, self.from) } else { Ok(()) };
        if let Some(span) = self.span(reading) {
            reading.sheet.place_cursor(span.start());
        }
        self.leave(reading);
        result
    }
}

impl Screen for Edge {
    fn mode(&self) -> Mode {
        Mode::Edge
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        let count = shared.times();
        let Some(reading) = &mut shared.reading else { return Turn::close() };
        match command {
            Command::Move(motion) => {
                let result = self.go(reading, motion, count);
                shared.report(result);
            }
            Command::OtherEdge => self.turn(reading),
            Command::Accept => {
                self.leave(reading);
                return Turn::close();
            }
            Command::Cancel => {
                let result = self.drop(reading);
                shared.report(result);
                return Turn::close();
            }
            Command::Undo => self.travel(Travel::Undo, shared),
            Command::Redo => self.travel(Travel::Redo, shared),
            other => return Turn::Below(other),
        }
        Turn::done()
    }

    fn is_over(&self, shared: &Shared) -> bool {
        shared.reading.as_ref().is_none_or(|reading| self.span(reading).is_none())
    }
}

/// A place to move an edge to: spans end with graphemes, also where reveal mode lets the cursor stand inside one.
fn past_grapheme(reading: &Reading, from: usize, to: usize) -> usize {
    let text = reading.sheet.document.text();
    let start = grapheme::start_of(text, to);
    if to > from && start <= from { grapheme::next(text, from) } else { start }
}
