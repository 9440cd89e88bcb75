//! Words in all texts, each with what is around it: asked for, narrowed, ordered, and gone to.

use super::attributes::Attributes;
use super::identities::Identities;
use super::ordering::Ordering;
use super::propagation::Propagation;
use super::screen::{Screen, Turn, opened};
use crate::annotation::{SpanAct, check_tag};
use crate::language::matcher::SearchMode;
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::findings::{Finding, Findings, Listing};
use crate::session::mode::Mode;
use crate::session::motion::Motion;
use crate::session::notice::{Notice, Refusal};
use crate::session::orders::by_text;
use crate::session::parts::{Line, Touched};
use crate::session::pointer::Pointer;
use crate::session::shared::Shared;

/// The words that are being typed, and how they are taken.
#[derive(Debug, Default)]
struct Asking {
    line: Line,
    matching: SearchMode,
}

/// What was found last, which all screens share: it stays when this one closes, so that one comes back to it.
#[derive(Debug, Default)]
pub struct Concordance {
    /// `None` once they are entered.
    asking: Option<Asking>,
    /// Whether words that narrow the list are being typed.
    is_narrowing: bool,
}

impl Concordance {
    /// Shows what was found last; asks for words where nothing was.
    pub(super) fn of_last(shared: &Shared) -> Self {
        Self { asking: shared.findings.is_none().then(Asking::default), is_narrowing: false }
    }

    /// Returns how the words are taken that are being typed.
    pub fn asking(&self) -> Option<SearchMode> {
        self.asking.as_ref().map(|asking| asking.matching)
    }

    /// Performs a command while words are typed.
    fn ask(&mut self, command: Command, shared: &mut Shared) -> Turn {
        let Some(asking) = &mut self.asking else { return Turn::done() };
        match command {
            Command::Accept => {
                let words = asking.line.text().to_owned();
                shared.recalls.searches.keep(&words);
                match shared.inquire(&words, asking.matching) {
                    Ok(effects) => {
                        self.asking = None;
                        return Turn::Done(effects);
                    }
                    Err(refused) => shared.tell(refused),
                }
            }
            Command::Cancel => {
                shared.recalls.searches.rest();
                self.asking = None;
                if shared.findings.is_none() {
                    return Turn::close();
                }
            }
            Command::NextSearchMode => asking.matching = asking.matching.next(),
            other => {
                if shared.recalls.searches.update(&mut asking.line, &other).is_none() {
                    return Turn::Everywhere(other);
                }
            }
        }
        Turn::done()
    }

    /// Performs a command of narrowing the list; `None` for any other.
    fn narrow(&mut self, command: &Command, shared: &mut Shared) -> Option<Touched> {
        let findings = shared.findings.as_mut()?;
        let touched = findings.narrow(command, &shared.texts, &shared.schema);
        self.is_narrowing = findings.sieve().is_typing();
        touched
    }
}

/// Performs a command on the list.
fn look(command: Command, shared: &mut Shared) -> Turn {
    let count = shared.times();
    let Some(findings) = &mut shared.findings else { return Turn::Everywhere(command) };
    match command {
        Command::Accept => {
            return match shared.go_to_finding() {
                // The text is open below.
                Some(effects) if effects.is_empty() => Turn::close(),
                found => Turn::Done(found.unwrap_or_default()),
            };
        }
        Command::Cancel if findings.is_going() => return Turn::Done(vec![Effect::StopInquiry]),
        Command::Cancel if findings.list().marked() > 0 => findings.list_mut().unmark(),
        Command::ToggleMarked => {
            findings.list_mut().toggle();
            findings.list_mut().go(Motion::LineDown, 1);
        }
        Command::ToggleAllMarked => findings.list_mut().toggle_all(),
        command @ (Command::Retag(_) | Command::DeleteSpan) => return ask(&command, shared),
        Command::Copy => {
            let places = findings.chosen_places();
            return Turn::Done(shared.cite(places));
        }
        Command::SpanList => return Turn::Done(spans(shared)),
        Command::Propagate => return propagate(shared),
        Command::Identity => return identify(shared),
        Command::Inspect => {
            let attributes = Attributes::of_listed(shared);
            return opened(attributes, shared);
        }
        Command::Undo => {
            if !shared.take_back_last_order() {
                shared.tell(Notice::NothingToUndo);
            }
        }
        Command::Cancel | Command::Back => return Turn::close(),
        Command::NextOrder => findings.next_order(&shared.texts),
        Command::Move(motion) => drop(findings.list_mut().go(motion, count)),
        other => return Turn::Everywhere(other),
    }
    Turn::done()
}

