//! The machine that a sitting runs on: its terminal, its disk and its clipboard do what the session wishes for.

use std::collections::VecDeque;
use std::sync::mpsc::Sender;
use std::time::SystemTime;

use super::bureau::Bureau;
use super::clipboard::{self, Between};
use super::driver::Performer;
use super::event::{self, Incoming};
use super::library::Library;
use super::terminal::Terminal;
use crate::annotation::CitedPlaces;
use crate::session::{Changes, Copied, CopiedPart, Effect, Message, Notice, RegistrySnapshot};
use crate::storage::keyboard::KeyboardMemory;
use crate::storage::tour::TourMemory;
use crate::text::TextId;

/// Changes that are kept after the frame that shows them.
enum ToKeep {
    /// Of the annotations of a text.
    Changes(Changes),
    /// Of a registry.
    Registry(RegistrySnapshot),
    /// What follows from the decisions on a text.
    Following(TextId),
}

/// What performs the wishes of a session in the running program.
pub(super) struct Machine {
    pub(super) terminal: Terminal,
    pub(super) library: Library,
    bureau: Option<Bureau>,
    /// Which keyboard is in use, as it is remembered.
    keyboard: KeyboardMemory,
    /// Whether the tour is still to be offered.
    tour: TourMemory,
    /// Changes to be kept after the frame that shows them.
    to_keep: VecDeque<ToKeep>,
    /// Where tmux's answers go: which terminal shows it may change while the program runs.
    tmux: Option<Sender<Incoming>>,
    /// Whether the terminal could not be taken again.
    lost: bool,
}

impl Machine {
    pub(super) fn new(
        terminal: Terminal,
        library: Library,
        bureau: Option<Bureau>,
        (keyboard, tour): (KeyboardMemory, TourMemory),
        tmux: Option<Sender<Incoming>>,
    ) -> Self {
        Self { terminal, library, bureau, keyboard, tour, to_keep: VecDeque::new(), tmux, lost: false }
    }

    /// Whether changes wait to be kept until the screen has shown them.
    pub(super) fn has_to_keep(&self) -> bool {
        !self.to_keep.is_empty()
    }

    /// Whether the terminal could not be taken again after the program was stopped.
    pub(super) fn has_lost_terminal(&self) -> bool {
        self.lost
    }

    /// Asks tmux, if this is one, which terminal shows it: somebody else may have attached to it.
    pub(super) fn ask_outside(&self) {
        if let Some(inbox) = self.tmux.clone() {
            event::ask_outside(inbox);
        }
    }

    /// Has places cited, unless their words alone are more than terminals take: then no text need be read.
    fn cite(&self, all: Vec<CitedPlaces>) -> Vec<Message> {
        let bytes: usize = all.iter().flat_map(|asked| &asked.places).map(|place| place.words.len()).sum();
        if bytes > clipboard::MOST {
            return vec![too_long(CopiedPart::Quotations, bytes)];
        }
        self.library.cite(all);
        Vec::new()
    }

    /// Hands a text to the clipboard: to tmux where that takes it, and to the terminal.
    fn copy(&mut self, copied: Copied) -> Message {
        if copied.text.len() > clipboard::MOST {
            return too_long(copied.part, copied.text.len());
        }
        let between = Between::of(|name| std::env::var(name).ok());
        if between == Between::Tmux && clipboard::give_to_tmux(&copied.text).is_ok() {
            return Message::Copied(copied);
        }
        match self.terminal.print(&clipboard::sequence(&copied.text, between)) {
            Ok(()) => Message::Copied(copied),
            Err(error) => Message::NotCopied(Notice::NotCopied(error.into())),
        }
    }
}

/// That something is not copied, since it has so many bytes.
fn too_long(part: CopiedPart, bytes: usize) -> Message {
    let (length, most) = (bytes.div_ceil(1000), clipboard::MOST / 1000);
    Message::NotCopied(Notice::TooLongToCopy { part, length, most })
}

impl Performer for Machine {
    fn perform(&mut self, effect: Effect) -> Vec<Message> {
        match effect {
            Effect::Open(text) => return vec![self.library.open(text)],
            Effect::Append(changes) => self.to_keep.push_back(ToKeep::Changes(changes)),
            Effect::SaveRegistry(snapshot) => self.to_keep.push_back(ToKeep::Registry(snapshot)),
            Effect::Save(snapshot) => return self.library.save(&snapshot),
            Effect::Close(text) => self.library.close(text),
            Effect::FindWhereabouts(text) => self.library.find_whereabouts(text),
            Effect::Identify(order, text) => return self.library.identify(order, text),
            Effect::Glance(texts) => self.library.glance(texts),
            Effect::Quote(text) => self.library.quote(text),
            Effect::States(order) => self.library.states(order),
            Effect::Inquire(number, words) => self.library.inquire(number, words),
            Effect::Suggest(snapshot, range) => self.library.suggest(snapshot, range),
            Effect::StopInquiry => self.library.stop_inquiry(),
            Effect::Meet(number, sought, except) => self.library.meet(number, *sought, except),
            Effect::ListSpans(number) => self.library.spans(number),
            Effect::Order(step) => self.library.order(step),
            Effect::StopOrder => self.library.stop_order(),
            Effect::Reanchor(chosen) => return self.library.reanchor(&chosen),
            Effect::TurnBack(text) => return self.library.turn_back(text),
            Effect::Attend(text) => return self.bureau.as_ref().map(|bureau| bureau.attend(text)).unwrap_or_default(),
            Effect::Follow(text) => self.to_keep.push_back(ToKeep::Following(text)),
            Effect::SaveGold(snapshot) => return self.bureau.as_ref().map(|bureau| bureau.save(snapshot)).unwrap_or_default(),
            Effect::HandBack(work) => {
                return self.bureau.as_ref().map(|bureau| bureau.hand_back(*work)).unwrap_or_default();
            }
            Effect::Copy(copied) => return vec![self.copy(copied)],
            Effect::Cite(all) => return self.cite(all),
            Effect::Redraw => {
                self.terminal.redraw();
                self.ask_outside();
            }
            Effect::Suspend => self.lost |= self.terminal.suspend().is_err(),
            Effect::UseKeyboard(name) => {
                let failed = self.keyboard.remember(&name).err().map(Into::into);
                return vec![Message::KeyboardInUse(name, failed)];
            }
            // The driver does these.
            Effect::Quit | Effect::AskKeyboard | Effect::AskCommands | Effect::Perform(_) => {}
        }
        Vec::new()
    }

    fn keep(&mut self) -> Vec<Message> {
        let mut messages = Vec::new();
        for kept in std::mem::take(&mut self.to_keep) {
            match kept {
                ToKeep::Changes(changes) => {
                    // Whoever annotates is not new any more; if that cannot be remembered, nothing is lost.
                    let _best_effort = self.tour.remember();
                    messages.extend(self.library.append(changes));
                }
                ToKeep::Registry(snapshot) => messages.push(self.library.save_registry(snapshot)),
                ToKeep::Following(text) => messages.push(Message::Follow(text)),
            }
        }
        messages
    }

    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}
