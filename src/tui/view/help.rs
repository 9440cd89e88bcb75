//! The help: every command of the mode, with its keys, and every tag with what it is for.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::frame::Frame;
use super::guideline::{self, Row};
use super::pieces::Pieces;
use super::plan::{Keys, Plan, Shape};
use super::{Areas, Context};
use crate::annotation::schema::Tag;
use crate::layout::Direction;
use crate::layout::bidi::base_level;
use crate::session::command::{Command, Group};
use crate::session::parts::{Filter, folded};
use crate::session::{Help, Mode, Motion, Screen, Session, Subject};
use crate::words::Label;

/// Columns of the keys.
const KEYS: usize = 24;
/// Columns before the guideline of a tag, and most columns of it.
const INDENT: u16 = 2;
const WIDEST: u16 = 84;
/// Columns from which sentences stand beside the keys.
const ROOMY: u16 = 60;

/// The help.
pub(super) const PLAN: Plan = Plan {
    keys: Keys {
        hints: &[Command::Filter, Command::Move(Motion::PageDown), Command::Move(Motion::PageUp)],
        kept: &[Command::Cancel],
    },
    ..Plan::of(Mode::Help, Shape::List)
};

/// A row of the help.
enum Line {
    /// Of the keys, or a heading.
    Keys(Pieces),
    /// Of the guideline of a tag.
    Guideline(Row),
}

/// Draws the help page.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let area = areas.whole_middle();
    let lines = lines(session, context, area.width);
    let top = session.find::<Help>().map_or(0, Help::top).min(lines.len().saturating_sub(usize::from(area.height)));
    for y in area.y..area.bottom() {
        Pieces::default().draw(frame, Rect { y, height: 1, ..area }, Style::new());
    }
    for (line, y) in lines.iter().skip(top).zip(area.y..area.bottom()) {
        match line {
            Line::Keys(pieces) => pieces.draw(frame, Rect { y, height: 1, ..area }, Style::new()),
            Line::Guideline(row) => row.draw(frame, Rect { y, height: 1, ..indented(area) }, context),
        }
    }
}

/// How many lines the help has on a screen of this width.
pub(super) fn count(session: &Session, context: Context<'_>, width: u16) -> usize {
    lines(session, context, width).len()
}

/// Where the guideline is: its page, without its first columns.
fn indented(area: Rect) -> Rect {
    let indent = INDENT.min(area.width);
    Rect { x: area.x + indent, width: (area.width - indent).min(WIDEST), ..area }
}

/// The keys of the place that lies below, then the guideline of each tag, as far as they hold the words that are typed.
fn lines(session: &Session, context: Context<'_>, width: u16) -> Vec<Line> {
    let filter = session.find::<Help>().map_or_else(Filter::default, |help| Filter::parse(help.sieve().text(), &[]));
    let place = session.screens().rev().map(Screen::about).find(|mode| *mode != Mode::Help);
    let bindings = context.keymap.bindings(place.unwrap_or(session.behind()));
    let mut lines = Vec::new();
    for group in Group::ALL {
        let entries = entries_of(*group, &bindings, &filter, context, width);
        if !entries.is_empty() {
            lines.push(title(&context.words.heading(*group), context));
            lines.extend(entries);
            lines.push(Pieces::default());
        }
    }
    let mut lines: Vec<Line> = lines.into_iter().map(Line::Keys).collect();
    let tags: Vec<&Tag> = session.schema().tags.iter().filter(|tag| holds(&filter, &of_tag(tag))).collect();
    if !tags.is_empty() {
        lines.push(Line::Keys(title(&context.words.say(&Label::HelpTags), context)));
    }
    for tag in tags {
        lines.push(Line::Keys(name_of(tag, context)));
        let rows =
            guideline::about(&Subject::Tag(tag.id.clone()), session, context, indented(Rect { width, ..Rect::ZERO }).width);
        lines.extend(rows.into_iter().map(Line::Guideline));
        lines.push(Line::Keys(Pieces::default()));
    }
    lines
}

/// What a tag is found by.
fn of_tag(tag: &Tag) -> Vec<String> {
    let gloss = &tag.gloss;
    [&tag.id, &gloss.label.en, &gloss.label.ar, &gloss.help.en, &gloss.help.ar].map(Clone::clone).to_vec()
}

fn name_of(tag: &Tag, context: Context<'_>) -> Pieces {
    let mut line = Pieces::default();
    line.add(&format!(" {} ", tag.id), context.theme.name(Some(tag)));
    line
}

/// The commands of a group that hold a filter, each with all of its keys.
fn entries_of(group: Group, bindings: &[(String, &Command)], filter: &Filter, context: Context<'_>, width: u16) -> Vec<Pieces> {
    let of_group: Vec<&(String, &Command)> =
        bindings.iter().filter(|b| b.1.entry().is_some_and(|entry| entry.group == group)).collect();
    let mut lines = Vec::new();
    let mut told: Vec<&Command> = Vec::new();
    for (_, command) in &of_group {
        if told.contains(command) || matches!(command, Command::Count(digit) if *digit != 1) {
            continue;
        }
        told.push(command);
        let keys: Vec<&str> = of_group.iter().filter(|b| b.1 == *command).map(|b| b.0.as_str()).collect();
        let keys = keys.join("  ");
        let sentence = context.words.sentence(command);
        if filter.is_empty() || holds(filter, &[context.words.names(command), vec![keys.clone()]].concat()) {
            lines.extend(entry(&keys, &sentence, context, width));
        }
    }
    lines
}

/// Whether each word of a filter is in one of these texts.
fn holds(filter: &Filter, texts: &[String]) -> bool {
    filter.is_empty() || filter.terms().iter().all(|term| texts.iter().any(|text| folded(text).contains(&term.text)))
}

fn title(text: &str, context: Context<'_>) -> Pieces {
    let mut line = Pieces::default();
    line.add(text, context.theme.key());
    line
}

/// A command: its keys, then its sentence beside them, or below where there is no room.
fn entry(keys: &str, sentence: &str, context: Context<'_>, width: u16) -> Vec<Pieces> {
    let indent = if width >= ROOMY && keys.chars().count() <= KEYS { KEYS + 4 } else { 6 };
    let mut first = Pieces::default();
    let blank = KEYS.saturating_sub(keys.chars().count()) + 2;
    first.add("  ", Style::new()).keys(keys, context.theme.key()).add(&" ".repeat(blank), Style::new());
    let room = width.saturating_sub(u16::try_from(indent).unwrap_or(0));
    let mut rest = wrapped(sentence, room).into_iter();
    if indent > 6 {
        first.add(&rest.next().unwrap_or_default(), Style::new());
    }
    std::iter::once(first).chain(rest.map(|text| after(indent, &text))).collect()
}

/// A text after so many blanks.
fn after(indent: usize, text: &str) -> Pieces {
    let mut line = Pieces::default();
    line.add(&" ".repeat(indent), Style::new()).add(text, Style::new());
    line
}

/// Breaks a sentence between its words into lines of so many characters.
fn wrapped(text: &str, width: u16) -> Vec<String> {
    let width = usize::from(width.max(8));
    // A line that begins with an example in another language runs as the whole sentence all the same: LRM or RLM keep it so.
    let run = if base_level(text, Direction::Auto) == 1 { '\u{200F}' } else { '\u{200E}' };
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ if text.is_ascii() => lines.push(word.to_owned()),
            _ => lines.push(format!("{run}{word}")),
        }
    }
    lines
}