/// Lists the spans of the open text; of all texts, where those are listed, or none is open.
fn spans(shared: &mut Shared) -> Vec<Effect> {
    let is_wide = matches!(shared.findings.as_ref().map(Findings::listing), Some(Listing::SpansOf(_)));
    let listed = if is_wide || shared.open_text.is_none() {
        shared.list_all_spans()
    } else {
        shared.list_spans_here().map(|()| Vec::new())
    };
    listed.unwrap_or_else(|notice| {
        shared.tell(notice);
        Vec::new()
    })
}

/// Lists the identities that the spans which the chosen rows are may have.
fn identify(shared: &mut Shared) -> Turn {
    let chosen = shared.findings.as_ref().map(|findings| findings.chosen_spans(&shared.annotator)).unwrap_or_default();
    let listed = if chosen.is_empty() { Err(Refusal::NoTagChosen) } else { Identities::of_listed(chosen, shared) };
    opened(listed, shared)
}

/// Goes to the span of the row at hand, and looks for its words elsewhere.
fn propagate(shared: &mut Shared) -> Turn {
    let is_span = |row: &Finding| row.span_of(&shared.annotator).is_some();
    if !shared.findings.as_ref().and_then(Findings::current).is_some_and(is_span) {
        shared.tell(Refusal::NoTagChosen);
        return Turn::done();
    }
    shared.after_opening = Some(Command::Propagate);
    let effects = shared.go_to_span_of_finding().unwrap_or_default();
    if !effects.is_empty() {
        return Turn::Done(effects);
    }
    shared.after_opening = None;
    match Propagation::of_current(shared) {
        Ok((screen, effects)) => Turn::OpenWith(Box::new(screen), effects),
        Err(refused) => {
            shared.tell(refused);
            Turn::done()
        }
    }
}

/// Asks whether the spans that the chosen rows are get another tag, or go.
fn ask(command: &Command, shared: &mut Shared) -> Turn {
    match asked(command, shared) {
        Ok(ordering) => Turn::Open(Box::new(ordering)),
        Err(refused) => {
            shared.tell(refused);
            Turn::done()
        }
    }
}

fn asked(command: &Command, shared: &Shared) -> Result<Ordering, Refusal> {
    let findings = shared.findings.as_ref().ok_or(Refusal::NoTagChosen)?;
    let act = match command {
        Command::Retag(tag) => {
            check_tag(&shared.schema, tag)?;
            SpanAct::Retag(tag.clone())
        }
        _ => SpanAct::Delete,
    };
    let spans = by_text(findings.chosen_spans(&shared.annotator));
    if spans.is_empty() {
        return Err(Refusal::NoTagChosen);
    }
    Ok(Ordering::ask(shared.order(command.to_string(), act, spans)))
}

impl Screen for Concordance {
    fn mode(&self) -> Mode {
        match &self.asking {
            Some(_) => Mode::Search,
            None if self.is_narrowing => Mode::Filter,
            None => Mode::Concordance,
        }
    }

    fn about(&self) -> Mode {
        Mode::Concordance
    }

    fn line(&self) -> Option<&Line> {
        self.asking.as_ref().map(|asking| &asking.line)
    }

    fn paste(&mut self, text: &str, shared: &mut Shared) {
        match (&mut self.asking, &mut shared.findings) {
            (Some(asking), _) => asking.line.insert(text),
            (None, Some(findings)) if self.is_narrowing => findings.paste(text, &shared.texts, &shared.schema),
            _ => {}
        }
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        if self.asking.is_some() {
            return self.ask(command, shared);
        }
        if self.narrow(&command, shared).is_some() {
            return Turn::done();
        }
        match command {
            Command::Concordance => self.asking = Some(Asking::default()),
            other => return look(other, shared),
        }
        Turn::done()
    }

    fn point(&mut self, pointer: Pointer, shared: &mut Shared) -> Option<Command> {
        let is_looking = self.mode() == Mode::Concordance;
        let is_taken = shared.findings.as_mut()?.list_mut().point(pointer);
        (is_taken && is_looking).then_some(Command::Accept)
    }
}
