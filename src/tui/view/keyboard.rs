//! The keyboards of which one is in use, with what the letter that was typed would be on each.

use ratatui::layout::{Rect, Size};
use ratatui::style::Style;

use super::Areas;
use super::context::Context;
use super::frame::Frame;
use super::parts::popup;
use super::pieces::Pieces;
use super::plan::{Keys, Plan, Shape};
use crate::session::{Command, Keyboard, KeyboardChoice, Mode, Motion, Session};
use crate::words::{KeyboardWord, Label};

/// Which keyboard is in use.
pub(super) const PLAN: Plan = Plan {
    keys: Keys { hints: &[Command::Move(Motion::LineDown)], kept: &[Command::Accept, Command::Cancel] },
    labels: &[(Command::Accept, Label::KeySet)],
    ..Plan::of(Mode::Keyboard, Shape::Panel)
};

/// Draws the list in the middle of an area.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let area = areas.whole_middle();
    let Some(keyboard) = session.find::<Keyboard>() else { return };
    let lines: Vec<Pieces> =
        keyboard.rows().zip(1..).map(|((choice, is_here), number)| line(number, choice, is_here, context)).collect();
    let letter = keyboard.letter().map(String::from).unwrap_or_default();
    let mut title = Pieces::default();
    title.add(&format!(" {} ", context.words.say(&Label::WhichKeyboard { letter: &letter })), context.theme.key());
    let width = lines.iter().map(Pieces::width).max().unwrap_or(0).max(title.width() + 2);
    let size = Size { width, height: u16::try_from(lines.len()).unwrap_or(u16::MAX) };
    let inside = popup::open(frame, area, size, &title);
    for (line, y) in lines.iter().zip(inside.y..inside.bottom()) {
        line.draw(frame, Rect { y, height: 1, ..inside }, Style::new());
    }
}

fn line(number: usize, choice: &KeyboardChoice, is_here: bool, context: Context<'_>) -> Pieces {
    let style = if is_here { context.theme.cursor() } else { Style::new() };
    let mut line = Pieces::default();
    line.add(&format!("{number} "), context.theme.key());
    line.add(&context.words.say(&Label::KeyboardName { name: KeyboardWord(&choice.name) }), style);
    if let Some(latin) = choice.latin {
        let does = choice.does.as_ref().map(|command| context.words.sentence(command)).unwrap_or_default();
        line.add("  ", Style::new())
            .keys(&latin.to_string(), context.theme.key())
            .add("  ", Style::new())
            .add(&does, context.theme.faint());
    }
    line
}
