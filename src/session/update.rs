//! What every command and every message does.

use super::annotating::LastTag;
use super::command::Command;
use super::effect::Effect;
use super::mode::Mode;
use super::motion::Motion;
use super::notice::{Notice, Refusal};
use super::state::Session;
use super::typing::Typed;
use crate::annotation::{DocumentState, Edit, check_tag};
use crate::layout::{Direction, Settings};
use crate::text::unit::Unit;

/// Largest count that can be typed.
const MOST: usize = 9999;

impl Session {
    /// Performs a command and returns what is to be done outside.
    pub fn update(&mut self, command: Command) -> Vec<Effect> {
        if self.must_wait(&command) {
            self.tell(Notice::StillReading);
            self.waiting.push(command);
            return Vec::new();
        }
        if let Command::Count(digit) = command {
            let count = self.count.unwrap_or(0) * 10 + usize::from(digit);
            self.count = Some(count.min(MOST)).filter(|n| *n > 0);
            return Vec::new();
        }
        self.notice = None;
        if command == Command::Cancel {
            self.waiting.clear();
        }
        let spelled = self.spelled(&command);
        let count = self.count.take();
        if let Some(text) = self.turns_reanchoring(&command) {
            return vec![Effect::TurnBack(text)];
        }
        let effects = match self.mode {
            Mode::Corpus => self.update_corpus(command, count),
            Mode::Review => self.update_review(command),
            Mode::Preview => self.update_preview(command),
            Mode::Reading => match self.update_editing(&command) {
                Some(effects) => effects,
                None => self.update_reading(command, count),
            },
            Mode::Edge => self.update_edge(command, count),
            Mode::Search | Mode::Note | Mode::Comment => self.update_typing(command),
            Mode::Drift => self.update_drift(command),
            Mode::Help => self.update_help(command),
            Mode::Question => self.update_question(&command),
        };
        self.after(effects, &spelled)
    }

    /// Whether a command needs the whole text while only its head is read.
    fn must_wait(&self, command: &Command) -> bool {
        let partial = self.reading.as_ref().is_some_and(|r| r.document.is_partial());
        let harmless = matches!(
            command,
            Command::Quit
                | Command::Back
                | Command::NextText
                | Command::PreviousText
                | Command::Suspend
                | Command::Redraw
                | Command::ToggleLegend
                | Command::ToggleMarks
                | Command::Help
                | Command::Cancel
        );
        let near = match command {
            Command::Move(motion) => is_near(*motion) && self.count.is_none_or(|n| n <= NEAR) && self.is_far_from_end(),
            Command::ScrollUp | Command::ScrollDown | Command::Count(_) => self.is_far_from_end(),
            _ => false,
        };
        partial && self.mode != Mode::Corpus && !harmless && !(near && self.waiting.is_empty())
    }

