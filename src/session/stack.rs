//! The screens that are open, one over the other: the top one gets a command first, and may pass it down.

use std::any::Any;

use super::command::Command;
use super::effect::Effect;
use super::mode::Mode;
use super::screens::{Lie, Screen, Turn};
use super::shared::Shared;
use crate::text::TextId;

/// What became of a command that the screens were given.
#[derive(Debug)]
pub(super) enum Outcome {
    /// One performed it, with these wishes.
    Done(Vec<Effect>),
    /// None took it.
    Everywhere(Command),
    /// The sitting is to end, if everything is saved.
    Quit,
}

/// The screens that are open. There is always one: the last is closed by ending the sitting.
#[derive(Debug)]
pub(super) struct Stack {
    lowest: Box<dyn Screen>,
    above: Vec<Box<dyn Screen>>,
}

impl Stack {
    /// A stack of one screen.
    pub(super) fn of(lowest: impl Screen) -> Self {
        Self { lowest: Box::new(lowest), above: Vec::new() }
    }

    /// The screen that gets commands first.
    pub(super) fn top(&self) -> &dyn Screen {
        self.above.last().map_or(&*self.lowest, |top| &**top)
    }

    pub(super) fn top_mut(&mut self) -> &mut dyn Screen {
        self.above.last_mut().map_or(&mut *self.lowest, |top| &mut **top)
    }

    /// The screens, the lowest first.
    pub(super) fn screens(&self) -> impl DoubleEndedIterator<Item = &dyn Screen> {
        std::iter::once(&*self.lowest).chain(self.above.iter().map(|screen| &**screen))
    }

    fn screens_mut(&mut self) -> impl Iterator<Item = &mut Box<dyn Screen>> {
        std::iter::once(&mut self.lowest).chain(&mut self.above)
    }

    /// The topmost screen of a kind.
    pub(super) fn find<S: Screen>(&self) -> Option<&S> {
        self.screens().rev().find_map(|screen| (screen as &dyn Any).downcast_ref())
    }

    /// The topmost screen of a kind, to be changed.
    pub(super) fn find_mut<S: Screen>(&mut self) -> Option<&mut S> {
        let all = std::iter::once(&mut self.lowest).chain(&mut self.above).rev();
        all.map(|screen| &mut **screen as &mut dyn Any).find_map(|screen| screen.downcast_mut())
    }

    /// The screen of a kind, if it is the top one.
    pub(super) fn top_as<S: Screen>(&mut self) -> Option<&mut S> {
        (self.top_mut() as &mut dyn Any).downcast_mut()
    }

    /// The mode of the screen that those over it are about.
    pub(super) fn behind(&self) -> Mode {
        let firm = self.screens().rev().find(|screen| screen.lie() == Lie::Instead);
        firm.map_or_else(|| self.lowest.about(), Screen::about)
    }

    /// Opens a screen over all others.
    pub(super) fn open(&mut self, screen: impl Screen, shared: &Shared) {
        self.above.push(Box::new(screen));
        self.top_mut().resize(shared);
    }

    /// Closes the top screen, unless it is the last.
    pub(super) fn close_top(&mut self) {
        self.above.pop();
    }

    /// Closes every screen of a kind.
    pub(super) fn close_all<S: Screen>(&mut self) {
        self.above.retain(|screen| !(&**screen as &dyn Any).is::<S>());
    }

    /// Closes all screens over the lowest one of a kind; whether there is one.
    pub(super) fn return_to<S: Screen>(&mut self) -> bool {
        let found = self.screens().position(|screen| (screen as &dyn Any).is::<S>());
        if let Some(at) = found {
            self.above.truncate(at);
        }
        found.is_some()
    }

    /// Gives a command to the top screen, then to those to which it is passed down.
    pub(super) fn update(&mut self, mut command: Command, shared: &mut Shared) -> Outcome {
        let mut at = self.above.len();
        loop {
            let screen = match at.checked_sub(1).and_then(|n| self.above.get_mut(n)) {
                Some(screen) => screen,
                None => &mut self.lowest,
            };
            match screen.update(command, shared) {
                Turn::Done(effects) => return Outcome::Done(effects),
                Turn::Open(screen) => return self.put_over(at, screen, Vec::new()),
                Turn::OpenWith(screen, effects) => return self.put_over(at, screen, effects),
                Turn::Close(effects) => {
                    self.above.truncate(at.saturating_sub(1));
                    self.top_mut().resume(shared);
                    return Outcome::Done(effects);
                }
                Turn::Below(passed) if at > 0 => {
                    command = passed;
                    at -= 1;
                }
                Turn::Below(passed) | Turn::Everywhere(passed) => return Outcome::Everywhere(passed),
                Turn::Quit => return Outcome::Quit,
            }
        }
    }

    /// Puts a screen over one, in the place of all that are above it.
    fn put_over(&mut self, at: usize, screen: Box<dyn Screen>, effects: Vec<Effect>) -> Outcome {
        self.above.truncate(at);
        self.above.push(screen);
        Outcome::Done(effects)
    }

    /// Closes the screens on top that have nothing left to be about.
    pub(super) fn drop_finished(&mut self, shared: &Shared) {
        while self.above.last().is_some_and(|top| top.is_over(shared)) {
            self.above.pop();
        }
    }

    /// Tells every screen that the size of the screen is another one.
    pub(super) fn resize(&mut self, shared: &Shared) {
        self.screens_mut().for_each(|screen| screen.resize(shared));
    }

    /// Tells every screen what is new about the texts.
    pub(super) fn tell_news(&mut self, shared: &mut Shared) {
        if let Some(news) = shared.texts.take_news() {
            self.screens_mut().for_each(|screen| screen.heard(news, shared));
        }
    }

    /// Tells every screen that a text was opened.
    pub(super) fn opened(&mut self, text: TextId, shared: &Shared) {
        self.screens_mut().for_each(|screen| screen.opened(text, shared));
    }
}
