//! Letters on the words or the spans on screen: typing them goes there.

use super::screen::{Lie, Screen, Turn};
use crate::annotation::{Annotation, SpanId};
use crate::language::words::words;
use crate::session::command::Command;
use crate::session::labels::labels;
use crate::session::mode::Mode;
use crate::session::notice::Refusal;
use crate::session::shared::Shared;

/// What is gone to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    Words,
    Spans,
}

/// Where letters lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landing {
    /// The letters.
    pub label: String,
    /// The first byte of the word or the span.
    pub at: usize,
    /// The span, if it is one.
    span: Option<SpanId>,
}

/// A place on screen that is gone to by letters.
#[derive(Debug)]
pub struct Leap {
    goal: Goal,
    landings: Vec<Landing>,
    /// The letters typed so far.
    typed: String,
}

impl Leap {
    /// Puts letters on the words on screen, the shortest on those nearest to the cursor.
    ///
    /// # Errors
    ///
    /// Fails where no text is open, or no word of it is on screen.
    pub(super) fn to_a_word(shared: &Shared) -> Result<Self, Refusal> {
        Self::to(Goal::Words, shared).ok_or(Refusal::NoWord)
    }

    fn to(goal: Goal, shared: &Shared) -> Option<Self> {
        let open = shared.open_text.as_ref()?;
        let (document, shown, cursor) = (&open.sheet.document, open.sheet.on_screen(), open.sheet.cursor);
        let shown = shown.start..shown.end.min(document.len());
        let mut places: Vec<(usize, Option<SpanId>)> = match goal {
            Goal::Words => words(document.slice(shown.clone())).map(|word| (shown.start + word.start, None)).collect(),
            Goal::Spans => {
                let begins_here = |span: &&Annotation| shown.contains(&span.span.start());
                let spans = open.set().in_range(shown.clone()).filter(begins_here);
                spans.map(|span| (span.span.start(), Some(span.id.clone()))).collect()
            }
        };
        places.sort_by_key(|(at, _)| at.abs_diff(cursor));
        let labels = labels(places.len());
        let landings = places.into_iter().zip(labels).map(|((at, span), label)| Landing { label, at, span }).collect::<Vec<_>>();
        (!landings.is_empty()).then(|| Self { goal, landings, typed: String::new() })
    }

    /// Returns where letters lead that begin with those typed so far.
    pub fn landings(&self) -> impl Iterator<Item = &Landing> {
        self.landings.iter().filter(|landing| landing.label.starts_with(&self.typed))
    }

    /// Returns how many letters are typed.
    pub fn typed(&self) -> usize {
        self.typed.len()
    }

    fn letter(&mut self, letter: char, shared: &mut Shared) -> Turn {
        self.typed.push(letter);
        let found: Vec<Landing> = self.landings().cloned().collect();
        match found.as_slice() {
            [] => {
                self.typed.clear();
                shared.tell(Refusal::NoSuchHint);
                Turn::done()
            }
            [landing] if landing.label == self.typed => {
                land(landing, shared);
                Turn::close()
            }
            _ => Turn::done(),
        }
    }

    /// The other kind of goals; these again where there is none of the other.
    fn turn(&mut self, shared: &mut Shared) {
        let other = match self.goal {
            Goal::Words => Goal::Spans,
            Goal::Spans => Goal::Words,
        };
        match Self::to(other, shared) {
            Some(leap) => *self = leap,
            None => shared.tell(Refusal::NoSpan),
        }
    }
}

/// Goes to a place; a selection that plain motions extend is extended, any other is dropped.
fn land(landing: &Landing, shared: &mut Shared) {
    let Some(open) = &mut shared.open_text else { return };
    if !open.sheet.is_selecting() {
        open.sheet.selection = None;
    }
    open.sheet.jump(landing.at);
    if let Some(span) = &landing.span {
        open.choose(span.clone());
    }
}

impl Screen for Leap {
    fn mode(&self) -> Mode {
        Mode::Leaping
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match command {
            Command::Letter(letter) => self.letter(letter, shared),
            Command::Leap => {
                self.turn(shared);
                Turn::done()
            }
            Command::Cancel => Turn::close(),
            other => Turn::Everywhere(other),
        }
    }

    fn is_over(&self, shared: &Shared) -> bool {
        shared.open_text.is_none()
    }
}
