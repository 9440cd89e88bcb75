//! Words that were found in all texts, each in its line: aligned on the words, as they are read.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::context::Context;
use super::frame::Frame;
use super::parts::list;
use super::pieces::Pieces;
use super::plan::{Keys, Plan, Shape};
use super::{Areas, excerpt};
use crate::annotation::Tag;
use crate::session::{Command, Finding, Findings, Listing, Looking, Mode, Session};
use crate::words::{Label, LookingWord};

/// Columns of the name of a text, at most.
const NAME: u16 = 20;
/// Columns of the tag that the words have, at least.
const TAG: u16 = 5;

/// What was found in all texts.
pub(super) const PLAN: Plan = Plan {
    keys: Keys {
        hints: &[
            Command::Filter,
            Command::NextOrder,
            Command::ToggleMarked,
            Command::ToggleAllMarked,
            Command::DeleteSpan,
            Command::Identity,
            Command::Inspect,
            Command::Propagate,
            Command::Copy,
            Command::Undo,
            Command::Concordance,
            Command::SpanList,
        ],
        kept: &[Command::Accept, Command::Cancel],
    },
    labels: &[(Command::Accept, Label::KeyOpen), (Command::Inspect, Label::KeyAttribute)],
    ..Plan::of(Mode::Concordance, Shape::List)
};

/// Draws what is looked for and how far that has come, then a row for each place.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let area = areas.whole_middle();
    let Some(findings) = session.findings() else { return };
    head(findings, session, context).draw(frame, Rect { height: 1, ..area }, Style::new());
    let below = Rect { y: area.y.saturating_add(1), height: area.height.saturating_sub(1), ..area };
    let name = match findings.listing() {
        // It is the name of the open text in every row.
        Listing::SpansOf(_) => None,
        Listing::Spans | Listing::Words { .. } => Some(columns_of_name(session, area)),
    };
    let tags = columns_of_tag(session, area, context);
    let room = below.width.saturating_sub(name.map_or(0, |name| name + 1) + tags + 3);
    list::draw(frame, below, findings.list(), context.theme, &context.hints.targets, |number, chosen, line| {
        let Some(found) = findings.row(number) else { return };
        let base = chosen.unwrap_or_default();
        let text = session.texts().entries().get(found.text.place()).map_or("", |entry| entry.name.as_str());
        if let Some(name) = name {
            line.append(&column(text, name, base.patch(context.theme.faint())));
        }
        line.append(&tag(found, tags, session, base, context));
        line.append(&excerpt::row(found.excerpt(), room, base));
    });
}

/// What is looked for, how much was found, and how far that has come.
fn head(findings: &Findings, session: &Session, context: Context<'_>) -> Pieces {
    let mut head = Pieces::default();
    let bold = Style::new().add_modifier(ratatui::style::Modifier::BOLD);
    let (places, shown) = (findings.count(), findings.list().shown().len());
    match findings.listing() {
        Listing::Words { words, matching } => {
            head.add(&format!(" {words} "), bold);
            let matching = Label::MatchingWord { matching: *matching };
            head.add(&format!(" {} ", context.words.say(&matching)), context.theme.faint());
        }
        Listing::SpansOf(_) => {
            head.add(&format!(" {} ", context.words.say(&Label::SpansOfText { spans: places, shown })), context.theme.key());
        }
        Listing::Spans => {
            head.add(&format!(" {} ", context.words.say(&Label::Spans)), bold);
        }
    }
    if !matches!(findings.listing(), Listing::SpansOf(_)) {
        let texts = session.texts().entries().len();
        let looking = LookingWord(findings.progress().name());
        let label = Label::Found { places, shown, looked: findings.looked_at(), texts, looking };
        head.add(&format!(" {}", context.words.say(&label)), context.theme.key());
    }
    if findings.list().marked() > 0 {
        let chosen = Label::PlacesChosen { places: findings.count(), chosen: findings.list().marked() };
        head.add(&format!("  {}", context.words.say(&chosen)), context.theme.key());
    }
    if let Looking::Failed(cause) = findings.progress() {
        head.add(&format!(" {}", context.words.say(&Label::Fault { cause })), context.theme.error());
    }
    if !findings.sieve().line().is_empty() {
        let label = context.words.say(&Label::PromptFilter);
        head.add(&format!("  {label} "), context.theme.faint()).add(findings.sieve().text(), Style::new());
    }
    head
}

/// The tag of the innermost span that shares letters with the words, and how many more there are.
fn tag(found: &Finding, columns: u16, session: &Session, base: Style, context: Context<'_>) -> Pieces {
    let Some(said) = found.said.last() else { return column("", columns, base) };
    let name = context.words.tag(session.schema(), &said.tag);
    let short: String = name.chars().take(usize::from(columns.saturating_sub(1))).collect();
    let more = if found.said.len() > 1 { "+" } else { "" };
    column(&format!("{short}{more}"), columns, base.patch(context.theme.name(session.schema().tag(&said.tag))))
}

/// How many columns tags take, with the sign that there are more: all of the longest one where there is room.
fn columns_of_tag(session: &Session, area: Rect, context: Context<'_>) -> u16 {
    let name = |tag: &Tag| context.words.called(Some(&tag.gloss), &tag.id).chars().count();
    let longest = session.schema().tags.iter().map(name).max().unwrap_or_default();
    u16::try_from(longest + 1).unwrap_or(TAG).clamp(TAG, (area.width / 7).max(TAG))
}

/// How many columns the names of texts take.
pub(super) fn columns_of_name(session: &Session, area: Rect) -> u16 {
    u16::try_from(session.texts().longest_name()).unwrap_or(NAME).clamp(4, NAME.min(area.width / 4).max(4))
}

/// A text of a column, cut or filled to so many columns and one more.
pub(super) fn column(text: &str, columns: u16, style: Style) -> Pieces {
    let mut pieces = Pieces::default();
    pieces.add(text, style).cut(columns);
    let blank = columns.saturating_sub(pieces.width()) + 1;
    pieces.add(&" ".repeat(usize::from(blank)), style);
    pieces
}
