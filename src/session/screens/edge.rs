//! One edge of a span on the move: the span keeps its id, its attributes and its note.

use super::screen::{Screen, Turn};
use crate::annotation::{Act, SpanId};
use crate::language::text_unit;
use crate::layout::cursor;
use crate::session::command::Command;
use crate::session::mode::Mode;
use crate::session::motion::Motion;
use crate::session::notice::Refusal;
use crate::session::open_text::OpenText;
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
    pub(super) fn of_current(open: &mut OpenText) -> Result<Self, Refusal> {
        let span = open.current().ok_or(Refusal::NoSpan)?;
        let edge = Self { id: span.id.clone(), which: Which::End, from: span.span, next: Act::Edit };
        open.sheet.selection = None;
        edge.follow(open);
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

    fn span(&self, open: &OpenText) -> Option<Span> {
        open.ledger.set.get(&self.id).map(|a| a.span)
    }

    /// Takes hold of the other edge.
    fn turn(&mut self, open: &mut OpenText) {
        self.which = match self.which {
            Which::Start => Which::End,
            Which::End => Which::Start,
        };
        open.sheet.selection = None;
        self.follow(open);
    }

    /// Puts the cursor where the edge is.
    fn follow(&self, open: &mut OpenText) {
        let Some(span) = self.span(open) else { return };
        let at = match self.which {
            Which::Start => span.start(),
            Which::End => grapheme::previous(open.sheet.document.text(), span.end()),
        };
        open.sheet.cursor = at.max(span.start());
        open.sheet.settle();
    }

    /// Moves the edge by a motion.
    fn go(&mut self, open: &mut OpenText, motion: Motion, count: usize) -> Result<(), Refusal> {
        let Some(span) = self.span(open) else { return Ok(()) };
        self.follow(open);
        for _ in 0..count {
            let before = open.sheet.cursor;
            self.step(open, motion);
            if open.sheet.cursor == before {
                break;
            }
        }
        let at = open.sheet.cursor;
        let range = match self.which {
            Which::Start => at..span.end(),
            Which::End => span.start()..grapheme::next(open.sheet.document.text(), at),
        };
        let paragraph = open.sheet.document.paragraph_at(range.start.min(span.start()));
        let end = range.end.min(paragraph.end.max(span.end()));
        let moved = open.sheet.span(range.start..end).filter(|_| range.start < range.end);
        let result = match moved {
            Some(moved) if moved != span => self.put(open, moved),
            Some(_) => Ok(()),
            None => Err(Refusal::EmptySpan),
        };
        self.follow(open);
        result
    }

    /// Gives the span another extent; all moves until the edge is let go are taken back as one.
    fn put(&mut self, open: &mut OpenText, span: Span) -> Result<(), Refusal> {
        self.next = open.move_span(&self.id, span, self.next)?;
        Ok(())
    }

    /// Takes the cursor, which stands for the edge, one motion further; an edge does not rest on a space.
    fn step(&self, open: &mut OpenText, motion: Motion) {
        let last = cursor::last_position(&open.sheet.document);
        for _ in 0..8 {
            let before = open.sheet.cursor;
            let target = self.target(open, motion);
            open.sheet.cursor = past_grapheme(open, before, target).min(last);
            let on_space =
                open.sheet.document.slice(open.sheet.cursor..open.sheet.document.len()).starts_with(char::is_whitespace);
            if !on_space || open.sheet.cursor == before {
                return;
            }
        }
    }

    fn target(&self, open: &mut OpenText, motion: Motion) -> usize {
        let at = open.sheet.cursor;
        if let Some(rise) = open.sheet.rise(motion) {
            return open.sheet.risen(rise);
        }
        open.sheet.goal = None;
        match (motion, self.which) {
            (Motion::NextWord, Which::End) => text_unit::word_end_after(&open.sheet.document, at),
            (Motion::PreviousWord, Which::End) => text_unit::word_end_before(&open.sheet.document, at),
            _ => open.sheet.target(motion, &open.ledger.set),
        }
    }

    /// Takes changes back, or makes them again; the next move of the edge is a change by itself.
    fn travel(&mut self, travel: Travel, shared: &mut Shared) {
        self.next = Act::Edit;
        shared.travel_in_text(travel);
    }

    /// Lets go of the edge; the span stays as it is.
    fn leave(&self, open: &mut OpenText) {
        open.choose(self.id.clone());
    }

    /// Lets go of the edge; the span is again as it was when an edge of it was taken hold of.
    fn drop(&mut self, open: &mut OpenText) -> Result<(), Refusal> {
        let moved = self.span(open).is_some_and(|span| span != self.from);
        let result = if moved { self.put(open, self.from) } else { Ok(()) };
        if let Some(span) = self.span(open) {
            open.sheet.place_cursor(span.start());
        }
        self.leave(open);
        result
    }
}

impl Screen for Edge {
    fn mode(&self) -> Mode {
        Mode::Edge
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        let count = shared.times();
        let Some(open) = &mut shared.open_text else { return Turn::close() };
        match command {
            Command::Move(motion) => {
                let result = self.go(open, motion, count);
                shared.report(result);
            }
            Command::OtherEdge => self.turn(open),
            Command::Accept => {
                self.leave(open);
                return Turn::close();
            }
            Command::Cancel => {
                let result = self.drop(open);
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
        shared.open_text.as_ref().is_none_or(|open| self.span(open).is_none())
    }
}

/// A place to move an edge to: spans end with graphemes, also where reveal mode lets the cursor stand inside one.
fn past_grapheme(open: &OpenText, from: usize, to: usize) -> usize {
    let text = open.sheet.document.text();
    let start = grapheme::start_of(text, to);
    if to > from && start <= from { grapheme::next(text, from) } else { start }
}
