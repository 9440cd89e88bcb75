//! What every command and every message does.

use super::annotating::LastTag;
use super::command::Command;
use super::corpus::TextSummary;
use super::effect::{Effect, Message, Opened, Pointer, Snapshot};
use super::mode::Mode;
use super::motion::Motion;
use super::reading::{Reading, Saved};
use super::searching::Found;
use super::selection::Selection;
use super::state::Session;
use super::typing::Typed;
use crate::annotation::{DocumentState, Edit};
use crate::layout::Direction;
use crate::text::unit::Unit;

/// Largest count that can be typed.
const MOST: usize = 9999;

impl Session {
    /// Performs a command and returns what is to be done outside.
    pub fn update(&mut self, command: Command) -> Vec<Effect> {
        if self.must_wait(&command) {
            self.tell("still reading the text…");
            self.waiting.push(command);
            return Vec::new();
        }
        if let Command::Count(digit) = command {
            let count = self.count.unwrap_or(0) * 10 + usize::from(digit);
            self.count = Some(count.min(MOST)).filter(|n| *n > 0);
            return Vec::new();
        }
        self.notice = None;
        if !matches!(command, Command::Quit) {
            self.warned = false;
        }
        let count = self.count.take();
        let effects = match self.mode {
            Mode::Corpus => self.update_corpus(command, count),
            Mode::Reading => self.update_reading(command, count),
            Mode::Edge => self.update_edge(command, count),
            Mode::Search | Mode::Note => self.update_typing(command),
            Mode::Help => self.update_help(command, count),
        };
        self.after(effects)
    }

    /// Adds the save that a change asks for.
    fn after(&mut self, mut effects: Vec<Effect>) -> Vec<Effect> {
        if let Some(snapshot) = self.snapshot() {
            effects.insert(0, Effect::Save(snapshot));
        }
        effects
    }

    fn snapshot(&mut self) -> Option<Snapshot> {
        let reading = self.reading.as_mut().filter(|r| r.saved == Saved::NotYet && r.revision != r.asked)?;
        reading.asked = reading.revision;
        let (text, revision) = (reading.text, reading.revision);
        Some(Snapshot { text, document: reading.document.clone(), set: reading.set.clone(), revision })
    }

    /// Whether a command needs the whole text while only its head is read.
    fn must_wait(&self, command: &Command) -> bool {
        let partial = self.reading.as_ref().is_some_and(|r| r.document.is_partial());
        let harmless = matches!(
            command,
            Command::Quit | Command::Back | Command::Suspend | Command::Redraw | Command::Help | Command::Cancel
        );
        let near = match command {
            Command::Move(motion) => *motion != Motion::DocumentEnd && self.is_far_from_end(),
            Command::ScrollUp | Command::ScrollDown | Command::Count(_) => self.is_far_from_end(),
            _ => false,
        };
        partial && self.mode != Mode::Corpus && !harmless && !(near && self.waiting.is_empty())
    }

    fn is_far_from_end(&self) -> bool {
        self.reading.as_ref().is_some_and(|r| r.cursor + 64 * 1024 < r.document.len())
    }

    fn update_corpus(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        match command {
            Command::Move(motion) => self.corpus.go(motion, count.unwrap_or(1)),
            Command::NextText => self.corpus.go(Motion::LineDown, count.unwrap_or(1)),
            Command::PreviousText => self.corpus.go(Motion::LineUp, count.unwrap_or(1)),
            Command::ScrollDown => self.corpus.go(Motion::LineDown, 3),
            Command::ScrollUp => self.corpus.go(Motion::LineUp, 3),
            Command::Open if !self.corpus.is_listed() => self.tell("still listing the folder…"),
            Command::Open if self.corpus.texts().is_empty() => self.complain("there is no text in this folder"),
            Command::Open => return vec![Effect::Open(self.corpus.cursor())],
            Command::Search | Command::State(_) => self.tell("open a text first"),
            other => return self.update_program(&other),
        }
        Vec::new()
    }

