//! The help: every command of the mode, with its keys, and every tag with what it is for.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Context;
use super::pieces::Pieces;
use crate::session::Session;
use crate::session::command::{Command, Group};

/// Columns of the keys.
const KEYS: usize = 24;

/// Draws the help page.
pub fn draw(frame: &mut Frame<'_>, area: Rect, session: &Session, context: Context<'_>) {
    let lines = lines(session, context);
    let top = session.help_top().min(lines.len().saturating_sub(usize::from(area.height)));
    for (line, y) in lines.iter().skip(top).zip(area.y..area.bottom()) {
        line.draw(frame, Rect { y, height: 1, ..area }, Style::new());
    }
}

fn lines(session: &Session, context: Context<'_>) -> Vec<Pieces> {
    let bindings = context.keymap.bindings(session.behind());
    let mut lines = Vec::new();
    for group in Group::ALL {
        let of_group: Vec<&(String, &Command)> =
            bindings.iter().filter(|b| b.1.entry().is_some_and(|e| e.group == *group)).collect();
        if of_group.is_empty() {
            continue;
        }
        lines.push(title(group.title(), context));
        let mut told: Vec<&Command> = Vec::new();
        for (_, command) in &of_group {
            if !told.contains(command) && !matches!(command, Command::Count(digit) if *digit != 1) {
                told.push(command);
                let keys: Vec<&str> = of_group.iter().filter(|b| b.1 == *command).map(|b| b.0.as_str()).collect();
                lines.push(entry(&keys.join("  "), &command.sentence(), context));
            }
        }
        lines.push(Pieces::default());
    }
    lines.push(title("Tags", context));
    for tag in &session.schema().tags {
        let mut line = Pieces::default();
        line.add(&format!(" {} ", tag.id), context.theme.name(Some(tag)))
            .add("  ", Style::new())
            .add(&tag.label_ar, Style::new());
        line.add("  ", Style::new()).add(&tag.help, Style::new());
        lines.push(line);
    }
    lines
}

fn title(text: &str, context: Context<'_>) -> Pieces {
    let mut line = Pieces::default();
    line.add(text, context.theme.key());
    line
}

fn entry(keys: &str, sentence: &str, context: Context<'_>) -> Pieces {
    let mut line = Pieces::default();
    line.add(&format!("  {keys:<KEYS$}  "), context.theme.key()).add(sentence, Style::new());
    line
}
