//! What the spans at hand say: the attributes with what is proposed and what is missing, and the relations as a small tree.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Areas;
use super::attribute::{AttributeDrawing, Focus, emphasis, shortened};
use super::context::Context;
use super::flow::Flow;
use super::frame::Frame;
use super::panel::Panel;
use super::pieces::Pieces;
use super::plan::{Keys, Plan, Shape};
use crate::annotation::proposal::{Oddity, Source};
use crate::session::{Card, CardRow, Command, Inspector, LackingRow, Mode, Motion, OpenText, OtherEnd, RelationRow, Session};
use crate::words::Label;

/// What a span says, row by row.
pub(super) const PLAN: Plan = Plan {
    keys: Keys {
        hints: &[
            Command::Accept,
            Command::AcceptAll,
            Command::NextGap,
            Command::Relate,
            Command::ClearValue,
            Command::RepeatValue,
            Command::Move(Motion::LineDown),
            Command::Move(Motion::NextSpan),
            Command::Undo,
        ],
        kept: &[Command::Help, Command::Cancel],
    },
    ..Plan::of(Mode::Inspector, Shape::Panel)
};

/// Draws the card of the span at hand, the row with the focus always in sight.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let area = areas.inspector;
    let Some(open) = session.open_text() else { return };
    if area.height == 0 {
        return;
    }
    let inspector = session.find::<Inspector>();
    let card = session.card();
    let attributes = AttributeDrawing { document: Some(open.document()), registries: session.registries(), context };
    let drawing = Drawing { open, session, context, attributes, width: area.width };
    let at = inspector.map(Inspector::at);
    let items = card.rows.iter().enumerate().map(|(n, row)| drawing.row(row, Focus::of(n, at)));
    let panel = Panel {
        head: drawing.head(&card),
        items: items.collect(),
        focus: at.unwrap_or(0),
        foot: drawing.foot(&card),
        ..Panel::default()
    };
    let blank = Pieces::default();
    let rows = panel.rows(usize::from(area.height), context);
    for (line, y) in rows.iter().chain(std::iter::repeat(&blank)).zip(area.y..area.bottom()) {
        line.draw(frame, Rect { y, height: 1, ..area }, Style::new());
    }
}

/// What the rows of a card are drawn with.
struct Drawing<'a> {
    open: &'a OpenText,
    session: &'a Session,
    context: Context<'a>,
    attributes: AttributeDrawing<'a>,
    width: u16,
}

