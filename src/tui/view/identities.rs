//! The identities a span may be, in a popup over the text: name in Arabic and English, aliases, class, uses.

use ratatui::layout::{Rect, Size};
use ratatui::style::Style;

use super::frame::Frame;
use super::pieces::Pieces;
use super::plan::{Keys, Plan, Shape};
use super::targets::Target;
use super::{Areas, Context, parts};
use crate::annotation::registry::class_attribute;
use crate::annotation::{Attribute, Identity, IdentityAct, Registry};
use crate::layout::inline;
use crate::session::{Command, Identities, IdentityReport, Mode, Motion, Session, Succession};
use crate::words::Label;

/// Columns of a name, of the class and of a number of uses.
const NAME: usize = 22;
const CLASS: usize = 18;
const USES: usize = 5;

/// The identities that a span may be.
pub(super) const PLAN: Plan = Plan {
    keys: Keys {
        hints: &[
            Command::NewIdentity,
            Command::Move(Motion::LineDown),
            Command::EraseLine,
            Command::MergeIdentity,
            Command::RenameIdentity,
            Command::SplitIdentity,
            Command::Undo,
        ],
        kept: &[Command::Accept, Command::Cancel],
    },
    prompt: Some(|_| Label::PromptIdentity),
    ..Plan::of(Mode::Identities, Shape::Panel)
};

/// Draws the list over the lower part of the text, or the classes that a new identity may have.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let Some(screen) = session.find::<Identities>() else { return };
    let Some(registry) = session.registries().get(screen.registry()) else { return };
    let class = class_attribute(session.schema(), screen.registry());
    let lines = match (screen.classes(), screen.succession()) {
        (Some((_, classes)), _) => classes_of(classes, class, context),
        (None, Some(Succession::Shown(report))) => followers(report, context),
        (None, Some(Succession::OtherId(_) | Succession::Part { .. })) => Vec::new(),
        (None, _) => rows(screen, registry, class, context),
    };
    let whole = areas.whole_middle();
    let count = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let height = count.saturating_add(2).min(whole.height);
    let place = Rect { y: whole.bottom() - height, height, ..whole };
    let size = Size { width: whole.width.saturating_sub(2), height: count };
    let inside = parts::popup::open(frame, place, size, &title(screen, registry, context));
    for ((row, line), y) in (screen.list().top()..).zip(&lines).zip(inside.y..inside.bottom()) {
        let place = Rect { y, height: 1, ..inside };
        line.draw(frame, place, Style::new());
        context.hints.targets.put(place, Target::Row(row));
    }
}

fn title(screen: &Identities, registry: &Registry, context: Context<'_>) -> Pieces {
    let mut title = Pieces::default();
    let shown = screen.list().shown().len();
    let label = match (screen.classes(), screen.succession()) {
        (Some((identity, _)), _) => Label::ClassOfIdentity { name: identity.name() },
        (None, None) => Label::IdentitiesFor { words: screen.words(), shown, spans: screen.spans() },
        (None, Some(succession)) => succeeding(succession, registry),
    };
    title.add(&format!(" {} ", context.words.say(&label)), context.theme.key());
    title
}

/// What is asked about an identity, or what would follow.
fn succeeding<'a>(succession: &'a Succession, registry: &'a Registry) -> Label<'a> {
    match succession {
        Succession::Heir(id) => Label::MergedInto { name: registry.get(id).map_or(id.as_str(), Identity::name) },
        Succession::OtherId(id) => Label::RenamedTo { id },
        Succession::Part { id, words } => Label::SplitFrom { id, words },
        Succession::Shown(IdentityReport { found: Ok(found), order }) => {
            let (command, uses, texts) = (found.command.as_str(), found.count(), found.texts.len());
            match order.act {
                IdentityAct::Undo => Label::UsesToRestore { command, uses, texts },
                _ => Label::UsesToFollow { command, uses, texts },
            }
        }
        Succession::Shown(_) => Label::NoIdentityShown,
    }
}

/// The texts in which uses would follow, each with how many.
fn followers(report: &IdentityReport, context: Context<'_>) -> Vec<Pieces> {
    let texts = report.found.as_ref().map_or(&[][..], |found| found.texts.as_slice());
    let row = |(text, uses): &(String, usize)| {
        let mut line = Pieces::default();
        line.add(&format!("  {}", context.words.say(&Label::UsesInText { text, uses: *uses })), Style::new());
        line
    };
    texts.iter().map(row).collect()
}

/// The rows on screen, each with the digit that takes it.
fn rows(screen: &Identities, registry: &Registry, class: Option<&Attribute>, context: Context<'_>) -> Vec<Pieces> {
    let list = screen.list();
    let mut lines = Vec::new();
    for (n, row) in list.on_screen().iter().enumerate() {
        let Some(identity) = screen.row(*row).and_then(|id| registry.get(id)) else { continue };
        let style = if list.top() + n == list.cursor() { context.theme.cursor() } else { Style::new() };
        let faint = if list.top() + n == list.cursor() { style } else { context.theme.faint() };
        let mut line = Pieces::default();
        let digit = if n < 9 { (n + 1).to_string() } else { String::new() };
        let count = screen.uses_of(&identity.id);
        let count = if count == 0 { "·".to_owned() } else { count.to_string() };
        line.add(&format!(" {digit:>1} "), context.theme.key());
        line.figure(&count, USES, faint).add("  ", faint);
        line.add(&filled(name_in_arabic(identity), NAME), style);
        line.add(&filled(name_in_english(identity), NAME), style);
        line.add(&filled(&class_name(class, &identity.class, context), CLASS), faint);
        line.add(&identity.aliases.join("، "), faint);
        lines.push(line);
    }
    if lines.is_empty() {
        let mut line = Pieces::default();
        line.add(&format!(" {}", context.words.say(&Label::NoIdentityShown)), Style::new());
        lines.push(line);
    }
    lines
}

fn name_in_arabic(identity: &Identity) -> &str {
    if identity.ar.is_empty() { identity.name() } else { &identity.ar }
}

/// The English name; the id where there is none, since that is what Latin letters find then.
fn name_in_english(identity: &Identity) -> &str {
    if identity.en.is_empty() { &identity.id } else { &identity.en }
}

/// What a class is called in the language of the screen.
fn class_name(attribute: Option<&Attribute>, class: &str, context: Context<'_>) -> String {
    let value = attribute.and_then(|attribute| attribute.value(class));
    value.map_or(class, |value| context.words.wording(&value.gloss.label)).to_owned()
}

/// The classes, each with the digit that takes it.
fn classes_of(classes: &[String], attribute: Option<&Attribute>, context: Context<'_>) -> Vec<Pieces> {
    let row = |(n, class): (usize, &String)| {
        let mut line = Pieces::default();
        let digit = (n + 1) % 10;
        line.add(&format!(" {} ", if n < 10 { digit.to_string() } else { String::new() }), context.theme.key());
        line.add(&class_name(attribute, class, context), Style::new());
        line
    };
    classes.iter().enumerate().map(row).collect()
}

/// A text of a column, cut or filled to so many columns of the screen, with a blank after it.
fn filled(text: &str, columns: usize) -> String {
    let width = |text: &str| inline(text).iter().map(|symbol| usize::from(symbol.width)).sum::<usize>();
    let mut shown = text.to_owned();
    while width(&shown) > columns {
        shown.pop();
    }
    let taken = width(&shown);
    format!("{shown}{}", " ".repeat(columns.saturating_sub(taken) + 1))
}
