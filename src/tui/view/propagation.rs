//! The places where words are met again, each in its line: aligned on the words, as they are read.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Areas;
use super::concordance::{column, columns_of_name};
use super::context::Context;
use super::excerpt;
use super::frame::Frame;
use super::parts::list;
use super::pieces::Pieces;
use super::plan::{Keys, Plan, Shape};
use crate::annotation::propagation::Standing;
use crate::session::{Command, Met, Mode, Propagation, Session};
use crate::words::{Label, LookingWord, StandingWord};

/// Columns before the words of a row: the cursor, the mark, and what is known of it.
const STANDING: u16 = 14;

/// The places where words are met again.
pub(super) const PLAN: Plan = Plan {
    keys: Keys {
        hints: &[
            Command::WidenToCorpus,
            Command::ToggleMarked,
            Command::ToggleAllMarked,
            Command::DeleteSpan,
            Command::NextOrder,
            Command::Copy,
        ],
        kept: &[Command::Accept, Command::Cancel],
    },
    labels: &[(Command::Accept, Label::KeyApply)],
    ..Plan::of(Mode::Propagating, Shape::List)
};

/// Draws what is to be done, then a row for each place.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let (Some(open), Some(screen)) = (session.open_text(), session.find::<Propagation>()) else { return };
    let area = areas.whole_middle();
    let Some(of) = open.set().get(screen.span()) else { return };
    let (places, chosen) = screen.counts();
    let words = open.document().slice(of.span.range());
    let mut head = Pieces::default();
    let tag = session.schema().tag(&of.tag);
    head.add(&format!(" {} ", context.words.tag(session.schema(), &of.tag)), context.theme.name(tag))
        .add(&format!(" {words} "), Style::new());
    head.add(&format!(" {}", context.words.say(&Label::PlacesChosen { places, chosen })), context.theme.key());
    let name = screen.looking().map(|(looking, looked)| {
        let looking = LookingWord(looking.name());
        let label = Label::InTexts { looked, texts: session.texts().entries().len(), looking };
        head.add(&format!(" {}", context.words.say(&label)), context.theme.key());
        columns_of_name(session, area)
    });
    head.draw(frame, Rect { height: 1, ..area }, Style::new());
    let below = Rect { y: area.y.saturating_add(1), height: area.height.saturating_sub(1), ..area };
    let room = below.width.saturating_sub(STANDING + 2 + name.map_or(0, |name| name + 1));
    list::draw(frame, below, screen.list(), context.theme, &context.hints.targets, |number, chosen, line| {
        let Some(met) = screen.row(number) else { return };
        let base = chosen.unwrap_or_default();
        if let Some(name) = name {
            let text = session.texts().entries().get(met.finding.text.place()).map_or("", |entry| entry.name.as_str());
            line.append(&column(text, name, base.patch(context.theme.faint())));
        }
        let mut standing = Pieces::default();
        standing.add(&standing_of(met, context), base.patch(context.theme.faint()));
        standing.cut(STANDING);
        line.append(&standing).add(&" ".repeat(usize::from(STANDING.saturating_sub(standing.width()))), base);
        line.append(&excerpt::row(met.finding.excerpt(), room, base));
    });
}

fn standing_of(met: &Met, context: Context<'_>) -> String {
    if met.standing == Standing::Free {
        return String::new();
    }
    context.words.say(&Label::Standing { standing: StandingWord(met.standing.name()) })
}
