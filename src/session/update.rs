//! What a command does: the screens are asked first, and what none of them takes means the same everywhere.

use super::command::Command;
use super::effect::Effect;
use super::mode::Mode;
use super::motion::Motion;
use super::notice::Notice;
use super::ordered::OrderReport;
use super::screens::{Concordance, Corpus, Help, Ordering, Question};
use super::session::Session;
use super::stack::Outcome;
use crate::annotation::OrderStep;

/// Largest count that can be typed.
const MOST: usize = 9999;
/// Counts up to which a motion stays near.
const NEAR: usize = 20;

impl Session {
    /// Performs a command and returns what is to be done outside.
    pub fn update(&mut self, command: Command) -> Vec<Effect> {
        if self.must_wait(&command) {
            self.shared.tell(Notice::StillReading);
            self.waiting.push(command);
            return Vec::new();
        }
        if let Command::Count(digit) = command {
            let count = self.shared.count.unwrap_or(0) * 10 + usize::from(digit);
            self.shared.count = Some(count.min(MOST)).filter(|n| *n > 0);
            return Vec::new();
        }
        self.shared.notice = None;
        if command == Command::Cancel {
            self.waiting.clear();
        }
        self.shared.repeat = self.shared.count.take();
        let spelled = self.stack.top().begun_by().as_ref().unwrap_or(&command).to_string();
        let (asked, drawn) = (self.shared.asked.clone(), self.shared.drawn.clone());
        let nowhere = self.shared.nowhere.clone();
        let stand = self.shared.stand();
        let done = command.clone();
        let effects = self.perform(command);
        self.shared.answer(stand);
        self.shared.guide(Some(&done));
        if self.shared.asked == asked {
            // Whatever else is done leaves the span as it was drawn.
            self.shared.asked = None;
        }
        if self.shared.drawn == drawn {
            self.shared.drawn = None;
        }
        if self.shared.nowhere == nowhere {
            self.shared.nowhere = None;
        }
        self.stack.tell_news(&mut self.shared);
        self.stack.drop_finished(&self.shared);
        let mut effects = self.shared.after(effects, &spelled);
        effects.extend(self.follow_order());
        let mut effects = self.shared.attend(effects);
        effects.extend(self.glance());
        effects
    }

    /// Asks for a glance at the texts that the list shows, or needs to know.
    pub(super) fn glance(&mut self) -> Option<Effect> {
        let wanted = self.stack.top_as::<Corpus>()?.unseen(&self.shared.texts);
        let asked = self.shared.texts.ask(wanted.into_iter());
        (!asked.is_empty()).then_some(Effect::Glance(asked))
    }

    /// Has the other texts follow an order that the open text has done its part of.
    fn follow_order(&mut self) -> Vec<Effect> {
        let Some(under_way) = self.shared.under_way.take() else { return Vec::new() };
        if matches!(&under_way.step, OrderStep::Make(order) if order.texts.is_empty()) {
            self.shared.tell_order(under_way, OrderReport::default());
            return self.list_again();
        }
        let step = under_way.step.clone();
        self.stack.open(Ordering::watch(under_way), &self.shared);
        vec![Effect::Order(step)]
    }

    /// Finds anew what is listed, since what is said is another.
    pub(super) fn list_again(&mut self) -> Vec<Effect> {
        let is_listed = self.stack.find::<Concordance>().is_some();
        if is_listed { self.shared.inquire_again() } else { Vec::new() }
    }

    fn perform(&mut self, command: Command) -> Vec<Effect> {
        match self.stack.update(command, &mut self.shared) {
            Outcome::Done(effects) => effects,
            Outcome::Everywhere(command) => self.perform_anywhere(&command),
            Outcome::Quit => self.quit(),
        }
    }

    /// Commands that mean the same everywhere.
    fn perform_anywhere(&mut self, command: &Command) -> Vec<Effect> {
        match command {
            Command::Help => self.stack.open(Help::default(), &self.shared),
            Command::ToggleLegend => self.shared.legend = !self.shared.legend,
            Command::ToggleInspector => self.shared.inspector = !self.shared.inspector,
            Command::ToggleMarks => self.shared.toggle_marks(),
            Command::ToggleReveal => self.shared.toggle_reveal(),
            Command::SkipStep => self.shared.skip_step(),
            Command::Palette => return vec![Effect::AskCommands],
            Command::ChooseKeyboard => return vec![Effect::AskKeyboard],
            Command::Redraw => return vec![Effect::Redraw],
            Command::Suspend => return vec![Effect::Suspend],
            Command::Quit => return self.quit(),
            _ => {}
        }
        Vec::new()
    }

    /// Ends the sitting, or asks whether to, if something is not saved.
    fn quit(&mut self) -> Vec<Effect> {
        // What is being typed to stay is not lost by leaving.
        let mut effects = if self.mode().is_kept() { self.perform(Command::Accept) } else { Vec::new() };
        if self.unsaved().is_some() {
            self.stack.open(Question, &self.shared);
        } else {
            effects.push(Effect::Quit);
        }
        effects
    }

    /// Whether a command needs the whole text while only its head is read.
    fn must_wait(&self, command: &Command) -> bool {
        let partial = self.open_text().is_some_and(|open| open.document().is_partial());
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
                | Command::Palette
                | Command::Guideline
                | Command::Filter
                | Command::Cancel
        );
        let is_few = self.count().is_none_or(|count| count <= NEAR);
        let near = match command {
            Command::Move(motion) => is_near(*motion) && is_few && self.is_far_from_end(),
            Command::ScrollUp | Command::ScrollDown | Command::Count(_) => self.is_far_from_end(),
            _ => false,
        };
        let needs_text = !matches!(self.mode(), Mode::Corpus | Mode::Filter | Mode::Palette) && !harmless;
        partial && needs_text && !(near && self.waiting.is_empty())
    }

    /// Whether the cursor is so far from the end of the head that a near motion stays in it.
    fn is_far_from_end(&self) -> bool {
        self.open_text().is_some_and(|open| open.cursor() + 64 * 1024 < open.document().len())
    }
}

/// Whether a motion stays near the cursor, whatever the text is.
fn is_near(motion: Motion) -> bool {
    !matches!(
        motion,
        Motion::DocumentEnd | Motion::NextSpan | Motion::PreviousSpan | Motion::NextParagraph | Motion::NextSentence
    )
}