    /// Commands that mean the same everywhere.
    fn update_program(&mut self, command: &Command) -> Vec<Effect> {
        match command {
            Command::Help => {
                self.before = self.mode;
                self.help_top = 0;
                self.mode = Mode::Help;
            }
            Command::ToggleLegend => self.legend = !self.legend,
            Command::Redraw => return vec![Effect::Redraw],
            Command::Suspend => return vec![Effect::Suspend],
            Command::Quit => return self.quit(),
            _ => {}
        }
        Vec::new()
    }

    fn quit(&mut self) -> Vec<Effect> {
        let failed = self.reading.as_ref().and_then(|r| if let Saved::Failed(why) = &r.saved { Some(why.clone()) } else { None });
        match failed {
            Some(why) if !self.warned => {
                self.warned = true;
                if let Some(reading) = &mut self.reading {
                    reading.saved = Saved::NotYet;
                    reading.asked = 0;
                }
                self.complain(format!("not saved: {why}; quit again to lose the last changes"));
                Vec::new()
            }
            _ => vec![Effect::Quit],
        }
    }

    fn update_help(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        let page = usize::from(self.area.1.max(2)) - 1;
        let count = count.unwrap_or(1);
        match command {
            Command::Move(Motion::LineUp) | Command::ScrollUp => self.help_top = self.help_top.saturating_sub(count),
            Command::Move(Motion::LineDown) | Command::ScrollDown => self.help_top += count,
            Command::Move(Motion::PageUp | Motion::HalfPageUp) => self.help_top = self.help_top.saturating_sub(page),
            Command::Move(Motion::PageDown | Motion::HalfPageDown) => self.help_top += page,
            Command::Move(Motion::DocumentStart) => self.help_top = 0,
            Command::Move(Motion::DocumentEnd) => self.help_top = usize::MAX / 2,
            Command::Help | Command::Cancel | Command::Accept | Command::Back => self.mode = self.before,
            other => return self.update_program(&other),
        }
        Vec::new()
    }

