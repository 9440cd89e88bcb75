//! The reader: a text that is read and annotated.

use super::concordance::Concordance;
use super::edge::Edge;
use super::facts::Facts;
use super::guideline::Guideline;
use super::identities::Identities;
use super::inspector::Inspector;
use super::leap::Leap;
use super::marking::Marking;
use super::prompt::Prompt;
use super::propagation::Propagation;
use super::relating::Relating;
use super::screen::{Screen, Turn, opened};
use super::submission::Submission;
use crate::annotation::{DocumentState, Edit};
use crate::session::command::Command;
use crate::session::drift::Reanchored;
use crate::session::effect::Effect;
use crate::session::gesture;
use crate::session::mode::Mode;
use crate::session::motion::Neighbour;
use crate::session::notice::{Notice, Refusal};
use crate::session::pointer::Pointer;
use crate::session::selection::Selection;
use crate::session::shared::LastTag;
use crate::session::shared::Shared;
use crate::session::sheet::Sheet;
use crate::session::travel::Travel;
use crate::text::TextId;

/// Where leaving a text leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leads {
    /// To the list of texts.
    ToList,
    /// Out of the program.
    Out,
}

/// The reader on screen. The text, its annotations and the cursor are shared with the screens over it.
#[derive(Debug)]
pub struct Reader {
    leads: Leads,
}

impl Reader {
    /// A reader that is left to this place.
    pub(crate) fn new(leads: Leads) -> Self {
        Self { leads }
    }
}

impl Screen for Reader {
    fn mode(&self) -> Mode {
        Mode::Reading
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match (command, self.leads) {
            (Command::Back, Leads::Out) => Turn::Quit,
            (Command::Back, Leads::ToList) if shared.refuses_to_leave() => Turn::done(),
            (Command::Back, Leads::ToList) => Turn::Close(shared.close_text()),
            (Command::Concordance, _) => Turn::Open(Box::new(Concordance::of_last(shared))),
            (Command::SpanList, _) if shared.review.is_none() => match shared.list_spans_here() {
                Ok(()) => Turn::Open(Box::new(Concordance::of_last(shared))),
                Err(refused) => {
                    shared.tell(refused);
                    Turn::done()
                }
            },
            (Command::ConcordanceOfWord, _) => match shared.inquire_here() {
                Ok(effects) => Turn::OpenWith(Box::new(Concordance::of_last(shared)), effects),
                Err(refused) => {
                    shared.tell(refused);
                    Turn::done()
                }
            },
            (command @ (Command::Undo | Command::Redo), _) => match turns_reanchoring(&command, shared) {
                Some(text) => Turn::Done(vec![Effect::TurnBack(text)]),
                None => update(command, shared),
            },
            (command, _) => update(command, shared),
        }
    }

    fn point(&mut self, pointer: Pointer, shared: &mut Shared) -> Option<Command> {
        point(pointer, shared)
    }
}

/// The text of which undoing takes the reanchoring back, or redoing does it again: nothing was changed since.
fn turns_reanchoring(command: &Command, shared: &Shared) -> Option<TextId> {
    let open = shared.open_text.as_ref()?;
    let turns = match (command, open.reanchored?) {
        (Command::Undo, Reanchored::Done) => !open.ledger.history.can_undo(),
        (Command::Redo, Reanchored::TakenBack) => !open.ledger.history.can_redo(),
        _ => false,
    };
    turns.then_some(open.text)
}

