//! What the program tells the session, and what comes of it.

use super::copying::Copied;
use super::effect::{Effect, Message, Opened, Pointer};
use super::mode::Mode;
use super::motion::Motion;
use super::notice::{Cause, Notice};
use super::reading::{Reading, Saved};
use super::selection::Selection;
use super::state::Session;
use crate::annotation::Edit;
use crate::layout::Settings;

impl Session {
    /// Takes what the program has to tell; returns what is to be done next.
    pub fn receive(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Opened(opened) => return self.opened(*opened),
            Message::NotOpened(text, why) => self.not_opened(text, why),
            Message::Proposed(proposal) => self.proposed(*proposal),
            Message::NotListed(why) | Message::Faulty(why) => self.tell(Notice::Failed(why)),
            Message::Told(what) => self.tell(what),
            Message::HelpLines(lines) => self.help_last = lines.saturating_sub(usize::from(self.area.1)),
            Message::Saved(text, revision) => self.saved(text, revision),
            Message::ReadOnly(text, why) => self.read_only(text, why),
            Message::NotSaved(text, why) => self.not_saved(text, why),
            Message::Desk(desk) => self.take_desk(*desk),
            Message::DesksComplete(left_out) => self.desks_complete(left_out),
            Message::GoldSaved(text, revision) => self.gold_saved(text, Ok(revision)),
            Message::GoldNotSaved(text, why) => self.gold_saved(text, Err(why)),
            Message::HandedBack(text, result) => self.handed_back(text, result),
            Message::Written(text, revision) => self.written(text, revision),
            Message::NotWritten(text, why) => self.not_written(text, why),
            Message::Joined(text, edit, told) => return self.joined(text, *edit, told),
            Message::Idle => return self.write_now(),
            Message::Listed(texts) => self.corpus.list(texts),
            Message::Summary(text, summary) => self.corpus.summarise(text, summary),
            Message::Area(columns, rows) => self.resize(columns, rows),
            Message::Copied(copied) => self.copied(&copied),
            Message::NotCopied(why) => self.tell(why),
            Message::Unbound(keys) => {
                self.count = None;
                self.tell(Notice::Unbound { keys });
            }
            Message::Pointer(pointer) => self.point(pointer),
        }
        Vec::new()
    }

    /// What is open, if it is this text.
    fn reading_of(&mut self, text: usize) -> Option<&mut Reading> {
        self.reading.as_mut().filter(|reading| reading.text == text)
    }

    fn read_only(&mut self, text: usize, why: Cause) {
        if let Some(reading) = self.reading_of(text) {
            reading.read_only = Some(why.clone());
            self.tell(Notice::ReadOnly(why));
        }
    }

    fn not_saved(&mut self, text: usize, why: Cause) {
        if let Some(reading) = self.reading_of(text) {
            reading.saved = Saved::Failed(why.clone());
        }
        self.tell(Notice::NotSaved(why));
    }

    fn not_written(&mut self, text: usize, why: Cause) {
        if let Some(reading) = self.reading_of(text) {
            reading.behind = Some(why.clone());
        }
        self.tell(Notice::NotWritten(why));
    }

    /// Takes what somebody else wrote meanwhile, as one change.
    fn joined(&mut self, text: usize, edit: Edit, told: Notice) -> Vec<Effect> {
        if let Some(reading) = self.reading_of(text) {
            let joined = reading.join(edit);
            self.tell(told);
            self.report(joined);
        }
        self.after(Vec::new(), "merge")
    }

    fn copied(&mut self, copied: &Copied) {
        let characters = copied.text.chars().count();
        self.tell(Notice::Copied { part: copied.part, characters, pictures: copied.pictures });
    }

    /// A text stays closed; of one whose head is shown, the head stays, and nothing can be changed.
    fn not_opened(&mut self, text: usize, why: Cause) {
        if let Some(reading) = self.reading_of(text).filter(|r| r.document.is_partial()) {
            reading.read_only = Some(why.clone());
            self.waiting.clear();
        }
        self.tell(Notice::Failed(why));
    }

    fn opened(&mut self, opened: Opened) -> Vec<Effect> {
        let (columns, rows) = self.area;
        let awaited = self.reading.as_ref().is_some_and(|r| r.text == opened.text && r.document.is_partial());
        if opened.is_rest && !awaited {
            return Vec::new();
        }
        let (mut told, text, mut closed) = (Vec::new(), opened.text, Vec::new());
        if opened.is_rest {
            if let Some(reading) = &mut self.reading {
                told.clone_from(&opened.told);
                reading.complete(opened);
            }
        } else if self.refuses_to_leave() {
            return Vec::new();
        } else {
            self.summarise_open_text();
            self.corpus.place(opened.text);
            self.waiting.clear();
            self.mode = Mode::Reading;
            self.notice = None;
            told.clone_from(&opened.told);
            let settings = Settings { width: columns.max(1), reveal: self.reveals(), ..Settings::default() };
            let before = self.reading.replace(Reading::new(opened, settings, rows)).map(|reading| reading.text);
            closed.extend(before.filter(|before| *before != text).map(Effect::Close));
        }
        told.extend(self.tell_of_reviews());
        self.greet();
        if !told.is_empty() && self.notice.is_none() {
            self.tell(Notice::Several(told));
        }
        let whole = self.reading.as_ref().is_some_and(|r| !r.document.is_partial());
        let waiting = if whole { std::mem::take(&mut self.waiting) } else { Vec::new() };
        closed.extend(waiting.into_iter().flat_map(|command| self.update(command)));
        closed
    }

    /// Says what is special about a text that was just opened.
    fn greet(&mut self) {
        let Some(reading) = self.reading.as_ref() else { return };
        if let Some(why) = &reading.read_only {
            self.tell(Notice::ReadOnly(why.clone()));
        } else if let Some(warning) = reading.warnings.first() {
            let (first, more) = (warning.clone(), reading.warnings.len() > 1);
            self.tell(Notice::Undecodable { first, more });
        } else if reading.document.source().encoding != "UTF-8" {
            let encoding = reading.document.source().encoding;
            self.tell(Notice::ReadAs { encoding });
        } else if self.notice == Some(Notice::StillReading) {
            self.notice = None;
        }
    }

    fn saved(&mut self, text: usize, revision: u64) {
        let reading = self.reading_of(text).filter(|r| r.revision == revision);
        let before = reading.map(|reading| std::mem::replace(&mut reading.saved, Saved::Yes));
        if matches!(before, Some(Saved::Failed(_))) {
            self.notice = None;
        }
        self.settle_question();
    }

    fn written(&mut self, text: usize, revision: u64) {
        if let Some(reading) = self.reading_of(text) {
            reading.written = Some(revision);
            if reading.behind.take().is_some() {
                self.notice = None;
            }
        }
        self.settle_question();
    }

    /// Takes back the question whether to leave, once there is nothing left to ask.
    fn settle_question(&mut self) {
        if self.mode == Mode::Question && self.unsaved().is_none() {
            self.mode = self.before;
            self.tell(Notice::SavedNow);
        }
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        self.area = (columns, rows);
        self.corpus.resize(rows);
        if let Some(reading) = &mut self.reading {
            let settings = Settings { width: columns.max(1), ..reading.settings() };
            reading.set_screen(settings, rows);
        }
    }

    fn point(&mut self, pointer: Pointer) {
        if self.mode == Mode::Corpus {
            match pointer {
                Pointer::Press(_, row) => self.corpus.place(self.corpus.top() + usize::from(row)),
                Pointer::Wheel(rows) if rows > 0 => self.corpus.go(Motion::LineDown, rows.unsigned_abs()),
                Pointer::Wheel(rows) => self.corpus.go(Motion::LineUp, rows.unsigned_abs()),
                Pointer::Drag(..) => {}
            }
            return;
        }
        let Some(reading) = self.reading.as_mut().filter(|_| self.mode == Mode::Reading) else { return };
        match pointer {
            Pointer::Wheel(rows) => reading.scroll(rows),
            Pointer::Press(column, row) => {
                if let Some(at) = reading.byte_at(column, row) {
                    reading.selection = None;
                    reading.place_cursor(at);
                }
            }
            Pointer::Drag(column, row) => {
                if let Some(at) = reading.byte_at(column, row) {
                    let anchor = reading.cursor;
                    let selection = reading.selection.take().unwrap_or_else(|| Selection::at(anchor, false));
                    reading.place_cursor(at);
                    reading.selection = Some(selection);
                }
            }
        }
    }
}
