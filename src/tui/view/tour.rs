//! The tour: in the first rows, what is to be done with the keys in use.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::flow::Flow;
use super::frame::Frame;
use super::pieces::Pieces;
use super::{Areas, Context};
use crate::session::{Command, Mode, Session, Step};
use crate::words::{Label, StepWord};

/// Draws the step at hand.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let Some(tour) = session.tour().filter(|_| areas.tour.height > 0) else { return };
    let task = tour.task();
    let said = |label: Label<'_>| context.words.say(&label);
    let theme = context.theme;
    let mut head = Pieces::default();
    if task.was_taken {
        head.add(" \u{2713}", theme.key());
    }
    let step = StepWord(task.name);
    let title = match task.number {
        Some(number) => said(Label::TourStep { step, number, steps: Step::ALL.len() }),
        None => said(Label::TourEnd),
    };
    head.add(&format!(" {title} "), theme.key());
    let mut ways = Pieces::default();
    let skip = Some(Command::SkipStep).filter(|_| task.number.is_some());
    for (command, label) in skip.map(|skip| (skip, Label::KeySkip)).into_iter().chain([(Command::Quit, Label::KeyQuit)]) {
        let keys = keys_of(&command, context);
        ways.add(" ", theme.faint()).keys(&keys, theme.key()).add(&format!(" {} ", said(label)), theme.faint());
    }
    let keys: Vec<String> = task.commands.iter().map(|command| keys_of(command, context)).collect();
    let key = |n: usize| keys.get(n).map_or("", String::as_str);
    let mut flow = Flow::new(areas.tour.width.saturating_sub(2), 0);
    flow.text(&said(Label::TourTask { step, first: key(0), second: key(1), third: key(2) }), Style::new());
    let row = |n: u16| Rect { y: areas.tour.y + n, height: 1, ..areas.tour };
    head.cut(areas.tour.width.saturating_sub(ways.width()));
    head.draw(frame, row(0), theme.chrome());
    ways.draw_last(frame, row(0), theme.chrome());
    let blank = Pieces::default();
    for (line, n) in flow.rows().iter().chain(std::iter::repeat(&blank)).zip(1..areas.tour.height) {
        let mut indented = Pieces::default();
        indented.add(" ", Style::new()).append(line);
        indented.draw(frame, row(n), Style::new());
    }
}

/// The shortest keys of a command in a text.
fn keys_of(command: &Command, context: Context<'_>) -> String {
    let all = context.keymap.keys_for(command, Mode::Reading);
    all.into_iter().min_by_key(|keys| keys.chars().count()).unwrap_or_default()
}