/// Performs a command on the text that is open.
pub(super) fn update(command: Command, shared: &mut Shared) -> Turn {
    if shared.open_text.is_none() {
        return Turn::Everywhere(command);
    }
    match command {
        Command::EdgeMode => open(shared, |shared| Edge::of_current(shared.open_text.as_mut().ok_or(Refusal::NoSpan)?)),
        Command::Identity => open(shared, |shared| Identities::here(shared)),
        Command::Facts => open(shared, |shared| Facts::of_text(shared)),
        Command::EditNote => open(shared, |shared| Prompt::note(shared)),
        Command::Guideline => Turn::Open(Box::new(Guideline::at_hand(shared))),
        Command::AnswerRemark => open(shared, |shared| Prompt::answer(shared)),
        Command::Inspect => open(shared, |shared| Inspector::of_current(shared)),
        Command::NextGap => gap(Neighbour::Next, shared),
        Command::PreviousGap => gap(Neighbour::Previous, shared),
        Command::Propagate => match Propagation::of_current(shared) {
            Ok((screen, effects)) => Turn::OpenWith(Box::new(screen), effects),
            Err(refused) => {
                shared.tell(refused);
                Turn::done()
            }
        },
        Command::Relate => open(shared, |shared| Relating::of_current(shared)),
        Command::Leap => open(shared, |shared| Leap::to_a_word(shared)),
        Command::SetMark => Turn::Open(Box::new(Marking::Set.asked(shared))),
        Command::GoToMark => Turn::Open(Box::new(Marking::GoTo.asked(shared))),
        Command::Search => Turn::Open(Box::new(Prompt::search(shared))),
        other => select(other, shared),
    }
}

/// The inspector on a gap of the spans; the facts of the text, where only of those some are missing.
fn gap(which: Neighbour, shared: &mut Shared) -> Turn {
    match Inspector::of_gap(which, shared) {
        Err(Refusal::NoGap) if shared.has_gaps() => open(shared, |shared| Facts::of_text(shared)),
        found => open(shared, |_| found),
    }
}

/// Commands that move the cursor and select; right after tagging, those that grow and shrink move the start of the span.
fn select(command: Command, shared: &mut Shared) -> Turn {
    if matches!(command, Command::ShrinkSelection | Command::ExpandSelection) && shared.has_drawn_edges() {
        let moved = if command == Command::ShrinkSelection { shared.peel() } else { shared.restore() };
        shared.report(moved);
        return Turn::done();
    }
    let command = match gesture::perform(command, shared) {
        Ok(()) => return Turn::done(),
        Err(other) => other,
    };
    let Some(open) = &mut shared.open_text else { return Turn::done() };
    match command {
        Command::Cancel => {
            open.sheet.selection = None;
            open.choose_none();
            open.sheet.hits = None;
        }
        Command::JumpBack if open.sheet.jump_back() => {}
        Command::JumpBack => match shared.go_back() {
            Some(effects) => return Turn::Done(effects),
            None => shared.tell(Notice::NoJump),
        },
        Command::JumpForth if open.sheet.jump_forth() => {}
        Command::JumpForth => shared.tell(Notice::NoJumpForth),
        Command::Copy => match shared.copy() {
            Some(copied) => return Turn::Done(vec![Effect::Copy(copied)]),
            None => shared.tell(Notice::NothingToCopy),
        },
        other => return annotate(other, shared),
    }
    Turn::done()
}

/// The screen that is begun, or why it is not.
fn open<S: Screen>(shared: &mut Shared, begin: impl FnOnce(&mut Shared) -> Result<S, Refusal>) -> Turn {
    let screen = begin(shared);
    opened(screen, shared)
}

