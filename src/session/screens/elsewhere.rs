//! Where in another text a relation goes: first which text, then which of its spans, by words that are typed.

use super::screen::{Lie, Screen, Turn};
use crate::annotation::schema::RelationType;
use crate::annotation::{End, QuotedSpan, Relation, SpanId};
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::mode::Mode;
use crate::session::notice::{Notice, Refusal};
use crate::session::parts::{Item, Line, Picked, Picker};
use crate::session::pointer::Pointer;
use crate::session::shared::Shared;
use crate::text::TextId;

/// Rows of the list on screen.
const ROWS: usize = 10;

/// What is picked.
#[derive(Debug, Clone)]
enum Stage {
    /// The text.
    Text(Picker<TextId>),
    /// The span of this text.
    Span(TextId, Picker<QuotedSpan>),
}

/// The texts, or the spans of one, that a relation may go to.
#[derive(Debug, Clone)]
pub struct Elsewhere {
    kind: String,
    from: SpanId,
    /// The place of the cursor before.
    cursor: usize,
    stage: Stage,
}

impl Elsewhere {
    /// Lists the other texts for a relation of a type from a span.
    ///
    /// # Errors
    ///
    /// Fails where relations of the type stay in one text, and where there is no other text with spans.
    pub(super) fn of(kind: &RelationType, from: &SpanId, cursor: usize, shared: &Shared) -> Result<Self, Refusal> {
        if !kind.across_documents {
            return Err(Refusal::StaysInText { kind: kind.id.clone() });
        }
        let here = shared.open_text.as_ref().map(|open| open.text().place());
        let spans = |counts: &[usize]| counts.iter().sum::<usize>();
        let known = shared.texts.entries().iter().enumerate().filter(|(place, _)| Some(*place) != here);
        let items = known.filter_map(|(place, entry)| {
            let spans = entry.summary.as_ref().map(|summary| spans(&summary.counts));
            let detail = spans.map(|spans| spans.to_string()).unwrap_or_default();
            (spans != Some(0)).then(|| Item {
                text: entry.name.clone(),
                sought: entry.name.clone(),
                detail,
                value: TextId::from(place),
            })
        });
        let items: Vec<Item<TextId>> = items.collect();
        if items.is_empty() {
            return Err(Refusal::NoOtherText);
        }
        Ok(Self { kind: kind.id.clone(), from: from.clone(), cursor, stage: Stage::Text(picker(items)) })
    }

    /// Returns the type of the relation.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Returns the text whose spans are listed, once it is picked.
    pub fn text(&self) -> Option<TextId> {
        match &self.stage {
            Stage::Text(_) => None,
            Stage::Span(text, _) => Some(*text),
        }
    }

    /// Returns the rows on screen, each with what is shown beside it, and whether the cursor is on it.
    pub fn rows(&self) -> Vec<(&str, &str, bool)> {
        match &self.stage {
            Stage::Text(picker) => rows(picker),
            Stage::Span(_, picker) => rows(picker),
        }
    }

    /// Returns the place of the first row on screen.
    pub fn top(&self) -> usize {
        match &self.stage {
            Stage::Text(picker) => picker.list().top(),
            Stage::Span(_, picker) => picker.list().top(),
        }
    }

    /// Returns the id of the span on a row of the screen; none while texts are listed.
    pub fn span(&self, row: usize) -> Option<&SpanId> {
        match &self.stage {
            Stage::Text(_) => None,
            Stage::Span(_, picker) => picker.item(*picker.list().on_screen().get(row)?).map(|item| &item.value.id),
        }
    }

