//! The list of texts: which of them are shown, in which order, and which one the cursor is on.

use super::concordance::Concordance;
use super::screen::{Screen, Turn};
use crate::annotation::{StateOrder, StateStep};
use crate::session::command::Command;
use crate::session::corpus::{News, Texts};
use crate::session::effect::Effect;
use crate::session::mode::Mode;
use crate::session::motion::Motion;
use crate::session::notice::Notice;
use crate::session::parts::{Line, List, Order, Sieve, Touched, Way};
use crate::session::pointer::Pointer;
use crate::session::shared::Shared;
use crate::session::text_rows::{TextKey, TextRows};
use crate::text::TextId;

/// Rows that a step of scrolling goes.
const STEP: usize = 3;

/// The list of texts on screen.
#[derive(Debug, Default)]
pub struct Corpus {
    list: List<TextKey>,
    sieve: Sieve,
}

impl Corpus {
    /// Returns the list, whose rows are the numbers of the texts.
    pub fn list(&self) -> &List<TextKey> {
        &self.list
    }

    /// Returns the words that narrow the list.
    pub fn sieve(&self) -> &Sieve {
        &self.sieve
    }

    /// The texts that are to be glanced at: all of them where the list is narrowed or ordered by what they show, else those
    /// on screen and a screen before and after it. While there are enough of them, none.
    pub(crate) fn unseen(&self, texts: &Texts) -> Vec<usize> {
        let is_ordered = self.list.orders().iter().any(|order| order.key.needs_glances());
        if is_ordered || TextRows::needs_glances(self.list.filter()) {
            return (0..texts.entries().len()).collect();
        }
        let rows = self.list.on_screen().len();
        let is_lacking = self.list.around(rows / 2).iter().any(|row| texts.is_unseen(*row));
        if is_lacking { self.list.around(rows).to_vec() } else { Vec::new() }
    }

    fn narrow(&mut self, shared: &Shared) {
        self.list.narrow(&rows(shared), TextRows::filter(self.sieve.text()));
    }

    /// Orders the list by the next key, after the last one by name.
    fn order(&mut self, shared: &Shared) {
        let at = self.list.orders().first().and_then(|order| TextKey::ALL.iter().position(|key| *key == order.key));
        match TextKey::ALL.get(at.map_or(0, |at| at + 1)) {
            Some(key) => self.list.order_by(&rows(shared), Order { key: *key, way: first_way(*key) }),
            None => self.list.unorder(),
        }
    }

    fn reverse(&mut self, shared: &mut Shared) {
        match self.list.orders().first().copied() {
            Some(order) => self.list.order_by(&rows(shared), Order { way: order.way.reversed(), ..order }),
            None => shared.tell(Notice::NotOrdered),
        }
    }

    /// Asks which of the chosen texts can have a state; the answer opens what is done with it.
    fn look_at_states(&self, state: &str, shared: &mut Shared) -> Turn {
        let texts: Vec<TextId> = self.list.chosen().into_iter().map(TextId::from).collect();
        if texts.is_empty() {
            return self.open(shared);
        }
        shared.tell(Notice::LookingAtStates { texts: texts.len() });
        Turn::Done(vec![Effect::States(StateOrder { step: StateStep::Look, state: state.into(), texts })])
    }

    /// Takes back what was done last to the states of texts.
    fn undo(shared: &mut Shared) -> Turn {
        let Some(order) = shared.states_set.pop() else {
            if shared.take_back_last_order() {
                return Turn::done();
            }
            shared.tell(Notice::NothingToUndo);
            return Turn::done();
        };
        Turn::Done(vec![Effect::States(StateOrder { step: StateStep::TakeBack, ..order })])
    }

    fn open(&self, shared: &mut Shared) -> Turn {
        if !shared.texts.is_listed() {
            shared.tell(Notice::StillListing);
        } else if shared.texts.entries().is_empty() {
            shared.tell(Notice::NoTexts);
        } else if let Some(text) = self.list.current() {
            return Turn::Done(vec![Effect::Open(text.into())]);
        } else {
            shared.tell(Notice::NoTextHolds { words: self.sieve.text().to_owned() });
        }
        Turn::done()
    }
}

/// Which end of an order comes first while nobody has turned it round: what is news, or much.
fn first_way(key: TextKey) -> Way {
    match key {
        TextKey::State | TextKey::Completeness | TextKey::Headline => Way::Rising,
        TextKey::Changed | TextKey::Size | TextKey::Spans => Way::Falling,
    }
}

fn rows(shared: &Shared) -> TextRows<'_> {
    TextRows { texts: &shared.texts, tags: &shared.schema.tags }
}

impl Screen for Corpus {
    fn mode(&self) -> Mode {
        if self.sieve.is_typing() { Mode::Filter } else { Mode::Corpus }
    }

    fn about(&self) -> Mode {
        Mode::Corpus
    }

    fn line(&self) -> Option<&Line> {
        self.sieve.is_typing().then(|| self.sieve.line())
    }

    fn paste(&mut self, text: &str, shared: &mut Shared) {
        self.sieve.paste(text);
        self.narrow(shared);
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        let count = shared.times();
        self.list.catch_up(&rows(shared));
        match self.sieve.update(&command) {
            Some(Touched::Text) => self.narrow(shared),
            Some(Touched::Cursor) => {}
            None => match command {
                Command::Move(motion) => drop(self.list.go(motion, count)),
                Command::NextText => drop(self.list.go(Motion::LineDown, count)),
                Command::PreviousText => drop(self.list.go(Motion::LineUp, count)),
                Command::ScrollDown => drop(self.list.go(Motion::LineDown, STEP)),
                Command::ScrollUp => drop(self.list.go(Motion::LineUp, STEP)),
                Command::NextOrder => self.order(shared),
                Command::ReverseOrder => self.reverse(shared),
                Command::ToggleMarked => {
                    self.list.toggle();
                    self.list.go(Motion::LineDown, 1);
                }
                Command::ToggleAllMarked => self.list.toggle_all(),
                Command::Cancel if self.list.marked() > 0 => self.list.unmark(),
                Command::State(state) => return self.look_at_states(&state, shared),
                Command::Undo => return Self::undo(shared),
                Command::Facts => {
                    shared.after_opening = Some(Command::Facts);
                    return self.open(shared);
                }
                Command::Concordance => return Turn::Open(Box::new(Concordance::of_last(shared))),
                Command::SpanList => match shared.list_all_spans() {
                    Ok(effects) => return Turn::OpenWith(Box::new(Concordance::of_last(shared)), effects),
                    Err(notice) => shared.tell(notice),
                },
                Command::Open => return self.open(shared),
                other => return Turn::Everywhere(other),
            },
        }
        Turn::done()
    }

    fn resize(&mut self, shared: &Shared) {
        self.list.resize(shared.texts.rows_of(usize::from(shared.area.1)));
    }

    fn heard(&mut self, news: News, shared: &Shared) {
        match news {
            News::Listing => self.list.refresh(&rows(shared)),
            News::Summary if shared.texts.is_summarised() => {
                self.list.touch(&rows(shared));
                self.list.catch_up(&rows(shared));
            }
            News::Summary => self.list.touch(&rows(shared)),
        }
    }

    fn opened(&mut self, text: TextId, _shared: &Shared) {
        self.list.go_to_row(text.place());
    }

    fn point(&mut self, pointer: Pointer, _shared: &mut Shared) -> Option<Command> {
        self.list.point(pointer).then_some(Command::Open)
    }
}