impl Drawing<'_> {
    /// The spans that are spoken of: tag, words, how much is missing.
    fn head(&self, card: &Card) -> Vec<Pieces> {
        let mut flow = Flow::new(self.width, 2);
        let spans = card.spans.iter().filter_map(|id| self.open.set().get(id));
        for span in spans.take(3) {
            let tag = self.session.schema().tag(&span.tag);
            flow.gap(2)
                .add(&format!(" {} ", self.context.words.tag(self.session.schema(), &span.tag)), self.context.theme.name(tag));
            flow.gap(1).text(&shortened(self.open.document().slice(span.span.range())), emphasis());
        }
        if card.spans.len() > 3 {
            let more = Label::MoreSpans { spans: card.spans.len() - 3 };
            flow.gap(2).add(&self.context.words.say(&more), self.context.theme.faint());
        }
        if card.gaps() > 0 {
            let gaps = Label::GapsOfSpan { gaps: card.gaps() };
            flow.gap(2).add(&self.context.words.say(&gaps), self.context.theme.error());
        }
        flow.rows()
    }

    /// What is odd about the span, then its note.
    fn foot(&self, card: &Card) -> Vec<Pieces> {
        let mut flow = Flow::new(self.width, 2);
        for oddity in &card.oddities {
            flow.gap(2)
                .add("! ", self.context.theme.error())
                .add(&self.context.words.say(&odd(oddity)), self.context.theme.faint());
        }
        let mut rows = if card.oddities.is_empty() { Vec::new() } else { flow.rows() };
        rows.extend(self.note(card));
        rows
    }

    fn note(&self, card: &Card) -> Vec<Pieces> {
        let Some(span) = card.spans.first().and_then(|id| self.open.set().get(id)) else { return Vec::new() };
        if span.note.is_empty() {
            return Vec::new();
        }
        let mut flow = Flow::new(self.width, 2);
        flow.add(&self.context.words.say(&Label::NoteOfSpan), self.context.theme.faint()).gap(1).text(&span.note, Style::new());
        flow.rows()
    }

    fn row(&self, row: &CardRow, focus: Focus) -> Vec<Pieces> {
        let mut flow = Flow::new(self.width, 4);
        let mark = focus.mark();
        match row {
            CardRow::Attribute(row) => self.attributes.put(&mut flow, row, mark, focus),
            CardRow::Outgoing(row) => {
                let head = format!("{mark}  {} \u{2192} ", self.kind(&row.relation.kind));
                self.relation(&mut flow, row, &head, focus);
            }
            CardRow::Quality(row) => self.attributes.put(&mut flow, &row.row, &format!("{mark}   "), focus),
            CardRow::Incoming(row) => {
                let head = format!("{mark}  \u{2190} {} ", self.kind(&row.relation.kind));
                self.relation(&mut flow, row, &head, focus);
            }
            CardRow::Lacking(row) => self.lacking(&mut flow, row, mark, focus),
        }
        flow.rows()
    }

    /// A type of relation by its name in the language of the screen.
    fn kind<'a>(&'a self, id: &'a str) -> &'a str {
        let known = self.session.schema().relation(id).map(|kind| self.context.words.wording(kind.gloss.brief()));
        known.filter(|name| !name.is_empty()).unwrap_or(id)
    }

    /// How certain a relation is, by its name in the language of the screen.
    fn certainty<'a>(&'a self, kind: &str, word: &'a str) -> &'a str {
        let kind = self.session.schema().relation(kind);
        let known = kind.and_then(|kind| kind.certainty.iter().flatten().find(|known| known.id == *word));
        let name = known.map(|known| self.context.words.wording(known.gloss.brief()));
        name.filter(|name| !name.is_empty()).unwrap_or(word)
    }

    fn relation(&self, flow: &mut Flow, row: &RelationRow, head: &str, focus: Focus) {
        let theme = self.context.theme;
        let mut kind = Pieces::default();
        kind.add(head, if focus == Focus::Here { theme.key() } else { theme.faint() });
        let order = row.relation.order.map(|order| format!("{order} ")).unwrap_or_default();
        kind.add(&order, theme.key());
        if let OtherEnd::Elsewhere { file, .. } = &row.other {
            kind.add(file, theme.key()).add(" ", Style::new());
        }
        flow.headed(&kind, &shortened(words(&row.other)), Style::new());
        let of_type = &row.relation.kind;
        if let Some(certainty) = &row.relation.certainty {
            let word = certainty.to_string();
            flow.gap(1).add(&format!("({})", self.certainty(of_type, &word)), theme.faint());
        }
        // Of a relation from the span, those of the schema have rows of their own.
        let is_incoming = matches!(&row.other, OtherEnd::Span(id, _) if *id == row.relation.from);
        let kind = self.session.schema().relation(of_type).filter(|_| !is_incoming);
        let has_row = |name: &str| kind.is_some_and(|kind| kind.attribute(name).is_some());
        for (name, value) in row.relation.attributes.iter().filter(|(name, _)| !has_row(name)) {
            flow.gap(1).add(name, theme.faint()).add("=", theme.faint()).add(&value.to_string(), theme.faint());
        }
        for (kind, words) in &row.onwards {
            let mut head = Pieces::default();
            head.add(&format!("\u{2192} {} ", self.kind(kind)), theme.faint());
            flow.gap(2).headed(&head, &shortened(words), theme.faint());
        }
        if focus == Focus::Here && !row.certainties.is_empty() {
            flow.next_row();
            for (word, n) in row.certainties.iter().zip(1..) {
                flow.gap(2).add(&format!("{n} {}", self.certainty(of_type, word)), theme.faint());
            }
        }
    }

    fn lacking(&self, flow: &mut Flow, row: &LackingRow, mark: &str, focus: Focus) {
        let theme = self.context.theme;
        let style = if focus == Focus::Here { theme.key() } else { theme.faint() };
        let mut head = Pieces::default();
        head.add(&format!("{mark}{} ", row.capital()), style).add(&format!("{} \u{2192} ", self.kind(&row.kind)), style);
        flow.put(&head);
        if row.is_gap {
            flow.add(&self.context.words.say(&Label::Missing), theme.error());
        }
        if focus == Focus::Elsewhere {
            let likeliest = row.ends.first().filter(|end| end.source != Source::Near);
            if let Some(end) = likeliest {
                let words = self.open.found(end.to.as_str()).map(|span| self.open.document().slice(span.span.range()));
                flow.gap(1).add("? ", theme.key()).text(&shortened(words.unwrap_or(end.to.as_str())), theme.faint());
                self.attributes.source(flow, end.source, None);
            }
            return;
        }
        for (span, n) in row.spans(self.open).zip(1..) {
            let mut head = Pieces::default();
            head.add(&format!("{n} "), theme.key());
            flow.gap(2).headed(&head, &shortened(self.open.document().slice(span.span.range())), Style::new());
        }
        for (end, digit) in row.special.iter().zip(['9', '0']) {
            let is_likeliest = row.ends.first().is_some_and(|first| first.to.as_str() == end);
            flow.gap(2).add(&format!("{digit} {end}"), if is_likeliest { theme.key() } else { Style::new() });
        }
    }
}

/// What is odd about a span, for its reader.
fn odd(oddity: &Oddity) -> Label<'_> {
    let count = |bound: i64| usize::try_from(bound).unwrap_or_default();
    match oddity {
        Oddity::NothingSays { attribute } => Label::OddUnsaid { attribute },
        Oddity::MinAboveMax { min, max } => Label::OddBounds { min: count(*min), max: count(*max) },
        Oddity::AfterPublication { attribute, published } => Label::OddDay { attribute, published },
        Oddity::PartAboveWhole { part, whole, .. } => Label::OddPart { part: count(*part), whole: count(*whole) },
    }
}

fn words(end: &OtherEnd) -> &str {
    match end {
        OtherEnd::Span(_, words) => words,
        OtherEnd::Elsewhere { quote, id, .. } if quote.is_empty() => id,
        OtherEnd::Elsewhere { quote, .. } => quote,
        OtherEnd::Named(end) => end.as_str(),
    }
}