    /// Lists the spans of a text that the relation may go to.
    pub(crate) fn list(&mut self, text: TextId, spans: Vec<QuotedSpan>, shared: &mut Shared) {
        let Some(kind) = shared.schema.relation(&self.kind) else { return };
        let item = |span: QuotedSpan| {
            let words = span.words.split_whitespace().collect::<Vec<_>>().join(" ");
            Item { sought: words.clone(), text: words, detail: span.tag.clone(), value: span }
        };
        let fit = spans.into_iter().filter(|span| kind.to.contains(&span.tag));
        let items: Vec<Item<QuotedSpan>> = fit.map(item).collect();
        if items.is_empty() {
            let file = shared.name_elsewhere(text).unwrap_or_default().to_owned();
            return shared.tell(Refusal::NoEndInText { kind: self.kind.clone(), file });
        }
        self.stage = Stage::Span(text, picker(items));
    }

    /// Makes the relation to a span of a text.
    fn relate(&self, text: TextId, span: &QuotedSpan, shared: &mut Shared) -> Result<(), Refusal> {
        let file = shared.name_elsewhere(text).ok_or(Refusal::NoOtherText)?.to_owned();
        let words = span.words.clone();
        let to = End::in_text(&file, &span.id);
        let relation = Relation { quote: Some(words.clone()), ..Relation::new("", self.kind.as_str(), &self.from, to) };
        let open = shared.open_text.as_mut().ok_or(Refusal::NoSpan)?;
        open.add_relation(relation, &shared.schema)?;
        if open.sheet.cursor != self.cursor {
            open.sheet.place_cursor(self.cursor);
        }
        open.choose(self.from.clone());
        shared.tell(Notice::RelatedElsewhere { kind: self.kind.clone(), file, words });
        Ok(())
    }
}

fn picker<T: Clone>(items: Vec<Item<T>>) -> Picker<T> {
    let mut picker = Picker::new(items);
    picker.resize(ROWS);
    picker
}

fn rows<T: Clone>(picker: &Picker<T>) -> Vec<(&str, &str, bool)> {
    let list = picker.list();
    let current = list.current();
    let items = list.on_screen().iter().filter_map(|row| picker.item(*row).map(|item| (*row, item)));
    items.map(|(row, item)| (item.text.as_str(), item.detail.as_str(), current == Some(row))).collect()
}

impl Screen for Elsewhere {
    fn mode(&self) -> Mode {
        Mode::Elsewhere
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    fn line(&self) -> Option<&Line> {
        Some(match &self.stage {
            Stage::Text(picker) => picker.line(),
            Stage::Span(_, picker) => picker.line(),
        })
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        match &mut self.stage {
            Stage::Text(picker) => picker.paste(text),
            Stage::Span(_, picker) => picker.paste(text),
        }
    }

    fn point(&mut self, pointer: Pointer, _shared: &mut Shared) -> Option<Command> {
        let is_taken = match &mut self.stage {
            Stage::Text(picker) => picker.point(pointer),
            Stage::Span(_, picker) => picker.point(pointer),
        };
        is_taken.then_some(Command::Accept)
    }

    fn begun_by(&self) -> Option<Command> {
        Some(Command::RelateElsewhere)
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match &mut self.stage {
            Stage::Text(picker) => match picker.update(&command) {
                Picked::Item(text) => Turn::Done(vec![Effect::Quote(text)]),
                Picked::Nothing => Turn::close(),
                Picked::Open => Turn::done(),
                Picked::Unknown => Turn::Everywhere(command),
            },
            Stage::Span(text, picker) => match (*text, picker.update(&command)) {
                (text, Picked::Item(span)) => match self.relate(text, &span, shared) {
                    Ok(()) => Turn::close(),
                    Err(refused) => {
                        shared.tell(refused);
                        Turn::done()
                    }
                },
                (_, Picked::Nothing) => {
                    match shared.schema.relation(&self.kind).map(|kind| Self::of(kind, &self.from, self.cursor, shared)) {
                        Some(Ok(texts)) => {
                            *self = texts;
                            Turn::done()
                        }
                        _ => Turn::close(),
                    }
                }
                (_, Picked::Open) => Turn::done(),
                (_, Picked::Unknown) => Turn::Everywhere(command),
            },
        }
    }

    fn is_over(&self, shared: &Shared) -> bool {
        shared.open_text.as_ref().is_none_or(|open| !open.set().contains(&self.from))
    }
}