    fn update_typing(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Insert(c) => self.typed.insert(c),
            Command::EraseBack => self.typed.erase_back(),
            Command::EraseWord => self.typed.erase_word(),
            Command::EraseLine => self.typed.erase_line(),
            Command::Accept => return self.end_typing(true),
            Command::Cancel => return self.end_typing(false),
            Command::SearchNext | Command::SearchPrevious => {
                self.go_to_hit(command == Command::SearchNext, 1);
                return Vec::new();
            }
            other => return self.update_program(&other),
        }
        if self.mode == Mode::Search {
            let needle = self.typed.text().to_owned();
            let found = self.reading.as_mut().map(|r| r.search(&needle));
            self.tell_found(found.filter(|_| !needle.is_empty()));
        }
        Vec::new()
    }

    fn end_typing(&mut self, accept: bool) -> Vec<Effect> {
        let mode = std::mem::replace(&mut self.mode, Mode::Reading);
        let typed = std::mem::take(&mut self.typed);
        let Some(reading) = &mut self.reading else { return Vec::new() };
        if mode == Mode::Search {
            reading.end_search(accept && !typed.text().is_empty());
            return Vec::new();
        }
        if accept {
            let note = typed.text().trim().to_owned();
            let result = reading.current_id().and_then(|id| reading.change(Edit::Note { id, note }));
            self.report(result);
        }
        Vec::new()
    }

    fn go_to_hit(&mut self, onwards: bool, count: usize) {
        let Some(reading) = &mut self.reading else { return };
        let found = if onwards { reading.next_hit(count) } else { reading.previous_hit(count) };
        self.tell_found(Some(found));
    }

    fn tell_found(&mut self, found: Option<Found>) {
        let needle = self.reading.as_ref().and_then(|r| r.hits()).map(|h| h.needle().to_owned()).unwrap_or_default();
        match found {
            Some(Found::Nothing) if needle.is_empty() => self.complain("nothing was searched for yet"),
            Some(Found::Nothing) => self.complain(format!("not found: {needle}")),
            Some(Found::Wrapped) => self.tell("search went on from the other end"),
            Some(Found::Hit) => self.notice = None,
            None => {}
        }
    }

    fn report(&mut self, result: Result<(), String>) {
        if let Err(refused) = result {
            self.complain(refused);
        }
    }

    fn update_edge(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        let Some(reading) = &mut self.reading else { return Vec::new() };
        let result = match command {
            Command::Move(motion) => reading.move_edge(motion, count.unwrap_or(1)),
            Command::EdgeMode => reading.take_edge(),
            Command::Accept | Command::Cancel => {
                reading.leave_edge();
                self.mode = Mode::Reading;
                Ok(())
            }
            Command::Undo | Command::Redo => {
                self.undo_or_redo(&command, 1);
                Ok(())
            }
            other => return self.update_text(other, count),
        };
        self.report(result);
        if self.reading.as_ref().is_some_and(|r| r.edge.is_none()) {
            self.mode = Mode::Reading;
        }
        Vec::new()
    }

    fn update_reading(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        let times = count.unwrap_or(1);
        let Some(reading) = &mut self.reading else { return self.update_program(&command) };
        match command {
            Command::Move(motion) => reading.go(motion, times),
            Command::Extend(motion) => reading.extend(motion, times),
            Command::SelectWord => reading.select(Unit::Word, times),
            Command::SelectClause => reading.select(Unit::Clause, times),
            Command::SelectSentence => reading.select(Unit::Sentence, times),
            Command::SelectParagraph => reading.select(Unit::Paragraph, times),
            Command::SelectSpan => {
                if let Some(span) = reading.current().map(|a| a.span) {
                    reading.select_range(span.range());
                }
            }
            Command::ExpandSelection => {
                let _all = (0..times).all(|_| reading.expand());
            }
            Command::ShrinkSelection => {
                let _none = (0..times).all(|_| reading.shrink());
            }
            Command::ToggleSelecting => reading.toggle_selecting(),
            Command::SwapEnds => reading.swap_ends(),
            Command::Cancel => (reading.selection, reading.chosen, reading.hits) = (None, None, None),
            Command::JumpBack => {
                if !reading.jump_back() {
                    self.tell("the cursor has not moved far yet");
                }
            }
            other => return self.update_annotating(other, count),
        }
        Vec::new()
    }

    fn update_annotating(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        let Some(reading) = &mut self.reading else { return Vec::new() };
        let result = match command {
            Command::Tag(tag) => self.tag(LastTag { tag, attributes: Vec::new(), count: count.unwrap_or(1) }),
            Command::RepeatTag => self.repeat_tag(count),
            Command::Retag(tag) => {
                let known = self.schema.tag(&tag).is_some();
                let result = reading.current_id().and_then(|id| reading.change(Edit::Retag { id, tag: tag.clone() }));
                if known { result } else { Err(format!("the schema has no tag {tag}")) }
            }
            Command::DeleteSpan => reading.current_id().and_then(|id| reading.change(Edit::Remove(id))),
            Command::CycleSpan => reading.cycle(true),
            Command::CycleSpanBack => reading.cycle(false),
            Command::EdgeMode => reading.take_edge().map(|()| self.mode = Mode::Edge),
            Command::EditNote => self.edit_note(),
            Command::NextNote => reading.jump_to_note(true),
            Command::PreviousNote => reading.jump_to_note(false),
            Command::State(state) => reading.change(Edit::State(DocumentState::from(state.as_str()))),
            Command::Undo | Command::Redo => {
                self.undo_or_redo(&command, count.unwrap_or(1));
                Ok(())
            }
            other => return self.update_text(other, count),
        };
        self.report(result);
        Vec::new()
    }

    /// Commands on the text as a whole.
    fn update_text(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        let rows = isize::try_from(count.unwrap_or(1)).unwrap_or(1);
        let Some(reading) = &mut self.reading else { return self.update_program(&command) };
        match command {
            Command::ScrollUp => reading.scroll(-rows),
            Command::ScrollDown => reading.scroll(rows),
            Command::CentreCursor => reading.centre(),
            Command::Direction => self.turn_direction(),
            Command::Search => {
                // A keymap may call a search while an edge is held: it is let go.
                (reading.hits, reading.edge) = (None, None);
                self.before = Mode::Reading;
                self.mode = Mode::Search;
            }
            Command::SearchNext | Command::SearchPrevious => self.go_to_hit(command == Command::SearchNext, count.unwrap_or(1)),
            Command::Save => self.save_now(),
            Command::NextText => return self.open_neighbour(true),
            Command::PreviousText => return self.open_neighbour(false),
            Command::Back if self.has_corpus => self.leave_text(),
            Command::Back => return self.quit(),
            other => return self.update_program(&other),
        }
        Vec::new()
    }

    fn tag(&mut self, last: LastTag) -> Result<(), String> {
        if self.schema.tag(&last.tag).is_none() {
            return Err(format!("the schema has no tag {}", last.tag));
        }
        let now = humantime::format_rfc3339_seconds(self.now).to_string();
        let Some(reading) = &mut self.reading else { return Ok(()) };
        reading.tag(&last, now)?;
        self.last_tag = Some(last);
        Ok(())
    }

    fn repeat_tag(&mut self, count: Option<usize>) -> Result<(), String> {
        let Some(mut last) = self.last_tag.clone() else { return Err("nothing was tagged yet".into()) };
        last.count = count.unwrap_or(last.count);
        self.tag(last)
    }

    fn edit_note(&mut self) -> Result<(), String> {
        let Some(reading) = &self.reading else { return Ok(()) };
        if let Some(reason) = &reading.read_only {
            return Err(format!("read-only: {reason}"));
        }
        let id = reading.current_id()?;
        self.typed = Typed::from(reading.set.get(&id).map_or("", |a| &a.note));
        self.before = Mode::Reading;
        self.mode = Mode::Note;
        Ok(())
    }

    fn undo_or_redo(&mut self, command: &Command, times: usize) {
        let Some(reading) = &mut self.reading else { return };
        for _ in 0..times {
            let done = if *command == Command::Undo { reading.undo() } else { reading.redo() };
            match done {
                Ok(true) => {}
                Ok(false) => {
                    self.tell(if *command == Command::Undo { "nothing left to undo" } else { "nothing left to redo" });
                    return;
                }
                Err(refused) => {
                    self.complain(refused);
                    return;
                }
            }
        }
    }

    fn turn_direction(&mut self) {
        let (columns, rows) = self.area;
        let Some(reading) = &mut self.reading else { return };
        let (direction, told) = match reading.direction() {
            Direction::Auto => (Direction::RightToLeft, "every paragraph right to left"),
            Direction::RightToLeft => (Direction::LeftToRight, "every paragraph left to right"),
            Direction::LeftToRight => (Direction::Auto, "every paragraph by its first letter"),
        };
        reading.set_screen(columns, rows, direction);
        self.tell(told);
    }

    fn save_now(&mut self) {
        let Some(reading) = &mut self.reading else { return };
        if reading.saved == Saved::Yes {
            self.tell("everything is saved");
        } else {
            (reading.saved, reading.asked) = (Saved::NotYet, 0);
        }
    }

    fn open_neighbour(&mut self, onwards: bool) -> Vec<Effect> {
        let Some(at) = self.reading.as_ref().map(Reading::text) else { return Vec::new() };
        let other = if onwards { at + 1 } else { at.wrapping_sub(1) };
        if other >= self.corpus.texts().len() {
            self.tell(if onwards { "this is the last text" } else { "this is the first text" });
            return Vec::new();
        }
        vec![Effect::Open(other)]
    }

    /// Back to the list, which shows at once what was done to the text.
    fn leave_text(&mut self) {
        if self.refuses_to_leave() {
            return;
        }
        self.summarise_open_text();
        self.reading = None;
        self.waiting.clear();
        self.mode = Mode::Corpus;
    }

    /// Whether the open text has changes that could not be saved: it stays open.
    fn refuses_to_leave(&mut self) -> bool {
        let Some(Saved::Failed(why)) = self.reading.as_ref().map(|r| r.saved.clone()) else { return false };
        self.complain(format!("not saved: {why}; the text stays open so that nothing is lost"));
        true
    }

    fn summarise_open_text(&mut self) {
        let Some(reading) = self.reading.as_ref().filter(|r| r.revision > 0) else { return };
        let counts = reading.set.counts();
        let summary = TextSummary {
            state: Some(reading.set.state().to_string()),
            counts: self.schema.tags.iter().map(|t| counts.get(t.id.as_str()).copied().unwrap_or(0)).collect(),
            changed: Some(humantime::format_rfc3339_seconds(self.now).to_string().replace('T', " ").chars().take(16).collect()),
            fault: None,
        };
        self.corpus.summarise(reading.text, summary);
    }

    /// Takes what the program has to tell; returns what is to be done next.
    pub fn receive(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Opened(opened) => return self.opened(*opened),
            Message::NotOpened(why) => self.complain(why),
            Message::Saved(text, revision) => self.saved(text, revision),
            Message::ReadOnly(text, why) => {
                if let Some(reading) = self.reading.as_mut().filter(|r| r.text == text) {
                    reading.read_only = Some(why.clone());
                    self.complain(format!("read-only: {why}"));
                }
            }
            Message::NotSaved(text, why) => {
                if let Some(reading) = self.reading.as_mut().filter(|r| r.text == text) {
                    reading.saved = Saved::Failed(why.clone());
                }
                self.complain(format!("not saved: {why}"));
            }
            Message::Listed(texts) => self.corpus.list(texts),
            Message::Summary(text, summary) => self.corpus.summarise(text, summary),
            Message::Area(columns, rows) => self.resize(columns, rows),
            Message::Unbound(key) => {
                self.count = None;
                self.tell(format!("{key} does nothing here"));
            }
            Message::Pointer(pointer) => self.point(pointer),
        }
        Vec::new()
    }

    fn opened(&mut self, opened: Opened) -> Vec<Effect> {
        let (columns, rows) = self.area;
        let awaited = self.reading.as_ref().is_some_and(|r| r.text == opened.text && r.document.is_partial());
        if opened.is_rest && !awaited {
            return Vec::new();
        }
        if opened.is_rest {
            if let Some(reading) = &mut self.reading {
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
            self.reading = Some(Reading::new(opened, columns, rows));
        }
        self.greet();
        let whole = self.reading.as_ref().is_some_and(|r| !r.document.is_partial());
        let waiting = if whole { std::mem::take(&mut self.waiting) } else { Vec::new() };
        waiting.into_iter().flat_map(|command| self.update(command)).collect()
    }

    /// Says what is special about a text that was just opened.
    fn greet(&mut self) {
        let Some(reading) = self.reading.as_ref() else { return };
        if let Some(why) = &reading.read_only {
            self.complain(format!("read-only: {why}"));
        } else if let Some(warning) = reading.warnings.first() {
            let more = if reading.warnings.len() > 1 { " (and more)" } else { "" };
            self.complain(format!("{warning}{more}"));
        } else if self.notice.as_ref().is_some_and(|n| n.text.starts_with("still reading")) {
            self.notice = None;
        }
    }

    fn saved(&mut self, text: usize, revision: u64) {
        if let Some(reading) = self.reading.as_mut().filter(|r| r.text == text && r.revision == revision) {
            if matches!(reading.saved, Saved::Failed(_)) {
                self.notice = None;
            }
            reading.saved = Saved::Yes;
        }
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        self.area = (columns, rows);
        self.corpus.resize(rows);
        if let Some(reading) = &mut self.reading {
            let direction = reading.direction();
            reading.set_screen(columns, rows, direction);
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
