//! The review: the disagreements of several annotators, or one annotator's work, decided unit by unit.

use super::draft::Draft;
use super::fields::Fields;
use super::guideline::Guideline;
use super::preview::Preview;
use super::prompt::Prompt;
use super::screen::{Screen, Turn, opened};
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::mode::Mode;
use crate::session::motion::Neighbour;
use crate::session::notice::{Notice, Refusal};
use crate::session::rationale::{Part, Whose};
use crate::session::shared::Shared;
use crate::session::travel::Travel;

/// The review on screen. The texts, where one is in them and what was decided are shared with the screens over it.
#[derive(Debug, Default)]
pub struct Review;

impl Screen for Review {
    fn mode(&self) -> Mode {
        Mode::Review
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        if shared.review.as_ref().is_none_or(|review| review.desks.is_empty()) {
            return elsewhere(command);
        }
        match command {
            Command::TakeReading(_)
            | Command::TakeMarked
            | Command::TakeMajority
            | Command::TakeNothing
            | Command::TakeSeveral
            | Command::Defer => Turn::Done(shared.decide_by(&command)),
            Command::RepeatDecision => Turn::Done(shared.decide_again()),
            Command::ChooseFields => opened(Fields::of_unit(shared), shared),
            Command::EditReading => opened(Draft::of_reading(shared), shared),
            Command::ProposeSpan => opened(Draft::of_missed(shared), shared),
            Command::ApplyToAlike => {
                let preview = shared.review.as_ref().ok_or(Refusal::NoDesk).and_then(Preview::of_last);
                opened(preview, shared)
            }
            Command::EditComment => opened(shared.review.as_ref().map(Prompt::comment).ok_or(Refusal::NoDesk), shared),
            Command::EditLastComment => {
                opened(shared.review.as_ref().ok_or(Refusal::NoDesk).and_then(Prompt::last_comment), shared)
            }
            Command::Guideline => Turn::Open(Box::new(Guideline::of_unit(shared))),
            Command::Reply => opened(Prompt::reply(shared), shared),
            Command::ConfirmAll => {
                let preview = shared.review.as_ref().ok_or(Refusal::NoDesk).and_then(Preview::of_stale);
                opened(preview, shared)
            }
            Command::HandBack(state) => done(shared.hand_back(&state), shared),
            Command::CycleReason => done(shared.change_rationale(Whose::Here, &Part::NextReason), shared),
            Command::FlagGuideline => done(shared.change_rationale(Whose::Here, &Part::Guideline), shared),
            Command::CycleLastReason => done(shared.change_rationale(Whose::Last, &Part::NextReason), shared),
            Command::FlagLastGuideline => done(shared.change_rationale(Whose::Last, &Part::Guideline), shared),
            Command::ToggleDisputed => done(shared.toggle_disputed(), shared),
            Command::Confirm => done(shared.confirm(), shared),
            Command::Undo => Turn::Done(shared.travel(Travel::Undo)),
            Command::Redo => Turn::Done(shared.travel(Travel::Redo)),
            Command::Save => {
                let mut effects = shared.follow_all();
                effects.extend(shared.save_gold(None));
                shared.tell(if effects.is_empty() { Notice::Saved } else { Notice::SavingAgain });
                Turn::Done(effects)
            }
            other => look(other, shared),
        }
    }
}

/// Commands that decide nothing.
fn look(command: Command, shared: &mut Shared) -> Turn {
    match command {
        Command::NextText => shared.go_to_desk(Neighbour::Next),
        Command::PreviousText => shared.go_to_desk(Neighbour::Previous),
        Command::CycleReading => shared.cycle_reading(Neighbour::Next),
        Command::CycleReadingBack => shared.cycle_reading(Neighbour::Previous),
        Command::NextOpen => shared.go_to_open(Neighbour::Next),
        Command::PreviousOpen => shared.go_to_open(Neighbour::Previous),
        Command::NextUnit => shared.step_in_units(|unit, last| (unit + 1).min(last)),
        Command::PreviousUnit => shared.step_in_units(|unit, _| unit.saturating_sub(1)),
        Command::FirstUnit => shared.step_in_units(|_, _| 0),
        Command::LastUnit => shared.step_in_units(|_, last| last),
        Command::ScrollUp => shared.scroll_page(-1),
        Command::ScrollDown => shared.scroll_page(1),
        Command::NextNote => go(shared.go_to_noted(Neighbour::Next), shared),
        Command::PreviousNote => go(shared.go_to_noted(Neighbour::Previous), shared),
        Command::NextGap => go(shared.go_to_gold_gap(Neighbour::Next), shared),
        Command::PreviousGap => go(shared.go_to_gold_gap(Neighbour::Previous), shared),
        Command::LastDecided => go(shared.go_to_last(), shared),
        Command::Reveal => shared.reveal(),
        Command::Cancel => shared.drop_rationale(),
        other => return elsewhere(other),
    }
    Turn::done()
}

/// Tells why one did not get there, if so.
fn go(result: Result<(), Refusal>, shared: &mut Shared) {
    shared.report(result);
}

/// What is wished for, or why nothing was done.
fn done(result: Result<Vec<Effect>, Refusal>, shared: &mut Shared) -> Turn {
    Turn::Done(result.unwrap_or_else(|refused| {
        shared.tell(refused);
        Vec::new()
    }))
}

fn elsewhere(command: Command) -> Turn {
    match command {
        Command::Back => Turn::Quit,
        other => Turn::Everywhere(other),
    }
}