/// Commands that change what is said of the text, and those that go from span to span.
fn annotate(command: Command, shared: &mut Shared) -> Turn {
    if let Command::Tag(tag) = &command
        && shared.keeps_asked(tag)
    {
        return Turn::done();
    }
    let Some(open) = &mut shared.open_text else { return Turn::done() };
    let result = match command {
        Command::Tag(tag) => {
            let count = shared.repeat;
            shared.tag(LastTag { tag, id: None, count })
        }
        Command::RepeatTag => shared.repeat_tag(),
        Command::Retag(tag) => shared.retag(tag),
        Command::DeleteSpan => shared.delete_span(),
        Command::ToggleBoilerplate => shared.toggle_boilerplate(),
        Command::CycleSpan => open.cycle(Neighbour::Next),
        Command::CycleSpanBack => open.cycle(Neighbour::Previous),
        Command::NextSpanOf(tag) => open.jump_to_tag(&tag, Neighbour::Next),
        Command::PreviousSpanOf(tag) => open.jump_to_tag(&tag, Neighbour::Previous),
        Command::NextUnidentified => open.jump_to_unidentified(Neighbour::Next, &shared.schema),
        Command::PreviousUnidentified => open.jump_to_unidentified(Neighbour::Previous, &shared.schema),
        Command::NextSuggestion => shared.go_to_suggestion(Neighbour::Next),
        Command::PreviousSuggestion => shared.go_to_suggestion(Neighbour::Previous),
        Command::RefuseSuggestion => shared.refuse_suggestion(),
        Command::TakeVisible => shared.take_visible(),
        Command::NextNote => open.jump_to_note(Neighbour::Next),
        Command::PreviousNote => open.jump_to_note(Neighbour::Previous),
        Command::NextRemark => open.jump_to_remark(Neighbour::Next),
        Command::PreviousRemark => open.jump_to_remark(Neighbour::Previous),
        Command::TakeRemark => shared.take_remark(),
        Command::State(state) => return set_state(&DocumentState::from(state.as_str()), shared),
        Command::Undo => return travel(Travel::Undo, shared),
        Command::Redo => return travel(Travel::Redo, shared),
        other => return go(other, shared),
    };
    shared.report(result);
    Turn::done()
}

/// Sets the state of the text; asks before it is submitted with gaps.
fn set_state(state: &DocumentState, shared: &mut Shared) -> Turn {
    if let Some(question) = Submission::of(state, shared) {
        return Turn::Open(Box::new(question));
    }
    let Some(open) = &mut shared.open_text else { return Turn::done() };
    let done = open.change(Edit::State(state.clone()));
    shared.report(done);
    Turn::done()
}

/// Takes changes back, or makes them again.
fn travel(travel: Travel, shared: &mut Shared) -> Turn {
    shared.travel_in_text(travel);
    Turn::done()
}

/// Commands on the text as a whole.
fn go(command: Command, shared: &mut Shared) -> Turn {
    match command {
        Command::Direction => shared.turn_direction(),
        Command::SearchNext => shared.go_to_hit(Neighbour::Next),
        Command::SearchPrevious => shared.go_to_hit(Neighbour::Previous),
        Command::SearchWord => {
            let found = shared.search_word();
            shared.report(found);
        }
        Command::Reanchor => return Turn::Done(shared.ask_for_whereabouts()),
        Command::Save => return Turn::Done(shared.save_now()),
        Command::NextText => return Turn::Done(shared.open_neighbour(Neighbour::Next)),
        Command::PreviousText => return Turn::Done(shared.open_neighbour(Neighbour::Previous)),
        Command::Accept => match shared.leave_out_asked() {
            Ok(false) => match shared.take_suggestion() {
                Ok(true) => {}
                Ok(false) => shared.accept_proposals(),
                Err(refused) => shared.tell(refused),
            },
            done => shared.report(done.map(|_| ())),
        },
        other => return Turn::Everywhere(other),
    }
    Turn::done()
}

/// Does what the mouse asks for.
pub(super) fn point(pointer: Pointer, shared: &mut Shared) -> Option<Command> {
    let sheet = &mut shared.open_text.as_mut()?.sheet;
    match pointer {
        Pointer::Wheel(rows) => sheet.scroll(rows),
        Pointer::Press(column, row) => {
            if let Some(at) = sheet.byte_at(column, row) {
                sheet.selection = None;
                sheet.place_cursor(at);
            }
        }
        Pointer::Drag(column, row) => drag(sheet, column, row),
        Pointer::Again => return Some(Command::SelectWord),
        Pointer::Row(_) => {}
    }
    None
}

fn drag(sheet: &mut Sheet, column: u16, row: u16) {
    let Some(at) = sheet.byte_at(column, row) else { return };
    let anchor = sheet.cursor;
    let selection = sheet.selection.take().unwrap_or_else(|| Selection::at(anchor));
    sheet.place_cursor(at);
    sheet.selection = Some(selection);
}