    /// Whether the cursor is so far from the end of the head that a near motion stays in it.
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
            Command::Open if !self.corpus.is_listed() => self.tell(Notice::StillListing),
            Command::Open if self.corpus.texts().is_empty() => self.tell(Notice::NoTexts),
            Command::Open => return vec![Effect::Open(self.corpus.cursor())],
            other => return self.update_program(&other),
        }
        Vec::new()
    }

    /// Commands that mean the same everywhere.
    pub(super) fn update_program(&mut self, command: &Command) -> Vec<Effect> {
        match command {
            Command::Help => {
                self.before = self.mode;
                self.help_top = 0;
                self.mode = Mode::Help;
            }
            Command::ToggleLegend => self.legend = !self.legend,
            Command::ToggleMarks => self.toggle_marks(),
            Command::ToggleReveal => self.toggle_reveal(),
            Command::Redraw => return vec![Effect::Redraw],
            Command::Suspend => return vec![Effect::Suspend],
            Command::Quit => return self.quit(),
            _ => {}
        }
        Vec::new()
    }

    fn update_help(&mut self, command: Command) -> Vec<Effect> {
        let page = usize::from(self.area.1.max(2)) - 1;
        match command {
            Command::Move(Motion::LineUp) | Command::ScrollUp => self.help_top = self.help_top.saturating_sub(1),
            Command::Move(Motion::LineDown) | Command::ScrollDown => self.help_top += 1,
            Command::Move(Motion::PageUp | Motion::HalfPageUp) => self.help_top = self.help_top.saturating_sub(page),
            Command::Move(Motion::PageDown | Motion::HalfPageDown) => self.help_top += page,
            Command::Move(Motion::DocumentStart) => self.help_top = 0,
            Command::Move(Motion::DocumentEnd) => self.help_top = self.help_last,
            Command::Help | Command::Cancel | Command::Accept | Command::Back => self.mode = self.before,
            other => return self.update_program(&other),
        }
        self.help_top = self.help_top.min(self.help_last);
        Vec::new()
    }

    pub(super) fn report(&mut self, result: Result<(), Refusal>) {
        if let Err(refused) = result {
            self.tell(refused);
        }
    }

    fn update_edge(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        let Some(reading) = &mut self.reading else { return Vec::new() };
        let result = match command {
            Command::Move(motion) => reading.move_edge(motion, count.unwrap_or(1)),
            Command::EdgeMode => reading.take_edge(),
            Command::Accept => {
                reading.leave_edge();
                Ok(())
            }
            Command::Cancel => reading.drop_edge(),
            Command::Undo | Command::Redo => {
                self.undo_or_redo(&command, count.unwrap_or(1));
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
                    self.tell(Notice::NoJump);
                }
            }
            Command::Copy => match reading.copied() {
                Some(copied) => return vec![Effect::Copy(copied)],
                None => self.tell(Notice::NothingToCopy),
            },
            other => return self.update_annotating(other, count),
        }
        Vec::new()
    }

    fn update_annotating(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        let Some(reading) = &mut self.reading else { return Vec::new() };
        let result = match command {
            Command::Tag(tag) => self.tag(LastTag { tag, id: None, count: count.unwrap_or(1) }),
            Command::RepeatTag => self.repeat_tag(count),
            Command::Retag(tag) => check_tag(&self.schema, &tag)
                .map_err(Refusal::from)
                .and_then(|()| reading.current_id())
                .and_then(|id| reading.change(Edit::Retag { id, tag })),
            Command::DeleteSpan => reading.current_id().and_then(|id| reading.change(Edit::Remove(id))),
            Command::CycleSpan => reading.cycle(true),
            Command::CycleSpanBack => reading.cycle(false),
            Command::EdgeMode => reading.take_edge().map(|()| self.mode = Mode::Edge),
            Command::EditNote => self.edit_note(),
            Command::NextNote => reading.jump_to_note(true),
            Command::PreviousNote => reading.jump_to_note(false),
            Command::NextRemark => reading.jump_to_proposal(true),
            Command::PreviousRemark => reading.jump_to_proposal(false),
            Command::TakeRemark => self.take_proposal(),
            Command::AnswerRemark => self.answer_proposal(),
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
            Command::Reanchor => return self.ask_for_proposal(),
            Command::Save => return self.save_now(),
            Command::NextText => return self.open_neighbour(true),
            Command::PreviousText => return self.open_neighbour(false),
            Command::Accept => self.tell(Notice::NothingToAccept),
            Command::Back if self.has_corpus => return self.leave_text(),
            Command::Back => return self.quit(),
            other => return self.update_program(&other),
        }
        Vec::new()
    }

    fn tag(&mut self, last: LastTag) -> Result<(), Refusal> {
        check_tag(&self.schema, &last.tag)?;
        let now = humantime::format_rfc3339_seconds(self.now).to_string();
        let Some(reading) = &mut self.reading else { return Ok(()) };
        reading.tag(&last, now)?;
        self.last_tag = Some(LastTag { id: reading.chosen.clone(), ..last });
        Ok(())
    }

    fn repeat_tag(&mut self, count: Option<usize>) -> Result<(), Refusal> {
        let Some(mut last) = self.last_tag.clone() else { return Err(Refusal::NothingTagged) };
        last.count = count.unwrap_or(last.count);
        self.tag(last)
    }

    fn edit_note(&mut self) -> Result<(), Refusal> {
        let Some(reading) = &self.reading else { return Ok(()) };
        if let Some(reason) = &reading.read_only {
            return Err(Refusal::ReadOnly(reason.clone()));
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
                    self.tell(if *command == Command::Undo { Notice::NothingToUndo } else { Notice::NothingToRedo });
                    return;
                }
                Err(refused) => {
                    self.tell(refused);
                    return;
                }
            }
        }
    }

    fn turn_direction(&mut self) {
        let rows = self.area.1;
        let Some(reading) = &mut self.reading else { return };
        let direction = match reading.direction() {
            Direction::Auto => Direction::RightToLeft,
            Direction::RightToLeft => Direction::LeftToRight,
            Direction::LeftToRight => Direction::Auto,
        };
        reading.set_screen(Settings { direction, ..reading.settings() }, rows);
        self.tell(Notice::Direction(direction));
    }
}

/// Counts up to which a motion stays near.
const NEAR: usize = 20;

/// Whether a motion stays near the cursor, whatever the text is.
fn is_near(motion: Motion) -> bool {
    !matches!(
        motion,
        Motion::DocumentEnd | Motion::NextSpan | Motion::PreviousSpan | Motion::NextParagraph | Motion::NextSentence
    )
}
